"""The declared fields of acts as JSON Schema: one component for each act that can be performed from outside."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
    Checked,
    Choice,
    ClockRef,
    Code,
    Day,
    EntryRef,
    Field,
    Number,
    PartyRef,
    Schedule,
    Text,
    YesNo,
)
from rongzhi.rulebook.registry import national_procedures

Schema = dict[str, Any]
FORMATS = {"email": "email"}

KINDS: Mapping[type, Callable[[Any], Schema]] = {
    Text: lambda kind: {"type": "string", "maxLength": kind.max},
    Choice: lambda kind: {
        "type": "string",
        "enum": [option.code for option in kind.options],
        "x-labels": {option.code: {"zh": option.label, "en": option.en} for option in kind.options},
    },
    Code: lambda kind: {"type": "string", "maxLength": 80, "x-table": kind.table},
    Amount: lambda kind: {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$", "x-unit": "CNY"},
    Day: lambda kind: {"type": "string", "format": "date"},
    Number: lambda kind: {"type": "integer", "minimum": kind.least, "maximum": kind.most},
    YesNo: lambda kind: {"type": "boolean", **({"const": True} if kind.must else {})},
    PartyRef: lambda kind: {"type": "string", "maxLength": 8, "x-refers-to": "party"},
    EntryRef: lambda kind: {"type": "string", "maxLength": 40, "x-refers-to": f"entry:{kind.kind}"},
    ClockRef: lambda kind: {"type": "string", "maxLength": 80, "x-refers-to": "clock"},
    Schedule: lambda kind: {
        "type": "array",
        "maxItems": kind.most,
        "items": {
            "type": "array",
            "prefixItems": [{"type": "string", "format": "date"}, {"type": "string"}],
            "minItems": 2,
            "maxItems": 2,
        },
    },
    Checked: lambda kind: {"type": "string", "maxLength": 254, "x-checked-as": kind.by},
    Attachment: lambda kind: {
        "type": "array",
        "maxItems": kind.most,
        "items": {"type": "string", "maxLength": 32},
        "description": "Ids of documents that were sent to /files/{number}/attachments before.",
        "x-refers-to": "file",
    },
}


def field_schema(item: Field) -> Schema:
    """The schema of one answer, with its words in both languages and the form that publishes the demand."""
    schema = {**KINDS[type(item.kind)](item.kind), "title": item.label, "description": item.en}
    if item.hint:
        schema["x-hint"] = {"zh": item.hint, "en": item.hint_en}
    if item.form:
        schema["x-form"] = item.form
    return schema


def act_schema(act: Act) -> Schema:
    """The schema of an act's answers."""
    return {
        "type": "object",
        "title": act.label,
        "description": act.en,
        "properties": {item.key: field_schema(item) for item in act.data},
        "required": [item.key for item in act.data if item.required],
        "additionalProperties": False,
        "x-who": list(act.who),
        "x-source": str(act.source),
    }


@cache
def performable() -> tuple[Act, ...]:
    """The acts that somebody outside can perform: neither automatic nor the system's own."""
    return tuple(
        act
        for procedure in national_procedures()
        for act in procedure.acts
        if not act.automatic and not act.timer and act.who != ("system",)
    )


def components() -> dict[str, Schema]:
    """One component for each act, by its key."""
    return {act.key: act_schema(act) for act in performable()}


def request_body(data: Schema, *, founding: bool) -> Schema:
    """How the body of a request looks, for the description of an operation."""
    properties: Schema = {
        "data": data,
        "request": {
            "type": "string",
            "minLength": 1,
            "maxLength": 120,
            "description": "Your own key of this request: sent again with the same data it acts once.",
        },
    }
    if founding:
        properties["owner"] = {
            "type": "string",
            "description": "Code of the organisation that is to receive it; without one the county's committee for finance.",
        }
    else:
        properties["expected"] = {
            "type": "integer",
            "description": "Version of the proceeding that was read; needed for acts that move one.",
        }
        properties["proceeding"] = {
            "type": "string",
            "description": "Key of the proceeding, where there are several.",
        }
    return {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": properties,
                    "required": ["data", "request"],
                    "additionalProperties": False,
                }
            }
        },
    }


def reference(act: str) -> Schema:
    return {"$ref": f"#/components/schemas/{act}"}
