"""What the county log publishes: one root for each day that is over, and proofs that lead to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.db.models.functions import TruncDate

from rongzhi.casework.county_log import SHANGHAI, Proof, check_proof, daily_root, leaf_bytes, proof
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import CountyLeaf, CountyRoot, Event, File
from rongzhi.core.record.keys import file_pseudonym
from rongzhi.core.record.merkle import leaf_hash

FORMAT = "rongzhi proof 1"
HOW = (
    'SHA-256. leaf = H(00 || the JSON text ["file",seq,"head"] without blanks). Go up the path as in RFC 9162, '
    "section 2.1.3.2, with index and size; a node is H(01 || left || right). The end must equal the root of the day, "
    "and the root must equal the one that was published. head is the hash of the event with the number seq."
)
HOW_ZH = (
    '算法为 SHA-256。叶子 = H(00 || 不含空格的 JSON 文本 ["file",seq,"head"])；按 RFC 9162 第 2.1.3.2 节，'
    "用 index 和 size 沿 path 逐级向上，节点 = H(01 || 左 || 右)。结果应等于当日根，当日根应与公布的一致。"
    "head 是编号为 seq 的记录的指纹。"
)


@dataclass(frozen=True, slots=True)
class DailyRoot:
    """The public root of a day: how many states of files the log held when the day ended, and its tree head."""

    county: str
    day: date
    size: int
    root: bytes
    sealed_at: datetime

    def as_json(self) -> dict[str, Any]:
        return {
            "county": self.county,
            "day": self.day.isoformat(),
            "size": self.size,
            "root": self.root.hex(),
            "sealed_at": self.sealed_at.astimezone(SHANGHAI).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class DayProof:
    """That a file's event stands under a day's root. `fits` says whether it was checked and found right."""

    case: str
    seq: int
    hash: bytes  # of the event
    day: DailyRoot
    found: Proof
    fits: bool

    def as_json(self) -> dict[str, Any]:
        """All that somebody needs to check it without this installation."""
        leaf = leaf_bytes(self.found.pseudonym, self.found.seq, self.found.head)
        return {
            "format": FORMAT,
            "case": self.case,
            "event": {"seq": self.seq, "hash": self.hash.hex()},
            "leaf": {
                "file": self.found.pseudonym,
                "seq": self.found.seq,
                "head": self.found.head.hex(),
                "index": self.found.index,
                "hash": leaf_hash(leaf).hex(),
            },
            "path": [step.hex() for step in self.found.path],
            "day": self.day.as_json(),
            "how_zh": HOW_ZH,
            "how": HOW,
        }


def last_day(now: datetime) -> date:
    """The last day that is over in Shanghai, and so the last one that has a public root."""
    return now.astimezone(SHANGHAI).date() - timedelta(days=1)


def root_of_day(county: str, day: date) -> DailyRoot | None:
    """The county's public root of a day; None while the log was still empty then."""
    row = daily_root(county, day)
    return None if row is None else _daily(row, day)


def roots_of_days(county: str, *, until: date, days: int) -> list[DailyRoot]:
    """The public roots of `days` days, newest first, ending with `until`; without days on which the log was empty.

    A day on which nothing was sealed has the root of the day before. Three queries, however many days.
    """
    first = until - timedelta(days=days - 1)
    before = daily_root(county, first - timedelta(days=1))
    sizes = (
        CountyRoot.objects.filter(
            county=county, sealed_at__gte=_midnight(first), sealed_at__lt=_midnight(until + timedelta(days=1))
        )
        .order_by()
        .annotate(day=TruncDate("sealed_at", tzinfo=SHANGHAI))
        .values("day")
        .annotate(last=Max("size"))
        .values_list("day", "last")
    )
    last = dict(sizes)
    rows = {row.size: row for row in CountyRoot.objects.filter(county=county, size__in=last.values())}
    found, at = [], before
    for step in range(days):
        day = first + timedelta(days=step)
        at = rows[last[day]] if day in last else at
        if at is not None:
            found.append(_daily(at, day))
    return found[::-1]


def proof_of_day(case: str, *, day: date, known: dict[int, bytes], seq: int = 0) -> DayProof | None:
    """The proof of event `seq` of the file (0: of the last known one that is sealed) under the day's public root.

    `known` are the hashes of the events that whoever asks may know of. None when the day's log does not hold it,
    which for a new event means: from the next day on. Raises KeyFault without the installation's key.
    """
    county = File.objects.filter(number=case).values_list("county", flat=True).first()
    root = daily_root(county, day) if county else None
    if root is None:
        return None
    pseudonym = file_pseudonym(installation_keys(), case).hex()
    leaves = CountyLeaf.objects.filter(pseudonym=pseudonym, county=root.county, index__lt=root.size)
    sealed = leaves.aggregate(last=Max("seq"))["last"] or 0
    wanted = seq or max((number for number in known if number <= sealed), default=0)
    if not 0 < wanted <= sealed or wanted not in known:
        return None
    found = proof(case, seq=wanted, root=root)
    if found is None:
        return None
    head = hashes_of(case, [found.seq]).get(found.seq)
    fits = check_proof(found) and found.head == head
    return DayProof(case, wanted, known[wanted], _daily(root, day), found, fits)


def hashes_of(case: str, numbers: list[int] | None = None) -> dict[int, bytes]:
    """The hashes of these events of a file, by number; of all when none are named."""
    rows = Event.objects.filter(file=case)
    if numbers is not None:
        rows = rows.filter(seq__in=numbers)
    return {seq: bytes(hashed) for seq, hashed in rows.values_list("seq", "hash")}


def _daily(row: CountyRoot, day: date) -> DailyRoot:
    return DailyRoot(row.county, day, row.size, bytes(row.root), row.sealed_at)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
