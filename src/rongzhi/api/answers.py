"""What the interface answers: refusals with every reason in both languages, under the status that fits."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError

from rongzhi.api.body import BadBody
from rongzhi.casework.actions import NOT_FOUND, NotSaved
from rongzhi.casework.keys_file import KeyFault
from rongzhi.core.procedure.decide import Reason, Refusal

STATUS: Mapping[str, int] = {
    "not_found": 404,
    "unknown_act": 404,
    "changed": 409,
    "request_reused": 409,
    "not_yours": 403,
    "unreadable": 400,
}
OTHERWISE = 422
ORDER = (404, 403, 409, 400)  # which status is given when reasons differ

NO_TOKEN = Reason(
    "signed_out",
    "请在请求头中加上有效的 Authorization: Bearer <令牌>，或者先登录。令牌由 rongzhi api-token 生成。",
    "Send a valid header Authorization: Bearer <token>, or sign in. `rongzhi api-token` makes tokens.",
)
NOT_HERE = Reason("refused", "请求没有被接受。", "The request was not taken.")


def refused(reasons: Iterable[Reason], *, status: int | None = None) -> JsonResponse:
    """A refusal as JSON: `reasons`, each with key, zh, en, and where it applies field and source."""
    told = list(reasons)
    found = {STATUS.get(reason.key, OTHERWISE) for reason in told}
    chosen = status or next((s for s in ORDER if s in found), OTHERWISE)
    return JsonResponse({"reasons": [reason_of(reason) for reason in told]}, status=chosen)


def reason_of(reason: Reason) -> dict[str, str]:
    whole = {
        "key": reason.key,
        "zh": reason.zh,
        "en": reason.en,
        "field": reason.field,
        "source": reason.source,
    }
    return {name: text for name, text in whole.items() if text}


def refusal(answer: Refusal) -> JsonResponse:
    return refused(answer.reasons)


def not_found() -> JsonResponse:
    return refused([NOT_FOUND])


def handle_errors(api: NinjaAPI) -> None:
    """Every error of the interface speaks the same way."""

    @api.exception_handler(AuthenticationError)
    def signed_out(request: HttpRequest, fault: Any) -> HttpResponse:
        answer = refused([NO_TOKEN], status=401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def refused_before(request: HttpRequest, fault: Any) -> HttpResponse:
        return refused([NOT_HERE], status=fault.status_code)

    @api.exception_handler(BadBody)
    def bad_body(request: HttpRequest, fault: Any) -> HttpResponse:
        return refused([fault.reason], status=fault.status)

    @api.exception_handler(NotSaved)
    @api.exception_handler(KeyFault)
    def not_saved(request: HttpRequest, fault: Any) -> HttpResponse:
        key = "not_saved" if isinstance(fault, NotSaved) else "no_key"
        zh, en = (fault.label, fault.en) if isinstance(fault, NotSaved) else READ_ONLY
        answer = refused([Reason(key, zh, en)], status=503)
        answer["Retry-After"] = "30"
        return answer


READ_ONLY = (
    "系统目前只能查看概况，不能办理事项。请联系管理员。",
    "The installation is read-only at the moment: nothing was done. Tell the administrator.",
)
