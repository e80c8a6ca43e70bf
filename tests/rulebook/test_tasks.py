"""Tasks: one body answers for each, by a date; reminder, supervision, leading group; nothing closes without proof."""

from datetime import date
from typing import Any

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.tasks import answered, task_of, tasks_of
from rongzhi.rulebook.procedures.everyday import EVERYDAY
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.tasks import TASK
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    MEDIATOR,
    SECRETARIAT,
    Play,
    accepted_case,
    officer_of,
    rules_with,
)

RULES = rules_with((INTAKE, TASK))
NFRA, SAMR, FIN = officer_of("b-nfra"), officer_of("b-samr"), officer_of("b-fin")
GROUP = Actor(
    "a-lead", bodies=frozenset({"b-lead"}), codes=frozenset({"LEAD"}), functions=frozenset({"officer"})
)
SEC = frozenset({"secretariat"})  # the first task of a case: a consultation would give the role
PROOF = [
    {"id": "b1", "name": "回执.pdf", "media": "application/pdf", "size": 9, "sha256": "0" * 64, "pages": 1}
]
SHEET: dict[str, Any] = {
    "task": "核对该机构的销售记录",
    "body": "b-nfra",
    "about": "duty",
    "basis": "监管职责",
    "result_wanted": "书面核对结论",
    "contact": "联席会议办公室",
}
DONE = {"done": "已核对", "result": "记录属实", "proof": PROOF, "done_on": "2026-03-02"}


def given(**changes: Any) -> Play:
    play = Play(RULES, accepted_case())
    play.do("task.give", SECRETARIAT, roles=SEC, **(SHEET | changes))
    return play


def lead(case: Case) -> str:
    line = task_of(case, "task-1")
    assert line is not None
    return line.code


def late(**changes: Any) -> Play:
    play = given(due="2026-03-10", **changes)
    play.do("task.receive", NFRA)
    play.expire("objection")
    play.expire("feedback")
    return play


def supervised() -> Play:
    play = late()
    play.expire("supervision")
    return play


def escalated() -> Play:
    play = supervised()
    play.expire("escalation")
    return play


def test_sheet_runs_to_the_date_that_it_states() -> None:
    play = given(due="2026-04-01")

    clock = play.case.clock("feedback", "task-1")

    assert clock is not None
    assert clock.due == date(2026, 4, 1)
    assert play.stage("task") == "tasks"


def test_without_a_date_the_published_period_counts_from_the_signature() -> None:
    play = given()
    before = play.case.clock("unreceived", "task-1")
    play.today = date(2026, 3, 4)
    play.do("task.receive", NFRA)

    clock = play.case.clock("feedback", "task-1")

    assert before is not None
    assert clock is not None
    assert before.due == date(2026, 3, 23)  # 15 working days from 2 March
    assert clock.due == date(2026, 3, 25)  # 15 working days from 4 March
    assert set(play.running()) == {"feedback", "objection"}


@pytest.mark.parametrize("body", ["b-court", "b-arb"])
def test_a_court_or_arbitration_body_is_never_given_a_task(body: str) -> None:
    play = Play(RULES, accepted_case())

    assert "never_to_a_court" in play.refused("task.give", SECRETARIAT, roles=SEC, **(SHEET | {"body": body}))
    assert "never_to_a_court" in play.refused(
        "task.give", SECRETARIAT, roles=SEC, **(SHEET | {"helper": body})
    )


def test_sheet_takes_no_account_or_identity_number() -> None:
    play = Play(RULES, accepted_case())

    for number in ("6222020200112233445", "11010519491231002X"):
        sheet = SHEET | {"task": f"核对账户 {number}"}
        assert play.refused("task.give", SECRETARIAT, roles=SEC, **sheet) == {"no_numbers_in_sheet"}


