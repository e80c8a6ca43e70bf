"""Turns the declaration of an accepted act into the changes it makes, and its answers into facts and sealed parts."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rongzhi.core.procedure.apply import Change, apply
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import (
    Act,
    Actor,
    Clock,
    Effect,
    From,
    Given,
    Last,
    NewEntry,
    NewParty,
    NewSchedule,
    Of,
    SetCase,
    SetClock,
    SetEntries,
    SetParty,
    Value,
)
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding, RunningClock
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.record.canonical import canonical, decimal_text
from rongzhi.core.workdays import span, span_hours


class Draft:
    """The changes of one act while they are being made, and the keys that are new in it."""

    def __init__(self, rules: Rules, case: Picture, act: Act, given: Given, found: Proceeding | None):
        self.rules = rules
        self.case = case
        self.act = act
        self.given = given
        self.found = found
        self.changes: list[Change] = []
        self.parties: dict[str, str] = {}  # prefix -> key of the new party
        self.counts: dict[str, int] = {}
        self.seq = case.seq + 1
        self.proceeding = found.key if found else ""

    def add(self, table: str, key: str, columns: dict[str, Any]) -> None:
        self.changes.append((table, key, columns))

    def value(self, wanted: Value) -> Any:
        if isinstance(wanted, Of):
            return self.given.data.get(wanted.field)
        if isinstance(wanted, From):
            return VALUES[wanted](self)
        if isinstance(wanted, Last):
            entry = self.case.latest(wanted.kind)
            return getattr(entry, wanted.column) if entry else None
        return wanted

    def next_key(self, kind: str) -> str:
        if kind not in self.counts:
            self.counts[kind] = sum(1 for e in self.case.entries.values() if e.kind == kind)
        self.counts[kind] += 1
        return f"{kind}-{self.counts[kind]}"


VALUES: Mapping[From, Callable[["Draft"], Any]] = {
    From.ACTOR: lambda d: d.given.by.behalf or d.given.by.id,
    From.ACTOR_PARTY: lambda d: party_of(d.case, d.given.by),
    From.ACTOR_NEUTRAL: lambda d: d.given.by.neutral,
    From.ACTOR_BODY: lambda d: min(d.given.by.bodies, default=""),
    From.TODAY: lambda d: d.given.today,
    From.DIGEST: lambda d: digest_of(d.given.data),
    From.CASE_NEUTRAL: lambda d: d.case.header.get("neutral", ""),
}


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical answers, in hex."""
    return hashlib.sha256(
        canonical({key: value for key, value in data.items() if value is not None})
    ).hexdigest()


def party_of(case: Picture, by: Actor) -> str:
    """The key of the active party that the actor is or stands for in this file; empty if none."""
    from_code = case.parties.get(by.party) if by.file == case.number else None
    for party in [from_code] if from_code else case.parties.values():
        if party.status == "active" and (party is from_code or (party.body and party.body in by.bodies)):
            return party.represents or party.key
    return ""


def compile_changes(
    rules: Rules, case: Picture, act: Act, given: Given, found: Proceeding | None
) -> tuple[tuple[Change, ...], str, Mapping[str, str]]:
    """Everything the act changes, the key of its proceeding, and the keys of parties it brings in by prefix."""
    draft = Draft(rules, case, act, given, found)
    _move(draft)
    for effect in act.does:
        EFFECTS[type(effect)](draft, effect)
    _clocks(draft)
    for opening in act.opens:
        if opening.when is None or opening.when(case, given):
            _open(draft, opening.procedure, opening.starts)
    _close_others(draft)
    _papers_and_messages(draft)
    _case_status(draft)
    _look_again(draft)
    return tuple(draft.changes), draft.proceeding, draft.parties


def _move(draft: Draft) -> None:
    act, today = draft.act, draft.given.today
    procedure = draft.rules.procedures[act.procedure]
    if procedure.standing:
        return
    if draft.found is None:
        n = sum(1 for p in draft.case.proceedings.values() if p.procedure == procedure.key) + 1
        draft.proceeding = f"{procedure.key}-{n}"
        stage = procedure.stage(act.to or procedure.first.code)
        draft.add(
            "proceeding",
            draft.proceeding,
            {
                "procedure": procedure.key,
                "stage": stage.code,
                "open": not stage.final,
                "edition": procedure.edition,
                "since": today,
                "opened": today,
                "actor": draft.given.by.id,
                **({"end": _end(draft)} if stage.final and act.ends else {}),
            },
        )
        return
    columns: dict[str, Any] = {}
    if not act.concurrent:
        columns["version"] = draft.found.version + 1
    if act.to is not None and act.to != draft.found.stage:
        stage = procedure.stage(act.to)
        columns |= {"stage": stage.code, "open": not stage.final, "since": today, "actor": draft.given.by.id}
        if stage.final:
            _stop_all(draft, draft.found.key)
    if act.ends is not None:
        columns["end"] = _end(draft)
    if columns:
        draft.add("proceeding", draft.found.key, columns)


