"""What a file's page shows: where it stands, whose turn it is, until when, what is possible, and what has happened."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rongzhi.casework.models import Due
from rongzhi.casework.queries import Step, known_events, possible
from rongzhi.casework.visibility import NEUTRAL_WORDS, Sight, best, end_shown, header_open, runs_shown
from rongzhi.core.parameters import NoValue
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Act, Stage
from rongzhi.core.procedure.picture import Entry, Party, Proceeding, RunningClock
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.rulebook.roles import CAPACITIES
from rongzhi.rulebook.tables import FormRow, forms
from rongzhi.web import labels
from rongzhi.web.happenings import Happening, happenings, known_steps
from rongzhi.web.questions import clock_words
from rongzhi.web.seeing import entry_shown
from rongzhi.web.speech import say, words
from rongzhi.web.values import field_of, side_of

INSIDE = frozenset(
    {"organisation", "reviewer", "administrator", "secretariat", "mediator", "evaluator", "court"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One proceeding: its stages in order with the present one, whose turn it is, and its clocks."""

    run: Proceeding
    procedure: str
    stage: str
    waits_for: str
    mine: bool
    stages: tuple["Spot", ...]
    end: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A stage on the line of stages."""

    code: str
    name: str
    here: bool
    passed: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock with what it rests on."""

    clock: RunningClock
    name: str
    status: str
    late: bool
    source: str
    confidence: str
    unconfirmed: bool
    waits_for: str


@dataclass(frozen=True, slots=True)
class Person:
    """A party with what the reader may know of it."""

    party: Party
    side: str
    name: str
    contact: tuple[tuple[str, str], ...]
    represents: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register."""

    entry: Entry
    kind: str
    status: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Possible:
    """An act that may be done now, or what still stands against it."""

    act: Act
    label: str
    proceeding: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the file."""

    form: FormRow
    name: str
    due: bool


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
    synthetic: frozenset[str] = frozenset()


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
        (made.standings if run.open else made.ended).append(_standing(run, seen, rules))
    made.deadlines = [
        _deadline(c, rules, now, inside)
        for c in picture.clocks.values()
        if c.status in ("running", "paused") and c.proceeding in shown
    ]
    made.deadlines.sort(key=lambda d: (d.clock.due is None, d.clock.due or now.date()))
    made.people = [_person(p, seen) for p in picture.parties.values()]
    made.register = [_line(e, seen, rules) for e in picture.entries.values() if entry_shown(seen, e)]
    steps = known_steps(seen)
    made.events = happenings(seen, rules, steps, made.synthetic)
    for act, run, reasons in offered:
        row = Possible(act, words(act), run.key if run else "", reasons)
        (made.not_yet if reasons else made.acts if run is not None else made.everyday).append(row)
    made.papers = papers(seen, rules, steps)
    made.packets = packets(seen)
    made.facts = _facts(seen, rules)
    return made


def _standing(run: Proceeding, seen: Sight, rules: Rules) -> Standing:
    procedure = rules.procedures.get(run.procedure)
    stages = procedure.stages if procedure else ()
    here = next((s for s in stages if s.code == run.stage), Stage(run.stage, run.stage, run.stage))
    word = here.waiting_for if run.open else "none"
    role = CAPACITIES.get(word)
    return Standing(
        run,
        words(procedure) if procedure else run.procedure,
        words(here),
        labels.waiting_words(word),
        role is not None and role.value in seen.roles,
        tuple(_line_of_stages(stages, run)),
        end_words(run.end, rules, seen),
    )


def _line_of_stages(stages: tuple[Stage, ...], run: Proceeding) -> list[Spot]:
    """The stages on the way, and of the final ones only that which was reached."""
    shown = [s for s in stages if not s.final or s.code == run.stage]
    at = next((n for n, s in enumerate(shown) if s.code == run.stage), 0)
    return [Spot(s.code, words(s), n == at, n < at) for n, s in enumerate(shown)]


def end_words(code: str, rules: Rules, seen: Sight) -> str:
    """The end of a proceeding; one that was stopped by rule is told neutrally to who may not know why."""
    if not code:
        return ""
    if not end_shown(seen, code):
        return say(*NEUTRAL_WORDS)
    return f"{code} {labels.code_words(rules, 'ends', code)}"


def _deadline(clock: RunningClock, rules: Rules, now: datetime, inside: bool) -> Deadline:
    try:
        value = rules.parameters.on(clock.parameter, clock.started)
    except (NoValue, KeyError):
        value = None
    late = clock.status == "running" and clock.due_at is not None and clock.due_at < now
    return Deadline(
        clock,
        clock_words(rules, clock.parameter),
        labels.status_words(clock.status),
        late,
        labels.source_words(value.source) if value else "",
        str(value.confidence) if value else "",
        bool(value and value.unconfirmed and inside),
        labels.waiting_words(clock.waiting_for),
    )


