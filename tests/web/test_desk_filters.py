"""The worklist narrowed by its address: what is found, what is counted, what to do, and what stays closed."""

from datetime import date, timedelta

import pytest

from rongzhi.casework.models import AccessLog
from rongzhi.casework.worklist import NOBODY, Wanted, counts, lines, rows_for
from tests.factories import county as made
from tests.factories.main_line import accepted, appointed, joined, mediating


def numbers(by, **wanted) -> set[str]:
    rows = rows_for(by, Wanted(**wanted), now=made.NOW)
    return set(rows.values_list("number", flat=True))


def test_each_role_finds_what_waits_for_it(county: str) -> None:
    received, invited, opening = made.filed(), accepted(), mediating()
    made.act(invited, "invitation.send", by=made.officer(), party="p2", way="phone")

    assert received in numbers(made.officer(), waiting="me")
    assert invited not in numbers(made.officer(), waiting="me")
    assert numbers(made.agent("BANK1"), waiting="me") >= {invited}
    assert received not in numbers(made.agent("BANK1"), waiting="me")
    assert numbers(made.mediator(), waiting="me") == {opening}
    assert numbers(made.agent("BANK2"), waiting="me") == set()


def test_institution_is_not_waited_for_where_the_applicant_is(county: str) -> None:
    number = made.filed()
    made.act(number, "intake.ask_completion", by=made.officer(), items="身份证", due_on="2026-03-10")

    assert number not in numbers(made.agent("BANK1"), waiting="me")
    assert number in numbers(made.agent("BANK1"), waiting="all")


def test_filters_narrow_by_stage_channel_class_officer_and_days(county: str) -> None:
    received, taken = made.filed(dispute_class="A"), accepted()
    officer = made.officer()

    assert numbers(officer, procedure="intake", stage="intake.received") == {received}
    assert numbers(officer, procedure="invitation") == {taken}
    assert numbers(officer, channel="people_mediation") == {taken}
    assert numbers(officer, officer="officer") == {taken}
    assert numbers(officer, officer=NOBODY) == {received}
    assert numbers(officer, dispute_class="A") == {received}
    assert numbers(officer, filed_to=date(2026, 3, 1)) == set()
    assert numbers(officer, filed_from=date(2026, 3, 2)) == {received, taken}
    assert numbers(officer, number=taken[-3:]) >= {taken}


def test_late_only_and_the_groups_agree(county: str) -> None:
    late = made.filed(now=made.NOW - timedelta(days=10))
    fresh = made.filed()
    officer = made.officer()

    found = counts(officer, Wanted(), now=made.NOW)

    assert numbers(officer, late=True) == {late}
    assert found.groups["late"] == 1
    assert sum(found.groups.values()) == 2
    assert [line.case.number for line in lines(officer, Wanted(), now=made.NOW)[0]] == [late, fresh]


def test_a_line_says_what_to_do_and_links_the_act(county: str, staff) -> None:
    number = made.filed()

    page = staff("officer").get("/desk/").text

    assert f"/cases/{number}/acts/intake.accept/?proceeding=" in page
    assert "等我" in page


def test_what_i_have_done_is_not_asked_again(county: str) -> None:
    number = joined()
    made.act(number, "appointment.choose", by=made.agent("BANK1"), neutral="n1")

    line = next(x for x in lines(made.agent("BANK1"), Wanted(), now=made.NOW)[0] if x.case.number == number)

    assert line.mine
    assert "appointment.choose" in {
        act.key for act, _ in line.acts
    }  # the choice may be changed while it is open


def test_order_by_amount_and_by_number(county: str) -> None:
    small, large = made.filed(amount="100.00"), made.filed(amount="9000.00")
    officer = made.officer()

    def listed(order: str) -> list[str]:
        return [x.case.number for x in lines(officer, Wanted(order=order), now=made.NOW)[0]]

    assert listed("amount") == [large, small]
    assert listed("number") == sorted([small, large])


def test_proposed_neutral_learns_no_header_by_filters(county: str) -> None:
    number = joined()
    for by in (made.party(number), made.agent("BANK1")):
        made.act(number, "appointment.choose", by=by, neutral="n1")
    proposed = made.mediator()

    assert number in numbers(proposed, waiting="all")
    assert number not in numbers(proposed, waiting="all", channel="people_mediation")
    assert number not in numbers(proposed, waiting="all", procedure="appointment")
    assert counts(proposed, Wanted(), now=made.NOW).groups["none"] == 1
    assert lines(proposed, Wanted(), now=made.NOW)[0][0].due is None


def test_names_on_the_list_stand_in_the_access_log_once(county: str, staff) -> None:
    number = made.filed()
    officer = staff("officer")

    officer.get("/desk/")
    officer.get("/desk/?waiting=all")

    rows = AccessLog.objects.filter(file=number, reader="officer")
    assert sorted(rows.values_list("part", flat=True)) == ["person:p1", "person:p2"]


def test_list_shows_nothing_when_the_opening_cannot_be_logged(county: str, staff, monkeypatch) -> None:
    from rongzhi.casework.actions import NotSaved
    from rongzhi.web import seeing

    number = made.filed()

    def broken(*args, **kwargs):
        raise NotSaved("系统正忙", "busy")

    monkeypatch.setattr(seeing, "record_names", broken)
    answer = staff("officer").get("/desk/")

    assert answer.status_code == 503
    assert number not in answer.text


@pytest.mark.parametrize("query", ["?stage=x.y&procedure=zzz", "?filed_from=31.2.&order=%00&officer=<b>"])
def test_strange_addresses_are_answered(county: str, staff, query: str) -> None:
    made.filed()

    answer = staff("officer").get(f"/desk/{query}")

    assert answer.status_code == 200
    assert "<b>" not in answer.text.split("<main", 1)[1].split("</main", 1)[0]


def test_export_holds_the_lines_of_the_page_and_no_more(county: str, staff) -> None:
    from io import BytesIO

    import python_calamine

    appointed()
    other = made.filed(respondent_body="BANK2", respondent_name="样例农村商业银行", applicant_name="李四")
    client = staff("agent-BANK1")

    answer = client.post("/desk/export/?waiting=all")
    text = str(python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python())

    assert answer.status_code == 200
    assert "示例银行" in text
    assert other not in text
    assert "李四" not in text
    assert AccessLog.objects.filter(reader="agent-BANK1", part="export:worklist").count() == 1
