"""The desk of reviews: cases that were drawn, what the reader still has to score, and findings to be mended."""

from dataclasses import dataclass

from rongzhi.casework.models import Entry
from rongzhi.casework.visibility import cases_for, glimpses
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.guards.sampling import SCORE, scored_by_all

MOST = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn case: its month, how many have scored it (0 while that is not for the reader), and what can be done.

    `findings` are the keys of what has to be mended; `scores` stand only when all are in.
    """

    number: str
    month: str
    place: int
    frame: int
    mine_to_score: bool
    mine_done: bool
    all_in: bool
    scores: tuple[int, ...]
    complete: bool
    findings: tuple[str, ...]
    mended: int


def drawn_cases(by: Actor) -> list[Drawn]:
    """Those of the reader's cases that were drawn, what the reader has to score first; three queries."""
    mine = cases_for(by).values("number")
    lines = Entry.objects.filter(kind="sampled", file__in=mine).order_by("-on", "file")[:MOST]
    numbers = [line.file for line in lines]
    seen = glimpses(by, numbers)
    found = [
        _drawn(seen[number].picture, by)
        for number in numbers
        if seen[number].roles & {"organisation", "reviewer"}
    ]
    return sorted(found, key=lambda one: (not one.mine_to_score, not one.findings, one.all_in))


def _drawn(picture: Picture, by: Actor) -> Drawn:
    line, scores = picture.list("sampled")[-1], picture.list(SCORE)
    own = any(score.actor in by.persons for score in scores)
    all_in = scored_by_all(picture)
    findings = picture.list("file_finding") if all_in else []
    return Drawn(
        picture.number,
        line.code,
        int(line.facts.get("place") or 0),
        int(line.facts.get("frame") or 0),
        "reviewer" in by.functions and not own and not all_in,
        own,
        all_in,
        tuple(int(score.facts.get("score") or 0) for score in scores) if all_in else (),
        all(score.facts.get("complete") is not False for score in scores),
        tuple(one.key for one in findings if one.status == "open"),
        sum(one.status != "open" for one in findings),
    )
