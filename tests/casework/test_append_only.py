"""The triggers of the record: there after the last migration, refusing every change, lifted for a flush alone."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from rongzhi.casework import append_only
from rongzhi.casework.county_log import seal
from rongzhi.casework.models import AccessLog, Event
from rongzhi.oversight.models import Published
from tests.append_only import lifted
from tests.casework.examples import file_case, make_key


@pytest.fixture
def record(db, installation):
    make_key(installation)
    number = file_case()
    seal(now=timezone.now())
    AccessLog.objects.create(
        county="W", file=number, part="header", reader="clerk", at=timezone.now(), apart=False
    )
    day = timezone.now().date()
    Published.objects.create(
        county="W",
        name="2026-03",
        start=day,
        end=day,
        cut_off=day,
        made_at=timezone.now(),
        made_by="clerk",
        last_event=1,
        content="{}",
        sha256="0" * 64,
    )


def test_triggers_are_there_after_the_last_migration(db):
    assert append_only.missing(connection) == []


def test_tables_are_those_of_the_models():
    models = {model._meta.db_table: model for model in apps.get_models()}

    for table, columns in append_only.ONCE.items():
        assert {field.column for field in models[table]._meta.fields} >= set(columns)
    assert set(append_only.ONCE) == set(append_only.TABLES)


@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_change_is_refused(record, table, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("table", append_only.TABLES)
def test_row_cannot_be_written_over(record, table):
    statements = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": f"TRUNCATE {table}",
    }

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statements[connection.vendor])


def test_triggers_bite_and_leave_nothing_behind(record):
    before = list(Event.objects.values_list("file", "seq"))

    assert append_only.toothless(connection) == []
    assert list(Event.objects.values_list("file", "seq")) == before


def test_lifted_triggers_are_missed_and_toothless(record):
    with lifted():
        missing = append_only.missing(connection)
        toothless = append_only.toothless(connection)

    assert {name.rpartition("_")[0] for name in missing} == set(append_only.TABLES)
    assert toothless == list(append_only.TABLES)
    assert append_only.missing(connection) == []


def test_trigger_of_the_same_name_that_does_nothing_is_noticed(record):
    table = "casework_event"
    statements = {
        "sqlite": [
            f"DROP TRIGGER {table}_update",
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN SELECT 1; END",
        ],
        "postgresql": [f"ALTER TABLE {table} DISABLE TRIGGER {table}_stays"],
    }

    with connection.cursor() as cursor:
        for sql in statements[connection.vendor]:
            cursor.execute(sql)

    assert len(append_only.missing(connection)) == 1
    assert append_only.toothless(connection) == [table]


def test_flush_is_refused_where_triggers_stand(transactional_db, installation):
    make_key(installation)
    file_case()

    with pytest.raises(Exception, match=r"append-only|flushed"):
        call_command("flush", verbosity=0, interactive=False)

    assert Event.objects.count() == 3


@pytest.mark.parametrize("time", [1, 2])
def test_test_that_commits_leaves_nothing_to_the_next(transactional_db, installation, time):
    make_key(installation)

    assert Event.objects.count() == 0
    file_case()
    assert append_only.missing(connection) == []
