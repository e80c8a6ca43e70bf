"""How long the parts of a closed file are kept, what is over, and the certificate of what was destroyed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from rongzhi.casework.erasure import erase
from rongzhi.casework.models import Case, Event, File, PartKey
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.parameters import Value
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.record.canonical import canonical

PAGE = 500


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of content: which parts of a file it is (by the beginning of their names), and its period."""

    key: str
    parts: tuple[str, ...]
    parameter: str
    label: str
    en: str

    def holds(self, part: str) -> bool:
        return part.startswith(self.parts)


SCHEDULE = (
    Keeping(
        "notes",
        ("side:", "notes:"),
        "retention_notes",
        "单方沟通记录、私人备忘等保密内容",
        "talks in confidence, private notes and the like",
    ),
    Keeping("file", ("",), "retention_file", "案卷其余部分", "the rest of the file"),
)


def keeping_of(part: str) -> Keeping:
    """The line of the schedule that a part falls under."""
    return next(line for line in SCHEDULE if line.holds(part))


@dataclass(frozen=True, slots=True)
class Over:
    """Parts of one file whose time is over: `until` was the last day on which they had to be kept."""

    file: str
    keeping: str
    parts: tuple[str, ...]
    ended_on: date
    until: date


@dataclass
class Review:
    """A dry run: what is over, and how many closed files are kept for a hold."""

    day: date
    over: list[Over] = field(default_factory=list)
    closed: int = 0
    held: list[str] = field(default_factory=list)

    @property
    def parts(self) -> int:
        return sum(len(each.parts) for each in self.over)


def review(county: str, *, today: date, progress: Callable[[int, int], None] | None = None) -> Review:
    """Which parts of the county's closed files may be destroyed today; nothing is changed.

    A file with an open proceeding or a hold keeps everything. Periods: deadlines.csv `retention_notes`,
    `retention_file` [design], as in force today in this county.
    """
    found = Review(today)
    rules = rules_of(county)
    total = Case.objects.filter(county=county, status="ended").count()
    for number, picture in _closed(county):
        found.closed += 1
        if progress is not None:
            progress(found.closed, total)
        if held(picture):
            found.held.append(number)
            continue
        found.over += _over(number, picture, rules, today)
    return found


def held(picture: Picture) -> bool:
    """Whether a hold against destruction stands."""
    return bool(picture.list("hold", "on_hold"))


def kept_until(picture: Picture, keeping: Keeping, rules: Rules, today: date) -> date | None:
    """The last day on which this kind of content has to be kept; None while the file is open."""
    ended = picture.header.get("ended_on")
    if picture.header.get("status") != "ended" or ended is None:
        return None
    value: Value = rules.parameters.on(keeping.parameter, today)
    return value.last_day(_day(ended), calendar=rules.calendar).date


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _closed(county: str) -> Iterator[tuple[str, Picture]]:
    """The closed files, page by page, with their pictures."""
    last = ""
    while numbers := list(
        Case.objects.filter(county=county, status="ended", number__gt=last)
        .order_by("number")
        .values_list("number", flat=True)[:PAGE]
    ):
        for number, text in (
            File.objects.filter(number__in=numbers).order_by("number").values_list("number", "picture")
        ):
            yield number, load(text)
        last = numbers[-1]


def _over(number: str, picture: Picture, rules: Rules, today: date) -> Iterator[Over]:
    ended = _day(picture.header["ended_on"])
    names: list[str] | None = None
    for keeping in SCHEDULE:
        until = kept_until(picture, keeping, rules, today)
        if until is None or until >= today:
            continue
        if names is None:
            names = sorted(PartKey.objects.filter(file=number).values_list("name", flat=True))
        parts = tuple(name for name in names if keeping_of(name) is keeping)
        if parts:
            yield Over(number, keeping.key, parts, ended, until)


def destroy(found: Review, county: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Destroy the keys of everything that the review found, and give the certificate.

    Each part becomes an `erased` event of its file; the certificate names these events. A hold that came since the
    review keeps its file. Raises NotErased, ListUnusable; what was destroyed before that stands in the files.
    """
    lines = []
    for each in found.over:
        if held(load(File.objects.values_list("picture", flat=True).get(number=each.file))):
            continue
        for part in each.parts:
            done = erase(each.file, part, by=by, now=now, reason="retention")
            lines.append(_line(each, part, done.seq))
    return certificate(county, lines, by=by.id, now=now)


def _line(each: Over, part: str, seq: int) -> dict[str, Any]:
    return {
        "file": each.file,
        "part": part,
        "keeping": each.keeping,
        "ended_on": each.ended_on.isoformat(),
        "kept_until": each.until.isoformat(),
        "event": seq,
        "hash": _hash(each.file, seq),
    }


def _hash(file: str, seq: int) -> str:
    found = Event.objects.filter(file=file, seq=seq).values_list("hash", flat=True).first()
    return bytes(found).hex() if found is not None else ""


def certificate(county: str, lines: list[dict[str, Any]], *, by: str, now: datetime) -> dict[str, Any]:
    """The certificate of a destruction: what, when, by whom, on which basis, and the digest of all this."""
    rules = rules_of(county)
    periods = {}
    for keeping in SCHEDULE:
        value = rules.parameters.on(keeping.parameter, now.date())
        periods[keeping.key] = {
            "label": keeping.label,
            "en": keeping.en,
            "period": f"{value.amount} {value.unit.value}",
            "source": value.source,
            "confidence": value.confidence.value,
        }
    content: dict[str, Any] = {
        "certificate": "rongzhi/destruction/1",
        "county": county,
        "at": now.isoformat(),
        "by": by,
        "periods": periods,
        "destroyed": lines,
    }
    return {**content, "sha256": digest(content)}


def digest(content: Mapping[str, Any]) -> str:
    """The digest of a certificate without its own line."""
    plain = {key: value for key, value in content.items() if key != "sha256"}
    return hashlib.sha256(canonical(plain)).hexdigest()


def faults_of_certificate(content: Mapping[str, Any]) -> list[str]:
    """What is wrong with a certificate: its digest, an event that is not there, or a part that still has its key."""
    if content.get("sha256") != digest(content):
        return ["sha256"]
    faults = []
    for line in content["destroyed"]:
        where = f"{line['file']} {line['part']}"
        if _hash(line["file"], line["event"]) != line["hash"]:
            faults.append(f"{where}: event {line['event']}")
        key = PartKey.objects.filter(file=line["file"], name=line["part"]).first()
        if key is not None and key.since <= line["event"]:
            faults.append(f"{where}: key")
    return faults


def as_json(found: Review) -> dict[str, Any]:
    """The review for a program."""
    lines = [
        {**asdict(each), "ended_on": each.ended_on.isoformat(), "until": each.until.isoformat()}
        for each in found.over
    ]
    return {"day": found.day.isoformat(), "closed": found.closed, "held": found.held, "over": lines}
