"""The people of the county, for its administrator: added, given offices, helped to sign in, signed out, seen off."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rongzhi.accounts.capacities import own_post
from rongzhi.accounts.leaving import Stays, hand_over, leave, successors, work_of
from rongzhi.accounts.notes import note, notes_about
from rongzhi.accounts.people import (
    FUNCTIONS,
    add_person,
    end_office,
    give_office,
    last_administrator,
    offices_of,
    today_of,
)
from rongzhi.accounts.resets import address_of, give_code, keep_address
from rongzhi.accounts.second_factor import enrolled, remove
from rongzhi.accounts.sign_ins import current, end_all
from rongzhi.casework.actions import Done
from rongzhi.casework.keys import key_fault
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, AccountNote, Body, Neutral
from rongzhi.rulebook.access import mask_phone, mask_text
from rongzhi.web.actors import actor_of
from rongzhi.web.capacity_words import FUNCTIONS as FUNCTION_WORDS
from rongzhi.web.capacity_words import actor_words, function_words
from rongzhi.web.county_time import in_county_time
from rongzhi.web.moment import now
from rongzhi.web.naming import account_names
from rongzhi.web.note_words import note_words
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import say, words

NAME = re.compile(r"[A-Za-z0-9._@-]{1,60}")


@guarded
@staff_only
def people(request: HttpRequest) -> HttpResponse:
    """The list."""
    actor = _administrator(request)
    rows = Account.objects.filter(county=actor.county).order_by("-is_active", "body", "username")
    apps = set(Account.objects.filter(secondfactor__isnull=False).values_list("pk", flat=True))
    posts = [(row, actor_words(own_post(row).actor) if row.is_active else "", row.pk in apps) for row in rows]
    return page(request, "people.html", people=posts)


@guarded
@staff_only
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody; the page then shows the code by which they set their password."""
    actor = _administrator(request)
    typed = {key: request.POST.get(key, "").replace("\x00", "").strip()[:80] for key in TYPED}
    functions = tuple(name for name in FUNCTIONS if name in request.POST.getlist("functions"))
    if request.method != "POST":
        return _adding(request, actor, typed, functions, "")
    fault = _fault(actor, typed)
    if fault:
        return _adding(request, actor, typed, functions, fault, status=422)
    account = add_person(**typed, functions=functions, by=actor, at=now())
    return _with_code(request, actor, account)


TYPED = ("username", "name_zh", "name_en", "body", "neutral")


def _fault(actor: Actor, typed: dict[str, str]) -> str:
    if not NAME.fullmatch(typed["username"]):
        return say(
            "用户名请用 1–60 位字母、数字或 . _ @ -，没有建立账户。",
            "A user name has 1–60 letters, digits or . _ @ -; no account was made.",
        )
    if not typed["name_zh"]:
        return say("请填写姓名，没有建立账户。", "Please give the name; no account was made.")
    if Account.objects.filter(username=typed["username"]).exists():
        return say(
            "这个用户名已经有人使用，没有改动。请换一个。",
            "That user name is taken; nothing was changed. Choose another.",
        )
    lists = (("body", Body), ("neutral", Neutral))
    for key, model in lists:
        if typed[key] and not model.objects.filter(county=actor.county, handle=typed[key]).exists():
            return say(
                "名录中没有所选的单位或调解员，没有建立账户。",
                "The directory has no such body or neutral; no account was made.",
            )
    return ""


def _adding(
    request: HttpRequest,
    actor: Actor,
    typed: dict[str, str],
    functions: tuple[str, ...],
    error: str,
    *,
    status: int = 200,
) -> HttpResponse:
    offices = [(name, function_words(name), name in functions) for name in FUNCTIONS]
    return page(
        request, "people_add.html", status=status, error=error, typed=typed, offices=offices, **_lists(actor)
    )


def _lists(actor: Actor) -> dict[str, Any]:
    bodies = Body.objects.filter(county=actor.county, status="active").order_by("pinyin", "handle")
    neutrals = Neutral.objects.filter(county=actor.county, status="active").order_by("pinyin", "handle")
    return {
        "bodies": [(row.handle, words(row)) for row in bodies],
        "neutrals": [(row.handle, words(row)) for row in neutrals],
    }


@never_cache
@guarded
@staff_only
def person(request: HttpRequest, person: str) -> HttpResponse:
    """One person: offices, signing in, history, and what happens when they leave."""
    actor = _administrator(request)
    return _person(request, actor, _account(actor, person))


def _history(account: Account, bodies: Mapping[str, str]) -> list[tuple[AccountNote, str, str]]:
    """The lines about the account: each with its words, and who did it."""
    lines = in_county_time(notes_about(account))
    names = account_names({word for line in lines for word in (line.by, *line.detail.split())})
    return [(line, note_words(line, {**bodies, **names}), names.get(line.by, line.by)) for line in lines]


