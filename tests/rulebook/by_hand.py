"""Cases made by hand for tests of procedures: a consumer and a bank, rules as published, acts done one by one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from rongzhi.core.procedure.decide import SYSTEM, Outcome, Refusal, decide, follow, moved
from rongzhi.core.procedure.definition import Actor, Procedure
from rongzhi.core.procedure.fields import Code
from rongzhi.core.procedure.picture import Party, Picture, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.stages import stages_of
from rongzhi.rulebook.tables import channels, ends, forms, taxonomy

BEIJING = timezone(timedelta(hours=8))
MONDAY = date(2026, 3, 2)

CONSUMER = Actor("code:p1", party="p1", file="W-1")
BANK = Actor(
    "a-bank", bodies=frozenset({"b-bank"}), codes=frozenset({"BANK"}), functions=frozenset({"officer"})
)
CLERK = Actor(
    "a-clerk", bodies=frozenset({"b-fmo"}), codes=frozenset({"FMO"}), functions=frozenset({"officer"})
)
MEDIATOR = Actor("a-li", neutral="n1")
OTHER_NEUTRAL = Actor("a-wang", neutral="n2")
SECRETARIAT = Actor(
    "a-sec", bodies=frozenset({"b-sec"}), codes=frozenset({"SEC"}), functions=frozenset({"officer"})
)

BODIES = {
    "b-bank": {"kind": "BANK"},
    "b-fmo": {"kind": "FMO"},
    "b-court": {"kind": "COURT"},
    "b-police": {"kind": "PS"},
    "b-nfra": {"kind": "NFRA"},
    "b-samr": {"kind": "SAMR"},
    "b-fin": {"kind": "FIN"},
    "b-arb": {"kind": "ARB"},
}
NEUTRALS = {n: {"status": "active", "employer": "", "ties": ()} for n in ("n1", "n2", "n3")}
TABLES = {
    "channels": channels(),
    "forms": forms(),
    "taxonomy": taxonomy(),
    "body_handles": BODIES,
    "neutrals": NEUTRALS,
}


def officer_of(body: str) -> Actor:
    """An officer of that body."""
    return Actor(
        f"a-{body}",
        bodies=frozenset({body}),
        codes=frozenset({BODIES[body]["kind"]}),
        functions=frozenset({"officer"}),
    )


def rules_with(procedures: Iterable[Procedure]) -> Rules:
    """The rules of a county that has these procedures and the published values."""
    return Rules({p.key: p for p in procedures}, national(), mainland_calendar(), TABLES)


def accepted_case(**header: Any) -> Picture:
    """A consumer against a bank, accepted by the mediation organisation, 3,000 yuan in dispute."""
    return Picture(
        number="W-1",
        county="W",
        owner=header.pop("owner", "b-fmo"),
        seq=5,
        header={
            "status": "open",
            "amount": Decimal("3000.00"),
            "track": "simple",
            "channel": "industry_mediation",
            "mediation_kind": "industry",
            **header,
        },
        parties={
            "p1": Party("p1", "applicant", "consumer", named=1),
            "p2": Party("p2", "respondent", "institution", body="b-bank", named=1),
        },
        proceedings={
            "intake-1": Proceeding("intake-1", "intake", "accepted", open=False),
            "invitation-1": Proceeding("invitation-1", "invitation", "prepared"),
        },
    )


class Play:
    """One case and the acts done to it, each on a day; automatic acts follow by themselves."""

    def __init__(self, rules: Rules, case: Picture, today: date = MONDAY) -> None:
        self.rules = rules
        self.case = case
        self.today = today
        self.last: Outcome | None = None

    def try_act(
        self, key: str, by: Actor, *, roles: frozenset[str] | None = None, proceeding: str = "", **data: Any
    ) -> Outcome | Refusal:
        """Weigh the act and, when it is accepted, do it."""
        at = datetime(self.today.year, self.today.month, self.today.day, 10, tzinfo=BEIJING)
        held = roles_of(by, self.case) if roles is None else roles
        result = decide(
            self.rules,
            self.case,
            key,
            by=by,
            roles=held,
            data=data,
            at=at,
            today=self.today,
            proceeding=proceeding,
        )
        if isinstance(result, Outcome):
            self.last = result
            steps = follow(self.rules, moved(self.case, result), at=at, today=self.today)
            self.case = [moved(self.case, result), *(picture for _, picture in steps)][-1]
        return result

    def do(self, key: str, by: Actor, **data: Any) -> Outcome:
        """Do the act, which has to be accepted."""
        result = self.try_act(key, by, **data)
        assert isinstance(result, Outcome), result
        return result

    def refused(self, key: str, by: Actor, **data: Any) -> set[str]:
        """The keys of the reasons against the act, which has to be refused."""
        result = self.try_act(key, by, **data)
        assert isinstance(result, Refusal), result
        return {reason.key for reason in result.reasons}

    def expire(self, clock_name: str) -> None:
        """Let the first running clock of that name run out, on the day after its last day."""
        clock = next(c for c in self.case.clocks.values() if c.name == clock_name and c.status == "running")
        assert clock.due is not None
        self.today = clock.due + timedelta(days=1)
        data = {"clock": clock.key} if clock.on_expiry == "case.overdue" else {}
        self.do(clock.on_expiry, SYSTEM, proceeding=clock.proceeding, **data)

    def stage(self, procedure: str) -> str:
        found = self.case.proceeding(procedure)
        assert found is not None, f"no {procedure}"
        return found.stage

    def end(self, procedure: str) -> str:
        found = self.case.proceeding(procedure)
        assert found is not None, f"no {procedure}"
        return found.end

    def running(self) -> dict[str, str]:
        """The parameters of the running clocks by the clock's name."""
        return {c.name: c.parameter for c in self.case.running_clocks}


def assert_as_published(procedure: Procedure) -> None:
    """Stages, forms, ends and clock parameters of the procedure stand in the published tables, word for word."""
    published = [(s.code, s.name_zh, s.name_en, s.final) for s in stages_of(procedure.key)]
    assert [(s.code, s.label, s.en, s.final) for s in procedure.stages] == published
    codes = {s.code for s in procedure.stages}
    for act in procedure.acts:
        assert act.procedure == procedure.key
        assert act.label
        assert act.en
        assert {*act.from_, act.to} - {None} <= codes, act.key
        assert {*act.issues, *act.takes, *(f.form for f in act.data if f.form)} <= set(forms()), act.key
        if act.ends is not None:
            named = {code for _, code in act.ends.choices} | (
                {act.ends.code} if isinstance(act.ends.code, str) else set()
            )
            assert named <= set(ends()), act.key
        for clock in act.starts:
            assert {clock.parameter, *(c.parameter for c in clock.choices)} <= set(national()), act.key
            assert clock.on_expiry == "case.overdue" or procedure.act(clock.on_expiry) is not None, act.key
        assert not any(isinstance(f.kind, Code) and f.kind.table not in KNOWN_TABLES for f in act.data), (
            act.key
        )
    keys = [act.key for act in procedure.acts]
    assert len(keys) == len(set(keys))


KNOWN_TABLES = {
    "channels",
    "forms",
    "taxonomy",
    "bodies",
    "body_handles",
    "neutrals",
    "parameters",
    "procedures",
}
