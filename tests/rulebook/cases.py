"""Pictures made by hand, and the office at work on them: what tests of procedures share."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from rongzhi.core.procedure.decide import Outcome, Refusal, decide, follow, moved
from rongzhi.core.procedure.definition import Actor, Procedure, Stage
from rongzhi.core.procedure.picture import Entry, Party, Picture, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.stages import stages_of

CHINA = timezone(timedelta(hours=8))
SYSTEM = Actor(id="system", functions=frozenset({"system"}))
CONSUMER = Actor(id="party:p1", party="p1", file="W-1")
BANK = Actor(id="bank-clerk", bodies=frozenset({"B-BANK"}), codes=frozenset({"BANK"}), county="W")
OFFICER = Actor(id="officer-1", bodies=frozenset({"B-FMO"}), functions=frozenset({"officer"}), county="W")
REVIEWER = Actor(id="reviewer-1", bodies=frozenset({"B-FMO"}), functions=frozenset({"reviewer"}), county="W")
COURT = Actor(id="court-1", bodies=frozenset({"B-COURT"}), codes=frozenset({"COURT"}), county="W")


def a_case(**header: Any) -> Picture:
    """Give a consumer against a bank, owned by a mediation organisation, without proceedings."""
    parties = {
        "p1": Party("p1", "applicant", "consumer", joined=True, named=1),
        "p2": Party("p2", "respondent", "institution", body="B-BANK", joined=True, named=1),
    }
    return Picture("W-1", "W", owner="B-FMO", seq=1, header={"status": "open", **header}, parties=parties)


def with_stage(case: Picture, procedure: str, stage: str, *, open_: bool = True, number: int = 1) -> Picture:
    """Give the case with a proceeding standing in that stage."""
    item = Proceeding(f"{procedure}-{number}", procedure, stage, open=open_)
    return replace(case, proceedings={**case.proceedings, item.key: item})


def with_entry(case: Picture, kind: str, status: str, **columns: Any) -> Picture:
    """Give the case with one more line in its register."""
    key = f"{kind}-{len(case.list(kind)) + 1}"
    return replace(case, entries={**case.entries, key: Entry(key, kind, status, seq=1, **columns)})


def with_instalments(case: Picture, *rows: tuple[date, str], party: str = "p2") -> Picture:
    """Give the case with dated payments under an agreement in effect."""
    case = with_entry(case, "agreement", "effective", on=date(2026, 3, 2))
    for day, amount in rows:
        case = with_entry(case, "instalment", "open", on=day, amount=Decimal(amount), party=party)
    return case


@dataclass
class Office:
    """A case being worked on: one act after the other, each with what follows by itself."""

    case: Picture
    rules: Rules
    today: date

    def decide(self, key: str, by: Actor, **data: Any) -> Outcome | Refusal:
        """Weigh an act without doing it."""
        roles = roles_of(by, self.case)
        at = datetime.combine(self.today, time(10), CHINA)
        return decide(self.rules, self.case, key, by=by, roles=roles, data=data, at=at, today=self.today)

    def act(self, key: str, by: Actor, **data: Any) -> Outcome:
        """Do an act that must succeed, and the automatic acts after it."""
        outcome = self.decide(key, by, **data)
        assert isinstance(outcome, Outcome), outcome
        self.case = moved(self.case, outcome)
        for _, after in follow(self.rules, self.case, at=outcome.given.at, today=self.today):
            self.case = after
        return outcome

    def refused(self, key: str, by: Actor, **data: Any) -> set[str]:
        """Give the keys of the reasons against an act that must fail."""
        refusal = self.decide(key, by, **data)
        assert isinstance(refusal, Refusal), refusal
        return {reason.key for reason in refusal.reasons}

    def stage(self, procedure: str) -> str:
        """Give the stage of the procedure's proceeding, empty when there is none."""
        found = self.case.proceeding(procedure)
        return found.stage if found else ""

    def end(self, procedure: str) -> str:
        """Give the end code of the procedure's proceeding."""
        found = self.case.proceeding(procedure)
        return found.end if found else ""


def office(case: Picture, *procedures: Procedure, today: date = date(2026, 3, 2)) -> Office:
    """Give an office with these procedures, national values and the mainland calendar."""
    rules = Rules({p.key: p for p in procedures}, national(), mainland_calendar(), {}, county="W")
    return Office(case, rules, today)


def papers(outcome: Outcome) -> set[str]:
    """Give the forms that an act makes due."""
    return {columns["form"] for table, _, columns in outcome.changes if table == "paper"}


def due(case: Picture, clock: str) -> date | None:
    """Give the last day of the clock of that name."""
    found = case.clock(clock)
    assert found is not None, clock
    return found.due


def table_stages(procedure: str) -> tuple[Stage, ...]:
    """Give the stages of that procedure as stages.csv has them."""
    rows = stages_of(procedure)
    return tuple(Stage(r.code, r.name_zh, r.name_en, r.final, r.waiting_for) for r in rows)
