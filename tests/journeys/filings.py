"""A dispute filed by somebody at home, as the beginning of a journey."""

from tests.journeys.conftest import People
from tests.journeys.person import Person, code_on

FEE = (
    "手机支付收了两次手续费，客服说系统问题，三周没有退。",
    "The payment app took its fee twice; for three weeks nothing was paid back.",
)


def files_at_home(people: People, window: str, language: str, **answers: str) -> Person:
    """A citizen files from the front page and comes in with number and code; gives the person with their case."""
    person = people.citizen(window, language)
    person.link("提交纠纷", "File a dispute")
    person.fill(
        {
            "applicant_name": person.say("江晚舟", "Jiang Wanzhou"),
            "applicant_phone": "19900020002",
            "respondent_name": person.say("W县农村商业银行股份有限公司", "W County Rural Commercial Bank"),
            "what_happened": person.say(*FEE),
            "privacy_notice": True,
            "respondent_body": "BANK1",
            **answers,
        }
    )
    person.send()
    number, codes = code_on(person.page)
    person.link("查看案件", "Open the case")
    person.fill({"code": codes[0]})
    person.button("进入", "Enter")
    person.number = number
    return person
