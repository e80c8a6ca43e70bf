"""Conditions of a case's part in a group: invited, in it, held, asked to answer its own sheet; the person's own word."""

from rongzhi.core.formula import FormulaFault, read_figures
from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.speaking import speaker
from rongzhi.rulebook.sources import COUNTY, HOUSE, MASS_DISPUTES, PIPL

BOUND = ("invited", "member", "put_out")  # states of a membership that is not over


def membership(case: Case, *statuses: str) -> Entry | None:
    """The case's latest part in a group, if it stands in one of these states (any, when none is named)."""
    found = case.latest("membership")
    return found if found is not None and (not statuses or found.status in statuses) else None


def sheet(case: Case, *statuses: str) -> Entry | None:
    """The latest sheet of the group that was put to this case's member, in one of these states."""
    found = case.latest("group_proposal")
    return found if found is not None and (not statuses or found.status in statuses) else None


@guard(
    "not_in_group",
    requires="本案没有参加其他群体，也没有未答复的邀请",
    en="the case is in no group and no invitation is unanswered",
    source=HOUSE,
)
def not_in_group(case: Case, given: Given) -> bool:
    return membership(case, *BOUND) is None


@guard(
    "kept_apart",
    requires="本案已登记为不与相似案件一并办理",
    en="it is on record that the case stays apart from similar ones",
    source=HOUSE,
)
def kept_apart(case: Case, given: Given) -> bool:
    return bool(case.list("kept_apart", "open"))


@guard(
    "not_kept_apart",
    requires="本案没有登记为不与相似案件一并办理",
    en="it is not on record that the case stays apart from similar ones",
    source=HOUSE,
)
def not_kept_apart(case: Case, given: Given) -> bool:
    return not case.list("kept_apart", "open")


@guard(
    "member_is_person",
    requires="被邀请的是本案中不是金融机构的一方当事人",
    en="who is invited is an active principal of this case and no institution",
    source=MASS_DISPUTES,
    on_data=True,
)
def member_is_person(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("party")))
    return party in case.principals and party is not None and party.kind != "institution"


@guard(
    "invitation_waits",
    requires="有一份尚未答复的参加群体的邀请",
    en="an invitation to a group waits for its answer",
    source=HOUSE,
)
def invitation_waits(case: Case, given: Given) -> bool:
    return membership(case, "invited") is not None


@guard("in_group", requires="本案现在参加了群体", en="the case is in a group now", source=HOUSE)
def in_group(case: Case, given: Given) -> bool:
    return membership(case, "member") is not None


@guard(
    "in_group_or_put_out",
    requires="本案现在参加了群体，或者曾由承办组织移出",
    en="the case is in a group, or was put out of it by the organisation",
    source=HOUSE,
)
def in_or_put_out(case: Case, given: Given) -> bool:
    return membership(case, "member", "put_out") is not None


@guard(
    "put_out_before",
    requires="本案此前由承办组织移出群体（本人退出的，须由本人重新加入）",
    en="the organisation put the case out of the group; who left by themselves has to join anew",
    source=HOUSE,
)
def put_out_before(case: Case, given: Given) -> bool:
    return membership(case, "put_out") is not None


@guard(
    "member_speaks",
    requires="由参加群体的当事人本人或其代理人作出，窗口代办须写明当事人",
    en="said by the party whose membership it is, or for it by the counter, which names it",
    source=PIPL,
    on_data=True,
)
def member_speaks(case: Case, given: Given) -> bool:
    found = membership(case)
    return found is not None and bool(found.party) and speaker(case, given) == found.party


@guard(
    "for_member",
    requires="写明的是参加群体的那一位当事人",
    en="the party named is the one whose membership it is",
    source=HOUSE,
    on_data=True,
)
def for_member(case: Case, given: Given) -> bool:
    found = membership(case)
    return found is not None and given.data.get("party") == found.party


@guard(
    "agreed_to_wait",
    requires="当事人在加入时同意本案等待示范结果",
    en="the party agreed, when joining, that its case waits for the lead case",
    source=MASS_DISPUTES,
)
def agreed_to_wait(case: Case, given: Given) -> bool:
    found = case.latest("group_joining")
    return found is not None and found.code == "yes"


@guard("not_held", requires="本案没有在暂缓中", en="the case is not held already", source=HOUSE)
def not_held(case: Case, given: Given) -> bool:
    return not case.list("group_hold", "open")


@guard("is_held", requires="本案正在暂缓", en="the case is held", source=HOUSE)
def is_held(case: Case, given: Given) -> bool:
    return bool(case.list("group_hold", "open"))


@guard(
    "figures_read",
    requires="数据每行写成“名称 = 数值”，数值是普通数字或日期（2026-01-31）",
    en="figures read “name = value” on each line, a value being a plain number or a day",
    source=COUNTY,
    on_data=True,
)
def figures_read(case: Case, given: Given) -> bool:
    try:
        return bool(read_figures(str(given.data.get("figures") or "")))
    except FormulaFault:
        return False


@guard(
    "no_sheet_open",
    requires="没有尚未答复或已经接受的方案",
    en="no sheet is unanswered or accepted",
    source=HOUSE,
)
def no_sheet_open(case: Case, given: Given) -> bool:
    return sheet(case, "open", "accepted") is None


@guard("sheet_open", requires="有一份尚未答复的方案", en="a sheet waits for its answer", source=HOUSE)
def sheet_open(case: Case, given: Given) -> bool:
    return sheet(case, "open") is not None


@guard(
    "answer_may_change",
    requires="已经答复，且本案还没有进入协议签署",
    en="the sheet was answered and no agreement is being signed in the case",
    source=HOUSE,
)
def answer_may_change(case: Case, given: Given) -> bool:
    return sheet(case, "accepted", "declined") is not None and not case.open_proceedings("agreement")


@guard(
    "day_not_past", requires="日期不早于今天", en="the day is not before today", source=HOUSE, on_data=True
)
def day_not_past(case: Case, given: Given) -> bool:
    days = (given.data.get("reply_by"), given.data.get("answer_by"), given.data.get("until"))
    return all(day is None or day >= given.today for day in days)


@guard(
    "asked_to_speak",
    requires="已请本案当事人担任代表人，尚未答复",
    en="the party was asked to represent the group and has not answered",
    source=HOUSE,
)
def asked_to_speak(case: Case, given: Given) -> bool:
    return bool(case.list("group_speaker", "asked"))


@guard(
    "speaks_for_group", requires="本案当事人是群体代表人", en="the party represents the group", source=HOUSE
)
def speaks_for_group(case: Case, given: Given) -> bool:
    return bool(case.list("group_speaker", "agreed"))


@guard(
    "not_speaker",
    requires="本案当事人不是代表人，也没有被询问",
    en="the party neither represents the group nor was asked to",
    source=HOUSE,
)
def not_speaker(case: Case, given: Given) -> bool:
    return not case.list("group_speaker", "asked", "agreed")
