"""Proves that every refusal has a published reason in writing, and a review by somebody else."""

from collections.abc import Iterator

from rongzhi.core.procedure.check.graph import edges, reached
from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.definition import Act, Procedure
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Code, Text
from rongzhi.core.procedure.rules import Rules

GROUNDS = "grounds"
REASONS = frozenset({"reasons", "facts"})


def check_refusals(rules: Rules, published: Published) -> Iterator[Fault]:
    """Faults of refusals; an act that asks for a ground must be marked as one."""
    for procedure in rules.procedures.values():
        for act in procedure.acts:
            if act.refuses:
                yield from _reason(rules, act, published)
                yield from _review(procedure, act, published)
            elif any(
                isinstance(field.kind, Code) and field.kind.table.startswith(GROUNDS) for field in act.data
            ):
                yield Fault(
                    "unmarked_refusal",
                    act.key,
                    "这个事项使用不予受理理由，却没有标为拒绝事项，因此没有复核保障。",
                    "It uses a ground of refusal but is not marked as a refusal, so nothing proves its review.",
                )


def _reason(rules: Rules, act: Act, published: Published) -> Iterator[Fault]:
    tables = [
        field.kind.table
        for field in act.data
        if field.required and isinstance(field.kind, Code) and field.kind.table.startswith(GROUNDS)
    ]
    if not tables or any(not rules.tables.get(table) for table in tables):
        yield Fault(
            "refusal_without_ground",
            act.key,
            "拒绝时没有必填的公布理由代码。请使用公布的目录（grounds）。",
            "The refusal asks for no published ground. Use the published list (grounds).",
        )
    if not any(
        field.required and field.key in REASONS and isinstance(field.kind, Text) for field in act.data
    ):
        yield Fault(
            "refusal_without_reasons",
            act.key,
            "拒绝时没有必填的事实和理由（facts 或 reasons）。",
            "The refusal does not demand facts and reasons (a field facts or reasons).",
        )
    if not act.issues:
        yield Fault(
            "refusal_unwritten",
            act.key,
            "拒绝没有书面文书。",
            "No paper is issued: the refusal would be oral.",
        )
    offered = {code for table in tables for code in rules.tables.get(table, ())}
    if published.after_invitation & offered and all(
        guard.key != published.invitation_guard for guard in act.needs
    ):
        yield Fault(
            "refusal_before_invitation",
            act.key,
            "可以用“对方拒绝”“无法联系”的理由，却没有“先有邀请记录”的条件。",
            "It offers “refuses” and “cannot be reached” without the condition of a recorded invitation.",
        )


def _review(procedure: Procedure, act: Act, published: Published) -> Iterator[Fault]:
    after = reached([act.to] if act.to else act.from_, edges(procedure.acts))
    reviews = [each for each in procedure.acts if each.reviews and after & set(each.from_)]
    if not any(set(each.who) - set(act.who) for each in reviews):
        yield Fault(
            "refusal_without_review",
            act.key,
            "拒绝之后没有由其他角色办理的复核事项。",
            "After the refusal no review by another role can be reached.",
        )
    for each in reviews:
        if set(each.who) & set(act.who) or all(
            guard.key != published.other_person_guard for guard in each.needs
        ):
            yield Fault(
                "same_person_reviews",
                each.key,
                "复核可能由作出原决定的人办理：须由另一角色办理，并带有“没有参与原决定”的条件。",
                "Whoever refused could review: another role is needed, with the condition that it took no part before.",
            )
