"""The twenty hidden thresholds of domain.md §10: which of them the declarations themselves rule out, and which need watching."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rongzhi.core.procedure.check.refusals import check_refusals
from rongzhi.core.procedure.decide import Rules
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Amount, Code, Field
from rongzhi.rulebook.proofs import OUTSIDE, published

Proof = Callable[[Rules], Iterator[Fault]]


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


def _found(rules: Rules) -> list[Act]:
    """The acts that open a case."""
    return [act for p in rules.procedures.values() if p.kind == "case" for act in p.acts if act.founds]


def _from_outside(rules: Rules) -> list[Act]:
    return [
        act for p in rules.procedures.values() if p.kind == "case" for act in p.acts if OUTSIDE & set(act.who)
    ]


def _fault(point: int, where: str, zh: str, en: str) -> Fault:
    return Fault(f"threshold_{point}", where, zh, en)


def _no_required(point: int, *names: str) -> Proof:
    """No act that opens a case requires one of these fields, and none of its conditions demands one."""

    def proof(rules: Rules) -> Iterator[Fault]:
        for act in _found(rules):
            required = {field.key for field in act.data if field.required}
            demanded = {name for guard in act.needs for name in guard.demands}
            for name in names:
                if name in required | demanded:
                    yield _fault(
                        point,
                        act.key,
                        f"受理前要求「{name}」。",
                        f"It demands {name!r} before anything else.",
                    )

    return proof


def _no_amount_bounds(rules: Rules) -> Iterator[Fault]:
    """The amount is optional when filing, and no ground of refusal speaks of an amount."""
    for act in _found(rules):
        for field in act.data:
            if field.required and isinstance(field.kind, Amount):
                yield _fault(
                    6,
                    f"{act.key}/{field.key}",
                    "提交申请时必须写明金额。",
                    "An amount is demanded for filing.",
                )
    yield from check_refusals(rules, published())


def _several_doors(rules: Rules) -> Iterator[Fault]:
    """Everybody may file, an officer may record it for somebody, and nothing but a contact of one's choice is needed."""
    who = {role for act in _found(rules) for role in act.who}
    for role, zh, en in (
        ("filer", "不能自行提交申请。", "Nobody can file for himself."),
        ("organisation", "工作人员不能代为登记口头申请。", "No officer can record an oral filing."),
    ):
        if role not in who:
            yield _fault(4, "intake", zh, en)


def _no_device(rules: Rules) -> Iterator[Fault]:
    """No act of a person requires a signature by certificate or code, or a field about a device."""
    for act in _from_outside(rules):
        for field in act.data:
            if field.required and field.key in ("device", "face_scan", "app", "certificate"):
                yield _fault(
                    5, f"{act.key}/{field.key}", "要求使用特定设备。", "It demands a certain device."
                )
        if any(field.key == "signature_kind" for field in act.data) and not _on_paper(rules, act):
            yield _fault(
                5,
                act.key,
                "只能在线签署，不能登记纸质签名。",
                "It can be signed online only; no paper signature can be recorded.",
            )


def _on_paper(rules: Rules, act: Act) -> bool:
    others = rules.procedures[act.procedure].acts
    return (
        any(
            other is not act
            and "organisation" in other.who
            and any(f.key == "signature_kind" for f in other.data)
            for other in others
        )
        or "organisation" in act.who
    )


def _no_fee(rules: Rules) -> Iterator[Fault]:
    """No act of a case asks for a fee, a deposit or a donation."""
    words = ("fee", "deposit", "donation")
    for act in _from_outside(rules):
        for field in act.data:
            if any(word in field.key.split("_") for word in words) and not _outside_fee(field):
                yield _fault(9, f"{act.key}/{field.key}", "向当事人收取费用。", "It asks a party for money.")


def _outside_fee(field: Field) -> bool:
    """A fee that another body takes (a court's) is recorded, not asked for."""
    return field.form in ("F09", "F26")


