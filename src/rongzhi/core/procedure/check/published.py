"""What the checker holds the declarations against: the published forms, ends, stages, roles and texts of the county."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rongzhi.core.procedure.definition import Stage


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that is published besides the declarations themselves.

    `texts` are the keys of message texts, None when they are not to be checked. `outside` are the roles of people
    who come for help: whatever is demanded of them must stand in a published form. `own_words` are fields that
    demand nothing but the will itself (“I agree”). `founding` are the only fields that may block a filing.
    `runtime_tables` are filled in later (roster, bodies). `after_invitation` are the grounds that need a recorded
    invitation, guarded by `invitation_guard`; `other_person_guard` keeps a review away from who decided before.
    """

    forms: frozenset[str]
    ends: frozenset[str]
    roles: frozenset[str]
    stages: Mapping[str, tuple[Stage, ...]] = field(default_factory=dict)
    texts: frozenset[str] | None = None
    outside: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()
    founding: frozenset[str] = frozenset()
    runtime_tables: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()  # kinds of entries made by others than acts
    after_invitation: frozenset[str] = frozenset()
    invitation_guard: str = "invitation_recorded"
    other_person_guard: str = "not_the_same_person"
    overdue: str = "case.overdue"
    system: str = "system"
