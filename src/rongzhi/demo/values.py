"""The answers that people of the demo look up in their case: amounts, days, parties, neutrals, entries of the register."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.demo import consulting, coordination
from rongzhi.demo.tables import neutrals
from rongzhi.rulebook.case import outstanding
from rongzhi.rulebook.guards.follow_up import to_be_asked
from rongzhi.rulebook.guards.performance import covered, unpaid
from rongzhi.rulebook.matter import Context, Matter
from rongzhi.rulebook.registry import public_grounds
from rongzhi.rulebook.routing import Route as Ways
from rongzhi.rulebook.routing import route

T = TypeVar("T")
CENT = Decimal("0.01")
CAP = Decimal("10000.00")
"""The cap of the demo institutions' own commitment for small disputes, in yuan."""

NEUTRAL_CODES = ("NA7", "NA8", "NA9")
NEUTRAL = next(code for code in public_grounds() if code not in ("NA1",) and "–" in code)
MEDIATED = ("people_mediation", "industry_mediation")


@dataclass
class Situation:
    """A case at the turn of one actor: what the answers are looked up in. `memory` lasts as long as the case."""

    picture: Picture
    rules: Rules
    today: date
    row: Mapping[str, str]
    ground: str
    source: random.Random
    party: str = ""  # key of the actor's party
    found: Proceeding | None = None
    others: tuple[str, ...] = ()  # numbers of cases: the first filing, another case
    memory: dict[str, Any] = field(default_factory=dict)

    @property
    def proceeding(self) -> str:
        return self.found.key if self.found else ""

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """What was drawn for this case the first time it was asked for."""
        if key not in self.memory:
            self.memory[key] = make()
        found: T = self.memory[key]
        return found


class NotNow(LookupError):
    """The case holds no such answer now, so the move waits."""


def answers(data: Mapping[str, str], now: Situation) -> dict[str, str]:
    """The answers with everything looked up. Raises NotNow when something is not there yet."""
    filled = {}
    for key, value in data.items():
        text = look_up(value, now) if value.startswith("@") else value
        if text:
            filled[key] = text
    return filled


def look_up(word: str, now: Situation) -> str:
    """One answer of the form "@name" or "@name:argument"; empty when the field is to stay empty."""
    name, _, argument = word[1:].partition(":")
    return LOOK_UP[name](now, argument)


def _need(value: Any) -> str:
    if not value:
        raise NotNow
    return str(value)


def _side(now: Situation, side: str) -> str:
    return _need(next((p.key for p in now.picture.side(side)), ""))


def _line(now: Situation, kind: str, status: str) -> str:
    """The key of a line of the register."""
    return _need(next((line.key for line in now.picture.list(kind, status)), ""))


def _latest(now: Situation, kind: str, status: str) -> str:
    """The key of the last line of that kind in that state; empty when there is none."""
    line = now.picture.latest(kind, status)
    return line.key if line is not None else ""


def _body_of(now: Situation, side: str) -> str:
    return next((p.body for p in now.picture.side(side) if p.body), "")


def _claimed(now: Situation) -> Decimal:
    amount = now.picture.header.get("amount")
    if amount:
        return Decimal(amount)
    return Decimal(now.remembered("claimed", lambda: now.source.randrange(8, 60) * 100)).quantize(CENT)


def _share(now: Situation) -> Decimal:
    share: int = now.remembered("share", lambda: now.source.randrange(55, 96))
    return max((_claimed(now) * share / 100).quantize(CENT), Decimal("1.00"))


def _small_share(now: Situation) -> Decimal:
    return min(_share(now), CAP)


def _schedule(now: Situation, argument: str) -> str:
    total = Decimal(now.picture.header.get("agreed_amount") or _share(now))
    count = int(argument or now.remembered("instalments", lambda: now.source.choice((1, 1, 2, 3))))
    step = 14 if not argument else 30
    part = (total / count).quantize(CENT)
    rows = []
    for number in range(count):
        day = now.today + timedelta(days=step + 30 * number)
        rows.append(f"{day.isoformat()} {part if number < count - 1 else total - part * (count - 1)}")
    return "\n".join(rows)


