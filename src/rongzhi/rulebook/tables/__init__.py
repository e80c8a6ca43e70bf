"""The published tables of the domain as typed rows, read once and refused whole when a line is broken."""

from collections.abc import Mapping
from functools import cache

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.tables.kinds import (
    ACCESS,
    BODIES,
    BODY_ROLES,
    CHANNELS,
    ENDS,
    FORMS,
    GROUNDS,
    REASONS,
    STAGES,
    TAXONOMY,
)
from rongzhi.rulebook.tables.reading import BrokenTable, Line, Table, lines, shipped
from rongzhi.rulebook.tables.rows import (
    AccessRow,
    BodyRoleRow,
    BodyRow,
    ChannelRow,
    ClassRow,
    EndRow,
    FormRow,
    GroundRow,
    Right,
    RoleColumn,
    StageRow,
)

__all__ = [
    "ACCESS",
    "BODIES",
    "BODY_ROLES",
    "CHANNELS",
    "ENDS",
    "FORMS",
    "GROUNDS",
    "REASONS",
    "STAGES",
    "TAXONOMY",
    "AccessRow",
    "BodyRoleRow",
    "BodyRow",
    "BrokenTable",
    "ChannelRow",
    "ClassRow",
    "EndRow",
    "FormRow",
    "GroundRow",
    "Line",
    "Right",
    "RoleColumn",
    "StageRow",
    "Table",
    "access_rows",
    "bodies",
    "body_roles",
    "channels",
    "ends",
    "forms",
    "grounds",
    "lines",
    "reasons",
    "shipped",
    "stages",
    "taxonomy",
]


@cache
def stages() -> Mapping[tuple[str, str], StageRow]:
    """Every stage by (procedure, code)."""
    return STAGES.shipped()


@cache
def ends() -> Mapping[str, EndRow]:
    """The end codes of proceedings."""
    return ENDS.shipped()


@cache
def grounds() -> Mapping[str, GroundRow]:
    """The published grounds of non-acceptance; nothing else may be used (domain.md §10)."""
    return GROUNDS.shipped()


@cache
def channels() -> Mapping[str, ChannelRow]:
    """The channels of domain.md §4."""
    return CHANNELS.shipped()


@cache
def forms() -> Mapping[str, FormRow]:
    """The forms F01 to F57 with their required contents."""
    return FORMS.shipped()


@cache
def taxonomy() -> Mapping[str, ClassRow]:
    """The classes of disputes, groups before their members."""
    return TAXONOMY.shipped()


@cache
def reasons() -> Mapping[str, ClassRow]:
    """The reasons of disputes, groups before their members."""
    return REASONS.shipped()


@cache
def bodies() -> Mapping[str, BodyRow]:
    """The bodies and roles of the county, by code."""
    return BODIES.shipped()


@cache
def body_roles() -> Mapping[str, BodyRoleRow]:
    """By which column of the access table each body reads."""
    return BODY_ROLES.shipped()


@cache
def access_rows() -> Mapping[tuple[RoleColumn, DataClass], AccessRow]:
    """The access table by (column, data class); its condition narrows the right."""
    return ACCESS.shipped()
