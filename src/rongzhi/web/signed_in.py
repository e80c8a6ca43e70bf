"""Keeps every session of staff to its sign-in: begun once, seen, and over when somebody or the time ends it."""

from collections.abc import Callable

from django.contrib import messages as notes
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rongzhi.accounts.sign_ins import Place, begin, end_one, ended_because
from rongzhi.directory.models import Account
from rongzhi.web.speech import say

MARK = "sign_in"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SignInCheck:
    """Middleware: a session whose sign-in is over is left before anything else sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _check(request)
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return answer


def _check(request: HttpRequest) -> None:
    account: Account = request.user  # type: ignore[assignment]
    number = request.session.get(MARK)
    if number is None:
        request.session[MARK] = begin(account, place_of(request), at=timezone.now())
        return
    why = ended_because(number, account, at=timezone.now())
    if why:
        logout(request)
        notes.warning(request, over_text(why))


def sign_in_here(request: HttpRequest, account: Account) -> None:
    """Sign the account in in this browser; the session gets a new key."""
    login(request, account, backend=BACKEND)
    request.session[MARK] = begin(account, place_of(request), at=timezone.now())


def sign_out_here(request: HttpRequest) -> None:
    """Leave, and note that this sign-in is over."""
    number = request.session.get(MARK)
    if request.user.is_authenticated and number is not None:
        end_one(request.user, number, why="out", at=timezone.now())  # type: ignore[arg-type]
    logout(request)


def place_of(request: HttpRequest) -> Place:
    """From where the request comes."""
    return Place.of(request.headers.get("User-Agent", "")[:400], request.META.get("REMOTE_ADDR", ""))


def over_text(why: str) -> str:
    """Why somebody finds themselves signed out."""
    if why == "idle":
        return say(
            "较长时间没有操作，已自动退出，请重新登录。",
            "You were signed out after some time without use; please sign in again.",
        )
    if why == "old":
        return say(
            "本次登录已满最长时间，请重新登录。",
            "This sign-in has lasted as long as it may; please sign in again.",
        )
    return say(
        "这次登录已在别处被结束，请重新登录。不是您本人操作的，请联系管理员。",
        "This sign-in was ended elsewhere; please sign in again. If that was not you, tell the administrator.",
    )
