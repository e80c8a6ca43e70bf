"""Screening of a filing: advice with its reason and source, for people to weigh; never a verdict and never a block."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rongzhi.core.parameters import NoValue, Parameters
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import Confidence, Source
from rongzhi.core.workdays import Calendar
from rongzhi.rulebook.calculators.interruptions import GROUNDS, Ground, Interruption
from rongzhi.rulebook.calculators.limitation import ClaimFacts, Period, Standing, track
from rongzhi.rulebook.classes import line_of
from rongzhi.rulebook.matter import Matter
from rongzhi.rulebook.sources import LENDING_5, SPM_11, SPM_18
from rongzhi.rulebook.tables import bodies, reasons, taxonomy


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at: what it is, why it is said, and how sure the source is. `data_class` DC9 is for leads only."""

    code: str
    zh: str
    en: str
    why: str
    why_en: str
    source: str
    confidence: Confidence
    data_class: DataClass = DataClass.DC2


# Signs in the class or reason code; each is a reason to look, not a finding (domain.md §11, taxonomy.csv).
CRIME_CLASSES = frozenset({"A02", "B08", "C05", "C06", "F05", "L01", "M03", "N06", "N07"})
CRIME_REASONS = frozenset({"R0902", "R1103"})
SHAM_CLASSES = frozenset({"N07"})
SUPERVISION_CLASSES = frozenset({"G04", "L01", "L02", "M01", "M02", "M03", "M04", "O02"})
SUPERVISION_REASONS = frozenset(
    {"R0401", "R0402", "R0403", "R0501", "R0701", "R0702", "R1001", "R1002", "R1101", "R1102", "R1103"}
)
SURETYSHIP = frozenset({"H01", "H04"})
ASK_ONCE = (
    "claim",
    "amount",
    "dispute_class",
    "known_on",
    "complaint_made",
    "suit_pending",
    "arbitration_clause",
)
LABELS = {
    "claim": ("希望怎样解决", "what is asked for"),
    "amount": ("涉及金额", "the amount"),
    "dispute_class": ("纠纷类别", "the class of dispute"),
    "known_on": ("知道受损害及对方的日期", "the day harm and who caused it were known"),
    "complaint_made": ("是否已向机构投诉", "whether a complaint was made"),
    "suit_pending": ("是否正在诉讼或仲裁", "whether it is before a court or arbitral body"),
    "arbitration_clause": ("是否有仲裁条款", "whether there is an arbitration clause"),
}

DESIGN_10 = Source("domain.md §10（不予受理理由目录）", "", Confidence.DESIGN)
IN_FORCE = Source("《民事诉讼法》(2023)", "第一百二十七条第五项；《仲裁法》第十条")
MARKET_15 = Source("市场监督管理投诉举报处理暂行办法", "第十五条第二项（参照）")
MARKET_23 = Source("市场监督管理投诉举报处理暂行办法", "第二十三条（参照）")
AUTHORITY = Source("《民事诉讼法》(2023)", "第一百二十七条第三项")
ARBITRATION_5 = Source("《仲裁法》(2025修订)", "第五条")
AGENCY_F04 = Source("forms.csv F04（授权委托书）", "", Confidence.DESIGN)
ELIGIBLE = Source("domain.md §10（受理范围）", "", Confidence.DESIGN)
FILING_7_ONCE = Source("登记立案规定", "第七条（参照）")
CREDIT_25 = Source("征信业管理条例", "第二十五条")


def screen(matter: Matter, *, parameters: Parameters, calendar: Calendar) -> list[Advice]:
    """Everything that the declared signs say of a matter, the pressing first. Nothing here may block or refuse it."""
    found = list(_limitation(matter, parameters, calendar))
    for sign in SIGNS:
        found += sign(matter)
    return found


def _advice(
    code: str,
    zh: str,
    en: str,
    why: tuple[str, str],
    source: Source,
    data_class: DataClass = DataClass.DC2,
) -> Advice:
    return Advice(code, zh, en, *why, str(source), source.confidence, data_class)


