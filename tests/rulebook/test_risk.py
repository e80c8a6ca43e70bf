"""Risk grading by published factors, advice with its answer, and warnings signed by a regulator or the leading group alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Proceeding
from rongzhi.rulebook.pack import read_pack, rules_for, shipped_pack
from rongzhi.rulebook.procedures.advice import ADVICE
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.risk import SIGNS, grade
from rongzhi.rulebook.risks import LEVELS, factors
from tests.rulebook.by_hand import BANK, BODIES, CLERK, Play, accepted_case, officer_of, rules_with

RULES = rules_with((INTAKE, ADVICE))
TABLES: dict[str, Any] = {"body_handles": BODIES}
ADVISED = {
    "institution": "b-bank",
    "pattern": "收费未事先告知",
    "cases": 6,
    "advice": "在签约前告知",
    "answer_by": "2026-04-01",
}
WARNED = {
    "institution": "b-bank",
    "facts": "多次未告知",
    "rule": "收费规则",
    "wanted": "立即改正",
    "answer_by": "2026-04-01",
}
GROUP = Actor("a-lead", bodies=frozenset({"b-lead"}), codes=frozenset({"LEAD"}))


def levels(case: Any, **told: Any) -> tuple[str, int, list[str]]:
    found = grade(case, told, TABLES)
    return found.level, found.points, [factor.key for factor in found.reasons]


def test_a_plain_case_is_low_and_says_so_without_reasons() -> None:
    assert levels(accepted_case()) == ("low", 0, [])


@pytest.mark.parametrize(("similar", "points"), [(4, 0), (5, 3)])
def test_five_similar_claims_count(similar: int, points: int) -> None:
    assert levels(accepted_case(), similar=similar)[1] == points


@pytest.mark.parametrize(("amount", "points"), [("499999.99", 0), ("500000.00", 2)])
def test_a_large_amount_counts_from_the_published_figure(amount: str, points: int) -> None:
    assert levels(accepted_case(amount=Decimal(amount)))[1] == points


def test_factors_add_up_to_levels_with_their_reasons() -> None:
    case = accepted_case(amount=Decimal("600000.00"), dispute_class="M03")
    late = {"late-1": Entry("late-1", "late")}
    failed = {
        f"mediation-{n}": Proceeding(f"mediation-{n}", "mediation", "failed", open=False) for n in (1, 2)
    }
    case = replace(case, entries=late, proceedings={**case.proceedings, **failed})

    assert levels(case) == ("high", 6, ["second_failure", "large", "several_lines", "late"])
    assert levels(case, public_order=True)[1] == 9


def test_every_factor_has_a_sign_a_source_and_both_languages() -> None:
    assert {factor.sign for factor in factors().values()} == set(SIGNS)
    assert all(
        factor.source and factor.zh and factor.en and factor.points > 0 for factor in factors().values()
    )
    assert [least for _, least in LEVELS] == sorted((least for _, least in LEVELS), reverse=True)


def test_a_county_chooses_its_factors(tmp_path: Any) -> None:
    text = (shipped_pack("plain") / "pack.toml").read_text("utf-8")
    chosen = '\n[[choose]]\ntable = "risk"\ncodes = ["public_order"]\nbasis = "联席会议规则"\n'
    (tmp_path / "pack.toml").write_text(text + chosen, "utf-8")
    tables = {**TABLES, "risk": rules_for(read_pack(tmp_path)).tables["risk"]}

    assert grade(accepted_case(), {"similar": 9, "public_order": True}, tables).points == 3


def test_another_level_than_the_factors_give_needs_reasons() -> None:
    play = Play(RULES, accepted_case())
    assert play.refused("advice.grade", CLERK, level="high") == {"grade_by_factors"}
    play.do("advice.grade", CLERK, level="high", departs="当事人多次扬言")
    play.do("advice.grade", CLERK, level="raised", similar=5)

    assert [(e.code, e.status) for e in play.case.list("risk")] == [("high", "replaced"), ("raised", "set")]


def test_advice_goes_to_an_institution_of_the_case_and_is_answered() -> None:
    play = Play(RULES, accepted_case())
    assert play.refused("advice.send", CLERK, **(ADVISED | {"institution": "b-nfra"})) == {
        "addressed_to_institution"
    }
    assert play.refused("advice.send", CLERK, **(ADVISED | {"answer_by": "2026-03-01"})) == {
        "answer_day_ahead"
    }
    assert "not_yours" in play.refused("advice.send", BANK, **ADVISED)
    play.do("advice.send", CLERK, **ADVISED)
    play.do("advice.answer", BANK, letter="advice-1", answer="已改正", measure="taken")

    assert play.refused("advice.answer", BANK, letter="advice-1", answer="再答", measure="taken") == {
        "own_letter"
    }
    assert [e.code for e in play.case.list("advice_answer")] == ["taken"]


def test_a_warning_is_signed_by_a_regulator_or_the_leading_group_alone() -> None:
    play = Play(RULES, accepted_case())
    lead, group = frozenset({"lead_body"}), frozenset({"leading_group"})
    assert "not_yours" in play.refused("advice.warn", CLERK, **WARNED)
    for body in ("b-fin", "b-samr", "b-police"):
        assert play.refused("advice.warn", officer_of(body), roles=lead, **WARNED) == {
            "signed_by_regulator_or_group"
        }
    play.do("advice.warn", officer_of("b-nfra"), roles=lead, **WARNED)
    play.do("advice.warn", GROUP, roles=group, **WARNED)
    play.do("advice.answer_warning", BANK, warning="warning-2", answer="立即改正", measure="planned")

    assert [e.status for e in play.case.list("warning")] == ["sent", "answered"]
