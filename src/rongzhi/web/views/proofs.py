"""The proof that a file stands in the county's log, and the public list of the log's daily roots."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from rongzhi.casework.proofs import last_day, roots_of_days
from rongzhi.casework.rules import rules_of
from rongzhi.directory.models import County
from rongzhi.web.actors import county_of
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.proving import NoSuchStep, Proving, proving
from rongzhi.web.seeing import open_file
from rongzhi.web.submission import number_of

DAYS = 31  # on one page of the public list
MOST_PAGES = 1200


@guarded
@known_only
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """The file's proof in plain words."""
    return page(request, "proof.html", number=number, proving=_proving(request, number))


@guarded
@known_only
def proof_file(request: HttpRequest, number: str) -> HttpResponse:
    """The same proof as JSON, to keep and to check elsewhere."""
    found = _proving(request, number).proof
    if found is None:
        raise Http404
    answer = JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="proof-{number}-{found.seq}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def _proving(request: HttpRequest, number: str) -> Proving:
    seen = open_file(request, number)
    try:
        return proving(
            seen, rules_of(seen.picture.county), seq=number_of(request.GET, "step") or 0, now=now()
        )
    except NoSuchStep:
        raise Http404 from None


@guarded
def roots(request: HttpRequest) -> HttpResponse:
    """The daily roots of the county's log, for anybody: date, size and hash."""
    county = county_of(request)
    if county is None:
        raise County.DoesNotExist
    at = min(max(number_of(request.GET, "page") or 1, 1), MOST_PAGES)
    newest = last_day(now())
    found = roots_of_days(county.code, until=newest - timedelta(days=(at - 1) * DAYS), days=DAYS)
    return page(request, "root.html", roots=found, page_number=at, more=len(found) == DAYS)
