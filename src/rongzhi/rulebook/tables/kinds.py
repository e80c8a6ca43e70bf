"""How a line of each table becomes a row: its columns, what a cell may hold, and the key of the row."""

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import Confidence
from rongzhi.rulebook.tables.reading import Line, Table
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


def _stage(line: Line) -> StageRow:
    final, waiting_for = line.yes_no("final"), line.text("waiting_for")
    if final != (waiting_for == "none"):
        raise line.broken(
            zh="最终阶段的 waiting_for 为 none，其他阶段须写明等待谁。",
            en="a final stage waits for none, and every other stage for somebody.",
        )
    return StageRow(
        line.text("procedure"),
        line.text("code"),
        line.text("name_zh"),
        line.text("name_en"),
        final,
        waiting_for,
    )


def _end(line: Line) -> EndRow:
    return EndRow(
        line.text("code"),
        line.text("name_zh"),
        line.text("name_en"),
        line.text("proceeding"),
        line.text("meaning"),
        line.choice("confidence", Confidence),
    )


def _ground(line: Line) -> GroundRow:
    return GroundRow(
        line.text("code"),
        line.text("name_zh"),
        line.text("name_en"),
        line.text("basis"),
        line.choice("confidence", Confidence),
        line.text("public_text_zh"),
        line.text("public_text_en"),
        line.yes_no("needs_invitation"),
    )


def _channel(line: Line) -> ChannelRow:
    return ChannelRow(
        line.text("code"),
        line.text("section"),
        line.text("name_zh"),
        line.text("name_en"),
        line.text("own_procedure"),
        ";".join(line.items("handled_as")),
        line.items("who_may_start"),
        line.text("basis"),
        line.choice("confidence", Confidence),
    )


def _form(line: Line) -> FormRow:
    return FormRow(
        line.text("code"),
        line.text("name_en"),
        line.text("name_zh"),
        line.text("issued_by"),
        line.text("at_step"),
        line.items("required_fields"),
    )


def _class(line: Line) -> ClassRow:
    return ClassRow(
        line.text("code"),
        line.optional("parent") or None,
        line.text("name_en"),
        line.text("name_zh"),
        line.optional("notes"),
    )


def _body(line: Line) -> BodyRow:
    return BodyRow(
        line.text("code"),
        line.text("name_en"),
        line.text("name_zh"),
        line.text("kind"),
        line.text("roles"),
        line.text("may_see"),
    )


def _body_role(line: Line) -> BodyRoleRow:
    return BodyRoleRow(line.text("body_code"), line.choice("role_column", RoleColumn))


def _access(line: Line) -> AccessRow:
    zh, en = line.optional("condition_zh"), line.optional("condition_en")
    if bool(zh) != bool(en):
        raise line.broken(
            zh="条件须有中文和英文。", en="a condition must be given in Chinese and in English."
        )
    return AccessRow(
        line.choice("role_column", RoleColumn),
        line.choice("data_class", DataClass),
        line.choice("right", Right),
        zh,
        en,
    )


STAGES: Table[tuple[str, str], StageRow] = Table(
    "stages.csv",
    ("procedure", "code", "name_zh", "name_en", "final", "waiting_for"),
    _stage,
    lambda row: (row.procedure, row.code),
)
ENDS: Table[str, EndRow] = Table(
    "ends.csv",
    ("code", "name_zh", "name_en", "proceeding", "meaning", "confidence"),
    _end,
    lambda row: row.code,
)
GROUNDS: Table[str, GroundRow] = Table(
    "grounds.csv",
    (
        "code",
        "name_zh",
        "name_en",
        "basis",
        "confidence",
        "public_text_zh",
        "public_text_en",
        "needs_invitation",
    ),
    _ground,
    lambda row: row.code,
)
CHANNELS: Table[str, ChannelRow] = Table(
    "channels.csv",
    (
        "code",
        "section",
        "name_zh",
        "name_en",
        "own_procedure",
        "handled_as",
        "who_may_start",
        "basis",
        "confidence",
    ),
    _channel,
    lambda row: row.code,
)
FORMS: Table[str, FormRow] = Table(
    "forms.csv",
    ("code", "name_en", "name_zh", "issued_by", "at_step", "required_fields"),
    _form,
    lambda row: row.code,
)
TAXONOMY: Table[str, ClassRow] = Table(
    "taxonomy.csv",
    ("code", "parent", "name_en", "name_zh", "notes"),
    _class,
    lambda row: row.code,
    lambda row: row.parent,
)
REASONS: Table[str, ClassRow] = Table(
    "reasons.csv",
    ("code", "parent", "name_en", "name_zh", "notes"),
    _class,
    lambda row: row.code,
    lambda row: row.parent,
)
BODIES: Table[str, BodyRow] = Table(
    "bodies.csv", ("code", "name_en", "name_zh", "kind", "roles", "may_see"), _body, lambda row: row.code
)
BODY_ROLES: Table[str, BodyRoleRow] = Table(
    "body_roles.csv", ("body_code", "role_column"), _body_role, lambda row: row.body_code
)
ACCESS: Table[tuple[RoleColumn, DataClass], AccessRow] = Table(
    "access.csv",
    ("role_column", "data_class", "right", "condition_zh", "condition_en"),
    _access,
    lambda row: (row.role_column, row.data_class),
)
