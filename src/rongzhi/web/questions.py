"""The declared fields of an act as questions on a form, and the answers in a POST as raw data for the act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from rongzhi.casework.evidence.blobs import Received
from rongzhi.casework.evidence.kinds import ACCEPTED
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
    Checked,
    Choice,
    ClockRef,
    Code,
    Day,
    EntryRef,
    Field,
    Number,
    PartyRef,
    Schedule,
    Text,
    YesNo,
)
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.tables import forms
from rongzhi.web import labels
from rongzhi.web.roster_words import background_words, specialism_words
from rongzhi.web.speech import bare, say, words

FEW = 6  # so many choices are shown open; more fold into a list
INPUT_TYPES = {"phone": "tel", "email": "email", "id_number": "text", "credit_code": "text"}
AUTOCOMPLETE = {
    "applicant_name": "name",
    "applicant_phone": "tel",
    "applicant_email": "email",
    "applicant_address": "street-address",
}


@dataclass(slots=True)
class Answer:
    """One answer that may be chosen; `detail` says more about it."""

    code: str
    text: str
    detail: str = ""
    chosen: bool = False


@dataclass(slots=True)
class Group:
    """Answers under one heading."""

    name: str
    answers: list[Answer]


@dataclass(slots=True)
class Question:
    """One question of a form, with its answer so far and what is wrong with it."""

    key: str
    label: str
    widget: str
    required: bool
    hint: str = ""
    form: str = ""
    value: str = ""
    most: int = 0
    input_type: str = "text"
    input_mode: str = ""
    autocomplete: str = ""
    groups: list[Group] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    note: str = ""
    accept: str = ""  # endings that a file input offers
    one_of: bool = False  # one of several, of which one is needed
    section: str = ""  # the heading under which it stands with its neighbours
    folded: bool = False  # its section is shown closed
    rows: int = 6  # of a long text

    @property
    def anchor(self) -> str:
        return f"q-{self.key}"

    @property
    def described_by(self) -> str:
        """The ids of hint, form and error, for readers that speak the page."""
        parts = [f"{self.anchor}-hint"] if self.hint or self.note else []
        parts += [f"{self.anchor}-error"] if self.errors else []
        return " ".join(parts)

    @property
    def answers(self) -> list[Answer]:
        return [answer for group in self.groups for answer in group.answers]


@dataclass(frozen=True)
class Known:
    """What a form may offer: the county's rules, the file as it stands, and the names of its parties."""

    rules: Rules
    picture: Picture | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    waiting: Sequence[Received] = ()  # files that were received and not handed in


def raw_answers(fields: Iterable[Field], post: QueryDict) -> dict[str, Any]:
    """The answers given in a POST, trimmed; empty ones are left out. Files are named by their ids."""
    found: dict[str, Any] = {}
    for item in fields:
        if isinstance(item.kind, Attachment):
            if chosen := [blob for blob in post.getlist(item.key) if blob]:
                found[item.key] = chosen
            continue
        text = post.get(item.key, "").replace("\r\n", "\n").strip()
        if text:
            found[item.key] = text
    return found


def questions(
    fields: Iterable[Field],
    known: Known,
    answers: Mapping[str, Any],
    reasons: Iterable[Reason] = (),
    *,
    hidden: Iterable[str] = (),
) -> list[Question]:
    """The questions of these fields with answers and what stands against them; `hidden` ones are carried along unseen."""
    told: dict[str, list[str]] = {}
    for reason in reasons:
        if reason.field:
            told.setdefault(reason.field, []).append(words(reason))
    unseen = frozenset(hidden)
    return [
        _question(item, known, _as_text(answers.get(item.key)), told.get(item.key, []), unseen)
        for item in fields
    ]


def _as_text(answer: Any) -> str:
    return ",".join(map(str, answer)) if isinstance(answer, list) else str(answer or "")


