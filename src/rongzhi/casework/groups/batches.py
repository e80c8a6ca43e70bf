"""One act on many member cases of a group: prepared case by case, foreseen, then performed each by itself.

Every case gets its own act through `perform`, under a request key of its own: a batch that is sent twice, or was cut
off in the middle, does nothing twice. What was done is undone by the opposite batch, never by deletion.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rongzhi.casework.actions import Done, NotSaved, perform
from rongzhi.casework.foresee import foresee
from rongzhi.casework.groups.reading import Group, figures_of
from rongzhi.casework.groups.sheets import own_sheet
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.models import File, Proceeding
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import SYSTEM, Reason, Refusal, decide
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.canonical import canonical
from rongzhi.rulebook.echoes import TO_GROUP, Told, data_for, unfit
from rongzhi.rulebook.guards.group import IN
from rongzhi.rulebook.guards.membership import BOUND, membership

MOST = 300  # cases in one batch; the rest is the next one


@dataclass(frozen=True, slots=True)
class Batch:
    """A kind of batch: its act on each case, which members it takes, what is asked once for all, and its opposite."""

    key: str
    act: str
    label: str
    en: str
    takes: tuple[str, ...] = ()  # states of the members that are ticked to begin with
    asks: tuple[str, ...] = ()  # fields of the act that are answered once for all
    opposite: str = ""
    new: bool = False  # the cases are named by number: they are no members yet


BATCHES: Mapping[str, Batch] = {
    batch.key: batch
    for batch in (
        Batch(
            "invite",
            "membership.invite",
            "邀请加入",
            "Invite",
            (),
            ("reply_by", "about"),
            "uninvite",
            new=True,
        ),
        Batch(
            "uninvite",
            "membership.withdraw_invitation",
            "撤回未答复的邀请",
            "Withdraw unanswered invitations",
            ("invited",),
            opposite="invite",
        ),
        Batch(
            "hold",
            "membership.hold",
            "等待示范结果",
            "Let cases wait",
            ("member",),
            ("until", "institution_agrees", "how_agreed"),
        ),
        Batch("tell", "membership.tell_result", "告知示范结果", "Tell the result", IN),
        Batch(
            "propose",
            "membership.propose",
            "提出各人的方案",
            "Put each member's sheet",
            ("member",),
            ("terms", "answer_by"),
            "unpropose",
        ),
        Batch(
            "unpropose",
            "membership.withdraw_proposal",
            "撤回未答复的方案",
            "Withdraw unanswered sheets",
            ("proposed",),
            opposite="propose",
        ),
        Batch(
            "release",
            "membership.release",
            "移出群体，各自办理",
            "Put out, to go on alone",
            ("proposed",),
            ("reasons",),
            "put_back",
        ),
        Batch("put_back", "membership.put_back", "恢复为成员", "Put back", ("put_out",), opposite="release"),
    )
}
FIGURES = Batch("figures", "membership.set_figures", "登记各人的数据", "Enter members' figures", IN)


@dataclass(frozen=True, slots=True)
class Item:
    """One case of a batch: what its act is given, or why it cannot be done."""

    case: str
    data: Mapping[str, Any]
    reasons: tuple[Reason, ...] = ()

    @property
    def ready(self) -> bool:
        return not self.reasons

    @property
    def mark(self) -> str:
        """A short digest of what was previewed: what is performed later is this and nothing else."""
        return hashlib.sha256(canonical([self.case, dict(self.data)])).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case."""

    case: str
    done: Done | None
    reasons: tuple[Reason, ...] = ()


Extra = Mapping[str, Mapping[str, Any]]  # what a case alone adds, by its number


def prepare(
    group: Group, batch: Batch, cases: Iterable[str], shared: Mapping[str, Any], own: Extra | None = None
) -> list[Item]:
    """What the act of the batch is given in each case, each number once; at most MOST. Three queries or five.

    A number that is no file, no case or no member is an item with its reason: nothing about it is told.
    """
    numbers = list(dict.fromkeys(cases))[:MOST]
    pictures = {
        number: load(text)
        for number, text in File.objects.filter(
            number__in=numbers, kind="case", county=group.picture.county
        ).values_list("number", "picture")
    }
    builder = BUILDERS.get(batch.key, _plain)
    builds = builder(group, [number for number in numbers if number in pictures])
    items = []
    for number in numbers:
        picture = pictures.get(number)
        if picture is None or picture.owner != group.picture.owner:
            items.append(Item(number, {}, (NOT_YOURS,)))
            continue
        data, reasons = builds(picture)
        data = {**data, **shared, **(own or {}).get(number, {})}
        if not batch.new and not _in(group, picture):
            reasons = (*reasons, NO_MEMBER)
        items.append(Item(number, data, reasons))
    return items


def _in(group: Group, case: Picture) -> bool:
    found = membership(case)
    return found is not None and found.code == group.number


Build = Callable[[Picture], tuple[dict[str, Any], tuple[Reason, ...]]]


def _plain(group: Group, numbers: Sequence[str]) -> Build:
    return lambda case: ({}, ())


def _invitation(group: Group, numbers: Sequence[str]) -> Build:
    """The person of each case: its one principal who is no institution."""

    def build(case: Picture) -> tuple[dict[str, Any], tuple[Reason, ...]]:
        people = [party for party in case.principals if party.kind != "institution"]
        if len(people) != 1:
            return {}, (NOT_ONE_PERSON,)
        return {"group": group.number, "party": people[0].key}, ()

    return build


