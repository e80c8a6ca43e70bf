"""A filing is refused, somebody else reviews the refusal, and the case goes on: through the pages of three people."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home


@pytest.mark.parametrize(
    ("language", "window", "home"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_refusal_is_reviewed(people: People, language: str, window: str, home: str) -> None:
    party = files_at_home(people, home, language)
    say, number = party.say, party.number
    officer = people.staff("intake", window, language)
    officer.desk("受理台", "Intake desk")
    officer.begin("intake.refuse", number)
    officer.page.locator("main [name=ground]").select_option(index=3)
    officer.fill(
        {
            "facts": say("申请材料显示双方之间没有合同。", "The papers show no contract between the two."),
            "next_ways": say("可以向人民法院起诉；请留意诉讼时效。", "A suit; mind the limitation period."),
        }
    )
    officer.picture("refuses")
    officer.send()
    party.case()
    party.picture("refused")
    party.do(
        "intake.ask_review",
        picture="asks-review",
        reasons=say(
            "手续费就是这家银行收的，有短信为证。", "It was this bank that took the fee; I have its message."
        ),
    )
    reviewer = people.staff("reviewer", window, language)
    reviewer.picture("worklist")
    reviewer.case(number)
    reviewer.picture("case")
    reviewer.do(
        "intake.overturn",
        number,
        picture="overturns",
        reasons=say("短信能够证明收费，属于民事争议。", "The message proves the fee: a civil matter."),
    )
    reviewer.picture("done")
    officer.do("intake.accept", number)
    party.case()
    party.sees(say("受理", "ccept"))
