"""Referral: consent or a named duty first, the receiving body's own clock, objections decided by the secretariat."""

from datetime import date
from typing import Any

import pytest

from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.referral import REFERRAL
from rongzhi.rulebook.tables import channels
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    SECRETARIAT,
    Play,
    accepted_case,
    assert_as_published,
    officer_of,
    rules_with,
)

RULES = rules_with((INTAKE, REFERRAL))
COURT = officer_of("b-court")
PACKET: dict[str, Any] = {
    "channel": "suit",
    "to_body": "b-court",
    "whose": "applicant",
    "packet": "申请书、合同",
    "why": "调解不成",
}
CRIME = {
    "to_body": "b-police",
    "legal_duty": "移送规定第三条",
    "facts": "多人被骗",
    "evidence": "转账记录",
    "civil_file": "stop",
}


def begun(owner: str = "b-fmo", **changes: Any) -> Play:
    play = Play(RULES, accepted_case(owner=owner))
    play.do("referral.begin", officer_of(owner), **(PACKET | changes))
    return play


def sent(owner: str = "b-fmo", **changes: Any) -> Play:
    play = begun(owner, legal_duty="《民事诉讼法》第一百二十五条", **changes)
    play.do("referral.send", officer_of(owner), next_on="2026-03-09")
    return play


def received(owner: str = "b-fmo", **changes: Any) -> Play:
    play = sent(owner, **changes)
    play.do(
        "referral.receive",
        officer_of(PACKET["to_body"] if "to_body" not in changes else changes["to_body"]),
        received_on="2026-03-02",
    )
    return play


def test_referral_is_declared_as_published() -> None:
    assert_as_published(REFERRAL)


def test_every_clock_of_the_referral_channels_is_used() -> None:
    used = {c.parameter for a in REFERRAL.acts for c in a.starts} | {
        v.parameter for a in REFERRAL.acts for c in a.starts for v in c.choices
    }
    wanted = {key for row in channels().values() if row.own_procedure == "referral" for key in row.deadlines}
    assert wanted <= used


def test_nothing_is_sent_without_consent_or_duty() -> None:
    play = begun()
    assert play.refused("referral.send", CLERK, next_on="2026-03-09") == {"consent_or_duty"}
    play.do("referral.ask_consent", CLERK)
    assert play.stage("referral") == "consent"
    assert play.refused("referral.give_consent", CONSUMER, party="p1", recipient="b-nfra", agrees="是") == {
        "recipient_asked"
    }
    assert play.refused("referral.give_consent", BANK, party="p1", recipient="b-court", agrees="是") == {
        "whose_consent"
    }
    play.do("referral.give_consent", CONSUMER, party="p1", recipient="b-court", agrees="是")
    play.do("referral.send", CLERK, next_on="2026-03-09")
    entry = play.case.latest("referral")
    assert entry is not None
    assert (play.stage("referral"), entry.status, entry.code) == ("sent", "sent", "b-court")


def test_material_of_every_side_needs_everybodys_consent() -> None:
    play = begun(whose="all")
    play.do("referral.give_consent", CONSUMER, party="p1", recipient="b-court", agrees="是")
    assert play.refused("referral.send", CLERK, next_on="2026-03-09") == {"consent_or_duty"}
    play.do("referral.give_consent", CLERK, party="p2", recipient="b-court", agrees="是", how="paper")
    play.do("referral.send", CLERK, next_on="2026-03-09")


def test_consent_refused_ends_the_hand_over() -> None:
    play = begun()
    play.do("referral.ask_consent", CLERK)
    play.do("referral.refuse_consent", CONSUMER)
    assert play.stage("referral") == "consent_refused"


def test_only_the_receiving_body_acts_for_itself() -> None:
    play = sent()
    assert play.refused("referral.object", officer_of("b-nfra"), ground="competence", basis="x") == {
        "not_yours"
    }
    play.do("referral.receive", COURT, received_on="2026-03-02", its_number="立字1号")
    assert play.stage("referral") == "received"


