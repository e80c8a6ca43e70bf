"""Any act in the browser: its form, what is refused and how it is told, twice the same, and the stale page."""

from collections.abc import Callable

import pytest
from django.test import Client

from rongzhi.casework.models import Event, Proceeding
from rongzhi.directory.models import Body, Neutral
from rongzhi.rulebook.registry import national_procedures
from tests.factories import county as made
from tests.factories.main_line import accepted, agreed, effective, joined, mediating, picture, signed, signing
from tests.web.forms import carried, codes_shown, send

POINTS = (made.filed, accepted, joined, mediating, agreed, signing, signed, effective)


@pytest.mark.parametrize("make", POINTS)
def test_every_act_that_is_offered_has_its_form(county: str, staff, party, make: Callable[[], str]) -> None:
    number = make()
    readers = [staff(n) for n in ("officer", "reviewer", "n1", "agent-BANK1")] + [party(number)]
    opened = 0

    for client in readers:
        page = client.get(f"/cases/{number}/")
        if page.status_code == 404:
            continue
        for address in {
            piece.split('"')[0] for piece in page.text.split('href="')[1:] if "/acts/" in piece.split('"')[0]
        }:
            form = client.get(address)
            assert form.status_code == 200, address
            assert "request_key" in form.text
            opened += 1
    assert opened > 20


@pytest.mark.parametrize(
    "act", sorted(a.key for p in national_procedures() if p.kind == "case" for a in p.acts)
)
def test_form_of_an_act_is_there_for_its_roles_alone(county: str, staff, act: str) -> None:
    number = made.filed()
    declared = next(a for p in national_procedures() for a in p.acts if a.key == act)
    for_officers = (
        not (declared.founds or declared.automatic or declared.timer) and "organisation" in declared.who
    )

    assert staff("officer").get(f"/cases/{number}/acts/{act}/").status_code == (200 if for_officers else 404)


def test_officer_accepts_with_the_recommendation_kept(county: str, staff) -> None:
    number = made.filed()

    answer = send(staff("officer"), f"/cases/{number}/acts/intake.accept/", ACCEPTANCE, follow=True)

    route = picture(number).latest("route")
    assert "已办理" in answer.text
    assert route.facts["channel_recommended"] == "industry_mediation"
    assert route.facts["rule"] == "consumer_and_institution"
    assert Proceeding.objects.get(file=number, procedure="invitation").stage == "prepared"


ACCEPTANCE = {"channel": "people_mediation", "mediation_kind": "people", "track": "ordinary"}


def test_form_comes_with_the_recommendation_chosen(county: str, staff) -> None:
    number = made.filed()

    form = staff("officer").get(f"/cases/{number}/acts/intake.accept/").text

    assert '<option value="industry_mediation" selected>' in form
    assert "consumer_and_institution" in form


def test_same_act_sent_twice_is_done_once(county: str, staff) -> None:
    number = made.filed()
    client, address = staff("officer"), f"/cases/{number}/acts/intake.accept/"
    form = {**carried(client.get(address).text), **ACCEPTANCE}

    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(file=number, act="intake.accept").count() == 1


def test_same_key_with_other_data_is_refused_and_gets_a_new_key(county: str, staff) -> None:
    number = made.filed()
    client, address = staff("officer"), f"/cases/{number}/acts/case.note/"
    form = carried(client.get(address).text)
    client.post(address, {**form, "note": "一"})

    answer = client.post(address, {**form, "note": "二"})

    assert answer.status_code == 422
    assert carried(answer.text)["request_key"] != form["request_key"]
    assert "二" in answer.text


def test_stale_page_keeps_the_answers_and_shows_what_changed(county: str, staff) -> None:
    number = made.filed()
    client, address = staff("officer"), f"/cases/{number}/acts/intake.refuse/"
    form = carried(client.get(address).text)
    made.act(number, "intake.ask_completion", by=made.officer("officer2"), items="合同", due_on="2026-03-20")
    made.act(number, "intake.go_on", by=made.officer("officer2"), reasons="材料已够")

    stale = client.post(address, {**form, "ground": "NA1", "facts": "我写的事实", "next_ways": "起诉"})
    again = client.post(
        address, {**carried(stale.text), "ground": "NA1", "facts": "我写的事实", "next_ways": "起诉"}
    )

    assert stale.status_code == 422
    assert "一次性告知补正" in stale.text
    assert "我写的事实" in stale.text
    assert again.status_code == 302


def test_all_reasons_stand_together_and_at_their_questions(county: str, staff) -> None:
    number = made.filed()

    answer = send(staff("officer"), f"/cases/{number}/acts/intake.refuse/", {})

    assert answer.status_code == 422
    assert all(f'href="#q-{key}"' in answer.text for key in ("ground", "facts", "next_ways"))
    assert answer.text.count('class="error"') == 3