def _person(
    request: HttpRequest,
    actor: Actor,
    account: Account,
    *,
    error: str = "",
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    bodies = {row.handle: words(row) for row in Body.objects.filter(county=actor.county)}
    offices = [
        (office, function_words(office.function), bodies.get(office.body, office.body) or office.neutral)
        for office in offices_of(account, actor.county)
    ]
    return page(
        request,
        "person.html",
        status=status,
        error=error,
        code=code,
        account=account,
        post=actor_words(own_post(account).actor),
        offices=offices,
        functions=[(name, function_words(name)) for name in FUNCTION_WORDS],
        has_app=enrolled(account),
        sign_ins=in_county_time(current(account, at=timezone.now())),
        address=_masked(account),
        history=_history(account, bodies),
        work=work_of(account),
        successors=successors(account),
        last=last_administrator(account),
        today=today_of(now()),
        **_lists(actor),
    )


def _masked(account: Account) -> str:
    if key_fault() is not None:
        return ""
    address = address_of(account)
    return mask_phone(address) if account.means == "sms" else mask_text(address) if address else ""


@require_POST
@never_cache
@guarded
@staff_only
def do(request: HttpRequest, person: str, what: str) -> HttpResponse:
    """One thing done to one account."""
    actor = _administrator(request)
    account = _account(actor, person)
    if what not in DO:
        raise Http404
    return DO[what](request, actor, account)


def _with_code(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    """Give a reset code, shown on this one page."""
    if not account.is_active:
        raise Http404
    return _person(request, actor, account, code=give_code(account, by=actor.id, at=timezone.now()))


def _sign_out(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    count = end_all(account, why="forced", at=timezone.now())
    note(account, "signed_out", by=actor.id)
    return _done(request, account, say(f"已结束 {count} 处登录。", f"{count} sign-ins were ended."))


def _remove_app(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    remove(account)
    end_all(account, why="forced", at=timezone.now())
    note(account, "app_removed", by=actor.id)
    text = say(
        "已解除绑定，下次登录时须重新绑定。", "The app was removed; at the next sign-in another is enrolled."
    )
    return _done(request, account, text)


def _address(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    keep_address(account, request.POST.get("means", ""), request.POST.get("address", "").strip())
    note(account, "address", by=actor.id)
    return _done(request, account, say("已登记。", "Recorded."))


def _give(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    keys = ("function", "body", "neutral", "since", "until", "basis")
    data = {key: request.POST.get(key, "").strip()[:500] for key in keys}
    return _answer(request, actor, account, give_office(account, by=actor, at=now(), data=data))


def _end(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    office, basis = request.POST.get("office", "")[:40], request.POST.get("basis", "").strip()[:500]
    return _answer(request, actor, account, end_office(account, office, by=actor, at=now(), basis=basis))


def _leave(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    """Mark as left, or hand over again what an interruption left lying."""
    successor = request.POST.get("successor", "")[:60]
    try:
        by_day = date.fromisoformat(request.POST.get("by_day", ""))
    except ValueError:
        by_day = None
    if by_day is None or by_day < today_of(now()):
        text = say(
            "请写明最迟何日为留下的案件指定接办人，今天或以后；没有改动。",
            "Say by which day, today or later, the cases left open get somebody; nothing was changed.",
        )
        return _person(request, actor, account, error=text, status=422)
    try:
        if account.is_active:
            done = leave(
                account, successor=successor, by_day=by_day, by=actor, at=now(), machine=timezone.now()
            )
        else:
            done = hand_over(account, successor=successor, by_day=by_day, by=actor, at=now())
    except Stays as stays:
        return _person(request, actor, account, error=say(stays.label, stays.en), status=422)
    text = say(
        f"已离任：{done.given} 件交给接办人，{done.waiting} 件待指定并已通知其单位",
        f"They have left: {done.given} cases were given to the successor, {done.waiting} wait for somebody and their "
        "organisation was told",
    )
    if done.stuck:
        text += say(
            f"，{len(done.stuck)} 件未能交接，请再交接一次。",
            f"; {len(done.stuck)} could not be handed over, please do it once more.",
        )
    return _done(request, account, text.rstrip("。.") + say("。", "."))


DO = {
    "code": _with_code,
    "sign-out": _sign_out,
    "remove-app": _remove_app,
    "address": _address,
    "give": _give,
    "end": _end,
    "leave": _leave,
}


def _answer(request: HttpRequest, actor: Actor, account: Account, answer: Done | Refusal) -> HttpResponse:
    if isinstance(answer, Refusal):
        text = say("没有改动：", "Nothing was changed: ") + say("；", "; ").join(map(words, answer.reasons))
        return _person(request, actor, account, error=text, status=422)
    return _done(request, account, say("已记入县级案卷。", "Recorded on the county's file."))


def _done(request: HttpRequest, account: Account, text: str) -> HttpResponse:
    notes.success(request, text)
    return HttpResponseRedirect(reverse("person", args=[account.username]))


def _administrator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None or "administrator" not in actor.functions:
        raise Http404
    return actor


def _account(actor: Actor, name: str) -> Account:
    account = Account.objects.filter(county=actor.county, username=name[:60]).first()
    if account is None:
        raise Http404
    return account
