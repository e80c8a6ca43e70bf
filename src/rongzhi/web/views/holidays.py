"""The holiday list of a year: pasted or uploaded, its effects on running clocks shown, and only then adopted."""

from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.calendar import CalendarEffects, effects_of, load_year
from rongzhi.casework.models import File
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.workdays import DayKind
from rongzhi.rulebook.calendar import read_days
from rongzhi.rulebook.calendar.pasted import LineFault, pasted_days
from rongzhi.web.desks.plans import from_plan, to_plan
from rongzhi.web.moment import now
from rongzhi.web.pages import page
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import say, words
from rongzhi.web.views.desks import desk_of

MOST = 100_000  # bytes of a list; a year has a few dozen lines
YEARS = range(2007, 2126)


@desk_of("desk_administrator")
def holidays(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The years that are known; a POST previews a list, or adopts the one that was previewed."""
    if request.method != "POST":
        return _shown(request, actor)
    if "plan" in request.POST:
        return _adopt(request, actor)
    return _preview(request, actor)


def _preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = {key: request.POST.get(key, "").replace("\x00", "").strip() for key in ("year", "notice", "days")}
    text, problem = _list(request, typed["days"])
    typed["days"] = text[:MOST]
    year = int(typed["year"]) if typed["year"].isascii() and typed["year"].isdigit() else 0
    if year not in YEARS:
        problem = say("请写明年度，例如 2027。", "Give the year, such as 2027.")
    elif not typed["notice"] or len(typed["notice"]) > 200:
        problem = say(
            "请写明国务院办公厅通知的名称或者文号（200 字以内）：期限以它为依据。",
            "Name the notice of the State Council's office (at most 200 characters): the clocks rest on it.",
        )
    if problem:
        return _shown(request, actor, typed=typed, problem=problem, status=422)
    days, faults = pasted_days(text, year=year)
    if faults:
        return _shown(request, actor, typed=typed, faults=faults, status=422)
    effects = effects_of(actor.county, year=year, days=days)
    return _shown(
        request,
        actor,
        typed=typed,
        effects=effects,
        days=sorted((day, kind == DayKind.DAY_OFF) for day, kind in read_days(days).items()),
        plan=to_plan(actor, "holidays", (str(year), days, typed["notice"])),
    )


def _list(request: HttpRequest, typed: str) -> tuple[str, str]:
    """The text of the list, from the file if there is one, and what is wrong with the file."""
    given = request.FILES.get("file")
    if given is None:
        return typed, ""
    if (given.size or 0) > MOST:
        return typed, say(
            "文件过大（超过 100 KB），不像一年的放假安排。请核对。",
            "The file is larger than 100 KB and cannot be one year's list. Please check it.",
        )
    try:
        return given.read().decode("utf-8-sig").replace("\x00", ""), ""
    except UnicodeDecodeError:
        return typed, say(
            "文件不是 UTF-8 文本，请另存为 UTF-8 的 CSV 或者文本。",
            "The file is no UTF-8 text; save it as CSV or text in UTF-8.",
        )


def _adopt(request: HttpRequest, actor: Actor) -> HttpResponse:
    plan = from_plan(actor, "holidays", request.POST["plan"])
    if plan is None:
        text = say(
            "预览已过期，没有改动。请重新预览。",
            "The preview is too old; nothing was changed. Preview it again.",
        )
        return _shown(request, actor, problem=text, status=409)
    year, days, notice = plan
    answer, moved = load_year(actor.county, year=int(year), days=days, notice=notice, by=actor, now=now())
    if isinstance(answer, Refusal):
        text = say("没有改动：", "Nothing was changed: ") + say("；", "; ").join(map(words, answer.reasons))
        return _shown(request, actor, problem=text, status=422)
    text = say(
        f"已载入 {year} 年放假安排，{moved} 个期限已确定。",
        f"The list of {year} is adopted; {moved} deadlines are certain now.",
    )
    notes.success(request, text)
    return HttpResponseRedirect(reverse("holidays"))


def _shown(
    request: HttpRequest,
    actor: Actor,
    *,
    status: int = 200,
    typed: dict[str, str] | None = None,
    problem: str = "",
    faults: tuple[LineFault, ...] = (),
    effects: CalendarEffects | None = None,
    **context: Any,
) -> HttpResponse:
    rules = rules_of(actor.county)
    calendar = rules.calendar
    row = File.objects.filter(county=actor.county, kind="county").values_list("picture", flat=True).first()
    loaded = load(row).list("calendar", "loaded") if row else ()
    moves = [(clock_words(rules, move.parameter), move) for move in effects.moves] if effects else []
    return page(
        request,
        "holidays.html",
        status=status,
        typed=typed or {"year": str(max(calendar.known_years, default=2026) + 1)},
        problem=problem,
        faults=faults,
        effects=effects,
        moves=moves,
        years=sorted(calendar.known_years, reverse=True),
        loaded=[(entry.code, entry.facts.get("notice", ""), entry.on) for entry in loaded],
        **context,
    )
