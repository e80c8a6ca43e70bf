"""Our tables as lines of JSON, the same for both databases, and back: bytes in base64, amounts and times as text."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

AT_ONCE = 1000
MADE_ANEW = frozenset({"casework.searchrow", "casework.searchedfile", "casework.likeness"})
"""Tables that are left out of a backup: what was restored is indexed and signed anew by the jobs of `rongzhi serve`."""


def our_tables() -> list[type[Model]]:
    """Every table of our own apps. Sessions, what Django keeps for itself, the search index and the signatures are made anew and left out."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("rongzhi.")]
    models = [model for config in ours for model in config.get_models(include_auto_created=True)]
    kept = [model for model in models if model._meta.label_lower not in MADE_ANEW]
    return [model for model in kept if model._meta.managed and not model._meta.proxy]


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a table, in the order in which lines hold them."""
    return [field.attname for field in model._meta.concrete_fields]


def written(model: type[Model], *, using: str) -> Iterator[bytes]:
    """The rows of a table, each as one line of JSON."""
    rows = model._default_manager.using(using).order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield (
            json.dumps([_out(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode()
            + b"\n"
        )


def read_into(model: type[Model], lines: Iterable[bytes]) -> int:
    """Insert the rows that `written` gave; gives their number. Raises ValueError for a line that is no such row."""
    fields = list(model._meta.concrete_fields)
    readers = [_reader(field) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"
    source, count = iter(lines), 0
    with connection.cursor() as cursor:
        while some := list(islice(source, AT_ONCE)):
            cursor.executemany(sql, [_row(fields, readers, json.loads(line)) for line in some])
            count += len(some)
    return count


def _row(fields: list[Field], readers: list[Callable[[Any], Any]], values: list[Any]) -> list[Any]:
    read = zip(fields, readers, values, strict=True)
    return [field.get_db_prep_save(None if v is None else reader(v), connection) for field, reader, v in read]


def _out(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _reader(field: Field) -> Callable[[Any], Any]:
    while field.remote_field is not None:
        field = field.target_field
    return _READERS.get(field.get_internal_type(), _as_is)


def _as_is(value: Any) -> Any:
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": b64decode,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "DecimalField": Decimal,
}