def _limitation(matter: Matter, parameters: Parameters, calendar: Calendar) -> Iterator[Advice]:
    known, harmed = matter.stated("known_on"), matter.stated("happened_on")
    facts = ClaimFacts(
        dispute_class=matter.dispute_class,
        known_on=known if isinstance(known, date) else None,
        harmed_on=harmed if isinstance(harmed, date) else None,
        guaranteed=matter.dispute_class in SURETYSHIP,
        interruptions=tuple(
            Interruption(entry.on, Ground(entry.code))
            for entry in matter.case.list("interruption")
            if entry.on is not None and entry.code in GROUNDS
        ),
    )
    try:
        periods = track(facts, parameters=parameters, calendar=calendar)
    except NoValue:
        return
    for period in periods:
        if period.standing is not Standing.NOT_SUBJECT:
            yield _period(period, matter.context.today)


def _period(period: Period, today: date) -> Advice:
    over = period.over(today)
    code = "guarantee" if period.key.startswith("guarantee") else "limitation"
    late = "可能已过最后一日；这不是不受理的理由，法院也不主动适用诉讼时效。" if over else ""
    late_en = (
        " The last day may have passed; this is no ground of refusal, and a court does not raise limitation itself."
        if over
        else ""
    )
    day = str(period.last_day) if period.last_day else "—"
    return Advice(
        f"{code}_over" if over else code,
        f"{period.warning}{late}",
        f"{period.warning_en}{late_en}",
        f"{period.label}：最后一日 {day}",
        f"{period.en}: last day {day}",
        period.source,
        period.confidence,
    )


def _elsewhere(matter: Matter) -> Iterator[Advice]:
    if matter.text("suit_pending") == "yes":
        yield _advice(
            "suit_pending",
            "法院或者仲裁机构可能已经受理。可以请该机构委托调解；委托之外不能另行受理（NA3）。",
            "A court or arbitral body may have it. Ask it to entrust the mediation; otherwise NA3 applies.",
            ("申请中填写“正在诉讼或仲裁：是”", "the filing says: before a court or arbitral body"),
            SPM_11,
        )
    if matter.text("in_force_decision") == "yes":
        yield _advice(
            "in_force_decision",
            "同一事项可能已有生效裁判或者裁决。请核对是否同一事项；履行问题仍可协商（NA2）。",
            "A judgment or award may be in force. Check whether it is the same matter; how to perform can still be talked over (NA2).",
            ("申请中填写“已有生效裁判：是”", "the filing says: a judgment or award is in force"),
            IN_FORCE,
        )
    if matter.text("arbitration_clause") == "yes":
        yield _advice(
            "arbitration_clause",
            "有仲裁条款：排除法院管辖，不妨碍调解。",
            "There is an arbitration clause: it bars the court, not mediation.",
            ("申请中填写“有仲裁条款：是”", "the filing says: arbitration clause"),
            ARBITRATION_5,
        )
    if matter.is_class("Q03"):
        yield _advice(
            "power_of_authority",
            "请求事项可能属于有权机关的职权（NA10）；其中的民事部分可以另行受理。",
            "What is asked may lie in the power of an authority (NA10); a civil part can be accepted apart.",
            _class_words(matter),
            AUTHORITY,
        )
    if matter.is_class("B11"):
        yield _advice(
            "business_judgement",
            "是否放贷、如何定价属于经营判断（NA12）；误导、歧视、违约、未告知的部分可以受理。",
            "Whether to lend and at what price is business judgement (NA12); misleading, unequal treatment, breach or missing notice can be accepted.",
            _class_words(matter),
            DESIGN_10,
        )
    if matter.is_class("K"):
        yield _advice(
            "credit_record",
            "征信异议可以同时向征信机构或者信息提供者提出，二十日内答复；不是调解的前提。",
            "An objection to the credit bureau or data provider can run beside this and is answered in 20 days; it is no precondition.",
            _class_words(matter),
            CREDIT_25,
        )


def _other_cases(matter: Matter) -> Iterator[Advice]:
    if matter.context.duplicates:
        numbers = "、".join(matter.context.duplicates)
        yield _advice(
            "duplicate",
            f"可能与已有案件重复：{numbers}。请核对，重复的并入原案，不作为不受理的理由。",
            f"It may repeat {numbers}. Check it; a duplicate joins the first case and is no ground of refusal.",
            ("当事人和事项相同", "same parties and matter"),
            MARKET_15,
        )
    if matter.context.parallel:
        numbers = "、".join(matter.context.parallel)
        yield _advice(
            "parallel",
            f"另有 {len(matter.context.parallel)} 件涉及同一行为：{numbers}。可以提请会商或者示范办理。",
            f"{len(matter.context.parallel)} other cases concern the same conduct: {numbers}. A consultation or a lead case is possible.",
            ("同一机构、同一类别和原因", "same institution, class and reason"),
            DESIGN_10,
        )


