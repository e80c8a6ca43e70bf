"""A person's request about their own data: a copy, a correction or a deletion, each answered and put on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rongzhi.casework.access_log import openings
from rongzhi.casework.actions import Done, perform
from rongzhi.casework.erasure import erase
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.matching import files_of
from rongzhi.casework.models import File, Party
from rongzhi.casework.retention import held, keeping_of, kept_until
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture

CORRECTABLE = ("name", "phone", "email", "address")


class NotAnswered(Exception):
    """The request could not be taken up; `label` and `en` say why and what to do. Nothing was changed."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a request is refused."""

    label: str
    en: str


@dataclass
class Answer:
    """What became of a request: granted or not, why not, and what there is to hand over."""

    file: str
    party: str
    what: str
    granted: bool
    reasons: tuple[Why, ...] = ()
    copy: Mapping[str, Any] = field(default_factory=dict)
    seq: int = 0


def files_about(county: str, *, kind: str, value: str) -> list[tuple[str, str]]:
    """(file, party key) wherever this phone number, e-mail, identity number or credit code is a person's own.

    `kind`: phone, email, id_number or credit_code. The value itself is compared by its keyed digest alone.
    """
    found = files_of(installation_keys(), county, kind, value)
    return [(file, part.removeprefix("person:")) for file, part in found if part.startswith("person:")]


def answer(
    number: str,
    party: str,
    what: str,
    *,
    by: Actor,
    now: datetime,
    request: str,
    changes: Mapping[str, str] | None = None,
) -> Answer:
    """Answer a request for a copy, a correction (`changes` by field) or a deletion, and record the answer.

    `by` is the officer who checked who asks. Source: 个人信息保护法 Art. 44-50. A deletion is refused while the file is
    open, held, or its time of keeping is not over. Raises NotAnswered, NotErased, ListUnusable.
    """
    picture = _picture(number, party)
    if what == "copy":
        given = Answer(number, party, what, True, copy=copy_of(number, party, picture))
    elif what == "correct":
        _corrected(number, party, changes or {}, by=by, now=now, request=request)
        given = Answer(number, party, what, True)
    elif what == "delete":
        reasons = why_kept(picture, party, now=now)
        given = Answer(number, party, what, not reasons, tuple(reasons))
    else:
        raise NotAnswered(
            f"没有「{what}」这种请求。可用：copy、correct、delete。",
            f"There is no request {what!r}: copy, correct, delete.",
        )
    given.seq = _recorded(given, by=by, now=now, request=request)
    if given.granted and what == "delete":
        erase(number, f"person:{party}", by=by, now=now, reason="request")
    return given


def why_kept(picture: Picture, party: str, *, now: datetime) -> list[Why]:
    """Every reason why this person's part cannot be deleted yet."""
    found = []
    if picture.header.get("status") != "ended":
        found.append(
            Why(
                "案件尚未办结，办理案件需要这些信息。",
                "The case is not closed; it cannot be handled without these data.",
            )
        )
    if held(picture):
        found.append(Why("案卷处于暂停销毁状态。", "The file is held against destruction."))
    rules = rules_of(picture.county)
    keeping = keeping_of(f"person:{party}")
    until = kept_until(picture, keeping, rules, now.date())
    if until is not None and until >= now.date():
        value = rules.parameters.on(keeping.parameter, now.date())
        found.append(
            Why(
                f"保存期限未满：保存至 {until}（{value.source}）。期满前只保存，不作他用。",
                f"It has to be kept until {until} ({value.source}); till then it is kept and used for nothing else.",
            )
        )
    return found


def copy_of(number: str, party: str, picture: Picture) -> dict[str, Any]:
    """Everything that the file shows this party, who opened it, and what they consented to; ready for JSON."""
    seen = sight(Actor(id=f"{number}/{party}", file=number, party=party, county=picture.county), number)
    if seen is None:
        raise _nobody(number, party)
    return {
        "case": number,
        "party": party,
        "answers": [
            {
                "event": p.seq,
                "part": p.part,
                "field": p.key,
                "label": p.label,
                "en": p.en,
                "value": str(p.value),
            }
            for p in seen.pieces
            if not p.erased
        ],
        "consents": [
            {"recipient": line.code, "on": str(line.on), "status": line.status}
            for line in seen.entries()
            if line.kind == "consent" and line.party == party
        ],
        "opened_by": [
            {
                "who": "参加会商的一个单位 / one of the bodies consulted" if row.consulted else row.reader,
                "body": row.body,
                "part": row.part,
                "at": row.at.isoformat(),
            }
            for row in openings(seen)
        ],
    }


def _corrected(
    number: str, party: str, changes: Mapping[str, str], *, by: Actor, now: datetime, request: str
) -> None:
    asked = {key: value for key, value in changes.items() if key in CORRECTABLE and value}
    if not asked:
        raise NotAnswered(
            "没有写明要更正什么。可更正：姓名、电话、邮箱、地址。",
            "It does not say what to correct: name, phone, email or address.",
        )
    done = perform(
        number,
        "case.correct_party",
        by=by,
        data={
            **_standing(number, party),
            **asked,
            "party": party,
            "remark": "应本人请求更正。 / As the person asked.",
        },
        now=now,
        request=f"{request}:correct",
    )
    if isinstance(done, Refusal):
        raise _refused(done)


def _standing(number: str, party: str) -> dict[str, str]:
    """Name and contact as they stand: the act replaces them all at once."""
    seen = sight(
        Actor(id=f"{number}/{party}", file=number, party=party, county=number.partition("-")[0]), number
    )
    if seen is None:
        return {}
    known = {"name": seen.names.get(party, ""), **seen.contacts.get(party, {})}
    return {key: known[key] for key in CORRECTABLE if known.get(key)}


def _recorded(given: Answer, *, by: Actor, now: datetime, request: str) -> int:
    data = {
        "party": given.party,
        "what": given.what,
        "identity_checked": "yes",
        "outcome": "granted" if given.granted else "refused",
    }
    if given.reasons:
        data["why_not"] = " ".join(f"{why.label} {why.en}" for why in given.reasons)
    done = perform(given.file, "keeping.data_request", by=by, data=data, now=now, request=request)
    if isinstance(done, Done):
        return done.seq
    raise _refused(done)


def _refused(refusal: Refusal) -> NotAnswered:
    return NotAnswered(
        "；".join(reason.zh for reason in refusal.reasons), "; ".join(reason.en for reason in refusal.reasons)
    )


def _picture(number: str, party: str) -> Picture:
    text = File.objects.filter(number=number, kind="case").values_list("picture", flat=True).first()
    if text is None or not Party.objects.filter(file=number, key=party).exists():
        raise _nobody(number, party)
    return load(text)


def _nobody(number: str, party: str) -> NotAnswered:
    return NotAnswered(
        f"案件 {number} 没有当事人 {party}。请核对案号和当事人编号（p1、p2…）。",
        f"Case {number} has no party {party}; check the number and the key (p1, p2 …).",
    )
