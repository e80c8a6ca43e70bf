"""What the people of the demo say in a consultation: who sits, what is asked, and opinions that move a little."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from rongzhi.rulebook.guards.consultation import openings_of, seats_of

if TYPE_CHECKING:
    from rongzhi.demo.values import Situation

DEPARTMENTS = ("NFRA", "FIN", "PBOC", "SAMR", "JB", "XF", "CSRC")
LEAST, MOST = 5, 7
YUAN = Decimal("1.00")
REASONS = (
    "合同的提示义务没有全部做到，责任应当主要在机构一方。 / The duty to point the term out was not fully met.",
    "申请人签字时能够看到条款，双方都有责任。 / The term could be seen when signing; both sides bear a part.",
    "同类投诉我们一般按未说明部分退还。 / In like complaints we usually see the unexplained part paid back.",
    "收费有公示，但没有单独确认。 / The fee was published but not confirmed apart.",
)
LAW = ("《民法典》第四百九十六条", "银保监会令2022年第9号", "《消费者权益保护法》第二十六条")
SAID = (
    "请注意提示义务和说明义务是两件事。 / Pointing out and explaining are two duties.",
    "金额可以按未说明的服务占比来算。 / The sum can follow the share of services not explained.",
    "还缺录音录像，先按书面材料判断。 / The recording is missing; we go by the papers.",
)


def seat(now: "Situation", place: str) -> str:
    """The body on that seat, from 1; empty beyond the number drawn for this consultation."""
    n = int(place)
    count = now.remembered("consult_seats", lambda: now.source.randint(LEAST, MOST))
    taken = {p.body for p in now.picture.parties.values()} | {now.picture.owner}
    free = [code for code in DEPARTMENTS if code not in taken]
    return free[n - 1] if n <= min(count, len(free)) else ""


def yes_no(now: "Situation", _: str) -> str:
    """An answer of one member: a first leaning, and in later rounds some come round to the larger side."""
    yes = now.source.random() < _leaning(now)
    votes: list[bool] = now.remembered("consult_votes", list)
    if _round(now) > 1 and votes and now.source.random() < 0.4:
        yes = 2 * sum(votes) >= len(votes)
    votes.append(yes)
    return "yes" if yes else "no"


def amount(now: "Situation", _: str) -> str:
    """A sum of one member, around its own idea of the fair share; in later rounds nearer to the middle of the table."""
    claimed = Decimal(now.picture.header.get("amount") or 3000)
    share = Decimal(str(round(now.source.triangular(0.1, 1.0, _leaning(now)), 2)))
    named: list[Decimal] = now.remembered("consult_sums", list)
    sum_ = (claimed * share).quantize(YUAN)
    if _round(now) > 1 and named:
        middle = sorted(named)[len(named) // 2]
        sum_ = ((sum_ + 2 * middle) / 3).quantize(YUAN)
    named.append(sum_)
    return str(sum_)


def ways(now: "Situation", _: str) -> str:
    """An order of three ways."""
    letters = list("ABC")
    if now.source.random() > 0.5:
        now.source.shuffle(letters)
    return "".join(letters)


def confidence(now: "Situation", _: str) -> str:
    return str(now.source.choice((50, 60, 70, 70, 80, 90)))


def _leaning(now: "Situation") -> float:
    return now.remembered("consult_leaning", lambda: now.source.uniform(0.35, 0.9))


def _round(now: "Situation") -> int:
    found = now.picture.proceeding("consultation")
    return len(openings_of(now.picture, found.key)) + 1 if found else 1


def own_seat(now: "Situation", _: str) -> str:
    """A seat that is still held."""
    found = now.picture.proceeding("consultation")
    seats = seats_of(now.picture, found.key, "seated") if found else []
    return seats[-1].key if seats else ""


LOOK_UP: Mapping[str, Callable[["Situation", str], str]] = {
    "seat": seat,
    "opinion": yes_no,
    "opinion_truth": lambda now, _: "yes" if now.source.random() < _leaning(now) else "no",
    "opinion_sum": amount,
    "opinion_order": ways,
    "confidence": confidence,
    "opinion_why": lambda now, _: now.source.choice(REASONS),
    "opinion_law": lambda now, _: now.source.choice(LAW),
    "consult_said": lambda now, _: now.source.choice(SAID),
    "last_seat": own_seat,
}
