"""Routing: which way each kind of matter goes first, by which rule, and what stays open beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rongzhi.core.parameters import Change, overlay
from rongzhi.core.procedure.picture import Party, Picture
from rongzhi.core.workdays import Unit
from rongzhi.rulebook.matter import Context, Matter
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.routing import CHANNEL_RULES, TRACK_RULES, route
from rongzhi.rulebook.tables import channels

TODAY = Context(today=date(2026, 5, 1))
CONSUMER = {"applicant_kind": "consumer", "respondent_kind": "institution"}


def matter(context=TODAY, header=None, parties=(), **values):
    case = Picture("1", "w", header=header or {}, parties={party.key: party for party in parties})
    return Matter(case, values, context)


@pytest.mark.parametrize(
    ("found", "channel", "kind", "rule"),
    [
        (matter(header={"court_kind": "entrusted"}, **CONSUMER), "entrusted", "court", "court_entrusted"),
        (matter(header={"court_kind": "commissioned"}), "commissioned", "court", "court_commissioned"),
        (matter(suit_pending="yes", **CONSUMER), "suit", "", "suit_pending"),
        (matter(dispute_class="Q03", **CONSUMER), "admin_mediation", "", "power_of_authority"),
        (matter(dispute_class="Q01", **CONSUMER), "complaint", "", "control_measure"),
        (matter(dispute_class="H05", **CONSUMER), "suit", "", "special_procedure"),
        (matter(channel_wished="people_mediation", **CONSUMER), "people_mediation", "people", "wish"),
        (matter(**CONSUMER), "industry_mediation", "industry", "consumer_and_institution"),
        (
            matter(applicant_kind="small_business", respondent_kind="institution"),
            "industry_mediation",
            "industry",
            "small_business_and_institution",
        ),
        (
            matter(applicant_kind="institution", respondent_kind="institution"),
            "industry_mediation",
            "commercial",
            "between_businesses",
        ),
        (
            matter(dispute_class="N01", applicant_kind="consumer", respondent_kind="other"),
            "people_mediation",
            "people",
            "private_lending",
        ),
        (
            matter(applicant_kind="other", respondent_kind="institution"),
            "industry_mediation",
            "industry",
            "institution_takes_part",
        ),
        (matter(), "people_mediation", "people", "peoples_mediation"),
    ],
)
def test_first_way(found, channel, kind, rule):
    best = route(found).best

    assert (best.channel, best.mediation_kind, best.rule) == (channel, kind, rule)
    assert best.why[0].zh
    assert best.why[0].source.instrument


def test_own_commitment_comes_first_within_its_cap():
    context = replace(TODAY, commitment_cap=Decimal("5000.00"))

    within = route(matter(context, amount=Decimal("5000.00"), **CONSUMER))
    above = route(matter(context, amount=Decimal("5000.01"), **CONSUMER))

    assert within.best.channel == "small_fast"
    assert above.best.channel == "industry_mediation"


def test_consumer_matter_never_goes_to_commercial_mediation():
    kinds = {candidate.mediation_kind for candidate in route(matter(**CONSUMER)).candidates}

    assert "commercial" not in kinds


@pytest.mark.parametrize("wish", ["entrusted", "commissioned", "small_fast", "silent_plan", "arbitration"])
def test_wish_that_one_side_cannot_begin_does_not_decide(wish):
    assert route(matter(channel_wished=wish, **CONSUMER)).best.channel == "industry_mediation"


def test_court_alone_decides_on_a_pending_suit():
    assert [each.channel for each in route(matter(suit_pending="yes", **CONSUMER)).candidates] == ["suit"]


def test_arbitration_clause_bars_the_court_not_mediation():
    found = route(matter(arbitration_clause="yes", **CONSUMER))
    ways = [candidate.channel for candidate in found.candidates]

    assert ways[0] == "industry_mediation"
    assert "arbitration" in ways
    assert "suit" not in ways
    assert [note.key for note in found.notes] == ["arbitration_bars_court"]


def test_creditor_sees_the_payment_order_beside_mediation():
    found = route(
        matter(
            dispute_class="B03",
            amount=Decimal("10.00"),
            applicant_kind="institution",
            respondent_kind="consumer",
        )
    )

    assert found.best.channel == "industry_mediation"
    assert "payment_order" in [c.channel for c in found.candidates]


def test_small_claims_only_where_the_wage_is_set_and_the_amount_fits():
    wage = Change(
        "provincial_average_wage",
        80000,
        "W县统计（演示）",
        from_=date(2026, 1, 1),
        unit=Unit.YUAN,
        extension=0,
    )
    known = overlay(national(), [wage])

    def ways(amount, parameters):
        return [
            c.channel
            for c in route(matter(amount=Decimal(amount), **CONSUMER), parameters=parameters).candidates
        ]

    assert "small_claims" in ways("40000.00", known)
    assert "small_claims" not in ways("40000.01", known)
    assert "small_claims" not in ways("40000.00", national())


@pytest.mark.parametrize(
    ("found", "track", "rule"),
    [
        (matter(**CONSUMER), "ordinary", "ordinary"),
        (matter(reason="R1203", **CONSUMER), "simple", "papers_decide"),
        (matter(reason="R0901", **CONSUMER), "ordinary", "ordinary"),
        (matter(reason="R1203", applicant_needs_help="听力", **CONSUMER), "ordinary", "help_needed"),
        (matter(replace(TODAY, parallel=("2",)), reason="R1203"), "complex", "same_conduct"),
        (
            matter(parties=[Party(f"p{n}", "applicant", "consumer") for n in range(1, 4)]),
            "complex",
            "many_persons",
        ),
    ],
)
def test_track(found, track, rule):
    chosen = route(found)

    assert (chosen.track, chosen.track_why.key) == (track, rule)


def test_every_rule_names_a_published_channel_its_sentence_and_source():
    keys = [rule.key for rule in (*CHANNEL_RULES, *TRACK_RULES)]

    assert len(keys) == len(set(keys))
    for rule in CHANNEL_RULES:
        assert not isinstance(rule.channel, str) or rule.channel in channels()
        assert rule.zh
        assert rule.en
        assert rule.source.instrument


@pytest.mark.parametrize("kind", ["consumer", "small_business", "institution", "other", ""])
@pytest.mark.parametrize("other", ["consumer", "small_business", "institution", "other", ""])
@pytest.mark.parametrize("group", ["", "A01", "N01", "Q01", "Q03", "H05"])
def test_every_matter_has_a_way(kind, other, group):
    assert route(matter(applicant_kind=kind, respondent_kind=other, dispute_class=group)).candidates
