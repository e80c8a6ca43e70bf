"""The page on which a party tells the assessors, and nobody else, whether anybody pressed them."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.actions import Done
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from rongzhi.web.actors import actor_of
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, notice, page
from rongzhi.web.private_word import assessors_body, choices, tell
from rongzhi.web.speech import say, words


@guarded
def private_word(request: HttpRequest, number: str) -> HttpResponse:
    """For a party of this case; for everybody else it is not there."""
    actor = actor_of(request)
    if actor is None or not actor.party or actor.file != number or not assessors_body(actor.county):
        raise Http404
    seen = sight(actor, number, open_sealed=False)
    if seen is None or seen.picture.kind != "case":
        raise Http404
    answer, key = request.POST.get("pressed", ""), request.POST.get("key", "")
    fault = ""
    if request.method == "POST":
        known = {option.code for option in choices()}
        if answer in known and _is_key(key):
            rules = rules_of(actor.county)
            done = tell(
                actor, seen, rules, pressed=answer, note=request.POST.get("note", ""), key=key, now=now()
            )
            if isinstance(done, Done):
                return notice(
                    request,
                    ("已经告诉评查人员", "The assessors have been told"),
                    (
                        "只有评查人员看得到。调解组织、调解员、对方都不知道您说过；案件照常办理。以后还可以再说。",
                        "Only the assessors can read it. Neither the organisation nor the neutral nor the other side knows that you wrote; your case goes on as before, and you may write again.",
                    ),
                    status=200,
                )
            fault = "；".join(words(reason) for reason in done.reasons)
        else:
            fault = say("请选择一项。", "Please choose one answer.")
    return page(
        request,
        "private_word.html",
        status=400 if fault else 200,
        number=number,
        options=[(option.code, words(option), option.code == answer) for option in choices()],
        note=request.POST.get("note", ""),
        key=key if _is_key(key) else uuid4().hex,
        fault=fault,
    )


def _is_key(text: str) -> bool:
    try:
        return UUID(hex=text).hex == text
    except ValueError:
        return False
