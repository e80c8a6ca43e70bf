"""What of a file a reader may not even know of: confidences, concessions, suspicions taken out of the picture."""

from dataclasses import replace

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.access import (
    Viewer,
)
from rongzhi.rulebook.case import handed_to
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.guards.sampling import scored_by_all
from rongzhi.rulebook.roles import RoleColumn

# What was said in confidence, and what only the organisation may know of: not even that it happened.
PRIVATE_ACTS = frozenset(
    {
        "mediation.private_note",
        "mediation.confide",
        "mediation.caucus_note",
        "rooms.speak_apart",
        "rooms.read_apart",
        "case.confirm_mandate",
    }
)
STAFF_ACTS = frozenset(
    {
        "case.contact_by_superior",
        "case.no_interference",
        "advice.grade",
        "sampling.draw",
        "sampling.score",
        "sampling.mend",
    }
)
BLIND_ACT = "sampling.score"
OWN_LINES = frozenset({"confidence", "caucus", "caucus_message", "caucus_read", "mandate_confirmed"})
STAFF_LINES = frozenset({"interference", "no_interference", "risk", "sampled", "file_score", "file_finding"})
BLIND_LINES = frozenset({"file_score", "file_finding"})
LEAD_LINES = frozenset({"lead", "lead_decision", "lead_notice"})

# Offers, proposals and the answers to them: between the sides and their neutral alone, never for a court
# (法释〔2016〕14号 Art. 22; domain.md §17 rule 11); the organisation keeps them sealed (access.csv, DC4).
CONCESSION_ACTS = frozenset(
    {
        "mediation.offer",
        "mediation.propose",
        "mediation.accept_proposal",
        "mediation.decline_proposal",
        "mediation.reach",
        "rooms.speak",
        "rooms.read",
    }
)
EVALUATOR = "EVAL"  # weighs the pack alone, not what the sides offer each other
CONCESSION_LINES = frozenset({"offer", "proposal", "answer", "room_message", "room_read"})

# A member's own sheet of a group and the answer to it: for the sides, the neutral and the organisation that reckoned
# it; no court and no department reads what somebody was ready to take (法释〔2016〕14号 Art. 22).
SHEET_ACTS = frozenset(
    {
        "membership.set_figures",
        "membership.propose",
        "membership.withdraw_proposal",
        "membership.accept",
        "membership.decline",
        "membership.take_back_answer",
    }
)
SHEET_LINES = frozenset({"group_figures", "group_proposal"})
TOOK_PART = frozenset({RoleColumn.PARTY, RoleColumn.MEDIATOR, RoleColumn.ORGANISATION})


def took_part(viewers: tuple[Viewer, ...]) -> bool:
    """Whether the reader is a side of the case, its neutral or its organisation."""
    return any(
        viewer.role_column in TOOK_PART and (viewer.role_column is not RoleColumn.MEDIATOR or viewer.accepted)
        for viewer in viewers
    )


def hears_concessions(viewers: tuple[Viewer, ...]) -> bool:
    """Whether the reader is a side of the case or its neutral."""
    return any(
        (viewer.role_column is RoleColumn.PARTY and bool(viewer.parties))
        or (viewer.role_column is RoleColumn.MEDIATOR and viewer.accepted and viewer.body != EVALUATOR)
        for viewer in viewers
    )


def without_concessions(picture: Picture, viewers: tuple[Viewer, ...]) -> Picture:
    """The picture without offers and proposals, for everybody but the sides and their neutral."""
    if hears_concessions(viewers):
        return picture
    header = dict(picture.header)
    if not header.get("effective_on"):
        header.pop("agreed_amount", None)
    hidden = CONCESSION_LINES if took_part(viewers) else CONCESSION_LINES | SHEET_LINES
    lines = {key: line for key, line in picture.entries.items() if line.kind not in hidden}
    return replace(picture, header=header, entries=lines)


def without_confidences(picture: Picture, viewers: tuple[Viewer, ...]) -> Picture:
    """The picture without lines about what another side said apart; the neutral of the case knows of them all."""
    if picture.kind != "case" or any(v.accepted and v.body != EVALUATOR for v in viewers):
        return picture
    own = frozenset().union(*(viewer.parties for viewer in viewers))
    lines = {k: e for k, e in picture.entries.items() if e.kind not in OWN_LINES or e.party in own}
    return replace(picture, entries=lines) if len(lines) < len(picture.entries) else picture


def without_blind(picture: Picture, by: Actor) -> Picture:
    """The picture without the scores of other readers of the file, until all have given theirs."""
    if scored_by_all(picture):
        return picture
    lines = {
        key: line
        for key, line in picture.entries.items()
        if line.kind not in BLIND_LINES or line.actor in by.persons
    }
    return replace(picture, entries=lines) if len(lines) < len(picture.entries) else picture


# Lines about a clock: they name it, and are hidden with it.
CLOCK_LINES = frozenset({"late", "recomputed"})


def leads_of(picture: Picture, by: Actor, viewers: tuple[Viewer, ...]) -> frozenset[str] | None:
    """The restricted hand-overs of which this reader may know; None for who handles the suspicions of the file."""
    if any(v.leads_handled and v.role_column is RoleColumn.ORGANISATION for v in viewers):
        return None
    restricted = restricted_proceedings(picture)
    return frozenset(e.proceeding for e in handed_to(picture, by.bodies) if e.proceeding in restricted)


def without_leads(picture: Picture, leads: frozenset[str] | None) -> Picture:
    """The picture without hand-overs that carry a suspicion, for everybody but who handles it (record.md §7)."""
    if leads is None:
        return picture
    hidden = restricted_proceedings(picture) - leads
    clocks = {k: c for k, c in picture.clocks.items() if c.proceeding not in hidden}
    lines = {
        key: line
        for key, line in picture.entries.items()
        if (line.kind not in LEAD_LINES or line.proceeding in leads)
        and line.proceeding not in hidden
        and (line.kind not in CLOCK_LINES or line.code in clocks or line.code not in picture.clocks)
    }
    if len(lines) == len(picture.entries) and not hidden:
        return picture
    runs = {k: p for k, p in picture.proceedings.items() if k not in hidden}
    header = picture.header
    if header.get("status") == "open" and runs and not any(p.open for p in runs.values()):
        last = max((p.since for p in runs.values() if p.since is not None), default=None)
        header = {**header, "status": "ended", "ended_on": last}
    return replace(picture, header=header, proceedings=runs, clocks=clocks, entries=lines)
