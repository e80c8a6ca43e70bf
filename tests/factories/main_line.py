"""The main line of a case, act by act through the one door, to any point of it."""

from datetime import datetime

from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.picture import Picture
from tests.factories.county import NOW, act, agent, filed, mediator, officer, party
from tests.factories.files import sent

SECRET = "底线三千，请勿外传"
NOTE = "我的私人备忘零零七"


def picture(file: str) -> Picture:
    return load(File.objects.get(pk=file).picture)


def accepted(
    *,
    now: datetime = NOW,
    channel: str = "people_mediation",
    kind: str = "people",
    track: str = "ordinary",
    **changes,
) -> str:
    file = filed(now=now, **changes)
    act(file, "intake.accept", by=officer(), now=now, channel=channel, mediation_kind=kind, track=track)
    return file


def joined(*, now: datetime = NOW, **changes) -> str:
    """The other side has agreed to mediate."""
    file = accepted(now=now, **changes)
    act(file, "invitation.send", by=officer(), now=now, party="p2", way="phone")
    act(file, "invitation.agree", by=agent("BANK1"), now=now)
    return file


def appointed(*, now: datetime = NOW, **changes) -> str:
    """Both sides chose the same neutral, who disclosed and accepted."""
    file = joined(now=now, **changes)
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.choose", by=by, now=now, neutral="n1")
    act(file, "appointment.disclose", by=mediator(), now=now, ties="no", past_cases="no", available="yes")
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.no_objection", by=by, now=now, agrees="yes")
    act(file, "appointment.accept", by=mediator(), now=now, agrees="yes")
    return file


def mediating(*, now: datetime = NOW, **changes) -> str:
    file = appointed(now=now, **changes)
    act(file, "mediation.tell_rights", by=mediator(), now=now)
    return file


def agreed(*, now: datetime = NOW, amount: str = "4000.00", **changes) -> str:
    """The neutral's proposal was accepted by both sides."""
    file = mediating(now=now, **changes)
    act(file, "mediation.propose", by=mediator(), now=now, amount=amount, terms="银行退还4000元")
    for by in (party(file), agent("BANK1")):
        act(file, "mediation.accept_proposal", by=by, now=now, agrees="yes")
    return file


def signing(
    *,
    now: datetime = NOW,
    instalments: str = "2026-04-01 2000.00\n2026-05-01 2000.00",
    payer: str = "",
    **changes,
) -> str:
    file = agreed(now=now, **changes)
    draft = {
        "facts_and_issues": "保费争议",
        "terms": "银行分两期退还4000元",
        "amount": "4000.00",
        "no_harm": "yes",
    }
    if payer:
        draft["payer"] = payer
    act(file, "agreement.draft", by=mediator(), now=now, **draft, instalments=instalments)
    for by in (party(file), agent("BANK1")):
        act(file, "agreement.confirm_reading", by=by, now=now, agrees="yes")
    return file


def text_hash(file: str) -> str:
    return picture(file).latest("agreement").code


def signed(*, now: datetime = NOW, **changes) -> str:
    file = signing(now=now, **changes)
    act(file, "agreement.sign", by=party(file), now=now, signature_kind="hand", text_hash=text_hash(file))
    scan = sent(file, agent("BANK1"), now=now)
    seal = {"signature_kind": "official_seal", "witness": "见证人李四", "scan": scan}
    act(file, "agreement.sign", by=agent("BANK1"), now=now, **seal, text_hash=text_hash(file))
    return file


def effective(*, now: datetime = NOW, **changes) -> str:
    """People's mediation: parties and mediator signed, the committee sealed."""
    file = signed(now=now, **changes)
    act(file, "agreement.mediator_sign", by=mediator(), now=now, text_hash=text_hash(file))
    act(file, "agreement.seal", by=officer(), now=now, text_hash=text_hash(file))
    return file
