"""The lists of the desks as workbooks: the rows of the page, for those who have the desk, noted in the access log."""

from io import BytesIO

import pytest
import python_calamine

from rongzhi.casework.models import AccessLog
from rongzhi.directory.models import Account, Neutral
from rongzhi.web.desks.taken_out import LISTS
from tests.factories import county as made
from tests.factories.main_line import effective, mediating
from tests.web.test_desks import offices

__all__ = ["offices"]


def cells(client, which: str, language: str = "zh-hans") -> list[list[object]]:
    answer = client.post(f"/desk/lists/{which}/", headers={"accept-language": language})
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

    assert answer.status_code == (200 if which in everybody | {"agents"} else 404)


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
