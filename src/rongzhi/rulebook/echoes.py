"""What an act on one file says on another in the same transaction: a member's case to its group, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.guards.group import lead, member_of, members
from rongzhi.rulebook.guards.membership import BOUND, membership

# What is done on the case, and what the group's file then says of its member.
TO_GROUP: Mapping[str, str] = {
    "membership.invite": "group.invite_member",
    "membership.withdraw_invitation": "group.uninvite_member",
    "membership.join": "group.member_joins",
    "membership.refuse": "group.member_refuses",
    "membership.leave": "group.member_leaves",
    "membership.release": "group.member_released",
    "membership.put_back": "group.member_put_back",
    "membership.speak": "group.name_representative",
    "membership.stop_speaking": "group.end_representative",
    "membership.propose": "group.propose",
    "membership.withdraw_proposal": "group.withdraw_proposal",
    "membership.accept": "group.member_accepts",
    "membership.decline": "group.member_declines",
    "membership.take_back_answer": "group.answer_taken_back",
}
# What is done on the group, and what the lead case's own file then says.
TO_LEAD: Mapping[str, str] = {
    "group.choose_lead_case": "membership.made_lead",
    "group.court_chooses": "membership.made_lead",
    "group.lead_fails": "membership.lead_over",
}
# A person may leave, and an organisation may take a case out, also when the group itself is over.
FREE_WHEN_OVER = frozenset(
    {
        "group.member_leaves",
        "group.member_refuses",
        "group.uninvite_member",
        "group.withdraw_proposal",
        "group.end_representative",
        "group.member_released",
        "group.member_ends",
        "group.member_declines",
    }
)
ENDS = "group.member_ends"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to be said on another file: its number, the act, and the case that it is about."""

    file: str
    act: str
    case: str


def echoes(act: str, before: Picture, after: Picture) -> Iterator[Told]:
    """What an accepted act on one file has to say on others; `before` and `after` are that file's pictures."""
    if after.kind == "case":
        yield from _of_case(act, before, after)
    elif after.kind == "group" and act in TO_LEAD:
        line = lead(after) or lead(before)
        if line is not None:
            yield Told(line.code, TO_LEAD[act], line.code)


def _of_case(act: str, before: Picture, after: Picture) -> Iterator[Told]:
    found = membership(after)
    if found is None:
        return
    if act in TO_GROUP:
        was = before.list("group_speaker", "agreed")
        yield Told(found.code, TO_GROUP[act], after.number)
        if act in ("membership.leave", "membership.release") and was:
            yield Told(found.code, "group.end_representative", after.number)
    ended = after.header.get("status") == "ended" and before.header.get("status") != "ended"
    if ended and found.status in BOUND:
        yield Told(found.code, ENDS, after.number)


def data_for(told: Told, group: Picture) -> tuple[str, dict[str, Any]] | None:
    """The act and the answers as the group's file takes them; None when there is nothing to say there."""
    line = member_of(group, told.case)
    over = group.header.get("status") != "open"
    if over and told.act in FREE_WHEN_OVER:
        return None
    if told.act == "group.invite_member":
        if line is None:
            return told.act, {"case": told.case}
        return "group.invite_member_again", {"member": line.key}
    if line is None:
        return None if told.act in FREE_WHEN_OVER else (told.act, {})
    if told.act == "group.end_representative":
        mine = [e for e in group.list("representative", "open") if e.code == line.key]
        return (told.act, {"representative": mine[-1].key}) if mine else None
    return told.act, {"member": line.key}


def unfit(group: Picture, case: Picture) -> Reason | None:
    """Why this case cannot be in that group at all, or None."""
    if group.county != case.county or group.owner != case.owner:
        return OTHER_OWNER
    if not any(
        p.body == group.header.get("respondent") for p in case.parties.values() if p.status == "active"
    ):
        return OTHER_INSTITUTION
    return None


def lead_case(group: Picture) -> str:
    """The number of the present lead case; empty when there is none."""
    line = lead(group)
    return line.code if line is not None else ""


def still_bound(group: Picture) -> list[str]:
    """The cases that the group ever asked, by number: those whose own file may still say that they are in it."""
    return [line.code for line in members(group) if line.status not in ("refused", "left", "uninvited")]


NO_GROUP = Reason(
    "no_such_group",
    "没有这一群体，或者它不由承办本案的组织办理。请核对群体编号。",
    "There is no such group, or another organisation runs it. Check its number.",
    field="group",
)
OTHER_OWNER = Reason(
    "another_organisation",
    "这一群体由其他组织承办，本案不能加入。",
    "Another organisation runs this group; this case cannot join it.",
    field="group",
)
OTHER_INSTITUTION = Reason(
    "another_institution",
    "本案的当事人中没有这一群体所涉及的金融机构。",
    "The institution that this group is about is no party of this case.",
    field="group",
)
