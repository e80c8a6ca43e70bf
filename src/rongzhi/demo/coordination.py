"""What the people of the demo say in lead questions and tasks: whom the rule names, and who is meant."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.competence import competent_bodies
from rongzhi.rulebook.guards.tasks import task_of

if TYPE_CHECKING:
    from rongzhi.demo.values import Situation


def task_bodies(picture: Picture) -> list[str]:
    """The handles of the bodies that answer for open tasks or are named lead in an open question."""
    found = [
        line.code
        for run in picture.open_proceedings("task")
        if (line := task_of(picture, run.key)) is not None
    ]
    named = picture.list("lead_body", "named", "objected", "kept")
    open_leads = {run.key for run in picture.open_proceedings("lead")}
    return list(dict.fromkeys([*found, *(line.code for line in named if line.proceeding in open_leads)]))


def helpers(picture: Picture) -> list[str]:
    """The handles of the bodies that are asked to help with open tasks."""
    return list(dict.fromkeys(line.code for line in picture.list("task_helper", "asked")))


def _by_rule(now: "Situation", place: int) -> str:
    rows = competent_bodies(now.picture, now.rules.tables)
    handles = [row.handles[0] for row in rows if row.handles]
    return handles[place] if len(handles) > place else ""


def _line_of(now: "Situation", place: int) -> str:
    rows = [row for row in competent_bodies(now.picture, now.rules.tables) if row.handles]
    return rows[place].line if len(rows) > place else ""


def _consultation(now: "Situation") -> str:
    run = now.picture.proceeding("consultation")
    return run.key if run is not None else ""


def _advice(now: "Situation", kind: str) -> str:
    lines = now.picture.list(kind, "sent")
    return lines[-1].key if lines else ""


LOOK_UP: Mapping[str, Callable[["Situation", str], str]] = {
    "lead_by_rule": lambda now, place: _by_rule(now, int(place or 0)),
    "lead_line": lambda now, place: _line_of(now, int(place or 0)),
    "consultation": lambda now, _: _consultation(now),
    "letter": _advice,
}
