"""A consultation from asking to minutes: alone first, opened together, twice refused, and closed to everybody else."""

from datetime import timedelta

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.consultation_figures import figures
from rongzhi.casework.consulting import consultations_of, table
from rongzhi.casework.models import Clock as ClockRow
from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.rules import forget
from rongzhi.casework.seats_left import release_gone
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import cases_for, sight
from rongzhi.core.procedure.decide import SYSTEM, Refusal
from rongzhi.directory.models import Body
from tests.factories import county as made
from tests.factories.consulting import (
    ASKING,
    MEMBERS,
    PACK,
    QUESTIONS,
    answers,
    convened,
    department,
    departments,
    opinion,
    refused,
)
from tests.factories.county import CODE, NOW, act, agent, key, mediator, officer, party
from tests.factories.main_line import mediating, picture

pytestmark = pytest.mark.django_db
SECRET = "独立意见秘密九九"


@pytest.fixture
def case() -> str:
    made.county()
    departments()
    return mediating()


def stage(file: str) -> str:
    return picture(file).proceeding("consultation").stage


def of_the_case(file: str) -> list:
    return [fault for fault in verify(now=NOW).faults if fault.file == file]


def at_table(file: str, by):
    seen = sight(by, file)
    return table(seen, consultations_of(seen.picture)[-1])


def test_opinions_open_together_when_the_last_is_in(case):
    convened(case)
    for handle in MEMBERS[:-1]:
        opinion(case, handle)
    assert stage(case) == "first_opinion"

    opinion(case, MEMBERS[-1], yes="no", amount="0.00")

    assert stage(case) == "feedback"
    found = at_table(case, agent("SEC"))
    assert [voice.answer for voice in found.rounds[0].to(1)].count(True) == 4
    assert (found.rounds[0].given, found.rounds[0].due, found.rounds[0].by) == (5, 5, "all_in")
    assert of_the_case(case) == []


def test_nobody_reads_an_opinion_before_the_opening(case):
    convened(case)
    opinion(case, "NFRA", reasons=SECRET)

    for by in (agent("SEC"), department("PBOC"), officer(), mediator(), party(case), agent("BANK1")):
        seen = sight(by, case)
        assert SECRET not in str(seen.pieces), by.id
        found = table(seen, consultations_of(seen.picture)[-1])
        assert SECRET not in str(found), by.id
    assert SECRET in str(at_table(case, department("NFRA")).own)
    sealed = SealedPart.objects.filter(file=case, name__startswith="opinion:").get()
    assert sealed.name == "opinion:seat-1"


def test_second_answer_of_a_round_is_refused(case):
    convened(case)
    opinion(case, "NFRA")

    assert refused(case, "consultation.first_opinion", department("NFRA"), **answers(), no_tie="yes") == {
        "not_yet_given"
    }


def test_who_holds_no_seat_gives_no_opinion(case):
    convened(case)

    for by in (department("XF"), agent("BANK1"), officer(), agent("SEC"), party(case)):
        assert refused(case, "consultation.first_opinion", by, **answers(), no_tie="yes") & {
            "not_found",
            "not_yours",
            "holds_a_seat",
        }, by.id


def test_silence_does_not_hold_up_the_table(case):
    convened(case)
    opinion(case, "NFRA")

    run_clocks(now=NOW + timedelta(days=10))

    assert stage(case) == "feedback"
    states = {seat.body: seat.state for seat in at_table(case, agent("SEC")).seats}
    assert states["NFRA"] == "given"
    assert states["PBOC"] == "silent"


def test_members_read_reasons_without_names_after_the_feedback(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle, reasons=f"理由来自{handle}")
    assert at_table(case, department("PBOC")).rounds == []

    act(case, "consultation.feed_back", by=agent("SEC"))

    found = at_table(case, department("PBOC"))
    assert {voice.reasons for voice in found.rounds[0].to(1)} == {f"理由来自{h}" for h in MEMBERS}
    assert not found.named
    assert at_table(case, agent("SEC")).named


def test_rounds_end_after_three(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle)
    for _ in range(2):
        act(case, "consultation.feed_back", by=agent("SEC"))
        act(case, "consultation.ask_second", by=agent("SEC"))
        for handle in MEMBERS:
            opinion(case, handle, again=True)

    assert refused(case, "consultation.feed_back", agent("SEC")) == {"rounds_left"}
    act(case, "consultation.conclude", by=agent("SEC"), ended_because="three_rounds")
    assert stage(case) == "minutes"


