"""Letters of many cases in one PDF, for envelopes with a window."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rongzhi.casework.papers.letters import LETTER_FORMS, WINDOWS, batch
from rongzhi.rulebook.tables import forms
from rongzhi.web.actors import actor_of, is_officer
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import say, words
from rongzhi.web.submission import number_of
from rongzhi.web.views.files import NOTHING_RUNS

MOST_SIGNS = 100_000


@require_http_methods(["GET", "POST"])
@guarded
@staff_only
def letters(request: HttpRequest) -> HttpResponse:
    """Choose cases, form and envelope; the answer is one PDF, or the page with what could not be printed."""
    actor = actor_of(request)
    assert actor is not None
    if not is_officer(actor):
        return page(request, "letters.html", status=403, refused=True)
    given = request.POST.get("numbers", request.GET.get("numbers", "")).replace("\x00", "")
    text = given[:MOST_SIGNS]
    form, window = request.POST.get("form", LETTER_FORMS[0]), request.POST.get("window", "DL")
    fault = ""
    left: tuple[tuple[str, str], ...] = ()
    total, files = 0, 1
    if request.method == "POST":
        numbers = text.upper().replace(",", " ").replace("，", " ").replace("、", " ").split()
        if not numbers or form not in LETTER_FORMS or window not in WINDOWS:
            fault = say(
                "请填写案号，并选择文书和信封。", "Give case numbers, and choose the paper and the envelope."
            )
        elif len(given) > MOST_SIGNS:
            fault = say(
                "案号太多，一次最多约七千件，请分几次打印。",
                "These are too many case numbers; about seven thousand go at once. Print them in several runs.",
            )
        else:
            file = number_of(request.POST, "file") or 0
            made = batch(numbers, form, window, by=actor, now=now(), file=file)
            if made.pdf and not (made.left and "anyway" not in request.POST and not file):
                answer = HttpResponse(made.pdf, content_type="application/pdf", headers=NOTHING_RUNS)
                part = f"-{file}-{made.files}" if made.files > 1 else ""
                answer["Content-Disposition"] = f'inline; filename="letters-{form}{part}.pdf"'
                return answer
            total, files = made.total, made.files
            left = tuple((number, say(zh, en)) for number, zh, en in made.left)
    return page(
        request,
        "letters.html",
        numbers=text,
        choices=[(code, words(forms()[code]), code == form) for code in LETTER_FORMS],
        windows=[(code, words(spot), code == window) for code, spot in WINDOWS.items()],
        fault=fault,
        left=left,
        total=total,
        files=range(1, files + 1) if files > 1 else (),
    )
