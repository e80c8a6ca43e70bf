"""The value of each variable of a paper, taken from the file as its reader may see it; nothing when it is not on record."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rongzhi.casework.answer_fields import field_of, side_of
from rongzhi.casework.models import File
from rongzhi.casework.papers import wording
from rongzhi.casework.papers.consultation import of_consultation
from rongzhi.casework.papers.tasks import of_task
from rongzhi.casework.papers.view import View
from rongzhi.casework.seen import NEUTRAL_WORDS, Piece, best, end_shown, header_open
from rongzhi.casework.snapshot import load
from rongzhi.core.parameters import NoValue
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.picture import Entry
from rongzhi.directory.models import Account, Body, County
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.rulebook.papers.numerals import capital
from rongzhi.rulebook.papers.text import NONE, Pair
from rongzhi.rulebook.register_words import TRACKS
from rongzhi.rulebook.registry import public_grounds

MEDIATION_KINDS = {
    "people": Pair("人民调解", "people's mediation"),
    "industry": Pair("行业性专业性调解", "industry mediation"),
    "commercial": Pair("商事调解", "commercial mediation"),
    "court": Pair("特邀调解", "specially invited mediation"),
}
AGREED = frozenset({"agreed_amount", "effective_on"})


def header(view: View) -> Mapping[str, Any]:
    """The clear header as far as it is for this reader."""
    seen = view.seen
    if header_open(seen):
        return seen.picture.header
    shown = {"dispute_class"} if _open(view, DataClass.DC2, "dispute_class") else set()
    if _open(view, DataClass.DC6, "agreement"):
        shown |= {"neutral", "court", *AGREED}
    return {key: value for key, value in seen.picture.header.items() if key in shown}


def _open(view: View, kind: DataClass, field: str) -> bool:
    return best(view.seen.viewers, Part("header", kind, field=field)) is not Visible.NO


def value(view: View, name: str, *, issuer: str, number: str) -> Pair:
    """The value of one variable. `issuer` is the kind of body at the head, `number` that of the paper."""
    family, _, rest = name.partition(".")
    if name == "paper.number":
        return wording.same(number)
    if name.startswith("issuer."):
        return _of_body(view, rest, issuer_of(view, issuer))
    if name.startswith("organisation."):
        return _of_body(view, rest, view.seen.picture.owner)
    found = _FAMILIES.get(family)
    return found(view, rest) if found else NONE


def issuer_of(view: View, issuer: str) -> str:
    """The handle of the body whose name stands at the head; empty for a neutral or a party."""
    if issuer == "court":
        return str(header(view).get("court") or header(view).get("commissioned_by") or "")
    return view.seen.picture.owner if issuer == "organisation" else ""


def _case(view: View, rest: str) -> Pair:
    head, rules = header(view), view.rules
    if rest == "number":
        return wording.same(view.seen.picture.number)
    if rest == "dispute_class":
        return wording.code(rules, "taxonomy", str(head.get("dispute_class") or ""))
    if rest == "reason":
        return wording.code(rules, "reasons", str(head.get("reason") or ""))
    if rest == "amount":
        return wording.yuan(head.get("amount"))
    if rest == "amount_words":
        return _characters(head.get("amount"))
    if rest in ("filed_on", "ended_on"):
        return wording.day(head.get(rest))
    if rest == "channel":
        return wording.code(rules, "channels", str(head.get("channel") or ""))
    if rest == "track":
        return wording.both(TRACKS.get(str(head.get("track") or "")))
    if rest == "mediation_kind":
        return MEDIATION_KINDS.get(str(head.get("mediation_kind") or ""), NONE)
    if rest == "end":
        return _end(view, "words")
    return last_answer(view, rest, "")


def _characters(amount: Any) -> Pair:
    return wording.same(capital(Decimal(str(amount)))) if amount not in (None, "") else NONE


def _county(view: View, rest: str) -> Pair:
    row = County.objects.filter(code=view.seen.picture.county).first()
    return Pair(row.name_zh, row.name_en) if row else NONE


def _of_body(view: View, rest: str, handle: str) -> Pair:
    row = view.rules.tables.get("body_handles", {}).get(handle)
    if row is None:
        return NONE
    if rest == "name":
        return wording.both(row)
    if rest == "kind":
        return wording.code(view.rules, "bodies", str(row.get("kind") or ""))
    body = Body.objects.filter(county=view.seen.picture.county, handle=handle).first()
    text = File.objects.filter(number=body.number).values_list("picture", flat=True).first() if body else None
    head = load(text).header if text else {}
    if rest == "contact":
        told = [wording.same(head.get(key)) for key in ("phone", "address")]
        return wording.joined(told, "，") if any(p.zh for p in told) else wording.same(body and body.contact)
    return wording.same(head.get(rest))


def _recipient(view: View, rest: str) -> Pair:
    key = view.recipient
    if not key:
        return NONE
    if rest == "name":
        return wording.same(view.seen.names.get(key, ""))
    if rest == "side":
        return wording.side(view.seen.picture.parties[key].side) if key in view.seen.picture.parties else NONE
    return wording.same(view.seen.contacts.get(key, {}).get(rest, ""))


def _side(side: str) -> Callable[[View, str], Pair]:
    def told(view: View, rest: str) -> Pair:
        return wording.joined([of_party(view, p.key, rest) for p in view.seen.picture.side(side)])

    return told


def of_party(view: View, key: str, what: str) -> Pair:
    """The name, contact, kind or identity of a party as the reader may see it."""
    contact = view.seen.contacts.get(key, {})
    if what == "name":
        return wording.same(view.seen.names.get(key, ""))
    if what == "contact":
        known = [contact.get(name, "") for name in ("phone", "email", "address")]
        return wording.same(" ".join(filter(None, (view.seen.names.get(key, ""), *known))))
    if what == "kind":
        return KINDS.get(view.seen.picture.parties[key].kind, NONE)
    if what == "identity":
        return wording.same(contact.get("id_number") or contact.get("credit_code") or "")
    return wording.same(contact.get(what, ""))


KINDS = {
    "consumer": Pair("金融消费者", "financial consumer"),
    "small_business": Pair("小微企业或者个体工商户", "small business"),
    "institution": Pair("金融机构", "institution"),
    "other": Pair("其他", "other"),
}


def _parties(view: View, rest: str) -> Pair:
    told = []
    for party in view.seen.picture.parties.values():
        name = view.seen.names.get(party.key, "")
        if name:
            side = wording.side(party.side)
            told.append(Pair(f"{side.zh}{name}", f"{side.en} {name}"))
    return wording.joined(told, "；", "; ")


def _neutral(view: View, rest: str) -> Pair:
    head = header(view)
    return of_neutral(view, str(head.get("neutral") or head.get("neutral_proposed") or ""), rest)


def of_neutral(view: View, handle: str, rest: str) -> Pair:
    """What the roster says of a neutral, codes in words."""
    row = view.rules.tables.get("neutrals", {}).get(handle)
    if row is None:
        return NONE
    if rest == "name":
        return wording.both(row)
    if rest == "ties":
        return wording.joined([_body_name(view, each) for each in sorted(row.get("ties") or ())])
    told = str(row.get(rest) or "")
    if rest == "background":
        return option(view, "neutral.register", "background", told)
    if rest == "specialisms":
        codes = told.replace("，", ",").replace("、", ",").split(",")
        return wording.joined([wording.code(view.rules, "taxonomy", code.strip()) for code in codes])
    return _body_name(view, told) if rest in ("employer", "payer", "host") else wording.same(told)


def option(view: View, act: str, key: str, code: str) -> Pair:
    """The words of one answer to a choice that an act declares; the code itself when there is none."""
    declared = view.rules.acts.get(act)
    return wording.answer(code, declared.field(key) if declared else None, view.rules, view.seen)


def _body_name(view: View, handle: str) -> Pair:
    row = view.rules.tables.get("body_handles", {}).get(handle)
    return wording.both(row) if row else wording.same(handle)


def _evaluator(view: View, rest: str) -> Pair:
    return of_neutral(view, str(header(view).get("evaluator") or ""), rest)


def _officer(view: View, rest: str) -> Pair:
    row = Account.objects.filter(username=str(header(view).get("officer") or "")).first()
    return Pair(row.name_zh, row.name_en) if row else NONE


def _court(view: View, rest: str) -> Pair:
    head = header(view)
    return _body_name(view, str(head.get("court") or head.get("commissioned_by") or ""))


def _paper(view: View, rest: str) -> Pair:
    if rest == "time":
        return wording.minute(view.at)
    return {"date": wording.day(view.at), "form": wording.same(view.form)}.get(rest, NONE)


def _clock(view: View, rest: str) -> Pair:
    name, _, part = rest.rpartition(".")
    found = view.seen.picture.clock(name) if header_open(view.seen) else None
    return wording.day(getattr(found, part)) if found else NONE


def _parameter(view: View, key: str) -> Pair:
    try:
        return wording.length(view.rules.parameters.on(key, view.at.astimezone(wording.SHANGHAI).date()))
    except (NoValue, KeyError):
        return NONE


def _entry(view: View, rest: str) -> Pair:
    kind, _, part = rest.rpartition(".")
    lines = view.entries(kind)
    own = [
        line for line in lines if view.same_run(line.seq) or line.proceeding in view.runs.get(view.seq, ())
    ]
    return of_entry(view, (own or lines)[-1], part) if lines else NONE


def of_entry(view: View, line: Entry, part: str) -> Pair:
    """One column of a line of the register."""
    if part == "on":
        return wording.day(line.on)
    if part == "amount":
        return wording.yuan(line.amount)
    if part == "status":
        return wording.status(line.status)
    if part == "who":
        return of_party(view, line.party, "name") if line.party in view.seen.picture.parties else NONE
    return wording.entry_code(line, view.rules, view.seen)


def _agreement(view: View, rest: str) -> Pair:
    head = header(view)
    if rest == "effective_on":
        return wording.day(head.get("effective_on"))
    if rest == "signed_on":
        signed = [e for e in view.entries("signature", "mediator_signature") if e.status == "valid"]
        return wording.day(max((e.on for e in signed if e.on), default=None))
    if rest in ("payer", "payee"):
        return _payer(view, rest)
    given = last_answer(view, "amount", "F29", raw=True)
    total = given if given not in (NONE, None, "") else head.get("agreed_amount")
    if rest == "amount":
        return wording.yuan(total)
    if rest == "amount_words":
        return _characters(total)
    lines = [e for e in view.entries("instalment") if e.status not in ("dropped", "replaced")]
    if not lines:
        return NONE
    due = sum((e.amount or Decimal(0) for e in lines), Decimal(0))
    paid = sum((e.amount or Decimal(0) for e in view.entries("payment") if e.status == "proved"), Decimal(0))
    return wording.yuan(paid if rest == "paid" else max(due - paid, Decimal(0)))


def _payer(view: View, rest: str) -> Pair:
    lines = view.entries("instalment")
    payer = lines[-1].party if lines else str(last_answer(view, "payer", "F29", raw=True) or "")
    drafted = view.entries("enforcement")
    creditor = drafted[-1].party if drafted else ""
    if creditor and payer not in view.seen.picture.parties:
        payer = next((p.key for p in view.seen.picture.principals if p.key != creditor), "")
    if payer not in view.seen.picture.parties:
        return NONE
    if rest == "payer":
        return of_party(view, payer, "name")
    side = view.seen.picture.parties[payer].side
    others = [p.key for p in view.seen.picture.principals if p.side != side]
    return wording.joined([of_party(view, key, "name") for key in others])


def _refusal(view: View, rest: str) -> Pair:
    line = view.seen.picture.latest("refusal")
    row = public_grounds().get(line.code) if line else None
    if row is None:
        return NONE
    if rest == "code":
        return wording.same(row.code)
    return wording.both(row) if rest == "title" else Pair(row.public_text_zh, row.public_text_en)


def _end(view: View, rest: str) -> Pair:
    ended = [run for run in view.seen.picture.proceedings.values() if run.end]
    if not ended or not header_open(view.seen):
        return NONE
    code = end_shown(view.seen, ended[-1].end)
    if rest == "code":
        return wording.same(code)
    return wording.code(view.rules, "ends", code) if code else Pair(*NEUTRAL_WORDS)


def _ruling(view: View, rest: str) -> Pair:
    lines = view.entries("ruling")
    if not lines:
        return NONE
    if rest == "result":
        return wording.status(lines[-1].status)
    return wording.day(lines[-1].on) if rest == "on" else wording.same(lines[-1].code)


def _answer(view: View, rest: str) -> Pair:
    act, _, key = rest.rpartition(".")
    found: Pair = last_answer(view, key, "" if act else view.form, act=act)
    return found


def last_answer(view: View, key: str, form: str, *, act: str = "", raw: bool = False) -> Any:
    """The last answer to a field: of that act, or of any act whose field names that form (any form when empty).

    Looked for in the proceeding that issued the paper; only then where an answer holds beyond its proceeding.
    """
    found = [
        (piece, item)
        for piece in reversed(view.seen.pieces)
        if (item := item_of(view, piece)) is not None
        and item.key == key
        and not piece.erased
        and _is_of(view, piece, item, form, act)
    ]
    own = [each for each in found if view.same_run(each[0].seq)]
    named = bool(act) or form != view.form
    for piece, item in own or [each for each in found if view.elsewhere(each[0].seq, named=named)]:
        return piece.value if raw else wording.answer(piece.value, item, view.rules, view.seen)
    return None if raw else NONE


def _is_of(view: View, piece: Piece, item: Field, form: str, act: str) -> bool:
    if act:
        return act_of(view, piece.seq) == act
    return form in ("", item.form) or (form == view.form and item.form in view.included)


def act_of(view: View, seq: int) -> str:
    """The act of an event of the file."""
    return view.acts.get(seq, "")


def item_of(view: View, piece: Piece) -> Field | None:
    """The declared field that a stored answer belongs to."""
    declared = view.rules.acts.get(act_of(view, piece.seq))
    return field_of(declared, piece.key, side_of(piece.part, view.seen.picture))


_FAMILIES: Mapping[str, Callable[[View, str], Pair]] = {
    "case": _case,
    "county": _county,
    "recipient": _recipient,
    **{side: _side(side) for side in ("applicant", "respondent", "guarantor", "third", "agent")},
    "parties": _parties,
    "neutral": _neutral,
    "evaluator": _evaluator,
    "officer": _officer,
    "court": _court,
    "paper": _paper,
    "clock": _clock,
    "parameter": _parameter,
    "entry": _entry,
    "agreement": _agreement,
    "refusal": _refusal,
    "end": _end,
    "ruling": _ruling,
    "answer": _answer,
    "task": of_task,
    "consult": of_consultation,
}
