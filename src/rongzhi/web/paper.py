"""Fills a form of forms.csv with what is on record; what is not, prints as “not stated”."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from rongzhi.casework.queries import known_events
from rongzhi.casework.visibility import Sight, best, header_open
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.rulebook.case import outstanding
from rongzhi.rulebook.registry import public_grounds
from rongzhi.rulebook.tables import forms
from rongzhi.web import labels
from rongzhi.web.casefile import code_of, name_of
from rongzhi.web.happenings import known_steps
from rongzhi.web.seeing import entry_shown
from rongzhi.web.speech import bare, say, words
from rongzhi.web.templatetags.rongzhi import day, minute, yuan
from rongzhi.web.values import field_of, side_of, written

LEFT_OUT = frozenset(
    [
        "of",
        "the",
        "and",
        "or",
        "with",
        "by",
        "to",
        "a",
        "an",
        "yes",
        "no",
        "each",
        "for",
        "on",
        "in",
        "if",
        "as",
        "not",
        "what",
        "who",
        "all",
    ]
)
SIGNED_BY_HAND = (
    "signature",
    "signatures",
    "seal",
    "mediator signature",
    "signature or fingerprint",
    "signatures of all",
)
AGREEMENT = "F29"


# The packets that are handed on together, and what a phrase of forms.csv means where the words alone mislead.
CONFIRMATION_PACKET = ("F31", "F29", "F32")
MEANT = {"duties, amount, way, dates, place": "terms time performance"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the form must say."""

    label: str
    value: str
    blank: bool = False  # to be signed or sealed by hand


