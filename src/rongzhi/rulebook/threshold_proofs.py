"""What the declarations can prove about hidden thresholds: one function for each point of domain.md §10 that they reach."""

from collections.abc import Callable, Iterator

from rongzhi.core.procedure.check.refusals import check_refusals
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Amount, Code, Field
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.proofs import OUTSIDE, published

Proof = Callable[[Rules], Iterator[Fault]]


def _found(rules: Rules) -> list[Act]:
    """The acts that open a case."""
    return [act for p in rules.procedures.values() if p.kind == "case" for act in p.acts if act.founds]


def _from_outside(rules: Rules) -> list[Act]:
    return [
        act for p in rules.procedures.values() if p.kind == "case" for act in p.acts if OUTSIDE & set(act.who)
    ]


def _fault(point: int, where: str, zh: str, en: str) -> Fault:
    return Fault(f"threshold_{point}", where, zh, en)


def no_required(point: int, *names: str) -> Proof:
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


def no_amount_bounds(rules: Rules) -> Iterator[Fault]:
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


def several_doors(rules: Rules) -> Iterator[Fault]:
    """Everybody may file, an officer may record it for somebody, and nothing but a contact of one's choice is needed."""
    who = {role for act in _found(rules) for role in act.who}
    for role, zh, en in (
        ("filer", "不能自行提交申请。", "Nobody can file for himself."),
        ("organisation", "工作人员不能代为登记口头申请。", "No officer can record an oral filing."),
    ):
        if role not in who:
            yield _fault(4, "intake", zh, en)


def no_device(rules: Rules) -> Iterator[Fault]:
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


def no_fee(rules: Rules) -> Iterator[Fault]:
    """No act of a case asks for a fee, a deposit or a donation."""
    words = ("fee", "deposit", "donation")
    for act in _from_outside(rules):
        for field in act.data:
            if any(word in field.key.split("_") for word in words) and not _outside_fee(field):
                yield _fault(9, f"{act.key}/{field.key}", "向当事人收取费用。", "It asks a party for money.")


def _outside_fee(field: Field) -> bool:
    """A fee that another body takes (a court's) is recorded, not asked for."""
    return field.form in ("F09", "F26")


def written_refusals(rules: Rules) -> Iterator[Fault]:
    yield from check_refusals(rules, published())


def one_correction(rules: Rules) -> Iterator[Fault]:
    """Whoever asks for a completion does it once: every act that leads to the stage is guarded by `asked_once`."""
    for procedure in rules.procedures.values():
        if procedure.key != "intake":
            continue
        for act in procedure.acts:
            if act.to == "correction" and all(guard.key != "asked_once" for guard in act.needs):
                yield _fault(13, act.key, "可以反复要求补正。", "Completion can be asked again and again.")


def choice_of_neutral(rules: Rules) -> Iterator[Fault]:
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


def date_with_every_wait(rules: Rules) -> Iterator[Fault]:
    """From the first contact on a clock runs for whoever has to decide on the case."""
    for act in _found(rules):
        if not act.starts:
            yield _fault(15, act.key, "提交申请后没有开始计算受理期限。", "No clock runs after the filing.")


def suit_not_delayed(rules: Rules) -> Iterator[Fault]:
    """The applicant can withdraw while the case goes on, so that a suit never waits for the mediation."""
    withdrawal = rules.procedures.get("withdrawal")
    starts = (
        [act for act in withdrawal.acts if not act.from_ and {"applicant", "party"} & set(act.who)]
        if withdrawal
        else []
    )
    if not starts:
        yield _fault(16, "withdrawal", "申请人不能随时撤回。", "The applicant cannot withdraw at any time.")


def institution_answers(rules: Rules) -> Iterator[Fault]:
    """An invitation always has a clock, and the end of it leads to a recorded next try."""
    invitation = rules.procedures.get("invitation")
    for act in invitation.acts if invitation else ():
        if act.to == "invited" and not any(clock.on_expiry.startswith("invitation.") for clock in act.starts):
            yield _fault(17, act.key, "邀请没有答复期限。", "The invitation has no date by which to answer.")


def short_form(rules: Rules) -> Iterator[Fault]:
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


def withdrawal_checked(rules: Rules) -> Iterator[Fault]:
    """A withdrawal is recorded only after its own stage, and a follow-up visit is opened with it."""
    withdrawal = rules.procedures.get("withdrawal")
    for act in withdrawal.acts if withdrawal else ():
        if act.to == "recorded" and all(opening.procedure != "follow_up" for opening in act.opens):
            yield _fault(
                19, act.key, "撤回后没有安排回访。", "No follow-up visit is opened with the withdrawal."
            )
