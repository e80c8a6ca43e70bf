"""The rows say for every open case and task who answers and when it is next due; the database takes no other."""

import pytest
from django.db import IntegrityError, transaction

from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.models import Case, Proceeding
from rongzhi.casework.verify import verify
from tests.factories.county import NOW, act, agent, clock, county, filed, officer
from tests.factories.main_line import picture
from tests.factories.tasks import GIVEN, tasked

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def refused(rows, **columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


def test_database_refuses_an_open_case_without_owner_or_date():
    rows = Case.objects.filter(number=filed())

    refused(rows, responsible="")
    refused(rows, next_due=None)
    rows.update(status="ended", next_due=None)


def test_database_refuses_an_open_task_without_body_or_date():
    rows = Proceeding.objects.filter(file=tasked(), procedure="task")

    refused(rows, responsible="")
    refused(rows, next_due=None)


def test_a_case_where_nothing_runs_is_looked_at_again():
    file = filed()
    run_clocks(now=clock(days=30))
    row = Case.objects.get(number=file)
    watching = [c for c in picture(file).running_clocks if c.name == "look_again"]

    run_clocks(now=clock(days=80))

    assert row.responsible == "PMCF"
    assert [c.due_at for c in watching] == [row.next_due]
    assert picture(file).list("look_again", "due")
    assert Case.objects.get(number=file).next_due > clock(days=80)


def test_a_new_clock_takes_the_place_of_looking_again():
    file = filed()
    act(file, "intake.ask_completion", by=officer(), items="合同复印件", due_on="2026-03-20")
    paused = [c.name for c in picture(file).running_clocks]
    act(file, "intake.complete", by=officer(), what_happened="补交合同复印件")

    assert paused == ["look_again"]
    assert [c.name for c in picture(file).running_clocks] == ["accept_decision"]


def test_task_rows_follow_the_body_that_answers():
    file = tasked()
    act(file, "task.object", by=agent("BANK2"), ground="competence", basis="不属本单位", competent="BANK1")
    before = Proceeding.objects.get(file=file, procedure="task")
    act(file, "task.objection_upheld", by=agent("SEC"), body="BANK1", reasons="属该行", due="2026-04-30")
    after = Proceeding.objects.get(file=file, procedure="task")

    assert (before.responsible, after.responsible) == ("BANK2", "BANK1")
    assert before.next_due.date().isoformat() == GIVEN["due"]
    assert after.next_due.astimezone(NOW.tzinfo).date().isoformat() == "2026-04-30"
    assert not [fault for fault in verify().faults if fault.kind != "stray"]  # the test county has no files
