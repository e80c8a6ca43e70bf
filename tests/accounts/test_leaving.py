"""A leaver: signing in ends at once, and no case falls between two chairs."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rongzhi.accounts.capacities import capacities
from rongzhi.accounts.deputies import name_deputy
from rongzhi.accounts.leaving import Stays, hand_over, leave, work_of
from rongzhi.accounts.people import give_office, offices_of
from rongzhi.accounts.sign_ins import Place, begin, ended_because
from rongzhi.api import tokens
from rongzhi.casework.meetings import calendar
from rongzhi.casework.models import Case, Due, Entry, Proceeding
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.directory.models import Account, Neutral
from tests.factories import county as made
from tests.factories import main_line
from tests.factories.county import CODE, NOW, administrator
from tests.factories.offices import county_with_file

pytestmark = pytest.mark.django_db
BY_DAY = NOW.date() + timedelta(days=3)


@pytest.fixture
def founded(db: None, installation):
    with time_machine.travel(NOW, tick=False):
        yield county_with_file()


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def gone(name: str, successor: str = ""):
    return leave(
        account(name),
        successor=successor,
        by_day=BY_DAY,
        by=administrator(),
        at=NOW,
        machine=timezone.now(),
    )


def vacancies(kind: str) -> list[tuple[str, object]]:
    return list(Entry.objects.filter(kind=kind, status="open").order_by("file").values_list("file", "on"))


def told(text: str) -> set[str]:
    return set(Due.objects.filter(kind="message", what=text).values_list("to", flat=True))


def test_leaver_cannot_sign_in_or_go_on_anywhere(founded: str):
    row = begin(account("officer"), Place("Chrome", "10.1.*.*"), at=timezone.now())
    token = tokens.token_for(account("officer"))
    give_office(
        account("officer"),
        by=administrator(),
        at=NOW,
        data={"function": "reviewer", "body": "PMCF", "basis": "决定"},
    )
    name_deputy(
        account("officer"),
        "officer2",
        since=NOW.date(),
        until=BY_DAY,
        by="officer",
        at=timezone.now(),
        today=NOW.date(),
    )

    gone("officer")

    assert not account("officer").is_active
    assert account("officer").left_on == NOW.date()
    assert ended_because(row, account("officer"), at=timezone.now()) == "left"
    assert tokens.account_of(token) is None
    assert offices_of(account("officer"), CODE) == []
    assert capacities(account("officer"), today=NOW.date()) == []
    assert [one.key for one in capacities(account("officer2"), today=NOW.date())] == [""]


def test_cases_of_an_officer_go_to_the_successor(founded: str):
    number = main_line.accepted()
    assert Case.objects.get(number=number).officer == "officer"

    done = gone("officer", "officer2")

    assert (done.given, done.waiting, done.stuck) == (1, 0, ())
    assert Case.objects.get(number=number).officer == "officer2"
    assert vacancies("officer_vacancy") == []


@pytest.mark.parametrize("successor", ["", "clerk", "nobody"])
def test_case_without_a_successor_stands_open_with_a_day_and_the_organisation_knows(
    founded: str, successor: str
):
    number = main_line.accepted()

    done = gone("officer", successor)

    assert (done.given, done.waiting) == (0, 1)
    assert Case.objects.get(number=number).officer == ""
    assert vacancies("officer_vacancy") == [(number, BY_DAY)]
    assert told("officer_left") == {"organisation"}


def test_named_officer_closes_the_vacancy(founded: str):
    number = main_line.accepted()
    gone("officer")

    made.act(
        number,
        "case.reassign_officer",
        by=made.officer("officer2"),
        officer="officer2",
        reasons="原承办人离任",
    )

    assert vacancies("officer_vacancy") == []
    assert Case.objects.get(number=number).officer == "officer2"


def test_only_mediator_leaves_in_the_middle_of_a_mediation(founded: str):
    number = main_line.mediating()
    Neutral.objects.exclude(handle="n1").update(status="left")
    assert Case.objects.get(number=number).neutral == "n1"
    work = work_of(account("n1"))
    assert (work.mediating, work.only_neutral) == ((number,), True)

    gone("n1")

    case = Case.objects.get(number=number)
    stage = Proceeding.objects.get(file=number, procedure="appointment", open=True)
    assert (case.neutral, case.status) == ("", "open")
    assert stage.stage == "replacing"
    assert ",organisation," in case.waiting_for
    assert vacancies("neutral_vacancy") == [(number, BY_DAY)]
    assert told("neutral_left") == {"organisation"}
    assert work_of(account("n1")).total == 0


def test_only_mediator_leaves_before_a_meeting_that_is_set(founded: str):
    number = main_line.mediating()
    day = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
    made.act(number, "mediation.set_meeting", by=made.mediator(), **day)
    Neutral.objects.exclude(handle="n1").update(status="left")

    gone("n1")

    # The day is not lost: parties and organisation see it, the leaver does not, and the organisation can move it.
    for by in (made.party(number), made.agent("BANK1"), made.officer()):
        assert [(m.on.isoformat(), m.status) for m in calendar(by, since=NOW.date())] == [
            ("2026-03-09", "set")
        ]
    assert calendar(made.mediator(), since=NOW.date()) == []
    assert sight(made.mediator(), number) is None
    assert vacancies("neutral_vacancy") == [(number, BY_DAY)]
    assert told("neutral_changes") == {"party"}
    moved = day | {"meeting_on": "2026-03-16", "session": "session-1", "reasons": "调解员离任"}
    made.act(number, "meetings.move", by=made.officer(), **moved)
    assert told("meeting_moved") == {"party"}


def test_new_neutral_holds_the_meeting_that_the_leaver_set(founded: str):
    number = main_line.mediating()
    day = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
    made.act(number, "mediation.set_meeting", by=made.mediator(), **day)
    gone("n1")

    made.act(number, "appointment.propose", by=made.officer(), neutral="n2", method="appointed")
    second = made.mediator(2)
    made.act(number, "appointment.disclose", by=second, ties="no", past_cases="no", available="yes")
    for by in (made.party(number), made.agent("BANK1")):
        made.act(number, "appointment.no_objection", by=by, agrees="yes")
    made.act(number, "appointment.accept", by=second, agrees="yes")

    assert [m.key for m in calendar(second, since=NOW.date())] == ["session-1"]
    held = {"session": "session-1", "mode": "site", "minutes": "双方陈述。"}
    made.act(number, "mediation.hold_meeting", by=second, now=made.clock(days=7), **held)
    assert main_line.picture(number).entries["session-1"].status == "held"


def test_another_neutral_closes_the_vacancy(founded: str):
    number = main_line.mediating()
    gone("n1")

    made.act(number, "appointment.propose", by=made.officer(), neutral="n2", method="appointed")

    assert vacancies("neutral_vacancy") == []
    assert Case.objects.get(number=number).neutral_proposed == "n2"


def test_proposed_neutral_leaves_before_the_mediation(founded: str):
    number = main_line.joined()
    made.act(number, "appointment.leave_it", by=made.party(number))
    made.act(number, "appointment.propose", by=made.officer(), neutral="n2", method="appointed")

    gone("n2")

    assert Case.objects.get(number=number).neutral_proposed == ""
    assert vacancies("neutral_vacancy") == [(number, BY_DAY)]


def test_neutral_for_whom_somebody_else_signs_in_has_not_left(founded: str):
    number = main_line.mediating()
    Account.objects.create_user("n1b", "x" * 12, county=CODE, neutral="n1", name_zh="n1b")

    gone("n1")

    assert Case.objects.get(number=number).neutral == "n1"


def test_last_administrator_stays(founded: str):
    with pytest.raises(Stays):
        gone("administrator")

    assert account("administrator").is_active


def test_hand_over_done_twice_does_it_once(founded: str):
    main_line.accepted()
    gone("officer")

    again = hand_over(account("officer"), successor="", by_day=BY_DAY, by=administrator(), at=NOW)

    assert (again.given, again.waiting) == (0, 0)
    assert len(vacancies("officer_vacancy")) == 1


def test_record_stays_whole_after_somebody_left(founded: str):
    main_line.accepted()
    main_line.mediating()
    gone("officer")
    gone("n1")

    assert [
        fault for fault in verify(now=NOW).faults if fault.kind != "stray"
    ] == []  # the factory's bodies have no file
