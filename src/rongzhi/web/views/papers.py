"""The papers of a file: as a page to read, as PDF to print, and as Word file where the form has one."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rongzhi.casework.papers.listing import Listed, listed
from rongzhi.casework.papers.making import Made, NoPaper, docx_of, made, pdf_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.web.casefile import packets
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.seeing import open_file
from rongzhi.web.speech import english
from rongzhi.web.views.files import NOTHING_RUNS

CONFIRMATION_PACKET = ("F31", "F29", "F32")
ENFORCEMENT = "ENFORCE"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@guarded
@known_only
def paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The paper of that form code, or a packet of papers, when the file has it and the reader may see it."""
    seen = open_file(request, number)
    found = _papers(request, seen, form)
    sheets = [{**one.sheet(), "seq": one.view.seq, "formats": one.text.formats} for one in found]
    earlier = _of(seen, form)
    return page(
        request,
        "paper.html",
        number=number,
        form=form,
        papers=sheets,
        issues=earlier.seqs if earlier and len(earlier.seqs) > 1 else (),
        languages=found[0].text.languages,
    )


@require_GET
@guarded
@known_only
def pdf(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The paper as PDF: drawn once, kept, and the same bytes from then on."""
    seen = open_file(request, number)
    found = _papers(request, seen, form)
    if len(found) != 1:
        raise Http404
    row, content = pdf_of(found[0], now=now())
    return _answer(content, "application/pdf", f"{row.number}.pdf", inline="download" not in request.GET)


@require_GET
@guarded
@known_only
def word(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The paper as a Word file, for those forms that are worked on outside."""
    seen = open_file(request, number)
    found = _papers(request, seen, form)
    try:
        content = docx_of(found[0])
    except NoPaper:
        raise Http404 from None
    return _answer(content, WORD, f"{found[0].number}.docx", inline=False)


def _papers(request: HttpRequest, seen: Sight, form: str) -> list[Made]:
    """The papers behind that address. Raises Http404 when the file has none for this reader."""
    language = request.GET.get("language", "en" if english() else "zh")
    language = language if language in ("zh", "en") else "zh"
    packet = {key for key, _ in packets(seen)}
    if form in packet:
        drafted = seen.picture.latest("enforcement", "drafted")
        if form == "enforcement" and drafted is not None:
            return [_made(seen, ENFORCEMENT, seen.picture.seq, language)]
        last = seen.picture.seq
        wanted = [(code, one.seqs[-1] if (one := _of(seen, code)) else last) for code in CONFIRMATION_PACKET]
        return [_made(seen, code, seq, language) for code, seq in wanted]
    one = _of(seen, form)
    if one is None:
        raise Http404
    asked = request.GET.get("of", "")
    seq = int(asked) if asked.isdecimal() and len(asked) < 8 else one.seqs[-1]
    if seq not in one.seqs:
        raise Http404
    return [_made(seen, form, seq, language)]


def _of(seen: Sight, form: str) -> Listed | None:
    rules = rules_of(seen.picture.county)
    return next((one for one in listed(seen, rules) if one.form == form), None)


def _made(seen: Sight, form: str, seq: int, language: str) -> Made:
    try:
        return made(seen, form, seq, language=language)
    except LookupError:
        raise Http404 from None


def _answer(content: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind, headers=NOTHING_RUNS)
    way = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return answer
