"""A file that was found, as the page of hits and its workbook show it: class, stage, whose turn, next date, words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rongzhi.casework.rules import run_waits
from rongzhi.casework.search.finding import Hit
from rongzhi.casework.seen import Piece, Sight, best, header_open, runs_shown
from rongzhi.core.procedure.picture import Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.exchange.lists import Column, Table
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.web import labels
from rongzhi.web.speech import bare, say, words

BEFORE, AFTER = 24, 64  # signs shown before the first word found, and from there on
MOST_SNIPPETS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One open proceeding of the file."""

    procedure: str
    stage: str
    waits: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where the words stand: the answer's label, and its text cut into (text, whether it is what was looked for)."""

    label: str
    cuts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.cuts)


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the page of hits."""

    number: str
    names: tuple[str, ...]
    dispute_class: str
    amount: Decimal | None
    standings: tuple[Standing, ...]
    status: str
    due: datetime | None
    late: bool
    snippets: tuple[Snippet, ...]


def shown(hit: Hit, rules: Rules, *, now: datetime) -> Found:
    """The hit with no more than the file's own page would show."""
    seen = hit.seen
    running = [c.due_at for c in seen.picture.running_clocks if c.due_at is not None]
    due = min(running, default=None) if header_open(seen) else None
    code, amount = _header(seen, "dispute_class"), _header(seen, "amount")
    return Found(
        hit.number,
        tuple(name for _, name in sorted(seen.names.items())),
        labels.code_words(rules, "taxonomy", str(code)) if code else "",
        amount if isinstance(amount, Decimal) else None,
        tuple(_standing(run, rules) for run in _open_runs(seen)),
        str(seen.picture.header.get("status") or "open"),
        due,
        due is not None and due < now,
        tuple(_snippet(piece, spots) for piece, spots in hit.found[:MOST_SNIPPETS]),
    )


def _open_runs(seen: Sight) -> list[Proceeding]:
    runs = [run for run in seen.picture.proceedings.values() if run.open]
    theirs = {run.key for run in runs if run_waits(seen.picture, run) & seen.roles}
    return [run for run in runs_shown(seen, theirs) if run.open]


def _header(seen: Sight, key: str) -> Decimal | str | None:
    """A clear answer of the file, if this reader may see it."""
    if best(seen.viewers, Part("header", DataClass.DC2, field=key)) is not Visible.PLAIN:
        return None
    found: Decimal | str | None = seen.picture.header.get(key)
    return found


def _standing(run: Proceeding, rules: Rules) -> Standing:
    stage = labels.stage_of(rules, run.procedure, run.stage)
    return Standing(
        words(rules.procedures.get(run.procedure)),
        words(stage) if stage else run.stage,
        labels.waiting_words(stage.waiting_for) if stage else "",
    )


def _snippet(piece: Piece, spots: tuple[tuple[int, int], ...]) -> Snippet:
    """The text around the place where most of the different words stand together, each word in it marked."""
    text = str(piece.value)
    first_spot = max(spots, key=lambda spot: (_different(text, spots, spot[0]), -spot[0]))[0]
    start, end = max(0, first_spot - BEFORE), min(len(text), first_spot + AFTER)
    spots = tuple(spot for spot in spots if spot[0] >= start)
    cuts: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for first, last in spots:
        if first >= end:
            break
        cuts += [(text[at:first], False), (text[first : min(last, end)], True)]
        at = min(last, end)
    cuts.append((text[at:end] + ("…" if end < len(text) else ""), False))
    label = say("姓名或名称", "Name") if piece.key == "name" else bare(say(piece.label, piece.en))
    return Snippet(label, tuple((cut, mark) for cut, mark in cuts if cut))


def _different(text: str, spots: tuple[tuple[int, int], ...], start: int) -> int:
    """How many different words stand between this place and the end of a snippet that begins there."""
    return len({text[first:last].casefold() for first, last in spots if start <= first < start + AFTER})


TABLE: Table[Found] = Table(
    "search",
    "查找结果",
    "Search results",
    (
        Column("案号", "Case", lambda line: line.number, width=20),
        Column("当事人", "Parties", lambda line: line.names, "long"),
        Column("类别", "Class", lambda line: line.dispute_class, width=24),
        Column("金额（元）", "Amount (yuan)", lambda line: line.amount, "amount"),
        Column(
            "阶段", "Stage", lambda line: [f"{s.procedure} · {s.stage}" for s in line.standings], width=30
        ),
        Column("等谁", "Waits for", lambda line: [s.waits for s in line.standings if s.waits]),
        Column("下一日期", "Next date", lambda line: line.due, "moment"),
        Column("查到的内容", "Found", lambda line: [f"{s.label}：{s.text}" for s in line.snippets], "long"),
    ),
)
