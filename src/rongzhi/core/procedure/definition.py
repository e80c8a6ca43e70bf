"""What a procedure is made of: stages, acts, guards, clocks and the changes an act makes, all as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rongzhi.core.procedure.fields import Field


class Confidence(StrEnum):
    """How sure the published source of a value is (domain.md §0)."""

    VERIFIED = "verified"
    VERIFIED_SECONDARY = "verified-secondary"
    RECALL = "recall"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Source:
    """The instrument that a rule comes from, and how sure we are of it."""

    instrument: str
    article: str = ""
    confidence: Confidence = Confidence.VERIFIED

    def __str__(self) -> str:
        return f"{self.instrument}{' ' + self.article if self.article else ''}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, a party by code, or the system; what bodies and neutral it stands for."""

    id: str
    bodies: frozenset[str] = frozenset()  # numbers of body files
    codes: frozenset[str] = frozenset()  # their kinds: bodies.csv codes
    functions: frozenset[str] = frozenset()  # officer, reviewer, manager, administrator, assessor …
    neutral: str = ""  # number of the neutral's file
    party: str = ""  # party key, for who came by case number and code
    file: str = ""  # the file that the code opens
    county: str = ""
    behalf: str = ""  # id of the person for whom this one acts as deputy

    @property
    def persons(self) -> frozenset[str]:
        """Who acts and for whom: neither may decide on what the other decided before."""
        return frozenset({self.id, self.behalf} - {""})


@dataclass(frozen=True, slots=True)
class Given:
    """What an act is weighed with besides the file: data, actor, legal time and the county's day."""

    data: Mapping[str, Any]
    by: Actor
    at: datetime
    today: date
    roles: frozenset[str] = frozenset()
    proceeding: str = ""
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parameters: Any = None


Test = Callable[[Any, Given], bool]


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition with the sentence that a person reads when it does not hold.

    `on_data` marks conditions that look at the answers, so they cannot be weighed before they are given.
    `demands` lists the form codes or fields that a person must bring for it to hold (no hidden thresholds).
    """

    key: str
    requires: str
    en: str
    test: Test
    source: Source
    on_data: bool = False
    demands: tuple[str, ...] = ()

    def __call__(self, case: Any, given: Given) -> bool:
        return self.test(case, given)


def guard(
    key: str, *, requires: str, en: str, source: Source, on_data: bool = False, demands: tuple[str, ...] = ()
) -> Callable[[Test], Guard]:
    """Make a Guard of a small function (case, given) -> bool."""

    def make(test: Test) -> Guard:
        return Guard(key, requires, en, test, source, on_data, demands)

    return make


@dataclass(frozen=True, slots=True)
class Variant:
    """Another parameter for a clock when a guard holds; the period may run from an entry in the register.

    `or_later`: kinds of entries that begin the period anew when they are later than `from_entry`.
    """

    when: Guard
    parameter: str
    from_entry: str = ""
    or_later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline that an act starts. Days, unit and roll come from the dated parameter of that name.

    `choices` picks another parameter when a guard holds (the first that does). `from_field` names a date field,
    `from_entry` a kind of entry, whose day the period runs from instead of the act's own. `on_expiry` is the act
    that the system performs when the time is over. `until` names a date field: where it is answered, the clock runs
    to that very day, and the parameter counts only where it is not.
    """

    key: str
    parameter: str
    on_expiry: str = "case.overdue"
    choices: tuple[Variant, ...] = ()
    from_field: str = ""
    from_entry: str = ""
    waiting_for: str = ""
    when: Guard | None = None
    until: str = ""


# Where the value of a change comes from.


@dataclass(frozen=True, slots=True)
class Of:
    """The value that was given for this field."""

    field: str


@dataclass(frozen=True, slots=True)
class Last:
    """A column of the last entry of this kind: its code, day (`on`), amount or party."""

    kind: str
    column: str = "code"


@dataclass(frozen=True, slots=True)
class Look:
    """A column of a published table's row, found by a code; for what must be remembered as it was on that day."""

    table: str
    by: "Of | Last"
    column: str


class From(StrEnum):
    """Values that come from who acts, when, and the answers as a whole."""

    DIGEST = "digest"  # SHA-256 of the canonical answers: what a signature is bound to
    ACTOR = "actor"
    ACTOR_PARTY = "actor_party"
    ACTOR_NEUTRAL = "actor_neutral"
    ACTOR_BODY = "actor_body"
    TODAY = "today"
    CASE_NEUTRAL = "case_neutral"


Value = str | int | bool | None | Of | From | Last


@dataclass(frozen=True, slots=True)
class NewParty:
    """A person or body comes into the file; its name and contact are the fields whose `about` is `prefix`."""

    side: str | Of
    prefix: str
    kind: Value = None
    body: Value = None
    represents: Value = None
    optional: bool = False  # only when the name was given


