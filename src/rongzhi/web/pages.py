"""Renders a page with what every page carries: county, reader, banners; and turns trouble into plain words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from rongzhi.accounts.capacities import OWN
from rongzhi.casework.actions import NotSaved
from rongzhi.casework.keys import key_fault
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.sealing import SealBroken
from rongzhi.directory.models import County
from rongzhi.web.actors import actor_of, capacity_in_use, county_of
from rongzhi.web.capacity_words import capacity_words
from rongzhi.web.moment import now
from rongzhi.web.speech import say

View = Callable[..., HttpResponse]


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The template as an answer, with what every page shows."""
    county = county_of(request)
    whole = {
        "actor": actor_of(request),
        "capacity": chosen_capacity(request),
        "county": county,
        "demo_now": now() if county is not None and county.demo else None,
        "key_fault": key_fault(),
        **context,
    }
    answer = render(request, f"web/{template}", whole, status=status)
    if whole["actor"] is not None or request.method == "POST":
        answer["Cache-Control"] = "no-store"
    return answer


def chosen_capacity(request: HttpRequest) -> str:
    """The capacity in which the reader acts, in words, when it is another than their own post."""
    if not request.user.is_authenticated or capacity_in_use(request).key == OWN:
        return ""
    return capacity_words(capacity_in_use(request))


def notice(
    request: HttpRequest, title: tuple[str, str], text: tuple[str, str], *, status: int
) -> HttpResponse:
    """A page that says one thing: what is wrong, why it matters and what to do next."""
    return page(request, "notice.html", status=status, title=say(*title), text=say(*text))


def guarded(view: View) -> View:
    """Answer in plain words when the key, the database or a seal is in trouble."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotSaved as fault:
            return notice(request, ("没有保存", "Not saved"), (fault.label, fault.en), status=503)
        except KeyFault as fault:
            return notice(
                request, ("目前只能查看", "Reading only at present"), (fault.label, fault.en), status=503
            )
        except SealBroken:
            return notice(request, BROKEN[0], BROKEN[1], status=500)
        except County.DoesNotExist:
            return notice(request, NO_COUNTY[0], NO_COUNTY[1], status=503)

    return inner


BROKEN = (
    ("这一案卷的内容无法打开", "The content of this file cannot be opened"),
    (
        "有一处密封内容与登记不符，可能被改动。请把案号告诉管理员，由其核验；其他案卷不受影响。",
        "A sealed part does not fit its record and may have been changed. Tell the administrator the case number; "
        "other files are not touched.",
    ),
)
NO_COUNTY = (
    ("本系统尚未设置县域", "This installation has no county yet"),
    (
        "请管理员先完成初始设置，然后再打开本页。",
        "The administrator has to finish the set-up first; then open this page again.",
    ),
)


def staff_only(view: View) -> View:
    """Send whoever has not signed in to the sign-in page; parties are told that this is not for them."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if actor is None:
            return HttpResponseRedirect(
                f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}"
            )
        if actor.party:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def known_only(view: View) -> View:
    """Send whoever is neither signed in nor came with a code to the entrance."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request) is None:
            return HttpResponseRedirect(reverse("enter"))
        return view(request, *args, **kwargs)

    return inner
