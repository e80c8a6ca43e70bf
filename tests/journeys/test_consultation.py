"""A dispute that needs five departments: asked for, opinions alone, opened together, minutes, advice, a task and its proof."""

from pathlib import Path

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home
from tests.journeys.paper import photo_of_receipt
from tests.journeys.person import Person

SECRET = "意见里的暗号零九八七"
LOGINS = {"NFRA": "department", "FIN": "fin", "PBOC": "pboc", "SAMR": "samr", "JB": "jb"}


@pytest.mark.parametrize(
    ("language", "window", "other"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_five_departments_consult(
    people: People, tmp_path: Path, language: str, window: str, other: str
) -> None:
    party = files_at_home(people, "phone", language)
    number, say = party.number, party.say
    officer = people.staff("intake", other, language)
    officer.do(
        "consultation.ask",
        number,
        test_law="yes",
        test_regulators="yes",
        why_complex=say("两个监管条线的规定不一。", "Two lines of regulation do not agree."),
        questions=say("手续费应否退还，退多少。", "Is the fee to be paid back, and how much?"),
    )
    office = people.staff("coordinator", window, language)
    office.do("consultation.admit", number)
    _convene(office, number)
    members = [
        people.staff("member", other if n else "phone", language, login=login)
        for n, login in enumerate(LOGINS.values())
    ]
    for member in members[:-1]:
        _answers(member, number, first=True)
    _consultation(office, number)
    office.picture("waits")
    for watcher in (office, members[-1], officer):
        _consultation(watcher, number)
        assert SECRET not in watcher.page.content()
    _answers(members[-1], number, first=True)
    _consultation(office, number)
    office.sees(SECRET)
    office.picture("spread")
    office.link("会议室大屏", "Screen for the room")
    assert SECRET not in office.page.content()
    office.picture("screen")
    _again(office, members, number)
    _concludes(office, number)
    party.case()
    party.sees(say("建议退还一半", "half of the fee"))
    party.picture("advice")
    _task(office, members[0], number, tmp_path)
    office.do("consultation.close", number)
    _consultation(office, number)
    office.sees(say("凭证明办结", "closed on proof"))
    office.picture("whole")
    office.desk("会商情况", "Consultations")
    office.picture("figures")


def _consultation(person: Person, number: str) -> None:
    """Open the consultation from the page of the case."""
    person.case(number)
    person.press(person.page.locator(f"main a[href*='/cases/{number}/consultation/']").first)


def _convene(office: Person, number: str) -> None:
    say = office.say
    office.begin("consultation.convene", number)
    office.fill({f"member_{n}": handle for n, handle in enumerate(LOGINS, 1)})
    office.fill(
        {
            "chair": "SEC",
            "question_1": say("机构是否应当退还重复收取的手续费？", "Should the second fee be paid back?"),
            "kind_1": "yes_no",
            "question_2": say("合理的退还金额是多少？", "What sum is reasonable?"),
            "kind_2": "amount",
            "question_3": say("先做哪一项？", "What comes first?"),
            "kind_3": "choice",
            "options_3": say("退款\n书面说明\n更正系统", "pay back\nexplain in writing\nmend the system"),
            "facts_agreed": say("手续费收了两次。", "The fee was taken twice."),
            "facts_disputed": say("是否事先说明。", "Whether it was explained before."),
            "law_found": say("《民法典》第四百九十六条。", "Civil Code, Art. 496."),
            "left_out": say("账户和身份信息，会商不需要。", "Accounts and identity: not needed."),
            "basis": say("当事人书面同意。", "The party's consent in writing."),
        }
    )
    office.picture("convenes")
    office.send()


def _answers(member: Person, number: str, *, first: bool) -> None:
    say = member.say
    member.picture("worklist") if first else None
    _consultation(member, number)
    member.picture("pack") if first else None
    name = "first_opinion" if first else "second_opinion"
    member.press(member.page.locator(f"main a[href*='/acts/consultation.{name}/']").first)
    reasons = f"{say('合同没有单独说明收费。', 'The fee was not explained apart.')}{SECRET}"
    member.fill(
        {
            "answer_1": "yes",
            "confidence_1": "80",
            "reasons_1": reasons,
            "answer_2": "20.00",
            "confidence_2": "60",
            "low_2": "10.00",
            "high_2": "40.00",
            "reasons_2": reasons,
            "answer_3": "A",
            "confidence_3": "70",
            "reasons_3": reasons,
        }
    )
    if first:
        member.fill({"no_tie": True})
        member.picture("opinion")
    member.send()


def _again(office: Person, members: list[Person], number: str) -> None:
    """Spread shown, one member speaks, everybody answers once more."""
    office.do("consultation.feed_back", number)
    speaker = members[1]
    _consultation(speaker, number)
    speaker.sees(SECRET)
    assert speaker.say("只有办公室可见", "the secretariat alone") not in speaker.page.content()
    speaker.picture("reasons")
    speaker.press(speaker.page.locator("main a[href*='/acts/consultation.speak/']").first)
    speaker.fill({"about": "2", "text": speaker.say("请先看收费次数。", "Look at how often it was taken.")})
    speaker.send()
    office.do("consultation.ask_second", number)
    for member in members:
        _answers(member, number, first=False)


def _concludes(office: Person, number: str) -> None:
    say = office.say
    office.do("consultation.conclude", number, ended_because="stable")
    office.begin("consultation.record_minutes", number)
    office.fill({f"conclusion_{n}": say("按多数意见。", "As most hold.") for n in (1, 2, 3)})
    office.fill({"plan": say("退还一半并书面说明。", "Pay half back and explain in writing.")})
    office.picture("minutes")
    office.send()
    advice = say(
        "几个部门看过，建议退还一半；您可以不接受。",
        "After a look by several departments: half of the fee; you may decline.",
    )
    office.do("consultation.advise", number, advice=advice)


def _task(office: Person, lead: Person, number: str, folder: Path) -> None:
    """A task comes of it, is signed for, reported with its proof, and closed by the office alone."""
    say, county = office.say, office.county
    _consultation(office, number)
    office.press(office.page.locator("main a[href*='/acts/task.give/']").first)
    office.fill(
        {
            "task": say(
                "督促机构书面说明收费依据。", "See that the institution explains the fee in writing."
            ),
            "body": "NFRA",
            "basis": say("会商纪要。", "The minutes."),
            "due": county.working_day(10),
            "result_wanted": say("书面说明的复印件。", "A copy of the letter."),
            "contact": say("协调办公室", "The secretariat"),
        }
    )
    office.picture("gives-task")
    office.send()
    lead.do("task.receive", number)
    lead.begin("task.feedback", number)
    lead.fill(
        {
            "done": say("机构已书面说明。", "The institution has written."),
            "result": say("说明已送达。", "The letter has arrived."),
            "proof": [photo_of_receipt(folder)],
            "done_on": county.day(),
        }
    )
    lead.picture("task")
    lead.send()
    office.do("task.close", number, proof_seen=True)
