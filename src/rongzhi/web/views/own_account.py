"""One's own account: the capacity in use, where one is signed in, password, app, recovery codes, deputies."""

from datetime import date

from django.contrib import messages as notes
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rongzhi.accounts.capacities import CAPACITY, OWN, capacities, capacity_of
from rongzhi.accounts.deputies import NotNamed, end_deputy, name_deputy, named_deputies, possible_deputies
from rongzhi.accounts.news import choose_frequency, frequency_of
from rongzhi.accounts.notes import note
from rongzhi.accounts.people import today_of
from rongzhi.accounts.resets import change_password
from rongzhi.accounts.second_factor import (
    Answer,
    check,
    enrol,
    enrolled,
    new_recovery_codes,
    recovery_codes_left,
)
from rongzhi.accounts.sign_ins import current, end_all, end_one
from rongzhi.directory.models import Account
from rongzhi.web.actors import capacity_in_use
from rongzhi.web.capacity_words import capacity_words
from rongzhi.web.county_time import in_county_time
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.passwords import password_fault, typed_password
from rongzhi.web.signed_in import MARK
from rongzhi.web.speech import say
from rongzhi.web.submission import number_of
from rongzhi.web.tries import count_try, too_many
from rongzhi.web.views.sign_in import SECRET, drawing_of, paused_text, secret_of, wrong_code_text


@never_cache
@guarded
@staff_only
def own(request: HttpRequest) -> HttpResponse:
    """The page of the account."""
    return _own(request)