def _end(draft: Draft) -> str:
    ends = draft.act.ends
    assert ends is not None
    for when, code in ends.choices:
        if when(draft.case, draft.given):
            return code
    return str(draft.value(ends.code) or "")


def _stop_all(draft: Draft, proceeding: str) -> None:
    for clock in draft.case.clocks.values():
        if clock.proceeding == proceeding and clock.status in ("running", "paused"):
            draft.add("clock", clock.key, {"status": "stopped"})


def _clocks(draft: Draft) -> None:
    act, case, today = draft.act, draft.case, draft.given.today
    given_clock = str(draft.given.data.get("clock") or "")
    for clock in case.clocks.values():
        if clock.status not in ("running", "paused"):
            continue
        same = not draft.proceeding or clock.proceeding in ("", draft.proceeding)
        if act.timer and is_due(clock, act, given_clock, draft.given.at, draft.proceeding):
            draft.add("clock", clock.key, {"status": "expired"})
        elif clock.name in act.stops and (same or not act.from_):
            draft.add("clock", clock.key, {"status": "stopped"})
        elif clock.name in act.pauses and clock.status == "running":
            draft.add("clock", clock.key, {"status": "paused", "pauses": (*clock.pauses, (today, None))})
        elif clock.name in act.resumes and clock.status == "paused":
            began = clock.pauses[-1][0]
            pauses = (*clock.pauses[:-1], (began, today))
            draft.add(
                "clock", clock.key, {"status": "running", "pauses": pauses, **_due(draft, clock, pauses)}
            )
        elif clock.name in act.restates:
            parameter = next(
                (_variant(draft, c)[0] for c in act.starts if c.key == clock.name), clock.parameter
            )
            draft.add(
                "clock",
                clock.key,
                {"parameter": parameter, **_due(draft, clock, clock.pauses, parameter=parameter)},
            )
        elif act.extends is not None and clock.name == act.extends.clock:
            until = draft.value(act.extends.until)
            if until is not None:
                draft.add(
                    "clock", clock.key, {"due": until, "due_at": _end_of(draft, until), "extended": until}
                )
    for declared in act.starts:
        if declared.key not in act.restates:
            start_clock(draft, declared, draft.proceeding)


def is_due(clock: RunningClock, act: Act, named: str, at: datetime, proceeding: str) -> bool:
    """Whether the clock ran out by `at` and this act is what follows; `named` narrows it to one clock.

    An act of a proceeding follows that proceeding's clocks alone.
    """
    if act.from_ and clock.proceeding not in ("", proceeding):
        return False
    if clock.status != "running" or clock.due_at is None or clock.due_at > at:
        return False
    return clock.key == named if named else clock.on_expiry == act.key


def _variant(draft: Draft, clock: Clock) -> tuple[str, tuple[str, ...]]:
    """The parameter, and the kinds of entries that the period may run from."""
    for choice in clock.choices:
        if choice.when(draft.case, draft.given):
            return choice.parameter, ((choice.from_entry, *choice.or_later) if choice.from_entry else ())
    return clock.parameter, ((clock.from_entry,) if clock.from_entry else ())


def _last_day_of(draft: Draft, kinds: tuple[str, ...]) -> date | None:
    """The last day that an entry of these kinds holds, those of this very act included."""
    days = [entry.on for kind in kinds if (entry := draft.case.latest(kind)) is not None and entry.on]
    days += [
        c["on"]
        for table, _, c in draft.changes
        if table == "entry" and c.get("kind") in kinds and c.get("on")
    ]
    return max(days, default=None)


