"""Every act that the demo plays can be done in a browser: the form asks what the act asks, and sending it does it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from rongzhi.casework.models import Event
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.demo.behaviour import Move
from rongzhi.demo.build import COUNTY
from rongzhi.demo.live import live
from rongzhi.demo.player import Played
from rongzhi.directory.models import Account
from rongzhi.rulebook.guards.speaking import COUNTER
from rongzhi.rulebook.procedures.membership import MEMBERSHIP
from rongzhi.rulebook.procedures.sampling import SAMPLING
from rongzhi.web.actors import PARTY
from tests.web.forms import carried

pytestmark = pytest.mark.django_db
ASKED_OF_THE_COUNTER = frozenset(item.key for item in COUNTER)
# Acts that no case of the demo comes to, each with a test of its own below or in tests/rulebook.
NOT_PLAYED = frozenset(
    {
        "appointment.neutral_gone",  # when somebody leaves: tests/accounts/test_leaving.py
        "appointment.neutral_left",
        "case.confirm_mandate",  # the demo's institutions send nobody with a limit
        "case.officer_left",
        "case.recompute_clock",  # done by the command that loads a calendar
        "confirmation.harm_known",
        "confirmation.open",
        "consultation.member_gone",  # a body leaves the directory: tests/casework/test_consultation.py
        "follow_up.finish",
        "intake.go_on",
        "intake.receive",
        "referral.head_decides",  # the demo's committee is no administrative organ
    }
) | frozenset(
    # A group is played by demo/mass_dispute.py beside the player; its pages have tests/web/test_group_pages.py.
    act.key
    for act in (
        *MEMBERSHIP.acts,
        *SAMPLING.acts,
    )  # reviews: demo/review_line.py, tests/casework/test_sampling.py
)


@pytest.fixture(autouse=True)
def _rules_read_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def test_every_played_act_is_done_by_its_page() -> None:
    done: set[str] = set()
    wrong: list[str] = []

    def by_page(
        case: Played, move: Move, by: Actor, data: Mapping[str, str], now: datetime, proceeding: str
    ) -> None:
        if move.act in done:
            return
        done.add(move.act)
        with time_machine.travel(now, tick=False), transaction.atomic():
            if fault := _sent(case.number, move.act, by, data, proceeding):
                wrong.append(f"{move.act}: {fault}")
            transaction.set_rollback(True)  # the player does it himself

    lived = live(seed=20250901, watch=by_page)

    assert "\n".join(wrong) == ""
    assert done >= set(lived.player.performed)
    assert _of_people(lived.player.rules) - done == NOT_PLAYED


def _of_people(rules: Rules) -> set[str]:
    """The acts on cases that people do, of the procedures that are in use."""
    return {
        act.key
        for procedure in rules.procedures.values()
        if procedure.kind == "case" and not procedure.off
        for act in procedure.acts
        if not (act.automatic or act.timer or act.founds)
    }


def _sent(number: str, act: str, by: Actor, data: Mapping[str, str], proceeding: str) -> str:
    """What went wrong when this person filled in the page of the act and sent it; empty when it was done."""
    browser = _browser(by)
    address = f"/cases/{number}/acts/{act}/" + (f"?proceeding={proceeding}" if proceeding else "")
    opened = browser.get(address)
    if opened.status_code != 200:
        return f"the form answers {opened.status_code}"
    missing = [key for key in data if f'name="{key}"' not in opened.text and key not in ASKED_OF_THE_COUNTER]
    if missing:
        return f"the form does not ask for {', '.join(missing)}"
    before = Event.objects.filter(file=number, act=act).count()
    answer = browser.post(address, {**carried(opened.text), **data})
    if answer.status_code != 302:
        return f"sending it answers {answer.status_code}"
    return "" if Event.objects.filter(file=number, act=act).count() == before + 1 else "nothing was done"


def _browser(by: Actor) -> Client:
    browser = Client()
    if by.file:
        session = browser.session
        session[PARTY] = {"file": by.file, "party": by.party, "county": COUNTY}
        session.save()
    else:
        browser.force_login(
            Account.objects.get(username=by.id), backend="django.contrib.auth.backends.ModelBackend"
        )
    return browser
