"""The minutes of a consultation hold what was on the table: spread by round, conclusions, dissents, members."""

import io
import re
import zipfile

import pytest

from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import docx_of, made
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from tests.factories import county as there
from tests.factories.consulting import (
    ASKING,
    MEMBERS,
    PACK,
    QUESTIONS,
    convened,
    department,
    departments,
    opinion,
)
from tests.factories.county import act, agent, mediator, officer, party
from tests.factories.main_line import mediating

DISSENT = "合同没有约定所以不退"


@pytest.fixture
def case(db: None) -> str:
    there.county()
    departments()
    file = mediating()
    convened(file)
    for handle in MEMBERS[:-1]:
        opinion(file, handle)
    opinion(file, MEMBERS[-1], yes="no", amount="0.00", reasons=DISSENT)
    act(file, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    said = {"conclusion_1": "应当退还", "conclusion_2": "三千元", "reply_1": "已考虑", "plan": "建议退三千"}
    act(file, "consultation.record_minutes", by=agent("SEC"), **said)
    return file


def text_of(docx: bytes) -> str:
    """The words of a Word file without its marks."""
    return re.sub(r"<[^>]+>", "", zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode())


def minutes(file: str, by) -> str:
    seen = sight(by, file)
    one = next((one for one in listed(seen, rules_of(there.CODE)) if one.form == "F47"), None)
    return text_of(docx_of(made(seen, "F47", one.seqs[-1]))) if one else ""


@pytest.mark.parametrize("by", [agent("SEC"), officer(), mediator()], ids=lambda by: by.id)
def test_minutes_hold_spread_conclusions_and_dissent_without_a_name(case, by):
    text = minutes(case, by)

    for told in ("5个成员中5个作答", "中位数3,000.00元", "应当退还", "4／5", DISSENT, "一个成员", "已考虑"):
        assert told in text, told
    assert "人民银行W市分行" in text


def test_parties_have_no_minutes(case):
    assert minutes(case, party(case)) == minutes(case, agent("BANK1")) == ""


@pytest.mark.parametrize("wish", ["yes", None])
def test_dissenter_is_named_on_its_own_wish_alone(db, wish):
    there.county()
    departments()
    file = mediating()
    convened(file)
    for handle in MEMBERS[:-1]:
        opinion(file, handle)
    opinion(file, "JB", yes="no", amount="0.00", reasons=DISSENT, **({"name_me": wish} if wish else {}))
    act(file, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    said = {"conclusion_1": "应当退还", "conclusion_2": "三千元", "reply_1": "已考虑", "plan": "建议退三千"}
    act(file, "consultation.record_minutes", by=agent("SEC"), **said)

    for reader in (agent("SEC"), officer(), department("PBOC"), department("JB")):
        before = minutes(file, reader).partition(DISSENT)[0][-40:]
        assert ("W县司法局（否）" in before) == bool(wish), (reader.id, before)
        assert ("一个成员（否）" in before) != bool(wish), (reader.id, before)


def paper(file: str, by, form: str, n: int) -> str:
    seen = sight(by, file)
    one = next((one for one in listed(seen, rules_of(there.CODE)) if one.form == form), None)
    return str(made(seen, form, one.seqs[n]).sheet()) if one else ""


def test_notice_tells_who_is_asked_what_and_by_when_without_the_words_of_a_form(case):
    text = paper(case, department("PBOC"), "F45", 0)

    for told in ("问题1", "（是或否）", "（金额，元）", "人民银行W市分行", "没有争议的事实"):
        assert told in text, told
    for plumbing in ("yes_no", "共有几个选项", "怎样回答", "member_1"):
        assert plumbing not in text, plumbing


def test_each_opinion_is_a_paper_of_its_own_in_words(case):
    first = paper(case, agent("SEC"), "F46", 0)
    dissent = paper(case, agent("SEC"), "F46", -1)

    assert "答案：是（把握" in first
    assert "答案：否（把握" in dissent
    assert DISSENT in dissent
    assert DISSENT not in first
    assert "W县司法局" in dissent
    assert paper(case, department("PBOC"), "F46", -1).count("问题1") == 1
    assert DISSENT not in paper(case, department("PBOC"), "F46", -1)


def test_minutes_stay_the_only_paper_of_their_form_when_the_mediation_goes_on(db):
    there.county()
    departments()
    file = mediating()
    act(file, "mediation.consult", by=officer(), **ASKING)
    act(file, "consultation.admit", by=agent("SEC"))
    seats = {f"member_{n}": handle for n, handle in enumerate(MEMBERS, 1)}
    act(file, "consultation.convene", by=agent("SEC"), chair="SEC", **seats, **QUESTIONS, **PACK)
    for handle in MEMBERS:
        opinion(file, handle)
    act(file, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    said = {"conclusion_1": "应当退还", "conclusion_2": "三千元", "plan": "建议退三千"}
    act(file, "consultation.record_minutes", by=agent("SEC"), **said)
    act(file, "mediation.consulted", by=officer(), advice="会商建议退三千元，供双方参考。")

    found = {one.form: one.seqs for one in listed(sight(officer(), file), rules_of(there.CODE))}

    assert len(found["F47"]) == 1
    assert "三千元" in minutes(file, officer())