def start_clock(draft: Draft, declared: Clock, proceeding: str) -> None:
    """Start a declared clock; its due date goes into the event that starts it (record.md §4)."""
    if declared.when is not None and not declared.when(draft.case, draft.given):
        return
    parameter, kinds = _variant(draft, declared)
    began = draft.given.data.get(declared.from_field) if declared.from_field else None
    if began is None and kinds:
        began = _last_day_of(draft, kinds)
    started = began or draft.given.today
    columns: dict[str, Any] = {
        "name": declared.key,
        "proceeding": proceeding,
        "parameter": parameter,
        "started": started,
        "on_expiry": declared.on_expiry,
        "waiting_for": declared.waiting_for,
    }
    stated = draft.given.data.get(declared.until) if declared.until else None
    if stated is not None:
        columns |= {"due": stated, "due_at": _end_of(draft, stated)}
    else:
        columns |= _span(draft, parameter, started, ())
    draft.add("clock", f"{proceeding}/{declared.key}/{draft.seq}", columns)


def _due(
    draft: Draft, clock: RunningClock, pauses: tuple[tuple[date, date | None], ...], parameter: str = ""
) -> dict[str, Any]:
    columns = _span(draft, parameter or clock.parameter, clock.started, pauses)
    if clock.extended is not None and columns["due"] < clock.extended:
        columns |= {"due": clock.extended, "due_at": _end_of(draft, clock.extended)}
    return columns


def _span(
    draft: Draft, parameter: str, started: date, pauses: tuple[tuple[date, date | None], ...]
) -> dict[str, Any]:
    value = draft.rules.parameters.on(parameter, draft.given.today)
    if value.unit == "hours":
        moment = span_hours(draft.given.at, value.amount)
        return {"due": moment.date(), "due_at": moment}
    due = span(
        started, value.amount, value.unit, roll=value.roll, calendar=draft.rules.calendar, pauses=pauses
    )
    columns: dict[str, Any] = {"due": due.date, "due_at": _end_of(draft, due.date)}
    if due.provisional:
        columns["provisional"] = True
    return columns


def _end_of(draft: Draft, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=draft.given.at.tzinfo)


def _open(draft: Draft, key: str, starts: tuple[Clock, ...]) -> None:
    procedure = draft.rules.procedures[key]
    if procedure.off:
        return
    if not procedure.several and any(p.procedure == key and p.open for p in draft.case.proceedings.values()):
        return
    n = sum(1 for p in draft.case.proceedings.values() if p.procedure == key) + 1
    n += sum(1 for table, name, _ in draft.changes if table == "proceeding" and name.startswith(f"{key}-"))
    name = f"{key}-{n}"
    today = draft.given.today
    draft.add(
        "proceeding",
        name,
        {
            "procedure": key,
            "stage": procedure.first.code,
            "open": True,
            "edition": procedure.edition,
            "since": today,
            "opened": today,
            "actor": draft.given.by.id,
        },
    )
    for declared in starts:
        start_clock(draft, declared, name)


def _close_others(draft: Draft) -> None:
    for closing in draft.act.closes:
        for item in draft.case.proceedings.values():
            if item.procedure == closing.procedure and item.open and item.key != draft.proceeding:
                columns = {
                    "stage": closing.stage,
                    "open": False,
                    "version": item.version + 1,
                    "since": draft.given.today,
                    "end": _end(draft) if draft.act.ends else "",
                }
                draft.add("proceeding", item.key, columns)
                _stop_all(draft, item.key)


def _papers_and_messages(draft: Draft) -> None:
    for form in draft.act.issues:
        draft.add(
            "paper", f"{form}-{draft.seq}", {"form": form, "proceeding": draft.proceeding, "status": "due"}
        )
    if draft.act.gives_code:
        wanted = str(draft.value(draft.act.gives_code) or "")
        draft.add("code", draft.parties.get(wanted, wanted), {"purpose": draft.act.key})
    for number, tell in enumerate(draft.act.tells, 1):
        to = draft.value(tell.to) or ""
        draft.add("message", f"{draft.seq}-{number}", {"text": tell.text, "to": to, "status": "due"})


def _case_status(draft: Draft) -> None:
    if draft.rules.procedures[draft.act.procedure].kind != "case":
        return
    state = {p.key: p.open for p in draft.case.proceedings.values()}
    touched = False
    for table, key, columns in draft.changes:
        if table == "proceeding" and "open" in columns:
            state[key] = columns["open"]
            touched = True
    if not touched:
        return
    going = any(state.values())
    before = draft.case.header.get("status", "")
    if going and before != "open":
        draft.add("case", "", {"status": "open", "ended_on": None})
    elif not going and before != "ended":
        draft.add("case", "", {"status": "ended", "ended_on": draft.given.today})


