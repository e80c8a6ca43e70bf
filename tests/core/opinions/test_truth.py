"""Opinions against later results: Brier scores worked out by hand, and answers in time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rongzhi.core.opinions import Answer, Foretold, Share, brier, said, timeliness

SEED = 4
NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def test_score_skill_and_base_rate_are_those_worked_out_by_hand():
    found = brier(
        [Foretold(0.8, True)] * 12 + [Foretold(0.8, False)] * 3 + [Foretold(0.4, False)] * 5, seed=SEED
    )

    # (12 x 0.04 + 3 x 0.64 + 5 x 0.16) / 20, base rate 0.6
    assert found.score.value == pytest.approx(0.16)
    assert found.outcomes == Share(12, 20)
    assert found.base_score == pytest.approx(0.24)
    assert found.skill.value == pytest.approx(1 / 3)
    assert found.score.interval.low < 0.16 < found.score.interval.high
    assert found.score.interval.seed == found.skill.interval.seed == SEED


def test_half_throughout_earns_a_quarter_and_right_throughout_nothing():
    unsure = brier([Foretold(0.5, n % 2 == 0) for n in range(20)], seed=SEED)
    right = brier([Foretold(float(n % 2), n % 2 == 1) for n in range(20)], seed=SEED)

    assert (unsure.score.value, unsure.skill.value) == (0.25, 0)
    assert (right.score.value, right.skill.value) == (0, 1)


def test_below_twenty_results_it_is_too_few_to_say():
    found = brier([Foretold(0.9, True)] * 19, seed=SEED)

    assert found.score.value is None
    assert (found.score.too_few.key, found.score.n) == ("too_few_cases", 19)
    assert found.outcomes == Share(19, 19)
    assert brier([], seed=SEED).score.too_few.n == 0


def test_results_all_alike_leave_no_base_rate_to_beat():
    found = brier([Foretold(0.9, True)] * 20, seed=SEED)

    assert found.score.value == pytest.approx(0.01)
    assert found.skill.too_few.key == "one_outcome"


def test_questions_of_one_consultation_are_resampled_together():
    apart = [Foretold(1.0 if n < 60 else 0.0, True) for n in range(120)]
    together = [Foretold(one.probability, True, block=n // 6) for n, one in enumerate(apart)]

    narrow, wide = (brier(found, seed=SEED).score.interval for found in (apart, together))

    assert wide.high - wide.low > 1.8 * (narrow.high - narrow.low)


def test_probability_outside_nothing_and_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier([Foretold(1.2, True)] * 20, seed=SEED)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer("m", "q", True, confidence=80), 0.8),
        (Answer("m", "q", False, confidence=80), 0.2),
        (Answer("m", "q", False, confidence=0), 1),
        (Answer("m", "q", True), None),
        (Answer("m", "q", Decimal(5), confidence=80), None),
    ],
)
def test_probability_of_a_yes_is_what_answer_and_confidence_state(answer, expected):
    assert said(answer) == (None if expected is None else pytest.approx(expected))


def test_opinions_in_time_late_and_missing_are_counted():
    due = [
        (NOW - DAY, NOW - 2 * DAY),
        (NOW - DAY, NOW - DAY),  # the last moment
        (NOW - 2 * DAY, NOW - DAY),  # late
        (NOW, None),  # missing
        (NOW + DAY, NOW),  # early
        (NOW + DAY, None),  # not due yet
    ]

    found = timeliness(due, now=NOW)

    assert found.in_time == Share(3, 5)
    assert (found.late, found.missing) == (1, 1)
    assert found.in_time.interval.low < 0.6 < found.in_time.interval.high
    assert timeliness([], now=NOW).in_time.interval is None
