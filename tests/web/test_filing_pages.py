"""Filing in the browser: the public, the counter, an institution; the receipt; and what is told when something is missing."""

from datetime import timedelta

import pytest
from django.test import Client

from rongzhi.casework.models import Case, Event
from tests.web.forms import FILING, carried, codes_shown, send


def test_anybody_files_and_gets_number_and_code(county: str, client: Client) -> None:
    receipt = send(client, "/file/", FILING, follow=True)

    number, code = codes_shown(receipt.text)
    case = Case.objects.get()
    assert number == case.number
    assert len(code.replace("-", "")) == 17
    assert (case.owner, case.door) == ("PMCF", "web")
    assert "W县金融纠纷人民调解委员会" in receipt.text
    assert "2026年3月2日 10:00" in receipt.text


def test_same_form_sent_twice_files_once_and_shows_the_same_code(county: str, client: Client) -> None:
    form = {**carried(client.get("/file/").text), **FILING}

    first = client.post("/file/", form, follow=True)
    second = Client().post("/file/", form, follow=True)

    assert codes_shown(first.text) == codes_shown(second.text)
    assert Case.objects.count() == 1


def test_receipt_is_for_the_browser_that_filed(county: str, client: Client) -> None:
    send(client, "/file/", FILING)

    assert Client().get(f"/receipt/{Case.objects.get().number}/").status_code == 404


def test_code_is_not_kept_readable_in_the_session(county: str, client: Client) -> None:
    receipt = send(client, "/file/", FILING, follow=True)
    _, code = codes_shown(receipt.text)

    assert code not in str(dict(client.session))


def test_missing_inputs_are_listed_with_links_and_nothing_is_filed(county: str, client: Client) -> None:
    answer = send(client, "/file/", {"applicant_name": "赵六"})

    assert answer.status_code == 422
    assert all(
        f'href="#q-{key}"' in answer.text for key in ("respondent_name", "what_happened", "privacy_notice")
    )
    assert 'value="赵六"' in answer.text
    assert Case.objects.count() == 0


def test_filing_without_a_way_to_reach_is_told_at_the_phone(county: str, client: Client) -> None:
    answer = send(client, "/file/", {**FILING, "applicant_phone": ""})

    assert answer.status_code == 422
    assert 'href="#q-applicant_phone"' in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "1e30"),
        ("amount", "0.001"),
        ("happened_on", "2026-02-30"),
        ("applicant_id_number", "110105194912310021"),
        ("applicant_phone", "12"),
        ("dispute_class", "ZZ99"),
    ],
)
def test_wrong_answer_is_told_at_its_question(county: str, client: Client, field: str, value: str) -> None:
    answer = send(client, "/file/", {**FILING, field: value})

    assert answer.status_code == 422
    assert f'href="#q-{field}"' in answer.text
    assert Case.objects.count() == 0


def test_public_cannot_choose_door_or_body(county: str, client: Client) -> None:
    send(client, "/file/", {**FILING, "door": "court", "applicant_body": "BANK1", "synthetic": "amount"})

    assert Case.objects.get().door == "web"


def test_counter_files_for_a_person_with_an_earlier_time_on_paper(county: str, staff) -> None:
    earlier = {
        "door": "phone",
        "backdated_on": "2026-02-27",
        "backdated_at": "16:05",
        "backdated_reason": "停电，先在纸上登记",
        "backdated_paper": "登记簿第3页",
    }

    answer = send(staff("officer"), "/desk/file/", {**FILING, **earlier}, follow=True)

    event = Event.objects.get(seq=1)
    assert answer.status_code == 200
    assert Case.objects.get().door == "phone"
    assert event.recorded_at - event.at == timedelta(days=2, hours=17, minutes=55)


def test_earlier_time_that_cannot_be_read_is_told(county: str, staff) -> None:
    answer = send(staff("officer"), "/desk/file/", {**FILING, "backdated_on": "soon"})

    assert answer.status_code == 422
    assert "#q-backdated_on" in answer.text
    assert Case.objects.count() == 0


def test_counter_records_a_first_contact(county: str, staff) -> None:
    answer = send(staff("officer"), "/desk/file/?first=1", {**FILING, "door": "counter"}, follow=True)

    assert answer.status_code == 200
    assert Event.objects.get(seq=1).act == "intake.first_contact"


def test_institution_files_as_itself_and_must_state_its_basis(county: str, staff) -> None:
    bank = staff("agent-BANK1")
    filing = {**FILING, "applicant_name": "示例银行W县支行", "respondent_name": "钱七"}

    without = send(bank, "/desk/file/", filing)
    done = send(bank, "/desk/file/", {**filing, "legal_basis": "借款合同第十条"}, follow=True)

    assert (without.status_code, "#q-legal_basis" in without.text) == (422, True)
    assert done.status_code == 200
    assert Case.objects.get().door == "institution"
    assert bank.get(f"/cases/{Case.objects.get().number}/").status_code == 200


@pytest.mark.parametrize("username", ["n1", "clerk", "reviewer", "administrator"])
def test_desk_filing_is_for_officers_and_institutions(county: str, staff, username: str) -> None:
    assert staff(username).get("/desk/file/").status_code == 404


def test_reading_only_without_the_key(county: str, client: Client, settings) -> None:
    form = {**carried(client.get("/file/").text), **FILING}
    settings.RONGZHI_KEY_FILE.unlink()

    answer = client.post("/file/", form, headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert "Reading only" in answer.text
    assert Case.objects.count() == 0


def test_address_of_the_receipt_holds_the_number_alone(county: str, client: Client) -> None:
    answer = send(client, "/file/", FILING)

    assert answer.headers["Location"] == f"/receipt/{Case.objects.get().number}/"
