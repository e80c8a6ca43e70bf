"""The lists of papers of real files: words and no codes, the right names, days and pages."""

from datetime import timedelta

import pytest

from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.lists import lines
from rongzhi.casework.papers.making import made
from rongzhi.casework.papers.values import of_neutral
from rongzhi.casework.papers.view import View, view_at
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from rongzhi.directory.models import Neutral
from tests.factories import county as there
from tests.factories.county import NOW, act
from tests.factories.files import pdf, sent
from tests.factories.main_line import effective, mediating, picture, signing


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    there.county()


def now_in(file: str, form: str = "F57") -> View:
    return view_at(sight(there.officer(), file), form, picture(file).seq)


def forms_of(file: str) -> set[str]:
    return {one.form for one in listed(sight(there.officer(), file), rules_of("W"))}


def test_a_paper_that_came_has_the_name_of_what_was_asked_for() -> None:
    file = mediating()
    act(file, "case.ask_paper", by=there.officer(), party="p1", form="F04", paper="授权委托书原件")
    asked = picture(file).latest("paper_asked")
    act(file, "case.paper_came", by=there.officer(), paper=asked.key)

    (row,) = lines(now_in(file, "F05"), "documents")

    assert row["name"].zh == "授权委托书原件"
    assert row["on"].zh == "2026年3月2日"


def test_documents_and_exhibits_have_pages_and_what_they_prove() -> None:
    file = mediating()
    by = there.party(file)
    blobs = [sent(file, by, content=pdf(pages=2)), sent(file, by, content=pdf(pages=3, text="other"))]
    told = {"title": "贷款合同", "kind": "contract", "proves": "证明搭售", "original": "yes"}
    act(file, "case.upload", by=by, files=blobs, **told)

    (document,) = lines(now_in(file, "F05"), "documents")
    (exhibit,) = lines(now_in(file), "evidence")

    assert [document[name].zh for name in ("number", "name", "kind", "pages", "original")] == [
        "1", "贷款合同", "合同、条款", "5", "是",
    ]  # fmt: skip
    assert [exhibit[name].zh for name in ("number", "name", "kind", "purpose", "pages", "by", "on")] == [
        "1", "贷款合同", "合同、条款", "证明搭售", "5", "张三", "2026年3月2日",
    ]  # fmt: skip


def test_attendance_is_who_came_and_not_who_meant_to() -> None:
    file = mediating()
    day = NOW + timedelta(days=3)
    meeting = {"meeting_on": day.date().isoformat(), "hour": "10:00", "mode": "site", "place": "一号室"}
    act(file, "mediation.set_meeting", by=there.mediator(), **meeting)
    session = picture(file).latest("session").key
    act(file, "meetings.answer", by=there.agent(), session=session, coming="video")
    assert lines(now_in(file, "F19"), "attendance") == ()

    for party, came in (("p1", "site"), ("p2", "absent"), ("p1", "phone")):
        act(
            file,
            "meetings.attendance",
            by=there.mediator(),
            now=day,
            session=session,
            party=party,
            came=came,
            identity="身份证",
        )
    rows = lines(now_in(file, "F19"), "attendance")

    assert [(row["who"].zh, row["way"].zh, row["identity"].zh) for row in rows] == [
        ("示例银行W县支行", "没有到会", "身份证"),
        ("张三", "电话", "身份证"),
    ]


def test_consents_say_to_whom_and_what_for_in_words() -> None:
    file = mediating()
    act(file, "case.consent", by=there.party(file), recipient="court", purpose="court", agrees="yes")

    rows = [(row["recipient"].zh, row["purpose"].zh) for row in lines(now_in(file, "F03"), "consents")]

    assert rows == [("对方当事人", "邀请对方调解"), ("人民法院", "法院程序")]


def test_background_and_specialisms_of_neutrals_are_words() -> None:
    Neutral.objects.filter(handle="n1").update(background="court", specialisms="B,C")
    there.forget()
    view = now_in(mediating())

    assert of_neutral(view, "n1", "background").zh == "退休法官、检察官"
    told = of_neutral(view, "n1", "specialisms").zh
    assert "B" not in told
    assert "、" in told


def test_an_application_by_word_of_mouth_has_its_record_and_a_list_for_courts_only_theirs() -> None:
    spoken, typed = there.filed(door="counter"), there.filed()

    assert "F02" in forms_of(spoken)
    assert "F02" not in forms_of(typed)
    record = str(made(sight(there.officer(), spoken), "F02", 1).sheet())
    assert "退还保费" in record  # what was answered for F01, which F02 includes
    assert "要求同时购买保险" in record
    assert "F36" not in forms_of(effective())


def test_the_index_has_day_and_pages_of_every_paper() -> None:
    rows = lines(now_in(effective(payer="p2")), "papers")

    assert len(rows) > 10
    assert all(row["on"].zh and int(row["pages"].zh) >= 1 for row in rows)
    assert "卷宗目录" not in {row["name"].zh for row in rows}


def test_an_agreement_without_a_payer_on_record_has_a_whole_sentence() -> None:
    file = signing()
    one = next(o for o in listed(sight(there.officer(), file), rules_of("W")) if o.form == "F29")

    told = str(made(sight(there.officer(), file), "F29", one.seqs[-1]).sheet())

    assert "付款共计" in told
    assert "未填写向" not in told
