"""Conditions of judicial confirmation: both parties together, thirty days, the right court, nothing that it may not confirm."""

from rongzhi.core.procedure.definition import Given, Source, guard
from rongzhi.rulebook.case import Case, channel, specially_invited
from rongzhi.rulebook.guards.speaking import speaker
from rongzhi.rulebook.sources import CPL_187, CPL_205, CPLI_354, CPLI_355, CPLI_356, HOUSE, SPM_20

CPLI_372 = Source("民诉法解释(2022)", "第三百七十二条")
NOT_FOR_CONFIRMATION = frozenset({"title", "status", "special"})
TAKEN_BACK = "confirmation_withdrawal"


def _word(case: Case, party: str, proceeding: str) -> str:
    """What a party said last about applying: yes, no or nothing."""
    said = case.list("confirmation_choice", party=party, proceeding=proceeding)
    return said[-1].status if said else ""


@guard("in_effect", requires="调解协议已经生效", en="the agreement is in effect", source=CPL_205)
def agreement_in_effect(case: Case, given: Given) -> bool:
    return bool(case.list("agreement", "effective"))


@guard(
    "not_entrusted",
    requires="立案后委托调解的，由法院出具调解书或者准许撤诉，不另行司法确认",
    en="after filing, entrusted mediation ends in the court's own document, not in confirmation",
    source=SPM_20,
)
def not_entrusted(case: Case, given: Given) -> bool:
    return channel(case) != "entrusted"


@guard(
    "not_confirmed_yet",
    requires="协议还没有经法院裁定确认",
    en="no court has confirmed the agreement yet",
    source=CPL_205,
)
def not_confirmed_yet(case: Case, given: Given) -> bool:
    return not case.list("ruling", "confirmed", "changed")


@guard(
    "thirty_days",
    requires="自调解协议生效之日起三十日内向法院提出",
    en="put before the court within thirty days of the day the agreement took effect",
    source=CPL_205,
    on_data=True,
    demands=("F31",),
)
def within_thirty_days(case: Case, given: Given) -> bool:
    clock = case.clock("jc_apply")
    return clock is None or clock.due is None or (given.data.get("handed_on") or given.today) <= clock.due


@guard(
    "not_said_yet",
    requires="这一方还没有表示共同申请",
    en="this party has not said yet that it applies",
    source=CPL_205,
    on_data=True,
)
def not_joined_yet(case: Case, given: Given) -> bool:
    return _word(case, speaker(case, given), given.proceeding) != "yes"


@guard(
    "both_apply",
    requires="各方当事人均已表示共同申请",
    en="every party has said that it applies: confirmation is asked for together",
    source=CPL_205,
    demands=("F31",),
)
def all_joined(case: Case, given: Given) -> bool:
    return bool(case.principals) and all(
        _word(case, p.key, given.proceeding) == "yes" for p in case.principals
    )


@guard(
    "may_be_confirmed",
    requires="协议不涉及物权、知识产权确权，不涉及婚姻、亲子、收养等身份关系，也不属于其他特别程序、公示催告、破产程序；这些事项法院不予受理司法确认，可以另行起诉",
    en="the agreement settles no title to property or intellectual property, no status (marriage, parentage, adoption) and nothing of another special, public-notice or bankruptcy procedure; courts do not take these for confirmation, a suit stays open",
    source=CPLI_355,
    on_data=True,
    demands=("F31",),
)
def subject_may_be_confirmed(case: Case, given: Given) -> bool:
    return given.data.get("subject") not in NOT_FOR_CONFIRMATION


@guard(
    "inviting_court",
    requires="特邀调解达成的协议，向邀请（委派）调解的法院提出",
    en="after specially invited mediation the application goes to the court that invited",
    source=CPL_205,
    on_data=True,
    demands=("F31",),
)
def right_court(case: Case, given: Given) -> bool:
    inviting = case.header.get("commissioned_by")
    return not specially_invited(case) or not inviting or given.data.get("court") == inviting


@guard("not_docketed", requires="法院尚未立案审查", en="the court has not docketed it yet", source=CPLI_354)
def not_docketed(case: Case, given: Given) -> bool:
    return not case.list("court_docket", proceeding=given.proceeding)


@guard("docketed", requires="法院已经立案审查", en="the court has docketed it", source=CPLI_356)
def docketed(case: Case, given: Given) -> bool:
    return not not_docketed(case, given)


@guard(
    "later_than_due",
    requires="新的届满日晚于原届满日",
    en="the new last day is after the old one",
    source=CPL_187,
    on_data=True,
)
def later_than_due(case: Case, given: Given) -> bool:
    clock, until = case.clock("jc_conclude", given.proceeding), given.data.get("until")
    return clock is not None and clock.due is not None and until is not None and until > clock.due


@guard(
    "withdrawal_asked",
    requires="当事人已请求撤回申请；当事人没有在期限内补充或者拒不接受询问的，选择“按撤回处理”",
    en="a party has asked to withdraw; for papers not completed in time choose “treated as withdrawn”",
    source=HOUSE,
    on_data=True,
)
def withdrawal_asked(case: Case, given: Given) -> bool:
    asked = bool(case.list(TAKEN_BACK, "asked", proceeding=given.proceeding))
    return asked if given.data.get("why") == "asked" else case.at("confirmation", "correction")


@guard(
    "objection_open",
    requires="有待法院答复的异议",
    en="an objection awaits the court's answer",
    source=CPLI_372,
)
def objection_pending(case: Case, given: Given) -> bool:
    return bool(case.list("ruling_objection", "open", proceeding=given.proceeding))


@guard(
    "enforceable",
    requires="协议已经法院裁定确认，可以申请强制执行",
    en="a court has confirmed the agreement, so it can be enforced",
    source=CPL_205,
)
def enforceable(case: Case, given: Given) -> bool:
    return bool(case.list("ruling", "confirmed", "changed"))
