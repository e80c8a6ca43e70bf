"""Somebody before a file: who reads, for whom, and how they stand to this very file."""

from dataclasses import dataclass

from rongzhi.rulebook.roles import RoleColumn, column

# bodies.csv: these read "as the role assigned", so their column is that of the role.
AS_ASSIGNED = frozenset({"VOL", "LAW"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person in one capacity before one file; every doubt is left at its refusing default.

    `body` is the code of bodies.csv, `body_id` the number of the very body, `person` the reader's own id.
    `parties`: keys of the parties that the reader is, works for or represents within the authority.
    `neutral`: the neutral's own id, when proposed for or assigned to this file; `accepted`: took it on.
    `closed`: no proceeding of the file is open. `owner_body`: the body that owns the file.
    `commissioned` (委派), `entrusted` (委托), `agreement_sent_to_court` and `filed_with_court`: by or with this court.
    `in_line`: the matter lies in the department's line (CSRC: on referral).
    `consent_or_duty`: consent to this recipient, or a named legal duty, stands on record.
    `handles`: the secretariat handles the case. `audits`: an audit of the access log is open.
    `members`: ids under which opinions of the reader's own body stand in the consultation; empty: takes no part.
    `opinions_opened`: all first opinions are in, or their time is up.
    `leads_handled`: handles this lead, or is the organ competent for it.
    `need_recorded`: the neutral recorded the need to see masked data; the opening is logged.
    `tasks`: keys of the proceedings whose task sheet was given to the reader's body, as lead or helper.
    `granted`: (part name, data class) pairs that an act of this file handed to this reader.
    Raises ValueError when the body does not read by that column.
    """

    role_column: RoleColumn
    body: str
    body_id: str = ""
    person: str = ""
    parties: frozenset[str] = frozenset()
    neutral: str = ""
    accepted: bool = False
    closed: bool = False
    owner_body: str = ""
    commissioned: bool = False
    entrusted: bool = False
    agreement_sent_to_court: bool = False
    filed_with_court: bool = False
    in_line: bool = False
    consent_or_duty: bool = False
    handles: bool = False
    audits: bool = False
    members: frozenset[str] = frozenset()
    opinions_opened: bool = False
    leads_handled: bool = False
    need_recorded: bool = False
    tasks: frozenset[str] = frozenset()
    granted: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        try:
            own = column(self.body)
        except LookupError as unknown:
            raise ValueError(str(unknown)) from None
        if own is not self.role_column and self.body not in AS_ASSIGNED:
            raise ValueError(f"{self.body} reads by the column {own}, not {self.role_column}")

    @property
    def of_owner(self) -> bool:
        """Belongs to the body that owns the file."""
        return bool(self.body_id) and self.body_id == self.owner_body

    @property
    def on_case(self) -> bool:
        """The assigned neutral, from acceptance to closing."""
        return bool(self.neutral) and self.accepted and not self.closed

    @property
    def proposed(self) -> bool:
        """A neutral asked to check for ties, before acceptance."""
        return bool(self.neutral) and not self.accepted and not self.closed

    @property
    def in_court(self) -> bool:
        """The case is filed with this court; entrusted mediation (委托) comes after filing."""
        return self.filed_with_court or self.entrusted
