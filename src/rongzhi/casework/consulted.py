"""Who hears which part of a consultation: the table, the two who asked, or the parties; and when an opinion opens."""

from collections.abc import Mapping
from dataclasses import replace

from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.access import DataClass, Viewer
from rongzhi.rulebook.guards.consultation import openings_of
from rongzhi.rulebook.roles import RoleColumn

# What lies on the table is for members and secretariat; what was asked and what came of it also for who asked.
TABLE, RESULT, EVERYBODY = "table", "result", "everybody"
HEARD: Mapping[str, str] = {
    "consultation.ask": RESULT,
    "mediation.consult": RESULT,
    "consultation.take_up": RESULT,
    "consultation.withdraw": RESULT,
    "consultation.record_minutes": RESULT,
    "mediation.consulted": RESULT,
    "consultation.ask_as_party": EVERYBODY,
    "consultation.not_admit": EVERYBODY,
    "consultation.advise": EVERYBODY,
}
NOT_FOR_THE_PACK = frozenset({"consultation.ask", "mediation.consult", "consultation.take_up"})
LINES = frozenset(
    {
        "seat",
        "chair",
        "opinion",
        "opened",
        "fed_back",
        "discussed",
        "rounds_ended",
        "consult_question",
        "consult_message",
        "consult_truth",
        "minutes_done",
    }
)
OPINIONS = frozenset({"consultation.first_opinion", "consultation.second_opinion"})
NAMELESS = OPINIONS | {"consultation.speak", "consultation.recuse"}


def is_of_consultation(act: str) -> bool:
    """Whether an act belongs to a consultation, so that `listeners` says for whom its answers are."""
    return act.startswith("consultation.") or act in HEARD


def listeners(viewers: tuple[Viewer, ...], act: str, kind: DataClass) -> tuple[Viewer, ...]:
    """The capacities that count for an answer of this act of a consultation.

    The secretariat reads what it laid on the table itself; opinions wait for their opening (`is_sealed`).
    """
    heard = HEARD.get(act, TABLE)
    found = []
    for viewer in viewers:
        where = viewer.role_column
        if where is RoleColumn.SECRETARIAT:
            found.append(viewer if act in OPINIONS else replace(viewer, opinions_opened=True))
        elif heard == EVERYBODY:
            found.append(viewer)
        elif viewer.members:
            if act not in NOT_FOR_THE_PACK:
                found.append(viewer)
        elif heard == RESULT and where in (RoleColumn.ORGANISATION, RoleColumn.MEDIATOR):
            found.append(viewer)
    return tuple(found)


def heard(viewers: tuple[Viewer, ...], act: str, *, own: bool) -> bool:
    """Whether a reader may know that this act of a consultation was done; who gave an opinion or spoke is not told."""
    if act in NAMELESS and not own:
        return any(viewer.role_column is RoleColumn.SECRETARIAT for viewer in viewers)
    return bool(listeners(viewers, act, DataClass.DC8))


def without_table(picture: Picture, viewers: tuple[Viewer, ...]) -> Picture:
    """The picture without the lines of a consultation, for who neither sits in it nor serves it.

    Members see who sits and whose opinion is in, but of nobody who wrote what.
    """
    lines = {key: line for key, line in picture.entries.items() if line.kind in LINES}
    if not lines or any(viewer.role_column is RoleColumn.SECRETARIAT for viewer in viewers):
        return picture
    if any(viewer.members for viewer in viewers):
        shown = {key: _nameless(line) for key, line in lines.items()}
        return replace(picture, entries={**picture.entries, **shown})
    return replace(picture, entries={k: e for k, e in picture.entries.items() if k not in lines})


def _nameless(line: Entry) -> Entry:
    return replace(line, actor="", code="" if line.kind == "consult_message" else line.code)


def is_sealed(picture: Picture, run: str, seq: int) -> bool:
    """Whether the opinion of event `seq` is still shut: its round has not been opened."""
    return not any(opening.seq > seq for opening in openings_of(picture, run))
