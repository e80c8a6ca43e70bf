"""Appointment: chosen together or appointed, disclosed before accepted, challenged at any time, decided by somebody else."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Proceeding
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.mediation import MEDIATION
from tests.rulebook.by_hand import (
    BANK,
    BODIES,
    CLERK,
    CONSUMER,
    MEDIATOR,
    NEUTRALS,
    OTHER_NEUTRAL,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

RULES = rules_with((APPOINTMENT, MEDIATION))
REVIEWER = Actor(
    "a-review", bodies=frozenset({"b-fmo"}), codes=frozenset({"FMO"}), functions=frozenset({"reviewer"})
)
OPEN = {"ties": "否", "past_cases": "否", "available": "是"}
FIRST = {"neutral": "n1", "method": "appointed"}
SECOND = {"neutral": "n2", "method": "draw", "seed": "2026-03-02", "candidates": "n2,n3"}
GROUND = {"reasons": "与对方是亲属"}


def choosing(**header: object) -> Play:
    case = accepted_case(**header)
    run = Proceeding("appointment-1", "appointment", "selection")
    return Play(RULES, replace(case, proceedings={**case.proceedings, run.key: run}))


def proposed(**header: object) -> Play:
    made = choosing(**header)
    made.do("appointment.leave_it", CONSUMER)
    made.do("appointment.propose", CLERK, **FIRST)
    return made


def disclosed() -> Play:
    made = proposed()
    made.do("appointment.disclose", MEDIATOR, **OPEN)
    return made


def mediating() -> Play:
    made = disclosed()
    made.do("appointment.no_objection", CONSUMER, agrees="是")
    made.do("appointment.no_objection", BANK, agrees="是")
    made.do("appointment.accept", MEDIATOR, agrees="是")
    made.do("mediation.tell_rights", MEDIATOR)
    return made


def test_appointment_is_declared_as_published() -> None:
    assert_as_published(APPOINTMENT)


def test_same_choice_of_all_sides_is_the_appointment() -> None:
    made = choosing()
    made.do("appointment.choose", CONSUMER, neutral="n1")
    assert made.stage("appointment") == "selection"

    made.do("appointment.choose", BANK, neutral="n1")

    assert made.stage("appointment") == "disclosure"
    assert (made.case.header["neutral_proposed"], made.case.header["chosen_by"]) == ("n1", "joint")


def test_new_choice_replaces_ones_own_alone() -> None:
    made = choosing()
    made.do("appointment.choose", BANK, neutral="n2")
    made.do("appointment.choose", CONSUMER, neutral="n1")

    made.do("appointment.choose", CONSUMER, neutral="n3")

    found = [(e.party, e.code, e.status) for e in made.case.list("choice")]
    assert found == [("p2", "n2", "open"), ("p1", "n1", "replaced"), ("p1", "n3", "open")]


def test_counter_records_the_choice_of_the_party_it_names() -> None:
    made = choosing()
    made.do("appointment.choose", BANK, neutral="n1")
    assert made.refused("appointment.choose", CLERK, neutral="n2") == {"speaks_for_principal"}
    made.do("appointment.choose", CLERK, neutral="n2", party="p1", how="counter")

    made.do("appointment.choose", CLERK, neutral="n1", party="p1", how="phone")

    found = [(e.party, e.code, e.status) for e in made.case.list("choice")]
    assert found == [("p2", "n1", "open"), ("p1", "n2", "replaced"), ("p1", "n1", "open")]
    assert made.case.list("choice")[-1].facts == {"how": "phone"}
    assert made.stage("appointment") == "disclosure"


def test_party_does_not_choose_for_the_other() -> None:
    made = choosing()

    assert made.refused("appointment.choose", CONSUMER, neutral="n1", party="p2") == {"speaks_for_principal"}


def test_time_to_choose_is_left_by_a_party_not_by_the_office() -> None:
    made = choosing()
    assert made.refused("appointment.leave_it", CLERK) == {"speaks_for_principal"}

    made.do("appointment.leave_it", CLERK, party="p2", how="phone")

    assert made.stage("appointment") == "drawing"


@pytest.mark.parametrize("row", [{"employer": "b-bank"}, {"ties": ("b-bank",)}, {"status": "suspended"}])
def test_neutral_of_a_party_is_neither_chosen_nor_proposed(row: dict[str, object]) -> None:
    made = choosing()
    made.rules = replace(
        RULES, tables={"neutrals": {**NEUTRALS, "n1": {**NEUTRALS["n1"], **row}}, "body_handles": BODIES}
    )

    assert made.refused("appointment.choose", CONSUMER, neutral="n1") == {"neutral_free"}
    made.do("appointment.leave_it", CONSUMER)
    assert made.refused("appointment.propose", CLERK, **FIRST) == {"neutral_free"}


def test_disclosure_comes_before_acceptance_and_is_the_neutrals_own() -> None:
    made = proposed()
    assert made.refused("appointment.accept", MEDIATOR, agrees="是") == {"out_of_stage"}
    assert made.refused("appointment.disclose", OTHER_NEUTRAL, **OPEN) == {"not_yours"}

    made.do("appointment.disclose", MEDIATOR, **OPEN)

    assert made.stage("appointment") == "objection_open"


def test_no_objection_is_said_once_by_each_side() -> None:
    made = disclosed()
    made.do("appointment.no_objection", CONSUMER, agrees="是")
    assert made.refused("appointment.no_objection", CONSUMER, agrees="是") == {"not_answered_yet"}
    said = {"party": "p1", "how": "counter", "agrees": "是"}
    assert made.refused("appointment.no_objection", CLERK, **said) == {"not_answered_yet"}
    assert made.stage("appointment") == "objection_open"

    made.do("appointment.no_objection", CLERK, **{**said, "party": "p2"})

    assert made.stage("appointment") == "accepting"
    assert [e.party for e in made.case.list("no_objection")] == ["p1", "p2"]


def test_acceptance_opens_the_mediation_with_its_period() -> None:
    made = mediating()

    assert made.case.header["neutral"] == "n1"
    assert (made.stage("appointment"), made.stage("mediation")) == ("appointed", "mediating")
    assert made.running() == {"mediation_period": "med_simple"}


def test_challenge_before_acceptance_is_decided_by_somebody_else() -> None:
    made = disclosed()
    made.do("appointment.challenge", CONSUMER, **GROUND)
    assert made.stage("appointment") == "recusal"
    assert made.running() == {"recusal_decision": "med_recusal_decision"}
    assert made.refused("appointment.dismiss_challenge", CLERK, reasons="x") == {"not_yours"}

    made.do("appointment.dismiss_challenge", REVIEWER, reasons="没有关系")

    assert made.stage("appointment") == "accepting"
    assert made.case.list("challenge")[-1].status == "dismissed"
    assert not made.running()


def test_whoever_recorded_a_challenge_does_not_decide_it() -> None:
    both = replace(REVIEWER, id=CLERK.id, functions=frozenset({"officer", "reviewer"}))
    made = disclosed()
    made.do("appointment.challenge", CLERK, party="p1", how="counter", **GROUND)

    assert made.case.list("challenge")[-1].party == "p1"
    assert made.refused("appointment.uphold_challenge", both, reasons="x") == {"not_the_same_person"}


def test_upheld_challenge_brings_another_neutral_never_the_same() -> None:
    made = disclosed()
    made.do("appointment.challenge", BANK, **GROUND)
    made.do("appointment.uphold_challenge", REVIEWER, reasons="属实")
    assert made.stage("appointment") == "replacing"
    assert made.refused("appointment.propose", CLERK, **FIRST) == {"not_removed"}

    made.do("appointment.propose", CLERK, **SECOND)
    made.do("appointment.disclose", OTHER_NEUTRAL, **OPEN)

    assert made.stage("appointment") == "objection_open"
    assert made.case.header["neutral_proposed"] == "n2"
    assert [(e.code, e.status) for e in made.case.list("appointment")] == [
        ("n1", "recused"),
        ("n2", "proposed"),
    ]


def test_earlier_no_objection_does_not_count_for_the_next_neutral() -> None:
    made = disclosed()
    made.do("appointment.no_objection", CONSUMER, agrees="是")
    made.do("appointment.step_back", MEDIATOR, reasons="生病")
    made.do("appointment.propose", CLERK, **SECOND)
    made.do("appointment.disclose", OTHER_NEUTRAL, **OPEN)

    made.do("appointment.no_objection", BANK, agrees="是")
    assert made.stage("appointment") == "objection_open"
    made.do("appointment.no_objection", CONSUMER, agrees="是")

    assert made.stage("appointment") == "accepting"


def test_neutral_steps_back_and_is_replaced() -> None:
    made = proposed()

    made.do("appointment.step_back", MEDIATOR, reasons="与一方相识")

    assert made.stage("appointment") == "replacing"
    assert made.case.list("appointment")[-1].status == "withdrew"
    assert made.case.header["neutral_proposed"] == ""
    assert made.refused("appointment.propose", CLERK, **FIRST) == {"not_removed"}


def test_challenge_during_the_mediation_leaves_it_and_its_period_running() -> None:
    made = mediating()
    period = made.case.clock("mediation_period")

    made.do("appointment.challenge_later", CONSUMER, **GROUND)

    assert (made.stage("appointment"), made.stage("mediation")) == ("recusal", "mediating")
    assert made.case.clock("mediation_period") == period
    assert made.refused("appointment.dismiss_challenge", REVIEWER, reasons="x") == {"no_mediation_yet"}
    made.do("appointment.dismiss_later_challenge", REVIEWER, reasons="没有关系")
    assert made.stage("appointment") == "appointed"
    assert made.case.header["neutral"] == "n1"


def test_upheld_challenge_during_the_mediation_brings_another_neutral_into_it() -> None:
    made = mediating()
    made.do("appointment.challenge_later", CLERK, party="p2", how="phone", **GROUND)
    made.do("appointment.uphold_challenge", REVIEWER, reasons="属实")
    assert made.case.header["neutral"] == ""
    assert made.refused("mediation.fail", MEDIATOR, reasons="x") == {"not_yours"}

    made.do("appointment.propose", CLERK, **SECOND)
    made.do("appointment.disclose", OTHER_NEUTRAL, **OPEN)
    made.do("appointment.go_on", CLERK, remark="已电话告知双方")
    made.do("appointment.accept", OTHER_NEUTRAL, agrees="是")

    assert made.case.header["neutral"] == "n2"
    assert [p.key for p in made.case.open_proceedings("mediation")] == ["mediation-1"]


def test_no_late_challenge_without_a_mediation() -> None:
    made = choosing()
    made.case = replace(made.case, proceedings={})

    assert made.refused("appointment.challenge_later", CONSUMER, **GROUND) == {"mediation_running"}


def test_organisation_changes_the_neutral_during_the_mediation() -> None:
    made = mediating()

    made.do("appointment.change", CLERK, reasons="调离")

    assert made.stage("appointment") == "replacing"
    assert made.case.header["neutral"] == ""
    assert made.refused("appointment.propose", CLERK, **FIRST) == {"not_removed"}


@pytest.mark.parametrize(
    ("by", "named", "end"),
    [(CONSUMER, {}, "X05"), (BANK, {}, "X06"), (CLERK, {"party": "p1", "how": "paper"}, "X05")],
)
def test_rejection_counts_as_refusal_in_court_mediation_alone(
    by: Actor, named: dict[str, str], end: str
) -> None:
    answer = {"reasons": "不接受", "agrees": "是", **named}
    assert proposed().refused("appointment.reject", by, **answer) == {"specially_invited"}
    made = proposed(channel="commissioned")

    made.do("appointment.reject", by, **answer)

    assert (made.stage("appointment"), made.end("appointment")) == ("rejected", end)


def test_draw_keeps_list_seed_and_ties_of_that_day() -> None:
    made = choosing()
    made.rules = replace(
        RULES,
        tables={"neutrals": {**NEUTRALS, "n2": {**NEUTRALS["n2"], "payer": "b-fin"}}, "body_handles": BODIES},
    )
    made.do("appointment.leave_it", CONSUMER)

    made.do("appointment.propose", CLERK, **SECOND)

    assert made.case.list("appointment")[-1].facts == {
        "method": "draw",
        "candidates": "n2,n3",
        "seed": "2026-03-02",
        "payer": "b-fin",
    }
