"""A line of the worklist in words: where the case stands, what to do, since when, until when; and as a workbook."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rongzhi.casework.rooms import anything_unread
from rongzhi.casework.worklist import Line, group_of
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import Proceeding as Run
from rongzhi.core.procedure.rules import Rules
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.labels import code_words, stage_of, status_words, waiting_words
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import say, words

MOST_ACTS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One open proceeding on a line."""

    procedure: str
    stage: str
    waits: str
    mine: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """An act that the reader can do, with the proceeding it belongs to."""

    key: str
    label: str
    proceeding: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the page shows of one case."""

    number: str
    names: tuple[str, ...]
    standings: tuple[Standing, ...]
    acts: tuple[ToDo, ...]
    others_first: bool  # it waits for the reader's side, who has done their part
    status: str
    late: bool
    group: str
    due: datetime | None
    clock: str
    dispute_class: str
    channel: str
    amount: Decimal | None
    filed_on: date | None
    officer: str
    fresh: bool = False  # others said something in a room of the reader's that the reader has not read

    @property
    def since(self) -> date | None:
        """Since when it waits: the earliest of the proceedings that wait for the reader, else of all."""
        some = [s.since for s in self.standings if s.mine and s.since] or [
            s.since for s in self.standings if s.since
        ]
        return min(some, default=None)


def rows_of(lines: list[Line], rules: Rules, *, now: datetime) -> list[Row]:
    """The lines as the page and the workbook show them."""
    return [_row(line, rules, now) for line in lines]


def _row(line: Line, rules: Rules, now: datetime) -> Row:
    case, open_to = line.case, line.header
    return Row(
        number=case.number,
        names=line.names,
        standings=tuple(_standing(run, run.key in line.mine, rules) for run in line.runs),
        acts=_acts(line.acts),
        others_first=bool(line.mine) and not line.acts,
        status=status_words(line.status),
        late=line.late,
        group=group_of(line.due, now=now),
        due=line.due,
        clock=clock_words(rules, line.clock.parameter) if line.clock else "",
        dispute_class=code_words(rules, "taxonomy", case.dispute_class) if case.dispute_class else "",
        channel=code_words(rules, "channels", case.channel) if open_to and case.channel else "",
        amount=case.amount if open_to else None,
        filed_on=case.filed_on if open_to else None,
        officer=case.officer if open_to and line.seen.roles & {"organisation", "reviewer"} else "",
        fresh=anything_unread(line.seen),
    )


def _acts(found: tuple[tuple[Act, Run], ...]) -> tuple[ToDo, ...]:
    return tuple(ToDo(act.key, words(act), run.key) for act, run in found[:MOST_ACTS])


def _standing(run: Run, own: bool, rules: Rules) -> Standing:
    stage = stage_of(rules, run.procedure, run.stage)
    return Standing(
        words(rules.procedures.get(run.procedure)),
        words(stage) if stage else run.stage,
        waiting_words(stage.waiting_for) if stage else "",
        own,
        run.since,
    )


def _stages(row: Row) -> tuple[str, ...]:
    return tuple(f"{s.procedure} · {s.stage}" for s in row.standings) or (row.status,)


TABLE: Table[Row] = Table(
    "worklist",
    "待办",
    "Worklist",
    (
        Column("案号", "Case", lambda row: row.number),
        Column("当事人", "Parties", lambda row: row.names, "long"),
        Column("纠纷类别", "Class", lambda row: row.dispute_class, width=24),
        Column("现在的阶段", "Where it stands", _stages, "long"),
        Column("等谁", "Waits for", lambda row: tuple(s.waits for s in row.standings if s.waits)),
        Column("要办的事", "To do", lambda row: tuple(act.label for act in row.acts), "long"),
        Column("自", "Since", lambda row: row.since, "date"),
        Column("至", "Until", lambda row: row.due, "moment"),
        Column("期限", "Deadline", lambda row: row.clock, width=24),
        Column("超期", "Late", lambda row: say("是", "yes") if row.late else "", width=8),
        Column("办理渠道", "Channel", lambda row: row.channel),
        Column("金额（元）", "Yuan", lambda row: row.amount, "amount"),
        Column("提交日期", "Filed on", lambda row: row.filed_on, "date"),
        Column("承办人", "Officer", lambda row: row.officer),
    ),
)
