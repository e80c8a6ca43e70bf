"""Reads parameters from TOML; a fault names the file, the line, and what to mend."""

import re
import tomllib
from datetime import date, datetime
from typing import Any

from rongzhi.core.parameters import Open, Parameter, ParameterFault, Parameters, Value
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import TIMES, Unit

PARAMETER_FIELDS = frozenset({"label", "en", "starts_when", "values"})
VALUE_FIELDS = frozenset(
    {"from", "value", "unit", "extension", "extended_by", "roll", "source", "confidence", "notes"}
)


def read_parameters(text: str, *, file: str) -> Parameters:
    """The parameters of one TOML text; `file` is the name shown in a ParameterFault.

    A parameter without values is one that only a county can set.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ParameterFault(file, _line_told(str(error), text), f"this is not TOML: {error}.") from error
    source = _Source(text, file)
    return Parameters(source.parameter(key, table) for key, table in tables.items())


def decode(data: bytes, *, file: str) -> str:
    """The text of a file, which must be UTF-8; else a ParameterFault with the line of the first bad byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ParameterFault(file, line, "the file is not UTF-8; save it as UTF-8.") from error


def merged(parts: list[tuple[str, Parameters]]) -> Parameters:
    """The parameters of several files as one. Raises ParameterFault for a key that stands in two of them."""
    owner: dict[str, str] = {}
    for file, parameters in parts:
        for key in parameters:
            if key in owner:
                raise ParameterFault(file, 1, f"{key} stands in {owner[key]} too; keep one of the two.")
            owner[key] = file
    return Parameters(parameter for _, parameters in parts for parameter in parameters.values())


class _Source:
    """A text being read: turns tables into values and knows where each one stands."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file

    def parameter(self, key: str, table: Any) -> Parameter:
        line = self._header(rf"\[\s*\"?{re.escape(key)}\"?\s*\]")
        if not isinstance(table, dict):
            line = self._header(rf"\"?{re.escape(key)}\"?\s*=")
            raise ParameterFault(
                self.file, line, f"{key} must be a table: write [{key}] and its fields below."
            )
        self._known(table, PARAMETER_FIELDS, line, key)
        texts = {name: self._text(table, name, line, key) for name in ("label", "en", "starts_when")}
        rows = table.get("values", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ParameterFault(self.file, line, f"{key}: write each value below its own [[{key}.values]].")
        heads = [
            self._header(rf"\[\[\s*\"?{re.escape(key)}\"?\s*\.\s*values\s*\]\]", nth=n)
            for n in range(len(rows))
        ]
        values = [self.value(key, row, head) for row, head in zip(rows, heads, strict=True)]
        for earlier, later, head in zip(values, values[1:], heads[1:], strict=False):
            if (later.from_ or date.min) <= (earlier.from_ or date.min):
                message = f"{key}: values stand in order of their from date, each with another one."
                raise ParameterFault(self.file, self._field("from", head), message)
        return Parameter(key, **texts, values=tuple(values))

    def value(self, key: str, row: dict[str, Any], head: int) -> Value:
        self._known(row, VALUE_FIELDS, head, key)
        unit = self._one_of(Unit, row, "unit", head, key)
        begins = row.get("from")
        if isinstance(begins, datetime) or not isinstance(begins, date | None):
            raise self._fault("from", head, key, "must be a day such as 2026-03-01, without quotation marks")
        amount = row.get("value")
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise self._fault("value", head, key, "must be a whole number")
        roll = row.get("roll", None if unit in TIMES else False)
        if not isinstance(roll, bool):
            raise self._fault(
                "roll", head, key, "must be true or false: does a last day that is a day off move on?"
            )
        extension = row.get("extension", 0)
        if isinstance(extension, bool) or not isinstance(extension, int | str):
            raise self._fault("extension", head, key, 'must be a whole number, "consent" or "open"')
        try:
            return Value(
                from_=begins,
                amount=amount,
                unit=unit,
                extension=Open(extension) if isinstance(extension, str) else extension,
                roll=roll,
                source=self._text(row, "source", head, key),
                confidence=self._one_of(Confidence, row, "confidence", head, key),
                notes=self._text(row, "notes", head, key, optional=True),
                extended_by=self._text(row, "extended_by", head, key, optional=True) or "—",
            )
        except ParameterFault:
            raise
        except ValueError as error:
            raise ParameterFault(self.file, head, f"{key}: {error}") from error

    def _known(self, table: dict[str, Any], fields: frozenset[str], head: int, key: str) -> None:
        for name in table:
            if name not in fields:
                wanted = ", ".join(sorted(fields))
                raise self._fault(name, head, key, f"is not known here; known are {wanted}")

    def _text(self, table: dict[str, Any], name: str, head: int, key: str, *, optional: bool = False) -> str:
        value = table.get(name, "" if optional else None)
        if not isinstance(value, str) or not (optional or value.strip()):
            raise self._fault(name, head, key, "must be a text in quotation marks and not be empty")
        return value

    def _one_of(self, kind: Any, table: dict[str, Any], name: str, head: int, key: str) -> Any:
        try:
            return kind(table.get(name))
        except ValueError:
            wanted = ", ".join(kind)
            raise self._fault(name, head, key, f"must be one of: {wanted}") from None

    def _fault(self, name: str, head: int, key: str, what: str) -> ParameterFault:
        return ParameterFault(self.file, self._field(name, head), f"{key}: {name} {what}.")

    def _header(self, pattern: str, *, nth: int = 0) -> int:
        found = [n for n, line in enumerate(self.lines, 1) if re.match(rf"\s*{pattern}", line)]
        return found[nth] if nth < len(found) else 1

    def _field(self, name: str, head: int) -> int:
        """The line of a field below its header, or the header's own when it is missing."""
        for n, line in enumerate(self.lines[head:], head + 1):
            if re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", line):
                return n
            if re.match(r"\s*\[", line):
                break
        return head


def _line_told(message: str, text: str) -> int:
    told = re.search(r"line (\d+)", message)
    return int(told[1]) if told else len(text.splitlines()) or 1