def _look_again(draft: Draft) -> None:
    """Start the watching clock where an open file, or a watched proceeding, is left without a running one; stop it
    where it is no longer needed.
    """
    watch = draft.rules.watch
    if watch is None or draft.rules.procedures[draft.act.procedure].kind != "case":
        return
    after = apply(draft.case, draft.changes, draft.seq)
    name, apart = watch.clock.key, watch.apart(after)
    open_runs = [run for run in after.proceedings.values() if run.open]
    seen = [run for run in open_runs if run.key not in apart]
    places = {run.key: {run.key} for run in open_runs if draft.rules.procedures[run.procedure].watched}
    if seen:
        places[""] = {"", *(run.key for run in after.proceedings.values() if run.key not in apart)}
    elif open_runs:
        places.setdefault(open_runs[0].key, {run.key for run in open_runs})
    clocks = [clock for clock in after.clocks.values() if clock.status == "running"]
    running = {(clock.name, clock.proceeding) for clock in clocks}

    def dated(place: str) -> bool:
        """Whether something else runs there; for the file as a whole the watch of one proceeding is enough."""
        return any(where in places[place] and (key, where) != (name, place) for key, where in running)

    for place in places:  # the file as a whole comes last
        if not dated(place) and (name, place) not in running:
            start_clock(draft, watch.clock, place)
            running.add((name, place))
    for clock in clocks:
        if clock.name == name and (clock.proceeding not in places or dated(clock.proceeding)):
            draft.add("clock", clock.key, {"status": "stopped"})


# The closed list of effects.


def _new_party(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, NewParty)
    if effect.optional and not any(
        f.about == effect.prefix and f.part == "person" and draft.given.data.get(f.key) is not None
        for f in draft.act.data
    ):
        return
    key = f"p{len(draft.case.parties) + len(draft.parties) + 1}"
    draft.parties[effect.prefix] = key
    columns = {
        "side": draft.value(effect.side),
        "kind": draft.value(effect.kind) or "",
        "body": draft.value(effect.body) or "",
        "represents": draft.parties.get(str(effect.represents), "") or draft.value(effect.represents) or "",
        "named": draft.seq,
    }
    draft.add("party", key, columns)


def _set_party(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, SetParty)
    key = draft.value(effect.party)
    if not key or key not in draft.case.parties:
        return
    columns: dict[str, Any] = {}
    if effect.status is not None:
        columns["status"] = draft.value(effect.status)
    if effect.joined is not None:
        columns["joined"] = draft.value(effect.joined)
    if effect.named:
        columns["named"] = draft.seq
    draft.add("party", key, columns)


def _new_entry(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, NewEntry)
    if effect.when is not None and not effect.when(draft.case, draft.given):
        return
    everyone = effect.party == "each"
    keys = [p.key for p in draft.case.principals] if everyone else [draft.value(effect.party) or ""]
    facts = {name: _plain(draft.given.data[name]) for name in effect.facts if name in draft.given.data}
    for name, look in effect.remembers:
        row = draft.rules.tables.get(look.table, {}).get(str(draft.value(look.by) or ""))
        if row is not None and row.get(look.column):
            facts[name] = row[look.column]
    if draft.given.by.behalf:
        facts["behalf"] = draft.given.by.behalf
    for party in keys:
        columns: dict[str, Any] = {
            "kind": effect.kind,
            "status": effect.status,
            "actor": draft.given.by.id,
            "proceeding": draft.proceeding,
        }
        if party:
            columns["party"] = draft.parties.get(party, party)
        if (code := draft.value(effect.code)) is not None:
            columns["code"] = str(code)
        if (on := draft.value(effect.on)) is not None:
            columns["on"] = on
        if (amount := draft.value(effect.amount)) is not None:
            columns["amount"] = amount
        if facts:
            columns["facts"] = facts
        draft.add("entry", draft.next_key(effect.kind), columns)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return decimal_text(value) if isinstance(value, Decimal) else value