def test_a_task_is_its_own_bodys_alone() -> None:
    play = given()
    play.do("task.give", SECRETARIAT, **(SHEET | {"body": "b-samr"}))

    assert play.refused("task.receive", SAMR, proceeding="task-1") == {"body_of_this_task"}
    assert "not_yours" in play.refused("task.receive", BANK, proceeding="task-1")
    assert "not_yours" in play.refused("task.close", NFRA, proceeding="task-1", proof_seen="好")
    play.do("task.receive", SAMR, proceeding="task-2")


def test_an_objection_stops_nothing_and_the_named_body_keeps_the_task() -> None:
    play = given(due="2026-03-20")
    play.do("task.receive", NFRA)
    play.do("task.object", NFRA, ground="competence", basis="不属本单位", competent="b-samr")

    assert play.stage("task") == "task_objected"
    assert lead(play.case) == "b-nfra"
    assert set(play.running()) == {"feedback"}
    play.do("task.feedback", NFRA, **DONE)
    assert answered(play.case, "task-1")


def test_an_objection_comes_within_its_period() -> None:
    play = given(due="2026-04-20")
    play.do("task.receive", NFRA)
    play.expire("objection")

    wrong = {"ground": "competence", "basis": "不属本单位", "competent": "b-samr"}
    assert play.refused("task.object", NFRA, **wrong) == {"objection_in_time_to_task"}


def test_an_upheld_objection_keeps_the_hand_off() -> None:
    play = given(due="2026-03-20")
    play.do("task.object", NFRA, ground="competence", basis="不属本单位", competent="b-samr")
    assert play.refused("task.objection_upheld", SECRETARIAT, body="b-nfra", reasons="是") == {"another_body"}
    play.today = date(2026, 3, 4)
    play.do("task.objection_upheld", SECRETARIAT, body="b-samr", reasons="属该局职责", due="2026-03-30")

    lines = [(line.code, line.status, line.on) for line in play.case.list("task")]
    clock = play.case.clock("feedback", "task-1")

    assert lines == [("b-nfra", "moved", date(2026, 3, 2)), ("b-samr", "given", date(2026, 3, 4))]
    assert clock is not None
    assert clock.due == date(2026, 3, 30)
    assert "not_yours" in play.refused("task.receive", NFRA)
    play.do("task.receive", SAMR)


def test_a_dismissed_objection_gives_it_back() -> None:
    play = given(due="2026-03-20")
    play.do("task.object", NFRA, ground="other", basis="人手不足", competent="b-samr")
    play.do("task.objection_dismissed", SECRETARIAT, reasons="属本单位职责")

    assert play.stage("task") == "tasks"
    assert lead(play.case) == "b-nfra"


def test_late_feedback_is_reminded_then_supervised_by_rule() -> None:
    play = late()
    assert play.stage("task") == "tasks"
    assert set(play.running()) == {"supervision"}

    play.expire("supervision")

    assert play.stage("task") == "supervised"
    assert play.running() == {"escalation": "task_escalate"}


def test_the_secretariat_may_issue_the_sheet_before_the_rule_does() -> None:
    play = given(due="2026-03-10")
    assert play.refused("task.supervise", SECRETARIAT, asked="请反馈") == {"feedback_overdue"}
    play.expire("feedback")
    play.do("task.supervise", SECRETARIAT, asked="请反馈", new_on="2026-03-30")

    clock = play.case.clock("escalation", "task-1")
    assert clock is not None
    assert clock.due == date(2026, 3, 30)
    assert not [c for c in play.case.running_clocks if c.name == "supervision"]


def test_supervised_without_answer_goes_to_the_leading_group() -> None:
    play = escalated()
    assert play.stage("task") == "escalated"
    assert "not_yours" in play.refused(
        "task.group_decides", SECRETARIAT, decision="由该局长负责", until="2026-05-01"
    )

    play.do("task.group_decides", GROUP, decision="请该单位主要负责人督办", until="2026-05-01")

    assert play.stage("task") == "tasks"
    assert play.running() == {"feedback": "task_feedback"}


