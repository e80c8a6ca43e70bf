"""The room and the case page with many messages: against the same with few, and against the obvious bare page."""

from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import bare_pages
from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.rooms import PAGE
from rongzhi.directory.models import Account
from tests.factories.county import act, agent, mediator, party
from tests.factories.main_line import mediating

GROWTH = 1.3
FEW = {"case": 5, "room": PAGE}  # a room shows so many at once: with more only what is not shown grows
LOOKS = 3  # of which the fewest queries count
VIEWS = 4  # of one page in one repetition
BARE = {"case": bare_pages.story, "room": bare_pages.talk}
SAYS = {
    "case": "its history alone by plain SQL, opened, in a bare template",
    "room": f"its newest {PAGE} by plain SQL, opened, in a bare template",
}
NEUTRAL = "n1"
READERS = (NEUTRAL, "agent-BANK1")
TEXT = "第{n}条：我们核对了贷款合同、保险单和当年的还款流水，其中有两笔扣款当事人不清楚，请对方说明。"


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Look at a case in which `size` messages were said in the joint room, at others with few, and at bare pages."""
    store.found("talks")
    few = {page: _with_messages(count) for page, count in FEW.items()}
    many = _with_messages(size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    grown = [_grown(store, page, by, few[page], many, size, repetitions) for page in FEW for by in READERS]
    return grown + [_against_bare(store, page, many, size, repetitions) for page in BARE]


def _with_messages(count: int) -> str:
    """A case in mediation whose sides and neutral said so much in turn."""
    number = mediating()
    speakers = (party(number), agent("BANK1"), mediator())
    for n in range(count):
        act(number, "rooms.speak", by=speakers[n % len(speakers)], text=TEXT.format(n=n + 1))
    return number


def _grown(store: Store, page: str, reader: str, few: str, many: str, size: int, repetitions: int) -> Figure:
    """The page with many messages against the same page with few."""
    looks = {"few": _look(page, reader, few), "many": _look(page, reader, many)}
    asked = {name: _queries(look) for name, look in looks.items()}
    pairs = side_by_side(_views(looks["many"]), _views(looks["few"]), repetitions)
    return Figure(
        "talks",
        f"{page} page of {reader}: {size} messages / {FEW[page]}",
        store.kind,
        **ratio_of(pairs),
        goal=GROWTH,
        counts={
            "milliseconds_few": round(median(pair[1] for pair in pairs) * 1000, 1),
            "milliseconds_many": round(median(pair[0] for pair in pairs) * 1000, 1),
            "queries_few": asked["few"],
            "queries_many": asked["many"],
            "repetitions": repetitions,
        },
        broken=[] if asked["few"] == asked["many"] else ["the number of queries changes"],
    )


def _against_bare(store: Store, page: str, number: str, size: int, repetitions: int) -> Figure:
    """The page as the neutral gets it, against the obvious bare page of the same rows."""
    look, bare = _look(page, NEUTRAL, number), BARE[page]
    look()
    shown = bare(number)
    said = [TEXT.format(n=n) for n in range(max(size - PAGE, 0) + 1, size + 1)]
    missing = page == "room" and not all(text in shown for text in said)
    pairs = side_by_side(_views(look), _views(lambda: bare(number)), repetitions)
    return Figure(
        "talks",
        f"{page} page of {NEUTRAL} with {size} messages / {SAYS[page]}",
        store.kind,
        **ratio_of(pairs),
        counts={
            "milliseconds": round(median(pair[0] for pair in pairs) * 1000, 1),
            "milliseconds_bare": round(median(pair[1] for pair in pairs) * 1000, 1),
            "repetitions": repetitions,
        },
        broken=["the bare page lacks messages"] if missing else [],
    )


def _views(look: Callable[[], object]) -> Callable[[], float]:
    return lambda: timed(lambda: [look() for _ in range(VIEWS)]) / VIEWS


def _queries(look: Callable[[], object]) -> int:
    """How many queries the page takes when it was looked at before.

    The first look marks what was read, and now and then one notes that the reader is still there: the fewest count.
    """
    look()
    counts = []
    for _ in range(LOOKS):
        with CaptureQueriesContext(connection) as queries:
            look()
        counts.append(len(queries))
    return min(counts)


def _look(page: str, reader: str, number: str) -> Callable[[], object]:
    """Asks for the real page as a signed-in reader."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=reader), "django.contrib.auth.backends.ModelBackend")
    address = reverse(page, args=[number])

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}; the figure would say nothing")

    return ask
