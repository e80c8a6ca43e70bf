"""A dispute that needs five departments: asked for, opinions alone, opened together, minutes, advice, a task and its proof."""

from pathlib import Path

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home
from tests.journeys.paper import photo_of_receipt
from tests.journeys.person import Person

LOGINS = {"NFRA": "department", "FIN": "fin", "PBOC": "pboc", "SAMR": "samr", "JB": "jb"}
# The reasons of each body, alone and once it has read those of the others; each sentence stands in one opinion only.
FIRST = {
    "NFRA": ("收费前没有逐笔告知，应当退还。", "It was not told before each charge, so it goes back."),
    "FIN": (
        "县里同类投诉已有三十余件，宜一并处理。",
        "The county has thirty such complaints; settle them alike.",
    ),
    "PBOC": ("系统故障造成，先更正系统。", "The system was at fault; mend that first."),
    "SAMR": ("价目页面没有写明按次收取。", "The price list does not say that each use is charged."),
    "JB": ("收费标准已经公示，合同有约定。", "The fee was published and agreed."),
}
SECOND = {
    "NFRA": ("维持：证明已经告知是机构的责任。", "As before: the bank has to show that it told."),
    "FIN": ("看了各方理由，二十元较合理。", "Having read the reasons, twenty is fair."),
    "PBOC": ("看到逐笔记录，同意退还。", "Having seen each charge, we agree to pay back."),
    "SAMR": ("维持：价目页面应当改写。", "As before: the price list wants rewriting."),
    "JB": ("公示就是告知，合同应当遵守。", "To publish is to tell; a contract is kept."),
}
# What each body says to the three questions: alone, and once it has read the reasons of the others.
SAYS = {
    "NFRA": (("yes", "20.00", "A"), ("yes", "20.00", "A")),
    "FIN": (("yes", "30.00", "A"), ("yes", "20.00", "A")),
    "PBOC": (("no", "5.00", "B"), ("yes", "18.00", "A")),  # changes its mind
    "SAMR": (("yes", "20.00", "C"), ("yes", "20.00", "C")),
    "JB": (("no", "0.00", "B"), ("no", "0.00", "B")),  # dissents, and wishes to be named
}
NAMED = "JB"
PAPERS = ("F44", "F45", "F46", "F47")


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
    table = dict(zip(LOGINS, members, strict=True))
    bank = people.staff("institution", other, language)
    police = people.staff("police", window, language, login="ps")
    for handle, member in list(table.items())[:-1]:
        _answers(member, handle, number, first=True)
    _consultation(office, number)
    office.picture("waits")
    watchers = (office, officer, bank, police, party, people.citizen("phone", language))
    _nothing_shows(table, watchers, number, FIRST)
    _answers(members[-1], NAMED, number, first=True)
    _consultation(office, number)
    for handle in LOGINS:
        office.sees(say(*FIRST[handle]))
    office.picture("spread")
    office.link("会议室大屏", "Screen for the room")
    assert not [handle for handle in LOGINS if say(*FIRST[handle]) in office.page.content()]
    office.picture("screen")
    _again(office, table, watchers, number)
    _concludes(office, number)
    _names_who_wished_it(office, members[0], number)
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


def _nothing_shows(
    table: dict[str, Person], watchers: tuple[Person, ...], number: str, reasons: dict[str, tuple[str, str]]
) -> None:
    """No page or paper of anybody shows an opinion of this round, but to a member its own."""
    addresses = [f"/cases/{number}/{more}" for more in ("", "consultation/", "consultation/?screen=1")]
    addresses += [f"/cases/{number}/papers/{form}/" for form in PAPERS]
    addresses += ["/desk/", "/desk/received/", "/desk/consultations/"]
    for own, person in (*table.items(), *(("", each) for each in watchers)):
        for address in addresses:
            told = person.page.request.get(person.county.address + address).text()
            found = {each for each in LOGINS if each != own and person.say(*reasons[each]) in told}
            assert not found, (person.role, own, address, found)


def _answers(member: Person, handle: str, number: str, *, first: bool) -> None:
    say = member.say
    member.picture("worklist") if first else None
    _consultation(member, number)
    member.picture("pack") if first else None
    name = "first_opinion" if first else "second_opinion"
    member.press(member.page.locator(f"main a[href*='/acts/consultation.{name}/']").first)
    holds, amount, option = SAYS[handle][0 if first else 1]
    reasons = say(*(FIRST if first else SECOND)[handle])
    member.fill(
        {
            "answer_1": holds,
            "confidence_1": "80",
            "reasons_1": reasons,
            "answer_2": amount,
            "confidence_2": "60",
            "low_2": "0.00",
            "high_2": "40.00",
            "reasons_2": reasons,
            "answer_3": option,
            "confidence_3": "70",
            "reasons_3": reasons,
        }
    )
    if not first and handle == NAMED:
        member.fill({"name_me": True})
    if first:
        member.fill({"no_tie": True})
        member.picture("opinion")
    member.send()


def _again(office: Person, table: dict[str, Person], watchers: tuple[Person, ...], number: str) -> None:
    """Spread shown without names, one member speaks, everybody answers once more; one has changed its mind."""
    office.do("consultation.feed_back", number)
    speaker = table["FIN"]
    _consultation(speaker, number)
    for handle in LOGINS:
        speaker.sees(speaker.say(*FIRST[handle]))
    speaker.sees(speaker.say("3/5", "3 of 5"))
    speaker.sees("20.00")
    assert speaker.say("办公室和评查人员可见", "for secretariat and assessors") not in speaker.page.content()
    speaker.picture("reasons")
    speaker.press(speaker.page.locator("main a[href*='/acts/consultation.speak/']").first)
    speaker.fill({"about": "2", "text": speaker.say("请先看收费次数。", "Look at how often it was taken.")})
    speaker.send()
    office.do("consultation.ask_second", number)
    for handle, member in list(table.items())[:-1]:
        _answers(member, handle, number, first=False)
    _nothing_shows(table, watchers, number, SECOND)
    _answers(table[NAMED], NAMED, number, first=False)
    _consultation(office, number)
    office.sees(office.say("5 个成员中 1 个改变了答案", "1 of 5 changed since the round before"))


def _names_who_wished_it(office: Person, member: Person, number: str) -> None:
    """The minutes name the body that dissented and asked for it; the others stay "a member"."""
    for reader in (office, member):
        reader.open(f"/cases/{number}/papers/F47/")
        reader.sees(reader.say(*SECOND[NAMED]))
        told = reader.page.locator("main").inner_text()
        before = told.partition(reader.say(*SECOND[NAMED]))[0].rpartition("问题1")[
            2
        ]  # the paper is Chinese for everybody
        assert "司法局" in before, before
        reader.sees(reader.say("公示不等于逐笔告知。", "Published is not told."))
        spread = told.partition("一、独立初步意见")[2]
        named = [
            body for body in ("监管支局", "金融工作办公室", "人民银行", "市场监督管理局") if body in spread
        ]
        assert spread
        assert not named, named  # one more dissents, and did not ask to be named
    office.picture("minutes-paper")


def _concludes(office: Person, number: str) -> None:
    say = office.say
    office.do("consultation.conclude", number, ended_because="stable")
    office.begin("consultation.record_minutes", number)
    office.fill({f"conclusion_{n}": say("按多数意见。", "As most hold.") for n in (1, 2, 3)})
    office.fill({"reply_1": say("公示不等于逐笔告知。", "Published is not told.")})
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
