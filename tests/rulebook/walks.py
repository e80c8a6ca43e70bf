"""Random walks through all procedures of a case: whatever act is accepted next, with made-up answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from rongzhi.core.procedure.decide import SYSTEM, Outcome, available, decide, follow, moved
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
    Checked,
    Choice,
    Code,
    Day,
    EntryRef,
    Field,
    Number,
    PartyRef,
    Schedule,
    Text,
    YesNo,
)
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.rulebook.registry import national_rules
from tests.rulebook.by_hand import BEIJING, BODIES, NEUTRALS

RULES = national_rules("W", "walk", tables={"body_handles": BODIES, "neutrals": NEUTRALS})
ROLES = frozenset(role for p in RULES.procedures.values() for act in p.acts for role in act.who) - {"system"}
CHECKED = {
    "phone": "13800000001",
    "email": "a@example.org",
    "id_number": "11010519491231002X",
    "credit_code": "91350100M000100Y43",
}
AHEAD = (
    ("mediation", "mediating"),
    ("agreement", "drafting"),
    ("performance", "running"),
    ("evaluation", "pack"),
)
FILE = {"id": "b1", "name": "a.pdf", "media": "application/pdf", "size": 9, "sha256": "0" * 64, "pages": 1}
FILING = {
    "applicant_name": "张三",
    "applicant_phone": "13800000001",
    "respondent_name": "示例银行",
    "respondent_kind": "institution",
    "respondent_body": "b-bank",
    "what_happened": "办理贷款时被要求买保险。",
    "privacy_notice": "yes",
}


def walk(seed: int, steps: int = 60) -> Iterator[tuple[str, Picture]]:
    """The acts that were accepted one after the other, each with the picture after it and all that followed."""
    rng = Random(seed)
    now = datetime(2026, 3, 2, 10, tzinfo=BEIJING)
    case = Picture(number="W-1", county="W", owner="b-fmo")
    filer = Actor("filer", functions=frozenset({"officer"}), bodies=frozenset({"b-fmo"}))
    roles = frozenset({"filer", "organisation"})
    first = decide(RULES, case, "intake.file", by=filer, roles=roles, data=FILING, at=now, today=now.date())
    assert isinstance(first, Outcome), first
    case = _after(first, case, now)
    yield "intake.file", case
    if rng.random() < 0.5:  # far ahead: chance alone seldom comes through the choice of a neutral
        procedure, stage = rng.choice(AHEAD)
        run = Proceeding(f"{procedure}-1", procedure, stage, since=now.date(), opened=now.date())
        header = {**case.header, "neutral": "n1", "channel": "industry_mediation", "track": "ordinary"}
        case = replace(case, header=header, proceedings={**case.proceedings, run.key: run})
    for _ in range(steps):
        now += timedelta(days=rng.choice((0, 0, 1, 2, 5)), hours=1)
        for act, after in _over(case, now):
            case = after
            yield act, case
        found = _step(rng, case, now)
        if found is not None:
            case = _after(found, case, now)
            yield found.act.key, case


def _after(outcome: Outcome, case: Picture, now: datetime) -> Picture:
    case = moved(case, outcome)
    return [case, *(picture for _, picture in follow(RULES, case, at=now, today=now.date()))][-1]


def _over(case: Picture, now: datetime) -> Iterator[tuple[str, Picture]]:
    """What the clocks do that have run out."""
    for key in [c.key for c in case.running_clocks if c.due_at is not None and c.due_at <= now]:
        clock = case.clocks[key]
        if clock.status != "running":
            continue
        for act in (clock.on_expiry, "case.overdue"):
            data = {"clock": key} if act == "case.overdue" else {}
            answer = decide(
                RULES, case, act, by=SYSTEM, roles=frozenset({"system"}), data=data, at=now, today=now.date(),
                proceeding=clock.proceeding,
            )  # fmt: skip
            if isinstance(answer, Outcome):
                case = _after(answer, case, now)
                yield act, case
                break


def _step(rng: Random, case: Picture, now: datetime) -> Outcome | None:
    everybody = Actor("a-anyone", bodies=frozenset(BODIES), codes=frozenset({"LEAD", "SEC"}))
    offered = available(RULES, case, by=everybody, roles=ROLES, at=now, today=now.date())
    free = [(act, run) for act, run, reasons in offered if not reasons]
    forward = [one for one in free if one[1] is not None]
    for _ in range(25):
        act, run = rng.choice(forward if forward and rng.random() < 0.8 else free)
        by = _somebody(rng, case)
        answer = decide(
            RULES, case, act.key, by=by, roles=ROLES, data=_answers(rng, act, case, now.date()), at=now,
            today=now.date(), proceeding=run.key if run else "",
        )  # fmt: skip
        if isinstance(answer, Outcome):
            return answer
    return None


def _somebody(rng: Random, case: Picture) -> Actor:
    """A party by code, or somebody of every body; as a neutral the one whom the case has or wants."""
    wanted = case.header.get("neutral_proposed") or case.header.get("neutral")
    party = rng.choice(sorted(case.parties)) if rng.random() < 0.6 else ""
    return Actor(
        f"a-{rng.randrange(4)}",
        bodies=frozenset(BODIES) if not party else frozenset(),
        neutral=str(wanted or rng.choice(tuple(NEUTRALS))),
        party=party,
        file=case.number if party else "",
    )


def _answers(rng: Random, act: Act, case: Picture, today: date) -> dict[str, Any]:
    made = {
        item.key: _answer(rng, item, case, today) for item in act.data if item.required or rng.random() < 0.4
    }
    return {key: value for key, value in made.items() if value is not None}


def _answer(rng: Random, item: Field, case: Picture, today: date) -> Any:
    kind = item.kind
    if isinstance(kind, Choice):
        return rng.choice(kind.options).code
    if isinstance(kind, Code):
        return rng.choice(sorted(RULES.tables.get(kind.table, {"x": None})))
    if isinstance(kind, Day):
        return (today + timedelta(days=rng.randrange(1, 40) if kind.future else 0)).isoformat()
    if isinstance(kind, PartyRef):
        return rng.choice(sorted(case.parties))
    if isinstance(kind, EntryRef):
        lines = case.list(kind.kind)
        return rng.choice(lines).key if lines else None
    made: dict[type, Any] = {
        Amount: "100.00",
        Number: str(getattr(kind, "least", 0)),
        YesNo: "yes",
        Schedule: f"{today + timedelta(days=20)} 100.00",
        Attachment: [FILE],
        Text: "文字",
    }
    return CHECKED[kind.by] if isinstance(kind, Checked) else made.get(type(kind))
