"""Retention, holds and requests of persons: what is over goes, with a certificate; what must stay stays, with reasons."""

import json
from datetime import timedelta

import pytest

from rongzhi import keeping_commands
from rongzhi.casework.data_requests import NotAnswered, answer, files_about
from rongzhi.casework.erasure_list import erased_parts
from rongzhi.casework.models import Case, PartKey
from rongzhi.casework.retention import destroy, digest, faults_of_certificate, review
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.keeping_commands import NotAllowed, data_request_command, retention_command
from tests.factories.county import CODE, NOW, act, administrator, county, filed, key, mediator, officer, party
from tests.factories.main_line import mediating, picture

pytestmark = pytest.mark.django_db
SEVEN_MONTHS = timedelta(days=215)
ELEVEN_YEARS = timedelta(days=365 * 11)
SECRET = "申请人的底线"


@pytest.fixture(autouse=True)
def _county(installation):
    county()


@pytest.fixture
def closed() -> str:
    """A case in which something was said in confidence, and which has ended."""
    file = mediating()
    act(file, "mediation.confide", by=party(file), note=SECRET)
    act(file, "mediation.private_note", by=mediator(), note=SECRET)
    act(file, "mediation.leave", by=party(file), reasons="想走其他途径")
    assert Case.objects.get(pk=file).status == "ended"
    return file


def over_on(day) -> dict[str, tuple[str, ...]]:
    return {each.keeping: each.parts for each in review(CODE, today=day).over}


def faults_of(file: str, now) -> list:
    """What verify says of the file; the roster of these tests was not made by acts."""
    return [fault for fault in verify(now=now).faults if fault.file == file]


def test_open_file_keeps_everything():
    filed()

    assert review(CODE, today=(NOW + ELEVEN_YEARS).date()).over == []


def test_confidences_go_after_six_months_and_the_rest_after_ten_years(closed):
    ended = NOW.date()

    assert over_on(ended + timedelta(days=180)) == {}
    assert over_on(ended + SEVEN_MONTHS) == {"notes": ("notes:n1", "side:p1")}
    whole = over_on(ended + ELEVEN_YEARS)
    assert whole["notes"] == ("notes:n1", "side:p1")
    assert {"file", "person:p1", "person:p2"} <= set(whole["file"])


def test_last_day_of_keeping_is_still_kept(closed):
    last = NOW.date().replace(month=NOW.month + 6)

    assert over_on(last) == {}
    assert over_on(last + timedelta(days=1)) != {}


def test_hold_keeps_the_file_until_it_is_lifted(closed):
    day = (NOW + SEVEN_MONTHS).date()
    act(closed, "keeping.hold", by=officer(), ground="complaint", reasons="投诉尚未处理")

    held = review(CODE, today=day)
    line = picture(closed).list("hold", "on_hold")[0]
    act(closed, "keeping.release", by=officer(), hold=line.key, reasons="投诉已经处理")

    assert (held.over, held.held) == ([], [closed])
    assert review(CODE, today=day).parts == 2


def test_destruction_leaves_a_certificate_that_fits_and_a_sound_record(closed):
    later = NOW + SEVEN_MONTHS
    found = review(CODE, today=later.date())

    content = destroy(found, CODE, by=administrator(), now=later)

    assert [line["part"] for line in content["destroyed"]] == ["notes:n1", "side:p1"]
    assert content["periods"]["notes"]["confidence"] == "design"
    assert faults_of_certificate(content) == []
    assert not PartKey.objects.filter(file=closed, name__in=("side:p1", "notes:n1")).exists()
    assert {entry.part for entry in erased_parts()} == {"notes:n1", "side:p1"}
    assert faults_of(closed, later) == []
    seen = sight(party(closed), closed)
    assert seen is not None
    assert SECRET not in str(seen.pieces)
    assert review(CODE, today=later.date()).over == []


def test_certificate_that_was_changed_does_not_fit(closed):
    later = NOW + SEVEN_MONTHS
    content = destroy(review(CODE, today=later.date()), CODE, by=administrator(), now=later)

    changed = json.loads(json.dumps(content))
    changed["destroyed"][0]["part"] = "person:p1"
    moved = {**changed, "sha256": digest(changed)}

    assert faults_of_certificate(changed) == ["sha256"]
    assert faults_of_certificate(moved) == [f"{closed} person:p1: key"]


