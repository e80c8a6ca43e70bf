"""The desks of each office: there for whom they are made, closed to everybody else, and true to the record."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.access_log import record_opening
from rongzhi.casework.models import AccessLog, File
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.directory.models import Account, Body
from tests.factories import county as made
from tests.factories.main_line import accepted, agreed, appointed, mediating

DESKS = {
    "intake": {"officer", "officer2"},
    "mediator": {"n1", "n2", "n3"},
    "figures": {"manager"},
    "institution": {"agent-BANK1", "agent-BANK2", "agent-SEC_CO", "head-BANK1"},
    "court": {"clerk"},
    "received": {"agent-SEC", "agent-LEAD", "agent-NFRA", "agent-SAMR"},
    "consultations": {"agent-SEC", "agent-LEAD", "assessor"},
    "assessor": {"assessor"},
    "auditor": {"auditor"},
    "administrator": {"administrator"},
}
MORE = {
    "manager": {"body": "PMCF", "functions": "manager"},
    "auditor": {"body": "AUDIT", "functions": "auditor"},
    "assessor": {"body": "AUD", "functions": "assessor"},
    "assessor2": {"body": "PMCF", "functions": "assessor"},
    "head-BANK1": {"body": "BANK1", "functions": "manager"},
}


@pytest.fixture
def offices(county: str) -> str:
    for n, handle in enumerate(("AUDIT", "AUD"), 50):
        Body.objects.create(
            number=f"{made.CODE}-B2026-{n:04d}",
            county=county,
            handle=handle,
            kind="AUDIT" if handle == "AUDIT" else "VOL",
            name_zh=handle,
            name_en=handle,
        )
    for name, fields in MORE.items():
        Account.objects.create_user(name, "a password of the tests", county=county, name_zh=name, **fields)
    return county


def main_of(text: str) -> str:
    return text.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize("desk", sorted(DESKS))
def test_desk_is_there_for_its_office_alone(offices: str, staff, desk: str) -> None:
    mediating()

    there = {
        name for name in (*made.ACCOUNTS, *MORE) if staff(name).get(f"/desk/{desk}/").status_code == 200
    } - {"assessor2"}

    assert there == DESKS[desk]
    assert Client().get(f"/desk/{desk}/").status_code == 302


def test_parties_have_no_desk(offices: str, party) -> None:
    number = made.filed()

    assert party(number).get("/desk/intake/").status_code == 404


def test_worklist_shows_the_way_to_the_own_desks_alone(offices: str, staff) -> None:
    page = staff("manager").get("/desk/").text

    assert 'href="/desk/figures/"' in page
    assert 'href="/desk/auditor/"' not in page


def test_intake_desk_shows_advice_and_logs_what_it_opened(offices: str, staff) -> None:
    number, done = made.filed(), accepted(applicant_phone="13800000009", what_happened="另一件事")

    page = main_of(staff("officer").get("/desk/intake/").text)

    assert number in page
    assert done not in page
    assert "建议渠道" in page
    parts = AccessLog.objects.filter(file=number, reader="officer").values_list("part", flat=True)
    assert {"file", "person:p1", "person:p2"} <= set(parts)


def test_intake_desk_tells_of_the_completion_asked_once(offices: str, staff) -> None:
    number = made.filed()
    made.act(number, "intake.ask_completion", by=made.officer(), items="身份证", due_on="2026-03-10")

    page = main_of(staff("officer").get("/desk/intake/?stage=correction").text)

    assert "2026-03-10" in page
    assert "只能告知一次" in page


def test_intake_desk_takes_as_many_queries_for_four_filings_as_for_two(offices: str, staff) -> None:
    client = staff("officer")

    def queries() -> int:
        client.get("/desk/intake/")
        with CaptureQueriesContext(connection) as found:
            client.get("/desk/intake/")
        return len(found)

    made.filed()
    made.filed(what_happened="另一件事")
    two = queries()
    made.filed(applicant_phone="13800000002", what_happened="第三件事")
    made.filed(applicant_phone="13800000003", what_happened="第四件事")

    assert queries() == two


def test_mediator_sees_own_meetings_proposals_and_clocks(offices: str, staff) -> None:
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

    page = main_of(staff("n1").get("/desk/mediator/").text)

    assert number in page
    assert "09:30" in page
    assert number not in main_of(staff("n2").get("/desk/mediator/").text)


def test_manager_counts_what_the_record_gives_and_says_too_few(offices: str, staff) -> None:
    for n in range(4):
        accepted(applicant_phone=f"1380000001{n}", what_happened=f"第{n}件事")

    page = main_of(staff("manager").get("/desk/figures/").text)

    assert "少于 5 件，不足以说明" in page
    fifth = accepted(applicant_phone="13800000019", what_happened="又一件事")
    page = main_of(staff("manager").get("/desk/figures/").text)
    assert "0 / 5（0%）" in page
    assert fifth not in page  # figures, no cases


def test_institution_sees_its_own_disputes_alone(offices: str, staff) -> None:
    mediating()

    own = main_of(staff("agent-BANK1").get("/desk/institution/").text)
    other = main_of(staff("agent-BANK2").get("/desk/institution/").text)

    assert "<strong>1</strong><span>办理中的纠纷" in own
    assert "<strong>0</strong><span>办理中的纠纷" in other


def test_auditor_reads_who_opened_what_and_no_name_of_a_party(offices: str, staff) -> None:
    number = made.filed()
    staff("officer").get(f"/cases/{number}/")
    staff("officer").post("/desk/export/?waiting=all")

    page = main_of(staff("auditor").get("/desk/auditor/").text)

    assert number in page
    assert "officer" in page
    assert "导出清单 · worklist" in page
    assert "张三" not in page
    assert staff("auditor").get(f"/cases/{number}/").status_code == 404


def test_auditor_never_reads_what_was_logged_apart(offices: str, staff) -> None:
    number = made.filed()
    seen = sight(made.officer(), number)
    assert seen is not None
    record_opening(seen, now=made.NOW)
    AccessLog.objects.create(
        county=made.CODE, file=number, part="lead", reader="officer2", body="PMCF", at=made.NOW, apart=True
    )

    for address in ("/desk/auditor/", "/desk/auditor/?reader=officer2", f"/desk/auditor/?file={number}"):
        assert ">officer2（" not in main_of(staff("auditor").get(address).text).replace("<span>", ">")


def test_auditor_export_holds_the_rows_of_the_address(offices: str, staff) -> None:
    import python_calamine

    first, second = made.filed(), made.filed()
    for number in (first, second):
        staff("officer").get(f"/cases/{number}/")

    answer = staff("auditor").post(f"/desk/auditor/export/?file={first}")
    text = str(python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python())

    assert first in text
    assert second not in text


def begun(client: Client) -> str:
    client.post(
        "/desk/new/assessment.begin/",
        {
            "about": "service",
            "subject": "秘密事项甲",
            "note": "评查秘密零零九",
            "request_key": made.key() + "-assess",
        },
    )
    return File.objects.get(kind="assessment").number


def test_assessor_keeps_a_log_that_nobody_else_reads(offices: str, staff) -> None:
    assessor = staff("assessor")
    number = begun(assessor)
    assessor.post(
        f"/cases/{number}/acts/assessment.find/",
        {"finding": "wrong", "note": "评查秘密零一零", "request_key": made.key() + "-assess"},
    )

    page = main_of(assessor.get("/desk/assessor/").text)

    assert "评查秘密零零九" in page
    assert "评查秘密零一零" in page
    assert "办理不当" in page
    for name in (*made.ACCOUNTS, *MORE):
        if name == "assessor":
            continue
        client = staff(name)
        for address in (
            f"/cases/{number}/",
            f"/cases/{number}/acts/assessment.note/",
            f"/cases/{number}/acts/assessment.close/",
        ):
            assert client.get(address).status_code == 404, (name, address)
        assert "评查秘密" not in client.get("/desk/assessor/").text
        assert "秘密事项甲" not in client.get("/desk/").text


def test_assessor_sees_no_case_by_that_office(offices: str, staff) -> None:
    number = made.filed()

    assert staff("assessor").get(f"/cases/{number}/").status_code == 404
    assert number not in staff("assessor").get("/desk/?waiting=all").text


def test_court_desk_shows_its_own_cases_alone(offices: str, staff) -> None:
    number = made.filed()
    made.act(
        number,
        "intake.court_letter",
        by=made.officer(),
        court="COURT",
        court_kind="commissioned",
        received_on="2026-03-02",
    )
    other = made.filed(applicant_phone="13800000002", what_happened="另一件事")

    page = main_of(staff("clerk").get("/desk/court/").text)

    assert number in page
    assert other not in page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "desk"),
    [(min(names), desk) for desk, names in DESKS.items()],
)
def test_desks_speak_both_languages(offices: str, staff, language: str, name: str, desk: str) -> None:
    appointed()

    answer = staff(name).get(f"/desk/{desk}/", headers={"accept-language": language})

    assert answer.status_code == 200
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in answer.text


def test_agreed_case_is_on_nobodys_desk_who_may_not_see_it(offices: str, staff) -> None:
    number = agreed()

    for name, desk in (("agent-BANK2", "institution"), ("n2", "mediator"), ("clerk", "court")):
        assert number not in staff(name).get(f"/desk/{desk}/").text


def test_assessors_log_stands_in_the_record_like_any_file(offices: str, staff) -> None:
    number = begun(staff("assessor"))

    report = verify()

    assert number.startswith(f"{made.CODE}-A2026-")
    assert not [fault for fault in report.faults if fault.file == number]
