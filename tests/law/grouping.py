"""A group in memory for law tests: how many have joined, and from when a case that waited is counted."""

from dataclasses import replace
from datetime import date
from typing import Any

from rongzhi.core.procedure.compile import Draft, start_clock
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Given
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.rulebook.procedures.group import GROUP
from rongzhi.rulebook.procedures.mediation import PERIOD
from tests.law.scenario import NOW, RULES
from tests.rulebook.cases import OFFICER, a_case, office, with_entry


def going_on(given: dict[str, Any]) -> dict[str, Any]:
    """Ask to go on to the choice of a lead case."""
    states = ["member"] * given["joined"] + ["invited", "refused", "left"] * (given["others"] // 3)
    lines = {
        f"member-{n}": Entry(f"member-{n}", "member", status, code=f"W-{n}")
        for n, status in enumerate(states, 1)
    }
    run = {"group-1": Proceeding("group-1", "group", "consent")}
    header = {"status": "open", "respondent": "B-BANK"}
    work = office(Picture("G", "W", "group", "B-FMO", 1, header, {}, run, {}, lines), GROUP)
    answer = work.decide("group.end_consent", OFFICER)
    if isinstance(answer, Refusal):
        return {"refused": [reason.key for reason in answer.reasons], "stage": work.stage("group")}
    work.act("group.end_consent", OFFICER)
    return {"refused": [], "stage": work.stage("group")}


def period_of(given: dict[str, Any]) -> dict[str, Any]:
    """The last day of people's mediation begun on that day, of a case that may have waited for a lead case."""
    case = a_case(channel="people_mediation", mediation_kind="people")
    case = with_entry(case, "acceptance", "done", on=given["accepted"])
    if "waited_until" in given:
        case = with_entry(case, "group_waited", "done", on=given["waited_until"])
    started: date = given["started"]
    act = RULES.acts["appointment.accept"]
    draft = Draft(RULES, replace(case), act, Given({}, OFFICER, NOW, started), None)
    start_clock(draft, PERIOD, "mediation-1")
    return {"due": next(columns["due"] for table, _, columns in draft.changes if table == "clock")}
