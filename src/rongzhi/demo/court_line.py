"""The line to the courts' platform in the demo: suits go out by it, one evening it is down, and commissions come in."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from rongzhi.casework.models import File, Proceeding
from rongzhi.casework.snapshot import load
from rongzhi.core.package.faults import PackageRefused
from rongzhi.demo.arrivals import SHANGHAI, YEAR_ENDS
from rongzhi.demo.build import COUNTY, OFFICER, OWNER
from rongzhi.demo.files import FILES, content_of
from rongzhi.demo.player import Player
from rongzhi.exchange.commissions import fetch_commissions
from rongzhi.exchange.connectors.court.commissions import Commission, Enclosed
from rongzhi.exchange.connectors.court.demo import DemoCourt
from rongzhi.exchange.connectors.court.failing import FailingCourt
from rongzhi.exchange.connectors.court.port import COURT
from rongzhi.exchange.connectors.platforms import FOLDER, commission_port
from rongzhi.exchange.models import Transfer
from rongzhi.exchange.transfers import queue, run_transfers

MOST = 8  # suits that go by the platform in the year; the others are carried over
DOWN_AT = 3  # the platform is down when this one is sent, and until the next evening
CLOSING = time(17, 35)
FIRST = date(2025, 11, 1)
COURT_BODY = "COURT"


@dataclass
class CourtLine:
    """What passes by the line, each working evening."""

    player: Player
    sent: int = 0
    tried: set[str] = field(default_factory=set)

    def day(self, day: date) -> None:
        """Send the suits that were decided on this day, and on the last day take the commissions in."""
        now = datetime.combine(day, CLOSING, tzinfo=SHANGHAI)
        if day >= FIRST and self.player.rules.calendar.is_workday(day):
            self._send(now)
        if day == YEAR_ENDS:
            self._commissions(now)

    def _send(self, now: datetime) -> None:
        begun = self.sent
        for file, run in self._waiting() if self.sent < MOST else ():
            if self.sent == MOST or file in self.tried:
                continue
            self.tried.add(file)
            try:
                queue(file, COURT_BODY, by=self.player.people[OFFICER], now=now, proceeding=run)
            except PackageRefused:  # a paper of the hand-over map is not there: carried over by hand
                continue
            self.sent += 1
        if self.sent > begun or Transfer.objects.filter(status="queued").exists():
            court = DemoCourt(Path(settings.RONGZHI_HOME) / FOLDER / COURT, now.date())
            line = FailingCourt(court) if begun < DOWN_AT <= self.sent else court
            run_transfers({COURT: line}, now=now)

    def _waiting(self) -> list[tuple[str, str]]:
        """Hand-overs to the court that were sent and not signed for, of cases that the year goes on with."""
        rows = Proceeding.objects.filter(procedure="referral", stage="sent", open=True).order_by(
            "file", "key"
        )
        found = []
        for file, run in rows.values_list("file", "key"):
            played = self.player.cases.get(file)
            if played is None or played.route.halt[0] == "referral" or "referral.refuse" in played.left:
                continue
            picture = load(File.objects.values_list("picture", flat=True).get(number=file))
            if any(line.code == COURT_BODY for line in picture.list("referral", proceeding=run)):
                found.append((file, run))
        return found

    def _commissions(self, now: datetime) -> None:
        port = commission_port(Path(settings.RONGZHI_HOME))
        assert port is not None
        for found in commissions(now.date()):
            port.put(found)  # type: ignore[attr-defined]
        fetch_commissions(port, county=COUNTY, now=now)


def commissions(day: date) -> tuple[Commission, ...]:
    """Two cases that the court commissions on this day; every word was written for the demo."""
    return tuple(
        Commission(
            key=f"demo-{day.year}-{place:04d}",
            court=COURT_BODY,
            to_body=OWNER,
            kind="commissioned",
            trial="simple",
            case_number=f"（{day.year}）演示诉前调{300 + place}号",
            handed_on=day - timedelta(days=1),
            answers=answers,
            enclosed=(Enclosed(FILES["statement"].name, "起诉状附件：账单", _statement),),
        )
        for place, answers in enumerate(TEXTS, 1)
    )


def _statement() -> io.BytesIO:
    return io.BytesIO(content_of("statement"))


TEXTS = (
    {
        "applicant_kind": "institution",
        "applicant_name": "W县农村商业银行股份有限公司",
        "applicant_body": "BANK1",
        "applicant_phone": "19900041001",
        "respondent_kind": "consumer",
        "respondent_name": "（演示）尚知秋",
        "respondent_phone": "19900041002",
        "what_happened": "被告2024年办理装修贷款六万元，2026年3月起连续四期没有还款，现欠本金二万一千三百元及利息。原告起诉，经双方同意先行调解。",
        "claim": "归还本金和合同利息；同意分期。",
        "amount": "21300.00",
        "legal_basis": "《民事诉讼法》第一百二十五条：人民法院先行调解，处理债务人信息为解决本纠纷所必需（演示）。",
        "privacy_notice": "yes",
        "synthetic": "applicant_name,respondent_name,what_happened",
    },
    {
        "applicant_kind": "consumer",
        "applicant_name": "（演示）洪一苇",
        "applicant_phone": "19900041003",
        "respondent_kind": "institution",
        "respondent_name": "示例保险W县支公司",
        "what_happened": "原告的货车被追尾，保险公司定损后两个多月没有赔付，理由是修理厂不在名单内。原告起诉要求按定损单赔付一万八千六百元，愿意先调解。",
        "claim": "按定损单赔付18600元。",
        "amount": "18600.00",
        "privacy_notice": "yes",
        "synthetic": "applicant_name,respondent_name,what_happened",
    },
)