def _question(item: Field, known: Known, value: str, errors: list[str], hidden: frozenset[str]) -> Question:
    made = Question(
        key=item.key,
        label=bare(words(item)),
        widget="text",
        required=item.required,
        hint=say(item.hint, item.hint_en) if item.hint or item.hint_en else "",
        form=form_words(item.form),
        value=value,
        errors=errors,
        autocomplete=AUTOCOMPLETE.get(item.key, ""),
    )
    SHAPES[type(item.kind)](made, item.kind, known)
    if item.key in hidden and not errors:
        made.widget = "hidden"
    chosen = value.split(",") if made.widget == "files" else [value]
    for answer in made.answers:
        answer.chosen = answer.code in chosen
    return made


def form_words(code: str) -> str:
    """The published form that names a demand: its code and name."""
    row = forms().get(code)
    return f"{code} {words(row)}" if row is not None else ""


def _text(made: Question, kind: Text, known: Known) -> None:
    made.widget, made.most = ("long" if kind.long else "text"), kind.max


def _choice(made: Question, kind: Choice, known: Known) -> None:
    _offer(made, [Group("", [Answer(o.code, words(o)) for o in kind.options])])


def _offer(made: Question, groups: list[Group]) -> None:
    made.groups = groups
    detailed = any(answer.detail for answer in made.answers)
    made.widget = "radio" if detailed or len(made.answers) <= FEW else "select"
    if made.widget == "radio" and not made.required:
        made.groups = [*groups, Group("", [Answer("", say("不填写", "leave open"))])]


def _code(made: Question, kind: Code, known: Known) -> None:
    table = known.rules.tables.get(kind.table, {})
    if kind.table == "neutrals":
        return _offer(
            made,
            [Group("", [neutral_answer(code, row, known) for code, row in table.items() if _active(row)])],
        )
    if kind.table == "body_handles":
        answers = [Answer(code, words(row)) for code, row in table.items() if _active(row)]
        made.groups, made.widget = [Group("", answers)], "select"
        return None
    made.widget = "select"
    made.groups = list(_by_parent(table))
    return None


def _active(row: Mapping[str, Any]) -> bool:
    return row.get("status", "active") == "active"


def neutral_answer(code: str, row: Mapping[str, Any], known: Known) -> Answer:
    """A neutral with background and ties, as whoever chooses must see them."""
    bodies = known.rules.tables.get("body_handles", {})

    def names(handles: Iterable[str]) -> str:
        return "、".join(words(bodies[h]) if h in bodies else h for h in sorted(handles) if h)

    pieces = [
        background_words(str(row.get("background") or "")),
        specialism_words(str(row.get("specialisms") or "")),
    ]
    for zh, en, handles in (
        ("受雇于", "employed by", {row.get("employer", "")}),
        ("报酬由其支付", "paid by", {row.get("payer", "")}),
        ("所在场所", "hosted by", {row.get("host", "")}),
        ("已登记的联系", "ties on record", set(row.get("ties", ()))),
    ):
        if text := names(handles):
            pieces.append(say(f"{zh}：{text}", f"{en}: {text}"))
    return Answer(
        code, words(dict(row)), "；".join(filter(None, pieces)) or say("没有登记的联系", "no ties on record")
    )


def _by_parent(table: Mapping[str, Any]) -> Iterable[Group]:
    parents = {getattr(row, "parent", None) for row in table.values()} - {None}
    plain = Group("", [])
    groups = {code: Group(words(table[code]), []) for code in table if code in parents}
    for code, row in table.items():
        place = groups.get(getattr(row, "parent", None) or code, plain)
        place.answers.append(Answer(code, f"{code} {words(row)}" if code[:1].isupper() else words(row)))
    return ([plain] if plain.answers else []) + list(groups.values())


def _amount(made: Question, kind: Amount, known: Known) -> None:
    made.input_mode = "decimal"
    made.hint = made.hint or say(
        "单位：元，最多两位小数，例如 12000.00", "in yuan, at most two decimals, for example 12000.00"
    )


def _day(made: Question, kind: Day, known: Known) -> None:
    made.widget, made.input_type = "text", "date"


