"""The desk of whoever works here: what waits, narrowed by the address, and taken out as a workbook."""

from dataclasses import replace

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from rongzhi.casework import worklist as lists
from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.rules import rules_of
from rongzhi.casework.whose_turn import roles_waited_for
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body, Neutral
from rongzhi.web.actors import actor_of, is_institution, is_officer
from rongzhi.web.desks.asked import address, choices, in_words, page_of, wanted_of
from rongzhi.web.desks.bulk import may_bulk
from rongzhi.web.desks.lines import TABLE, rows_of
from rongzhi.web.desks.places import places
from rongzhi.web.desks.vacancies import CALLED, vacancies
from rongzhi.web.labels import waiting_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.seeing import note_list
from rongzhi.web.speech import say, words
from rongzhi.web.tables import workbook
from rongzhi.web.unsent import unsent

MOST_EXPORTED = 2_000
GROUP_WORDS = {
    "late": ("逾期", "late", "late"),
    "today": ("今天", "today", "soon"),
    "week": ("本周", "this week", ""),
    "later": ("以后", "later", ""),
    "none": ("没有期限", "no deadline", ""),
}


@guarded
@staff_only
def worklist(request: HttpRequest) -> HttpResponse:
    """The actor's cases, late ones first, with what to do in each; the filters stand in the address."""
    actor, at = actor_of(request), now()
    assert actor is not None
    wanted, number = wanted_of(request.GET, actor), page_of(request.GET)
    found, more, counted = lists.overview(actor, wanted, now=at, page=number)
    note_list(request, [line.seen for line in found])
    rules = rules_of(actor.county)
    return page(
        request,
        "desk.html",
        rows=rows_of(found, rules, now=at),
        groups=_groups(wanted, counted),
        tabs=_tabs(actor, wanted),
        places=places(actor),
        wanted=wanted,
        choices=choices(wanted, actor, rules),
        narrowed=wanted.asks_header or bool(wanted.dispute_class or wanted.number),
        here=address(wanted, page=number),
        plain=address(lists.Wanted(waiting=wanted.waiting, status=wanted.status)),
        page_number=number,
        later=address(wanted, page=number + 1) if more else "",
        earlier=address(wanted, page=number - 1) if number > 1 else "",
        ticked=request.GET.get("tick") == "all",
        tick=address(wanted, page=number) + "&tick=all",
        bulk=may_bulk(actor),
        officer=is_officer(actor),
        institution=is_institution(actor),
        to_take_over=len(vacancies(actor)) if actor.functions & CALLED and actor.bodies else 0,
        unsent=unsent(actor).count() if is_officer(actor) else 0,
    )


@require_POST
@guarded
@staff_only
def export(request: HttpRequest) -> HttpResponse:
    """The worklist of the same address as a workbook, with what its page shows of each case."""
    actor, at = actor_of(request), now()
    assert actor is not None
    wanted = wanted_of(request.GET, actor)
    found, _ = lists.lines(actor, wanted, now=at, size=MOST_EXPORTED)
    rules = rules_of(actor.county)
    rows = rows_of(found, rules, now=at)
    return workbook(request, TABLE, rows, opened=[x.seen for x in found], about=in_words(wanted, rules))


def _tabs(actor: Actor, wanted: lists.Wanted) -> list[tuple[str, str, bool]]:
    """(address, words, chosen) of the parts of the list."""
    roles = roles_waited_for(actor)
    tabs = [("me", "open", say("等我办理", "Waiting for me"))] if roles else []
    if len(roles) > 1:
        tabs += [(role, "open", say("等", "Waits for ") + waiting_words(role)) for role in roles]
    tabs += [("all", "open", say("全部办理中", "All open")), ("all", "ended", say("已结束", "Ended"))]
    here = (wanted.waiting, wanted.status)
    return [
        (address(replace(wanted, waiting=waiting, status=status)), text, (waiting, status) == here)
        for waiting, status, text in tabs
    ]


def _groups(wanted: lists.Wanted, counted: lists.Counts) -> list[dict[str, object]]:
    """The tiles above the list: how many are late, due today, this week, later."""
    if wanted.status == "ended":
        return []
    today = now().astimezone(SHANGHAI).date()
    sunday = lists.week_end(today)
    bare = replace(wanted, late=False, due_from=None, due_to=None)
    ways = {
        "late": address(bare, late=True),
        "today": address(bare, due_from=today, due_to=today),
        "week": address(bare, due_from=today, due_to=sunday),
        "later": address(bare, due_from=lists.day_after(sunday)),
    }
    last = max((g for g in lists.GROUPS if counted.groups[g]), key=lists.GROUPS.index, default="")
    tiles: list[dict[str, object]] = []
    for group in lists.GROUPS:
        zh, en, tone = GROUP_WORDS[group]
        number = counted.groups[group]
        if group == "none" and not number:
            continue
        unknown = counted.more and lists.GROUPS.index(group) > lists.GROUPS.index(last)
        text = "…" if unknown else f"{number}+" if counted.more and group == last else str(number)
        tiles.append(
            {"name": say(zh, en), "count": text, "tone": tone if number else "", "link": ways.get(group, "")}
        )
    return tiles


@guarded
@staff_only
def roster(request: HttpRequest) -> HttpResponse:
    """The neutrals and bodies of the county; administrators and officers add to it."""
    actor = actor_of(request)
    assert actor is not None
    rules = rules_of(actor.county)
    founding = [
        act
        for act in rules.acts.values()
        if act.founds
        and rules.procedures[act.procedure].kind in ("neutral", "body")
        and (
            set(act.who) & ({"organisation"} if is_officer(actor) else set()) | set(act.who) & actor.functions
        )
    ]
    return page(
        request,
        "roster.html",
        neutrals=Neutral.objects.filter(county=actor.county).order_by(F("status"), "pinyin", "handle"),
        bodies=Body.objects.filter(county=actor.county).order_by("kind", "pinyin", "handle"),
        names={b.handle: words(b) for b in Body.objects.filter(county=actor.county)},
        founding=founding,
        may_open=bool(founding),
    )
