"""The three operations of the interface: file, perform, read. All end in the same door as every page."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer, SessionAuth

from rongzhi import __version__
from rongzhi.accounts.capacities import CAPACITY, OWN, capacity_of, own_post
from rongzhi.accounts.people import today_of
from rongzhi.api.answers import handle_errors, not_found, refusal, refused
from rongzhi.api.body import read_body
from rongzhi.api.files import take_in
from rongzhi.api.reading import file_json
from rongzhi.api.schema import components, performable, reference, request_body
from rongzhi.api.tokens import account_of
from rongzhi.casework.access_log import record_opening
from rongzhi.casework.actions import SHANGHAI, Done, perform
from rongzhi.casework.clock_now import now
from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Event
from rongzhi.casework.papers.signing_copy import draw_drafted
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account
from rongzhi.exchange.receiving import own_institution, receiving_body, with_own_body

FILE = "intake.file"
DESCRIPTION = (
    "Files disputes, performs acts and reads files, by the same rules as the pages. 提交申请、办理事项、查看案卷，规则与网页相同。\n\n"
    "Sign in with `Authorization: Bearer <token>` (`rongzhi api-token ACCOUNT` makes one, good for 90 days) or by the "
    "session of the pages. Amounts and dates are text; numbers with decimals are refused. A refusal lists every "
    "reason in Chinese and English. The same `request` key with the same data acts once; with other data it is 409."
)


class Token(HttpBearer):
    """The signed token of an account."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        return account_of(token)


class Session(SessionAuth):
    """The session of the pages, with its protection against forged requests."""

    def _get_key(self, request: HttpRequest) -> Any:
        return super()._get_key(request) if self.param_name in request.COOKIES else None


class Api(NinjaAPI):
    """NinjaAPI whose description holds a component for each declared act."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).update(components())
        return schema


api = Api(
    title="Rongzhi 融智",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api-1",
    auth=[Token(), Session()],
)
handle_errors(api)


@api.post(
    "/files",
    operation_id="file",
    summary="File a dispute 提交申请",
    openapi_extra={"requestBody": request_body(reference(FILE), founding=True)},
)
def file(request: HttpRequest) -> JsonResponse:
    """Open a file; the answer is its receipt. The access code is given once, to applicants who are no institution."""
    by = _actor(request)
    body = read_body(request, allowed=frozenset({"data", "request", "owner"}))
    if not by.county:
        return refused([NO_COUNTY], status=403)
    owner = receiving_body(by.county, by=by, handle=body.owner)
    if owner is None:
        return refused([NO_OWNER])
    data = {**with_own_body(body.data, by), "door": "institution" if own_institution(by) else "api"}
    answer = perform(
        None, FILE, by=by, data=data, now=now(), request=body.request, county=by.county, owner=owner.handle
    )
    if isinstance(answer, Refusal):
        return refusal(answer)
    event = Event.objects.get(file=answer.file, seq=answer.seq)
    institution = data.get("applicant_kind") == "institution"
    return JsonResponse(
        {
            "number": answer.file,
            "access_code": None if institution else answer.codes.get("p1"),
            "received_by": {"code": owner.handle, "zh": owner.name_zh, "en": owner.name_en},
            "received_at": f"{event.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            "event": {"seq": answer.seq, "hash": bytes(event.hash).hex()},
            "again": answer.again,
        },
        status=200 if answer.again else 201,
    )


@api.post(
    "/files/{number}/acts/{act}",
    operation_id="perform",
    summary="Perform an act 办理事项",
    openapi_extra={
        "requestBody": request_body({"anyOf": [reference(act.key) for act in performable()]}, founding=False)
    },
)
def act(request: HttpRequest, number: str, act: str) -> JsonResponse:
    """Perform one act on one file, or learn every reason why not. `data` is the component named like the act."""
    by = _actor(request)
    body = read_body(request, allowed=frozenset({"data", "request", "expected", "proceeding"}))
    declared = rules_of(by.county).acts.get(act)
    if declared is not None and declared.from_ and not declared.concurrent and body.expected is None:
        if sight(by, number, open_sealed=False) is None:
            return not_found()
        return refused([NO_EXPECTED])
    answer = perform(
        number,
        act,
        by=by,
        data=body.data,
        now=now(),
        request=body.request,
        expected=body.expected,
        proceeding=body.proceeding,
    )
    if not isinstance(answer, Done):
        return refusal(answer)
    draw_drafted(answer, now=now())
    event = Event.objects.get(file=answer.file, seq=answer.seq)
    return JsonResponse(
        {
            "number": answer.file,
            "act": answer.act,
            "event": {"seq": answer.seq, "hash": bytes(event.hash).hex()},
            "again": answer.again,
        }
    )


@api.post(
    "/files/{number}/attachments",
    operation_id="attach",
    summary="Send a document to a file 上传材料",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        "parameters": [
            {"in": "header", "name": "X-File-Name", "required": True, "schema": {"type": "string"}}
        ],
    },
)
def attach(request: HttpRequest, number: str) -> JsonResponse:
    """Receive one document. It waits a day for an act of the same caller that names its `id` (such as case.upload)."""
    return take_in(request, number, _actor(request))


@api.get("/files/{number}", operation_id="read", summary="Read a file 查看案卷")
def read(request: HttpRequest, number: str) -> JsonResponse:
    """The file as the caller may see it, with the acts that are open to them and the fields these ask for.

    Each read is an opening of its own in the access log; without its row there is no answer.
    """
    seen = sight(_actor(request), number, open_sealed=key_fault() is None)
    if seen is None or seen.picture.kind != "case":
        return not_found()
    record_opening(seen, now=now())
    answer = JsonResponse(file_json(seen, now=now()), json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def _actor(request: HttpRequest) -> Actor:
    account: Account = request.auth  # type: ignore[attr-defined]
    by_session = "Authorization" not in request.headers
    chosen = request.session.get(CAPACITY, OWN) if by_session else OWN
    return (capacity_of(account, chosen, today=today_of(now())) or own_post(account)).actor


NO_COUNTY = Reason(
    "no_county",
    "您的账户不属于任何县域，不能提交申请。请联系管理员。",
    "Your account belongs to no county and cannot file. Ask the administrator.",
)
NO_OWNER = Reason(
    "no_owner",
    "名录中没有这个可以受理的调解组织，请核对 owner，或者不填。",
    "The directory has no such organisation that settles disputes; check owner, or leave it out.",
    field="owner",
)
NO_EXPECTED = Reason(
    "expected_missing",
    "请在 expected 中写明您读取案卷时该程序的版本号，以免在不知情时覆盖他人的办理。",
    "Give in expected the version of the proceeding that you read, so that nothing happens to a file that has moved on.",
    field="expected",
)
