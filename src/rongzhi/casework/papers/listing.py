"""Which papers a file has for a reader, and which events issued or took each of them."""

import json
from dataclasses import dataclass

from rongzhi.casework.answer_fields import field_of, side_of
from rongzhi.casework.models import Due, Event
from rongzhi.casework.queries import Step, history, known_events
from rongzhi.casework.seen import Sight, best, header_open
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.rulebook.papers.required import ON_REQUEST, WITHOUT_FILE
from rongzhi.rulebook.tables import forms

RESTRICTED = frozenset({"F53", "F54"})  # papers about leads, for who handles them and the competent organ
COURT_SENT = frozenset({"F36"})  # lists of cases that a court sent
AT_TABLE = frozenset({"F45", "F46", "F47"})  # of a consultation: all that a member reads of the case's papers
SPOKEN, SPOKEN_DOORS = (
    "F02",
    frozenset({"counter", "phone"}),
)  # the record of what was applied for by word of mouth


@dataclass(frozen=True, slots=True)
class Listed:
    """A form of the file: the events that issued or took it, oldest first. `due`: an act has issued it."""

    form: str
    seqs: tuple[int, ...]
    due: bool


def known_steps(seen: Sight, steps: list[Step] | None = None) -> list[Step]:
    """The history that the reader may know of (or these steps), with what was confided to this very reader."""
    steps = history(seen) if steps is None else list(steps)
    confided = {p.seq for p in seen.pieces if p.part.startswith(("side:", "notes:"))} - {s.seq for s in steps}
    rows = Event.objects.filter(file=seen.picture.number, seq__in=confided)
    steps += [Step(e.seq, e.act, e.actor, e.at, e.recorded_at) for e in rows]
    return sorted(steps, key=lambda step: step.seq)


def listed(seen: Sight, rules: Rules, steps: list[Step] | None = None) -> list[Listed]:
    """The papers of the file that this reader may open: those due, those that acts took in, and those on request."""
    agreed = best(seen.viewers, Part("header", DataClass.DC6, field="agreement")) is not Visible.NO
    seated = any(viewer.members for viewer in seen.viewers)
    if not header_open(seen) and not agreed and not seated:
        return []
    steps = known_steps(seen) if steps is None else steps
    if seen.picture.header.get(
        "origin_number"
    ):  # what another installation issued lies here as it was issued
        elsewhere = _from_elsewhere(seen.picture.number)
        steps = [step for step in steps if step.seq not in elsewhere]
    rows = Due.objects.filter(file=seen.picture.number, kind="paper")
    issued = list(rows.values_list("what", "seq"))
    known = {step.seq for step in known_events(seen, {seq for _, seq in issued})}
    found: dict[str, set[int]] = {}
    due = set()
    for form, seq in issued:
        if seq in known:
            found.setdefault(form, set()).add(seq)
            due.add(form)
    done = {step.seq: rules.acts.get(step.act) for step in steps}
    for seq, act in done.items():
        for form in act.issues if act else ():
            found.setdefault(form, set()).add(seq)
    for piece in seen.pieces:
        act = done.get(piece.seq)
        item = field_of(act, piece.key, side_of(piece.part, seen.picture))
        if act is not None and item is not None and item.form in act.takes:
            found.setdefault(item.form, set()).add(piece.seq)
        if act is not None and SPOKEN in act.takes and piece.key == "door" and piece.value in SPOKEN_DOORS:
            found.setdefault(SPOKEN, set()).add(piece.seq)
    if agreed and "F29" in found and seen.picture.header.get("effective_on"):
        for form in ON_REQUEST:
            found.setdefault(form, set()).add(max(found["F29"]))
    shown = sorted(form for form in found if form in forms() and paper_shown(seen, form))
    if not header_open(seen) and not agreed:
        shown = [form for form in shown if form in AT_TABLE]
    return [Listed(form, tuple(sorted(found[form])), form in due) for form in shown]


def _from_elsewhere(number: str) -> set[int]:
    """The events of a case that repeat those of the installation from which it was taken over."""
    rows = Event.objects.filter(file=number, header__contains='"origin":{').values_list("seq", "header")
    return {seq for seq, header in rows if "origin" in json.loads(header)["facts"]}


def paper_shown(seen: Sight, form: str) -> bool:
    """Whether papers of that form are for this reader at all."""
    if form in COURT_SENT and not seen.picture.header.get("commissioned_by"):
        return False
    return form not in WITHOUT_FILE and (form not in RESTRICTED or seen.leads is None or bool(seen.leads))
