"""Conditions of the mediation itself: rights told first, answers of all sides, consent for extensions and facts."""

from datetime import timedelta

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, answered_by_all, channel
from rongzhi.rulebook.guards.speaking import not_among
from rongzhi.rulebook.sources import (
    CODE_561,
    COUNTY,
    FACTS_23,
    HOUSE,
    ONL_18,
    ONL_26,
    PML_23,
    SPM_14,
    SPM_18,
    SPM_27,
)


def _last_seq(case: Case, kind: str) -> int:
    last = case.latest(kind)
    return last.seq if last else 0


def _since_last(case: Case, question: str, answer: str) -> set[str]:
    """The parties who have answered since the question was put last."""
    return {e.party for e in case.list(answer) if e.seq >= _last_seq(case, question)}


@guard(
    "rights_told",
    requires="已向各方告知权利义务",
    en="rights and duties were told to every side",
    source=SPM_14,
)
def rights_told(case: Case, given: Given) -> bool:
    return bool(case.list("rights_told"))


@guard("own_neutral", requires="您是本案调解员", en="you are the neutral of this case", source=HOUSE)
def is_neutral_of_case(case: Case, given: Given) -> bool:
    return bool(given.by.neutral) and given.by.neutral == case.header.get("neutral")


@guard(
    "not_answered",
    requires="这一方还没有答复这一方案",
    en="this side has not answered this proposal yet",
    source=PML_23,
)
def not_answered_proposal(case: Case, given: Given) -> bool:
    return not_among(case, given, _since_last(case, "proposal", "answer"))


@guard("all_accept", requires="各方均接受方案", en="every side accepts the proposal", source=PML_23)
def all_accept_proposal(case: Case, given: Given) -> bool:
    return answered_by_all(case, "answer", status="yes", since=_last_seq(case, "proposal"))


@guard(
    "somebody_declines",
    requires="有一方不接受方案",
    en="one side does not accept the proposal",
    source=PML_23,
)
def somebody_declines(case: Case, given: Given) -> bool:
    return any(e.seq > _last_seq(case, "proposal") for e in case.list("answer", "no"))


@guard(
    "all_consent_to_extend",
    requires="各方均书面或记录在案同意延长",
    en="every side consents to the extension, in writing or on record",
    source=SPM_27,
)
def all_consent_to_extend(case: Case, given: Given) -> bool:
    return answered_by_all(case, "extension_answer", status="yes", since=_last_seq(case, "extension"))


@guard(
    "not_answered_extension",
    requires="这一方还没有答复本次延长",
    en="this side has not answered this extension yet",
    source=SPM_27,
)
def not_answered_extension(case: Case, given: Given) -> bool:
    return not_among(case, given, _since_last(case, "extension", "extension_answer"))


@guard(
    "somebody_refuses_extension",
    requires="有一方不同意延长",
    en="one side does not consent to the extension",
    source=SPM_27,
)
def somebody_refuses_extension(case: Case, given: Given) -> bool:
    return any(e.seq > _last_seq(case, "extension") for e in case.list("extension_answer", "no"))


@guard(
    "later_day",
    requires="新的届满日晚于原届满日，疑难复杂程序累计不超过规定上限",
    en="the new last day is after the old one and, on the difficult-complex track, within the limit",
    source=COUNTY,
    on_data=True,
    demands=("F28",),
)
def extension_within_limit(case: Case, given: Given) -> bool:
    clock, until = case.clock("mediation_period"), given.data.get("until")
    if clock is None or clock.due is None or until is None or until <= clock.due:
        return False
    value = given.parameters.on(clock.parameter, given.today)
    if not str(value.extension).isdigit() or int(value.extension) == 0:
        return True  # by consent, any number of days (法释〔2016〕14号 Art. 27)
    return bool(until <= clock.started + timedelta(days=value.amount + int(value.extension)))


@guard("period_running", requires="调解期限正在计算", en="the mediation period is running", source=SPM_27)
def period_running(case: Case, given: Given) -> bool:
    clock = case.clock("mediation_period")
    return clock is not None and clock.status == "running"


@guard(
    "facts_signed_by_all",
    requires="各方均已签认无争议事实",
    en="every side signed the undisputed facts",
    source=ONL_18,
)
def facts_signed_by_all(case: Case, given: Given) -> bool:
    return answered_by_all(case, "fact_signature", status="signed", since=_last_seq(case, "facts"))


@guard(
    "facts_not_signed_yet",
    requires="这一方还没有签认",
    en="this side has not signed them yet",
    source=ONL_18,
)
def facts_unsigned_by_me(case: Case, given: Given) -> bool:
    return not_among(case, given, _since_last(case, "facts", "fact_signature"))


@guard(
    "consent_to_record_facts",
    requires="各方同意记载无争议事实",
    en="all consent to the record of undisputed facts",
    source=FACTS_23,
    on_data=True,
    demands=("F21",),
)
def consent_to_record(case: Case, given: Given) -> bool:
    return bool(given.data.get("all_consent"))


@guard("simple_now", requires="现在适用简易程序", en="the case is on the simple track", source=COUNTY)
def on_simple_track(case: Case, given: Given) -> bool:
    return case.header.get("track") == "simple"


@guard(
    "not_complex_yet",
    requires="尚未适用疑难复杂程序",
    en="the case is not yet on the difficult-complex track",
    source=COUNTY,
)
def not_complex_yet(case: Case, given: Given) -> bool:
    return case.header.get("track") in ("simple", "ordinary")


@guard(
    "appraisal_consent",
    requires="各方同意鉴定评估",
    en="all consent to the appraisal",
    source=ONL_26,
    on_data=True,
)
def appraisal_consented(case: Case, given: Given) -> bool:
    return bool(given.data.get("all_consent"))


@guard(
    "sham_facts",
    requires="写明涉嫌虚假调解的根据（限阅）",
    en="the facts behind the suspicion, in the restricted part",
    source=SPM_18,
    on_data=True,
)
def sham_facts_given(case: Case, given: Given) -> bool:
    return bool(given.data.get("lead_facts"))


@guard(
    "court_channel",
    requires="法院委派或委托的案件",
    en="a case commissioned or entrusted by a court",
    source=SPM_27,
)
def court_channel(case: Case, given: Given) -> bool:
    return channel(case) in ("commissioned", "entrusted")


@guard("positive_amount", requires="金额大于零", en="the amount is above zero", source=CODE_561, on_data=True)
def positive_amount(case: Case, given: Given) -> bool:
    amount = given.data.get("amount")
    return amount is None or amount > 0
