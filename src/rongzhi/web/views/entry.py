"""The entrances: staff sign in with an account, parties come with case number and access code."""

import unicodedata
from hashlib import sha256

from django.contrib.auth import authenticate, login, logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import AccessCode, File
from rongzhi.core.record.keys import CodeMistyped, code_digest
from rongzhi.web.actors import PARTY
from rongzhi.web.pages import guarded, page
from rongzhi.web.speech import say

WINDOW_SECONDS = 900
MOST_PER_CASE = 8
MOST_PER_ADDRESS = 30
LONGEST = 60


@never_cache
@guarded
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign staff in; too many wrong passwords lock the account for a while."""
    after = _inside(request, request.POST.get("next") or request.GET.get("next") or "")
    username = request.POST.get("username", "").replace("\x00", "").strip()[:60]
    if request.method == "POST":
        user = authenticate(request, username=username, password=request.POST.get("password", "")[:200])
        if user is not None:
            login(request, user)
            request.session.pop(PARTY, None)
            return HttpResponseRedirect(after)
        shut = getattr(request, "axes_locked_out", False)
        request.axes_locked_out = False  # type: ignore[attr-defined]  # this page says it itself
        text, status = (locked_text(), 429) if shut else (wrong_text(), 401)
        return page(request, "sign_in.html", status=status, error=text, username=username, after=after)
    return page(request, "sign_in.html", error="", username="", after=after)


def wrong_text() -> str:
    return say(
        "用户名或密码不对，请核对后再试。", "User name or password is wrong; please check and try again."
    )


def locked_text() -> str:
    return say(
        "多次输入不正确，这个账户已暂停登录 15 分钟。请稍后再试，或者请管理员重设密码。",
        "Too many wrong tries: signing in is paused for 15 minutes. Try later, or ask the administrator for a new password.",
    )


def _inside(request: HttpRequest, to: str) -> str:
    good = to and url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return to if good else reverse("desk")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, as staff or as a party."""
    logout(request)
    return HttpResponseRedirect(reverse("front"))


@never_cache
@guarded
@sensitive_post_parameters("code")
def enter(request: HttpRequest) -> HttpResponse:
    """Let a party into its file by number and code; nothing tells whether a file exists."""
    number = (
        unicodedata.normalize("NFKC", request.POST.get("number") or request.GET.get("number") or "")
        .strip()
        .upper()[:LONGEST]
    )
    number = "".join(sign for sign in number if sign.isprintable())
    if request.method != "POST":
        return page(request, "enter.html", number=number, error="")
    if _too_many(request, number):
        return page(request, "enter.html", status=429, number=number, error=slow_text())
    typed = request.POST.get("code", "")[:LONGEST]
    try:
        found = _found(number, typed)
    except CodeMistyped as mistyped:
        return page(request, "enter.html", status=401, number=number, error=say(mistyped.label, mistyped.en))
    if found is None:
        _count(request, number)
        return page(request, "enter.html", status=401, number=number, error=no_text())
    if request.user.is_authenticated:
        logout(request)
    request.session.cycle_key()
    request.session[PARTY] = found
    return HttpResponseRedirect(reverse("case", args=[found["file"]]))


def _found(number: str, typed: str) -> dict[str, str] | None:
    digest = code_digest(installation_keys(), typed)
    row = AccessCode.objects.filter(digest=digest, status="valid").values_list("file", "party").first()
    county = File.objects.filter(number=number).values_list("county", flat=True).first()
    if row is None or county is None or row[0] != number:
        return None
    return {"file": row[0], "party": row[1], "county": county}


def _places(request: HttpRequest, number: str) -> tuple[tuple[str, int], ...]:
    address = request.META.get("REMOTE_ADDR", "")
    return (
        ("enter:n:" + sha256(number.encode()).hexdigest(), MOST_PER_CASE),
        ("enter:a:" + sha256(address.encode()).hexdigest(), MOST_PER_ADDRESS),
    )


def _too_many(request: HttpRequest, number: str) -> bool:
    return any(cache.get(place, 0) >= most for place, most in _places(request, number))


def _count(request: HttpRequest, number: str) -> None:
    for place, _ in _places(request, number):
        if not cache.add(place, 1, WINDOW_SECONDS):
            cache.incr(place)


def slow_text() -> str:
    return say(
        "尝试次数过多，请 15 分钟后再试，或者到窗口、打电话查询。",
        "Too many tries. Please try again in 15 minutes, or ask at the counter or by telephone.",
    )


def no_text() -> str:
    return say(
        "案号和查询码对不上。请照回执逐位核对；查询码遗失的，可以到窗口补发。",
        "Case number and access code do not go together. Compare both with your receipt; a lost code is replaced at the counter.",
    )
