"""Conditions of the small-dispute procedure: the institution's own commitment, its cap, and who answers a proposal."""

from decimal import Decimal

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, consumer_matter
from rongzhi.rulebook.guards.speaking import not_among, speaker
from rongzhi.rulebook.sources import COUNTY, ONL_13, SMALL_27, SPM_15

ORDINARY = ("appointment", "mediation", "agreement")


def _cap(case: Case) -> Decimal | None:
    commitment = case.latest("commitment", "open")
    return commitment.amount if commitment else None


@guard("case_accepted", requires="案件已经受理", en="the case is accepted", source=COUNTY)
def case_accepted(case: Case, given: Given) -> bool:
    return case.at("intake", "accepted")


@guard(
    "consumer_and_institution",
    requires="金融消费者与金融机构之间的纠纷",
    en="a dispute of a consumer with an institution",
    source=SMALL_27,
)
def consumer_against_institution(case: Case, given: Given) -> bool:
    return consumer_matter(case)


@guard(
    "ordinary_not_running",
    requires="普通调解程序尚未开始",
    en="the ordinary mediation has not begun",
    source=COUNTY,
)
def ordinary_not_running(case: Case, given: Given) -> bool:
    return not any(case.open_proceedings(procedure) for procedure in ORDINARY)


@guard(
    "is_institution",
    requires="作出承诺的是本案中的金融机构",
    en="the commitment is that of an institution in this case",
    source=SMALL_27,
    on_data=True,
)
def commitment_of_institution(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("institution")))
    return party is not None and party.kind == "institution" and party.status == "active"


@guard(
    "commitment_in_force",
    requires="今天在承诺的有效期内",
    en="the commitment is in force today",
    source=SMALL_27,
    on_data=True,
)
def commitment_in_force(case: Case, given: Given) -> bool:
    begins, ends = given.data.get("valid_from"), given.data.get("valid_to")
    return begins is not None and begins <= given.today and (ends is None or given.today <= ends)


@guard(
    "within_cap",
    requires="争议金额已写明，且不超过机构承诺的限额",
    en="the amount in dispute is stated and within the cap of the commitment",
    source=SMALL_27,
    on_data=True,
    demands=("F24",),
)
def amount_within_cap(case: Case, given: Given) -> bool:
    amount, cap = given.data.get("amount") or case.header.get("amount"), given.data.get("cap")
    return amount is not None and cap is not None and amount <= cap


@guard(
    "proposal_within_cap",
    requires="建议金额不超过机构承诺的限额",
    en="the proposal stays within the cap of the commitment",
    source=SMALL_27,
    on_data=True,
)
def proposal_within_cap(case: Case, given: Given) -> bool:
    cap, amount = _cap(case), given.data.get("amount")
    return cap is not None and amount is not None and amount <= cap


@guard(
    "no_ties_disclosed",
    requires="调解员声明与各方没有联系；有联系的应当回避",
    en="the neutral states that there are no ties; with ties somebody else is named",
    source=ONL_13,
    on_data=True,
)
def no_ties_disclosed(case: Case, given: Given) -> bool:
    return given.data.get("ties") is False


@guard(
    "first_objection",
    requires="这一方在本程序中还没有要求更换过调解员",
    en="this side has not asked for another neutral in this procedure before",
    source=SPM_15,
)
def first_objection(case: Case, given: Given) -> bool:
    asked = {e.party for e in case.list("challenge", proceeding=given.proceeding)}
    return not_among(case, given, asked)


@guard(
    "first_fast_track",
    requires="本案尚未走过小额快速解决",
    en="no fast track was tried in this case",
    source=COUNTY,
)
def first_fast_track(case: Case, given: Given) -> bool:
    return case.proceeding("fast_track") is None and not case.list("agreement", "effective", "oral")


@guard("neutral_named", requires="已确定或拟定调解员", en="a neutral is named", source=COUNTY)
def neutral_named(case: Case, given: Given) -> bool:
    return bool(case.header.get("neutral") or case.header.get("neutral_proposed"))


@guard("no_neutral", requires="现在没有调解员", en="there is no neutral now", source=COUNTY)
def no_neutral(case: Case, given: Given) -> bool:
    return not neutral_named(case, given)


@guard(
    "ordinary_wished",
    requires="消费者希望继续普通调解",
    en="the consumer wishes to go on with ordinary mediation",
    source=SMALL_27,
    on_data=True,
)
def ordinary_wished(case: Case, given: Given) -> bool:
    return given.data.get("go_on") is True


@guard(
    "consumer_answers",
    requires="只由消费者答复；窗口代录的，写明是哪一位消费者",
    en="the consumer alone answers; the counter names the consumer for whom it records",
    source=SMALL_27,
    on_data=True,
    demands=("F25",),
)
def consumer_answers(case: Case, given: Given) -> bool:
    party = case.parties.get(speaker(case, given))
    return party is not None and party.status == "active" and party.kind in ("consumer", "small_business")
