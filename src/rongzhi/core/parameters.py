"""Values of the law and of the county that have a date, a source and a degree of certainty; and changes to them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import TIMES, Calendar, Due, Pause, Unit, length_of, span

LARGEST = 10**12  # more is a slip of the keyboard


class Open(StrEnum):
    """Extensions without a number of their own."""

    CONSENT = "consent"  # as long as those named in extended_by agree
    OPEN = "open"  # as long as the one named in extended_by allows


class UnknownParameter(KeyError):
    """No parameter has this key."""

    def __str__(self) -> str:
        return str(self.args[0])


class NoValue(LookupError):
    """The parameter has no value on that day: not in force yet, or left to the county."""


class BasisMissing(ValueError):
    """A change names no rule or decision it rests on."""


class ParameterFault(ValueError):
    """A file of values cannot be used; names the file, the line, and what to mend."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}, line {line}: {message}")
        self.file = file
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Value:
    """One value, from a day on (None: from the beginning), with where it comes from.

    `extension` is in the same unit; `roll` moves a last day that is a day off on to the next workday.
    `layer` says who set it: national, or the name of the overlay. Raises ValueError for an impossible amount.
    """

    from_: dt.date | None
    amount: int
    unit: Unit
    extension: int | Open
    roll: bool
    source: str
    confidence: Confidence
    notes: str = ""
    extended_by: str = "—"
    layer: str = "national"

    def __post_init__(self) -> None:
        if self.unit in TIMES:
            length_of(self.amount, self.unit)
        elif not 0 <= self.amount <= LARGEST:
            raise ValueError(f"{self.amount} {self.unit}: expected a whole number from 0 to {LARGEST:,}.")
        if not isinstance(self.extension, Open):
            length_of(self.extension, self.unit)
        if not self.source.strip():
            raise ValueError("a value needs a source: name the instrument and the article.")

    @property
    def unconfirmed(self) -> bool:
        """True when a legal adviser has still to confirm it; staff see it marked."""
        return self.confidence in (Confidence.RECALL, Confidence.DESIGN)

    def allows(self, extension: int) -> bool:
        """True when the period may be made so much longer; who must agree stands in `extended_by`."""
        return extension >= 0 and (isinstance(self.extension, Open) or extension <= self.extension)

    def last_day(
        self, start: dt.date, *, calendar: Calendar, pauses: Sequence[Pause] = (), extension: int = 0
    ) -> Due:
        """The last day of this period when it starts with an event on `start`.

        Raises ValueError for an extension longer than the rule allows.
        """
        if not self.allows(extension):
            raise ValueError(
                f"{extension} {self.unit} more are not allowed; at most {self.extension} ({self.source})."
            )
        return span(
            start,
            self.amount,
            self.unit,
            roll=self.roll,
            calendar=calendar,
            pauses=pauses,
            extension=extension,
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value through time: what it is, what sets it running, and its values, earliest first."""

    key: str
    label: str
    en: str
    starts_when: str
    values: tuple[Value, ...]

    def on(self, day: dt.date) -> Value | None:
        """The value in force on that day, or None."""
        for value in reversed(self.values):
            if value.from_ is None or value.from_ <= day:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a county or a policy sets; what is left None stays as it was. `basis` is its rule or decision."""

    key: str
    amount: int
    basis: str
    from_: dt.date | None = None
    unit: Unit | None = None
    extension: int | Open | None = None
    extended_by: str | None = None
    roll: bool | None = None
    confidence: Confidence = Confidence.VERIFIED
    notes: str = ""


class Parameters(Mapping[str, Parameter]):
    """All parameters in force somewhere, by key; never changed, only overlaid."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_key: dict[str, Parameter] = {}
        for parameter in parameters:
            if parameter.key in self._by_key:
                raise ValueError(f"The parameter {parameter.key} is declared twice; keep one.")
            self._by_key[parameter.key] = parameter

    def __getitem__(self, key: str) -> Parameter:
        try:
            return self._by_key[key]
        except KeyError:
            near = get_close_matches(key, self._by_key, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UnknownParameter(
                f"There is no parameter {key!r}, so nothing can be counted by it.{hint}"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def on(self, key: str, day: dt.date) -> Value:
        """The value of this parameter on that day. Raises UnknownParameter or NoValue."""
        parameter = self[key]
        value = parameter.on(day)
        if value is None:
            raise NoValue(
                f"{parameter.label} / {parameter.en} ({key}) has no value on {day}; "
                "the county sets it in its pack, with its basis."
            )
        return value


def overlay(base: Parameters, changes: Iterable[Change], *, layer: str = "county") -> Parameters:
    """New parameters with the changes laid over the base, which stays as it is.

    A change with a date holds from that day until a later value of the base; without a date it replaces them all.
    Raises UnknownParameter for a key that the base lacks, BasisMissing, or ValueError for an impossible value.
    """
    changed = dict(base)
    for change in changes:
        parameter = changed[change.key] if change.key in changed else base[change.key]
        value = _value(parameter, change, layer)
        kept = () if change.from_ is None else (old for old in parameter.values if old.from_ != change.from_)
        values = sorted((*kept, value), key=lambda each: each.from_ or dt.date.min)
        changed[change.key] = replace(parameter, values=tuple(values))
    return Parameters(changed.values())


def _value(parameter: Parameter, change: Change, layer: str) -> Value:
    if not change.basis.strip():
        raise BasisMissing(
            f"The change of {change.key} names no basis; cite the rule or decision it rests on."
        )
    before = parameter.on(change.from_ or dt.date.max)
    if before is None:
        if change.unit is None:
            raise ValueError(f"{change.key} has no value yet, so the change must name its unit.")
        before = Value(None, 0, change.unit, 0, False, change.basis, change.confidence)
    unit = change.unit or before.unit
    if change.extension is None and unit != before.unit and before.extension:
        raise ValueError(
            f"{change.key} gets another unit, so the change must say how long the extension is now."
        )
    return Value(
        from_=change.from_,
        amount=change.amount,
        unit=unit,
        extension=before.extension if change.extension is None else change.extension,
        roll=before.roll if change.roll is None else change.roll,
        source=change.basis,
        confidence=change.confidence,
        notes=change.notes,
        extended_by=before.extended_by if change.extended_by is None else change.extended_by,
        layer=layer,
    )
