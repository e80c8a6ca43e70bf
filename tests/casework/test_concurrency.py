"""Two people act at once: one wins where it must, both where they may; on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from rongzhi.casework.actions import perform, perform_many
from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.models import Event, File
from tests.factories.at_once import at_once
from tests.factories.consulting import MEMBERS, convened, department, departments, opinion
from tests.factories.consulting import answers as opinions
from tests.factories.county import (
    CODE,
    NOW,
    act,
    agent,
    county,
    dispute,
    filer,
    key,
    mediator,
    officer,
    party,
)
from tests.factories.main_line import accepted, agreed, mediating, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def seqs(file):
    return list(Event.objects.filter(file=file).order_by("seq").values_list("seq", flat=True))


def test_two_officers_decide_the_same_stage_and_one_wins():
    from tests.factories.county import filed

    file = filed()
    data = {"channel": "people_mediation", "mediation_kind": "people", "track": "simple"}

    answers = at_once(
        lambda: perform(file, "intake.accept", by=officer(), data=data, now=NOW, request="a"),
        lambda: perform(file, "intake.accept", by=officer("officer2"), data=data, now=NOW, request="b"),
    )

    assert sorted(a.ok for a in answers) == [False, True]
    assert next(a for a in answers if not a.ok).reasons[0].key == "out_of_stage"
    assert seqs(file) == list(range(1, picture(file).seq + 1))


def test_two_sides_answer_at_once_and_both_count():
    file = mediating()
    act(file, "mediation.propose", by=mediator(), amount="10.00", terms="和解")

    answers = at_once(
        lambda: perform(
            file, "mediation.accept_proposal", by=party(file), data={"agrees": "yes"}, now=NOW, request="a"
        ),
        lambda: perform(
            file, "mediation.accept_proposal", by=agent("BANK1"), data={"agrees": "yes"}, now=NOW, request="b"
        ),
    )

    assert [a.ok for a in answers] == [True, True]
    assert picture(file).at("mediation", "agreed")
    assert seqs(file) == list(range(1, picture(file).seq + 1))


def test_stale_page_loses_and_concurrent_act_does_not():
    file = mediating()
    version = picture(file).proceedings["mediation-1"].version

    answers = at_once(
        lambda: perform(
            file,
            "mediation.propose",
            by=mediator(),
            data={"terms": "甲"},
            now=NOW,
            request="a",
            expected=version,
        ),
        lambda: perform(
            file,
            "mediation.confide",
            by=party(file),
            data={"note": "乙"},
            now=NOW,
            request="b",
            expected=version,
        ),
    )

    assert [a.ok for a in answers] == [True, True]
    again = perform(file, "mediation.leave", by=party(file), data={}, now=NOW, request="c", expected=version)
    assert [r.key for r in again.reasons] == ["changed"]


def test_same_request_sent_twice_at_once_acts_once():
    def once():
        return perform(
            None,
            "intake.file",
            by=filer(),
            data=dispute(),
            now=NOW,
            request="same",
            county=CODE,
            owner="PMCF",
        )

    answers = at_once(once, once)

    assert [a.ok for a in answers] == [True, True]
    assert len({a.file for a in answers}) == 1
    assert sorted(a.again for a in answers) == [False, True]
    assert File.objects.count() == 1


def test_two_batches_at_once_take_numbers_without_gap_or_clash():
    def batch(name):
        rows = [(n, dispute(applicant_name=f"{name}{n}")) for n in range(1, 21)]
        return lambda: list(
            perform_many(rows, by=officer(), now=NOW, batch=name, county=CODE, owner="PMCF", chunk=5)
        )

    at_once(batch("x"), batch("y"))

    numbers = sorted(File.objects.values_list("number", flat=True))
    assert numbers == [f"W-2026-{n:06d}" for n in range(1, 41)]


def test_an_act_that_fails_in_the_middle_leaves_nothing(monkeypatch):
    from rongzhi.casework import actions

    file = agreed()
    before = (picture(file), seqs(file))

    def broken(self):
        raise RuntimeError("power cut")

    monkeypatch.setattr(actions, "flush", broken)
    with pytest.raises(RuntimeError):
        perform(file, "case.note", by=officer(), data={"note": "x"}, now=NOW, request=key())
    with pytest.raises(RuntimeError):
        accepted()

    assert (picture(file), seqs(file)) == before
    assert File.objects.count() == 1


def test_two_members_give_the_last_opinions_at_once_and_both_are_opened():
    departments()
    file = mediating()
    convened(file)
    for handle in MEMBERS[:-2]:
        opinion(file, handle)

    def gives(handle):
        data = {**opinions(), "no_tie": "yes"}
        return perform(
            file, "consultation.first_opinion", by=department(handle), data=data, now=NOW, request=handle
        )

    answered = at_once(*(lambda handle=handle: gives(handle) for handle in MEMBERS[-2:]))

    case = picture(file)
    assert [a.ok for a in answered] == [True, True]
    assert len(case.list("opinion")) == len(MEMBERS)
    assert len(case.list("opened")) == 1
    assert case.at("consultation", "feedback")
    assert seqs(file) == list(range(1, case.seq + 1))


def test_opinion_and_the_end_of_its_time_at_once_leave_one_opening():
    departments()
    file = mediating()
    convened(file)
    for handle in MEMBERS[:-1]:
        opinion(file, handle)
    late = NOW + timedelta(days=30)
    data = {**opinions(), "no_tie": "yes"}

    answered = at_once(
        lambda: perform(
            file, "consultation.first_opinion", by=department(MEMBERS[-1]), data=data, now=NOW, request="a"
        ),
        lambda: run_clocks(now=late),
    )

    case = picture(file)
    assert len(case.list("opened")) == 1
    assert case.at("consultation", "feedback") or answered[0].ok
    assert len(case.list("opinion")) == len(MEMBERS) - 1 + bool(answered[0].ok)
    assert seqs(file) == list(range(1, case.seq + 1))
