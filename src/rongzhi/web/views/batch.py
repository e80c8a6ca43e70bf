"""Filing a whole file of disputes in the browser: template, upload, counts, error file and receipts."""

from io import BytesIO

from cryptography.fernet import InvalidToken
from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.decide import Reason
from rongzhi.exchange.intake.codes import TABLES
from rongzhi.exchange.intake.columns import Option
from rongzhi.exchange.intake.filing import file_batch
from rongzhi.exchange.intake.problems import BatchRefused
from rongzhi.exchange.intake.template import template as empty_template
from rongzhi.exchange.receiving import receiving_body
from rongzhi.web import results
from rongzhi.web.actors import actor_of, county_of, is_institution, is_officer
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import english

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
RESULTS = "batch_results"
PARTS = ("errors", "receipts")


@guarded
@staff_only
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file of filings, tell what became of each row."""
    actor, county = actor_of(request), county_of(request)
    if actor is None or county is None or not (is_officer(actor) or is_institution(actor)):
        raise Http404
    if request.method != "POST":
        return page(request, "batch.html")
    given = request.FILES.get("file")
    owner = receiving_body(county.code, by=actor)
    if given is None or owner is None:
        return page(request, "batch.html", status=422, problem=NO_FILE if given is None else NO_RECEIVER)
    errors, receipts = BytesIO(), BytesIO()
    try:
        report = file_batch(
            given.file,
            filename=given.name or "",
            by=actor,
            county=county.code,
            owner=owner.handle,
            now=now(),
            errors=errors,
            receipts=receipts,
            language="en" if english() else "zh",
        )
    except BatchRefused as refused:
        return page(request, "batch.html", status=422, problem=Reason(refused.code, refused.zh, refused.en))
    token = _keep(request, {"errors": errors.getvalue(), "receipts": receipts.getvalue()})
    return page(request, "batch.html", report=report, token=token, owner=owner)


def _keep(request: HttpRequest, parts: dict[str, bytes]) -> str:
    """Keep the result files for a day, sealed, for this session alone."""
    token = results.keep(parts)
    request.session[RESULTS] = [*request.session.get(RESULTS, []), token][-10:]
    return token


@guarded
@staff_only
def result(request: HttpRequest, token: str, part: str) -> HttpResponse:
    """The error file or the receipts of a batch that this session has sent."""
    if part not in PARTS or token not in request.session.get(RESULTS, []):
        raise Http404
    try:
        content = results.read(token, part)
    except (OSError, InvalidToken):
        raise Http404 from None
    return _download(content, KINDS["csv"], f"{part}.csv")


@guarded
@staff_only
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty file to fill in."""
    county = county_of(request)
    if kind not in KINDS or county is None:
        raise Http404
    tables = rules_of(county.code).tables
    codes = {
        column: [Option(code, row.name_zh, row.name_en) for code, row in tables[table].items()]
        for column, table in TABLES.items()
    }
    return _download(
        empty_template(kind, "en" if english() else "zh", codes=codes), KINDS[kind], f"filings.{kind}"
    )  # type: ignore[arg-type]


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


NO_FILE = Reason("no_file", "请选择要提交的文件。", "Choose the file to send.", field="file")
NO_RECEIVER = Reason(
    "no_receiver",
    "本县尚未登记可以接收申请的调解组织，暂时无法提交。请联系管理员。",
    "This county has no organisation on record that could receive a filing. Please tell the administrator.",
)
