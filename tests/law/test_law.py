"""The law as cases: each says name, article, what is given and what must come out; a lawyer can add one."""

import csv
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rongzhi.core.parameters import Change, NoValue, overlay
from rongzhi.core.workdays import Unit, span, span_hours
from rongzhi.rulebook.calculators.enforcement import enforcement_due
from rongzhi.rulebook.calculators.interest import private_lending_cap
from rongzhi.rulebook.calculators.interruptions import Ground, Interruption
from rongzhi.rulebook.calculators.limitation import ClaimFacts, track
from rongzhi.rulebook.calculators.lpr import lpr_on
from rongzhi.rulebook.calculators.small_claims import small_claims_limits
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.parameters import national
from tests.law.grouping import going_on, period_of
from tests.law.scenario import outcome

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
CASE_FIELDS = {"name", "article", "check", "given", "expected"}


def read_cases() -> list[Any]:
    cases = [
        case
        for file in sorted(HERE.glob("*.toml"))
        for case in tomllib.loads(file.read_text("utf-8"))["case"]
    ]
    return [pytest.param(case, id=case["name"]) for case in cases]


def read_rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def check_span(given: dict[str, Any]) -> dict[str, Any]:
    unit = Unit(given["unit"])
    due = span(given["start"], given["amount"], unit, roll=given["roll"], calendar=mainland_calendar())
    return {"date": due.date, "provisional": due.provisional}


def check_due(given: dict[str, Any]) -> dict[str, Any]:
    pauses = [(since, until) for since, until in given.get("pauses", [])]
    due = (
        national()
        .on(given["parameter"], given["start"])
        .last_day(
            given["start"], calendar=mainland_calendar(), pauses=pauses, extension=given.get("extension", 0)
        )
    )
    return {"date": due.date, "provisional": due.provisional}


def check_hours(given: dict[str, Any]) -> dict[str, Any]:
    value = national().on(given["parameter"], given["start"].date())
    assert value.unit is Unit.HOURS
    return {"at": span_hours(given["start"], value.amount)}


def check_workday(given: dict[str, Any]) -> dict[str, Any]:
    return {"workday": mainland_calendar().is_workday(given["day"])}


def check_value(given: dict[str, Any]) -> dict[str, Any]:
    value = national().on(given["parameter"], given["day"])
    return {
        "amount": value.amount,
        "unit": value.unit,
        "starts_when": national()[given["parameter"]].starts_when,
        "confidence": value.confidence,
        "unconfirmed": value.unconfirmed,
    }


def check_extension(given: dict[str, Any]) -> dict[str, Any]:
    value = national().on(given["parameter"], date(2026, 3, 2))
    return {"allowed": value.allows(given["days"]), "kind": value.extension, "by": value.extended_by}


def check_limitation(given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    key, requested = facts.pop("period"), facts.pop("request", None)
    ground = Ground(facts.pop("ground", "mediation_request"))
    interruptions = (Interruption(requested, ground),) if requested else ()
    periods = track(
        ClaimFacts(**facts, interruptions=interruptions), parameters=national(), calendar=mainland_calendar()
    )
    (period,) = [period for period in periods if period.key == key]
    fields = ("last_day", "interrupted_on", "affected_by_mediation", "provisional", "standing")
    return {name: getattr(period, name) for name in fields}


def check_enforcement(given: dict[str, Any]) -> dict[str, Any]:
    periods = enforcement_due(
        given["instalments"],
        notarised=given["notarised"],
        parameters=national(),
        calendar=mainland_calendar(),
    )
    return {"last_days": [period.last_day for period in periods]}


def check_cap(given: dict[str, Any]) -> dict[str, Any]:
    cap = private_lending_cap(
        given["contract"], given["licensed"], parameters=national(), sued_on=given.get("sued")
    )
    first = cap.parts[0] if cap.parts else None
    return {
        "applies": cap.applies,
        "percent": cap.percent,
        "first_until": first.until if first else None,
        "first_percent": first.percent if first else None,
    }


def check_small_claims(given: dict[str, Any]) -> dict[str, Any]:
    changes = [
        Change("provincial_average_wage", wage, "test", from_=date.fromisoformat(day), unit=Unit.YUAN)
        for day, wage in given["wages"].items()
    ]
    try:
        limits = small_claims_limits(given["filed_on"], parameters=overlay(national(), changes))
    except NoValue as missing:
        return {
            "missing": "provincial_average_wage"
            if "provincial_average_wage" in str(missing)
            else str(missing)
        }
    return {"by_law": limits.by_law, "by_consent": limits.by_consent, "old_wage": limits.old_wage}


CHECKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "acts": outcome,
    "cap": check_cap,
    "due": check_due,
    "enforcement": check_enforcement,
    "extension": check_extension,
    "group": going_on,
    "hours": check_hours,
    "limitation": check_limitation,
    "small_claims": check_small_claims,
    "span": check_span,
    "value": check_value,
    "waiting": period_of,
    "workday": check_workday,
}


def plain(found: Any, wanted: Any) -> Any:
    """As much of `found` as `wanted` speaks of, as text."""
    if isinstance(wanted, dict):
        return {name: plain(found.get(name), value) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return sorted(map(str, found))
    return str(found)


@pytest.mark.parametrize("case", read_cases())
def test_law(case):
    assert set(case) == CASE_FIELDS

    found = CHECKS[case["check"]](case["given"])

    assert plain(found, case["expected"]) == plain(case["expected"], case["expected"])


def test_each_case_has_a_name_of_its_own():
    names = [each.id for each in read_cases()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", read_rows("deadline_cases_open.csv"), ids=lambda row: row["id"])
def test_deadline_case(row):
    start, n = date.fromisoformat(row["start"]), int(row["n"])
    working = {"working_days_after": True, "calendar_days_last_day_moved_to_next_working_day": False}[
        row["rule"]
    ]
    unit = Unit.WORKING if working else Unit.CALENDAR

    due = span(start, n, unit, roll=not working, calendar=mainland_calendar())

    assert (due.date.isoformat(), due.provisional) == (row["due"], False)


@pytest.mark.parametrize("row", read_rows("lpr_lookup_cases_open.csv"), ids=lambda row: row["date"])
def test_lpr_lookup_case(row):
    day = date.fromisoformat(row["date"])
    quote = lpr_on(day)
    cap = private_lending_cap(day, False, parameters=national(), sued_on=day)

    assert quote.one_year == Decimal(row["lpr_1y_percent"])
    assert quote.five_year == Decimal(row["lpr_5y_percent"])
    assert 4 * quote.one_year == Decimal(row["four_times_percent"])
    if day >= date(2020, 8, 20):  # before that day the ceiling was another one
        assert cap.percent == Decimal(row["four_times_percent"])


def test_the_case_tables_are_whole():
    assert len(read_rows("deadline_cases_open.csv")) == 279
    assert len(read_rows("lpr_lookup_cases_open.csv")) == 80
