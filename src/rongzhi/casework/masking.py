"""Masks the parties in what is laid before a consultation, before it is sealed: members never learn who they are."""

from collections.abc import Mapping
from typing import Any

from rongzhi.casework.models import SealedPart
from rongzhi.casework.sealing import open_parts
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import Field, Text
from rongzhi.rulebook.access import DataClass, mask_text

SHORT_ANSWER = 40  # characters
LEAST = 2  # shorter values are no names: they stand in every text
SAID_OF_A_PERSON = frozenset({"name", "address", "product_account", "wechat"})


def without_persons(file: str, act: Act | None, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers with the names, addresses and numbers of the file's parties masked in texts of class DC8.

    Answers of other acts come back as they are. One query, and only where there is something to mask.
    """
    if act is None:
        return data
    laid = {f.key for f in act.data if f.data_class is DataClass.DC8 and _is_prose(f)}
    texts = [key for key in data if key in laid and isinstance(data[key], str)]
    if not texts:
        return data
    names = _said_of_persons(file)
    return {**data, **{key: mask_text(data[key], names) for key in texts}}


def _is_prose(field: Field) -> bool:
    """Answers to closed questions are short codes and amounts, which are no numbers of persons."""
    return isinstance(field.kind, Text) and field.kind.max > SHORT_ANSWER


def _said_of_persons(file: str) -> set[str]:
    parts = SealedPart.objects.filter(file=file, name__startswith="person:")
    return {
        value.strip()
        for opened in open_parts(parts)
        for key, value in (opened.content or {}).items()
        if key in SAID_OF_A_PERSON and isinstance(value, str) and len(value.strip()) >= LEAST
    }
