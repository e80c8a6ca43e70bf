"""Letters for the print room: papers with the addressee's address in the window of the envelope, in one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import Made, NoPaper, letters, made
from rongzhi.casework.papers.values import of_party
from rongzhi.casework.papers.view import View, view_at
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import cases_for, sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Party

MOST_LETTERS = 200  # in one file; more go on in the next


@dataclass(frozen=True, slots=True)
class Window:
    """Where the address shows on an A4 sheet, in millimetres from the top left corner."""

    label: str
    en: str
    x: int
    y: int
    width: int
    height: int


WINDOWS = {
    "DL": Window("DL 信封", "DL envelope", 22, 45, 84, 38),
    "C5": Window("C5 信封", "C5 envelope", 22, 50, 88, 40),
}
FOR_APPLICANTS = frozenset({"F06", "F08"})
LETTER_FORMS = ("F11", "F06", "F07", "F08", "F09", "F10", "F14", "F18", "F35")


@dataclass(frozen=True, slots=True)
class Batch:
    """One file of a print run: its letters, how many there are in all and in how many files, and the cases for which
    there was none, with why. `pdf` is empty when a file has to be chosen first.
    """

    pdf: bytes
    count: int
    left: tuple[tuple[str, str, str], ...]  # case, 中文, English
    total: int = 0
    files: int = 1


def batch(
    numbers: Sequence[str], form: str, window: str, *, by: Actor, now: datetime, file: int = 0
) -> Batch:
    """One PDF of letters to everybody a paper of that form goes to, as `by` may see their names and addresses.

    `file` counts from 1 and says which part of a long run; with 0 a run of one file is drawn and a longer one is not.
    """
    allowed = set(cases_for(by).filter(number__in=numbers).values_list("number", flat=True))
    found: list[tuple[Made, dict[str, Any]]] = []
    left: list[tuple[str, str, str]] = []
    for number in dict.fromkeys(numbers):
        one = _letters_of(number, form, window, by) if number in allowed else []
        if one:
            found += one
        else:
            left.append((number, "没有可以打印的信函", "no letter to print"))
    files = max(1, -(-len(found) // MOST_LETTERS))
    if files > 1 and not 1 <= file <= files:
        return Batch(b"", 0, tuple(left), len(found), files)
    start = (max(file, 1) - 1) * MOST_LETTERS
    part = found[start : start + MOST_LETTERS]
    pdf = letters([one for one, _ in part], [spot for _, spot in part]) if part else b""
    return Batch(pdf, len(part), tuple(left), len(found), files)


def addressees(seen: Sight, form: str) -> list[Party]:
    """To whom a letter of that form goes: an invitation to the other side, and nothing else before they joined."""
    if form == "F11":
        return seen.picture.side("respondent")
    joined = [party for party in seen.picture.side("respondent") if party.joined]
    return [*seen.picture.side("applicant"), *(joined if form not in FOR_APPLICANTS else [])]


def _letters_of(number: str, form: str, window: str, by: Actor) -> list[tuple[Made, dict[str, Any]]]:
    """The letters of one case: each says what its addressee may see; the address is as `by` may see it."""
    mine = sight(by, number)
    if mine is None:
        return []
    found = []
    for party in addressees(mine, form):
        reader = Actor(id=f"{number}/{party.key}", party=party.key, file=number, county=mine.picture.county)
        seen = sight(reader, number)
        issued = listed(seen, rules_of(mine.picture.county)) if seen else []
        seqs = next((one.seqs for one in issued if one.form == form), ())
        if seen is None or not seqs:
            continue
        try:
            paper = made(seen, form, seqs[-1])
        except NoPaper:
            return []
        found.append((paper, _window(view_at(mine, form, seqs[-1]), party.key, window)))
    return found


def _window(view: View, party: str, window: str) -> dict[str, Any]:
    spot = WINDOWS[window]
    name, address = (of_party(view, party, what).zh for what in ("name", "address"))
    return {
        "x": spot.x,
        "y": spot.y,
        "width": spot.width,
        "height": spot.height,
        "lines": [line for line in (address, f"{name}　收" if name else "") if line],
    }