def test_the_leading_group_may_name_another_body() -> None:
    play = escalated()
    play.do("task.group_reassigns", GROUP, decision="改由市监局办", body="b-samr")

    assert lead(play.case) == "b-samr"
    assert [line.status for line in play.case.list("task")] == ["moved", "given"]


def test_nothing_closes_without_feedback_and_proof() -> None:
    play = given(due="2026-03-20")
    assert play.refused("task.close", SECRETARIAT, proof_seen="好") == {"feedback_with_proof"}
    without = {key: value for key, value in DONE.items() if key != "proof"}
    assert play.refused("task.feedback", NFRA, **without) == {"missing"}
    play.do("task.feedback", NFRA, **DONE)
    assert not play.running()

    play.do("task.close", SECRETARIAT, proof_seen="证明与事项一致")

    assert play.stage("task") == "closed"
    assert not play.case.open_proceedings("task")


def test_a_returned_feedback_runs_anew() -> None:
    play = supervised()
    play.do("task.feedback", NFRA, **(DONE | {"done_on": "2026-03-10"}))
    assert play.stage("task") == "supervised"
    play.do("task.return_feedback", SECRETARIAT, reasons="没有证明", until="2026-04-10")

    assert play.stage("task") == "tasks"
    assert play.refused("task.close", SECRETARIAT, proof_seen="好") == {"feedback_with_proof"}
    assert play.running() == {"feedback": "task_feedback"}


def test_more_time_is_later_time() -> None:
    play = given(due="2026-03-20")
    assert play.refused("task.extend", SECRETARIAT, until="2026-03-19", reasons="材料未到") == {"later_date"}
    play.do("task.extend", SECRETARIAT, until="2026-04-19", reasons="材料未到")

    running = [c.due for c in play.case.running_clocks if c.name == "feedback"]
    assert running == [date(2026, 4, 19)]


def test_helpers_say_what_they_did() -> None:
    play = given(helper="b-samr", helper_2="b-fin")
    play.do("task.help_done", SAMR, done="提供了登记信息")

    assert [line.code for line in play.case.list("task_helper", "asked")] == ["b-samr", "b-fin"]
    assert "not_yours" in play.refused("task.help_done", NFRA, done="我也帮")
    assert "not_yours" in play.refused("task.feedback", FIN, **DONE)


def test_tasks_of_a_consultation_are_found_by_its_key() -> None:
    play = given()
    assert play.refused("task.give", SECRETARIAT, **SHEET, consultation="consultation-1") == {
        "names_a_consultation"
    }
    assert tasks_of(play.case, "consultation-1") == []


def test_a_neutral_gives_and_takes_no_task() -> None:
    play = given()
    assert "not_yours" in play.refused("task.receive", MEDIATOR)
    assert "not_yours" in play.refused("task.give", MEDIATOR, **SHEET)


def test_the_organisation_asks_and_a_missed_limit_has_to_be_on_record() -> None:
    play = Play(rules_with((INTAKE, EVERYDAY, TASK)), accepted_case())
    sheet = SHEET | {"about": "missed_limit"}
    assert "not_yours" in play.refused("task.give", SECRETARIAT, **sheet)
    play.do("case.ask_coordination", CLERK, why="某单位超过答复期限")
    assert play.refused("task.give", SECRETARIAT, **sheet) == {"limit_was_missed"}
    play.do("task.give", SECRETARIAT, **SHEET)

    assert [line.status for line in play.case.list("coordination")] == ["settled"]


def test_a_date_set_before_the_receipt_is_the_only_one() -> None:
    play = given()
    play.do("task.extend", SECRETARIAT, until="2026-04-19", reasons="材料未到")
    play.do("task.receive", NFRA)

    assert sorted(c.name for c in play.case.running_clocks) == ["feedback", "objection"]
