"""The lists of the desks as workbooks: the rows of the page, for those who have the desk, noted in the access log."""

from io import BytesIO

import pytest
import python_calamine

from rongzhi.casework.models import AccessLog
from rongzhi.directory.models import Account, Neutral
from rongzhi.web.desks.taken_out import LISTS
from tests.factories import county as made
from tests.factories.main_line import effective, mediating
from tests.web.test_desks import begun, main_of, offices

__all__ = ["offices"]


def cells(client, which: str, language: str = "zh-hans") -> list[list[object]]:
    return read(client.post(f"/desk/lists/{which}/", headers={"accept-language": language}))


def read(answer) -> list[list[object]]:
    assert answer.status_code == 200, answer.text
    return python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def applied() -> str:
    """A case whose parties have asked the court to confirm their agreement."""
    file = effective()
    for by in (made.party(file), made.agent("BANK1")):
        made.act(file, "confirmation.join", by=by, agrees="yes")
    made.act(
        file,
        "confirmation.apply",
        by=made.officer(),
        court="COURT",
        subject="duty",
        handed_on="2026-03-02",
        signed_together="yes",
        true_and_free="yes",
    )
    return file


def test_manager_takes_out_the_load_that_the_page_shows(offices: str, staff) -> None:
    mediating()

    rows = cells(staff("manager"), "neutrals")

    assert rows[1] == ["姓名", "办理中", "已超期", "上限"]
    name = Neutral.objects.get(handle="n1").name_zh
    assert [row[1] for row in rows[2:] if row[0] == name] == [1.0]
    assert name in staff("manager").get("/desk/figures/").text


def test_court_takes_out_what_its_desk_lists_and_nothing_else(offices: str, staff) -> None:
    asked, other = applied(), mediating()

    text = str(cells(staff("clerk"), "court"))

    assert asked in text
    assert other not in text
    assert asked in staff("clerk").get("/desk/court/").text


def test_mediator_takes_out_own_clocks_alone(offices: str, staff) -> None:
    number = mediating()

    assert number in str(cells(staff("n1"), "clocks"))
    assert number not in str(cells(staff("n2"), "clocks"))


def test_columns_stand_in_the_language_of_the_reader(offices: str, staff) -> None:
    assert cells(staff("officer"), "bodies", "en")[1][:2] == ["Name", "Handle"]


@pytest.mark.parametrize("which", sorted(LISTS))
def test_list_is_not_there_for_those_without_the_desk(offices: str, staff, which: str) -> None:
    everybody = {"meetings", "roster", "bodies"}

    answer = staff("agent-BANK2").post(f"/desk/lists/{which}/")

    assert answer.status_code == (200 if which in everybody | {"agents", "commitments"} else 404)


def test_unknown_list_and_plain_reading_are_refused(offices: str, staff) -> None:
    assert staff("manager").post("/desk/lists/everything/").status_code == 404
    assert staff("manager").get("/desk/lists/officers/").status_code == 405


def test_taking_out_is_noted(offices: str, staff) -> None:
    cells(staff("manager"), "quality")

    row = AccessLog.objects.get(part__startswith="export:")
    assert (row.reader, row.part) == ("manager", "export:quality")


def test_name_that_begins_like_a_formula_is_text(offices: str, staff) -> None:
    Account.objects.filter(username="n1").update(name_zh='=HYPERLINK("x")')

    names = [str(row[0]) for row in cells(staff("administrator"), "people")[2:]]

    assert any("HYPERLINK" in name and not name.startswith("=") for name in names)


def test_court_sees_that_it_waits_for_a_correction(offices: str, staff) -> None:
    file = applied()
    made.act(
        file,
        "confirmation.ask_correction",
        by=made.court_clerk(),
        items="补交授权委托书",
        due_on="2026-03-09",
    )

    rows = [row for row in cells(staff("clerk"), "court")[2:] if row[1] == file]

    assert [(row[2], row[3]) for row in rows] == [("司法确认", "待补充材料")]
    assert f"/cases/{file}/" in staff("clerk").get("/desk/court/").text