def _open_instalments(now: Situation) -> list[Entry]:
    reported = {p.code for p in now.picture.list("payment", "reported", "doubted")}
    lines = now.picture.list("instalment", "open", "part")
    return [e for e in lines if e.key not in reported and not covered(now.picture, e)]


def _due(now: Situation) -> Entry:
    early = now.remembered("pays_early", lambda: now.source.randrange(0, 6))
    for entry in _open_instalments(now):
        if entry.on is None or entry.on <= now.today + timedelta(days=early):
            return entry
    raise NotNow


def _next(now: Situation) -> Entry:
    return next(iter(_open_instalments(now)), None) or _raise()


def _overdue(now: Situation) -> Entry:
    for entry in now.picture.list("instalment", "open", "part", "breached"):
        if not covered(now.picture, entry) and entry.on is not None and entry.on < now.today:
            return entry
    raise NotNow


def _raise() -> Any:
    raise NotNow


def _new_dates(now: Situation) -> str:
    return f"{(now.today + timedelta(days=30)).isoformat()} {outstanding(now.picture)}"


def _beyond(now: Situation, name: str) -> str:
    clock = now.picture.clock(name, now.proceeding) or now.picture.clock(name)
    if clock is None or clock.due is None:
        raise NotNow
    return (clock.due + timedelta(days=10)).isoformat()


def _free(now: Situation, role: str) -> list[str]:
    """Neutrals of the roster without a tie to this case, who were not removed from it; the specialists first."""
    used = {e.code for e in now.picture.list("appointment", "recused", "withdrew", "changed")}
    used |= {e.code for e in now.picture.list("evaluator", "withdrew", "replaced")}
    if role == "EVAL":
        used |= {str(now.picture.header.get(key) or "") for key in ("neutral", "neutral_proposed")}
        used |= {e.code for e in now.picture.list("appointment")}
    bodies = {p.body for p in now.picture.parties.values() if p.body}
    roster = now.rules.tables["neutrals"]
    found = []
    for code, neutral in neutrals().items():
        row = roster.get(code, {})
        tied = bodies & {row.get("employer", ""), *row.get("ties", ())}
        if role in neutral.roles and row.get("status") == "active" and not tied and code not in used:
            found.append(code)
    known = str(now.picture.header.get("dispute_class") or "")
    apt = [c for c in found if any(known.startswith(s) for s in neutrals()[c].specialisms)]
    return apt or found


def _neutral(now: Situation, role: str = "MED") -> str:
    free = _free(now, role)
    if not free:
        raise NotNow
    chosen = now.memory.get(role)
    if chosen not in free:
        chosen = now.memory[role] = now.source.choice(free)
    return str(chosen)


def _apart(now: Situation) -> str:
    free = _free(now, "MED")
    if len(free) < 2:
        raise NotNow
    return free[0] if now.party == _side(now, "applicant") else free[1]


def _ways(now: Situation) -> Ways:
    values: dict[str, Any] = {k: v for k, v in now.row.items() if v}
    values.pop("amount", None)
    context = Context(
        today=now.today,
        county=now.picture.county,
        body_handles=now.rules.tables.get("body_handles", {}),
        commitment_cap=CAP if _committed(now) else None,
    )
    found: Ways = now.remembered(
        f"ways{now.picture.seq}",
        lambda: route(Matter(now.picture, values, context), parameters=now.rules.parameters),
    )
    return found


def _committed(now: Situation) -> bool:
    return bool(_body_of(now, "respondent"))


def _taken(now: Situation) -> tuple[str, str]:
    """Channel and kind of mediation that the officer takes: the first recommended that the committee itself handles."""
    kind = now.picture.header.get("court_kind")
    if kind:
        return str(kind), "court"
    for candidate in _ways(now).candidates:
        if candidate.channel in MEDIATED:
            return candidate.channel, candidate.mediation_kind or "people"
    return "people_mediation", "people"


def _first_way(now: Situation) -> str:
    candidates = _ways(now).candidates
    return candidates[0].channel if candidates else ""


def _rule(now: Situation) -> str:
    ways = _ways(now)
    fired = ways.candidates[0].why if ways.candidates else ()
    return "; ".join(each.key for each in fired)[:200]


