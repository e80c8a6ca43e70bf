"""Hard cases: bodies renamed and merged, a case taken up again, days across the new year, a changed edition, one of everything."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.index import Index, Period, Story
from rongzhi.core.statistics.measures import Did, Happened, Louder, Mean, OfCases, Outside, Reached, Until
from rongzhi.directory.models import Body
from rongzhi.oversight import export as exporting
from rongzhi.oversight.figures import Counting, counting
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.indices import ENDED, INDICES, SOURCE
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW
from tests.web.secret_files import people

YEAR = Period(date(2025, 1, 1), date(2027, 1, 1), date(2026, 12, 31))


def index(measure) -> Index:
    return Index("T1", "试", "trial", "", "", "", "", "", "", "more", SOURCE, measure)


def both(measure, told, period=YEAR, days=lambda a, b: (b - a).days, **more):
    """The figure counted both ways, which have to agree."""
    plain = evaluate(index(measure), told, period, days=days, **more)
    with Counting.of(told, days=days) as count:
        found = count.given(index(measure), period, **more)
    assert [(one.figure, one.share) for one in found] == [(one.figure, one.share) for one in plain]
    return found


def story(number: int, *events: tuple, **facts: str) -> Story:
    made = (Happened(one[0], date.fromisoformat(one[1]), one[2] if len(one) > 2 else {}) for one in events)
    return Story(f"W-{number:03}", facts, tuple(made))


# ── One of everything, all and none ──
EVERY = [key for key, one in INDICES.items() if one.measure is not None]


@pytest.mark.parametrize("key", EVERY)
@pytest.mark.parametrize("n", [0, 1])
def test_no_case_and_one_case_give_no_figure_but_a_reason(key, n):
    told = [story(k, ("intake.file", "2026-02-01"), ("intake.accept", "2026-02-02")) for k in range(n)]

    (given,) = evaluate(INDICES[key], told, YEAR, days=lambda a, b: (b - a).days)

    assert given.figure.value is None
    assert given.figure.too_few.zh
    assert given.figure.too_few.en
    assert given.cases == ()


@pytest.mark.parametrize(("settled", "value"), [(True, 1.0), (False, 0.0)])
def test_all_settled_and_none_settled_have_intervals(settled, value):
    more = [("agreement.take_effect", "2026-03-01")] if settled else []
    told = [story(k, ("intake.accept", "2026-02-01"), *more) for k in range(40)]

    (found,) = both(OfCases(Did(("intake.accept",)), Did(("agreement.take_effect",))), told)

    assert found.figure.value == value
    assert 0 <= found.figure.interval.low < found.figure.interval.high <= 1


def test_one_neutral_makes_no_funnel():
    measure = Outside(OfCases(Did(("take",)), Did(("settle",))), "who")
    told = [story(k, ("take", "2026-02-01", {"who": "N1"}), ("settle", "2026-03-01")) for k in range(50)]

    (found,) = both(measure, told)

    assert (found.share.part, found.share.whole) == (0, 1)


# ── A case taken up again ──
def test_case_that_ended_and_was_taken_up_again_ends_once():
    told = [
        story(
            k,
            ("intake.accept", "2026-01-05"),
            ("withdrawal.confirm", "2026-02-01", {"_ended": True}),
            ("follow_up.resume", "2026-03-01", {"_ended": False}),
            ("agreement.take_effect", "2026-04-01", {"_ended": True}),
        )
        for k in range(6)
    ]

    (found,) = both(OfCases(ENDED, ENDED), told)
    (wait,) = both(Until(Did(("intake.accept",)), ENDED), told)

    assert found.share.whole == 6
    assert (
        wait.figure.value == 27
    )  # to the first end; that it went on is told by the cases that are open again


@pytest.mark.django_db
def test_bodies_that_were_renamed_or_merged_keep_their_past_under_their_code():
    there.county()
    people()
    for _ in range(6):
        main_line.joined(respondent_body="BANK1", respondent_kind="institution")
    before = _by_institution()
    row = Body.objects.get(county=CODE, handle="BANK1")
    row.name_zh = "改名银行"
    row.save()

    assert _by_institution() == before == {"BANK1": 6}
    row.status = "retired"
    row.save()
    assert _by_institution() == before  # what it did stays its own; the successor begins with its own cases


def _by_institution() -> dict[str, int]:
    period = Period(NOW.date() - timedelta(days=9), NOW.date() + timedelta(days=1), NOW.date())
    with counting(CODE) as count:
        found = count.given(INDICES["IE4"], period, by="institution", fewest=1)
        return {one.group: one.share.whole for one in found if one.share and one.group}


# ── Days across the new year, and another edition ──
def test_waits_across_the_new_year_leave_out_the_holidays():
    calendar = mainland_calendar()
    told = [story(k, ("a", "2025-12-30"), ("b", "2026-01-06")) for k in range(6)]

    (found,) = both(Until(Did(("a",)), Did(("b",))), told, days=calendar.workdays_between)

    assert found.figure.value == calendar.workdays_between(date(2025, 12, 30), date(2026, 1, 6)) < 7


@pytest.mark.django_db
def test_export_of_another_edition_is_written_anew(monkeypatch):
    there.county()
    for _ in range(6):
        there.filed()
    period = Period(NOW.date() - timedelta(days=9), NOW.date() + timedelta(days=1), NOW.date())
    with counting(CODE) as count:
        before = count.given(INDICES["IE4"], period)
    monkeypatch.setattr(exporting, "EDITION", exporting.EDITION + 1)

    with counting(CODE) as count:
        assert count.given(INDICES["IE4"], period) == before
    folder = next(path for path in _folders() if path.name == CODE)
    assert json.loads((folder / "manifest.json").read_text())["edition"] == exporting.EDITION


def _folders():
    return (Path(settings.RONGZHI_HOME) / "figures").iterdir()


# ── What the new measures leave out ──
def test_sides_that_never_spoke_and_answers_that_were_not_given_leave_nothing():
    told = [story(k, ("rooms.speak", "2026-02-01", {"_side": ""})) for k in range(9)]

    assert both(Louder(Did(("rooms.speak",)), "applicant", "respondent"), told)[0].figure.value is None
    assert both(Mean(Did(("rooms.speak",)), "score"), told)[0].figure.value is None


def test_station_that_is_gone_is_no_station():
    here = [("body.register", "2025-02-01", {"township": "柳湾镇"})]
    told = [
        story(1, *here, ("body.helped_to_file", "2026-02-01")),
        story(2, ("body.register", "2025-02-01", {"township": "青坪镇"}), ("body.retire", "2025-05-01")),
    ]
    measure = Reached(
        Did(("body.register",)), Did(("body.retire",)), Did(("body.helped_to_file",)), "township"
    )

    assert both(measure, told)[0].share.whole == 1
