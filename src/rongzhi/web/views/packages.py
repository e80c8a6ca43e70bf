"""The packages of a case: what would travel to whom, what must be checked, the download, and the way by a platform."""

import os
import tempfile

from django.contrib import messages as notes
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_GET

from rongzhi.casework.packages.making import make
from rongzhi.casework.packages.trust import card_named, known
from rongzhi.casework.seen import Sight
from rongzhi.core.package.cards import Card
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.record.keys import CodeMistyped, new_code, normalise_code
from rongzhi.core.record.streams import SealedReader, SealedWriter
from rongzhi.core.record.suites import AES
from rongzhi.exchange.transfers import queue, try_now
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.seeing import open_file
from rongzhi.web.speech import say
from rongzhi.web.submission import number_of
from rongzhi.web.travel import ways
from rongzhi.web.views.files import NOTHING_RUNS, Chunks

BOUND = b"download"
LONGEST = 60


@require_GET
@guarded
@staff_only
def packages(request: HttpRequest, number: str) -> HttpResponse:
    """The hand-overs of the case, with what their packages would hold and what must be checked before sending."""
    seen = _own(request, number)
    return _shown(request, seen)


def _shown(request: HttpRequest, seen: Sight, *, problem: PackageRefused | None = None) -> HttpResponse:
    return page(
        request,
        "packages.html",
        status=422 if problem else 200,
        number=seen.picture.number,
        ways=ways(seen, now=now()),
        cards=[one.card for one in known()],
        phrase=new_code(os.urandom),
        problem=problem,
    )


@guarded
@staff_only
def download(request: HttpRequest, number: str) -> HttpResponse | StreamingHttpResponse:
    """The package for the receiving body, made now, sealed on disk without a name until it is sent."""
    seen = _own(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    to, run = _way(request, seen)
    file, key = tempfile.TemporaryFile(), AES.new_key()  # noqa: SIM115 - closed by the answer
    try:
        writer = SealedWriter(file, key, BOUND, AES)
        card, phrase = _seal(request)
        make(
            number,
            to,
            _Into(writer),  # type: ignore[arg-type]
            by=seen.by,
            now=now(),
            proceeding=run,
            card=card,
            phrase=phrase,
        )
        writer.close()
    except PackageRefused as problem:
        file.close()
        return _shown(request, seen, problem=problem)
    except BaseException:
        file.close()
        raise
    reader = SealedReader(file, key, BOUND)
    answer = StreamingHttpResponse(
        Chunks(reader), content_type="application/octet-stream", headers=NOTHING_RUNS
    )
    ending = "rzp" if card is not None or phrase else "zip"
    answer["Content-Disposition"] = f'attachment; filename="{number}-{to}.{ending}"'
    answer["Content-Length"] = str(reader.size)
    return answer


class _Into:
    """What is written goes sealed to disk."""

    def __init__(self, writer: SealedWriter) -> None:
        self._writer = writer

    def write(self, data: bytes) -> int:
        return self._writer.write(data)

    def flush(self) -> None:
        """Nothing is held back that could be written."""


@guarded
@staff_only
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Put the package on its way to the receiver's platform; what is on its way already stays one."""
    seen = _own(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    to, run = _way(request, seen)
    try:
        card, phrase = _seal(request)
        row = queue(number, to, by=seen.by, now=now(), proceeding=run, card=card, phrase=phrase)
    except PackageRefused as problem:
        return _shown(request, seen, problem=problem)
    if row.status == "acknowledged":
        notes.warning(
            request,
            say(
                f"此前已经移送，对方编号 {row.reference}，没有再发。",
                f"It arrived before, as {row.reference}; not sent again.",
            ),
        )
    else:
        notes.success(
            request,
            say(
                "已交付发送，片刻后可在本页看到进展。",
                "It is on its way; in a moment this page shows where it stands.",
            ),
        )
    return HttpResponseRedirect(reverse("packages", args=[number]))


@guarded
@staff_only
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Let a stuck transfer of this case be tried at the next round."""
    seen = _own(request, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    pk = number_of(request.POST, "transfer") or 0
    found = [way.transfer for way in ways(seen, now=now()) if way.transfer and way.transfer.row.pk == pk]
    if found and try_now(pk, county=seen.picture.county):
        notes.success(request, say("片刻后重试。", "It will be tried again in a moment."))
    return HttpResponseRedirect(reverse("packages", args=[number]))


def _own(request: HttpRequest, number: str) -> Sight:
    """The case, for officers of the body that keeps it. Raises Http404."""
    seen = open_file(request, number)
    if seen.picture.kind != "case" or "organisation" not in seen.roles:
        raise Http404
    return seen


def _way(request: HttpRequest, seen: Sight) -> tuple[str, str]:
    """Receiver and hand-over of a request, of those that this reader knows of. Raises Http404."""
    asked = tuple(request.POST.get(name, "")[:LONGEST] for name in ("to", "proceeding"))
    for way in ways(seen, now=now()):
        if (way.to, way.proceeding) == asked:
            return way.to, way.proceeding
    raise Http404


def _seal(request: HttpRequest) -> tuple[Card | None, str]:
    """For whom it is sealed: the card that was chosen, or the passphrase that the page showed."""
    chosen = request.POST.get("card", "")[:LONGEST]
    if chosen and chosen != "phrase":
        return card_named(chosen), ""
    phrase = request.POST.get("phrase", "")[:LONGEST] if chosen == "phrase" else ""
    if phrase:
        try:
            normalise_code(phrase)
        except CodeMistyped as fault:
            raise PackageRefused("phrase", fault.label, fault.en) from None
    return None, phrase
