"""LPR, the private-lending ceiling and the small-claims limits."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.parameters import Change, NoValue, overlay
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import Unit
from rongzhi.rulebook.calculators.interest import private_lending_cap
from rongzhi.rulebook.calculators.lpr import NoLpr, lpr_on, published, read_lpr
from rongzhi.rulebook.calculators.small_claims import small_claims_limits
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.tables import BrokenTable

HEAD = "date,one_year,five_year\n"


def cap(contract: date, *, licensed: bool = False, sued: date | None = None):
    return private_lending_cap(contract, licensed, parameters=national(), sued_on=sued)


@given(st.dates(date(2019, 8, 20), date(2026, 10, 19)))
def test_lpr_on_is_the_last_quote_published_by_that_day(day):
    assert lpr_on(day) == [quote for quote in published() if quote.published_on <= day][-1]


def test_lpr_before_the_first_quote_is_refused():
    with pytest.raises(NoLpr, match="first was published on 2019-08-20"):
        lpr_on(date(2019, 8, 19))


def test_lpr_is_provisional_from_the_day_a_quote_is_missing():
    assert not lpr_on(date(2026, 10, 19)).provisional
    assert lpr_on(date(2026, 10, 20)).provisional
    assert lpr_on(date(2026, 10, 20)).one_year == Decimal("3.00")


def test_every_quote_was_published_on_the_20th_or_the_next_workday():
    assert len(published()) == 86
    for quote in published():
        assert quote.published_on == mainland_calendar().on_or_after(quote.published_on.replace(day=20))


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("2026-01-20,3.00,3.50\n2026-01-20,3.00,3.50\n", 3),
        ("2026-01-20,3.00,x\n", 2),
        ("2026-01-20,NaN,3.50\n", 2),
        ("2026-01-20,-3,3.50\n", 2),
        ("20.1.2026,3.00,3.50\n", 2),
    ],
)
def test_read_lpr_names_file_and_line_of_a_broken_row(rows, line):
    with pytest.raises(BrokenTable) as broken:
        read_lpr((HEAD + rows).encode())

    assert (broken.value.file, broken.value.line) == ("lpr.csv", line)


def test_ceiling_is_four_times_the_lpr_of_the_contract_day():
    assert cap(date(2021, 12, 19)).percent == Decimal("15.40")
    assert cap(date(2021, 12, 20)).percent == Decimal("15.20")


def test_ceiling_shows_its_formula_in_both_languages():
    found = cap(date(2026, 3, 15))

    assert "3.00%（2026-02-24公布）× 4 = 12.00%" in found.explanation
    assert "3.00% (published 2026-02-24) × 4 = 12.00%" in found.explanation_en


def test_licensed_lender_has_no_such_ceiling():
    found = cap(date(2026, 3, 15), licensed=True)

    assert (found.applies, found.parts, found.percent) == (False, (), None)
    assert "不适用" in found.explanation


def test_contract_before_the_rule_has_two_parts_when_sued_after_it():
    found = cap(date(2020, 8, 19), sued=date(2021, 12, 20))

    assert [(part.until, part.from_, part.percent) for part in found.parts] == [
        (date(2020, 8, 19), None, Decimal(24)),
        (None, date(2020, 8, 20), Decimal("15.20")),
    ]
    assert found.parts[0].source.confidence is Confidence.RECALL
    assert found.percent == Decimal("15.20")


def test_contract_before_the_rule_needs_the_day_of_the_suit():
    found = cap(date(2020, 8, 19))

    assert found.percent is None
    assert "day of the suit, which must be given" in found.explanation_en


def test_contract_before_the_rule_and_sued_before_it_follows_the_older_rule_alone():
    found = cap(date(2020, 1, 2), sued=date(2020, 8, 19))

    assert [(part.until, part.percent) for part in found.parts] == [(None, Decimal(24))]


def test_small_claims_limits_need_the_wage_of_the_province():
    with pytest.raises(NoValue, match="provincial_average_wage"):
        small_claims_limits(date(2026, 5, 1), parameters=national())


def test_small_claims_limits_follow_the_wage_of_the_year():
    county = overlay(
        national(),
        [Change("provincial_average_wage", 100_001, "Notice", from_=date(2025, 1, 1), unit=Unit.YUAN)],
    )
    limits = small_claims_limits(date(2025, 12, 31), parameters=county)

    assert (limits.by_law, limits.by_consent) == (Decimal("50000.50"), Decimal("200002.00"))
    assert not limits.old_wage
    assert small_claims_limits(date(2026, 1, 1), parameters=county).old_wage
