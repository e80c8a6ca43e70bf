"""Conditions of a group: enough persons, a lead case among them, its result, a formula that reads, and everybody's end."""

from rongzhi.core.formula import FormulaFault, read_sheet
from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.case import INSTITUTION_KINDS
from rongzhi.rulebook.sources import COUNTY, HOUSE, MASS_DISPUTES, PARALLEL_CASES

Group = Picture

IN = (
    "member",
    "proposed",
    "accepted",
    "declined",
)  # in the group, with or without an answer to their own sheet
SETTLED = ("accepted", "declined", "ended")
OUT = ("refused", "left", "put_out", "uninvited")


def members(group: Group, *statuses: str) -> list[Entry]:
    """The members' lines, each holding a case number alone."""
    return group.list("member", *statuses)


def member_of(group: Group, case: str) -> Entry | None:
    """The line of the case with that number, or None."""
    return next((line for line in members(group) if line.code == case), None)


def lead(group: Group) -> Entry | None:
    """The line of the present lead case, or None."""
    typical = group.latest("typical", "open")
    return group.entries.get(typical.code) if typical is not None else None


def still_to_end(group: Group) -> list[Entry]:
    """Members in the group whose case has neither an answer to its sheet nor an end of its own; the lead apart."""
    first = lead(group)
    return [line for line in members(group, "invited", "member", "proposed") if line is not first]


@guard("group_stands", requires="这一群体仍在办理", en="the group is still open", source=HOUSE)
def group_stands(group: Group, given: Given) -> bool:
    return group.header.get("status") == "open"


@guard(
    "about_institution",
    requires="填写的单位是金融机构",
    en="the body named is a financial institution",
    source=MASS_DISPUTES,
    on_data=True,
)
def about_institution(group: Group, given: Given) -> bool:
    row = given.tables.get("body_handles", {}).get(str(given.data.get("respondent")), {})
    return str(row.get("kind")) in INSTITUTION_KINDS


@guard(
    "a_court",
    requires="填写的单位是人民法院",
    en="the body named is a court",
    source=MASS_DISPUTES,
    on_data=True,
)
def a_court(group: Group, given: Given) -> bool:
    row = given.tables.get("body_handles", {}).get(str(given.data.get("court")), {})
    return bool(row.get("kind") == "COURT")


@guard(
    "enough_persons",
    requires="已有足够人数加入（一方十人以上）",
    en="enough persons have joined (ten or more on one side)",
    source=PARALLEL_CASES,
)
def enough_persons(group: Group, given: Given) -> bool:
    least = given.parameters.on("group_least_persons", given.today).amount
    return len(members(group, *IN)) >= int(least)


@guard(
    "member_in_group",
    requires="所选案件的当事人已加入本群体",
    en="the party of the case chosen has joined the group",
    source=MASS_DISPUTES,
    on_data=True,
)
def member_in_group(group: Group, given: Given) -> bool:
    line = group.entries.get(str(given.data.get("member")))
    return line is not None and line.kind == "member" and line.status in IN


@guard(
    "room_for_representative",
    requires="代表人人数未满",
    en="there is room for another representative",
    source=COUNTY,
)
def room_for_representative(group: Group, given: Given) -> bool:
    most = given.parameters.on("group_most_representatives", given.today).amount
    return len(group.list("representative", "open")) < int(most)


@guard(
    "formula_reads",
    requires="公式能够读懂：每行“名称 = 算式”，只用加减乘除、括号、数字、栏目名和 min、max、round、days、lpr",
    en="the formula reads: “name = arithmetic” on each line, with + - * / brackets, numbers, columns and min, max, round, days, lpr",
    source=COUNTY,
    on_data=True,
)
def formula_reads(group: Group, given: Given) -> bool:
    try:
        return bool(read_sheet(str(given.data.get("formula") or "")).lines)
    except FormulaFault:
        return False


@guard(
    "nothing_proposed",
    requires="没有成员手中持有方案（先撤回尚未答复的；已有人接受的不能更改）",
    en="no member holds a sheet (withdraw unanswered ones first; what somebody accepted is not changed)",
    source=HOUSE,
)
def nothing_proposed(group: Group, given: Given) -> bool:
    return not members(group, "proposed", "accepted")


@guard("formula_set", requires="已经确定损失计算公式", en="the loss formula is set", source=HOUSE)
def formula_set(group: Group, given: Given) -> bool:
    return group.latest("formula", "set") is not None


@guard(
    "everybody_has_end",
    requires="每一件平行案件都有了结果：已答复、已退出或已结束（没有答复的不能视为同意，可移出群体各自办理）",
    en="each parallel case has its end: answered, left or ended (silence is no consent: put such members out, to go on alone)",
    source=MASS_DISPUTES,
)
def everybody_has_end(group: Group, given: Given) -> bool:
    return not still_to_end(group)
