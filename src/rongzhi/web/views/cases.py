"""The page of one file, which answers: where does it stand, whose turn, until when, what next, who, and what was."""

from django.http import HttpRequest, HttpResponse

from rongzhi.casework.rules import rules_of
from rongzhi.web.advice import counsel
from rongzhi.web.casefile import case_file
from rongzhi.web.drawing import drawing
from rongzhi.web.moment import now
from rongzhi.web.openings import who_opened
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.proving import last_hash
from rongzhi.web.seeing import open_file
from rongzhi.web.submission import today


@guarded
@known_only
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The file as the reader may see it."""
    seen = open_file(request, number)
    at = now()
    rules = rules_of(seen.picture.county)
    file = case_file(seen, rules, now=at)
    return page(
        request,
        "case.html",
        file=file,
        picture=seen.picture,
        number=number,
        proof_hash=last_hash(file.events, number),
        drawings=[(s, drawing(rules, s.run.procedure, current=s.run.stage)) for s in file.standings],
        opened=who_opened(seen, rules) if "party" in seen.roles else None,
        counsel=counsel(seen, rules, today(at)),
        staff=bool(
            seen.roles & {"organisation", "reviewer", "administrator", "mediator", "evaluator", "court"}
        ),
    )
