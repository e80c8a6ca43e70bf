"""Conditions of grading, of advice to an institution and of warning letters: by the factors, to an institution, by whom."""

from rongzhi.core.procedure.definition import Confidence, Given, Source, guard
from rongzhi.rulebook.case import INSTITUTION_KINDS, Case
from rongzhi.rulebook.risk import graded
from rongzhi.rulebook.sources import COUNTY, HOUSE
from rongzhi.rulebook.tables import bodies

WARNED_BY = Source("本县规则（待通过）", "警示函", Confidence.DESIGN)


def _kind(given: Given, handle: str) -> str:
    row = given.tables.get("body_handles", {}).get(handle) or {}
    return str(row.get("kind", ""))


@guard(
    "grade_by_factors",
    requires="等级按公布的因素和分值得出；另定的，须写明理由",
    en="the level is the one that the published factors give; where it is another, the reasons say why",
    source=COUNTY,
    on_data=True,
)
def by_factors(case: Case, given: Given) -> bool:
    return given.data.get("level") == graded(case, given).level or bool(given.data.get("departs"))


@guard(
    "addressed_to_institution",
    requires="收件人是本案的金融机构",
    en="it is addressed to a financial institution that is a party to the case",
    source=COUNTY,
    on_data=True,
)
def to_institution(case: Case, given: Given) -> bool:
    handle = str(given.data.get("institution") or "")
    parties = {p.body for p in case.parties.values() if p.body}
    return handle in parties and _kind(given, handle) in INSTITUTION_KINDS


@guard(
    "answer_day_ahead",
    requires="答复日期不早于今天",
    en="the day for the answer is not before today",
    source=HOUSE,
    on_data=True,
)
def answer_ahead(case: Case, given: Given) -> bool:
    day = given.data.get("answer_by")
    return day is None or day >= given.today


@guard(
    "signed_by_regulator_or_group",
    requires="警示函由监管部门或者领导小组签发；调解组织和协调办公室只能提出建议",
    en="a warning letter is signed by a regulator or the leading group; organisations and the secretariat may only advise",
    source=WARNED_BY,
)
def may_warn(case: Case, given: Given) -> bool:
    kinds = {bodies()[code].kind for code in given.by.codes if code in bodies()}
    return "regulator" in kinds or "LEAD" in given.by.codes


@guard(
    "own_letter",
    requires="答复的是发给本机构、尚未答复的建议或者警示函",
    en="what is answered was sent to your institution and is not answered yet",
    source=HOUSE,
    on_data=True,
)
def own_letter(case: Case, given: Given) -> bool:
    line = case.entries.get(str(given.data.get("letter") or given.data.get("warning") or ""))
    if line is None or line.status != "sent":
        return False
    return "organisation" in given.roles or line.code in given.by.bodies
