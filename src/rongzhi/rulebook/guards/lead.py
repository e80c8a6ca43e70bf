"""Conditions of naming a lead body: several are competent, the rule says who leads, reasons where it is departed from."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.competence import competent, lead_line
from rongzhi.rulebook.sources import COUNTY, PETITION_24


def _kind(given: Given, handle: str) -> str:
    row = given.tables.get("body_handles", {}).get(handle) or {}
    return str(row.get("kind", ""))


@guard(
    "several_competent",
    requires="按规则有两个以上单位负有职责",
    en="by the rule the matter is the duty of more than one body",
    source=PETITION_24,
)
def several_competent(case: Case, given: Given) -> bool:
    return len(competent(case, given)) > 1


@guard(
    "lead_is_competent",
    requires="所定的牵头单位是按规则负有职责的单位；不在其列的，须写明理由",
    en="the lead named is competent by the rule; where it is not, the reasons say why",
    source=COUNTY,
    on_data=True,
)
def competent_or_reasoned(case: Case, given: Given) -> bool:
    kind = _kind(given, str(given.data.get("body") or ""))
    return kind in {one.body_code for one in competent(case, given)} or bool(given.data.get("departs"))


@guard(
    "lead_by_the_rule",
    requires="所定的是规则排在首位的单位；不按规则的，须写明理由",
    en="it is the body that the rule puts first; where it is another, the reasons say why",
    source=COUNTY,
    on_data=True,
)
def first_or_reasoned(case: Case, given: Given) -> bool:
    first = next((one.body_code for one in competent(case, given)), "")
    return _kind(given, str(given.data.get("body") or "")) == first or bool(given.data.get("departs"))


@guard(
    "rule_of_that_body",
    requires="所引的规则条目就是该单位的条目",
    en="the line of the rule that is cited is one of that body",
    source=COUNTY,
    on_data=True,
)
def cites_its_line(case: Case, given: Given) -> bool:
    cited, kind = given.data.get("rule"), _kind(given, str(given.data.get("body") or ""))
    return not cited or any(one.line == cited and one.body_code == kind for one in competent(case, given))


@guard(
    "named_as_lead",
    requires="本单位被确定为牵头单位",
    en="your body is the one named as lead",
    source=COUNTY,
)
def is_lead(case: Case, given: Given) -> bool:
    line = lead_line(case, given.proceeding)
    return bool(given.proceeding) and line is not None and line.code in given.by.bodies


@guard(
    "another_lead",
    requires="改定的是另一单位",
    en="another body is named",
    source=COUNTY,
    on_data=True,
)
def another_lead(case: Case, given: Given) -> bool:
    line = lead_line(case, given.proceeding)
    return line is None or given.data.get("body") != line.code