@dataclass(frozen=True)
class Paper:
    """A form as it prints."""

    code: str
    title: str
    number: str
    organisation: str
    on: datetime | None
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    signatures: tuple[tuple[str, str, str], ...]  # who, kind, day
    lines: tuple[tuple[str, str, str], ...]  # a table of dated amounts: day, amount, state
    text: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer that was given for a form, in words."""

    en: str
    label: str
    text: str


def paper_of(code: str, seen: Sight, rules: Rules) -> Paper:
    """The paper of this form about this file, as its reader may see it."""
    row = forms()[code]
    acts = [(step.seq, step.act, step.at) for step in known_steps(seen, known_events(seen))]
    answers = _answers(code, seen, rules, {seq: act for seq, act, _ in acts})
    on = _issued(code, rules, [(act, at) for _, act, at in acts])
    rows = []
    for phrase in row.required_fields:
        rows.append(_row(phrase, seen, rules, answers, on))
    return Paper(
        code,
        words(row),
        seen.picture.number,
        words(rules.tables.get("body_handles", {}).get(seen.picture.owner)),
        on,
        tuple(rows),
        tuple(Row(answer.label, answer.text) for answer in answers),
        tuple(_signatures(seen, rules)) if code == AGREEMENT else (),
        tuple(_payments(seen)) if code in (AGREEMENT, "F40", "F33", "F34") else (),
        _text_of(code, seen),
    )


def _answers(code: str, seen: Sight, rules: Rules, acts: Mapping[int, str]) -> list[Given]:
    """What was answered for this form; of repeated answers the last."""
    found: dict[tuple[str, str], Given] = {}
    for piece in seen.pieces:
        item = field_of(rules.acts.get(acts.get(piece.seq, "")), piece.key, side_of(piece.part, seen.picture))
        if item is None or item.form != code or piece.erased or item.key == "text_hash":
            continue
        text = written(piece.value, item, rules, seen.picture, seen.names)
        if text:
            found[piece.part, piece.key] = Given(f"{item.en} {item.key}", bare(words(item)), text)
    return list(found.values())


def _issued(code: str, rules: Rules, acts: list[tuple[str, datetime]]) -> datetime | None:
    """When the paper was last issued or taken in."""
    at = None
    for act, when in acts:
        declared = rules.acts.get(act)
        if declared is not None and code in (*declared.issues, *declared.takes):
            at = when
    return at


@cache
def phrases() -> Mapping[str, str]:
    """The Chinese words of what forms.csv asks for."""
    text = resources.files("rongzhi.web").joinpath("paper_words.csv").read_text("utf-8")
    return {row["en"]: row["zh"] for row in csv.DictReader(text.splitlines())}


def _row(phrase: str, seen: Sight, rules: Rules, answers: list[Given], on: datetime | None) -> Row:
    """What the form says for the phrase; an answer that was used is taken out of `answers`."""
    label = say(phrases().get(phrase, phrase), phrase)
    if phrase in SIGNED_BY_HAND:
        return Row(label, "", blank=True)
    if phrase in STATEMENTS:
        return Row(label, say(*STATEMENTS[phrase]))
    if value := _known(phrase, seen, rules, on):
        return Row(label, value)
    wanted = _tokens(f"{phrase} {MEANT.get(phrase, '')}")
    best = max(answers, key=lambda answer: len(wanted & _tokens(answer.en)), default=None)
    if best is None or not wanted & _tokens(best.en):
        return Row(label, say("未填写", "not stated"))
    answers.remove(best)
    return Row(label, best.text)


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", text.lower().replace("_", " "))) - LEFT_OUT


def _known(phrase: str, seen: Sight, rules: Rules, on: datetime | None) -> str:
    """What the file itself knows for the phrase."""
    head = _head(seen)
    tables = rules.tables
    if phrase in ("case number", "case", "case number of the file"):
        return seen.picture.number
    if phrase in ("parties", "persons"):
        return "；".join(
            f"{labels.side_words(p.side)} {name_of(seen, p.key)}" for p in seen.picture.parties.values()
        )
    if phrase in ("respondent", "institution", "debtor"):
        return "、".join(name_of(seen, p.key) for p in seen.picture.side("respondent"))
    if phrase == "applicant identity and contact":
        return "；".join(_contact(seen, p.key) for p in seen.picture.side("applicant"))
    if phrase == "mediator":
        return words(tables.get("neutrals", {}).get(head.get("neutral") or head.get("neutral_proposed")))
    if phrase in ("date", "time", "time received", "received date"):
        return minute(on) if "time" in phrase else day(on)
    if phrase in ("effective date", "agreement and effective date"):
        return day(head.get("effective_on"))
    if phrase in ("amount", "claim and amount", "amount certain and due"):
        return yuan(head.get("agreed_amount") or head.get("amount"))
    if phrase == "dispute class":
        return labels.code_words(rules, "taxonomy", str(head.get("dispute_class") or ""))
    if phrase == "class and procedure (simple, ordinary, complex)":
        klass = labels.code_words(rules, "taxonomy", str(head.get("dispute_class") or ""))
        track = words(labels.TRACKS.get(str(head.get("track"))))
        return " · ".join(filter(None, (klass, track)))
    if phrase in ("organisation registration", "organisation and proof that it mediated", "receiver", "from"):
        return words(tables.get("body_handles", {}).get(seen.picture.owner))
    if phrase == "ground code from the published list":
        refusal = seen.picture.latest("refusal")
        row = public_grounds().get(refusal.code) if refusal else None
        return f"{row.code} {words(row)}" if row else ""
    if phrase == "time limit and its last day":
        return "；".join(
            f"{words(rules.parameters[c.parameter])} {day(c.due)}"
            for c in seen.picture.running_clocks
            if c.parameter in rules.parameters and header_open(seen)
        )
    return ""


def _head(seen: Sight) -> Mapping[str, Any]:
    """The clear header as far as it is for this reader: of a file that is not, what the agreement says and its class."""
    if header_open(seen):
        return seen.picture.header
    shown = {"dispute_class"} if _open(seen, DataClass.DC2, "dispute_class") else set()
    if _open(seen, DataClass.DC6, "agreement"):
        shown |= {"agreed_amount", "effective_on", "neutral", "court"}
    return {key: value for key, value in seen.picture.header.items() if key in shown}


def _open(seen: Sight, kind: DataClass, field: str) -> bool:
    return best(seen.viewers, Part("header", kind, field=field)) is not Visible.NO


def _contact(seen: Sight, key: str) -> str:
    return " ".join([name_of(seen, key), *seen.contacts.get(key, {}).values()])


STATEMENTS = {
    "voluntary: refuse, stop, change mediator": (
        "调解自愿。您可以拒绝或者随时停止调解，可以要求更换调解员。",
        "Mediation is voluntary. You may refuse, stop at any time, and ask for another mediator.",
    ),
    "recusal": ("对调解员的公正有疑虑的，可以申请回避，由其他人决定。", "If you doubt the mediator's fairness you may challenge; somebody else decides."),
    "confidentiality and its exceptions": (
        "调解不公开；单方告诉调解员的话不给对方，也不进入移送法院的材料。法律另有规定的除外。",
        "Mediation is not public; what one side tells the neutral alone goes neither to the other side nor to the court, save as the law provides.",
    ),
    "no use of concessions as evidence": (
        "为达成协议所作的让步，不得在以后的诉讼中作为对其不利的根据。",
        "What was conceded for the sake of agreement may not be used against that side later.",
    ),
    "limitation and guarantee period warning": (
        "请留意诉讼时效和保证期间；调解本身不停止保证期间。",
        "Mind the limitation and guarantee periods; mediation does not stop a guarantee period.",
    ),
    "fee: none or published rule": ("不收费。", "There is no fee."),
    "how to ask for review": (
        "可以在本系统、窗口或者书面申请复核，由没有参与原决定的人办理，不收费。",
        "Ask for a review here, at the counter or in writing; somebody who took no part decides, free of charge.",
    ),
    "not binding": ("评估意见不约束任何一方。", "The evaluation binds nobody."),
}  # fmt: skip


def _text_of(code: str, seen: Sight) -> str:
    """The published text of a notice: for a refusal, the public words of its ground."""
    refusal = seen.picture.latest("refusal") if code == "F08" else None
    row = public_grounds().get(refusal.code) if refusal else None
    return say(row.public_text_zh, row.public_text_en) if row else ""


def _signatures(seen: Sight, rules: Rules) -> list[tuple[str, str, str]]:
    """Who signed, the kind of the signature, and when."""
    shown = []
    for entry in seen.picture.entries.values():
        if (
            entry.kind in ("signature", "mediator_signature", "seal")
            and entry.status == "valid"
            and entry_shown(seen, entry)
        ):
            shown.append((_signer(entry, seen, rules), _kind(entry, seen, rules), day(entry.on)))
    return shown


def _signer(entry: Entry, seen: Sight, rules: Rules) -> str:
    if entry.kind == "seal":
        return words(rules.tables.get("body_handles", {}).get(seen.picture.owner))
    if entry.kind == "mediator_signature":
        return words(rules.tables.get("neutrals", {}).get(entry.code)) or entry.code
    return name_of(seen, entry.party)


def _kind(entry: Entry, seen: Sight, rules: Rules) -> str:
    return code_of(entry, rules, seen) if entry.kind == "signature" else labels.entry_words(entry.kind)


def _payments(seen: Sight) -> list[tuple[str, str, str]]:
    entries = seen.picture.list("instalment", "planned", "open", "part", "paid", "breached")
    return [
        (day(e.on), yuan(e.amount), labels.status_words(e.status)) for e in entries if entry_shown(seen, e)
    ]


def enforcement_draft(seen: Sight, rules: Rules) -> Paper:
    """The draft of an application for enforcement: who, against whom, what is open, on what it rests, by when."""
    bodies = rules.tables.get("body_handles", {})
    picture = seen.picture
    drafted = picture.latest("enforcement", "drafted")
    creditor = drafted.party if drafted else ""
    debtors = [p.key for p in picture.principals if p.key != creditor]
    ruling = picture.latest("ruling", "confirmed")
    clock = picture.clock("enforce_apply")
    court = words(bodies.get(picture.header.get("court"))) or say("未填写", "not stated")
    rows = (
        Row(
            say("申请执行人", "Creditor"),
            _contact(seen, creditor) if creditor else say("未填写", "not stated"),
        ),
        Row(say("被执行人", "Debtor"), "、".join(name_of(seen, key) for key in debtors)),
        Row(say("执行法院", "Court"), court),
        Row(say("执行依据", "Instrument"), _instrument(ruling, rules, seen)),
        Row(say("尚未履行的金额", "Still unpaid"), yuan(outstanding(picture))),
        Row(
            say("申请执行的最后一日", "Last day to apply"),
            day(clock.due) if clock else say("未填写", "not stated"),
        ),
        Row(say("申请人签名", "Signature of the creditor"), "", blank=True),
    )
    return Paper(
        "",
        say("强制执行申请书（草稿）", "Application for enforcement (draft)"),
        picture.number,
        "",
        None,
        rows,
        (),
        (),
        tuple(_payments(seen)),
        say(
            "以下内容取自案卷，请核对后自行提交人民法院；本草稿不代替申请。",
            "This is taken from the file. Check it and hand it to the court yourself; the draft is no application.",
        ),
    )


def _instrument(ruling: Entry | None, rules: Rules, seen: Sight) -> str:
    if ruling is None:
        return say("未填写", "not stated")
    what = say("司法确认裁定", "ruling that confirms the agreement")
    return " ".join(filter(None, (what, code_of(ruling, rules, seen), day(ruling.on))))
