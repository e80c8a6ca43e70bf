"""The access log: a row for each part that was opened, none for what was not, and nobody sees more of it than they may."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.access_log import MOST, opened_parts, openings, record_opening
from rongzhi.casework.actions import NotSaved
from rongzhi.casework.erasure import erase
from rongzhi.casework.models import AccessLog
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.rules import forget
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body
from tests.factories.county import (
    CODE,
    NOW,
    act,
    agent,
    clock,
    county,
    court_clerk,
    filed,
    mediator,
    officer,
    other,
    party,
    reviewer,
)
from tests.factories.main_line import accepted, mediating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def opened(by, file, now=NOW):
    """The reader opens the file; gives what they see."""
    seen = sight(by, file)
    record_opening(seen, now=now)
    return seen


def logged(file, **only):
    return set(AccessLog.objects.filter(file=file, **only).values_list("reader", "part"))


def shown(by, file):
    return {(row.reader, row.part) for row in openings(sight(by, file))}


@contextmanager
def refusing(text="database is locked"):
    """The database takes no row of the access log."""

    def refuse(execute, sql, parameters, many, context):
        if sql.startswith("INSERT") and "casework_accesslog" in sql:
            raise OperationalError(text)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_opening_writes_one_row_for_each_part_in_one_statement():
    file = filed()
    seen = sight(officer(), file)

    with CaptureQueriesContext(connection) as queries:
        record_opening(seen, now=NOW)

    written = [q["sql"] for q in queries if q["sql"].startswith("INSERT")]
    assert len(written) == 1
    assert logged(file) == {("officer", part) for part in ("header", "file", "person:p1", "person:p2")}
    row = AccessLog.objects.filter(part="file").get()
    assert (row.county, row.reader, row.body, row.at, row.apart) == (CODE, "officer", "PMCF", NOW, False)


def test_part_that_was_not_opened_has_no_row():
    file = mediating()
    act(file, "mediation.confide", by=party(file), note="底线三千")
    act(file, "mediation.private_note", by=mediator(), note="备忘")

    for by in (officer(), agent("BANK1"), party(file), mediator()):
        opened(by, file)

    assert logged(file, part="side:p1") == {(f"{file}/p1", "side:p1"), ("n1", "side:p1")}
    assert {reader for reader, part in logged(file) if part.startswith("notes:")} == {"n1"}


def test_lost_key_leaves_the_header_alone(settings, tmp_path):
    file = filed()
    settings.RONGZHI_KEY_FILE = tmp_path / "gone" / "installation.key"

    opened(officer(), file)

    assert logged(file) == {("officer", "header")}


def test_part_already_in_the_log_of_this_opening_gets_no_second_row():
    file = filed()
    seen = sight(officer(), file)

    record_opening(seen, now=NOW, besides=("header", "file", "person:p1"))
    record_opening(seen, now=NOW, besides=opened_parts(seen))

    assert logged(file) == {("officer", "person:p2")}


@pytest.mark.parametrize(
    "text", ["database is locked", "database or disk is full", "attempt to write a readonly"]
)
def test_log_that_cannot_be_written_is_said_in_words(text):
    seen = sight(officer(), filed())

    with pytest.raises(NotSaved) as fault, transaction.atomic(), refusing(text):
        record_opening(seen, now=NOW)

    assert fault.value.label
    assert fault.value.en
    assert not AccessLog.objects.exists()


def test_party_sees_every_reader_of_the_own_file_and_staff_themselves():
    file = accepted()
    for by in (officer(), officer("officer2"), agent("BANK1"), party(file)):
        opened(by, file)

    assert {reader for reader, _ in shown(party(file), file)} == {
        "officer",
        "officer2",
        "agent-BANK1",
        f"{file}/p1",
    }
    assert {reader for reader, _ in shown(officer(), file)} == {"officer"}
    assert {reader for reader, _ in shown(reviewer(), file)} == set()
    assert shown(officer(), file) == logged(file, reader="officer")


def test_party_sees_openings_of_the_own_file_alone():
    first, second = filed(), filed(applicant_name="李四")
    opened(officer(), first)

    assert openings(sight(party(second), second)) == []


def test_confidence_of_the_other_side_is_not_betrayed_by_who_read_it():
    file = mediating()
    act(file, "mediation.confide", by=agent("BANK1"), note="底线五千")
    act(file, "mediation.private_note", by=mediator(), note="备忘")
    opened(mediator(), file)

    assert ("n1", "side:p2") in shown(agent("BANK1"), file)
    assert {part for _, part in shown(party(file), file)} == {"header", "file", "person:p1", "person:p2"}
    assert shown(mediator(), file) == logged(file, reader="n1")


def test_reading_of_a_suspicion_is_logged_apart_and_shown_to_no_party():
    file = mediating()
    act(file, "case.report_suspicion", by=officer(), kind="crime", facts="疑似集资线索")
    opened(officer(), file)

    assert logged(file, apart=True) == {("officer", "lead")}
    for by in (party(file), agent("BANK1"), mediator(), officer("officer2"), reviewer()):
        assert "lead" not in {part for _, part in shown(by, file)}
    assert ("officer", "header") in shown(party(file), file)
    assert ("officer", "lead") in shown(officer(), file)


def test_who_reads_for_a_suspicion_alone_is_logged_apart_altogether():
    Body.objects.create(
        number=f"{CODE}-B2026-0099",
        county=CODE,
        handle="POLICE",
        kind="PS",
        name_zh="W县公安局",
        name_en="Police",
    )
    forget()
    file = mediating()
    told = {
        "to_body": "POLICE",
        "facts": "疑似集资",
        "evidence": "流水",
        "civil_file": "go_on",
        "legal_duty": "县规则",
    }
    act(file, "referral.report_crime", by=officer(), **told)
    act(file, "referral.send_crime", by=officer())
    police = Actor(id="police", bodies=frozenset({"POLICE"}), codes=frozenset({"PS"}), county=CODE)

    opened(police, file)

    assert logged(file)
    assert logged(file, apart=False) == set()
    for by in (party(file), agent("BANK1"), mediator()):
        assert openings(sight(by, file)) == []


def test_newest_come_first_and_no_more_than_asked_for():
    file = filed()
    for minute in range(0, 60, 6):
        opened(officer(), file, now=clock(minutes=minute))
    seen = sight(party(file), file)

    rows = openings(seen, most=5)

    assert len(rows) == 5
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert rows[0].at == clock(minutes=54)
    assert len(openings(seen)) == 40 <= MOST


def test_row_is_neither_changed_nor_deleted():
    file = filed()
    opened(officer(), file)

    for change in (lambda rows: rows.update(reader="nobody"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(AccessLog.objects.filter(file=file))
    assert {reader for reader, _ in logged(file)} == {"officer"}


def test_rebuild_and_erasure_leave_the_log_and_verify_asks_nothing_of_it():
    file = filed()
    opened(officer(), file)
    before = list(AccessLog.objects.order_by("id").values_list())

    erase(file, "person:p1", by=Actor(id="head"), now=NOW, reason="request")
    rebuild()

    assert list(AccessLog.objects.order_by("id").values_list()) == before
    assert verify(now=NOW).ok


def test_erased_part_is_not_opened_any_more():
    file = filed()
    erase(file, "person:p1", by=Actor(id="head"), now=NOW, reason="request")

    opened(officer(), file)

    assert logged(file) == {("officer", part) for part in ("header", "file", "person:p2")}


def test_stranger_opens_nothing():
    file = filed()

    for by in (court_clerk(), agent("BANK2"), other(officer(), county="V")):
        assert sight(by, file) is None
    assert not AccessLog.objects.exists()
