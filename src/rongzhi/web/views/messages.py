"""The messages that did not arrive, for the officers of the body whose cases they belong to."""

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rongzhi.core.procedure.definition import Actor
from rongzhi.exchange.outbox import try_again
from rongzhi.web.actors import actor_of, is_officer
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import say
from rongzhi.web.submission import number_of
from rongzhi.web.unsent import unsent, unsent_page

MOST_PAGES = 10_000
LONGEST = 40


@guarded
@staff_only
def messages(request: HttpRequest) -> HttpResponse:
    """The list, oldest first."""
    actor = _officer(request)
    at = min(max(number_of(request.GET, "page") or 1, 1), MOST_PAGES)
    rows, more = unsent_page(actor, page=at)
    return page(request, "messages.html", rows=rows, page_number=at, more=more)


@require_POST
@guarded
@staff_only
def again(request: HttpRequest) -> HttpResponse:
    """Put one message back into the outbox."""
    actor = _officer(request)
    file, key = (request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in ("file", "key"))
    if not unsent(actor).filter(file=file, key=key).exists():
        notes.warning(
            request,
            say(
                "这条消息已经不在清单中，没有改动。",
                "This message is no longer on the list; nothing was changed.",
            ),
        )
    elif try_again(file, key):
        notes.success(
            request,
            say(
                f"{file}：已交回发送，片刻后再发。仍然发不出的，会回到清单。",
                f"{file}: it will be sent again in a moment; if it finds no way it comes back to this list.",
            ),
        )
    return HttpResponseRedirect(reverse("messages"))


def _officer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None or not is_officer(actor):
        raise Http404
    return actor
