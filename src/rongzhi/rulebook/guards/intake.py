"""Conditions of intake: what may be asked, refused and reviewed."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, consumer_matter
from rongzhi.rulebook.sources import COMMERCIAL, COUNTY, FILING_7, HOUSE, ONL_15, PML_17, SUIT_125

NEUTRAL_GROUND = "NA7–9"
AFTER_INVITATION = frozenset({"NA5", "NA6"})


@guard(
    "reachable",
    requires="至少留下一种联系方式（电话、电子邮箱或地址）",
    en="at least one way to reach you (phone, e-mail or address)",
    source=HOUSE,
    on_data=True,
    demands=("F01",),
)
def applicant_reachable(case: Case, given: Given) -> bool:
    return any(given.data.get(f"applicant_{way}") for way in ("phone", "email", "address"))


@guard(
    "asked_once",
    requires="补正只能一次性告知，本案尚未告知过",
    en="completion is asked once, for everything, and has not been asked yet",
    source=FILING_7,
)
def not_asked_before(case: Case, given: Given) -> bool:
    return not case.list("completion")


@guard(
    "invitation_recorded",
    requires="以“对方拒绝”或“无法联系”为由不予受理的，须先有邀请记录",
    en="“refuses” and “cannot be reached” need a recorded invitation first",
    source=ONL_15,
    on_data=True,
)
def invitation_recorded(case: Case, given: Given) -> bool:
    return given.data.get("ground") not in AFTER_INVITATION or bool(case.list("invitation"))


@guard(
    "completion_asked",
    requires="以“补正后仍不明确”为由不予受理的，须先一次性告知补正",
    en="“still not clear” needs one completion notice first",
    source=FILING_7,
    on_data=True,
)
def completion_asked_for_na11(case: Case, given: Given) -> bool:
    return given.data.get("ground") != "NA11" or bool(case.list("completion"))


@guard(
    "true_ground_kept",
    requires="中性理由须在限阅材料中写明真实代码及根据",
    en="the neutral ground needs its true code and facts in the restricted part",
    source=HOUSE,
    on_data=True,
)
def true_ground_kept(case: Case, given: Given) -> bool:
    return (given.data.get("ground") == NEUTRAL_GROUND) == bool(given.data.get("true_ground"))


@guard("refused_before", requires="案件处于不予受理状态", en="the case was refused", source=COUNTY)
def refused_before(case: Case, given: Given) -> bool:
    return bool(case.list("refusal", "open", "review"))


@guard(
    "consumer_channel",
    requires="消费纠纷不进入商事调解；人民调解不收费",
    en="consumer disputes stay outside commercial mediation",
    source=COMMERCIAL,
    on_data=True,
)
def not_commercial_for_consumers(case: Case, given: Given) -> bool:
    return not (given.data.get("mediation_kind") == "commercial" and consumer_matter(case))


@guard(
    "no_pending_suit",
    requires="法院已经立案的，只能由法院委托调解",
    en="once a court has it, only the court can entrust it",
    source=SUIT_125,
    on_data=True,
)
def not_before_court(case: Case, given: Given) -> bool:
    return case.header.get("suit_pending") != "yes" or given.data.get("channel") in (
        "entrusted",
        "suit",
        "small_claims",
    )


@guard(
    "commission_on_file",
    requires="委派、委托调解须有法院来函及材料签收日",
    en="commissioned or entrusted mediation needs the court's letter and the day its material was signed for",
    source=PML_17,
    on_data=True,
    demands=("F37",),
)
def court_letter_on_file(case: Case, given: Given) -> bool:
    return given.data.get("channel") not in ("commissioned", "entrusted") or bool(case.list("court_receipt"))


@guard(
    "institution_basis",
    requires="机构批量提交须写明处理债务人信息的法律依据",
    en="an institution states its legal basis for the other side's data",
    source=HOUSE,
    on_data=True,
    demands=("F03",),
)
def institution_states_basis(case: Case, given: Given) -> bool:
    return given.data.get("applicant_kind") != "institution" or bool(given.data.get("legal_basis"))


@guard(
    "own_body",
    requires="只能以自己所属机构的名义提交",
    en="you can file only for your own institution",
    source=HOUSE,
    on_data=True,
)
def files_for_own_body(case: Case, given: Given) -> bool:
    body = given.data.get("applicant_body")
    return not body or body in given.by.bodies or "organisation" in given.roles