def _proposal(group: Group, numbers: Sequence[str]) -> Build:
    """Each member's own sheet, reckoned from the formula that stands and their own figures."""
    formula, in_words = group.common.get("formula", ""), group.common.get("in_words", "")
    figures = figures_of(numbers)
    first = group.lead

    def build(case: Picture) -> tuple[dict[str, Any], tuple[Reason, ...]]:
        found = membership(case)
        if not formula:
            return {}, (NO_FORMULA,)
        if first is not None and first.code == case.number:
            return {}, (IS_LEAD,)
        made = own_sheet(formula, in_words, figures.get(case.number))
        if made.fault is not None or made.amount is None:
            return {}, (made.fault,) if made.fault is not None else ()
        data = {"amount": str(made.amount), "sheet": made.text, "party": found.party if found else ""}
        return data, ()

    return build


BUILDERS: Mapping[str, Callable[[Group, Sequence[str]], Build]] = {
    "invite": _invitation,
    "propose": _proposal,
}


def preview(group: Group, batch: Batch, items: Iterable[Item], *, by: Actor, now: datetime) -> list[Item]:
    """The items with every reason that stands against them, on the case and on the group; nothing is written."""
    whole = _whole(group.number)
    checked = []
    for item in items:
        if item.ready:
            found = foresee(item.case, batch.act, by=by, data=item.data, now=now)
            reasons = found.reasons if isinstance(found, Refusal) else _on_group(whole, batch, item, now)
            item = replace(item, reasons=reasons)
        checked.append(item)
    return checked


def _whole(number: str) -> Picture:
    return load(File.objects.values_list("picture", flat=True).get(number=number))


def _on_group(group: Picture, batch: Batch, item: Item, now: datetime) -> tuple[Reason, ...]:
    """What stands against it on the group's own file."""
    if batch.act not in TO_GROUP:
        return ()
    if batch.new:
        case = _whole(item.case)
        if (reason := unfit(group, case)) is not None:
            return (reason,)
    said = data_for(Told(group.number, TO_GROUP[batch.act], item.case), group)
    if said is None:
        return ()
    answer = decide(
        rules_of(group.county),
        group,
        said[0],
        by=SYSTEM,
        roles=frozenset({"system"}),
        data=said[1],
        at=now,
        today=now.date(),
    )
    return answer.reasons if isinstance(answer, Refusal) else ()


def run(batch: Batch, items: Iterable[Item], *, by: Actor, now: datetime, token: str) -> list[Result]:
    """Perform the act in each case by itself: one that fails stops no other; the same token does nothing twice."""
    results = []
    for item in items:
        if item.reasons:
            results.append(Result(item.case, None, item.reasons))
            continue
        try:
            answer = perform(
                item.case, batch.act, by=by, data=item.data, now=now, request=f"{token[:70]}:{item.case}"
            )
        except NotSaved as fault:
            results.append(Result(item.case, None, (Reason("not_saved", fault.label, fault.en),)))
            continue
        if isinstance(answer, Refusal):
            results.append(Result(item.case, None, answer.reasons))
        else:
            results.append(Result(item.case, answer))
    return results


def tell_over(group: Picture, *, now: datetime) -> list[Result]:
    """Tell every case still bound to a group that is over that it goes on alone; what was told is not told again."""
    if group.header.get("status") == "open":
        return []
    results = []
    for number in bound_cases(group):
        request = f"over:{group.number}:{number}"
        answer = perform(
            number, "membership.group_over", by=SYSTEM, data={"group": group.number}, now=now, request=request
        )
        if isinstance(answer, Refusal):
            results.append(Result(number, None, answer.reasons))
        else:
            results.append(Result(number, answer))
    return results


def after_act(number: str, act: str, *, now: datetime) -> None:
    """What follows when a group was closed or dissolved: each member case goes on alone, by an act of its own."""
    if act in ENDING:
        tell_over(_whole(number), now=now)


ENDING = frozenset({"group.close", "group.dissolve"})


def bound_cases(group: Picture) -> list[str]:
    """The cases whose own file still says that they are in this group, or asked to be."""
    lines = EntryRow.objects.filter(kind="membership", code=group.number, status__in=BOUND)
    return sorted(set(lines.values_list("file", flat=True)))


def tell_all_over(*, now: datetime) -> int:
    """Finish what was cut off: tell the cases of every group that is over. Gives the number of cases told."""
    ended = Proceeding.objects.filter(procedure="group", open=False).values("file")
    left = EntryRow.objects.filter(kind="membership", status__in=BOUND, code__in=ended)
    numbers = sorted(set(left.values_list("code", flat=True)))
    return sum(1 for number in numbers for one in tell_over(_whole(number), now=now) if one.done)


NOT_YOURS = Reason(
    "not_found",
    "没有这一案件，或者它不由本组织承办。请核对编号；由其他组织承办的，请其办理。",
    "There is no such case, or another organisation has it. Check the number; another's cases are for them to do.",
)
NO_MEMBER = Reason("no_member", "本案没有参加这一群体。", "This case is not in this group.")
NOT_ONE_PERSON = Reason(
    "not_one_person",
    "本案中不是恰好一位个人或小微企业当事人，请在案件页面单独邀请。",
    "This case has not exactly one person or small business; invite them on the case's own page.",
)
NO_FORMULA = Reason("no_formula", "还没有确定损失计算公式。", "The loss formula is not set yet.")
IS_LEAD = Reason(
    "is_lead",
    "这是示范案件，按其本身的结果办理。",
    "This is the lead case; it follows its own result.",
)
