"""The holiday list on the administrator's desk: previewed with its effects, adopted only after that, by nobody else."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rongzhi.casework.models import Event
from rongzhi.directory.models import Account
from tests.factories.county import SHANGHAI, filed
from tests.factories.main_line import picture
from tests.factories.offices import county_with_file
from tests.factories.sign_in import PASSWORD

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LATE = datetime(2026, 12, 30, 10, 0, tzinfo=SHANGHAI)
ADDRESS = "/desk/administrator/holidays/"
LIST = {
    "year": "2027",
    "notice": "国办发明电〔2026〕x号",
    "days": "2027-01-01至2027-01-02 放假 元旦\n2027-01-04,day_off,元旦",
}


@pytest.fixture
def county(db: None, installation):
    cache.clear()
    with time_machine.travel(LATE, tick=False):
        yield county_with_file()


def browser(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend=BACKEND)
    return client


def late_case() -> str:
    return filed(now=LATE)


def test_preview_tells_what_moves_and_changes_nothing(county: str) -> None:
    number = late_case()
    before = picture(number).clock("accept_decision").due

    answer = browser("administrator").post(ADDRESS, LIST)

    (move,) = answer.context["effects"].moves
    assert (move.before, move.after, move.files) == (before, date(2027, 1, 6), 1)
    assert "2027-01-06" in answer.text or "2027年1月6日" in answer.text
    assert number not in answer.text, "administrators read no case"
    assert not Event.objects.filter(act="county.load_calendar").exists()
    assert picture(number).clock("accept_decision").due == before


def test_adopting_does_what_was_previewed(county: str) -> None:
    number = late_case()
    client = browser("administrator")
    plan = client.post(ADDRESS, LIST).context["plan"]

    answer = client.post(ADDRESS, {"plan": plan}, follow=True)

    assert "2027" in answer.text
    assert picture(number).clock("accept_decision").due == date(2027, 1, 6)
    assert not picture(number).clock("accept_decision").provisional
    assert Event.objects.filter(file=county, act="county.load_calendar").count() == 1


def test_list_uploaded_as_csv_is_read(county: str, tmp_path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("date,kind,name\n2027-01-01,放假,元旦\n2027-01-10,上班,元旦\n", "utf-8-sig")
    with path.open("rb") as file:
        answer = browser("administrator").post(ADDRESS, {**LIST, "days": "", "file": file})

    assert [off for _, off in answer.context["days"]] == [True, False]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"days": "2027-02-30 放假"}, 422),
        ({"days": ""}, 422),
        ({"days": "2019-01-01 放假"}, 422),
        ({"notice": ""}, 422),
        ({"year": "二〇二七"}, 422),
    ],
)
def test_broken_list_is_not_previewed(county: str, changed: dict[str, str], status: int) -> None:
    answer = browser("administrator").post(ADDRESS, {**LIST, **changed})

    assert answer.status_code == status
    assert "plan" not in answer.context


def test_plan_that_was_changed_or_is_of_another_does_nothing(county: str) -> None:
    Account.objects.create_user(
        "second", PASSWORD, county="W", functions="administrator", name_zh="second", body="PMCF"
    )
    plan = browser("administrator").post(ADDRESS, LIST).context["plan"]

    assert browser("administrator").post(ADDRESS, {"plan": plan + "x"}).status_code == 409
    assert browser("second").post(ADDRESS, {"plan": plan}).status_code == 409
    assert not Event.objects.filter(act="county.load_calendar").exists()


@pytest.mark.parametrize("username", ["officer", "reviewer", "clerk", "n1", "agent-BANK1"])
def test_page_is_not_there_for_others(county: str, username: str) -> None:
    plan = browser("administrator").post(ADDRESS, LIST).context["plan"]

    assert browser(username).get(ADDRESS).status_code == 404
    assert browser(username).post(ADDRESS, {"plan": plan}).status_code == 404


def test_administrator_of_another_county_sees_no_effect_here(county: str) -> None:
    late_case()
    Account.objects.create_user("far", PASSWORD, county="X", functions="administrator", name_zh="far")

    answer = browser("far").post(ADDRESS, LIST)

    assert getattr(answer.context.get("effects"), "files", 0) == 0
