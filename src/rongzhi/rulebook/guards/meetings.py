"""Conditions of meetings: a day and hour to come, a meeting that still stands, and minutes signed as they stand."""

from datetime import time

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.guards.speaking import speaks_for_party
from rongzhi.rulebook.sources import COUNTY, ESIGN, FINANCE_14, HOUSE


def stands(case: Case) -> bool:
    """Whether a meeting is set and still to come about."""
    return bool(case.list("session", "set"))


@guard(
    "meeting_to_come",
    requires="日期不早于今天，时间写成 14:30 的样子",
    en="the day is not before today, and the time is written like 14:30",
    source=HOUSE,
    on_data=True,
    demands=("F18",),
)
def meeting_to_come(case: Case, given: Given) -> bool:
    day, hour = given.data.get("meeting_on"), str(given.data.get("hour") or "")
    if day is None or day < given.today:
        return False
    try:
        return time.fromisoformat(hour).strftime("%H:%M") == hour
    except ValueError:
        return False


@guard(
    "meeting_stands",
    requires="这一次调解会没有改期、取消，也还没有举行",
    en="this meeting was not moved, cancelled or held meanwhile",
    source=FINANCE_14,
    on_data=True,
)
def meeting_stands(case: Case, given: Given) -> bool:
    meeting = case.entries.get(str(given.data.get("session")))
    return meeting is not None and meeting.status == "set"


@guard(
    "meeting_stands_if_named",
    requires="写明的这一次调解会没有改期、取消，也还没有举行",
    en="the meeting that is named was not moved, cancelled or held meanwhile",
    source=FINANCE_14,
    on_data=True,
)
def meeting_stands_if_named(case: Case, given: Given) -> bool:
    return not given.data.get("session") or meeting_stands(case, given)


@guard(
    "meeting_not_planned",
    requires="没有写明事先约定的调解会",
    en="no meeting that was set before is named",
    source=HOUSE,
    on_data=True,
)
def meeting_not_planned(case: Case, given: Given) -> bool:
    return not given.data.get("session")


@guard("meeting_today", requires="调解会就在今天", en="the meeting is today", source=HOUSE, on_data=True)
def meeting_today(case: Case, given: Given) -> bool:
    meeting = case.entries.get(str(given.data.get("session")))
    return meeting is not None and meeting.on == given.today


@guard(
    "meeting_not_called_off",
    requires="这一次调解会没有改期或者取消",
    en="this meeting was not moved or cancelled",
    source=FINANCE_14,
    on_data=True,
)
def meeting_not_called_off(case: Case, given: Given) -> bool:
    meeting = case.entries.get(str(given.data.get("session")))
    return meeting is not None and meeting.status in ("set", "held")


@guard(
    "no_meeting_left",
    requires="约定的调解会都已取消，权利义务已经告知",
    en="every meeting was cancelled, and rights were told",
    source=HOUSE,
)
def no_meeting_and_told(case: Case, given: Given) -> bool:
    return not stands(case) and bool(case.list("rights_told"))


@guard(
    "no_meeting_left_untold",
    requires="约定的调解会都已取消，权利义务还没有告知",
    en="every meeting was cancelled, and rights were not told yet",
    source=HOUSE,
)
def no_meeting_and_untold(case: Case, given: Given) -> bool:
    return not stands(case) and not case.list("rights_told")


@guard(
    "minutes_stand",
    requires="这一份笔录仍是当前文本",
    en="these minutes are the present text",
    source=COUNTY,
    on_data=True,
)
def minutes_stand(case: Case, given: Given) -> bool:
    minutes = case.entries.get(str(given.data.get("minutes_key")))
    return minutes is not None and minutes.status == "open"


@guard(
    "minutes_unchanged",
    requires="您签的笔录与当前文本一致；笔录改过的，请重新阅读再签",
    en="the minutes you sign are the text as it stands; if they were changed, read them anew first",
    source=ESIGN,
    on_data=True,
)
def minutes_unchanged(case: Case, given: Given) -> bool:
    minutes = case.entries.get(str(given.data.get("minutes_key")))
    return minutes_stand(case, given) and minutes is not None and given.data.get("text_hash") == minutes.code


@guard(
    "by_the_neutral",
    requires="由本案调解员作出",
    en="done by the neutral of the case",
    source=HOUSE,
)
def by_the_neutral(case: Case, given: Given) -> bool:
    return bool(given.by.neutral) and given.by.neutral == case.header.get("neutral")


@guard(
    "signs_for_somebody",
    requires="由当事人、代理人或者本案调解员签名；窗口登记纸质签名的须写明是哪一位当事人",
    en="signed by a party, an agent or the neutral; the counter names the party whose paper signature it records",
    source=COUNTY,
    on_data=True,
)
def signs_for_somebody(case: Case, given: Given) -> bool:
    return by_the_neutral(case, given) or speaks_for_party(case, given)


@guard(
    "minutes_not_signed",
    requires="这份笔录上还没有这一位的签名",
    en="this person has not signed these minutes yet",
    source=COUNTY,
    on_data=True,
)
def minutes_not_signed(case: Case, given: Given) -> bool:
    return not any(
        line.facts.get("minutes_key") == given.data.get("minutes_key")
        and _same_person(case, given, line.party)
        for line in case.list("minutes_signature", "valid")
    )


@guard(
    "seal_is_witnessed",
    requires="用公章签笔录的，写明见证人",
    en="a seal under the minutes names its witness",
    source=COUNTY,
    on_data=True,
    demands=("witness",),
)
def seal_is_witnessed(case: Case, given: Given) -> bool:
    return given.data.get("signature_kind") != "official_seal" or bool(given.data.get("witness"))


def _same_person(case: Case, given: Given, party: str) -> bool:
    if by_the_neutral(case, given):
        return party == ""
    named = given.data.get("party") if "organisation" in given.roles else ""
    return party == (named or party_key(case, given.by))
