"""Capacities: offices of the county's file come and go by its acts, deputies by their days."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from rongzhi.accounts.capacities import capacities, capacity_of, own_post
from rongzhi.accounts.deputies import NotNamed, end_deputy, name_deputy
from rongzhi.accounts.people import add_person, end_office, give_office, last_administrator, offices_of
from rongzhi.casework.actions import perform
from rongzhi.casework.models import Event
from rongzhi.casework.projection import facts_of
from rongzhi.casework.visibility import cases_for, sight
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import Account, AccountNote
from tests.factories import county as made
from tests.factories.county import CODE, NOW, administrator
from tests.factories.offices import county_with_file

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BASIS = "县里的决定〔2026〕1号"


@pytest.fixture
def founded(db: None, installation):
    with time_machine.travel(NOW, tick=False):
        yield county_with_file()


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def given(name: str, **data: str):
    return give_office(account(name), by=administrator(), at=NOW, data={"basis": BASIS, **data})


def keys(name: str, today: date = TODAY) -> list[str]:
    return [one.key for one in capacities(account(name), today=today)]


def test_office_is_another_capacity_and_an_event_of_the_county(founded: str):
    answer = given("clerk", function="officer", body="PMCF")

    assert answer.ok
    own, office = capacities(account("clerk"), today=TODAY)
    assert own.actor == made.court_clerk()
    assert (office.actor.bodies, office.actor.functions) == (frozenset({"PMCF"}), frozenset({"officer"}))
    assert office.actor.codes == {"PMCF"}
    assert Event.objects.get(file=founded, act="county.appoint").actor == "administrator"
    assert AccountNote.objects.get(what="office_given").detail == "officer PMCF"


def test_capacity_opens_the_cases_of_its_body_alone(founded: str):
    number = made.filed()
    given("clerk", function="officer", body="PMCF")
    own, office = capacities(account("clerk"), today=TODAY)

    assert not cases_for(own.actor).exists()
    assert sight(own.actor, number) is None
    assert [case.number for case in cases_for(office.actor)] == [number]


def test_ended_office_is_no_capacity(founded: str):
    given("clerk", function="officer", body="PMCF")
    office = offices_of(account("clerk"), CODE)[0]

    assert end_office(account("clerk"), office.key, by=administrator(), at=NOW, basis=BASIS).ok
    assert keys("clerk") == [""]
    assert capacity_of(account("clerk"), f"o{founded}/{office.key}", today=TODAY) is None


def test_office_of_days_to_come_or_gone_is_no_capacity(founded: str):
    given("clerk", function="officer", body="PMCF", since="2026-03-10", until="2026-03-20")

    assert keys("clerk") == [""]
    assert len(keys("clerk", date(2026, 3, 10))) == 2
    assert len(keys("clerk", date(2026, 3, 20))) == 2
    assert keys("clerk", date(2026, 3, 21)) == [""]


def test_office_of_somebody_else_is_no_capacity(founded: str):
    given("clerk", function="officer", body="PMCF")
    key = keys("clerk")[1]

    assert capacity_of(account("n1"), key, today=TODAY) is None


def test_office_ended_on_the_county_file_ends_in_the_own_post(founded: str):
    given("officer", function="officer", body="PMCF")
    assert keys("officer") == [""]
    office = offices_of(account("officer"), CODE)[0]

    end_office(account("officer"), office.key, by=administrator(), at=NOW, basis=BASIS)

    assert own_post(account("officer")).actor.functions == frozenset()


def test_office_needs_its_basis(founded: str):
    answer = give_office(account("clerk"), by=administrator(), at=NOW, data={"function": "officer"})

    assert isinstance(answer, Refusal)
    assert keys("clerk") == [""]


def test_nobody_but_the_administrator_gives_an_office(founded: str):
    answer = give_office(
        account("clerk"), by=made.officer(), at=NOW, data={"function": "officer", "basis": BASIS}
    )

    assert isinstance(answer, Refusal)
    assert not AccountNote.objects.exists()


def test_new_person_has_no_password_and_its_offices_on_record(founded: str):
    add_person(
        username="new", name_zh="何新", body="PMCF", functions=("officer",), by=administrator(), at=NOW
    )

    assert not account("new").has_usable_password()
    assert [office.function for office in offices_of(account("new"), CODE)] == ["officer"]
    assert keys("new") == [""]


def test_last_administrator_is_known(founded: str):
    assert last_administrator(account("administrator"))
    add_person(username="new", name_zh="何新", functions=("administrator",), by=administrator(), at=NOW)
    assert not last_administrator(account("administrator"))


# ── Deputies ──
def named(deputy: str = "officer2", *, since: date = TODAY, until: date = TODAY):
    return name_deputy(
        account("officer"),
        deputy,
        since=since,
        until=until,
        by="officer",
        at=timezone.now(),
        today=TODAY,
    )


def test_deputy_acts_for_the_other_and_the_event_says_so(county: str):
    number = made.filed()
    named("reviewer")
    actor = capacities(account("reviewer"), today=TODAY)[1].actor

    done = made.act(number, "case.note", by=actor, note="代为登记")

    event = Event.objects.get(file=number, seq=done.seq)
    assert event.actor == "reviewer"
    assert facts_of(event.header)["facts"]["behalf"] == "officer"
    assert (actor.id, actor.behalf, actor.functions) == ("reviewer", "officer", frozenset({"officer"}))


def test_deputy_ends_by_itself_and_by_hand(county: str):
    row = named(until=TODAY + timedelta(days=3))

    assert len(keys("officer2", TODAY + timedelta(days=3))) == 2
    assert keys("officer2", TODAY + timedelta(days=4)) == [""]
    end_deputy(row, by="officer", at=timezone.now())
    assert keys("officer2") == [""]


def test_deputy_ends_when_the_other_is_shut_out(county: str):
    named()
    Account.objects.filter(username="officer").update(is_active=False)

    assert keys("officer2") == [""]


@pytest.mark.parametrize("deputy", ["clerk", "agent-BANK1", "officer", "nobody"])
def test_deputy_is_somebody_else_of_the_same_body(county: str, deputy: str):
    with pytest.raises(NotNamed):
        named(deputy)


def test_mediator_has_no_deputy(county: str):
    with pytest.raises(NotNamed):
        name_deputy(account("n1"), "n2", since=TODAY, until=TODAY, by="n1", at=timezone.now(), today=TODAY)


def test_deputy_does_not_begin_in_the_past(county: str):
    with pytest.raises(NotNamed):
        named(since=TODAY - timedelta(days=1))


@pytest.mark.parametrize("turned", [False, True])
def test_deputy_may_not_review_what_either_of_the_two_decided(county: str, turned: bool):
    number = made.filed()
    both = frozenset({"officer", "reviewer"})
    decided = made.other(made.officer(), id="officer2", behalf="officer") if turned else made.officer()
    made.act(number, "intake.refuse", by=decided, ground="NA12", facts="x", next_ways="y")
    made.act(number, "intake.ask_review", by=made.party(number), reasons="请复核")
    deputy = made.other(made.officer(), id="officer2", functions=both, behalf="officer")
    reviewing = made.other(made.officer(), functions=both) if turned else deputy

    answer = perform(
        number, "intake.uphold", by=reviewing, data={"reasons": "维持"}, now=NOW, request=made.key()
    )

    assert isinstance(answer, Refusal)
    assert {reason.key for reason in answer.reasons} == {"not_the_same_person"}
