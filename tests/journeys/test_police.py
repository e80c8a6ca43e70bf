"""A referral to the police and back: the suspicion goes to the competent organ alone, and the civil file goes on."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home
from tests.journeys.person import Person

SECRET = "线索暗号五五七一"


@pytest.mark.parametrize(
    ("language", "window", "other"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_suspicion_goes_to_the_police_and_comes_back(
    people: People, language: str, window: str, other: str
) -> None:
    party = files_at_home(people, other, language)
    number, say, county = party.number, party.say, people.county
    officer = people.staff("intake", window, language)
    officer.do("intake.accept", number, channel="people_mediation", mediation_kind="people", track="ordinary")
    officer.do("case.report_suspicion", number, kind="crime", facts=SECRET)
    officer.do(
        "referral.report_crime",
        number,
        picture="reports-crime",
        to_body="PS",
        legal_duty=say("《刑事诉讼法》第一百一十条", "Criminal Procedure Law, Art. 110"),
        facts=SECRET,
        evidence=say("收费短信。", "The message about the fee."),
        civil_file="go_on",
    )
    officer.do("referral.send_crime", number)
    officer.do("invitation.send", number, way="email")
    bank = people.staff("institution", other, language)
    _nothing_shows((bank, party), number)
    bank.do(
        "invitation.agree",
        number,
        position=say("愿意协商退费。", "We are ready to talk about the fee."),
        authorised_person=say("龚晓蓉", "Gong Xiaorong"),
        authority_limit=say("可以决定5000元以内的退款", "may decide refunds up to 5,000 yuan"),
    )
    police = people.staff("police", window, language, login="ps")
    police.desk("移交台", "Hand-overs")
    police.picture("desk")
    police.case(number)
    police.sees(SECRET)
    police.do("referral.lead_received", number, received_on=county.day())
    police.do("referral.lead_notice", number, picture="answers", step="not_filed", on_day=county.day())
    _nothing_shows((bank, party), number)
    officer.case(number)
    officer.sees(SECRET)
    officer.sees(say("不予立案", "not filed"))
    officer.sees(say("同意调解", "agreed"))


def _nothing_shows(readers: tuple[Person, ...], number: str) -> None:
    """The sides of the case find no trace of the suspicion: not on the case, not on their lists, not as a paper."""
    for reader in readers:
        hidden = (SECRET, reader.say("公安", "police"), reader.say("线索", "suspicion"))
        reader.desk() if reader.role == "institution" else None
        pages = [reader.page.locator("main").inner_text()] if reader.role == "institution" else []
        reader.case(number)
        pages.append(reader.page.locator("main").inner_text())
        for page in pages:
            assert not [word for word in hidden if word in page.lower()], (reader.role, page)
        for form in ("F53", "F54"):
            answer = reader.page.request.get(f"{reader.county.address}/cases/{number}/papers/{form}/")
            assert answer.status == 404, (reader.role, form)
