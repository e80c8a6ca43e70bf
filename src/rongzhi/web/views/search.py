"""The page of hits. What is looked for comes by POST, so that it stands in no address, history or log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rongzhi.casework.rules import rules_of
from rongzhi.casework.search.finding import Hit, find
from rongzhi.casework.search.query import KINDS, LONGEST, Query, Unclear, read_query
from rongzhi.core.procedure.definition import Actor
from rongzhi.web.actors import actor_of
from rongzhi.web.found import TABLE, shown
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.seeing import note_opening
from rongzhi.web.speech import say, words
from rongzhi.web.tables import workbook

MOST_EXPORTED = 200
STATES = ("open", "ended")


@require_http_methods(["GET", "POST"])
@guarded
@staff_only
def search(request: HttpRequest) -> HttpResponse:
    """An empty form; after POST the files found, each with what this reader may see of it, or their workbook."""
    actor = actor_of(request)
    assert actor is not None
    rules = rules_of(actor.county)
    asked = {key: request.POST.get(key, "").strip()[:LONGEST] for key in ("q", "kind", "status", "class")}
    classes = sorted(rules.tables.get("taxonomy", {}).items())
    context: dict[str, Any] = {
        "asked": asked,
        "kinds": [(kind, say(*names), kind == asked["kind"]) for kind, names in KINDS.items()],
        "classes": [(code, words(row), code == asked["class"]) for code, row in classes],
        "longest": LONGEST,
    }
    if request.method == "GET":
        return page(request, "search.html", **context)
    try:
        query = read_query(asked["q"], asked["kind"])
    except Unclear as fault:
        return page(request, "search.html", unclear=say(fault.label, fault.en), **context)
    if "export" in request.POST:
        hits, _ = _find(actor, query, asked, size=MOST_EXPORTED)
        lines = [shown(hit, rules, now=now()) for hit in hits]
        about = say(*KINDS[query.kind])
        return workbook(request, TABLE, lines, opened=[hit.seen for hit in hits], about=about)
    after = request.POST.get("after", "")[:40]
    hits, more = _find(actor, query, asked, after=after)
    for hit in hits:
        note_opening(request, hit.seen, hit.seen.pieces)
    return page(
        request,
        "search.html",
        **context,
        done=True,
        how=say(f"按{KINDS[query.kind][0]}查找", f"Searched by {KINDS[query.kind][1]}"),
        meant=query.text,
        lines=[shown(hit, rules, now=now()) for hit in hits],
        later=hits[-1].number if more else "",
        after=after,
        most=MOST_EXPORTED,
    )


def _find(
    actor: Actor, query: Query, asked: dict[str, str], *, after: str = "", size: int = 0
) -> tuple[list[Hit], bool]:
    status = asked["status"] if asked["status"] in STATES else ""
    more = {"page": size} if size else {}
    return find(actor, query, after=after, status=status, dispute_class=asked["class"], **more)