def _place(matter: Matter) -> Iterator[Advice]:
    county = matter.context.county
    linked = any(handle in matter.context.body_handles for handle in matter.respondent_bodies)
    linked = linked or bool(matter.values.get("applicant_township"))
    addresses = (str(matter.values.get(name) or "") for name in ("applicant_address", "respondent_address"))
    linked = linked or (bool(county) and any(county in address for address in addresses))
    if not linked:
        yield _advice(
            "jurisdiction",
            "看不出与本县的联系。产品、营业所、住所、行为或者后果在本县，或者双方同意，都可以受理；请询问，不要因此拒绝。",
            "No link with the county is stated. Product, office, residence, conduct or effect in the county, or the consent of both, is enough: ask, do not refuse for it.",
            ("没有本县机构、乡镇或者本县地址", "no body, township or address of the county"),
            ELIGIBLE,
        )


def _supervision(matter: Matter) -> Iterator[Advice]:
    if matter.dispute_class in SUPERVISION_CLASSES or matter.reason in SUPERVISION_REASONS:
        body = line_of(matter.dispute_class) if matter.dispute_class in taxonomy() else None
        name = bodies()[body].name_zh if body else "有关监管部门"
        name_en = bodies()[body].name_en if body else "the competent regulator"
        yield _advice(
            "supervision",
            f"可能涉及违规，可用 F54 转{name}；调解继续进行，不免除监管责任。",
            f"There may be a violation: F54 goes to {name_en}. Mediation goes on and does not lift liability.",
            _class_words(matter),
            MARKET_23,
        )


def _representative(matter: Matter) -> Iterator[Advice]:
    if not matter.values.get("representative_name"):
        return
    authority = matter.text("representative_authority")
    if authority != "special":
        stated = (
            ("代理权限：一般代理", "authority: general")
            if authority
            else ("没有填写代理权限", "no authority stated")
        )
        yield _advice(
            "representative",
            "代理人承认、放弃、变更请求或者和解须有特别授权（F04）。可以先受理，再一次性请其补交。",
            "To admit, waive, change or settle a representative needs special authority (F04). Accept first, then ask for it once.",
            stated,
            AGENCY_F04,
        )


def _missing(matter: Matter) -> Iterator[Advice]:
    missing = [name for name in ASK_ONCE if matter.stated(name) in (None, "")]
    if missing:
        yield _advice(
            "ask_once",
            f"尚未填写：{'、'.join(LABELS[name][0] for name in missing)}。都不是受理的前提，需要的请一次问全。",
            f"Not stated: {', '.join(LABELS[name][1] for name in missing)}. None is a precondition; ask for all that is needed at once.",
            ("选填项为空", "optional inputs are empty"),
            FILING_7_ONCE,
        )


def _crime(matter: Matter) -> Iterator[Advice]:
    if matter.dispute_class in CRIME_CLASSES or matter.reason in CRIME_REASONS:
        yield _advice(
            "crime_suspected",
            "类别或者原因提示可能涉及犯罪，请查看事实；确有嫌疑的，用 F53 移送，并对外使用中性文字。与纠纷事实不同的，民事部分可以继续。",
            "Class or reason point to a possible crime: look at the facts. If the suspicion holds, refer by F53 and use neutral words outside. On different facts the civil part may go on.",
            _class_words(matter),
            LENDING_5,
            DataClass.DC9,
        )
    if matter.dispute_class in SHAM_CLASSES:
        yield _advice(
            "sham_suspected",
            "类别提示可能是虚假调解或者虚假诉讼，请核对款项往来和双方关系。",
            "The class points to a possible sham: check the payments and how the sides are related.",
            _class_words(matter),
            SPM_18,
            DataClass.DC9,
        )


def _class_words(matter: Matter) -> tuple[str, str]:
    kind, reason = taxonomy().get(matter.dispute_class), reasons().get(matter.reason)
    rows = [row for row in (kind, reason) if row is not None]
    zh = "；".join(f"{row.code} {row.name_zh}" for row in rows)
    en = "; ".join(f"{row.code} {row.name_en}" for row in rows)
    return f"类别、原因：{zh or '—'}", f"class and reason: {en or '—'}"


SIGNS: tuple[Callable[[Matter], Iterator[Advice]], ...] = (
    _elsewhere,
    _other_cases,
    _supervision,
    _representative,
    _place,
    _missing,
    _crime,
)
