"""The page of one file, which answers: where does it stand, whose turn, until when, what next, who, and what was."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.consulting import consultations_of, may_open
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight, header_open
from rongzhi.casework.withheld import took_part
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body
from rongzhi.rulebook.case import party_key
from rongzhi.rulebook.guards.membership import membership, sheet
from rongzhi.web.advice import counsel
from rongzhi.web.casefile import CaseFile, case_file
from rongzhi.web.drawing import drawing
from rongzhi.web.groups.words import state_words
from rongzhi.web.moment import now
from rongzhi.web.openings import who_opened
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.plain_words import plain_now, rights
from rongzhi.web.private_word import assessors_body
from rongzhi.web.proving import last_hash
from rongzhi.web.seeing import open_file
from rongzhi.web.speech import words
from rongzhi.web.submission import today
from rongzhi.web.travel import origin
from rongzhi.web.views.rooms import doors, may_talk, meetings_to_come


@guarded
@known_only
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The file as the reader may see it."""
    seen = open_file(request, number, talk=False)  # what was said is read in the rooms
    if seen.picture.kind == "group":
        return HttpResponseRedirect(reverse("group", args=[number]))
    if seen.picture.kind == "ledger":
        return HttpResponseRedirect(reverse("desk_ledger"))
    at = now()
    rules = rules_of(seen.picture.county)
    file = case_file(seen, rules, now=at)
    own = bool(seen.by.party)
    meetings = meetings_to_come(seen, today(at))
    return page(
        request,
        "case_own.html" if own else "case.html",
        **(_for_a_party(seen, file, rules) if own else {}),
        file=file,
        picture=seen.picture,
        number=number,
        proof_hash=last_hash(file.events, number),
        drawings=[(s, drawing(rules, s.run.procedure, current=s.run.stage)) for s in file.standings],
        doors=doors(seen, None) if may_talk(seen) else [],
        meetings=meetings,
        meeting=meetings[0] if meetings else None,
        consultations=consultations_of(seen.picture) if may_open(seen) else [],
        private_word=own and seen.picture.kind == "case" and bool(assessors_body(seen.picture.county)),
        opened=who_opened(seen, rules) if "party" in seen.roles else None,
        counsel=counsel(seen, rules, today(at)),
        in_group=in_group(seen),
        origin=origin(seen) if header_open(seen) else None,
        may_hand_over="organisation" in seen.roles
        and bool(
            seen.picture.list("referral")
            or seen.picture.header.get("court")
            or seen.picture.header.get("commissioned_by")
        ),
    )


def in_group(seen: Sight) -> dict[str, object] | None:
    """The case's part in a group, for who took part in the case: how it stands, and whether an answer is awaited."""
    line = membership(seen.picture)
    if line is None or not took_part(seen.viewers):
        return None
    waits = line.status == "invited" or sheet(seen.picture, "open") is not None
    mine = party_key(seen.picture, seen.by) == line.party
    return {"state": state_words(line.status), "line": line, "turn": waits and mine}


def _for_a_party(seen: Sight, file: CaseFile, rules: Rules) -> dict[str, Any]:
    """What the simple page of a party says besides: one sentence about now, whom to call, and their rights."""
    here = file.now.standing.run if file.now else None
    county = seen.picture.county
    return {
        "plain": plain_now(here.procedure, here.stage) if here else "",
        "owner": Body.objects.filter(county=county, handle=seen.picture.owner).first(),
        "neutral": words(rules.tables.get("neutrals", {}).get(seen.picture.header.get("neutral"))),
        "rights": rights(),
    }
