"""What of a file may be found by its words: names of persons, and free text outside confidences, talks and suspicions."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from rongzhi.casework.pieces import field_of
from rongzhi.casework.seen import STEPS, said_inside
from rongzhi.casework.withheld import CONCESSION_ACTS, PRIVATE_ACTS, STAFF_ACTS
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.fields import Text
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.guards.referral import restricted_proceedings

FILE, PERSON = "file", "person:"
NAME_FIELD = "name"
FOUND = frozenset({DataClass.DC3, DataClass.DC5, DataClass.DC6})
"""Classes whose text is indexed. DC4, DC8 and DC9 never are (record.md §6); DC7 is found by whole values alone."""

SIGNATURES = frozenset({"certificate", "signature_value"})  # no words


def indexed_part(name: str) -> bool:
    """Whether a part may be in the index at all."""
    return name == FILE or name.startswith(PERSON)


@cache
def text_field(act: str, key: str) -> bool:
    """Whether an answer of this act, stored in the file's own part, can be found by its words."""
    if act in CONCESSION_ACTS | PRIVATE_ACTS | STAFF_ACTS or key in SIGNATURES:
        return False
    item = field_of(act, key)
    if item is None or item.data_class not in FOUND or not isinstance(item.kind, Text):
        return False
    return item.data_class in STEPS or not said_inside(act)


def texts(part: str, act: str, content: Mapping[str, Any]) -> Iterator[str]:
    """The texts of one opened part of one event that can be found."""
    if part.startswith(PERSON):
        if name := content.get(NAME_FIELD):
            yield str(name)
        return
    for key, value in content.items():
        if isinstance(value, str) and text_field(act, key):
            yield value


def open_proceedings(picture: Picture, proceedings: Iterable[str]) -> frozenset[str]:
    """Of these proceedings those that carry no suspicion: what was said in the others is not indexed."""
    return frozenset(proceedings) - restricted_proceedings(picture)
