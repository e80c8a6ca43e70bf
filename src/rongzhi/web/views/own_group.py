"""A case's page about its group: what is common to all, the member's own sheet and answer; no other member."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.groups.reading import Group, as_opened, common_texts, group_behind, told_to_members
from rongzhi.casework.keys import key_fault
from rongzhi.casework.queries import possible
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.withheld import took_part
from rongzhi.rulebook.case import party_key
from rongzhi.rulebook.guards.membership import membership, sheet
from rongzhi.web.groups import words as told
from rongzhi.web.labels import code_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.seeing import note_list, open_file

COMMON = ("product", "facts", "issues", "common_terms", "in_words")
LAST = ("membership.leave", "membership.refuse", "membership.release")  # below what is asked of the member


@guarded
@known_only
def own_group(request: HttpRequest, number: str) -> HttpResponse:
    """The group as a member is told of it: counts (none under five), the result in common words, the own sheet."""
    seen = open_file(request, number)
    picture = group_behind(seen.picture)
    line = membership(seen.picture)
    if picture is None or line is None or not took_part(seen.viewers):
        raise Http404
    rules = rules_of(seen.picture.county)
    texts = common_texts(picture) if key_fault() is None else {}
    group = Group(picture, seen.by, frozenset(), {key: texts[key] for key in COMMON if key in texts})
    note_list(request, [as_opened(group, seen)])
    counts = told_to_members(picture)
    mine = sheet(seen.picture, "open", "accepted", "declined")
    acts = [
        (act, reasons)
        for act, _, reasons in possible(seen, now=now())
        if act.procedure == "membership" and not act.echo
    ]
    acts.sort(key=lambda row: row[0].key in LAST)
    own = party_key(seen.picture, seen.by) == line.party
    return page(
        request,
        "case_group.html",
        sheet_state=told.sheet_words(mine.status, own=own) if mine else "",
        number=number,
        line=line,
        state=told.state_words(line.status),
        common=group.common,
        institution=code_words(rules, "body_handles", str(picture.header.get("respondent") or "")),
        stage=told.stage_words(group, rules),
        members=told.told(counts["member"]),
        answered=told.told(counts["answered"]),
        result=told.result_words(group.result.code) if group.result else "",
        result_on=group.result.on if group.result else None,
        mine=mine,
        sheet=_answers(seen, mine.seq) if mine else {},
        held=seen.picture.latest("group_hold", "open"),
        speaks=bool(seen.picture.list("group_speaker", "agreed")),
        is_lead=bool(seen.picture.list("group_lead", "open")),
        acts=[act for act, reasons in acts if not reasons],
        filed_on=seen.picture.header.get("filed_on"),
    )


def _answers(seen: Sight, seq: int) -> dict[str, Any]:
    """The answers of one event as this reader may see them."""
    return {piece.key: piece.value for piece in seen.of_event(seq) if not piece.erased}
