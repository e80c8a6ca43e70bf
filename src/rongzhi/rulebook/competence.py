"""Whose duty a matter is, and who leads where it is several bodies': from the matter, by the declared matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rongzhi.core.procedure.definition import Given
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case, handed_to
from rongzhi.rulebook.competences import Line, matters

PETITIONS = "XF"


@dataclass(frozen=True, slots=True)
class Competence:
    """One competent body (a code of bodies.csv) with the line of the matrix that says so; the first one leads.

    `handles` are the bodies of that kind in the county's directory; empty when it has none.
    """

    body_code: str
    line: str
    zh: str
    en: str
    source: str
    confidence: str
    lead: bool
    handles: tuple[str, ...] = ()


def competent(case: Case, given: Given) -> tuple[Competence, ...]:
    """The bodies whose duty the matter is, each once, the lead first; empty when no line of the matrix fits.

    Read from the class of the dispute, the kind of the institutions that are parties, and whether a petition is part
    of it (something was handed to the letters-and-visits office). `given.tables` may hold `competence` (the lines that the county chose, in its order) and `body_handles`.
    """
    return competent_bodies(case, given.tables)


def competent_bodies(case: Case, tables: Mapping[str, Mapping[str, Any]]) -> tuple[Competence, ...]:
    """As `competent`, for callers that weigh no act."""
    lines: Mapping[str, Line] = tables.get("competence") or matters()
    directory = tables.get("body_handles", {})
    kinds = frozenset(
        str((directory.get(p.body) or {}).get("kind", ""))
        for p in case.parties.values()
        if p.body and p.status == "active"
    )
    petition = any(
        (directory.get(e.code) or {}).get("kind") == PETITIONS for e in handed_to(case, frozenset(directory))
    )
    found: dict[str, Competence] = {}
    for line in lines.values():
        if line.body in found or not fits(line, case, kinds, petition=petition):
            continue
        handles = tuple(
            h
            for h, row in directory.items()
            if row.get("kind") == line.body and row.get("status", "active") == "active"
        )
        found[line.body] = Competence(
            line.body, line.key, line.zh, line.en, line.source, line.confidence, not found, handles
        )
    return tuple(found.values())


def fits(line: Line, case: Case, kinds: frozenset[str], *, petition: bool) -> bool:
    """Whether a line of the matrix fits this case; `kinds` are those of the institutions that are parties."""
    if line.petition and not petition:
        return False
    dispute_class = str(case.header.get("dispute_class") or "")
    if line.classes and not dispute_class.startswith(line.classes):
        return False
    return not line.institutions or bool(kinds & set(line.institutions))


def lead_line(case: Case, proceeding: str = "") -> Entry | None:
    """The register's line of the body named lead, in this lead question or the latest; None when none is named."""
    lines = [e for e in case.list("lead_body", proceeding=proceeding) if e.status != "moved"]
    return lines[-1] if lines else None
