"""What a party tells the assessors in private: read by them alone, without a trace in the case."""

import re

import pytest
from django.test import Client

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Event, File
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import Account
from rongzhi.web.actors import PARTY
from rongzhi.web.private_word import assessors_body
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW, key, officer
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db
SECRET = "机构的人说不同意就上征信"


@pytest.fixture
def number(db: None) -> str:
    there.county()
    people()
    told = {"county": CODE, "name_zh": "评查人", "functions": "assessor", "body": "AUD"}
    Account.objects.get_or_create(username="judge of quality", defaults=told)
    return main_line.mediating()


def party(number: str, key: str = "p1") -> Client:
    client = Client()
    session = client.session
    session[PARTY] = {"file": number, "party": key, "county": CODE}
    session.save()
    return client


def staff(name: str) -> Client:
    client = Client()
    account = Account.objects.get(username=name)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def told(number: str, **changes):
    client = party(number)
    form = client.get(f"/cases/{number}/private/")
    assert form.status_code == 200, form.text[:500]
    token = re.search(r'name="key" value="([0-9a-f]{32})"', form.text)[1]
    return client.post(
        f"/cases/{number}/private/", {"key": token, "pressed": "organisation", "note": SECRET} | changes
    )


def test_assessors_read_it_and_nobody_else(number):
    before = Event.objects.filter(file=number).count()
    assert f"/cases/{number}/private/" in party(number).get(f"/cases/{number}/").text

    assert told(number).status_code == 200

    assert Event.objects.filter(file=number).count() == before
    page = staff("judge of quality").get("/desk/assessor/").text
    assert SECRET in page
    assert number in page
    assert "调解组织或者调解员" in page
    kept = File.objects.get(kind="assessment")
    assert kept.owner == assessors_body(CODE)
    for name in ("officer", "reviewer", "mediator1", "agent-SEC"):
        if not Account.objects.filter(username=name).exists():
            continue
        client = staff(name)
        for address in (f"/cases/{number}/", f"/cases/{kept.number}/", "/desk/", "/desk/assessor/"):
            assert SECRET not in client.get(address).text, (name, address)
    for side in ("p1", "p2"):
        assert SECRET not in party(number, side).get(f"/cases/{number}/").text
    assert kept.number not in {fault.file for fault in verify(now=NOW).faults}


def test_nothing_of_it_stands_in_clear(number):
    told(number)

    header = Event.objects.get(act="assessment.tell").header
    assert SECRET not in header
    assert number not in header
    assert "organisation" not in header.replace("assessment", "")


@pytest.mark.parametrize("changes", [{"pressed": "x"}, {"pressed": ""}, {"key": "1"}])
def test_answer_that_is_none_is_refused_and_the_words_kept(number, changes):
    answer = told(number, **changes)

    assert answer.status_code == 400
    assert SECRET in answer.text
    assert not File.objects.filter(kind="assessment").exists()


def test_page_is_not_there_for_anybody_else(number):
    other = main_line.mediating()

    assert Client().get(f"/cases/{number}/private/").status_code in (302, 404)
    assert staff("officer").get(f"/cases/{number}/private/").status_code == 404
    assert party(other).get(f"/cases/{number}/private/").status_code == 404


def test_staff_cannot_write_in_a_party_s_name(number):
    data = {"subject": number, "pressed": "nobody"}
    answer = perform(
        None, "assessment.tell", by=officer(), data=data, now=NOW, request=key(), county=CODE, owner="AUD"
    )

    assert isinstance(answer, Refusal)


def test_without_an_assessor_it_is_not_offered(db):
    there.county()
    number = main_line.mediating()
    Account.objects.filter(functions__contains="assessor").delete()

    assert f"/cases/{number}/private/" not in party(number).get(f"/cases/{number}/").text
    assert party(number).get(f"/cases/{number}/private/").status_code == 404