@dataclass(frozen=True, slots=True)
class SetParty:
    """Columns of a party change: the one in `party`, or everybody on a side."""

    party: Value
    status: Value = None
    joined: Value = None
    named: bool = False  # this event now holds the party's name and contact


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A line in the file's register: an invitation, an offer, a signature, an instalment …

    `party="each"` makes one for every active party. `facts` are the act's clear fields kept with the line.
    """

    kind: str
    status: str = "open"
    party: Value = None
    code: Value = None
    on: Value = None
    amount: Value = None
    facts: tuple[str, ...] = ()
    remembers: tuple[tuple[str, Look], ...] = ()
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """One line in the register for each dated amount of a Schedule field; earlier open ones are replaced."""

    kind: str
    field: str
    status: str = "open"
    party: Value = None


@dataclass(frozen=True, slots=True)
class SetEntries:
    """The status of lines in the register changes.

    `match`: latest (of that kind), all, own (those of the act's proceeding), party (those of the one in `party`;
    none when that names nobody), actor (the act's own lines that name a body of the actor), or the key given in the field `match=Of(...)`.
    """

    kind: str
    status: Value
    match: str | Of = "latest"
    party: Value = None
    was: tuple[str, ...] = ()
    code: Value = None
    on: Value = None
    amount: Value = None


@dataclass(frozen=True, slots=True)
class SetCase:
    """A column of the file's header changes; what was not answered stays, unless `clears`."""

    column: str
    value: Value
    clears: bool = False


@dataclass(frozen=True, slots=True)
class SetClock:
    """The clock named in a field is due on another day: the calendar it waited for has been published."""

    clock: Of
    due: Of


Effect = NewParty | SetParty | NewEntry | NewSchedule | SetEntries | SetCase | SetClock


@dataclass(frozen=True, slots=True)
class Opens:
    """The act opens a proceeding of another procedure, in its first stage, if `when` holds."""

    procedure: str
    when: Guard | None = None
    starts: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class Closes:
    """The act ends every open proceeding of these procedures in the stage named."""

    procedure: str
    stage: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The end code of the proceeding: the first whose guard holds, a field, or the fixed one."""

    code: str | Of
    choices: tuple[tuple[Guard, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extends:
    """The act moves a running clock to the day given."""

    clock: str
    until: Of | Last


@dataclass(frozen=True, slots=True)
class Tells:
    """A message goes out: which text, to whom (a side, a party field, or a role's desk)."""

    text: str
    to: str | Of


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody may do, on one screen."""

    key: str
    label: str
    en: str
    who: tuple[str, ...]
    source: Source
    from_: tuple[str, ...] = ()
    to: str | None = None
    data: tuple[Field, ...] = ()
    needs: tuple[Guard, ...] = ()
    starts: tuple[Clock, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    restates: tuple[str, ...] = ()
    extends: Extends | None = None
    issues: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    opens: tuple[Opens, ...] = ()
    closes: tuple[Closes, ...] = ()
    does: tuple[Effect, ...] = ()
    tells: tuple[Tells, ...] = ()
    ends: Ends | None = None
    automatic: bool = False
    concurrent: bool = False
    backdatable: bool = False
    refuses: bool = False
    reviews: bool = False
    optional: bool = False
    founds: bool = False  # opens a new file
    timer: bool = False  # performed by the system when a clock runs out
    echo: bool = False  # performed by the system because of an act on another file, with it or right after
    gives_code: str | Of | From | Last = ""  # the party who gets an access code: its prefix or key
    warning: str = ""
    warning_en: str = ""
    version: int = 1

    @property
    def procedure(self) -> str:
        return self.key.split(".", 1)[0]

    def field(self, key: str) -> Field | None:
        return next((f for f in self.data if f.key == key), None)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a proceeding stands, and whom it waits for."""

    code: str
    label: str
    en: str
    final: bool = False
    waiting_for: str = "none"


@dataclass(frozen=True, slots=True)
class Procedure:
    """The declared rules of one kind of work.

    `standing` procedures have no stages and no proceedings: their acts are open as long as the file is.
    `kind` is the kind of file that it is about. `off` procedures are complete, but no act of them is offered
    until a county's pack switches them on.
    """

    key: str
    label: str
    en: str
    acts: tuple[Act, ...]
    stages: tuple[Stage, ...] = ()
    source: Source = field(default_factory=lambda: Source("本县规则（待通过）", "", Confidence.DESIGN))
    kind: str = "case"
    standing: bool = False
    several: bool = False  # more than one may be open in a file at once
    off: bool = False
    watched: bool = False  # each of its proceedings has a next date of its own (Rules.watch)
    edition: int = 1

    @property
    def first(self) -> Stage:
        return self.stages[0]

    def stage(self, code: str) -> Stage:
        return next(s for s in self.stages if s.code == code)

    def act(self, key: str) -> Act | None:
        return next((a for a in self.acts if a.key == key), None)