@pytest.mark.parametrize(
    ("owner", "channel", "to_body", "parameter"),
    [
        ("b-fmo", "complaint", "b-bank", "complaint_bankins_simple"),
        ("b-fmo", "admin_mediation", "b-samr", "samr_complaint_accept"),
        ("b-fmo", "payment_order", "b-court", "po_accept_notice"),
        ("b-fmo", "arbitration", "b-arb", "arb_accept"),
        ("b-fmo", "small_claims", "b-court", "court_filing"),
        ("b-fmo", "suit", "b-court", "court_filing"),
    ],
)
def test_receipt_starts_the_clock_of_the_channel(
    owner: str, channel: str, to_body: str, parameter: str
) -> None:
    play = received(owner, channel=channel, to_body=to_body)
    assert parameter in play.running().values()


@pytest.mark.parametrize(
    ("channel", "to_body", "parameter"),
    [
        ("admin_mediation", "b-samr", "samr_mediation_max"),
        ("payment_order", "b-court", "po_issue"),
        ("small_claims", "b-court", "court_small_claims"),
        ("suit", "b-court", "court_first_ordinary"),
    ],
)
def test_acceptance_starts_the_handling_clock_alone(channel: str, to_body: str, parameter: str) -> None:
    play = received(channel=channel, to_body=to_body)
    play.do("referral.handle", officer_of(to_body), accepted_on="2026-03-02")
    assert play.running() == {"handling": parameter}


def test_simplified_suit_has_its_own_limit() -> None:
    play = received()
    play.do("referral.handle", COURT, accepted_on="2026-03-02", court_track="simplified")
    assert play.running() == {"handling": "court_simplified"}


def test_payment_order_passes_from_clock_to_clock() -> None:
    play = received(channel="payment_order")
    play.do("referral.handle", COURT, accepted_on="2026-03-02")
    play.do("referral.order_issued", COURT, on_day="2026-03-02")
    assert play.running() == {"order_service": "po_unservable"}
    play.do("referral.order_served", CLERK, on_day="2026-03-02")
    assert play.running() == {"debtor": "po_debtor"}
    play.do("referral.order_ended", COURT, on_day="2026-03-02")
    assert play.running() == {"no_suit": "po_no_suit_declaration"}


def test_award_opens_both_windows_and_their_end_is_recorded() -> None:
    play = received(channel="arbitration", to_body="b-arb")
    play.do("referral.handle", officer_of("b-arb"), accepted_on="2026-03-02")
    play.do("referral.record_step", CONSUMER, step="decision_served", on_day="2026-03-02")
    assert play.running() == {"correction": "arb_correction", "setting_aside": "arb_setaside"}
    play.expire("correction")
    assert play.case.list("outside_step", "period_over")
    play.do("referral.result", CLERK, outcome="decided", decided_on="2026-03-02", done="裁决")
    assert play.stage("referral") == "result_back"
    assert not play.running()


def test_secretariat_decides_an_objection() -> None:
    play = received(channel="admin_mediation", to_body="b-samr")
    play.do("referral.object", officer_of("b-samr"), ground="competence", basis="不属本局职责")
    assert play.stage("referral") == "objected"
    assert not play.running()
    assert play.refused("referral.dismiss_objection", CLERK, reasons="x", received_on="2026-03-02") == {
        "not_yours"
    }
    play.do("referral.uphold_objection", SECRETARIAT, reasons="理由成立")
    assert "packed" in play.refused("referral.send", CLERK, next_on="2026-03-09")
    play.do(
        "referral.pack",
        CLERK,
        **(PACKET | {"to_body": "b-fin", "channel": "admin_mediation", "legal_duty": "县规则"}),
    )
    play.do("referral.send", CLERK, next_on="2026-03-09")
    play.do("referral.receive", officer_of("b-fin"), received_on="2026-03-02")
    assert play.running() == {"objection": "petition_objection_to_assignment"}


