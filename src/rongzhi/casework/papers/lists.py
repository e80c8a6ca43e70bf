"""The lines of each list of a paper, as its reader may see them."""

from collections.abc import Callable, Mapping
from typing import Any

from rongzhi.casework.papers import wording
from rongzhi.casework.papers.lists_of_documents import documents, evidence, papers
from rongzhi.casework.papers.values import item_of, of_entry, of_neutral, of_party, option
from rongzhi.casework.papers.view import View
from rongzhi.casework.seen import header_open
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.papers.text import NONE, Pair
from rongzhi.rulebook.register_words import CODES
from rongzhi.rulebook.roles import CAPACITIES

Line = Mapping[str, Pair]
GONE = frozenset({"dropped", "replaced", "cancelled"})


def lines(view: View, name: str) -> tuple[Line, ...]:
    """The lines of the list of that name; none for one that nothing fills yet."""
    found = _LISTS.get(name)
    return tuple(found(view)) if found else ()


def _numbered(rows: list[dict[str, Pair]]) -> list[dict[str, Pair]]:
    return [{"number": wording.same(n), **row} for n, row in enumerate(rows, 1)]


def _parties(view: View) -> list[dict[str, Pair]]:
    return [
        {
            "side": wording.side(party.side),
            "name": of_party(view, party.key, "name"),
            "kind": of_party(view, party.key, "kind"),
            "contact": of_party(view, party.key, "contact"),
            "represents": of_party(view, party.represents, "name") if party.represents else NONE,
        }
        for party in view.seen.picture.parties.values()
        if party.status == "active"
    ]


def _agents(view: View) -> list[dict[str, Pair]]:
    rows = []
    for party in view.seen.picture.side("agent"):
        row = {
            "name": of_party(view, party.key, "name"),
            "represents": of_party(view, party.represents, "name") if party.represents else NONE,
        }
        for piece in view.seen.pieces:
            item = item_of(view, piece)
            if item is not None and item.form == "F04" and piece.seq == party.named:
                row[item.key] = wording.answer(piece.value, item, view.rules, view.seen)
        rows.append({**row, "authority": row.get("authority") or row.get("representative_authority") or NONE})
    return rows


def _entries(*kinds: str, **columns: str) -> Callable[[View], list[dict[str, Pair]]]:
    """A list of register lines: each column from a part of the line (see values.of_entry)."""

    def rows(view: View) -> list[dict[str, Pair]]:
        shown = [line for line in view.entries(*kinds) if line.status not in GONE]
        return _numbered(
            [{column: _part(view, line, part) for column, part in columns.items()} for line in shown]
        )

    return rows


def _part(view: View, line: Entry, part: str) -> Pair:
    if part.startswith("facts."):
        value: Any = line.facts.get(part.removeprefix("facts."), "")
        if value in (True, False):
            return wording.YES if value else wording.NO
        return wording.both(CODES[str(value)]) if str(value) in CODES else wording.same(value)
    return of_entry(view, line, part)


def _signatures(view: View) -> list[dict[str, Pair]]:
    kinds = ("signature", "mediator_signature", "seal")
    return [signature(view, line) for line in view.entries(*kinds) if line.status == "valid"]


def signature(view: View, line: Entry) -> dict[str, Pair]:
    """Who signed, the kind of the signature, and when."""
    bodies = view.rules.tables.get("body_handles", {})
    neutrals = view.rules.tables.get("neutrals", {})
    if line.kind == "seal":
        return {
            "who": wording.both(bodies.get(view.seen.picture.owner)),
            "kind": Pair("组织盖章", "seal"),
            "on": wording.day(line.on),
        }
    if line.kind == "mediator_signature":
        kind = Pair("调解员签名", "mediator's signature")
        return {"who": wording.both(neutrals.get(line.code)), "kind": kind, "on": wording.day(line.on)}
    return {
        "who": of_party(view, line.party, "name"),
        "kind": wording.entry_code(line, view.rules, view.seen),
        "on": wording.day(line.on),
    }


def _sessions(view: View) -> list[dict[str, Pair]]:
    rows = []
    for line in view.entries("session"):
        place = NONE
        for piece in view.seen.pieces:
            if piece.seq == line.seq and piece.key == "place":
                place = wording.answer(piece.value, item_of(view, piece), view.rules, view.seen)
        rows.append({"on": wording.day(line.on), "place": place, "state": wording.status(line.status)})
    return rows


def _candidates(view: View) -> list[dict[str, Pair]]:
    shown = view.entries("candidates")
    handles = str(shown[-1].facts.get("candidates") or "") if shown else ""
    rows = []
    for handle in handles.replace("、", ",").replace(" ", ",").split(","):
        row = view.rules.tables.get("neutrals", {}).get(handle.strip())
        if row:
            bodies = view.rules.tables.get("body_handles", {})
            ties = [wording.both(bodies.get(each)) for each in sorted(row.get("ties") or ())]
            rows.append(
                {
                    "name": wording.both(row),
                    "background": of_neutral(view, handle.strip(), "background"),
                    "specialisms": of_neutral(view, handle.strip(), "specialisms"),
                    "employer": wording.both(bodies.get(row.get("employer"), row.get("employer"))),
                    "ties": wording.joined(ties),
                }
            )
    return rows


