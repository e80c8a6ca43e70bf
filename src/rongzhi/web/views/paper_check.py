"""The public page behind the QR mark of a paper: what it is and what its bytes must be; it names no person."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongzhi.casework.models import Paper
from rongzhi.casework.papers.codes import read_code
from rongzhi.directory.models import Body
from rongzhi.rulebook.tables import forms
from rongzhi.web.pages import guarded, page
from rongzhi.web.speech import words
from rongzhi.web.tries import count_try, too_many

RESTRICTED = frozenset({"F53", "F54"})
ANY = "any"  # wrong codes are counted by address; a right one is never refused for what others typed


@require_GET
@guarded
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Kind, issuer, number, date, pages and SHA-256 of the paper with that code; one answer for all other codes."""
    if too_many(request, "paper", ANY):
        return page(request, "paper_check.html", status=429, limited=True)
    typed = read_code(code[:40])
    row = Paper.objects.filter(code=typed).first() if typed else None
    if row is None or row.form in RESTRICTED or row.form not in forms():
        count_try(request, "paper", f"{ANY}{code[:40]}")
        return page(request, "paper_check.html", status=404)
    body = Body.objects.filter(county=row.county, handle=row.issuer).first() if row.issuer else None
    return page(request, "paper_check.html", paper=row, kind=words(forms()[row.form]), issuer=words(body))
