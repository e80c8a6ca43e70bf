"""What a made county keeps beside its cases: its roster, the bodies that help people to file, reviews, and its ledger."""

import numpy as np

from rongzhi.core.simulation.chances import BACKGROUND_OF, COVERS, NEUTRALS, STATIONS, Chances, name_of
from rongzhi.core.simulation.courses import Courses
from rongzhi.core.simulation.writing import Ints, Writer

BEFORE = -400  # the day on which all is set up
NEWCOMERS = NEUTRALS  # as many may come as may go
OWN = NEUTRALS + NEWCOMERS + len(STATIONS) + 1  # files of each county beside its cases
PEOPLE = np.arange(NEUTRALS, dtype=np.int32)
LEDGER = NEUTRALS + NEWCOMERS + len(STATIONS)
INCOME = (  # source, payer, yuan, every so many months, restricted
    ("government", "FINB", 60_000, 3, False),
    ("association", "ASSOC", 15_000, 1, False),
    ("institution", "BANK00", 4_000, 1, False),
    ("donation", "CHAMB", 5_000, 6, True),
)
COSTS = (("staff", 18_000), ("premises", 5_000), ("training", 1_500))
PROMISE, BUDGET = 50_000, 280_000  # a quarter, a year
FEE = 300  # yuan for a mediator's case


def roster(w: Writer, c: Chances, first: Ints, until: int) -> None:
    """Forty people on each roster; some leave in the year before `until`, and somebody comes for each on the same day.

    `first` is the number of the first own file of each county.
    """
    people = (first[:, None] + PEOPLE).ravel()
    who = np.tile(PEOPLE, len(first))
    told = [{"handle": name_of(n), "background": BACKGROUND_OF[n]} for n in range(NEUTRALS)]
    w.write("neutral.register", people, np.full(len(people), BEFORE, dtype=np.int32), w.codes(told)[who])
    proved = [{"qualification": "finance", "covers": ",".join(COVERS[n])} for n in range(NEUTRALS)]
    w.write("neutral.qualify", people, np.full(len(people), BEFORE + 1, dtype=np.int32), w.codes(proved)[who])
    goes = w.rng.random(len(people)) < c.leaving
    days = until - w.rng.integers(0, 364, size=len(people), dtype=np.int32)
    w.write("neutral.leave", people[goes], days[goes])
    new = [{"handle": name_of(NEUTRALS + n), "background": "other"} for n in range(NEUTRALS)]
    w.write("neutral.register", people[goes] + NEUTRALS, days[goes], w.codes(new)[who[goes]])
    trained = ~goes & (w.rng.random(len(people)) < c.trained)
    w.write("neutral.qualify", people[trained], days[trained], {"qualification": "training"})
    fresh = w.some(people[goes] + NEUTRALS, c.trained)
    w.write(
        "neutral.qualify", fresh, np.full(len(fresh), until, dtype=np.int32), {"qualification": "training"}
    )


def took(w: Writer, cases: Courses, county: Ints, first: Ints) -> None:
    """The same in the own file of each neutral that took a case, on that day."""
    w.write("neutral.took_case", first[county[cases.taken]] + cases.by, cases.taken_on)


def stations(w: Writer, first: Ints, filed: Ints, county: Ints, helpers: Ints) -> None:
    """The bodies that help to file, and when each did."""
    at: Ints = (first[:, None] + np.arange(NEUTRALS + NEWCOMERS, LEDGER)).astype(np.int32)
    told = [{"kind": kind, "handle": f"S{n}", "township": place} for n, (kind, place) in enumerate(STATIONS)]
    w.write(
        "body.register",
        at.ravel(),
        np.full(at.size, BEFORE, dtype=np.int32),
        np.tile(w.codes(told), len(first)),
    )
    some = helpers >= 0
    w.write("body.helped_to_file", at[county[some], helpers[some]], filed[some])


def reviews(w: Writer, c: Chances, cases: Courses) -> None:
    """Some of the ended cases are drawn, and two read each."""
    over = np.flatnonzero(cases.ended >= 0).astype(np.int32)
    drawn = w.some(over, c.reviewed)
    for seat in ("lay", "expert"):
        table = np.array(
            [
                [w.code({"seat": seat, "score": n + 1, "complete": whole}) for whole in (True, False)]
                for n in range(5)
            ],
            dtype=np.int32,
        )
        spoilt = (w.rng.random(len(drawn)) < c.incomplete).astype(np.int32)
        w.write(
            "sampling.score", drawn, cases.ended[drawn] + 45, table[w.drawn(len(drawn), c.reviews), spoilt]
        )


def ledger(w: Writer, c: Chances, cases: Courses, first: Ints, county: Ints, until: int) -> None:
    """What comes in and goes out month by month, what is promised, and each mediator's pay for each case."""
    books: Ints = first + np.int32(LEDGER)
    for month in range(-3, until // 30):
        for source, payer, amount, every, restricted in INCOME:
            if month % every == 0:
                sums = amount + 10 * np.arange(-50, 51)
                lines = w.codes([_line(sum_, source, payer, restricted=restricted) for sum_ in sums.tolist()])
                w.write("money.in", books, _day(books, 30 * month + 3), w.rng.choice(lines, size=len(books)))
        for purpose, amount in COSTS:
            w.write("money.out", books, _day(books, 30 * month + 20), _line(amount, purpose))
    for month in range(0, until // 30 + 12, 3):
        w.write("money.promised", books, _day(books, 30 * month), _line(PROMISE, "government", "FINB"))
        if month % 12 == 0:
            w.write("money.budget", books, _day(books, 30 * month), _line(BUDGET, ""))
    _paid(w, c, cases, books, county)


def _day(books: Ints, day: int) -> Ints:
    return np.full(len(books), day, dtype=np.int32)


def _line(
    amount: int, what: str, payer: str = "", *, restricted: bool = False, case: str = ""
) -> dict[str, object]:
    told: dict[str, object] = {
        "amount": f"{amount}.00",
        "what": what,
        "payer": payer,
        "restricted": restricted,
    }
    return told | {"case": case, "channel": ""}


def _paid(w: Writer, c: Chances, cases: Courses, books: Ints, county: Ints) -> None:
    over = cases.taken[cases.ended[cases.taken] >= 0]
    paid = w.some(over, c.mediator_paid)
    days = cases.ended[paid] + w.waits(len(paid), c.pay_wait)
    said = w.codes([_line(FEE, "mediators", case=str(case)) for case in paid.tolist()])
    w.write("money.out", books[county[paid]], days, said)
