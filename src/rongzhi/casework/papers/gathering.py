"""Gathers what is on record for one paper: variables, lists, yes/no words, signatures, and the answers given for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from rongzhi.casework.papers import wording
from rongzhi.casework.papers.lists import lines, signature
from rongzhi.casework.papers.values import act_of, header, item_of, last_answer, value
from rongzhi.casework.papers.view import View
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import consumer_matter
from rongzhi.rulebook.papers.filling import Answered, Filling, Signed
from rongzhi.rulebook.papers.library import Library
from rongzhi.rulebook.papers.templates import names_in
from rongzhi.rulebook.papers.text import Pair, PaperText
from rongzhi.rulebook.papers.variables import LISTS

ALWAYS = ("issuer.name", "county.name", "recipient.name", "paper.date", "paper.number")
NOT_TOLD = frozenset({"text_hash", "synthetic", "certificate", "signature_value", "scan", "files"})
SIGNED = {
    "F19": ("minutes_signature",),
    "F21": ("fact_signature",),
    "F29": ("signature", "mediator_signature", "seal"),
}


def gather(
    view: View, text: PaperText, library: Library, *, number: str, also: Iterable[str] = ()
) -> Filling:
    """What the paper says to the reader of `view`. `text` is whole; `also` are further variables and `list.NAME`."""
    view = replace(view, included=text.included)
    more = set(also)
    names = {*text.variables, *ALWAYS, *(name for name in more if not name.startswith("list."))}
    for name in text.variables:
        phrase = library.phrases.get(name.removeprefix("phrase.")) if name.startswith("phrase.") else None
        if phrase is not None:
            names |= {*names_in(phrase.zh), *names_in(phrase.en)}
    conditions = {name for _, name in text.conditions()}
    names |= {name.removeprefix("has.") for name in conditions if name.startswith("has.")}
    values = {name: value(view, name, issuer=text.issuer, number=number) for name in names}
    values["paper.version"] = wording.same(text.version)
    values["paper.from"] = wording.day(text.from_)
    wanted = (
        text.lists
        | {name.removeprefix("list.") for name in more}
        | {n.removeprefix("has.list.") for n in conditions if n.startswith("has.list.")}
    )
    return Filling(
        values=values,
        lists={name: lines(view, name) for name in wanted & set(LISTS)},
        yes=frozenset(name for name in conditions if not name.startswith("has.") and holds(view, name)),
        signed=_signed(view),
        answers=_answers(view),
    )


def holds(view: View, name: str) -> bool:
    """Whether a yes/no variable holds; no for what the reader may not see."""
    family, _, rest = name.partition(".")
    if family == "entry":
        return bool(view.entries(rest))
    if family == "act":
        return view.act == rest
    if family == "answer":
        act, _, key = rest.rpartition(".")
        return wording.yes(last_answer(view, key, "" if act else view.form, act=act, raw=True))
    if family == "track":
        return str(header(view).get("track") or "") == rest
    found = _YES.get(name)
    return bool(found and found(view))


def _end_is(*codes: str) -> Callable[[View], bool]:
    return lambda view: value(view, "end.code", issuer="", number="").zh in codes


def _recipient_is(side: str) -> Callable[[View], bool]:
    return lambda view: (
        view.recipient in view.seen.picture.parties and view.seen.picture.parties[view.recipient].side == side
    )


def _court_kind(kind: str) -> Callable[[View], bool]:
    return lambda view: header(view).get("court_kind") == kind


def _instalments(view: View) -> list[Entry]:
    return [line for line in view.entries("instalment") if line.status not in ("dropped", "replaced")]


def _institution(view: View) -> bool:
    party = view.seen.picture.parties.get(view.recipient)
    return bool(party and party.kind == "institution")


_YES: Mapping[str, Callable[[View], bool]] = {
    "case.consumer": lambda view: consumer_matter(view.seen.picture),
    "case.court_sent": lambda view: bool(header(view).get("commissioned_by")),
    "case.commissioned": _court_kind("commissioned"),
    "case.entrusted": _court_kind("entrusted"),
    "case.fast_track": lambda view: bool(view.entries("fast_track")),
    "case.people": lambda view: header(view).get("mediation_kind") == "people",
    "case.agreed": lambda view: bool(header(view).get("effective_on")),
    "case.ended": lambda view: header(view).get("status") == "ended",
    "agreement.pays": lambda view: bool(_instalments(view)),
    "agreement.pays_named": lambda view: (
        bool(_instalments(view)) and bool(value(view, "agreement.payer", issuer="", number="").zh)
    ),
    "agreement.instalments": lambda view: len(_instalments(view)) > 1,
    "agreement.at_once": lambda view: wording.yes(last_answer(view, "performed_at_once", "F30", raw=True)),
    "recipient.applicant": _recipient_is("applicant"),
    "recipient.respondent": _recipient_is("respondent"),
    "recipient.institution": _institution,
    "refusal.neutral": lambda view: "–" in value(view, "refusal.code", issuer="", number="").zh,
    "end.agreed": _end_is("X01", "X02"),
    "end.withdrawn": _end_is("X03", "X04"),
    "end.refused": _end_is("X05", "X06"),
    "end.unreachable": _end_is("X07"),
    "end.failed": _end_is("X08"),
    "end.time_over": _end_is("X09"),
    "end.not_signed": _end_is("X10"),
    "end.moved": _end_is("X12"),
    "confirmation.wished": lambda view: wording.yes(last_answer(view, "confirmation_wish", "F29", raw=True)),
}


def _signed(view: View) -> dict[str, tuple[Signed, ...]]:
    found: dict[str, list[Signed]] = {}
    for line in view.entries(*SIGNED.get(view.form, ())):
        if line.status in ("void", "replaced", "no"):
            continue
        row = signature(view, line)
        for who in _places_of(view, line):
            found.setdefault(who, []).append(Signed(row["who"], row["kind"], row["on"]))
    return {who: tuple(rows) for who, rows in found.items()}


def _places_of(view: View, line: Entry) -> tuple[str, ...]:
    if line.kind == "seal":
        return ("issuer",)
    if line.kind == "mediator_signature" or not line.party:
        return ("neutral",)
    party = view.seen.picture.parties.get(line.party)
    return ("parties", party.side) if party else ("parties",)


def _answers(view: View) -> tuple[Answered, ...]:
    """Every answer given for this form, the last of repeated ones, in the order of the record."""
    found: dict[tuple[str, str], Answered] = {}
    for piece in view.seen.pieces:
        item = item_of(view, piece)
        if (
            item is None
            or item.form not in (view.form, *view.included)
            or piece.erased
            or item.key in NOT_TOLD
        ):
            continue
        if not view.same_run(piece.seq) and not view.elsewhere(piece.seq):
            continue
        told = wording.answer(piece.value, item, view.rules, view.seen)
        if told.zh or told.en:
            name = f"{act_of(view, piece.seq)}.{item.key}"
            label = Pair(item.label.replace("（可不填）", ""), item.en.replace(" (optional)", ""))
            found[piece.part, item.key] = Answered(name, label, told)
    return tuple(found.values())
