"""Somebody leaves: signing in ends at once, and every open case of theirs gets another hand, or a date by which it must."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q

from rongzhi.accounts.capacities import own_post
from rongzhi.accounts.notes import note
from rongzhi.accounts.people import BASIS_LEFT, end_office, last_administrator, offices_of
from rongzhi.accounts.sign_ins import end_all
from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Case, Proceeding
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Deputy, Neutral

PROPOSED = ("disclosure", "objection_open", "accepting", "recusal")
EVALUATING = ("disclosure", "pack", "evaluating")


class Stays(Exception):
    """The account cannot leave yet; says in both languages why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Work:
    """The open work of one account, by what it is in each case; `others`: how many neutrals are left to choose from."""

    officer: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    mediating: tuple[str, ...] = ()
    evaluating: tuple[str, ...] = ()
    others: int = 0

    @property
    def total(self) -> int:
        return len(self.officer) + len(self.as_neutral)

    @property
    def as_neutral(self) -> tuple[str, ...]:
        return self.proposed + self.mediating + self.evaluating

    @property
    def only_neutral(self) -> bool:
        """Cases wait for a neutral and the roster has nobody else."""
        return bool(self.as_neutral) and not self.others


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of a leaver's work, in cases."""

    given: int = 0
    waiting: int = 0
    stuck: tuple[str, ...] = ()


def work_of(account: Account) -> Work:
    """What the account has in hand; for the administrator, who reads no cases, only its numbers are shown."""
    mine = Case.objects.filter(county=account.county, status="open")
    officer = tuple(mine.filter(officer=account.username).order_by("number").values_list("number", flat=True))
    neutral = account.neutral
    if not neutral or Account.objects.filter(county=account.county, neutral=neutral, is_active=True).exclude(
        pk=account.pk
    ):
        return Work(officer)
    rows = mine.filter(Q(neutral=neutral) | Q(neutral_proposed=neutral) | Q(evaluator=neutral))
    cases = {row.number: row for row in rows.order_by("number")}
    running = _at(cases, "mediation")
    proposed = _at(cases, "appointment", PROPOSED)
    assessed = _at(cases, "evaluation", EVALUATING)
    return Work(
        officer,
        tuple(n for n, case in cases.items() if case.neutral_proposed == neutral and n in proposed),
        tuple(n for n, case in cases.items() if case.neutral == neutral and n in running),
        tuple(n for n, case in cases.items() if case.evaluator == neutral and n in assessed),
        Neutral.objects.filter(county=account.county, status="active").exclude(handle=neutral).count(),
    )


def _at(numbers: Iterable[str], procedure: str, stages: tuple[str, ...] = ()) -> set[str]:
    rows = Proceeding.objects.filter(file__in=list(numbers), procedure=procedure, open=True)
    rows = rows.filter(stage__in=stages) if stages else rows
    return set(rows.values_list("file", flat=True))


def successors(account: Account) -> list[Account]:
    """Who may take over the cases of an officer: active officers of the same body."""
    rows = Account.objects.filter(county=account.county, body=account.body, is_active=True).exclude(
        pk=account.pk
    )
    return [one for one in rows.order_by("username") if "officer" in own_post(one).actor.functions]


def leave(
    account: Account, *, successor: str, by_day: date, by: Actor, at: datetime, machine: datetime
) -> HandedOver:
    """Mark the account as left and hand over its work. Raises Stays for the last administrator.

    `successor` takes the officer's cases; without one they stand open until somebody is named, by `by_day`.
    `at` is the county's moment, `machine` that of the sign-ins.
    """
    if last_administrator(account):
        raise Stays(
            "这是本县最后一名管理员，不能离任。请先增加另一名管理员。",
            "This is the county's last administrator. Add another one first.",
        )
    account.is_active, account.left_on = False, at.date()
    account.save(update_fields=["is_active", "left_on"])
    end_all(account, why="left", at=machine)
    Deputy.objects.filter(Q(account=account) | Q(deputy=account), ended=None).update(ended=machine)
    for office in offices_of(account, account.county):
        end_office(account, office.key, by=by, at=at, basis=BASIS_LEFT)
    _leave_roster(account, by, at)
    note(account, "left", by=by.id, detail=successor)
    return hand_over(account, successor=successor, by_day=by_day, by=by, at=at)


def hand_over(account: Account, *, successor: str, by_day: date, by: Actor, at: datetime) -> HandedOver:
    """Hand over what is still in the hands of somebody who has left; safe to do again after an interruption."""
    work = work_of(account)
    chosen = successor if successor in {one.username for one in successors(account)} else ""
    given, waiting, stuck = 0, 0, []
    day = {"by_day": by_day.isoformat()}
    steps: list[tuple[str, str, Mapping[str, Any]]] = []
    for number in work.officer:
        to = {"officer": chosen, "reasons": REASON}
        steps.append((number, "case.reassign_officer", to) if chosen else (number, "case.officer_left", day))
    steps += [(number, "appointment.neutral_gone", day) for number in work.proposed]
    steps += [(number, "appointment.neutral_left", day) for number in work.mediating]
    steps += [(number, "evaluation.step_back", {"reasons": REASON}) for number in work.evaluating]
    for number, act, data in steps:
        answer = perform(number, act, by=SYSTEM, data=data, now=at, request=f"left:{uuid4()}")
        if not isinstance(answer, Done):
            stuck.append(number)
        elif act == "case.reassign_officer":
            given += 1
        else:
            waiting += 1
    done = HandedOver(given, waiting, tuple(stuck))
    note(account, "handed_over", by=by.id, detail=f"{given} / {waiting} / {len(stuck)}")
    return done


def _leave_roster(account: Account, by: Actor, at: datetime) -> None:
    """The roster has them no more, unless somebody else signs in for the same neutral."""
    if not account.neutral:
        return
    others = Account.objects.filter(county=account.county, neutral=account.neutral, is_active=True)
    row = Neutral.objects.filter(county=account.county, handle=account.neutral, status="active").first()
    if row is not None and not others.exclude(pk=account.pk).exists():
        data = {"ground": "other", "reasons": REASON}
        perform(row.number, "neutral.leave", by=by, data=data, now=at, request=f"left:{uuid4()}")


REASON = "原经办人离任 The person in charge has left."