def _why_other(now: Situation) -> str:
    first = _first_way(now)
    if not first or first == _taken(now)[0]:
        return ""
    return "申请人愿意先调解，该途径仍然可用。 / The applicant wishes to mediate first; that way stays open."


def _class(now: Situation) -> str:
    if now.picture.header.get("dispute_class"):
        return ""
    return now.remembered("class", lambda: now.source.choice(("C05", "B03", "A01", "C02")))


def _court_kind(now: Situation) -> str:
    wished = now.row.get("channel_wished", "")
    return _need(wished if wished in ("commissioned", "entrusted") else "")


def _public(now: Situation) -> str:
    return NEUTRAL if now.ground in NEUTRAL_CODES else _need(now.ground)


def _restricted(now: Situation, text: str) -> str:
    return text if now.ground in NEUTRAL_CODES else ""


def _visit(now: Situation, *statuses: str) -> str:
    """A party who was called and has not answered yet (sent), or has not been called in this visit."""
    for party in to_be_asked(now.picture):
        here = {"party": party.key, "proceeding": now.proceeding}
        if now.picture.list("visit", **here):
            continue
        called = now.picture.list("visit_try", "sent", **here)
        if bool(called) == bool(statuses):
            return party.key
    raise NotNow


def _referral(now: Situation) -> Entry:
    own = now.picture.list("referral", proceeding=now.proceeding)
    return own[-1] if own else (now.picture.latest("referral") or _raise())


def _referral_to(now: Situation) -> str:
    """Where the packet goes: as it was settled, else to the other side's institution, else to the regulator."""
    lines = now.picture.list("referral", proceeding=now.proceeding) or now.picture.list("referral")
    if lines and lines[-1].status != "refused" and lines[-1].code in now.rules.tables["body_handles"]:
        return lines[-1].code
    return "NFRA" if lines else _body_of(now, "respondent") or "NFRA"


def _referral_channel(now: Situation) -> str:
    lines = now.picture.list("referral")
    return str(
        (lines[-1].facts.get("channel") if lines else "") or now.picture.header.get("channel") or "complaint"
    )


def _receiver_asked(now: Situation) -> str:
    """The body for which the applicant's consent is still wanted."""
    code = _referral(now).code
    given = now.picture.list("consent", "given", party=_side(now, "applicant"))
    return _need("" if any(e.code in (code, "all") for e in given) else code)


def _signature(now: Situation) -> str:
    party = now.picture.parties.get(now.party)
    if party is not None and party.kind == "institution":
        return "official_seal"
    return now.remembered(
        f"hand{now.party}", lambda: now.source.choice(("hand", "hand", "fingerprint", "code"))
    )


def _hash(now: Situation) -> str:
    draft = now.picture.latest("agreement")
    return _need(draft.code if draft else "")


def _reported(now: Situation) -> str:
    payment = now.picture.latest("payment", "reported") or now.picture.latest("payment", "doubted")
    return _need(payment.key if payment else "")


def _serve(now: Situation) -> str:
    served = {e.party for e in now.picture.list("service", "proved", proceeding=now.proceeding)}
    return _need(next((p.key for p in now.picture.principals if p.key not in served), ""))


def _small(now: Situation) -> str:
    amount = now.picture.header.get("amount")
    return "" if amount else str(min(_claimed(now), CAP))


def _track(now: Situation) -> str:
    return _ways(now).track


