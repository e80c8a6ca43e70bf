"""The plan approved by silence: off until a county confirms it, consent before, proved service, each period on its own."""

from dataclasses import replace
from datetime import date

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Proceeding
from rongzhi.rulebook.procedures.agreement import AGREEMENT
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.mediation import MEDIATION
from rongzhi.rulebook.procedures.silent_plan import SILENT_PLAN
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    MEDIATOR,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

ON = rules_with((INTAKE, MEDIATION, AGREEMENT, replace(SILENT_PLAN, off=False)))
OFF = rules_with((INTAKE, MEDIATION, AGREEMENT, SILENT_PLAN))
FAILED = Proceeding("mediation-1", "mediation", "failed", open=False, end="X08")


def failed_case() -> Play:
    case = accepted_case(neutral="n1", status="ended")
    kept = {"intake-1": case.proceedings["intake-1"], "mediation-1": FAILED}
    return Play(ON, replace(case, proceedings=kept))


def drafted() -> Play:
    play = failed_case()
    play.do("silent_plan.begin", MEDIATOR, facts_undisputed="是")
    play.do("silent_plan.consent", CONSUMER, agrees="是")
    play.do("silent_plan.consent", BANK, agrees="是")
    play.do("silent_plan.draft", MEDIATOR, facts="扣费两次", plan="退还一次", amount="600")
    return play


def serve(play: Play, party: str, day: str) -> None:
    play.today = date.fromisoformat(day)
    play.do("silent_plan.served", CLERK, party=party, way="letter", served_on=day, proof="回执")


def served() -> Play:
    play = drafted()
    serve(play, "p1", "2026-03-02")
    serve(play, "p2", "2026-03-04")
    return play


def test_silent_plan_is_declared_as_published() -> None:
    assert_as_published(SILENT_PLAN)


def test_switched_off_until_a_county_confirms_it() -> None:
    play = failed_case()
    play.rules = OFF
    assert play.refused("silent_plan.begin", MEDIATOR, facts_undisputed="是") == {"switched_off"}


def test_begin_needs_a_failed_mediation() -> None:
    play = Play(ON, accepted_case(neutral="n1"))
    assert play.refused("silent_plan.begin", MEDIATOR, facts_undisputed="是") == {"mediation_failed"}


def test_no_plan_before_everybody_consented() -> None:
    play = failed_case()
    play.do("silent_plan.begin", MEDIATOR, facts_undisputed="是")
    play.do("silent_plan.consent", CONSUMER, agrees="是")
    assert play.stage("silent_plan") == "consent"
    assert "out_of_stage" in play.refused("silent_plan.draft", MEDIATOR, facts="x", plan="y")
    play.do("silent_plan.decline", BANK)
    assert (play.stage("silent_plan"), play.case.header["status"]) == ("not_consented", "ended")


def test_each_party_has_its_own_period_from_proved_service() -> None:
    play = served()
    due = [c.due for c in play.case.clocks.values() if c.name == "silent_plan_objection"]
    assert due == [date(2026, 3, 9), date(2026, 3, 11)]
    assert play.stage("silent_plan") == "objection_open"


def test_first_period_over_is_not_yet_approval() -> None:
    play = served()
    play.expire("silent_plan_objection")
    assert play.stage("silent_plan") == "objection_open"
    play.expire("silent_plan_objection")
    assert (play.stage("silent_plan"), play.stage("agreement")) == ("approved", "drafting")
    assert str(play.case.header["agreed_amount"]) == "600.00"


@pytest.mark.parametrize(("by", "named"), [(CONSUMER, {}), (BANK, {}), (CLERK, {"party": "p2"})])
def test_any_written_objection_fails_it(by: Actor, named: dict[str, str]) -> None:
    play = served()
    play.do("silent_plan.object", by, how="paper", objection="金额不对", **named)
    assert (play.stage("silent_plan"), play.end("silent_plan")) == ("objected", "X08")
    assert not play.running()


def test_objection_before_the_other_side_is_served_counts_too() -> None:
    play = drafted()
    serve(play, "p1", "2026-03-02")
    play.do("silent_plan.object", CONSUMER, how="online", objection="不接受")
    assert play.stage("silent_plan") == "objected"


def test_silence_without_proved_service_means_nothing() -> None:
    play = drafted()
    serve(play, "p1", "2026-03-02")
    assert play.refused(
        "silent_plan.served", CLERK, party="p1", way="sms", served_on="2026-03-02", proof="短信"
    ) == {"served_on_principal"}
    play.expire("silent_plan_objection")
    assert play.stage("silent_plan") == "serving"
    play.do("silent_plan.not_served", CLERK, reasons="对方地址不明")
    assert play.stage("silent_plan") == "not_served"
