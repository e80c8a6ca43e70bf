"""A year's calendar is loaded as an act; clocks that waited for it are computed anew, by events."""

from datetime import date, datetime

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.calendar import load_year
from rongzhi.casework.models import Event
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import County
from tests.factories.county import SHANGHAI, key, officer
from tests.factories.main_line import picture

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 12, 30, 10, 0, tzinfo=SHANGHAI)
ADMINISTRATOR = Actor("root", functions=frozenset({"administrator"}), county="Q")
DAYS = "2027-01-01 day_off 元旦\n2027-01-02 day_off 元旦\n2027-01-04 day_off 元旦"


@pytest.fixture(autouse=True)
def _county(installation):
    from rongzhi.casework import keys_file

    keys_file.create(installation / "installation.key")
    founded = {"handle": "Q", "name_zh": "Q县", "name_en": "Q County"}
    answer = perform(
        None, "county.found", by=ADMINISTRATOR, data=founded, now=LATE, request=key(), county="Q", owner=""
    )
    assert answer.ok, answer


def file_in_q():
    from tests.factories.county import dispute, done, filer, other

    by = other(filer(), county="Q")
    data = dispute(respondent_body=None)
    return done(
        perform(None, "intake.file", by=by, data=data, now=LATE, request=key(), county="Q", owner="PMCF")
    ).file


def test_clock_over_the_new_year_is_provisional_until_the_calendar_is_loaded():
    file = file_in_q()
    before = picture(file).clock("accept_decision")
    assert (before.due, before.provisional) == (date(2027, 1, 4), True)

    answer, moved = load_year(
        "Q", year=2027, days=DAYS, notice="国办发明电〔2026〕x号", by=ADMINISTRATOR, now=LATE
    )

    assert answer.ok
    after = picture(file).clock("accept_decision")
    assert (moved, after.due, after.provisional) == (1, date(2027, 1, 6), False)
    assert Event.objects.filter(file=file).order_by("-seq").first().act == "case.recompute_clock"
    assert picture(file_in_q()).clock("accept_decision").due == date(2027, 1, 6)


def test_loading_the_same_year_twice_changes_nothing():
    load_year("Q", year=2027, days=DAYS, notice="n", by=ADMINISTRATOR, now=LATE)

    answer, moved = load_year("Q", year=2027, days=DAYS, notice="n", by=ADMINISTRATOR, now=LATE)

    assert answer.again
    assert moved == 0


@pytest.mark.parametrize(
    "days",
    [
        "",
        "2027-02-30 day_off x",
        "2027-01-01 holiday",
        "2019-01-01 day_off x",
        "2027-01-01 day_off\n2027-01-01 workday",
    ],
)
def test_broken_calendar_is_refused(days):
    answer, _ = load_year("Q", year=2027, days=days, notice="n", by=ADMINISTRATOR, now=LATE)

    assert isinstance(answer, Refusal)
    assert {r.key for r in answer.reasons} <= {"days_of_the_year", "missing"}


def test_only_an_administrator_loads_a_calendar():
    assert County.objects.get().number
    answer, _ = load_year("Q", year=2027, days=DAYS, notice="n", by=officer(), now=LATE)

    assert isinstance(answer, Refusal)
