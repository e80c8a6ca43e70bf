"""The page of hits: what it shows, what it logs, what it gives out, and what nobody finds who may not read it."""

import io
import logging

import openpyxl
import pytest

from rongzhi.casework.models import AccessLog
from rongzhi.casework.search.contents import text_field
from rongzhi.casework.search.indexing import index
from rongzhi.casework.visibility import sight
from rongzhi.directory.models import Account
from tests.factories.county import filed, officer
from tests.web import secret_files
from tests.web.secret_files import ACCOUNTS, SECRETS

ADDRESS = "/desk/search/"
FORBIDDEN = (
    "own aside",
    "other aside",
    "own caucus",
    "other caucus",
    "private note",
    "minutes",
    "offer",
    "report",
    "suspicion",
    "informant",
    "interference",
    "crime facts",
    "crime informant",
    "violation",
)


def ask(client, typed, **more):
    return client.post(ADDRESS, {"q": typed, **more})


def test_hit_shows_names_stage_turn_and_marked_words(staff):
    number = filed(applicant_name="欧阳明月", what_happened="当天理财经理承诺保本，没有风险提示。")
    index()

    answer = ask(staff("officer"), "承诺保本")
    text = answer.content.decode()

    assert number in text
    assert "欧阳明月" in text
    assert "<mark>承诺保本</mark>" in text
    assert "按姓名或正文查找" in text
    assert answer["Cache-Control"] == "no-store"


def test_what_is_looked_for_stands_in_no_address_and_no_log(staff, caplog):
    filed(applicant_phone="13866660001")
    index()
    client = staff("officer")

    with caplog.at_level(logging.INFO):
        answer = ask(client, "13866660001")

    assert "按电话查找" in answer.content.decode()
    assert "13866660001" not in answer.request["QUERY_STRING"] + answer.request["PATH_INFO"]
    assert "13866660001" not in caplog.text
    assert "13866660001" not in str(dict(client.session))
    assert ADDRESS + "?q=" not in answer.content.decode()
    assert "<mark>" not in client.get(ADDRESS, {"q": "13866660001"}).content.decode()


def test_opened_parts_of_hits_are_logged_and_nothing_else(staff):
    number, other = filed(applicant_name="欧阳明月"), filed(applicant_name="王小二")
    index()

    ask(staff("officer"), "欧阳明月")

    rows = AccessLog.objects.values_list("file", "part", "reader")
    assert set(rows) == {(number, part, "officer") for part in ("header", "person:p1", "person:p2")}
    assert not AccessLog.objects.filter(file=other).exists()


def test_workbook_holds_the_hits_and_each_file_notes_it(staff):
    number = filed(applicant_name="=欧阳明月", amount="5000.00")
    index()

    answer = ask(staff("officer"), "欧阳明月", export="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))

    assert rows[0][0].startswith("查找结果（姓名或正文）。officer 于 2026-03-02")
    assert rows[2][0] == number
    assert rows[2][1].startswith("'=欧阳明月")
    assert rows[2][3] == 5000
    assert "欧阳明月" not in rows[0][0]
    assert AccessLog.objects.filter(file=number, part="export:search", reader="officer").count() == 1
    opened = staff("agent-BANK1").get(f"/cases/{number}/").content.decode()
    assert "export:search" not in opened


def test_party_sees_that_the_file_was_exported(staff, party):
    number = filed()
    index()
    ask(staff("officer"), number, export="xlsx")

    assert "列入导出的表格" in party(number).get(f"/cases/{number}/").content.decode()


def test_next_page_goes_on_by_post(staff):
    made = [filed(what_happened=f"同一争议第{n}件") for n in range(12)]
    index()
    client = staff("officer")

    first = ask(client, "同一争议").content.decode()
    second = ask(client, "同一争议", after=sorted(made)[2]).content.decode()

    assert "更多结果" in first
    assert [n for n in made if f"/cases/{n}/" in first] == sorted(made)[2:]
    assert [n for n in made if f"/cases/{n}/" in second] == sorted(made)[:2]


@pytest.mark.parametrize("typed", ["", "。", "字" * 200, "\0"])
def test_what_cannot_be_looked_for_is_answered_in_words(staff, typed):
    answer = ask(staff("officer"), typed, kind="amount")

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_page_speaks_english(staff):
    filed()
    index()
    client = staff("officer")
    client.cookies["django_language"] = "en"

    text = ask(client, "5000-6000").content.decode()

    assert "Searched by amount" in text
    assert "Waits for" in text or "waits for" in text


def test_without_the_key_numbers_are_found_and_words_are_not(staff, settings):
    number = filed()
    index()
    client = staff("officer")
    settings.RONGZHI_KEY_FILE = settings.RONGZHI_HOME / "nowhere.key"

    assert f"/cases/{number}/" in ask(client, number).content.decode()
    assert ask(client, "张三").status_code == 503


def test_nobody_who_is_not_staff_searches(client, party, county):
    number = filed()

    assert client.post(ADDRESS, {"q": number}).status_code == 302
    assert party(number).post(ADDRESS, {"q": number}).status_code == 404


@pytest.fixture
def secrets(county):
    secret_files.people()
    number = secret_files.rich()
    index()
    return number


@pytest.mark.parametrize("role", ACCOUNTS)
def test_word_is_found_only_by_who_reads_it_in_a_part_that_may_be_searched(role, secrets, staff):
    """The wall: what a search gives is what the file's own page gives, less all that is never indexed."""
    by = Account.objects.get(username=role).actor()
    seen = sight(by, secrets)
    readable = []
    if seen is not None:
        acts = dict(seen_acts(secrets))
        readable = [
            str(p.value)
            for p in seen.pieces
            if not p.masked
            and not p.erased
            and (
                (p.part.startswith("person:") and p.key in {"name", "phone", "email", "id_number"})
                or (p.part == "file" and text_field(acts[p.seq], p.key))
            )
        ]
    client = staff(role)
    for name, word in SECRETS.items():
        text = ask(client, word).content.decode()
        found = f"/cases/{secrets}/" in text
        whole = name in ("offered",)  # an amount of an offer: amounts of claims alone are searched
        assert found == (not whole and any(word in value for value in readable)), (role, name)
        if name in FORBIDDEN:
            assert not found, (role, name)
        for other, secret in SECRETS.items():
            if other != name and secret in text:
                assert seen is not None, (role, name, other)
                assert any(secret in str(p.value) for p in seen.pieces if not p.masked), (role, name, other)


def seen_acts(number):
    from rongzhi.casework.models import Event

    return Event.objects.filter(file=number).values_list("seq", "act")


def test_masked_identity_is_no_way_to_find_a_person(secrets, staff):
    for role in ("officer", "manager", "n1"):
        assert f"/cases/{secrets}/" not in ask(staff(role), SECRETS["identity"]).content.decode(), role


def test_proposed_neutral_finds_names_and_no_amount_or_story(county, staff):
    from tests.factories.county import act, agent
    from tests.factories.county import party as party_of
    from tests.factories.main_line import joined

    number = joined(applicant_name="欧阳明月", what_happened="承诺保本", amount="4321.00")
    for by in (party_of(number), agent("BANK1")):
        act(number, "appointment.choose", by=by, neutral="n2")
    index()
    client = staff("n2")

    assert f"/cases/{number}/" in ask(client, "欧阳明月").content.decode()
    for typed in ("承诺保本", "4321", "13800000001", "2026-03-02"):
        text = ask(client, typed).content.decode()
        assert f"/cases/{number}/" not in text, typed
    text = ask(client, number).content.decode()
    assert "4,321" not in text
    assert officer().id not in text
