"""Conditions of the invitation: recorded tries, proper reasons, and who may not refuse."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, acting_party, tries
from rongzhi.rulebook.guards.speaking import speaker
from rongzhi.rulebook.sources import BANK_CONSUMER_16, COUNTY, HOUSE, ONL_15, ONL_25, SECURITIES_94, SMALL_27


@guard(
    "accepted_or_received",
    requires="申请已收到或已受理",
    en="the application is received or accepted",
    source=COUNTY,
)
def intake_running(case: Case, given: Given) -> bool:
    return case.at("intake", "received", "accepted")


@guard(
    "respondent_is_institution",
    requires="被邀请方是金融机构",
    en="the other side is an institution",
    source=COUNTY,
)
def respondent_is_institution(case: Case, given: Given) -> bool:
    return any(p.kind == "institution" for p in case.side("respondent"))


@guard(
    "institution_gives_reason",
    requires="金融机构不参加调解须有正当理由",
    en="an institution needs a proper reason to stay away",
    source=BANK_CONSUMER_16,
    on_data=True,
    demands=("F12",),
)
def institution_gives_reason(case: Case, given: Given) -> bool:
    party = acting_party(case, given)
    institution = party.kind == "institution" if party else respondent_is_institution(case, given)
    return not institution or bool(given.data.get("refusal_reason"))


@guard(
    "broker_may_not_refuse",
    requires="普通投资者提出证券业务纠纷调解的，证券公司不得拒绝",
    en="a securities company may not refuse an ordinary investor's request",
    source=SECURITIES_94,
)
def not_broker_against_investor(case: Case, given: Given) -> bool:
    investor = any(p.kind == "consumer" for p in case.side("applicant"))
    broker = any(
        str(given.tables.get("body_handles", {}).get(p.body, {}).get("kind", "")) == "SEC_CO"
        for p in case.side("respondent")
    )
    securities = str(case.header.get("dispute_class") or "").startswith("G")
    return not (investor and securities and broker)


@guard(
    "outside_commitment",
    requires="不在机构自己的小额快速解决承诺范围内",
    en="outside the institution's own small-dispute commitment",
    source=SMALL_27,
)
def outside_own_commitment(case: Case, given: Given) -> bool:
    return not case.list("commitment", "open")


@guard("tried_twice", requires="已有两次以上不同的联系记录", en="more than one recorded try", source=ONL_25)
def tried_more_than_once(case: Case, given: Given) -> bool:
    return len(tries(case)) >= 2


@guard("refuser_is_consumer", requires="消费者一方", en="the consumer's side", source=ONL_15)
def by_consumer(case: Case, given: Given) -> bool:
    party = case.parties.get(speaker(case, given))
    kinds = {party.kind} if party else {p.kind for p in case.side("respondent")}
    return "institution" not in kinds


@guard(
    "other_side_told",
    requires="已向对方告知个人信息处理规则或取得申请人同意",
    en="the applicant was told and consented to the invitation",
    source=HOUSE,
    demands=("F03",),
)
def applicant_consents_to_invitation(case: Case, given: Given) -> bool:
    return any(e.code in ("other_side", "all") for e in case.list("consent", "given"))
