"""The twenty hidden thresholds of domain.md §10: which of them the declarations themselves rule out, and which need watching."""

from collections.abc import Iterator
from dataclasses import dataclass

from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.threshold_proofs import (
    Proof,
    choice_of_neutral,
    date_with_every_wait,
    institution_answers,
    no_amount_bounds,
    no_device,
    no_fee,
    no_required,
    one_correction,
    several_doors,
    short_form,
    suit_not_delayed,
    withdrawal_checked,
    written_refusals,
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One of the twenty points: provable by `proof`, or not, and then `why` says what has to watch it instead.

    `partly`: the proof covers what the declarations hold; `why` names the rest, which they cannot show.
    """

    number: int
    zh: str
    en: str
    why: str
    why_en: str
    proof: Proof | None = None
    partly: bool = False


THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        1,
        "先要求向机构投诉或其书面答复",
        "complaint to the institution demanded first",
        "提交申请的必填项和条件中都没有投诉",
        "no required field or condition of filing speaks of a complaint",
        no_required(1, "complaint_made", "complaint_answer"),
    ),
    Threshold(
        2,
        "要求机构已有的材料",
        "papers the institution already holds",
        "对当事人的每项要求都在公布的文书中（check 已证明），但材料由谁持有只能看个案；由回访和投诉发现",
        "every demand on a party stands in a published form (proved by the check), but who holds a paper is seen in the case only; follow-up and complaints find it",
    ),
    Threshold(
        3,
        "复印件即可却要求原件或公证件",
        "original or notarised papers where a copy is enough",
        "声明中没有“原件”这一要求，但窗口的口头要求看不到；由回访和投诉发现",
        "no declaration asks for an original, but an oral demand at the counter cannot be seen; follow-up and complaints find it",
    ),
    Threshold(
        4,
        "只能本人到场或只在办公时间",
        "personal appearance or office hours only",
        "任何人可以在线提交，工作人员可以代为登记；窗口的实际做法看不到",
        "anybody may file online, and an officer may record it for somebody; what the counter really does cannot be seen",
        several_doors,
        partly=True,
    ),
    Threshold(
        5,
        "只能用应用程序、人脸识别或智能手机",
        "app, face scan or smartphone only",
        "没有填写项要求设备，签署可以在纸上并由工作人员登记；实际做法看不到",
        "no field demands a device, and a signature may be on paper; what is really asked cannot be seen",
        no_device,
        partly=True,
    ),
    Threshold(
        6,
        "未公布的金额上限或下限",
        "unwritten minimum or maximum amount",
        "金额可不填，拒绝只能用公布的理由",
        "the amount is optional, and only published grounds refuse",
        no_amount_bounds,
    ),
    Threshold(
        7,
        "只受理会员机构的纠纷",
        "member institutions only",
        "对方机构代码可不填，拒绝只能用公布的理由",
        "the institution's code is optional, and only published grounds refuse",
        no_required(7, "respondent_body"),
    ),
    Threshold(
        8,
        "只受理本地户籍或开户地",
        "local household or account-opening place only",
        "户籍、开户地都不是提交申请的必填项",
        "neither household nor account-opening place is required for filing",
        no_required(8, "applicant_township", "product_account", "applicant_id_number"),
    ),
    Threshold(
        9,
        "收费、押金、“自愿”捐款",
        "fee, deposit, “voluntary” donation",
        "没有事项向当事人收款；窗口之外的收费由投诉和审计发现",
        "no act asks a party for money; money taken outside is found by complaints and audit",
        no_fee,
        partly=True,
    ),
    Threshold(
        10,
        "承诺不投诉、不起诉、不发声",
        "promise not to complain, sue or speak",
        "协议文字由当事人和调解员书写，声明看不到；由条款检查和评查发现",
        "the words of an agreement are the parties' own; the clause check and assessors find it",
    ),
    Threshold(
        11,
        "调解前签署放弃时效或权利",
        "waiver of limitation or rights signed before talks",
        "谈话前签署的纸张不在系统内；告知书写明权利，由回访发现",
        "a paper signed before the talks is outside the system; the rights notice and follow-up find it",
    ),
    Threshold(
        12,
        "口头拒绝或“过几天再来”",
        "oral refusal or “come back later”",
        "每项拒绝都有公布的理由、事实、书面文书和他人复核；首次接触即起算期限",
        "every refusal has a published ground, facts, a paper and a review by somebody else; the clock runs from first contact",
        written_refusals,
    ),
    Threshold(
        13,
        "反复要求补正",
        "repeated correction notices",
        "补正只能一次",
        "completion is asked once",
        one_correction,
    ),
    Threshold(
        14,
        "只能接受指定的一名调解员",
        "forced choice of one mediator",
        "当事人可以选择、可以申请回避并由他人决定",
        "the parties may choose, and a challenge is decided by somebody else",
        choice_of_neutral,
    ),
    Threshold(
        15,
        "无日期的排队",
        "waiting list without date",
        "提交申请起算受理期限；每个阶段都有人或者期限推进",
        "a clock runs from the filing, and every stage has somebody or a clock",
        date_with_every_wait,
    ),
    Threshold(
        16,
        "以“先调解”拖延立案",
        "filing in court delayed by “must mediate first”",
        "申请人可以随时撤回；法院一侧的拖延在系统之外，由法院数据比对发现",
        "the applicant may withdraw at any time; delay on the court's side is outside and found by comparing court data",
        suit_not_delayed,
        partly=True,
    ),
    Threshold(
        17,
        "邀请后机构始终不答复",
        "institution invited but never answers",
        "邀请必有答复期限，逾期登记并再次联系；机构是否答复由应调率统计",
        "an invitation has a date, and its end is recorded and leads to the next try; whether institutions answer shows in the figures",
        institution_answers,
        partly=True,
    ),
    Threshold(
        18,
        "表格的语言和长度",
        "language and length of forms",
        "必填不超过五项，名称均有中英文；是否易懂须由人试读",
        "five required inputs at most, every label in both languages; whether it is plain must be read by people",
        short_form,
        partly=True,
    ),
    Threshold(
        19,
        "施压后以“撤回”结案",
        "case closed as “withdrawn” after pressure",
        "撤回后必有回访，可以反映受压力；压力本身只有当事人能说",
        "a withdrawal opens a follow-up visit where pressure can be reported; the pressure itself only the party can tell",
        withdrawal_checked,
        partly=True,
    ),
    Threshold(
        20,
        "无结论即拒绝经常投诉的人",
        "refusal of those who complain often",
        "理由目录中没有这一条；是否对个人变相适用，须按人统计拒绝率",
        "no ground says so; whether it is applied to persons in disguise shows only in refusal rates by person",
    ),
)


def proved(rules: Rules) -> Iterator[tuple[Threshold, tuple[Fault, ...]]]:
    """The points that the declarations prove, each with the faults that stand against it now (none: it is proved)."""
    for threshold in THRESHOLDS:
        if threshold.proof is not None:
            yield threshold, tuple(threshold.proof(rules))


def not_provable() -> tuple[Threshold, ...]:
    """The points that no declaration can prove, each with what watches it."""
    return tuple(threshold for threshold in THRESHOLDS if threshold.proof is None)
