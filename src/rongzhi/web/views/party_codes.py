"""The entrance of a party that has lost its access code: a one-time code to the contact on record."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rongzhi.accounts import party_codes
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page
from rongzhi.web.speech import say
from rongzhi.web.tries import count_try, slow_text, too_many
from rongzhi.web.views.entry import let_in, number_asked

LONGEST = 254


@never_cache
@guarded
@sensitive_post_parameters("contact")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code. The answer is the same whether the case exists, the contact fits, or neither."""
    number = number_asked(request)
    if request.method != "POST":
        return page(request, "one_time_ask.html", number=number, error="")
    contact = request.POST.get("contact", "").strip()[:LONGEST]
    if too_many(request, "ask", number):
        return page(request, "one_time_ask.html", status=429, number=number, error=slow_text())
    if not number or not contact:
        return page(request, "one_time_ask.html", status=422, number=number, error=_both())
    count_try(request, "ask", number)
    party_codes.ask(number, contact, at=now())
    return page(request, "one_time_enter.html", number=number, error="", asked=True)


@never_cache
@guarded
@sensitive_post_parameters("code")
def enter(request: HttpRequest) -> HttpResponse:
    """Enter with the code that came."""
    number = number_asked(request)
    if request.method != "POST":
        return page(request, "one_time_enter.html", number=number, error="", asked=False)
    if too_many(request, "enter", number):
        return page(request, "one_time_enter.html", status=429, number=number, error=slow_text(), asked=False)
    found = party_codes.enter(number, request.POST.get("code", "")[:LONGEST], at=now())
    if found is None:
        count_try(request, "enter", number)
        return page(request, "one_time_enter.html", status=401, number=number, error=_wrong(), asked=False)
    return let_in(request, found)


def _both() -> str:
    return say(
        "请填写案号，以及立案时留下的手机号或者电子邮箱。",
        "Give the case number, and the mobile number or e-mail address that you left when the case was filed.",
    )


def _wrong() -> str:
    return say(
        "验证码不对，或者已经失效（10分钟内有效，只能用一次）。可以重新获取，或者到窗口办理。",
        "The code is wrong or over (it is good once, for 10 minutes). Ask for another one, or come to the counter.",
    )
