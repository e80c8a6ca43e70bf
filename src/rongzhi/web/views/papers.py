"""Any paper of a file as a plain page to print, filled from what is on record."""

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.rules import rules_of
from rongzhi.web.casefile import packets, papers
from rongzhi.web.happenings import known_steps
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.paper import CONFIRMATION_PACKET, enforcement_draft, paper_of
from rongzhi.web.seeing import open_file


@guarded
@known_only
def paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The paper of that form code, or a packet of papers, when the file has it and the reader may see it."""
    seen = open_file(request, number)
    rules = rules_of(seen.picture.county)
    if form in {key for key, _ in packets(seen)}:
        if form == "enforcement":
            sheets = [enforcement_draft(seen, rules)]
        else:
            sheets = [paper_of(code, seen, rules) for code in CONFIRMATION_PACKET]
    elif form in {one.form.code for one in papers(seen, rules, known_steps(seen))}:
        sheets = [paper_of(form, seen, rules)]
    else:
        raise Http404
    return page(request, "paper.html", number=number, papers=sheets)
