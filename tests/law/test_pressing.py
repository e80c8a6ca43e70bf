"""Who may be pressed, and about what: courts, arbitration bodies, notaries and neutrals never, the substance never.

民事诉讼法(2023) 第六条 (courts try cases independently), 仲裁法(2025修订) 第九条 (arbitration is independent), 金发〔2025〕14号 第六项
(rules against interfering in cases).
"""

from typing import Any

import pytest

from rongzhi.core.procedure.fields import Code
from rongzhi.rulebook.guards.tasks import (
    NEVER_ADDRESSED,
    addressed_to_office,
    may_be_pressed,
    supervises_office,
)
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.lead import LEAD
from rongzhi.rulebook.procedures.referral import REFERRAL
from rongzhi.rulebook.procedures.tasks import TASK
from rongzhi.rulebook.tables import bodies
from tests.rulebook.by_hand import BODIES, CLERK, SECRETARIAT, Play, accepted_case, officer_of, rules_with

NEVER = ("COURT", "COURTF", "COURTE", "ARB", "NOT", "MED", "EVAL", "PROC", "CONS", "RES", "SYS")
ALWAYS = (
    "NFRA",
    "PBOC",
    "CSRC",
    "FIN",
    "SAMR",
    "JB",
    "XF",
    "PS",
    "GOVC",
    "BANK",
    "INS",
    "PAY",
    "FMO",
    "PMCF",
)
PROPOSES = frozenset(
    {"competent", "proposal"}
)  # who is competent, as the body sees it: nobody is addressed by that


def test_the_rule_cites_its_three_instruments() -> None:
    for instrument in ("《民事诉讼法》(2023)第六条", "《仲裁法》(2025修订)第九条", "金发〔2025〕14号第六项"):
        assert instrument in NEVER_ADDRESSED.instrument


@pytest.mark.parametrize("kind", NEVER)
def test_independent_bodies_and_persons_are_never_pressed(kind: str) -> None:
    assert not may_be_pressed(kind)


@pytest.mark.parametrize("kind", ALWAYS)
def test_departments_institutions_and_mediation_organisations_may_be(kind: str) -> None:
    assert may_be_pressed(kind)


def test_no_kind_of_judicial_body_is_forgotten() -> None:
    for code, row in bodies().items():
        if row.kind in ("court", "arbitration", "notary", "procuratorate", "person", "party"):
            assert not may_be_pressed(code), code


def test_every_act_that_names_a_body_to_press_weighs_it() -> None:
    for procedure in (TASK, LEAD):
        for act in procedure.acts:
            named = [f for f in act.data if isinstance(f.kind, Code) and f.kind.table == "body_handles"]
            if [f for f in named if f.key not in PROPOSES]:
                assert addressed_to_office in act.needs, act.key
    for act in TASK.acts:
        if act.key.startswith("task.supervise"):
            assert supervises_office in act.needs


def test_supervision_and_escalation_follow_on_a_missed_date_alone() -> None:
    acts = {act.key: act for act in TASK.acts}
    assert {g.key for g in acts["task.supervise"].needs} >= {"feedback_overdue"}
    assert acts["task.escalate"].timer
    assert acts["task.escalate"].who == ("system",)
    assert not [act.key for act in TASK.acts if act.to == "escalated" and not act.timer]


# 行政执法机关移送涉嫌犯罪案件的规定 第五条、第八条: the periods bind administrative organs alone.

RULES = rules_with((INTAKE, REFERRAL))
CRIME: dict[str, Any] = {
    "to_body": "b-police",
    "legal_duty": "移送规定第三条",
    "facts": "多人被骗",
    "evidence": "转账记录",
    "civil_file": "go_on",
}


@pytest.mark.parametrize(("owner", "clocks"), [("b-fin", {"head_decision"}), ("b-fmo", set())])
def test_the_periods_of_referral_bind_administrative_organs_alone(owner: str, clocks: set[str]) -> None:
    play = Play(RULES, accepted_case(owner=owner))
    play.do("referral.report_crime", officer_of(owner), **CRIME)

    assert set(play.running()) == clocks


def test_any_other_body_sends_and_records_the_receipt() -> None:
    play = Play(RULES, accepted_case())
    play.do("referral.report_crime", CLERK, **CRIME)
    sent = play.do("referral.send_crime", CLERK)
    play.do("referral.lead_received", CLERK, received_on="2026-03-02")
    play.do("referral.lead_result", CLERK, done="已立案", decided_on="2026-03-02")

    assert "F53" in sent.act.issues
    assert play.stage("referral") == "result_back"
    assert not play.running()


def test_a_task_is_not_given_to_the_judge_of_the_case() -> None:
    play = Play(rules_with((INTAKE, TASK)), accepted_case(court="b-court"))
    sheet = {"task": "尽快立案", "about": "duty", "basis": "无", "result_wanted": "立案", "contact": "办公室"}

    refused = play.refused(
        "task.give", SECRETARIAT, roles=frozenset({"secretariat"}), body="b-court", **sheet
    )

    assert "b-court" in BODIES
    assert refused == {"never_to_a_court"}