def _number(made: Question, kind: Number, known: Known) -> None:
    made.input_mode = "numeric"


def _yes_no(made: Question, kind: YesNo, known: Known) -> None:
    if kind.must:
        made.widget, made.groups = "check", [Group("", [Answer("yes", made.label)])]
    else:
        _offer(made, [Group("", [Answer("yes", say("是", "yes")), Answer("no", say("否", "no"))])])


def _party(made: Question, kind: PartyRef, known: Known) -> None:
    parties = known.picture.parties.values() if known.picture else ()
    answers = [
        Answer(p.key, f"{labels.side_words(p.side)}：{known.names.get(p.key, p.key)}")
        for p in parties
        if p.status == "active"
    ]
    _offer(made, [Group("", answers)])


def _entry(made: Question, kind: EntryRef, known: Known) -> None:
    entries = known.picture.list(kind.kind) if known.picture else []
    made.widget = "select"
    made.groups = [Group("", [Answer(e.key, _entry_text(e)) for e in entries])]


def _entry_text(entry: Any) -> str:
    pieces = [
        labels.entry_words(entry.kind),
        entry.code or entry.key if entry.kind == "member" else "",
        f"{entry.on or ''} {entry.facts.get('hour', '')}".strip(),
        f"{entry.amount:,.2f}" if entry.amount is not None else "",
    ]
    return " · ".join([*filter(None, pieces), labels.status_words(entry.status)])


def _clock(made: Question, kind: ClockRef, known: Known) -> None:
    clocks = known.picture.clocks.values() if known.picture else ()
    made.widget = "select"
    made.groups = [
        Group(
            "", [Answer(c.key, clock_words(known.rules, c.parameter) + f" · {c.due or ''}") for c in clocks]
        )
    ]


def clock_words(rules: Rules, parameter: str) -> str:
    """The name of the period that a clock counts."""
    return words(rules.parameters[parameter]) if parameter in rules.parameters else parameter


def _schedule(made: Question, kind: Schedule, known: Known) -> None:
    made.widget = "long"
    made.hint = made.hint or say(
        "每期一行：日期 金额，例如 2026-01-31 1000.00", "one a line: date amount, such as 2026-01-31 1000.00"
    )


def _checked(made: Question, kind: Checked, known: Known) -> None:
    made.input_type = INPUT_TYPES[kind.by]


def _files(made: Question, kind: Attachment, known: Known) -> None:
    made.widget, made.most, made.accept = "files", kind.most, ACCEPTED
    made.groups = [Group("", [Answer(file.id, file.name, file_words(file)) for file in known.waiting])]


def file_words(file: Received) -> str:
    """What is said of a file beside its name: size, pages, and what was done to it."""
    pieces = [size_words(file.size)]
    if file.pages and file.media == "application/pdf":
        pieces.append(say(f"{file.pages} 页", f"{file.pages} pages"))
    if file.cleaned:
        pieces.append(say("已转正，已去除拍摄地点等信息", "turned upright; place and device removed"))
    if file.marks:
        pieces.append(say("含活动内容，只以图片方式查看", "has active content; shown as pictures only"))
    return " · ".join(pieces)


def size_words(size: int) -> str:
    """A size in the unit that people read."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"


SHAPES = {
    Text: _text,
    Choice: _choice,
    Code: _code,
    Amount: _amount,
    Day: _day,
    Number: _number,
    YesNo: _yes_no,
    PartyRef: _party,
    EntryRef: _entry,
    ClockRef: _clock,
    Schedule: _schedule,
    Checked: _checked,
    Attachment: _files,
}


def loose(reasons: Iterable[Reason], asked: Iterable[Question]) -> list[Reason]:
    """The reasons that belong to no question on the page."""
    shown = {question.key for question in asked}
    return [reason for reason in reasons if reason.field not in shown]


def act_fields(act: Act, *, without: Iterable[str] = ()) -> tuple[Field, ...]:
    """The fields of an act that a page asks for."""
    left_out = frozenset(without)
    return tuple(item for item in act.data if item.key not in left_out)
