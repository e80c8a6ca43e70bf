"""What a file's page shows: where it stands, whose turn it is, until when, what is possible, and what has happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from rongzhi.casework.lines_shown import entry_shown
from rongzhi.casework.papers.listing import known_steps, listed
from rongzhi.casework.papers.making import library_for
from rongzhi.casework.queries import Step, possible
from rongzhi.casework.seen import Sight, best, header_open, runs_shown
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.rulebook.charge import responsible
from rongzhi.rulebook.tables import FormRow, forms
from rongzhi.web import labels
from rongzhi.web.bearings import Bearings, Possible, bearings
from rongzhi.web.handed import Handed, body_name, handed
from rongzhi.web.happenings import Happening, Told, happenings
from rongzhi.web.naming import Line, Person, line, person
from rongzhi.web.speech import say, words
from rongzhi.web.standing import Deadline, Standing, deadline, standing
from rongzhi.web.way import Way, way_of

INSIDE = frozenset(
    {"organisation", "reviewer", "administrator", "secretariat", "mediator", "evaluator", "court"}
)

OWN_PAGES = frozenset(
    {"rooms", "meetings", "membership"}
)  # procedures whose acts are done on pages of their own
ROOM_LINES = frozenset({"room_message", "caucus_message", "room_read", "caucus_read"})
LATEST = 5  # so many events stand open; the earlier ones are folded
STORY = ("what_happened", "claim")  # the words in which the dispute was filed


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the file."""

    form: FormRow
    name: str
    due: bool
    formats: tuple[str, ...] = ("pdf",)


