"""Staff come in: password, then the code of their app; who has no app yet enrols one before anything else."""

import os
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Any

import segno
from django.contrib import messages as notes
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rongzhi.accounts.sealing import opened, seal
from rongzhi.accounts.second_factor import Answer, check, enrol, enrolled, recovery_codes_left, required
from rongzhi.core.one_time_codes import enrolment_address, new_secret
from rongzhi.directory.models import Account
from rongzhi.web.actors import PARTY
from rongzhi.web.pages import guarded, page
from rongzhi.web.signed_in import sign_in_here, sign_out_here
from rongzhi.web.speech import say

PENDING = "coming_in"
SECRET = "app_secret"
GOOD_FOR = timedelta(minutes=10)
ABOUT = "secret to be enrolled"


@never_cache
@guarded
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: name and password. Too many wrong ones lock the account for a while."""
    after = inside(request, request.POST.get("next") or request.GET.get("next") or "")
    username = request.POST.get("username", "").replace("\x00", "").strip()[:60]
    if request.method != "POST":
        return page(request, "sign_in.html", error="", username="", after=after)
    account = authenticate(request, username=username, password=request.POST.get("password", "")[:200])
    if isinstance(account, Account):
        sign_out_here(request)
        request.session[PENDING] = {
            "account": account.pk,
            "mark": _mark(account),
            "at": timezone.now().isoformat(),
            "next": after,
        }
        if enrolled(account):
            return HttpResponseRedirect(reverse("sign_in_code"))
        return HttpResponseRedirect(reverse("sign_in_enrol")) if required() else _come_in(request, account)
    shut = getattr(request, "axes_locked_out", False)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # this page says it itself
    text, status = (locked_text(), 429) if shut else (wrong_text(), 401)
    return page(request, "sign_in.html", status=status, error=text, username=username, after=after)


@never_cache
@guarded
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, or a recovery code."""
    account = _coming(request)
    if account is None:
        return HttpResponseRedirect(reverse("sign_in"))
    if not enrolled(account):
        return HttpResponseRedirect(reverse("sign_in_enrol"))
    if request.method != "POST":
        return page(request, "sign_in_code.html", error="")
    answer = check(account, request.POST.get("code", "")[:40], at=timezone.now())
    if answer is Answer.PAUSED:
        return page(request, "sign_in_code.html", status=429, error=paused_text())
    if answer is Answer.WRONG:
        return page(request, "sign_in_code.html", status=401, error=wrong_code_text())
    if answer is Answer.RECOVERY:
        after = _come_in(request, account)
        _warn_of_recovery(request, recovery_codes_left(account))
        return after
    return _come_in(request, account)


@never_cache
@guarded
@sensitive_post_parameters("code")
def enrol_first(request: HttpRequest) -> HttpResponse:
    """Enrol an app before coming in; the recovery codes are shown once, right then."""
    account = _coming(request)
    if account is None or enrolled(account):
        return HttpResponseRedirect(reverse("sign_in"))
    pending = request.session[PENDING]
    if request.method == "POST":
        codes = enrol(account, secret_of(request), request.POST.get("code", "")[:40], at=timezone.now())
        if codes is not None:
            _come_in(request, account)
            return page(request, "recovery_codes.html", codes=codes, after=pending["next"], first=True)
        return page(
            request, "enrol.html", status=401, error=wrong_code_text(), **drawing_of(request, account)
        )
    return page(request, "enrol.html", error="", **drawing_of(request, account))


def secret_of(request: HttpRequest) -> str:
    """The secret that is being enrolled in this session, sealed there; a new one at first."""
    held = request.session.get(SECRET)
    if held:
        return opened(b64decode(held[0]), b64decode(held[1]), about=ABOUT)
    secret = new_secret(os.urandom)
    request.session[SECRET] = [b64encode(part).decode() for part in seal(secret, about=ABOUT)]
    return secret


def drawing_of(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What the enrolment page shows: the QR code as a picture, and the secret in groups of four."""
    secret = secret_of(request)
    address = enrolment_address(secret, name=account.username, issuer="Rongzhi 融智")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3), "secret": groups}


def _coming(request: HttpRequest) -> Account | None:
    """Who has given the password in this browser and not come in yet; None when that is too long ago."""
    pending = request.session.get(PENDING)
    if not pending or timezone.now() - datetime.fromisoformat(pending["at"]) > GOOD_FOR:
        return None
    account = Account.objects.filter(pk=pending["account"], is_active=True).first()
    return account if account is not None and _mark(account) == pending["mark"] else None


def _mark(account: Account) -> str:
    """Changes with the account's password."""
    return account.get_session_auth_hash()[:16]


def _come_in(request: HttpRequest, account: Account) -> HttpResponse:
    after = request.session.pop(PENDING)["next"]
    request.session.pop(PARTY, None)
    request.session.pop(SECRET, None)
    sign_in_here(request, account)
    for name in ("_actor", "_county", "_capacity"):
        request.__dict__.pop(name, None)
    return HttpResponseRedirect(inside(request, after))


def _warn_of_recovery(request: HttpRequest, left: int) -> None:
    notes.warning(
        request,
        say(
            f"您用了一个恢复码，还剩 {left} 个。手机丢失的，请到“账户”重新绑定。",
            f"You used a recovery code; {left} are left. If your phone is lost, set up another app under “Account”.",
        ),
    )


def inside(request: HttpRequest, to: str) -> str:
    """The address to go on to, if it is one of this site; else the worklist."""
    good = to and url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return to if good else reverse("desk")


def wrong_text() -> str:
    return say(
        "用户名或密码不对，请核对后再试。", "User name or password is wrong; please check and try again."
    )


def locked_text() -> str:
    return say(
        "多次输入不正确，这个账户已暂停登录 15 分钟。请稍后再试，或者请管理员重设密码。",
        "Too many wrong tries: signing in is paused for 15 minutes. Try later, or ask the administrator for a new password.",
    )


def wrong_code_text() -> str:
    return say(
        "验证码不对，或者已经用过。请等手机上出现下一个验证码再输入；一直不对的，请核对手机时间。",
        "That code is wrong or was used already. Wait for the next one on your phone; if it never fits, check the phone's clock.",
    )


def paused_text() -> str:
    return say(
        "验证码多次不对，这个账户已暂停 15 分钟。请稍后再试；手机丢失的，可以用恢复码，或者请管理员解除绑定。",
        "Too many wrong codes: this account is paused for 15 minutes. Try later; if your phone is lost, use a recovery "
        "code or ask the administrator to remove the app.",
    )
