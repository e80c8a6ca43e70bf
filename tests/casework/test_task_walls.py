"""Who reads a task: its body, its helpers, who gave it; nobody with a task reads the file behind it."""

import pytest

from rongzhi.casework import visibility
from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.queries import history
from tests.factories.county import act, agent, clock, county, mediator, officer, other, party
from tests.factories.main_line import picture
from tests.factories.tasks import tasked

pytestmark = pytest.mark.django_db

STORY = "故事甲乙丙"
TASK = "交办内容丁戊己"
RESULT = "需要的结果庚辛壬"
LEAD = "疑似集资线索"
SECRETS = (STORY, TASK, RESULT, LEAD)


@pytest.fixture(autouse=True)
def _county(installation):
    county()


@pytest.fixture
def file():
    file = tasked(what_happened=STORY, task=TASK, result_wanted=RESULT, body="NFRA", helper="SEC_CO")
    act(file, "case.report_suspicion", by=officer(), kind="crime", facts=LEAD)
    return file


def read(by, file):
    seen = visibility.sight(by, file)
    return None if seen is None else {s for s in SECRETS if any(s in str(p.value) for p in seen.pieces)}


def test_each_reads_of_a_task_what_is_theirs(file):
    found = {
        "lead body": read(agent("NFRA"), file),
        "helper": read(agent("SEC_CO"), file),
        "secretariat": read(agent("SEC"), file),
        "officer": read(officer(), file),
        "applicant": read(party(file), file),
        "leading group": read(agent("LEAD"), file),
        "another department": read(agent("SAMR"), file),
        "neutral of no case": read(mediator(2), file),
        "respondent": read(agent("BANK1"), file),
    }

    assert found == {
        "lead body": {TASK, RESULT},
        "helper": {TASK, RESULT},
        "secretariat": {TASK, RESULT, STORY},
        "officer": {TASK, RESULT, STORY, LEAD},
        "applicant": {STORY, RESULT},
        "leading group": None,
        "another department": None,
        "neutral of no case": None,
        "respondent": {STORY, RESULT},
    }


def test_a_body_with_a_task_reads_neither_story_nor_names(file):
    for code in ("NFRA", "SEC_CO"):
        seen = visibility.sight(agent(code), file)

        assert not seen.names
        assert {piece.part for piece in seen.pieces} <= {"header", "task:task-1"}
        assert "case.report_suspicion" not in [step.act for step in history(seen)]


def test_the_leading_group_reads_a_task_once_it_is_escalated(file):
    for days in (30, 40, 60):  # reminder, supervision sheet, leading group
        run_clocks(now=clock(days=days))

    assert picture(file).proceedings["task-1"].stage == "escalated"
    assert read(agent("LEAD"), file) == {TASK, RESULT}


def test_tasks_are_in_the_lists_of_who_has_them(file):
    for code in ("NFRA", "SEC_CO", "SEC"):
        assert file in visibility.cases_for(agent(code)).values_list("number", flat=True), code
    assert file not in visibility.cases_for(agent("SAMR")).values_list("number", flat=True)


def test_a_grade_and_a_statement_are_for_the_organisation_alone(file):
    act(file, "advice.grade", by=officer(), level="raised", similar="5")
    act(file, "case.no_interference", by=officer(), stated="yes")

    for name, by in {
        "party": party(file),
        "bank": agent("BANK1"),
        "body": agent("NFRA"),
        "sec": agent("SEC"),
    }.items():
        seen = visibility.sight(by, file)
        assert not {line.kind for line in seen.entries()} & {"risk", "no_interference"}, name
        assert not {step.act for step in history(seen)} & {"advice.grade", "case.no_interference"}, name
    assert {line.kind for line in visibility.sight(officer(), file).entries()} >= {"risk", "no_interference"}


def test_a_body_that_lost_its_task_no_longer_sees_the_file(file):
    act(file, "task.object", by=agent("NFRA"), ground="competence", basis="不属本单位", competent="SAMR")
    act(file, "task.objection_upheld", by=agent("SEC"), body="SAMR", reasons="属该局", due="2026-05-10")

    assert read(agent("NFRA"), file) is None
    assert TASK in read(agent("SAMR"), file)


def test_somebody_of_another_county_has_no_task_here(file):
    assert visibility.sight(other(agent("NFRA"), county="X"), file) is None
