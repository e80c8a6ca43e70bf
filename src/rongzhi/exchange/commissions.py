"""Takes in what courts commission by their platform: file, papers, receipt of the material; each once, or sent back.

The three acts are those of an officer who types it: the application is filed, its papers are handed in, the court's
letter is signed for. They pass in one transaction; a row of `Commission` keeps the platform's key from coming twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from rongzhi.casework.actions import SHANGHAI, Done, perform, saved
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.receive import receive
from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Blob
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body, County
from rongzhi.exchange.connectors.court.commissions import Commission, CommissionPort, Enclosed
from rongzhi.exchange.connectors.parcels import PlatformDown
from rongzhi.exchange.connectors.platforms import commission_port
from rongzhi.exchange.intake.codes import codes_of
from rongzhi.exchange.intake.columns import column_key
from rongzhi.exchange.intake.reader import Row
from rongzhi.exchange.intake.values import read_values
from rongzhi.exchange.models import Commission as CommissionRow
from rongzhi.exchange.receiving import receiving_body

BLOCK = 256 * 1024
LONGEST = 300
NO_ORGANISATION = "本县没有名册编号为「{to}」的调解组织。 This county has no mediation organisation “{to}”."
NO_COURT = "本县名册中没有法院「{court}」。 No court “{court}” is in the directory of this county."


@dataclass
class CommissionReport:
    """What a run did, in commissions; `down` says why the platform could not be reached, empty when it could."""

    taken: int = 0
    sent_back: int = 0
    down: str = ""

    @property
    def total(self) -> int:
        return self.taken + self.sent_back


class _NotTaken(Exception):
    """This commission cannot become a case; the text says why, for the court and for staff, without any person."""


def fetch_commissions(port: CommissionPort, *, county: str, now: datetime) -> CommissionReport:
    """Take in every commission that waits at the platform, and tell it our number and the day of receipt.

    One that was taken before (the answer was lost on its way) is confirmed again with the same number. One that
    cannot be taken goes back with its reason. When the platform is down, the next run goes on.
    """
    report = CommissionReport()
    try:
        for found in port.commissions():
            row = CommissionRow.objects.filter(platform=port.platform, key=found.key).first()
            if row is None:
                row = _settled(found, port.platform, county, now)
                report.taken += row.status == "taken"
                report.sent_back += row.status == "sent_back"
            if row.status == "taken":
                port.confirm(found.key, row.file, row.received_at.astimezone(SHANGHAI).date())
            else:
                port.send_back(found.key, row.why)
    except PlatformDown as fault:
        report.down = str(fault)
    return report


def fetch_all(home: Path, *, now: datetime) -> CommissionReport:
    """Fetch from the platform that this installation is connected to, for its county; nothing where there is none, and
    nothing while the installation's key is lost: what waits at the platform goes on waiting.
    """
    if key_fault() is not None:
        return CommissionReport()
    port = commission_port(home)
    county = County.objects.order_by("code").values_list("code", flat=True).first()
    return fetch_commissions(port, county=county, now=now) if port and county else CommissionReport()


def _settled(found: Commission, platform: str, county: str, now: datetime) -> CommissionRow:
    """Take it in, or keep why not; the row and the case stand together or not at all."""
    about = {
        "platform": platform,
        "key": found.key[:80],
        "county": county,
        "court": found.court[:40],
        "to_body": found.to_body[:40],
        "received_at": now,
    }
    stored: list[str] = []  # addresses of papers on disk
    try:
        with saved(), transaction.atomic():
            file = _taken(found, platform, county, now, stored)
            return CommissionRow.objects.create(**about, status="taken", file=file)
    except _NotTaken as why:
        _remove(stored)
        return CommissionRow.objects.create(**about, status="sent_back", why=str(why)[:LONGEST])
    except BaseException:
        _remove(stored)
        raise


def _remove(stored: list[str]) -> None:
    for address in stored:
        store.remove(address)


def _taken(found: Commission, platform: str, county: str, now: datetime, stored: list[str]) -> str:
    """The number of the case that this commission became. Raises _NotTaken."""
    body = receiving_body(county, handle=found.to_body) if found.to_body else None
    if body is None:
        raise _NotTaken(NO_ORGANISATION.format(to=found.to_body[:40]))
    if not Body.objects.filter(county=county, handle=found.court, kind__startswith="COURT").exists():
        raise _NotTaken(NO_COURT.format(court=found.court[:40]))
    by = Actor(
        id=f"platform/{platform}",
        bodies=frozenset({body.handle}),
        codes=frozenset({body.kind}),
        functions=frozenset({"officer"}),
        county=county,
    )
    request = f"commission/{found.key}"[:100]
    data = {**_answers(found, county, now), "door": "court"}
    filed = _done(
        perform(
            None,
            "intake.file",
            by=by,
            data=data,
            now=now,
            request=request,
            county=county,
            owner=body.handle,
        )
    )
    for place, paper in enumerate(found.enclosed, 1):
        blob = _received(filed.file, paper, by, now)
        stored.append(Blob.objects.values_list("address", flat=True).get(pk=blob))
        _done(
            perform(
                filed.file,
                "case.upload",
                by=by,
                data={"files": [blob], "title": paper.title or paper.name, "kind": "other"},
                now=now,
                request=f"{request}/{place}",
            )
        )
    _done(
        perform(
            filed.file,
            "intake.court_letter",
            by=by,
            data={
                "court": found.court,
                "court_kind": found.kind,
                "court_procedure": found.trial,
                "court_case_number": found.case_number,
                "received_on": now.astimezone(SHANGHAI).date(),
                "online": found.online,
            },
            now=now,
            request=f"{request}/letter",
            proceeding="intake-1",
        )
    )
    return filed.file


def _answers(found: Commission, county: str, now: datetime) -> Mapping[str, Any]:
    """The application in typed values. Raises _NotTaken with everything that cannot be read."""
    named = {column_key(name): text for name, text in found.answers.items() if text}
    row = Row(1, {key: text for key, text in named.items() if key})
    values, wrong = read_values(row, today=now.astimezone(SHANGHAI).date(), codes=codes_of(county))
    if wrong:
        raise _NotTaken("；".join(f"{one.column}：{one.message_zh} {one.message_en}" for one in wrong))
    return values


def _received(file: str, paper: Enclosed, by: Actor, now: datetime) -> str:
    """Take the paper into the store of the case; gives its id there."""
    try:
        with paper.open() as content:
            chunks = iter(lambda: content.read(BLOCK), b"")
            return receive(file, by=by, name=paper.name, chunks=chunks, now=now).id
    except NotReceived as fault:
        raise _NotTaken(f"{paper.name[:60]}：{fault.label} {fault.en}") from None


def _done(answer: Done | Refusal) -> Done:
    if isinstance(answer, Done):
        return answer
    raise _NotTaken("；".join(f"{reason.zh} {reason.en}" for reason in answer.reasons))