@dataclass
class CaseFile:
    """Everything a file's page shows to one reader."""

    seen: Sight
    rules: Rules
    standings: list[Standing] = field(default_factory=list)
    ended: list[Standing] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    register: list[Line] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    acts: list[Possible] = field(default_factory=list)  # those that move an open proceeding on
    everyday: list[Possible] = field(default_factory=list)  # those that are open at any time
    not_yet: list[Possible] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    packets: list[tuple[str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)  # how long it lay between two bodies
    synthetic: frozenset[str] = frozenset()

    @cached_property
    def now(self) -> Bearings | None:
        """Where it stands, whose turn, until when, what next."""
        return bearings(self.standings, self.deadlines, self.acts)

    @property
    def earlier(self) -> int:
        """How many events stand folded under the latest."""
        return len(self.events) - LATEST

    @property
    def way(self) -> Way:
        """How far the case has come."""
        runs = [one.run for one in (*self.standings, *self.ended)]
        return way_of(runs, self.now.standing.run.procedure if self.now else "", self.rules)

    @property
    def rest(self) -> list[Possible]:
        """What is possible besides what the present stage waits for."""
        return [*(self.now.others if self.now else self.acts), *self.everyday]

    @property
    def story(self) -> Sequence[Told]:
        """What happened and what is asked for, in the words of the filing."""
        first = self.events[0].told if self.events and self.events[0].seq == 1 else ()
        return [told for told in first if told.piece.key in STORY]


def synthetic_fields(seen: Sight) -> frozenset[str]:
    """The names of the fields whose values are made up for the demo."""
    return frozenset(
        filter(None, str(seen.picture.header.get("synthetic") or "").replace(" ", "").split(","))
    )


def case_file(seen: Sight, rules: Rules, *, now: datetime) -> CaseFile:
    """The page's content, read with a fixed number of queries."""
    made = CaseFile(seen, rules, synthetic=synthetic_fields(seen))
    picture = seen.picture
    inside = bool(seen.roles & INSIDE)
    offered = possible(seen, now=now)
    runs = runs_shown(seen, {run.key for _, run, _ in offered if run is not None})
    shown = {run.key for run in runs} | ({""} if header_open(seen) else set())
    for run in runs:
        (made.standings if run.open else made.ended).append(standing(run, seen, rules))
    made.deadlines = [
        deadline(c, rules, now, inside=inside)
        for c in picture.clocks.values()
        if c.status in ("running", "paused") and c.proceeding in shown
    ]
    made.deadlines.sort(key=lambda d: (d.clock.due is None, d.clock.due or now.date()))
    made.people = [person(p, seen, rules) for p in picture.parties.values()]
    made.register = [
        line(e, seen, rules)
        for e in picture.entries.values()
        if e.kind not in ROOM_LINES and entry_shown(seen, e)
    ]
    steps = known_steps(seen)
    made.events = happenings(
        seen, rules, [s for s in steps if not s.act.startswith("rooms.")], made.synthetic
    )
    for act, run, reasons in offered:
        if act.procedure in OWN_PAGES:
            continue
        row = Possible(act, words(act), run.key if run else "", reasons)
        (made.not_yet if reasons else made.acts if run is not None else made.everyday).append(row)
    made.papers = papers(seen, rules, steps)
    made.packets = packets(seen)
    made.facts = _facts(seen, rules)
    made.handed = handed(seen, rules, today=now.date())
    return made


def papers(seen: Sight, rules: Rules, steps: list[Step]) -> list[Paper]:
    """The papers of the file that this reader may open and that have a text."""
    texts = library_for(seen.picture.county).texts
    return [
        Paper(forms()[one.form], words(forms()[one.form]), one.due, texts[one.form].formats)
        for one in listed(seen, rules, steps)
        if one.form in texts
    ]


def packets(seen: Sight) -> list[tuple[str, str]]:
    """The bundles of papers that the file has for this reader: for the confirmation, and for enforcement."""
    found: list[tuple[str, str]] = []
    if best(seen.viewers, Part("header", DataClass.DC6, field="agreement")) is Visible.NO:
        return found
    if seen.picture.proceeding("confirmation") is not None:
        found.append(
            ("confirmation-packet", say("司法确认申请材料（全套）", "Papers for the confirmation (all)"))
        )
    if seen.picture.list("enforcement", "drafted"):
        found.append(("enforcement", say("强制执行申请书（草稿）", "Application for enforcement (draft)")))
    return found


def _answers(seen: Sight, rules: Rules) -> str:
    """The one body that answers for an open case, where it is another than the organisation in charge."""
    picture = seen.picture
    if picture.kind != "case" or picture.header.get("status") == "ended":
        return ""
    handle = responsible(picture)
    return body_name(rules, handle) if handle != picture.owner else ""


def _facts(seen: Sight, rules: Rules) -> list[tuple[str, str]]:
    """The clear header of a case in words."""
    head = seen.picture.header
    bodies = rules.tables.get("body_handles", {})
    neutrals = rules.tables.get("neutrals", {})
    rows: list[tuple[tuple[str, str], Any]] = [
        (("纠纷类别", "Class"), labels.code_words(rules, "taxonomy", str(head.get("dispute_class") or ""))),
        (("投诉原因", "Reason"), labels.code_words(rules, "reasons", str(head.get("reason") or ""))),
        (("涉及金额", "Amount"), f"{head['amount']:,.2f}" if head.get("amount") is not None else ""),
        (("提交日期", "Filed on"), head.get("filed_on")),
        (("办理渠道", "Channel"), labels.code_words(rules, "channels", str(head.get("channel") or ""))),
        (("调解员", "Neutral"), words(neutrals.get(head.get("neutral")))),
        (("拟定调解员", "Proposed neutral"), words(neutrals.get(head.get("neutral_proposed")))),
        (("评估员", "Evaluator"), words(neutrals.get(head.get("evaluator")))),
        (("承办组织", "Organisation"), words(bodies.get(seen.picture.owner))),
        (("负责单位", "Who answers for it"), _answers(seen, rules)),
        (("协议生效日", "Agreement in effect since"), head.get("effective_on")),
        (("结束日期", "Ended on"), head.get("ended_on")),
    ]
    if not header_open(seen):
        rows = rows[:1]
    return [(say(*label), str(value)) for label, value in rows if value not in (None, "")]