CONTACTS = {
    "phone": ("电话", "phone"),
    "email": ("电子邮箱", "e-mail"),
    "address": ("地址", "address"),
    "township": ("乡镇", "township"),
    "credit_code": ("统一社会信用代码", "credit code"),
    "id_number": ("身份证号", "ID number"),
    "age_band": ("年龄段", "age band"),
    "needs_help": ("需要的帮助", "help needed"),
    "product_account": ("产品或账号", "product or account"),
}


def _person(party: Party, seen: Sight) -> Person:
    contact = seen.contacts.get(party.key, {})
    return Person(
        party,
        labels.side_words(party.side),
        name_of(seen, party.key),
        tuple((say(*CONTACTS.get(key, (key, key))), text) for key, text in contact.items()),
        name_of(seen, party.represents) if party.represents else "",
    )


def name_of(seen: Sight, key: str) -> str:
    """The name of a party as the reader may see it."""
    if not key:
        return ""
    return seen.names.get(key) or say(f"当事人 {key}（姓名不显示）", f"party {key} (name not shown)")


def _line(entry: Entry, seen: Sight, rules: Rules) -> Line:
    return Line(
        entry,
        labels.entry_words(entry.kind),
        labels.status_words(entry.status),
        name_of(seen, entry.party) if entry.party in seen.picture.parties else "",
        code_of(entry, rules, seen),
    )


def code_of(entry: Entry, rules: Rules, seen: Sight) -> str:
    """What the code of a register line stands for, found in the tables it may come from."""
    code = entry.code
    if not code or len(code) == 64:
        return f"{code[:12]}…" if code else ""
    if code in seen.picture.entries:
        other = seen.picture.entries[code]
        return f"{labels.entry_words(other.kind)} {other.on or ''}"
    for table in ("channels", "neutrals", "body_handles", "grounds_public", "bodies", "forms"):
        if code in rules.tables.get(table, {}):
            return labels.code_words(rules, table, code)
    return words(CODES[code]) if code in CODES else code


CODES = labels.pairs("""
letter | 信函 | letter
sms | 短信 | text message
email | 电子邮件 | e-mail
phone | 电话 | telephone
visit | 上门 | visit
site | 现场 | on site
video | 视频 | video
online | 在线 | online
counter | 窗口 | at the counter
paper | 书面 | on paper
hand | 手写签名 | hand signature
fingerprint | 按指印 | fingerprint
official_seal | 公章 | official seal
certificate | 数字证书电子签名 | certificate signature
code | 验证码确认 | confirmation by code
mediation_request | 申请调解 | request for mediation
other_side | 向对方提供 | to the other side
commissioned | 委派 | commissioned
entrusted | 委托 | entrusted
ordinary | 普通程序 | ordinary track
complex | 疑难复杂程序 | difficult-complex track
simple | 简易程序 | simple track
""")


def papers(seen: Sight, rules: Rules, steps: list[Step]) -> list[Paper]:
    """The papers of the file that this reader may open: those due, and those that acts took in."""
    agreed = best(seen.viewers, Part("header", DataClass.DC6, field="agreement")) is not Visible.NO
    if not header_open(seen) and not agreed:
        return []
    known = [step.seq for step in known_events(seen)]
    rows = Due.objects.filter(file=seen.picture.number, kind="paper", seq__in=known)
    due = set(rows.values_list("what", flat=True))
    taken = {form for step in steps if (act := rules.acts.get(step.act)) for form in act.issues}
    done = {step.seq: rules.acts.get(step.act) for step in steps}
    for piece in seen.pieces:
        act = done.get(piece.seq)
        item = field_of(act, piece.key, side_of(piece.part, seen.picture))
        if act is not None and item is not None and item.form in act.takes:
            taken.add(item.form)
    codes = sorted(code for code in due | taken if code in forms() and _paper_shown(seen, code))
    return [Paper(forms()[code], words(forms()[code]), code in due) for code in codes]


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


RESTRICTED = frozenset({"F53", "F54"})  # papers about leads, for who handles them and the competent organ
CONFIDENCES = "F20"  # has no paper on the file's page


def _paper_shown(seen: Sight, code: str) -> bool:
    return code != CONFIDENCES and (code not in RESTRICTED or seen.leads is None or bool(seen.leads))


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
        (("协议生效日", "Agreement in effect since"), head.get("effective_on")),
        (("结束日期", "Ended on"), head.get("ended_on")),
    ]
    if not header_open(seen):
        rows = rows[:1]
    return [(say(*label), str(value)) for label, value in rows if value not in (None, "")]