def test_intake_takes_out_the_filings_of_its_page_and_stage(offices: str, staff) -> None:
    new, asked = made.filed(), made.filed(what_happened="另一件事")
    mediating()
    made.act(asked, "intake.ask_completion", by=made.officer(), items="身份证", due_on="2026-03-10")
    client = staff("officer")

    every = read(client.post("/desk/intake/export/"))
    some = read(client.post("/desk/intake/export/?stage=correction"))

    assert {row[0] for row in every[2:]} == {new, asked}
    assert [row[0] for row in some[2:]] == [asked]
    assert "2026-03-10" in str(some[2]) or "2026, 3, 10" in str(some[2])
    page = main_of(client.get("/desk/intake/?stage=correction").text)
    assert all(name in page for name in str(some[2][1]).split("、"))


def test_intake_export_is_for_the_desk_alone_and_notes_each_file(offices: str, staff) -> None:
    number = made.filed()

    for name in ("manager", "agent-BANK1", "clerk", "n1", "administrator"):
        assert staff(name).post("/desk/intake/export/").status_code == 404
    assert not AccessLog.objects.filter(part="export:filings").exists()
    read(staff("officer").post("/desk/intake/export/"))

    parts = set(AccessLog.objects.filter(file=number, reader="officer").values_list("part", flat=True))
    assert {"header", "file", "export:filings"} <= parts


def test_taking_out_is_noted_on_each_file_of_the_list(offices: str, staff) -> None:
    asked, other = applied(), mediating()

    cells(staff("clerk"), "court")

    rows = AccessLog.objects.filter(part="export:court", reader="clerk")
    assert [row.file for row in rows] == [asked]
    assert not AccessLog.objects.filter(file=other, reader="clerk").exists()


def test_assessor_takes_out_the_own_log_and_no_manager_does(offices: str, staff) -> None:
    number = begun(staff("assessor"))

    assert "评查秘密零零九" in str(cells(staff("assessor"), "log"))
    assert "评查秘密零零九" not in str(cells(staff("assessor2"), "log"))
    for name in ("manager", "officer", "administrator", "auditor", "clerk", "n1"):
        assert staff(name).post("/desk/lists/log/").status_code == 404
    assert AccessLog.objects.filter(file=number, part="export:log", reader="assessor").count() == 1


def test_people_stand_in_the_words_of_the_page(offices: str, staff) -> None:
    client = staff("administrator")

    rows = cells(client, "people")

    assert rows[1] == ["姓名", "用户名", "岗位", "状态"]
    assert len(rows) - 2 == Account.objects.filter(county=offices).count()
    page = main_of(client.get("/desk/people/").text)
    assert all(str(row[3]) in page for row in rows[2:])


def test_mediator_takes_out_own_meetings_of_the_week_and_no_other(offices: str, staff) -> None:
    number = mediating()
    made.act(
        number,
        "mediation.set_meeting",
        by=made.mediator(),
        mode="site",
        meeting_on="2026-03-04",
        hour="09:30",
        place="调解室",
    )

    assert [row[1:3] for row in cells(staff("n1"), "week")[2:]] == [["09:30", number]]
    assert cells(staff("n2"), "week")[2:] == []
    assert len(cells(staff("n1"), "proposals")) == 2


def test_pages_offer_the_lists_that_they_show(offices: str, staff) -> None:
    for name, page, where in (
        ("officer", "/desk/intake/", "/desk/intake/export/"),
        ("n1", "/desk/mediator/", "/desk/lists/week/"),
        ("n1", "/desk/mediator/", "/desk/lists/proposals/"),
        ("clerk", "/desk/court/", "/desk/lists/court/"),
        ("agent-SEC", "/desk/received/", "/desk/lists/received/"),
        ("assessor", "/desk/assessor/", "/desk/lists/log/"),
    ):
        assert f'action="{where}"' in staff(name).get(page).text
