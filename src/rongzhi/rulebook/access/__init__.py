"""Who sees what: the one table that pages, papers, exports, searches and the API ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.access.conditions import CONDITIONS, MASKED
from rongzhi.rulebook.access.limits import MASKED_BODIES, within
from rongzhi.rulebook.access.masks import mask_account, mask_identity, mask_name, mask_phone, mask_text
from rongzhi.rulebook.access.part import CLASS_FIELDS, NAME_FIELDS, Part
from rongzhi.rulebook.access.viewer import Viewer
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.tables import AccessRow, Right, access_rows, bodies

__all__ = [
    "CLASS_FIELDS",
    "NAME_FIELDS",
    "TASK_PLAIN",
    "BodyLimit",
    "Cell",
    "DataClass",
    "Part",
    "Right",
    "RoleColumn",
    "Viewer",
    "Visible",
    "body_limits",
    "cell",
    "mask_account",
    "mask_identity",
    "mask_name",
    "mask_phone",
    "mask_text",
    "matrix",
    "may_read",
    "view",
    "views",
]

# "None, unless an act grants": what an act may hand over to a body of the column `other`.
# Never confidences, identity numbers, suspicions or logs.
GRANTABLE = frozenset({DataClass.DC2, DataClass.DC3, DataClass.DC5, DataClass.DC6, DataClass.DC8})


class Visible(StrEnum):
    """How a piece of a file is shown; masked is with stars, and of a blob only that it is there."""

    NO = "no"
    MASKED = "masked"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the access table: the right, and the condition that narrows it."""

    right: Right
    condition_zh: str
    condition_en: str


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """One body on the printed matrix: its column, and in its own words what it may see."""

    code: str
    name_zh: str
    name_en: str
    role_column: RoleColumn
    may_see: str


def cell(role_column: RoleColumn, data_class: DataClass) -> Cell:
    """The cell of access.csv for that column and class."""
    row = access_rows()[role_column, data_class]
    return Cell(row.right, row.condition_zh, row.condition_en)


def view(viewer: Viewer, part: Part) -> Visible:
    """How this viewer is shown this piece of the file. Where anything is unclear: not at all.

    Source: access.csv (right and condition), narrowed by may_see of bodies.csv, by record.md §7 for leads,
    and by the walls round confidences. [design, domain.md §3]
    """
    if part.kind == "task":
        return _task_sheet(viewer, part)
    if not part.proper or not within(viewer, part):
        return Visible.NO
    if viewer.tasks and part.kind == "header" and part.weighed_as is DataClass.DC2:
        return (
            Visible.PLAIN
        )  # the header of the case comes with the sheet, as far as the body's own line reaches
    where = (viewer.role_column, part.weighed_as)
    right = cell(*where).right
    if right is Right.NONE:
        return _handed_over(viewer, part)
    condition = CONDITIONS.get(where)
    if condition is None:
        return Visible.PLAIN if part.weighed_as is DataClass.DC1 else Visible.NO
    if part.data_class is DataClass.DC9 and not viewer.leads_handled:
        return Visible.NO
    if not condition(viewer, part):
        return Visible.NO
    if where in MASKED and part.kind != "header" and not _needed(viewer):
        return Visible.MASKED
    return Visible.PLAIN


def may_read(viewer: Viewer, part: Part) -> bool:
    """Whether this viewer may open this piece of the file, plain or masked (`view` says which).

    The bytes of a blob cannot be masked: where they would have to be, it may not be opened.
    """
    shown = view(viewer, part)
    return shown is Visible.PLAIN or (shown is Visible.MASKED and not part.is_blob)


def views(
    viewer: Viewer, name: str, fields: Mapping[str, DataClass], *, of: str = "", sender: str = ""
) -> dict[str, Visible]:
    """How each answer of a part is shown: `fields` maps its key to its data class; refused ones are left out."""
    shown = {
        key: view(viewer, Part(name, kind, field=key, of=of, sender=sender)) for key, kind in fields.items()
    }
    return {key: how for key, how in shown.items() if how is not Visible.NO}


def matrix() -> tuple[AccessRow, ...]:
    """The whole table for printing: every column by every data class, in order, with right and condition."""
    rows = access_rows()
    return tuple(rows[where, kind] for where in RoleColumn for kind in DataClass)


def body_limits() -> tuple[BodyLimit, ...]:
    """The bodies for printing beside the matrix; where `may_see` is narrower than the column, it holds."""
    limits = []
    above = ""
    for row in bodies().values():
        above = above if row.may_see == "same" else row.may_see
        limits.append(BodyLimit(row.code, row.name_zh, row.name_en, column(row.code), above))
    return tuple(limits)


# What of a task sheet the parties of the case read: what is to come of it, in plain words.
TASK_PLAIN = frozenset({"result_wanted"})
# Whose own cell of filed material (DC3) opens the sheets of a case they handle.
SHEETS = frozenset({RoleColumn.ORGANISATION, RoleColumn.MEDIATOR, RoleColumn.PARTY})


def _task_sheet(viewer: Viewer, part: Part) -> Visible:
    """A sheet is for the body it was given to, whatever else of the file that body may read, and for who gave it.

    The act that gives it hands it over, so its text is the addressee's own paper (F48; bodies.csv: "only what is sent
    to it", "follow-up task"). The organisation and the neutral of the case read it as filed material, the parties the
    result wanted alone; everybody else nothing. It holds no numbers of persons: a guard refuses them.
    """
    if not part.proper:
        return Visible.NO
    given = viewer.role_column is RoleColumn.SECRETARIAT and viewer.handles
    if part.owner in viewer.tasks or given:
        return Visible.PLAIN
    if viewer.role_column not in SHEETS:
        return Visible.NO
    if viewer.role_column is RoleColumn.PARTY and part.field not in TASK_PLAIN:
        return Visible.NO
    condition = CONDITIONS[viewer.role_column, DataClass.DC3]
    return Visible.PLAIN if within(viewer, part) and condition(viewer, part) else Visible.NO


def _handed_over(viewer: Viewer, part: Part) -> Visible:
    """The table says none. An act may have handed this very piece to a body of the column `other`."""
    if viewer.role_column is not RoleColumn.OTHER or part.weighed_as not in GRANTABLE:
        return Visible.NO
    if part.kind == "opinion" and part.owner not in viewer.members:
        return Visible.NO
    if (part.name, part.weighed_as.value) not in viewer.granted:
        return Visible.NO
    return Visible.MASKED if viewer.body in MASKED_BODIES else Visible.PLAIN


def _needed(viewer: Viewer) -> bool:
    """A neutral opens masked data on recorded need; nobody else does."""
    return viewer.role_column is RoleColumn.MEDIATOR and viewer.need_recorded
