"""The entrance of parties, who come with case number and access code; and the way out for everybody."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rongzhi.casework.authorities import authority_until
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import AccessCode, File
from rongzhi.core.record.keys import CodeMistyped, code_digest
from rongzhi.web.actors import PARTY
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page
from rongzhi.web.signed_in import sign_out_here
from rongzhi.web.speech import say
from rongzhi.web.tries import count_try, slow_text, too_many

LONGEST = 60


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, as staff or as a party."""
    sign_out_here(request)
    return HttpResponseRedirect(reverse("front"))


@never_cache
@guarded
@sensitive_post_parameters("code")
def enter(request: HttpRequest) -> HttpResponse:
    """Let a party into its file by number and code; nothing tells whether a file exists."""
    number = number_asked(request)
    if request.method != "POST":
        return page(request, "enter.html", number=number, error="")
    if too_many(request, "enter", number):
        return page(request, "enter.html", status=429, number=number, error=slow_text())
    typed = request.POST.get("code", "")[:LONGEST]
    try:
        found = _found(number, typed)
    except CodeMistyped as mistyped:
        return page(request, "enter.html", status=401, number=number, error=say(mistyped.label, mistyped.en))
    if found is None:
        count_try(request, "enter", number)
        return page(request, "enter.html", status=401, number=number, error=no_text())
    return let_in(request, found)


def number_asked(request: HttpRequest) -> str:
    """The case number as it was typed, in its normal form."""
    typed = request.POST.get("number") or request.GET.get("number") or ""
    number = unicodedata.normalize("NFKC", typed).strip().upper()[:LONGEST]
    return "".join(sign for sign in number if sign.isprintable())


def let_in(request: HttpRequest, found: Mapping[str, str]) -> HttpResponse:
    """Open the file for a party that has shown who it is; an agent until the authority ends."""
    until = authority_until(found["file"], found["party"])
    if until is not None and until < now().date():
        return page(request, "enter.html", status=403, number=found["file"], error=over_text(until))
    if request.user.is_authenticated:
        sign_out_here(request)
    request.session.cycle_key()
    request.session[PARTY] = {**found, "until": until.isoformat() if until else ""}
    return HttpResponseRedirect(reverse("case", args=[found["file"]]))


def _found(number: str, typed: str) -> dict[str, str] | None:
    digest = code_digest(installation_keys(), typed)
    row = AccessCode.objects.filter(digest=digest, status="valid").values_list("file", "party").first()
    county = File.objects.filter(number=number).values_list("county", flat=True).first()
    if row is None or county is None or row[0] != number:
        return None
    return {"file": row[0], "party": row[1], "county": county}


def no_text() -> str:
    return say(
        "案号和查询码对不上。请照回执逐位核对；查询码遗失的，可以到窗口补发。",
        "Case number and access code do not go together. Compare both with your receipt; a lost code is replaced at the counter.",
    )


def over_text(until: date) -> str:
    return say(
        f"您的代理权限已于 {until} 届满。需要继续代理的，请由被代理人重新授权。",
        f"Your authority ended on {until}. To go on, the person you act for has to give it anew.",
    )
