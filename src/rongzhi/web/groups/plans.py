"""The plan of a batch on member cases: what was previewed, signed for who saw it, and looked up again before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing

from rongzhi.casework.groups.batches import BATCHES, FIGURES, Batch, Item, prepare
from rongzhi.casework.groups.reading import Group
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Actor

SALT = "rongzhi group batch"
GOOD_FOR = 3600


@dataclass(frozen=True, slots=True)
class Plan:
    """What was previewed: the batch, its request key, the shared answers, each case's own, and the cases' marks."""

    batch: Batch
    token: str
    shared: Mapping[str, Any]
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    marks: tuple[tuple[str, str], ...] = ()


def batch_of(key: str) -> Batch | None:
    """The batch of that key, the sheet of figures among them."""
    return FIGURES if key == FIGURES.key else BATCHES.get(key)


def to_plan(
    by: Actor,
    group: Group,
    batch: Batch,
    token: str,
    *,
    shared: Mapping[str, Any],
    own: Mapping[str, Mapping[str, Any]],
    items: Iterable[Item],
) -> str:
    """The items that are ready, signed for this person and this group."""
    ready = [(item.case, item.mark) for item in items if item.ready]
    kept = {case: dict(own[case]) for case, _ in ready if case in own}
    content = [by.id, by.behalf, group.number, batch.key, token, dict(shared), kept, ready]
    return signing.dumps(content, salt=SALT, compress=True)


def from_plan(by: Actor, group: Group, batch: Batch, text: str) -> Plan | None:
    """The plan of this person for this group and batch; None when it is not theirs, too old or changed."""
    try:
        owner, behalf, number, key, token, shared, own, marks = signing.loads(
            text, salt=SALT, max_age=GOOD_FOR
        )
    except (signing.BadSignature, ValueError):
        return None
    if (owner, behalf, number, key) != (by.id, by.behalf, group.number, batch.key):
        return None
    return Plan(batch, token, shared, own, tuple((case, mark) for case, mark in marks))


def again(group: Group, plan: Plan) -> list[Item]:
    """The items of the plan made anew; what is no longer as it was previewed is not done, and says so."""
    items = prepare(group, plan.batch, [case for case, _ in plan.marks], plan.shared, plan.own)
    marks = dict(plan.marks)
    return [
        item if not item.ready or item.mark == marks[item.case] else replace(item, reasons=(CHANGED,))
        for item in items
    ]


CHANGED = Reason(
    "changed",
    "预览之后数据或公式有变化，本件没有办理。请重新预览。",
    "Figures or formula have changed since the preview; nothing was done in this case. Preview again.",
)
