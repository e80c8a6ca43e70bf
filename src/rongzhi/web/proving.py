"""What the proof page of a file shows: the day's public root, this file's way up to it, and the steps it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rongzhi.casework.papers.listing import known_steps
from rongzhi.casework.proofs import DayProof, hashes_of, last_day, proof_of_day
from rongzhi.casework.queries import Step
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.happenings import Happening
from rongzhi.web.speech import words


@dataclass(frozen=True, slots=True)
class ProvedStep:
    """A step of the file that the reader knows of, with the hash of its event."""

    seq: int
    act: str
    at: datetime
    hash: str
    shown: bool  # the step that the proof on the page is about


@dataclass(frozen=True, slots=True)
class Proving:
    """The page: `proof` is None while no public root covers the step that was asked for."""

    day: date
    steps: tuple[ProvedStep, ...]
    proof: DayProof | None
    step: ProvedStep | None
    path: tuple[str, ...] = ()


class NoSuchStep(Exception):
    """The step that was asked for does not exist for this reader."""


def proving(seen: Sight, rules: Rules, *, seq: int, now: datetime) -> Proving:
    """The proof of step `seq` (0: of the last one that is covered), for this reader. Raises NoSuchStep, KeyFault."""
    steps = known_steps(seen)
    hashes = hashes_of(seen.picture.number, [step.seq for step in steps])
    if seq and seq not in hashes:
        raise NoSuchStep
    day = last_day(now)
    found = proof_of_day(seen.picture.number, day=day, known=hashes, seq=seq)
    at = found.seq if found is not None else seq
    rows = tuple(_row(step, hashes, rules, shown=step.seq == at) for step in steps)
    path = tuple(piece.hex() for piece in found.found.path) if found is not None else ()
    return Proving(day, rows, found, next((row for row in rows if row.shown), None), path)


def last_hash(steps: Sequence[Happening], case: str) -> str:
    """The hash of the last of these steps, as text; empty when there is none."""
    if not steps:
        return ""
    hashes = hashes_of(case, [steps[-1].seq])
    return hashes[steps[-1].seq].hex() if hashes else ""


def _row(step: Step, hashes: dict[int, bytes], rules: Rules, *, shown: bool) -> ProvedStep:
    act = rules.acts.get(step.act)
    return ProvedStep(step.seq, words(act) if act else step.act, step.at, hashes[step.seq].hex(), shown)
