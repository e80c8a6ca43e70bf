"""All national procedures in their order, and the rules that they make with the national values and tables."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Clock, Confidence, Procedure
from rongzhi.core.procedure.rules import Rules, Watch
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.competences import matters
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.procedures.advice import ADVICE
from rongzhi.rulebook.procedures.agreement import AGREEMENT
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.assessment import ASSESSMENT
from rongzhi.rulebook.procedures.bodies import BODIES
from rongzhi.rulebook.procedures.confirmation import CONFIRMATION
from rongzhi.rulebook.procedures.consultation import CONSULTATION
from rongzhi.rulebook.procedures.county import COUNTY
from rongzhi.rulebook.procedures.evaluation import EVALUATION
from rongzhi.rulebook.procedures.everyday import EVERYDAY
from rongzhi.rulebook.procedures.fast_track import FAST_TRACK
from rongzhi.rulebook.procedures.follow_up import FOLLOW_UP
from rongzhi.rulebook.procedures.group import GROUP
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.invitation import INVITATION
from rongzhi.rulebook.procedures.keeping import KEEPING
from rongzhi.rulebook.procedures.lead import LEAD
from rongzhi.rulebook.procedures.ledger import LEDGER
from rongzhi.rulebook.procedures.mediation import MEDIATION
from rongzhi.rulebook.procedures.meetings import MEETINGS
from rongzhi.rulebook.procedures.membership import MEMBERSHIP
from rongzhi.rulebook.procedures.performance import PERFORMANCE
from rongzhi.rulebook.procedures.referral import REFERRAL
from rongzhi.rulebook.procedures.rooms import ROOMS
from rongzhi.rulebook.procedures.roster import ROSTER
from rongzhi.rulebook.procedures.sampling import SAMPLING
from rongzhi.rulebook.procedures.silent_plan import SILENT_PLAN
from rongzhi.rulebook.procedures.tasks import TASK
from rongzhi.rulebook.procedures.transfer import TRANSFER
from rongzhi.rulebook.procedures.withdrawal import WITHDRAWAL
from rongzhi.rulebook.risks import factors
from rongzhi.rulebook.tables import (
    GroundRow,
    bodies,
    channels,
    ends,
    forms,
    grounds,
    reasons,
    taxonomy,
)
from rongzhi.rulebook.tables.rows import NEUTRAL_GROUNDS, NEUTRAL_GROUNDS_CODE

PROCEDURES = (
    INTAKE,
    INVITATION,
    APPOINTMENT,
    MEDIATION,
    FAST_TRACK,
    EVALUATION,
    SILENT_PLAN,
    AGREEMENT,
    CONFIRMATION,
    PERFORMANCE,
    FOLLOW_UP,
    REFERRAL,
    CONSULTATION,
    TASK,
    LEAD,
    WITHDRAWAL,
    ROOMS,
    MEETINGS,
    EVERYDAY,
    ADVICE,
    KEEPING,
    SAMPLING,
    MEMBERSHIP,
    TRANSFER,
    ROSTER,
    BODIES,
    COUNTY,
    ASSESSMENT,
    LEDGER,
    GROUP,
)

# Where nothing else runs the case is looked at again (docs/decisions/0012).
WATCH = Watch(
    Clock("look_again", parameter="case_look_again", on_expiry="case.look_again", waiting_for="organisation"),
    restricted_proceedings,
)


def national_procedures() -> tuple[Procedure, ...]:
    """Every declared procedure, the main line first."""
    return PROCEDURES


@cache
def public_grounds() -> Mapping[str, GroundRow]:
    """The grounds as parties see them: NA7, NA8 and NA9 cannot be told apart (record.md §2)."""
    shown: dict[str, GroundRow] = {}
    for row in grounds().values():
        if row.code in NEUTRAL_GROUNDS:
            row = replace(
                row,
                code=NEUTRAL_GROUNDS_CODE,
                name_zh="依其性质和有关规定目前不适宜调解",
                name_en="By its nature and the rules that apply, not suited to mediation at present",
                basis="grounds.csv NA7–NA9",
                confidence=Confidence.DESIGN,
            )
        shown.setdefault(row.code, row)
    return shown


def published_tables() -> dict[str, Mapping[str, Any]]:
    """The tables that codes in answers come from; the roster and the bodies of the county are added at run time."""
    return {
        "grounds": grounds(),
        "grounds_public": public_grounds(),
        "channels": channels(),
        "reasons": reasons(),
        "taxonomy": taxonomy(),
        "forms": forms(),
        "ends": ends(),
        "bodies": bodies(),
        "competence": matters(),
        "risk": factors(),
        "settings": {},
    }


def national_rules(
    county: str = "",
    pack: str = "",
    *,
    procedures: Iterable[Procedure] | None = None,
    parameters: Parameters | None = None,
    tables: Mapping[str, Mapping[str, Any]] | None = None,
) -> Rules:
    """The national rules under the name of a county and its pack; what is given replaces the national part."""
    declared = national_procedures() if procedures is None else procedures
    by_key = {procedure.key: procedure for procedure in declared}
    values = national() if parameters is None else parameters
    return Rules(
        procedures=by_key,
        parameters=values,
        calendar=mainland_calendar(),
        tables={**published_tables(), "procedures": by_key, "parameters": values, **(tables or {})},
        county=county,
        pack=pack,
        watch=WATCH,
    )
