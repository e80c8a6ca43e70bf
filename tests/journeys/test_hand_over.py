"""Cases that others handle: a department that objects, the coordinator who settles it, and what a court hands over."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home


@pytest.mark.parametrize(
    ("language", "window", "other"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_department_receives_a_referral(people: People, language: str, window: str, other: str) -> None:
    party = files_at_home(people, other, language)
    say, number, county = party.say, party.number, people.county
    officer = people.staff("intake", window, language)
    move = {"channel": "complaint", "to_body": "NFRA"}
    officer.do(
        "intake.move", number, **move, reasons=say("收费投诉属监管职责。", "A complaint for the regulator.")
    )
    officer.do(
        "referral.pack",
        number,
        **move,
        whose="applicant",
        packet=say("申请书、收费短信。", "Application, message about the fee."),
        why=say("申请人希望监管部门处理。", "The applicant wants the regulator to look at it."),
    )
    officer.do("referral.ask_consent", number)
    party.do("referral.give_consent", party="p1", recipient="NFRA", agrees=True)
    officer.do("referral.send", number, picture="hands-over", next_on=county.working_day(10))
    department = people.staff("department", other, language)
    department.picture("worklist")
    department.desk("移交台", "Hand-overs")
    department.picture("desk")
    department.case(number)
    department.picture("case")
    department.do("referral.receive", number, received_on=county.day())
    department.do(
        "referral.object",
        number,
        picture="objects",
        ground="competence",
        basis=say("支付手续费属人民银行职责。", "Payment fees are for the central bank."),
    )
    coordinator = people.staff("coordinator", window, language)
    coordinator.picture("worklist")
    coordinator.desk("协调台", "Coordinator's desk")
    coordinator.picture("desk")
    coordinator.do(
        "referral.dismiss_objection",
        number,
        picture="decides",
        reasons=say("银行收费由监管支局处理。", "Fees of banks are for the sub-branch."),
        received_on=county.day(),
    )
    department.do("referral.handle", number, picture="handles", accepted_on=county.day())
    county.later(days=3)
    department.do(
        "referral.result",
        number,
        picture="answers",
        outcome="decided",
        decided_on=county.day(),
        done=say("银行已退还重复收取的手续费。", "The bank has paid the second fee back."),
    )
    party.case()


@pytest.mark.parametrize(("language", "window"), [("zh", "desktop"), ("en", "phone")])
def test_court_hands_over_a_case(people: People, language: str, window: str) -> None:
    officer = people.staff("intake", window, language)
    say, county = officer.say, people.county
    officer.link("登记一件纠纷", "File a dispute")
    officer.fill(
        {
            "applicant_name": say("顾南亭", "Gu Nanting"),
            "applicant_phone": "19900020003",
            "respondent_name": say("W县农村商业银行股份有限公司", "W County Rural Commercial Bank"),
            "what_happened": say(
                "信用卡分期费用争议，法院诉前委派。", "Fees of a credit card; sent by the court."
            ),
            "privacy_notice": True,
            "door": "counter",
        }
    )
    officer.picture("at-the-counter")
    officer.fill({"respondent_body": "BANK1"})
    officer.send()
    officer.link("查看案件", "Open the case")
    number = officer.page.url.rstrip("/").rsplit("/", 1)[1]
    officer.do(
        "intake.court_letter",
        number,
        court="COURT",
        court_kind="commissioned",
        court_procedure="ordinary",
        court_case_number=say("（2026）演示诉前调字第9号", "(2026) demo 9"),
        received_on=county.day(),
        online="no",
    )
    officer.do("intake.accept", number, channel="commissioned", mediation_kind="court", track="ordinary")
    clerk = people.staff("clerk", window, language)
    clerk.desk("法院台", "Court desk")
    clerk.case(number)
    clerk.picture("commissioned-case")
    clerk.nav("日程", "Meetings")