def _new_schedule(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, NewSchedule)
    rows = draft.given.data.get(effect.field) or []
    if rows:
        for entry in draft.case.list(effect.kind, effect.status):
            draft.add("entry", entry.key, {"status": "replaced"})
    for day, amount in rows:
        draft.add(
            "entry",
            draft.next_key(effect.kind),
            {
                "kind": effect.kind,
                "status": effect.status,
                "actor": draft.given.by.id,
                "proceeding": draft.proceeding,
                "party": draft.value(effect.party) or "",
                "on": day,
                "amount": amount,
            },
        )


def _set_entries(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, SetEntries)
    columns: dict[str, Any] = {"status": draft.value(effect.status)}
    for name in ("code", "on", "amount"):
        value = draft.value(getattr(effect, name))
        if value is not None:
            columns[name] = value
    for entry in _matching(draft, effect):
        draft.add("entry", entry.key, dict(columns))


def _matching(draft: Draft, effect: SetEntries) -> list[Entry]:
    if isinstance(effect.match, Of):
        key = str(draft.given.data.get(effect.match.field) or "")
        return [draft.case.entries[key]] if key in draft.case.entries else []
    if effect.match == "own":
        return draft.case.list(effect.kind, *effect.was, proceeding=draft.proceeding)
    if effect.match == "actor":
        held = draft.case.list(effect.kind, *effect.was, proceeding=draft.proceeding)
        return [entry for entry in held if entry.code in draft.given.by.bodies]
    party = draft.value(effect.party) or "" if effect.match == "party" else ""
    if effect.match == "party" and not party:
        return []  # nobody is named: nobody's lines change
    found = draft.case.list(effect.kind, *effect.was, party=party)
    return found[-1:] if effect.match == "latest" else found


def _set_case(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, SetCase)
    value = draft.value(effect.value)
    if value is None and isinstance(effect.value, Of) and not effect.clears:
        return
    draft.add("case", "", {effect.column: value})


def _set_clock(draft: Draft, effect: Effect) -> None:
    assert isinstance(effect, SetClock)
    key, due = str(draft.value(effect.clock) or ""), draft.value(effect.due)
    if key in draft.case.clocks:
        draft.add("clock", key, {"due": due, "due_at": _end_of(draft, due), "provisional": False})


EFFECTS = {
    NewParty: _new_party,
    SetParty: _set_party,
    NewEntry: _new_entry,
    NewSchedule: _new_schedule,
    SetEntries: _set_entries,
    SetCase: _set_case,
    SetClock: _set_clock,
}


def seal_fields(
    act: Act,
    values: Mapping[str, Any],
    by: Actor,
    parties: Mapping[str, str],
    found: Proceeding | None,
    case: Picture,
    proceeding: str = "",
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The answers, divided: clear facts, and what goes to each sealed part by its name (record.md §2).

    `proceeding` is the key of the act's proceeding, also of one that it begins.
    """
    facts: dict[str, Any] = {}
    sealed: dict[str, dict[str, Any]] = {}
    for item in act.data:
        value = values.get(item.key)
        if value is None:
            continue
        if item.clear:
            facts[item.key] = value
            continue
        about = parties.get(item.about) or (values.get(item.about) if item.about in values else "") or ""
        if not about and item.about in ("", "actor"):
            about = party_of(case, by)
        if item.part == "task":
            name = f"task:{proceeding}"
        else:
            name = part_name(item.part, item.data_class, about=str(about), by=by, case=case)
        key = item.key
        if item.about and item.about in parties and key.startswith(f"{item.about}_"):
            key = key[len(item.about) + 1 :]
        sealed.setdefault(name, {})[key] = value
    return facts, sealed


def _seat(by: Actor, case: Picture) -> str:
    """The key of the seat from which the actor speaks: opinions are sealed by seat, not by name."""
    seats = (e for e in case.list("seat", "seated") if e.code in by.bodies)
    return next((e.key for e in seats), by.id)


def part_name(part: str, data_class: DataClass, *, about: str, by: Actor, case: Picture) -> str:
    """The name of the sealed part for a field of this class about this party."""
    if part == "notes":
        return f"notes:{by.neutral or by.id}"
    if part == "person" or data_class is DataClass.DC7:
        return f"person:{about}" if about else "file"
    if data_class is DataClass.DC4 or part == "side":
        return f"side:{about}" if about else f"notes:{by.neutral or by.id}"
    if data_class is DataClass.DC8 and part != "file":
        return f"opinion:{_seat(by, case)}"
    if data_class is DataClass.DC9:
        return "lead"
    return "file"