def _attendance(view: View) -> list[dict[str, Pair]]:
    """Who came to the meetings and how; what was only planned is no attendance, and the mediator's line counts."""
    came = [line for line in view.entries("attendance") if line.status in ("joined", "recorded")]
    by_whom = {
        (line.party, str(line.facts.get("session") or "")): line for line in sorted(came, key=_recorded)
    }
    return [
        {
            "who": of_entry(view, line, "who"),
            "way": option(view, "meetings.attendance", "came", line.code),
            "identity": _of_event(view, line, "identity"),
            "on": wording.day(line.on),
        }
        for line in sorted(by_whom.values(), key=lambda line: line.seq)
    ]


def _recorded(line: Entry) -> tuple[bool, int]:
    return line.status == "recorded", line.seq


def _of_event(view: View, line: Entry, key: str) -> Pair:
    """What the act that wrote a line was told under that key."""
    for piece in view.seen.of_event(line.seq):
        if piece.key == key and not piece.erased:
            return wording.answer(piece.value, item_of(view, piece), view.rules, view.seen)
    return NONE


OTHER_RECEIVERS = {
    "other_side": Pair("对方当事人", "the other side"),
    "court": Pair("人民法院", "the court"),
    "research": Pair("去标识化研究", "research without identities"),
    "all": Pair("各方及承办单位", "all sides and the bodies in charge"),
}
PURPOSES = {"intake": "invitation", "referral": "hand_over"}  # of consents whose act asks for no purpose


def _consents(view: View) -> list[dict[str, Pair]]:
    rows = []
    for line in view.entries("consent"):
        if line.status in GONE:
            continue
        procedure = view.acts.get(line.seq, "").partition(".")[0]
        purpose = str(line.facts.get("purpose") or PURPOSES.get(procedure, ""))
        rows.append(
            {
                "who": of_entry(view, line, "who"),
                "recipient": OTHER_RECEIVERS.get(line.code) or of_entry(view, line, "code"),
                "purpose": option(view, "case.consent", "purpose", purpose),
                "on": wording.day(line.on),
                "state": wording.status(line.status),
            }
        )
    return rows


def _deadlines(view: View) -> list[dict[str, Pair]]:
    if not header_open(view.seen):
        return []
    rows = []
    for clock in view.seen.picture.running_clocks:
        parameters = view.rules.parameters
        name = parameters.get(clock.parameter)
        waits = CAPACITIES.get(clock.waiting_for)
        rows.append(
            {"name": wording.both(name), "due": wording.day(clock.due), "waits_for": wording.both(waits)}
        )
    return rows


def _ways(view: View) -> list[dict[str, Pair]]:
    """The ways outside this mechanism that the published channels name."""
    rows = view.rules.tables.get("channels", {}).values()
    return [{"name": wording.both(row)} for row in rows if row.own_procedure == "referral"]


HELPING = frozenset({"JB", "COURT", "NFRA", "PBOC", "LA", "FIN", "NOTARY", "ARB", "SEC"})


def _bodies(view: View) -> list[dict[str, Pair]]:
    rows = view.rules.tables.get("body_handles", {})
    return [
        {"name": wording.both(row), "phone": NONE, "address": NONE}
        for row in rows.values()
        if row.get("kind") in HELPING and row.get("status", "active") == "active"
    ]


_LISTS: Mapping[str, Callable[[View], list[dict[str, Pair]]]] = {
    "parties": _parties,
    "agents": _agents,
    "instalments": _entries("instalment", on="on", amount="amount", state="status"),
    "payments": _entries("payment", on="on", amount="amount", state="status"),
    "signatures": _signatures,
    "sessions": _sessions,
    "attendance": _attendance,
    "documents": lambda view: _numbered(documents(view)),
    "evidence": evidence,
    "candidates": _candidates,
    "choices": _entries("choice", who="who", neutral="code", on="on"),
    "disclosures": _entries("disclosure", who="code", what="facts.ties", on="on"),
    "consents": _consents,
    "invitations": _entries("invitation", who="who", way="code", on="on", state="status"),
    "answers_to_invitation": _entries("join", who="who", answer="status", on="on"),
    "extensions": _entries("extension_answer", who="who", answer="status", on="on"),
    "referrals": _entries("referral", to="code", on="on", state="status"),
    "services": _entries("service", who="who", way="code", on="on", state="status"),
    "visits": _entries("visit", who="who", way="code", on="on", state="status"),
    "reminders": _entries("reminder", on="on", state="status"),
    "deadlines": _deadlines,
    "ways": _ways,
    "bodies": _bodies,
    "papers": lambda view: _numbered(papers(view)),
    "fact_signatures": _entries("fact_signature", who="who", answer="status", on="on"),
    "silent_consents": _entries("silent_consent", who="who", answer="status", on="on"),
    "evaluation_consents": _entries("evaluation_consent", who="who", answer="status", on="on"),
}
