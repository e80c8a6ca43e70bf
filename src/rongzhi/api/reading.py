"""A file as JSON, with what the caller may see of it and may do next; nothing else."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rongzhi.api.answers import reason_of
from rongzhi.api.schema import field_schema
from rongzhi.casework.queries import possible
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import NEUTRAL_WORDS, Sight, best, end_shown, header_open, runs_shown
from rongzhi.core.procedure.picture import Party, Proceeding, RunningClock
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.record.canonical import decimal_text
from rongzhi.rulebook.access import DataClass, Part, Visible

HEADER = (
    "door", "channel", "mediation_kind", "track", "dispute_class", "reason", "amount", "filed_on", "ended_on",
    "effective_on", "neutral", "neutral_proposed", "evaluator", "court",
)  # fmt: skip


def file_json(seen: Sight, *, now: datetime) -> dict[str, Any]:
    """The file as `seen`: header, proceedings, clocks, parties, answers, and the acts that are open to the caller."""
    picture, rules = seen.picture, rules_of(seen.picture.county)
    acts = possible(seen, now=now)
    runs = runs_shown(seen, {run.key for _, run, _ in acts if run is not None})
    shown = {run.key for run in runs} | ({""} if header_open(seen) else set())
    return {
        "number": picture.number,
        "county": picture.county,
        "received_by": picture.owner,
        "version": picture.seq,
        "status": picture.header.get("status", ""),
        "roles": sorted(seen.roles),
        "header": {
            name: plain(picture.header[name])
            for name in HEADER
            if picture.header.get(name) and _header(seen, name)
        },
        "proceedings": [_proceeding(run, rules, seen) for run in runs],
        "clocks": [_clock(clock) for clock in picture.clocks.values() if clock.proceeding in shown],
        "parties": [_party(party, seen) for party in picture.parties.values()],
        "answers": [
            {
                "event": piece.seq,
                "part": piece.part,
                "field": piece.key,
                "zh": piece.label,
                "en": piece.en,
                "value": plain(piece.value),
                "masked": piece.masked,
                "erased": piece.erased,
            }
            for piece in seen.pieces
        ],
        "acts": [
            {
                "act": act.key,
                "zh": act.label,
                "en": act.en,
                "proceeding": run.key if run else "",
                "expected": run.version if run and not act.concurrent else None,
                "open": not reasons,
                "reasons": [reason_of(reason) for reason in reasons],
                "warning": {"zh": act.warning, "en": act.warning_en} if act.warning else None,
                "fields": [
                    {"name": item.key, "required": item.required, **field_schema(item)} for item in act.data
                ],
            }
            for act, run, reasons in acts
        ],
        "sealed_away": seen.sealed_away,
    }


def plain(value: Any) -> Any:
    """Amounts and dates as text, as everywhere in the interface."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def _header(seen: Sight, name: str) -> bool:
    return best(seen.viewers, Part("header", DataClass.DC2, field=name)) is not Visible.NO


def _proceeding(run: Proceeding, rules: Rules, seen: Sight) -> dict[str, Any]:
    procedure = rules.procedures[run.procedure]
    stage = procedure.stage(run.stage)
    return {
        "proceeding": run.key,
        "procedure": {"code": procedure.key, "zh": procedure.label, "en": procedure.en},
        "stage": {"code": stage.code, "zh": stage.label, "en": stage.en},
        "waiting_for": stage.waiting_for if run.open else "none",
        "open": run.open,
        "version": run.version,
        "since": plain(run.since),
        "end": _end(run.end, rules, seen),
    }


def _end(code: str, rules: Rules, seen: Sight) -> dict[str, str] | None:
    if not code:
        return None
    if not end_shown(seen, code):
        return {"code": "", "zh": NEUTRAL_WORDS[0], "en": NEUTRAL_WORDS[1]}
    row = rules.tables["ends"].get(code)
    return {"code": code, "zh": row.name_zh if row else code, "en": row.name_en if row else code}


def _clock(clock: RunningClock) -> dict[str, Any]:
    return {
        "clock": clock.name,
        "proceeding": clock.proceeding,
        "started": plain(clock.started),
        "due": plain(clock.due),
        "due_at": plain(clock.due_at),
        "status": clock.status,
        "provisional": clock.provisional,
        "waiting_for": clock.waiting_for,
    }


def _party(party: Party, seen: Sight) -> dict[str, Any]:
    return {
        "party": party.key,
        "side": party.side,
        "kind": party.kind,
        "body": party.body,
        "represents": party.represents,
        "status": party.status,
        "joined": party.joined,
        "name": seen.names.get(party.key),
        "contact": dict(seen.contacts.get(party.key, {})),
    }
