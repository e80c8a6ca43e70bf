"""One owner, one clock: whatever acts are done, every open case and task has one body that answers and one next date."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.charge import CHARGED, charged, days_lost, hand_offs, next_due, next_due_of, responsible
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.referral import REFERRAL
from rongzhi.rulebook.procedures.tasks import TASK
from tests.rulebook.by_hand import BODIES, CLERK, SECRETARIAT, Play, accepted_case, officer_of, rules_with
from tests.rulebook.walks import walk


def assert_charged(case: Picture) -> None:
    open_runs = case.open_proceedings()
    assert responsible(case) in BODIES
    if not open_runs:
        assert next_due(case) is None
        assert not case.running_clocks
        return
    assert any(clock.due_at == next_due(case) for clock in case.running_clocks), "no running clock"
    for run in open_runs:
        if run.procedure in CHARGED:
            assert charged(case, run.key) in BODIES
            own = {clock.due_at for clock in case.running_clocks if clock.proceeding == run.key}
            assert next_due_of(case, run.key) in own


def assert_watched_only_where_nothing_else_runs(case: Picture) -> None:
    running = [(clock.name, clock.proceeding) for clock in case.running_clocks]
    assert len(running) == len(set(running)) or not [n for n, _ in running if n == "look_again"]
    apart = restricted_proceedings(case)
    if ("look_again", "") in running:
        assert [(n, where) for n, where in running if where not in apart] == [("look_again", "")]


def assert_nothing_told_of_suspicions(case: Picture) -> None:
    """A case whose only clock is that of a suspicion would stand out: the rest of it has a date of its own."""
    apart = restricted_proceedings(case)
    if any(run.key not in apart for run in case.open_proceedings()):
        assert any(clock.proceeding not in apart for clock in case.running_clocks)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_every_open_case_and_task_has_one_owner_and_one_next_date(seed: int) -> None:
    for _, case in walk(seed):
        assert_charged(case)
        assert_nothing_told_of_suspicions(case)
        assert_watched_only_where_nothing_else_runs(case)


def test_walks_reach_the_acts_that_matter() -> None:
    done = {act for seed in range(160) for act, _ in walk(seed)}

    assert {"task.give", "task.feedback", "case.look_again", "referral.send", "referral.object"} <= done
    assert {
        "referral.report_crime",
        "mediation.consult",
        "lead.object",
        "task.overdue",
        "case.overdue",
    } <= done
    assert len(done) > 140


RULES = rules_with((INTAKE, REFERRAL, TASK))
PACKET: dict[str, Any] = {
    "channel": "admin_mediation",
    "to_body": "b-samr",
    "whose": "applicant",
    "packet": "申请书",
    "why": "经营者无法联系",
    "legal_duty": "《信访工作条例》第二十二条",
}


def sent() -> Play:
    play = Play(RULES, accepted_case())
    play.case.proceedings.pop("invitation-1")  # type: ignore[attr-defined]
    play.do("referral.begin", CLERK, **PACKET)
    play.today = date(2026, 3, 3)
    play.do("referral.send", CLERK, next_on="2026-03-20")
    return play


def test_no_case_falls_between_two_chairs() -> None:
    play, samr = sent(), officer_of("b-samr")
    assert responsible(play.case) == "b-fmo"
    play.do("referral.receive", samr, received_on="2026-03-03")
    assert responsible(play.case) == "b-fmo"
    play.do("referral.object", samr, ground="competence", basis="不属本单位")
    assert responsible(play.case) == "b-fmo"
    play.do("referral.dismiss_objection", SECRETARIAT, reasons="属其职责", received_on="2026-03-03")
    assert responsible(play.case) == "b-fmo"
    play.do("referral.handle", samr, accepted_on="2026-03-03")
    assert responsible(play.case) == "b-samr"


def test_a_returned_hand_over_stays_with_who_sent_it_and_its_days_are_kept() -> None:
    play, samr = sent(), officer_of("b-samr")
    play.today = date(2026, 3, 6)
    play.do("referral.object", samr, ground="competence", basis="不属本单位")
    play.today = date(2026, 3, 10)
    play.do("referral.uphold_objection", SECRETARIAT, reasons="异议成立")

    (lost,) = hand_offs(play.case)

    assert responsible(play.case) == "b-fmo"
    assert (lost.giver, lost.to, lost.outcome) == ("b-fmo", "b-samr", "returned")
    assert days_lost(lost, mainland_calendar(), play.today) == 5  # 4 to 6, 9 and 10 March


def test_an_open_hand_off_counts_to_today() -> None:
    play = sent()

    (lost,) = hand_offs(play.case)

    assert lost.accepted_on is None
    assert days_lost(lost, mainland_calendar(), date(2026, 3, 9)) == 4


def test_a_body_of_another_county_has_no_desk_here_and_the_sender_answers_for_the_case() -> None:
    play = Play(RULES, accepted_case())
    play.case.proceedings.pop("invitation-1")  # type: ignore[attr-defined]
    packet = {key: value for key, value in PACKET.items() if key != "to_body"}
    play.do("referral.begin_elsewhere", CLERK, receiver="邻县市场监督管理局", **packet)
    play.do("referral.send", CLERK, next_on="2026-03-20")
    play.do("referral.receive", CLERK, received_on="2026-03-02")
    play.do("referral.handle", CLERK, accepted_on="2026-03-02")
    assert responsible(play.case) == "b-fmo"
    play.do("referral.result", CLERK, outcome="settled", decided_on="2026-03-02", done="已解决")

    assert play.case.list("referral_result")
    assert [(h.to, h.outcome) for h in hand_offs(play.case)] == [("elsewhere", "accepted")]


def test_a_suspicion_never_shows_in_who_answers() -> None:
    play = Play(RULES, accepted_case())
    play.do(
        "referral.report_crime", CLERK, to_body="b-police", legal_duty="第三条", facts="受骗", evidence="凭证",
        civil_file="go_on",
    )  # fmt: skip
    play.do("referral.send_crime", CLERK)
    play.do("referral.lead_received", officer_of("b-police"), received_on="2026-03-02")

    assert responsible(play.case) == "b-fmo"
    assert hand_offs(play.case) == ()