LOOK_UP: Mapping[str, Callable[[Situation, str], str]] = {
    "today": lambda now, _: now.today.isoformat(),
    "in": lambda now, days: (now.today + timedelta(days=int(days))).isoformat(),
    "beyond": _beyond,
    "applicant": lambda now, _: _side(now, "applicant"),
    "respondent": lambda now, _: _side(now, "respondent"),
    "third": lambda now, _: _side(now, "third"),
    "agent": lambda now, _: _side(now, "agent"),
    "consent": lambda now, _: _line(now, "consent", "given"),
    "hold": lambda now, _: _line(now, "hold", "on_hold"),
    "applicant_name": lambda now, _: _need(now.row.get("applicant_name")),
    "institution": lambda now, _: _need(
        next((p.key for p in now.picture.principals if p.kind == "institution"), "")
    ),
    "respondent_body": lambda now, _: _need(_body_of(now, "respondent")),
    "sending_court": lambda now, _: "COURT" if _court_kind(now) else "",
    "court_kind": lambda now, _: _court_kind(now),
    "channel": lambda now, _: _taken(now)[0],
    "kind": lambda now, _: _taken(now)[1],
    "track": lambda now, _: _track(now),
    "class": lambda now, _: _class(now),
    "class_again": lambda now, _: str(now.picture.header.get("dispute_class") or "C05"),
    "recommended": lambda now, _: _first_way(now),
    "rule": lambda now, _: _rule(now),
    "why_other": lambda now, _: _why_other(now),
    "ground": lambda now, _: _public(now),
    "true_ground": lambda now, _: _restricted(now, now.ground),
    "lead_facts": lambda now, _: _restricted(
        now, "根据见申请和所附材料（限阅）。 / Restricted: see the application."
    ),
    "way": lambda now, _: now.source.choice(("phone", "sms", "letter", "visit")),
    "claimed": lambda now, _: str(_claimed(now)),
    "share": lambda now, _: str(_share(now)),
    "half": lambda now, _: str((_claimed(now) / 2).quantize(CENT)),
    "schedule": _schedule,
    "small_share": lambda now, _: str(_small_share(now)),
    "small_amount": lambda now, _: _small(now),
    "cap": lambda now, _: str(CAP),
    "neutral": lambda now, _: _neutral(now),
    "neutral_apart": lambda now, _: _apart(now),
    "evaluator": lambda now, _: _neutral(now, "EVAL"),
    "candidates": lambda now, _: "、".join(_free(now, "MED")),
    "draw": lambda now, _: f"draw-{now.picture.number}",
    "hash": lambda now, _: _hash(now),
    "signature": lambda now, _: _signature(now),
    "witness": lambda now, _: "（演示）见证人 / demo witness" if _signature(now) == "official_seal" else "",
    "scan": lambda now, _: "file:sealed_page" if _signature(now) == "official_seal" else "",
    "meeting": lambda now, _: _latest(now, "session", "set"),
    "meeting_held": lambda now, _: _need(_latest(now, "session", "held")),
    "meeting_to_come": lambda now, _: _need(_latest(now, "session", "set")),
    "meeting_today": lambda now, _: _need(
        next((m.key for m in now.picture.list("session", "set") if m.on == now.today), "")
    ),
    "minutes": lambda now, _: _need(_latest(now, "minutes", "open")),
    "minutes_hash": lambda now, _: now.picture.entries[_need(_latest(now, "minutes", "open"))].code,
    "said_apart": lambda now, _: str(len(now.picture.list("caucus_message", party=_side(now, "applicant")))),
    "said": lambda now, _: str(len(now.picture.list("room_message"))),
    "due": lambda now, _: _due(now).key,
    "due_amount": lambda now, _: str(unpaid(now.picture, _due(now))),
    "next": lambda now, _: _next(now).key,
    "next_amount": lambda now, _: str(unpaid(now.picture, _next(now))),
    "part_amount": lambda now, _: str((unpaid(now.picture, _next(now)) / 2).quantize(CENT)),
    "overdue": lambda now, _: _overdue(now).key,
    "overdue_amount": lambda now, _: str(unpaid(now.picture, _overdue(now))),
    "reported": lambda now, _: _reported(now),
    "new_dates": lambda now, _: _new_dates(now),
    "to_visit": lambda now, _: _visit(now),
    "visiting": lambda now, _: _visit(now, "sent"),
    "mark": lambda now, _: str(now.source.choice((3, 4, 4, 5, 5))),
    "to_serve": lambda now, _: _serve(now),
    "referral_channel": lambda now, _: _referral_channel(now),
    "referral_to": lambda now, _: _referral_to(now),
    "receiver_asked": lambda now, _: _receiver_asked(now),
    "paper": lambda now, _: _line(now, "paper_asked", "asked"),
    "first_case": lambda now, _: _need(now.others[0] if now.others else ""),
    "another_case": lambda now, _: _need(now.others[-1] if now.others else ""),
    **consulting.LOOK_UP,
    **coordination.LOOK_UP,
}
