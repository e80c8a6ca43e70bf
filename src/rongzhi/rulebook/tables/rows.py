"""What a line of each table holds, as typed values."""

from dataclasses import dataclass
from enum import StrEnum

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import Confidence

NEUTRAL_GROUNDS = frozenset({"NA7", "NA8", "NA9"})
NEUTRAL_GROUNDS_CODE = "NA7–9"


class RoleColumn(StrEnum):
    """The columns of access.csv: by which of them a person reads a file."""

    label: str
    en: str

    PARTY = "party", "当事人", "party"
    MEDIATOR = "mediator", "调解员（中立人员）", "mediator (neutral)"
    ORGANISATION = "organisation", "调解组织", "mediation organisation"
    COURT = "court", "人民法院", "people's court"
    DEPARTMENT = "department", "监管和主管部门", "regulator or department"
    SECRETARIAT = "secretariat", "联席会议办公室", "secretariat of the joint meeting"
    RESEARCHER = "researcher", "研究者", "researcher"
    OTHER = "other", "其他", "other"

    def __new__(cls, value: str, label: str, en: str) -> "RoleColumn":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.en = en
        return member


class Right(StrEnum):
    """What a column may do with a class of data; `write` includes reading, `own` reaches no further than one's own."""

    label: str
    en: str

    NONE = "none", "无", "none"
    OWN = "own", "仅本人（本单位）", "own only"
    READ = "read", "查阅", "read"
    WRITE = "write", "查阅和添加", "read and add"

    def __new__(cls, value: str, label: str, en: str) -> "Right":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.en = en
        return member


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a procedure; `waiting_for` is the word of the table, `none` for a final stage."""

    procedure: str
    code: str
    name_zh: str
    name_en: str
    final: bool
    waiting_for: str


@dataclass(frozen=True, slots=True)
class EndRow:
    code: str
    name_zh: str
    name_en: str
    proceeding: str
    meaning: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class GroundRow:
    code: str
    name_zh: str
    name_en: str
    basis: str
    confidence: Confidence
    public_text_zh: str
    public_text_en: str
    needs_invitation: bool

    @property
    def public_code(self) -> str:
        """What a party, an institution or a mediator sees: NA7, NA8 and NA9 cannot be told apart."""
        return NEUTRAL_GROUNDS_CODE if self.code in NEUTRAL_GROUNDS else self.code


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A way to resolve. `handling` is referral, clock_set, procedure or record; `deadlines` are keys of deadlines.csv."""

    code: str
    section: str
    name_zh: str
    name_en: str
    own_procedure: str
    handled_as: str
    who_may_start: tuple[str, ...]
    basis: str
    confidence: Confidence

    @property
    def handling(self) -> str:
        return self.handled_as.partition(":")[0]

    @property
    def deadlines(self) -> tuple[str, ...]:
        keys = self.handled_as.partition(":")[2]
        return tuple(keys.split(";")) if keys else ()


@dataclass(frozen=True, slots=True)
class FormRow:
    code: str
    name_en: str
    name_zh: str
    issued_by: str
    at_step: str
    required_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A line of taxonomy.csv or reasons.csv; `parent` is None on the first level."""

    code: str
    parent: str | None
    name_en: str
    name_zh: str
    notes: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    code: str
    name_en: str
    name_zh: str
    kind: str
    roles: str
    may_see: str


@dataclass(frozen=True, slots=True)
class BodyRoleRow:
    body_code: str
    role_column: RoleColumn


@dataclass(frozen=True, slots=True)
class AccessRow:
    role_column: RoleColumn
    data_class: DataClass
    right: Right
    condition_zh: str
    condition_en: str
