"""Screening: which signs give which advice, that it stays advice, and that leads are kept apart."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rongzhi.core.procedure.data_classes import DC2, DC9
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook import screening
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.matter import Context, Matter
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.screening import screen
from rongzhi.rulebook.tables import reasons, taxonomy

CONTEXT = Context(today=date(2026, 5, 4), county="W县", body_handles={"BANK1": {"kind": "BANK"}})
PLAIN = {
    "applicant_kind": "consumer",
    "respondent_kind": "institution",
    "respondent_body": "BANK1",
    "claim": "退还费用",
    "amount": Decimal("100.00"),
    "dispute_class": "C02",
    "reason": "R0802",
    "known_on": date(2026, 1, 5),
    "complaint_made": "yes",
    "suit_pending": "no",
    "arbitration_clause": "no",
}


def advice(context=CONTEXT, entries=(), **values):
    case = Picture("1", "w", entries={entry.key: entry for entry in entries})
    found = screen(Matter(case, PLAIN | values, context), parameters=national(), calendar=mainland_calendar())
    return {each.code: each for each in found}


def test_plain_matter_shows_its_limitation_only():
    assert set(advice()) == {"limitation"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"known_on": date(2020, 1, 5)}, "limitation_over"),
        ({"known_on": None}, "limitation"),
        ({"dispute_class": "H01"}, "guarantee"),
        ({"suit_pending": "yes"}, "suit_pending"),
        ({"in_force_decision": "yes"}, "in_force_decision"),
        ({"arbitration_clause": "yes"}, "arbitration_clause"),
        ({"dispute_class": "Q03"}, "power_of_authority"),
        ({"dispute_class": "B11"}, "business_judgement"),
        ({"dispute_class": "K01"}, "credit_record"),
        ({"dispute_class": "M01"}, "supervision"),
        ({"reason": "R0401"}, "supervision"),
        ({"representative_name": "李四"}, "representative"),
        ({"representative_name": "李四", "representative_authority": "general"}, "representative"),
        ({"respondent_body": None}, "jurisdiction"),
        ({"amount": None}, "ask_once"),
        ({"dispute_class": "N06"}, "crime_suspected"),
        ({"reason": "R0902"}, "crime_suspected"),
        ({"dispute_class": "N07"}, "sham_suspected"),
    ],
)
def test_sign_gives_advice_with_reason_and_source(values, code):
    found = advice(**values)[code]

    assert found.why
    assert found.why_en
    assert found.source
    assert found.zh
    assert found.en


@pytest.mark.parametrize(
    "values",
    [
        {"representative_name": "李四", "representative_authority": "special"},
        {"respondent_body": None, "applicant_township": "东乡"},
        {"respondent_body": None, "applicant_address": "W县东乡一号"},
    ],
)
def test_nothing_to_advise(values):
    assert set(advice(**values)) == {"limitation"}


def test_deposit_has_no_limitation():
    assert "limitation" not in advice(dispute_class="A01")


def test_filing_day_starts_the_limitation_again():
    filed = Entry("interruption-1", "interruption", code="mediation_request", on=date(2026, 5, 4))

    assert "2029-05-04" in advice(entries=[filed])["limitation"].why


def test_other_cases_are_named_and_never_a_ground():
    found = advice(replace(CONTEXT, duplicates=("甲1",), parallel=("乙2", "丙3")))

    assert "甲1" in found["duplicate"].zh
    assert "乙2、丙3" in found["parallel"].zh
    assert "no ground of refusal" in found["duplicate"].en


def test_leads_stand_apart_from_everything_else():
    found = advice(dispute_class="N07")

    assert found["crime_suspected"].data_class is DC9
    assert found["sham_suspected"].data_class is DC9
    assert all(each.data_class is DC2 for code, each in found.items() if not code.endswith("_suspected"))


def test_codes_of_the_signs_are_published():
    assert set(taxonomy()) >= screening.CRIME_CLASSES | screening.SUPERVISION_CLASSES | screening.SHAM_CLASSES
    assert set(reasons()) >= screening.CRIME_REASONS | screening.SUPERVISION_REASONS


def test_what_is_missing_is_asked_in_one_go():
    found = advice(amount=None, claim=None)["ask_once"]

    assert "希望怎样解决、涉及金额" in found.zh