def _own(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    account, today, here = _account(request), today_of(now()), capacity_in_use(request)
    return page(
        request,
        "own_account.html",
        status=status,
        error=error,
        in_use=capacity_words(here),
        chosen=here.key,
        capacities=[(one, capacity_words(one)) for one in capacities(account, today=today)],
        sign_ins=in_county_time(current(account, at=timezone.now())),
        this=request.session.get(MARK),
        has_app=enrolled(account),
        codes_left=recovery_codes_left(account),
        deputies=named_deputies(account, today=today),
        possible=possible_deputies(account),
        today=today,
        frequencies=[(key, say(*FREQUENCY[key])) for key in FREQUENCY],
        frequency=frequency_of(account),
    )


@require_POST
@guarded
@staff_only
def choose(request: HttpRequest) -> HttpResponse:
    """Act in another of one's capacities from now on."""
    key = request.POST.get("capacity", "")[:80]
    if capacity_of(_account(request), key, today=today_of(now())) is None:
        raise Http404
    request.session[CAPACITY] = key
    if key == OWN:
        request.session.pop(CAPACITY)
    request.__dict__.pop("_capacity", None)
    notes.success(
        request, say("现在办理的身份：", "You now act as: ") + capacity_words(capacity_in_use(request))
    )
    return HttpResponseRedirect(reverse("desk"))


@require_POST
@guarded
@staff_only
def end_sign_in(request: HttpRequest) -> HttpResponse:
    """End one of one's other sign-ins, or all of them."""
    account, this = _account(request), request.session.get(MARK)
    if request.POST.get("which") == "others":
        end_all(account, why="forced", at=timezone.now(), but=this)
    elif not end_one(account, number_of(request.POST, "which") or 0, why="forced", at=timezone.now()):
        raise Http404
    notes.success(request, say("已结束。", "Ended."))
    return HttpResponseRedirect(reverse("own_account"))


@never_cache
@guarded
@staff_only
@sensitive_post_parameters("old", "password", "again")
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other sign-in ends."""
    if request.method != "POST":
        return page(request, "password.html", error="")
    account = _account(request)
    if too_many(request, "password", account.username):
        return page(request, "password.html", status=429, error=slow_text())
    if not account.check_password(request.POST.get("old", "")[:200]):
        count_try(request, "password", account.username)
        return page(request, "password.html", status=401, error=old_text())
    fault = password_fault(request.POST, account)
    if fault:
        return page(request, "password.html", status=422, error=fault)
    change_password(
        account,
        typed_password(request.POST),
        by=account.username,
        at=timezone.now(),
        but=request.session.get(MARK),
    )
    update_session_auth_hash(request, account)
    notes.success(
        request,
        say(
            "密码已修改，其他地方的登录都已结束。",
            "The password was changed, and every other sign-in has ended.",
        ),
    )
    return HttpResponseRedirect(reverse("own_account"))


@never_cache
@guarded
@staff_only
@sensitive_post_parameters("code", "current")
def app(request: HttpRequest) -> HttpResponse:
    """Enrol an app, or another one in place of the first; that needs a code of the first, or a recovery code."""
    account = _account(request)
    if request.method != "POST":
        return page(request, "app.html", error="", has_app=enrolled(account), **drawing_of(request, account))
    answer = (
        check(account, request.POST.get("current", "")[:40], at=timezone.now())
        if enrolled(account)
        else Answer.RIGHT
    )
    codes = None
    if answer in (Answer.RIGHT, Answer.RECOVERY):
        codes = enrol(account, secret_of(request), request.POST.get("code", "")[:40], at=timezone.now())
    if codes is None:
        paused = answer is Answer.PAUSED
        text, status = (paused_text(), 429) if paused else (wrong_code_text(), 401)
        return page(
            request,
            "app.html",
            status=status,
            error=text,
            has_app=enrolled(account),
            **drawing_of(request, account),
        )
    request.session.pop(SECRET, None)
    note(account, "app", by=account.username)
    return page(request, "recovery_codes.html", codes=codes, after=reverse("own_account"), first=False)


@require_POST
@never_cache
@guarded
@staff_only
@sensitive_post_parameters("code")
def recovery(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once, against a code of the app; the earlier ones end."""
    account = _account(request)
    answer = check(account, request.POST.get("code", "")[:40], at=timezone.now())
    if answer is not Answer.RIGHT:
        paused = answer is Answer.PAUSED
        return _own(request, paused_text() if paused else wrong_code_text(), 429 if paused else 401)
    note(account, "recovery_codes", by=account.username)
    codes = new_recovery_codes(account)
    return page(request, "recovery_codes.html", codes=codes, after=reverse("own_account"), first=False)


@require_POST
@guarded
@staff_only
def deputy(request: HttpRequest) -> HttpResponse:
    """Name a deputy for some days, or end one. Only in one's own post: a deputy names nobody."""
    account, moment = _account(request), timezone.now()
    if capacity_in_use(request).key != OWN:
        raise Http404
    today = today_of(now())
    ending = number_of(request.POST, "end")
    if ending is not None:
        row = next((one for one in named_deputies(account, today=today) if one.pk == ending), None)
        if row is None:
            raise Http404
        end_deputy(row, by=account.username, at=moment)
        notes.success(request, say("代理已结束。", "The deputy's time has ended."))
        return HttpResponseRedirect(reverse("own_account"))
    try:
        since, until = (date.fromisoformat(request.POST.get(name, "")) for name in ("since", "until"))
        name_deputy(
            account,
            request.POST.get("deputy", "")[:60],
            since=since,
            until=until,
            by=account.username,
            at=moment,
            today=today,
        )
    except NotNamed as fault:
        return _own(request, say(fault.label, fault.en), 422)
    except ValueError:
        return _own(request, days_text(), 422)
    notes.success(request, say("代理人已登记，到期自动结束。", "The deputy is named; it ends by itself."))
    return HttpResponseRedirect(reverse("own_account"))


FREQUENCY = {
    "": ("不另行通知，只在待办中看到", "not at all; I look at my worklist"),
    "at_once": ("有进展就通知", "at once"),
    "daily": ("每天汇总一次（早上九点）", "once a day, at nine in the morning"),
    "weekly": ("每周汇总一次（周一早上九点）", "once a week, on Monday at nine"),
}


@require_POST
@guarded
@staff_only
def news(request: HttpRequest) -> HttpResponse:
    """Choose how often one is told of news on one's desk."""
    frequency = request.POST.get("frequency", "")
    if frequency not in FREQUENCY:
        raise Http404
    if not choose_frequency(_account(request), frequency, at=now()):
        text = say(
            "没有改动：还没有登记您的手机号或者邮箱，无法通知。请管理员先在“人员”中登记。",
            "Nothing was changed: no phone or e-mail of yours is on record. Ask the administrator to record one.",
        )
        return _own(request, text, 422)
    notes.success(request, say("已改。", "Changed."))
    return HttpResponseRedirect(reverse("own_account"))


def _account(request: HttpRequest) -> Account:
    account: Account = request.user  # type: ignore[assignment]
    return account


def days_text() -> str:
    return say("请填写起始日和截止日。", "Please give the first and the last day.")


def old_text() -> str:
    return say("现在的密码不对，没有改动。", "The present password is wrong; nothing was changed.")


def slow_text() -> str:
    return say("尝试次数过多，请 15 分钟后再试。", "Too many tries. Please try again in 15 minutes.")