def test_minutes_advice_and_end(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle)
    act(case, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    assert "concludes_each" in refused(
        case, "consultation.record_minutes", agent("SEC"), conclusion_1="应退", plan="退三千"
    )
    act(
        case,
        "consultation.record_minutes",
        by=agent("SEC"),
        conclusion_1="应退",
        conclusion_2="三千元",
        plan="建议退还三千元",
    )
    assert refused(case, "consultation.close", agent("SEC")) == {"told_the_parties"}
    act(case, "consultation.advise", by=agent("SEC"), advice="几个部门看过后建议退三千元，您可以不接受。")

    seen = sight(party(case), case)
    assert any("您可以不接受" in str(piece.value) for piece in seen.pieces)
    assert not any("应退" in str(piece.value) for piece in seen.pieces)
    assert at_table(case, officer()).minutes["plan"] == "建议退还三千元"
    act(case, "consultation.close", by=agent("SEC"))
    assert stage(case) == "closed"
    assert of_the_case(case) == []


def test_parties_learn_neither_members_nor_questions(case):
    convened(case)
    opinion(case, "NFRA")

    for by in (party(case), agent("BANK1")):
        seen = sight(by, case)
        assert table(seen, consultations_of(seen.picture)[-1]) is None
        assert not [
            e for e in seen.picture.entries.values() if e.kind in ("seat", "opinion", "consult_question")
        ]
        assert "NFRA" not in str(seen.picture.entries) + str(seen.pieces)
        assert "事先告知保费" not in str([p for p in seen.pieces if p.seq > 5])


def test_names_of_parties_are_masked_before_they_are_sealed(case):
    convened(case, facts_agreed="张三于三月办理贷款，电话13800000001。")

    found = at_table(case, department("NFRA"))
    assert found.pack["facts_agreed"].startswith("张*于三月")
    assert "13800000001" not in str(found.pack)


def test_party_body_and_court_may_not_sit(case):
    act(case, "consultation.ask", by=officer(), **ASKING)
    act(case, "consultation.admit", by=agent("SEC"))
    base = {**QUESTIONS, **PACK, "chair": "SEC"}
    seats = {f"member_{n}": h for n, h in enumerate(MEMBERS, 1)}

    for wrong, reasons in (
        ({"member_5": "BANK1"}, {"members_without_ties", "members_may_sit"}),
        ({"member_5": "COURT"}, {"members_without_ties", "members_may_sit"}),
        ({"member_5": "NFRA"}, {"members_differ"}),
        ({"chair": "NFRA"}, {"members_differ"}),
        ({"kind_2": "choice"}, {"questions_closed"}),
    ):
        assert refused(case, "consultation.convene", agent("SEC"), **{**base, **seats, **wrong}) == reasons


def test_one_test_alone_is_not_enough(case):
    data = {"test_law": "yes", "why_complex": "规定不明", "questions": "是否应退"}
    assert refused(case, "consultation.ask", officer(), **data) == {"two_tests"}


def test_member_that_recuses_leaves_the_table_and_the_case(case):
    convened(case)
    opinion(case, "NFRA")
    act(case, "consultation.recuse", by=department("PBOC"), reasons="本单位参股")

    assert [e.code for e in picture(case).list("seat", "recused")] == ["PBOC"]
    assert sight(department("PBOC"), case) is None
    assert case not in set(cases_for(department("PBOC")).values_list("number", flat=True))
    act(case, "consultation.add_member", by=agent("SEC"), body="XF")
    for handle in ("FIN", "SAMR", "JB", "XF"):
        opinion(case, handle)
    assert stage(case) == "feedback"


def test_body_that_left_the_directory_is_released(case):
    convened(case)
    for handle in MEMBERS[:-1]:
        opinion(case, handle)

    act(case, "consultation.release_member", by=agent("SEC"), seat="seat-5", why="left")

    assert stage(case) == "feedback"


def retired(handle: str) -> None:
    Body.objects.filter(handle=handle).update(status="retired")
    forget()


def test_retired_body_gives_no_opinion_and_is_told_why(case):
    convened(case)
    retired("PBOC")
    before = Event.objects.filter(file=case).count()

    assert refused(case, "consultation.first_opinion", department("PBOC"), **answers(), no_tie="yes") == {
        "member_still_listed"
    }
    assert Event.objects.filter(file=case).count() == before


def test_seat_of_a_retired_body_is_released_by_itself_and_the_table_goes_on(case):
    convened(case)
    for handle in MEMBERS[:-1]:
        opinion(case, handle)
    retired(MEMBERS[-1])

    assert release_gone(now=NOW) == 1
    assert release_gone(now=NOW) == 0

    assert stage(case) == "feedback"
    states = {seat.body: seat.state for seat in at_table(case, agent("SEC")).seats}
    assert states[MEMBERS[-1]] == "released"
    assert refused(
        case, "consultation.first_opinion", department(MEMBERS[-1]), **answers(), no_tie="yes"
    ) == {"not_found"}
    assert of_the_case(case) == []


def test_seat_stays_where_nothing_is_asked_any_more(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle)
    act(case, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    retired("PBOC")

    assert release_gone(now=NOW) == 0
    assert at_table(case, agent("SEC")).seats  # the minutes name who sat


def test_nobody_else_releases_a_seat_as_left_by_the_directory(case):
    convened(case)

    assert refused(case, "consultation.member_gone", SYSTEM, seat="seat-1") == {"seat_left_directory"}
    assert refused(case, "consultation.member_gone", agent("SEC"), seat="seat-1") == {"not_yours"}


def test_opinion_after_the_day_counts_until_the_opening_and_counts_as_late(case):
    convened(case)
    due = ClockRow.objects.get(file=case, name="first_opinion").due_at
    late = due + timedelta(minutes=5)

    said = perform(
        case,
        "consultation.first_opinion",
        by=department("PBOC"),
        data={**answers(), "no_tie": "yes"},
        now=late,
        request=key(),
    )
    run_clocks(now=late)

    assert not isinstance(said, Refusal)
    assert stage(case) == "feedback"
    time = next(body.time for body in figures(CODE, now=late).bodies if body.body == "PBOC")
    assert (time.in_time.part, time.late) == (0, 1)


def test_opinion_after_its_time_is_refused_in_words_and_changes_nothing(case):
    convened(case)
    opinion(case, "NFRA")
    over = NOW + timedelta(days=30)
    run_clocks(now=over)
    before = Event.objects.filter(file=case).count()

    answer = perform(
        case,
        "consultation.first_opinion",
        by=department("PBOC"),
        data={**answers(), "no_tie": "yes"},
        now=over,
        request=key(),
    )

    assert isinstance(answer, Refusal)
    assert "意见" in answer.reasons[0].zh
    assert Event.objects.filter(file=case).count() == before
