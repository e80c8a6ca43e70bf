"""Any paper of a file as a plain page to print, filled from what is on record."""

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.queries import history
from rongzhi.casework.rules import rules_of
from rongzhi.web.casefile import papers
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.paper import paper_of
from rongzhi.web.seeing import open_file


@guarded
@known_only
def paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The paper of that form code, when the file has it and the reader may see it."""
    seen = open_file(request, number)
    rules = rules_of(seen.picture.county)
    if form not in {one.form.code for one in papers(seen, rules, history(seen))}:
        raise Http404
    return page(request, "paper.html", number=number, paper=paper_of(form, seen, rules))