def test_guard_that_does_not_hold_is_told_with_its_source(county: str, staff) -> None:
    number = made.filed()
    refusal = {"ground": "NA5", "facts": "对方拒绝", "next_ways": "起诉"}

    answer = send(staff("officer"), f"/cases/{number}/acts/intake.refuse/", refusal)

    assert answer.status_code == 422
    assert "须先有邀请记录" in answer.text
    assert "法释〔2021〕23号" in answer.text


def test_act_out_of_its_stage_is_refused_in_words(county: str, staff) -> None:
    number = accepted()

    answer = send(staff("officer"), f"/cases/{number}/acts/intake.accept/", ACCEPTANCE)

    assert answer.status_code == 422
    assert "只能在「已收到申请」时办理" in answer.text


@pytest.mark.parametrize("username", ["agent-BANK2", "n2", "clerk", "administrator"])
def test_act_on_a_file_of_others_is_not_there(county: str, staff, username: str) -> None:
    number = made.filed()

    assert staff(username).post(f"/cases/{number}/acts/intake.accept/", ACCEPTANCE).status_code == 404
    assert Event.objects.filter(file=number).count() == 1


def test_party_withdraws_nothing_but_its_own(county: str, party) -> None:
    number, other = made.filed(), made.filed()

    assert party(number).post(f"/cases/{other}/acts/withdrawal.ask/", {}).status_code == 404


def test_signing_shows_the_text_and_binds_its_hash(county: str, party) -> None:
    number = signing()
    client, address = party(number), f"/cases/{number}/acts/agreement.sign/"
    form = client.get(address)
    digest = picture(number).latest("agreement").code

    answer = client.post(address, {**carried(form.text), "signature_kind": "hand"})

    assert carried(form.text)["text_hash"] == digest
    assert "银行分两期退还4000元" in form.text
    assert answer.status_code == 302
    assert picture(number).latest("signature").facts["text_hash"] == digest


def test_neutrals_are_shown_with_background_and_ties(county: str, party) -> None:
    Neutral.objects.filter(handle="n2").update(employer="BANK2", ties="BANK2")
    number = joined()

    form = party(number).get(f"/cases/{number}/acts/appointment.choose/").text

    assert "lawyer" in form
    assert "受雇于：样例农村商业银行" in form
    assert "已登记的联系：样例农村商业银行" in form


def test_warning_stands_before_the_button(county: str, party) -> None:
    number = mediating()

    form = party(number).get(f"/cases/{number}/acts/mediation.leave/").text

    assert form.index("任何一方都可以随时终止调解") < form.index('<button class="button">')


def test_earlier_time_is_asked_of_staff_alone(county: str, staff, party) -> None:
    number = signing()

    assert "backdated_on" in staff("officer").get(f"/cases/{number}/acts/agreement.signed_on_paper/").text
    assert "backdated_on" not in party(number).get(f"/cases/{number}/acts/agreement.sign/").text


def test_invitation_shows_the_officer_a_slip_for_the_other_side(county: str, staff) -> None:
    number = accepted()

    slip = send(
        staff("officer"),
        f"/cases/{number}/acts/invitation.send/",
        {"party": "p2", "way": "letter"},
        follow=True,
    )

    _, code = codes_shown(slip.text)
    assert (
        Client().post("/enter/", {"number": number, "code": code}).headers["Location"] == f"/cases/{number}/"
    )


def test_administrator_registers_a_neutral_and_opens_its_file(county: str, staff) -> None:
    client = staff("administrator")
    declared = next(a for p in national_procedures() for a in p.acts if a.key == "neutral.register")
    background = declared.field("background").kind.options[0].code
    answers = {
        "handle": "n9",
        "name_zh": "孙九",
        "background": background,
        "specialisms": "银行贷款",
        "employer": "PMCF",
    }

    answer = send(client, "/desk/new/neutral.register/", answers, follow=True)

    assert answer.status_code == 200, answer.text.split("summary")[1][:600]
    assert Neutral.objects.get(handle="n9").name_zh == "孙九"
    assert "孙九" in client.get("/desk/roster/").text


def test_roster_acts_are_not_for_everybody(county: str, staff) -> None:
    for username in ("n1", "agent-BANK1", "clerk"):
        assert staff(username).get("/desk/new/body.register/").status_code == 404
    assert Body.objects.count() == len(made.BODIES)


@pytest.mark.parametrize("path", ["/cases/%00/", "/cases/W%00/acts/case.note/", "/cases/" + "W" * 300 + "/"])
def test_impossible_number_is_not_found(county: str, staff, path: str) -> None:
    assert staff("officer").get(path).status_code == 404


def test_answer_with_a_sign_that_cannot_be_stored_is_told(county: str, staff) -> None:
    number = made.filed()

    answer = send(staff("officer"), f"/cases/{number}/acts/case.note/", {"note": "a\x00b"})

    assert answer.status_code == 422
    assert Event.objects.filter(file=number).count() == 1
