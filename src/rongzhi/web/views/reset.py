"""A forgotten password: ask for a code, and set a new password with it. Nothing tells whether an account exists."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rongzhi.accounts.resets import ask_for_code, held, set_password
from rongzhi.web.pages import guarded, page
from rongzhi.web.passwords import password_fault, typed_password
from rongzhi.web.speech import say
from rongzhi.web.tries import count_try, too_many

LONGEST = 60


@never_cache
@guarded
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a code by the recorded means; the answer is the same for every name."""
    if request.method != "POST":
        return page(request, "forgot.html", error="", asked=False)
    name = _name(request)
    if too_many(request, "forgot", name):
        return page(request, "forgot.html", status=429, error=slow_text(), asked=False)
    count_try(request, "forgot", name)
    ask_for_code(name, at=timezone.now())
    return page(request, "forgot.html", error="", asked=True)


@never_cache
@guarded
@sensitive_post_parameters("password", "again", "code")
def reset(request: HttpRequest) -> HttpResponse:
    """Set a new password with a code that was given at the counter or sent; the code is then used up."""
    if request.method != "POST":
        return page(request, "reset.html", error="", username="")
    name, now = _name(request), timezone.now()
    if too_many(request, "reset", name):
        return page(request, "reset.html", status=429, error=slow_text(), username=name)
    code = held(name, request.POST.get("code", "")[:LONGEST], at=now)
    if code is None:
        count_try(request, "reset", name)
        return page(request, "reset.html", status=401, error=no_code_text(), username=name)
    fault = password_fault(request.POST, code.account)
    if fault:
        return page(request, "reset.html", status=422, error=fault, username=name)
    if not set_password(code, typed_password(request.POST), at=now):
        return page(request, "reset.html", status=401, error=no_code_text(), username=name)
    notes.success(
        request,
        say(
            "新密码已设好，其他地方的登录都已结束。请登录。",
            "The new password is set, and every other sign-in has ended. Please sign in.",
        ),
    )
    return HttpResponseRedirect(reverse("sign_in"))


def _name(request: HttpRequest) -> str:
    return request.POST.get("username", "").replace("\x00", "").strip()[:LONGEST]


def no_code_text() -> str:
    return say(
        "用户名和重设码对不上，或者重设码已经用过、过期。请核对；需要新的重设码，请找管理员。",
        "User name and reset code do not go together, or the code was used or is over. Check both, or ask the "
        "administrator for a new code.",
    )


def slow_text() -> str:
    return say("尝试次数过多，请 15 分钟后再试。", "Too many tries. Please try again in 15 minutes.")