def test_hold_that_came_after_the_dry_run_counts(closed):
    later = NOW + SEVEN_MONTHS
    found = review(CODE, today=later.date())
    act(closed, "keeping.hold", by=officer(), ground="suit", reasons="已经起诉")

    assert destroy(found, CODE, by=administrator(), now=later)["destroyed"] == []


def test_command_changes_nothing_unless_told(closed, monkeypatch, capsys):
    monkeypatch.setattr(keeping_commands, "now", lambda: NOW + SEVEN_MONTHS)

    assert retention_command(["--json"]) == 0

    assert [each["parts"] for each in json.loads(capsys.readouterr().out)[0]["over"]] == [
        ["notes:n1", "side:p1"]
    ]
    assert PartKey.objects.filter(file=closed, name="side:p1").exists()


def test_command_destroys_for_an_administrator_alone(closed, monkeypatch, capsys):
    monkeypatch.setattr(keeping_commands, "now", lambda: NOW + SEVEN_MONTHS)
    with pytest.raises(NotAllowed):
        retention_command(["--destroy", "--by", "officer"])

    retention_command(["--destroy", "--by", "administrator", "--json"])

    path = json.loads(capsys.readouterr().out)[0]["certificate"]
    assert retention_command(["--check", path]) == 0
    assert not PartKey.objects.filter(file=closed, name="side:p1").exists()


def asked(file: str, what: str, *, now=NOW, **changes):
    return answer(file, "p1", what, by=officer(), now=now, request=key(), changes=changes)


def test_copy_holds_what_the_person_may_see_and_no_more(closed):
    given = asked(closed, "copy")

    text = json.dumps(given.copy, ensure_ascii=False)
    assert SECRET in text
    assert "notes:" not in text
    assert given.granted
    assert picture(closed).latest("data_request").facts["outcome"] == "granted"


def test_correction_keeps_the_contact_that_still_holds():
    file = filed()

    asked(file, "correct", phone="13900000009")

    seen = sight(party(file), file)
    assert seen is not None
    assert (seen.names["p1"], seen.contacts["p1"]["phone"]) == ("张三", "13900000009")


def test_correction_of_nothing_is_not_taken_up():
    file = filed()

    with pytest.raises(NotAnswered):
        asked(file, "correct")


def test_deletion_is_refused_with_every_reason():
    file = filed()
    act(file, "keeping.hold", by=officer(), ground="suit", reasons="已经起诉")

    given = asked(file, "delete")

    assert not given.granted
    assert [why.en for why in given.reasons] == [
        "The case is not closed; it cannot be handled without these data.",
        "The file is held against destruction.",
    ]
    assert PartKey.objects.filter(file=file, name="person:p1").exists()


def test_deletion_waits_for_the_time_of_keeping(closed):
    early = asked(closed, "delete")
    late = asked(closed, "delete", now=NOW + ELEVEN_YEARS)

    assert ("2036" in early.reasons[0].label, early.granted) == (True, False)
    assert late.granted
    assert not PartKey.objects.filter(file=closed, name="person:p1").exists()
    assert faults_of(closed, NOW + ELEVEN_YEARS) == []


def test_person_is_found_in_every_file_by_the_whole_number_alone():
    first, second = filed(), filed()
    filed(applicant_name="李四", applicant_phone="13800000002")

    assert files_about(CODE, kind="phone", value="13800000001") == [(first, "p1"), (second, "p1")]
    assert files_about(CODE, kind="phone", value="1380000000") == []


def test_command_answers_with_reasons(capsys):
    file = filed()

    status = data_request_command(["delete", file, "p1", "--by", "officer", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (status, told["granted"]) == (1, False)
    assert told["reasons"][0]["zh"].startswith("案件尚未办结")


def test_request_for_somebody_who_is_not_there_is_refused():
    with pytest.raises(NotAnswered):
        asked("W-2026-999999", "copy")