def _written_refusals(rules: Rules) -> Iterator[Fault]:
    yield from check_refusals(rules, published())


def _one_correction(rules: Rules) -> Iterator[Fault]:
    """Whoever asks for a completion does it once: every act that leads to the stage is guarded by `asked_once`."""
    for procedure in rules.procedures.values():
        if procedure.key != "intake":
            continue
        for act in procedure.acts:
            if act.to == "correction" and all(guard.key != "asked_once" for guard in act.needs):
                yield _fault(13, act.key, "可以反复要求补正。", "Completion can be asked again and again.")


def _choice_of_neutral(rules: Rules) -> Iterator[Fault]:
    """The parties may choose, and challenge with a decision by somebody else."""
    appointment = rules.procedures.get("appointment")
    acts = appointment.acts if appointment else ()
    chooses = any("party" in act.who and any(_is_neutral(field) for field in act.data) for act in acts)
    challenges = [act for act in acts if "party" in act.who and act.to == "recusal"]
    decides = [act for act in acts if "recusal" in act.from_ and "reviewer" in act.who]
    if not chooses:
        yield _fault(14, "appointment", "当事人不能选择调解员。", "The parties cannot choose a neutral.")
    if not challenges or not decides:
        yield _fault(
            14,
            "appointment",
            "当事人不能申请回避，或者没有他人决定。",
            "No challenge, or nobody else decides it.",
        )


def _is_neutral(field: Field) -> bool:
    return isinstance(field.kind, Code) and field.kind.table == "neutrals"


def _date_with_every_wait(rules: Rules) -> Iterator[Fault]:
    """From the first contact on a clock runs for whoever has to decide on the case."""
    for act in _found(rules):
        if not act.starts:
            yield _fault(15, act.key, "提交申请后没有开始计算受理期限。", "No clock runs after the filing.")


def _suit_not_delayed(rules: Rules) -> Iterator[Fault]:
    """The applicant can withdraw while the case goes on, so that a suit never waits for the mediation."""
    withdrawal = rules.procedures.get("withdrawal")
    starts = (
        [act for act in withdrawal.acts if not act.from_ and {"applicant", "party"} & set(act.who)]
        if withdrawal
        else []
    )
    if not starts:
        yield _fault(16, "withdrawal", "申请人不能随时撤回。", "The applicant cannot withdraw at any time.")


def _institution_answers(rules: Rules) -> Iterator[Fault]:
    """An invitation always has a clock, and the end of it leads to a recorded next try."""
    invitation = rules.procedures.get("invitation")
    for act in invitation.acts if invitation else ():
        if act.to == "invited" and not any(clock.on_expiry.startswith("invitation.") for clock in act.starts):
            yield _fault(17, act.key, "邀请没有答复期限。", "The invitation has no date by which to answer.")


def _short_form(rules: Rules) -> Iterator[Fault]:
    """Five inputs at most are required for filing; every label is there in Chinese and in English."""
    for act in _found(rules):
        required = [field for field in act.data if field.required]
        if len(required) > 5:
            yield _fault(
                18,
                act.key,
                f"必填 {len(required)} 项，超过五项。",
                f"{len(required)} inputs are required, more than five.",
            )
    yield from (
        _fault(
            18,
            f"{act.key}/{field.key}",
            "没有中文或者英文名称。",
            "A label in Chinese or English is missing.",
        )
        for act in _from_outside(rules)
        for field in act.data
        if not (field.label.strip() and field.en.strip())
    )


def _withdrawal_checked(rules: Rules) -> Iterator[Fault]:
    """A withdrawal is recorded only after its own stage, and a follow-up visit is opened with it."""
    withdrawal = rules.procedures.get("withdrawal")
    for act in withdrawal.acts if withdrawal else ():
        if act.to == "recorded" and all(opening.procedure != "follow_up" for opening in act.opens):
            yield _fault(
                19, act.key, "撤回后没有安排回访。", "No follow-up visit is opened with the withdrawal."
            )


THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        1,
        "先要求向机构投诉或其书面答复",
        "complaint to the institution demanded first",
        "提交申请的必填项和条件中都没有投诉",
        "no required field or condition of filing speaks of a complaint",
        _no_required(1, "complaint_made", "complaint_answer"),
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
        _several_doors,
        partly=True,
    ),
    Threshold(
        5,
        "只能用应用程序、人脸识别或智能手机",
        "app, face scan or smartphone only",
        "没有填写项要求设备，签署可以在纸上并由工作人员登记；实际做法看不到",
        "no field demands a device, and a signature may be on paper; what is really asked cannot be seen",
        _no_device,
        partly=True,
    ),
    Threshold(
        6,
        "未公布的金额上限或下限",
        "unwritten minimum or maximum amount",
        "金额可不填，拒绝只能用公布的理由",
        "the amount is optional, and only published grounds refuse",
        _no_amount_bounds,
    ),
    Threshold(
        7,
        "只受理会员机构的纠纷",
        "member institutions only",
        "对方机构代码可不填，拒绝只能用公布的理由",
        "the institution's code is optional, and only published grounds refuse",
        _no_required(7, "respondent_body"),
    ),
    Threshold(
        8,
        "只受理本地户籍或开户地",
        "local household or account-opening place only",
        "户籍、开户地都不是提交申请的必填项",
        "neither household nor account-opening place is required for filing",
        _no_required(8, "applicant_township", "product_account", "applicant_id_number"),
    ),
    Threshold(
        9,
        "收费、押金、“自愿”捐款",
        "fee, deposit, “voluntary” donation",
        "没有事项向当事人收款；窗口之外的收费由投诉和审计发现",
        "no act asks a party for money; money taken outside is found by complaints and audit",
        _no_fee,
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
        _written_refusals,
    ),
    Threshold(
        13,
        "反复要求补正",
        "repeated correction notices",
        "补正只能一次",
        "completion is asked once",
        _one_correction,
    ),
    Threshold(
        14,
        "只能接受指定的一名调解员",
        "forced choice of one mediator",
        "当事人可以选择、可以申请回避并由他人决定",
        "the parties may choose, and a challenge is decided by somebody else",
        _choice_of_neutral,
    ),
    Threshold(
        15,
        "无日期的排队",
        "waiting list without date",
        "提交申请起算受理期限；每个阶段都有人或者期限推进",
        "a clock runs from the filing, and every stage has somebody or a clock",
        _date_with_every_wait,
    ),
    Threshold(
        16,
        "以“先调解”拖延立案",
        "filing in court delayed by “must mediate first”",
        "申请人可以随时撤回；法院一侧的拖延在系统之外，由法院数据比对发现",
        "the applicant may withdraw at any time; delay on the court's side is outside and found by comparing court data",
        _suit_not_delayed,
        partly=True,
    ),
    Threshold(
        17,
        "邀请后机构始终不答复",
        "institution invited but never answers",
        "邀请必有答复期限，逾期登记并再次联系；机构是否答复由应调率统计",
        "an invitation has a date, and its end is recorded and leads to the next try; whether institutions answer shows in the figures",
        _institution_answers,
        partly=True,
    ),
    Threshold(
        18,
        "表格的语言和长度",
        "language and length of forms",
        "必填不超过五项，名称均有中英文；是否易懂须由人试读",
        "five required inputs at most, every label in both languages; whether it is plain must be read by people",
        _short_form,
        partly=True,
    ),
    Threshold(
        19,
        "施压后以“撤回”结案",
        "case closed as “withdrawn” after pressure",
        "撤回后必有回访，可以反映受压力；压力本身只有当事人能说",
        "a withdrawal opens a follow-up visit where pressure can be reported; the pressure itself only the party can tell",
        _withdrawal_checked,
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
