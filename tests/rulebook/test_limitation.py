"""The limitation tracker: what runs, what interrupts, and what mediation never touches."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.parameters import Change, overlay
from rongzhi.core.procedure.definition import Confidence
from rongzhi.rulebook.calculators.interruptions import GROUNDS, Ground, Interruption
from rongzhi.rulebook.calculators.limitation import (
    INSURANCE_NOT_NAMED,
    KIND_OF_CLASS,
    ClaimFacts,
    Kind,
    Period,
    Standing,
    earliest,
    kind_of,
    track,
)
from rongzhi.rulebook.calculators.limitation_texts import WARNINGS
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.tables import taxonomy

KNOWN = date(2023, 4, 3)
FIXED = {
    "limitation_longstop",
    "guarantee_period_default",
    "avoidance_general",
    "avoidance_mistake",
    "avoidance_longstop",
    "court_preservation_sue",
}
ALL_FACTS = ClaimFacts(
    dispute_class="B01",
    known_on=KNOWN,
    harmed_on=date(2023, 3, 1),
    guaranteed=True,
    main_debt_due=date(2025, 12, 1),
    voidable_known_on=date(2025, 6, 10),
    mistake_known_on=date(2026, 3, 1),
    act_done_on=date(2022, 5, 5),
    preserved_on=date(2026, 3, 3),
)

interruptions = st.builds(Interruption, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(Ground))


def periods(facts: ClaimFacts) -> dict[str, Period]:
    return {
        period.key: period for period in track(facts, parameters=national(), calendar=mainland_calendar())
    }


def requested(day: date) -> tuple[Interruption, ...]:
    return (Interruption(day, Ground.MEDIATION_REQUEST),)


def test_general_limitation_runs_three_years_from_knowledge():
    period = periods(ClaimFacts(known_on=KNOWN))["limitation_general"]

    assert period.last_day == date(2026, 4, 3)
    assert (period.standing, period.interrupted_on, period.affected_by_mediation) == (
        Standing.RUNNING,
        None,
        True,
    )
    assert (period.source, period.confidence) == ("民法典 Art.188", Confidence.VERIFIED)


def test_request_on_the_last_day_starts_the_period_again():
    period = periods(ClaimFacts(known_on=KNOWN, interruptions=requested(date(2026, 4, 3))))[
        "limitation_general"
    ]

    assert (period.interrupted_on, period.ground) == (date(2026, 4, 3), Ground.MEDIATION_REQUEST)
    assert period.last_day == date(2029, 4, 3)
    assert period.provisional
    assert "诉讼时效规定 第十二条" in period.warning
    assert "诉讼时效规定 第十二条" in period.warning_en


@pytest.mark.parametrize("day", [date(2026, 4, 4), KNOWN - timedelta(days=1)])
def test_request_outside_the_period_changes_nothing(day):
    assert periods(ClaimFacts(known_on=KNOWN, interruptions=requested(day))) == periods(
        ClaimFacts(known_on=KNOWN)
    )


def test_several_interruptions_count_in_order_of_their_days():
    facts = ClaimFacts(
        known_on=date(2015, 1, 12),
        interruptions=(
            Interruption(date(2020, 6, 1), Ground.PART_PAYMENT),  # reached only through the demand before it
            Interruption(date(2017, 12, 1), Ground.DEMAND),
        ),
    )
    period = periods(facts)["limitation_general"]

    assert (period.interrupted_on, period.ground) == (date(2020, 6, 1), Ground.PART_PAYMENT)
    assert period.last_day == date(2023, 6, 1)


def test_instalments_count_from_the_last_one():
    facts = ClaimFacts(known_on=date(2020, 1, 6), last_instalment_due=date(2023, 8, 1))

    assert periods(facts)["limitation_general"].last_day == date(2026, 8, 3)


def test_no_request_touches_a_fixed_period():
    before, after = (
        periods(ALL_FACTS),
        periods(replace(ALL_FACTS, interruptions=requested(date(2026, 3, 20)))),
    )

    assert set(before) == FIXED | {"limitation_general"}
    assert {key: after[key] for key in FIXED} == {key: before[key] for key in FIXED}
    assert after["limitation_general"].interrupted_on == date(2026, 3, 20)


@given(st.lists(interruptions, max_size=5))
def test_no_interruption_ever_touches_a_fixed_period_or_shortens_limitation(given_interruptions):
    before = periods(ALL_FACTS)
    after = periods(replace(ALL_FACTS, interruptions=tuple(given_interruptions)))

    assert {key: after[key] for key in FIXED} == {key: before[key] for key in FIXED}
    assert after["limitation_general"].last_day >= before["limitation_general"].last_day


def test_fixed_periods_end_on_the_days_of_the_law_and_warn_in_both_languages():
    found = periods(ALL_FACTS)

    assert {key: str(found[key].last_day) for key in FIXED} == {
        "limitation_longstop": "2043-03-02",
        "guarantee_period_default": "2026-06-01",
        "avoidance_general": "2026-06-10",
        "avoidance_mistake": "2026-06-01",
        "avoidance_longstop": "2027-05-05",
        "court_preservation_sue": "2026-04-02",
    }
    for key in FIXED:
        assert not found[key].affected_by_mediation
        assert "调解" in found[key].warning
        assert "mediation does not" in found[key].warning_en
        assert str(found[key].last_day) in found[key].warning
    assert set(WARNINGS) == FIXED


def test_periods_come_with_the_earliest_end_first():
    found = track(ALL_FACTS, parameters=national(), calendar=mainland_calendar())

    assert [period.last_day for period in found] == sorted(period.last_day for period in found)
    assert earliest(found) == found[0]


def test_guarantee_period_that_was_agreed_holds_as_agreed():
    facts = ClaimFacts(known_on=KNOWN, main_debt_due=date(2025, 12, 1), guarantee_until=date(2027, 12, 1))

    assert periods(facts)["guarantee_period_default"].last_day == date(2027, 12, 1)


@pytest.mark.parametrize("agreed", [date(2025, 12, 1), date(2025, 11, 30)])
def test_guarantee_period_that_ends_with_the_main_debt_counts_as_not_agreed(agreed):
    facts = ClaimFacts(known_on=KNOWN, main_debt_due=date(2025, 12, 1), guarantee_until=agreed)

    assert periods(facts)["guarantee_period_default"].last_day == date(2026, 6, 1)


def test_suretyship_without_a_due_day_still_warns():
    period = periods(ClaimFacts(dispute_class="H01", known_on=KNOWN))["guarantee_period_default"]

    assert (period.standing, period.last_day) == (Standing.START_UNKNOWN, None)
    assert "调解不中断" in period.warning
    assert "Mediation does not interrupt" in period.warning_en


def test_limitation_without_a_start_asks_for_the_day():
    period = periods(ClaimFacts(dispute_class="B01"))["limitation_general"]

    assert (period.standing, period.last_day) == (Standing.START_UNKNOWN, None)
    assert "ask the party" in period.warning_en


@pytest.mark.parametrize("code", ["A01", "O04"])
def test_deposits_and_government_bonds_have_no_limitation(code):
    found = periods(ClaimFacts(dispute_class=code, known_on=KNOWN, harmed_on=KNOWN))

    assert {key: period.standing for key, period in found.items()} == {"none": Standing.NOT_SUBJECT}
    assert found["none"].source == "诉讼时效规定 Art.1"


@pytest.mark.parametrize(
    ("code", "key", "last_day"),
    [
        ("E01", "limitation_insurance_nonlife", date(2025, 4, 3)),
        ("E06", "limitation_insurance_nonlife", date(2025, 4, 3)),
        ("E05", "limitation_insurance_life", date(2028, 4, 3)),
        ("E12", "limitation_general", date(2026, 4, 3)),
        ("C05", "limitation_general", date(2026, 4, 3)),
        ("", "limitation_general", date(2026, 4, 3)),
    ],
)
def test_the_class_chooses_the_period(code, key, last_day):
    assert periods(ClaimFacts(dispute_class=code, known_on=KNOWN))[key].last_day == last_day


@pytest.mark.parametrize("code", sorted(INSURANCE_NOT_NAMED))
def test_an_insurance_not_named_shows_the_shorter_period_and_says_so(code):
    period = periods(ClaimFacts(dispute_class=code, known_on=KNOWN))["limitation_insurance_nonlife"]

    assert "尚不知是否为人寿保险" in period.warning
    assert "not known yet" in period.warning_en


def test_a_stated_kind_overrides_the_class():
    facts = ClaimFacts(dispute_class="E08", kind=Kind.INSURANCE_LIFE, known_on=KNOWN)

    assert kind_of(facts) is Kind.INSURANCE_LIFE
    assert "尚不知" not in periods(facts)["limitation_insurance_life"].warning


def test_classes_named_here_exist_in_the_taxonomy():
    assert set(KIND_OF_CLASS) | {"H01"} <= set(taxonomy())


def test_days_left_and_over_on_both_sides_of_the_last_day():
    period = periods(ClaimFacts(known_on=KNOWN))["limitation_general"]

    assert (period.days_left(date(2026, 4, 2)), period.over(date(2026, 4, 2))) == (1, False)
    assert (period.days_left(date(2026, 4, 3)), period.over(date(2026, 4, 3))) == (0, False)
    assert (period.days_left(date(2026, 4, 4)), period.over(date(2026, 4, 4))) == (-1, True)


def test_the_parameters_given_decide():
    policy = overlay(national(), [Change("limitation_general", 5, "experiment")])
    (period,) = track(ClaimFacts(known_on=KNOWN), parameters=policy, calendar=mainland_calendar())

    assert period.last_day == date(2028, 4, 3)


def test_every_ground_has_words_and_a_source():
    assert set(GROUNDS) == set(Ground)
    assert {ground for ground, text in GROUNDS.items() if text.source.confidence is Confidence.RECALL} == {
        Ground.DEMAND,
        Ground.SUIT,
        Ground.ARBITRATION,
    }