def test_dismissed_objection_goes_back_to_the_same_body() -> None:
    play = received(channel="admin_mediation", to_body="b-samr")
    play.do("referral.object", officer_of("b-samr"), ground="other", basis="人手不足")
    play.do("referral.dismiss_objection", SECRETARIAT, reasons="不成立", received_on="2026-03-02")
    assert (play.stage("referral"), play.running()) == ("received", {"acceptance": "samr_complaint_accept"})


def test_refusal_and_taking_over_end_it() -> None:
    play = sent()
    play.do("referral.refuse", CLERK, reasons="不属管辖", next_ways="仲裁")
    assert play.stage("referral") == "refused"
    other = received()
    other.do("referral.take_over", COURT, taken_on="2026-03-02")
    assert other.stage("referral") == "taken_over"


def test_two_hand_overs_are_open_side_by_side() -> None:
    play = begun()
    play.do(
        "referral.begin",
        CLERK,
        **(PACKET | {"to_body": "b-samr", "channel": "admin_mediation", "legal_duty": "县规则"}),
    )
    play.do("referral.send", CLERK, next_on="2026-03-09", proceeding="referral-2")
    assert [p.stage for p in play.case.open_proceedings("referral")] == ["prepared", "sent"]


def test_crime_goes_to_the_police_and_stays_restricted() -> None:
    play = Play(RULES, accepted_case())
    assert play.refused("referral.report_crime", CLERK, **(CRIME | {"to_body": "b-nfra"})) == {"to_police"}
    told = play.do("referral.report_crime", CLERK, **CRIME)
    assert set(told.sealed) == {"lead"}
    assert set(told.facts) == {"to_body"}
    assert not play.running()
    play.do("referral.send_crime", CLERK)
    play.do("referral.lead_received", officer_of("b-police"), received_on="2026-03-02")
    assert not play.running()
    assert restricted_proceedings(play.case) == {"referral-1"}
    assert play.refused("referral.result", CLERK, outcome="ended", decided_on="2026-03-02", done="x") == {
        "ordinary_hand_over"
    }
    play.do("referral.lead_result", CLERK, done="已立案侦查", decided_on="2026-03-02")
    assert play.stage("referral") == "result_back"


def test_restricted_acts_tell_nobody_in_the_case() -> None:
    restricted = [
        a
        for a in REFERRAL.acts
        if any(g.key in ("crime_hand_over", "violation_hand_over", "restricted_hand_over") for g in a.needs)
    ]
    assert len(restricted) >= 8
    assert {t.to for a in restricted for t in a.tells} == {"receiving_body"}


def test_administrative_organ_has_the_clocks_of_crime_referral() -> None:
    play = Play(RULES, accepted_case(owner="b-fin"))
    finance = officer_of("b-fin")
    play.do("referral.report_crime", finance, **CRIME)
    assert play.running() == {"head_decision": "crime_head_decision"}
    assert play.refused("referral.send_crime", finance) == {"head_decided"}
    play.do("referral.head_decides", finance, decided_by="局长", decided_on="2026-03-02")
    transfer = play.case.clock("transfer")
    assert transfer is not None
    assert transfer.due_at is not None
    assert transfer.due == date(2026, 3, 3)
    play.do("referral.send_crime", finance)
    play.do("referral.lead_received", officer_of("b-police"), received_on="2026-03-02")
    assert play.running() == {"police_review": "crime_police_review"}
    play.do("referral.lead_notice", finance, step="not_filed", on_day="2026-03-02")
    assert play.running() == {"reconsideration": "crime_agency_reconsider"}


def test_violation_goes_to_a_supervisor() -> None:
    play = Play(RULES, accepted_case())
    data = {
        "to_body": "b-nfra",
        "legal_duty": "金发〔2025〕14号",
        "institution": "某行",
        "conduct": "搭售",
        "rule": "销售办法",
    }
    play.do("referral.report_violation", CLERK, **data)
    play.do("referral.send_violation", CLERK)
    assert play.last is not None
    assert any(table == "paper" and columns["form"] == "F54" for table, _, columns in play.last.changes)
