"""Deadlines that are over: each is expired once, by its declared act or as overdue."""

import pytest

from rongzhi.casework.clocks import ClockReport, run_clocks
from rongzhi.casework.models import Clock, Event, Proceeding
from tests.factories.county import act, clock, county, filed, officer

pytestmark = pytest.mark.django_db


def refused(**changes) -> str:
    """A case that was refused, so that the clock for its review runs."""
    number = filed(**changes)
    act(
        number,
        "intake.refuse",
        by=officer(),
        ground="NA1",
        facts="不属于受理范围",
        next_ways="可以向法院起诉",
    )
    return number


def test_clock_that_is_over_performs_its_act():
    county()
    number = refused()

    report = run_clocks(now=clock(days=60))

    assert report.expired == {"intake.close_refusal": 1}
    assert Proceeding.objects.get(file=number).stage == "refusal_final"
    assert list(Event.objects.filter(file=number).order_by("seq").values_list("act", "actor")) == [
        ("intake.file", "filer"),
        ("intake.refuse", "officer"),
        ("intake.close_refusal", "system"),
    ]


def test_clock_that_is_not_over_is_left_alone():
    county()
    filed()

    assert run_clocks(now=clock(hours=1)) == ClockReport()


def test_clock_without_an_act_of_its_own_marks_the_file_overdue():
    county()
    number = filed()

    report = run_clocks(now=clock(days=10))

    assert report.expired == {"case.overdue": 1}
    assert Clock.objects.get(file=number, name="accept_decision").status == "expired"


def test_clock_whose_act_is_refused_marks_the_file_overdue():
    county()
    number = filed()
    Clock.objects.filter(file=number).update(on_expiry="intake.close_refusal")

    report = run_clocks(now=clock(days=10))

    assert report.expired == {"case.overdue": 1}


def test_clock_that_cannot_be_expired_is_reported_and_not_tried_for_ever():
    county()
    number = filed()
    Clock.objects.filter(file=number).update(key="intake-1/unheard_of/1", name="unheard_of")

    report = run_clocks(now=clock(days=10))

    assert report.total == 0
    assert [(stuck.file, stuck.clock) for stuck in report.stuck] == [(number, "intake-1/unheard_of/1")]
    assert report.stuck[0].reasons != ()


def test_second_run_finds_nothing():
    county()
    filed()
    run_clocks(now=clock(days=10))

    assert run_clocks(now=clock(days=11)).total == 0


def test_oldest_clock_comes_first_and_limit_is_kept():
    county()
    later = filed(now=clock(days=3))
    sooner = filed(now=clock())

    run_clocks(now=clock(days=30), limit=1)

    assert Clock.objects.get(file=sooner, status="expired").name == "accept_decision"
    assert Clock.objects.get(file=later).status == "running"
    assert Clock.objects.get(file=sooner, status="running").name == "look_again"


def test_many_clocks_are_all_taken_up(monkeypatch):
    monkeypatch.setattr("rongzhi.casework.clocks.PAGE", 2)
    county()
    for _ in range(5):
        filed()
    seen = []

    report = run_clocks(now=clock(days=30), progress=seen.append)

    assert report.total == 5
    assert seen == [1, 2, 3, 4, 5]
