"""How often somebody may try a code: counted for each case or account and for each address, whether it exists or not."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from rongzhi.web.speech import say

WINDOW_SECONDS = 900
MOST_FOR_ONE = 8
MOST_PER_ADDRESS = 30


def too_many(request: HttpRequest, what: str, whom: str) -> bool:
    """Whether `whom` (a case, an account name) or this address has used up its tries at `what`."""
    return any(cache.get(place, 0) >= most for place, most in _places(request, what, whom))


def count_try(request: HttpRequest, what: str, whom: str) -> None:
    """Count one try; counts are forgotten after a quarter of an hour."""
    for place, _ in _places(request, what, whom):
        if not cache.add(place, 1, WINDOW_SECONDS):
            cache.incr(place)


def _places(request: HttpRequest, what: str, whom: str) -> tuple[tuple[str, int], ...]:
    address = request.META.get("REMOTE_ADDR", "")
    return (
        (f"{what}:n:{sha256(whom.encode()).hexdigest()}", MOST_FOR_ONE),
        (f"{what}:a:{sha256(address.encode()).hexdigest()}", MOST_PER_ADDRESS),
    )


def slow_text() -> str:
    return say(
        "尝试次数过多，请 15 分钟后再试，或者到窗口、打电话查询。",
        "Too many tries. Please try again in 15 minutes, or ask at the counter or by telephone.",
    )
