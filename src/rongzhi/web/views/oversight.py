"""The county's figures: one page for the whole, one for each of the five faults, one for each indicator, and their charts."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import cases_for
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.funnels import Funnel
from rongzhi.core.statistics.index import Index, Period
from rongzhi.core.statistics.measures import Outside, Until
from rongzhi.core.statistics.ratios import against_others
from rongzhi.oversight import board
from rongzhi.oversight.charts import Words, counts_svg, funnel_svg, groups_svg, trend_svg
from rongzhi.oversight.figures import counting
from rongzhi.oversight.publishing import as_given, published, recount
from rongzhi.rulebook.faults import PAGES
from rongzhi.rulebook.indices import FILED, INDICES
from rongzhi.web.actors import actor_of
from rongzhi.web.desks.places import keys_of
from rongzhi.web.figures_shown import GROUPS, day_of, group_name, headline, part_words, ratio_words, shown
from rongzhi.web.measures_taken import measures
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.panels import Asking, county_panels, panels
from rongzhi.web.speech import say, words

MOST_CASES = 50
MOST_GROUPS = 30
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the period, and by what to group."""

    period: Period
    by: str

    @property
    def last(self) -> object:
        return self.period.end - DAY

    def query(self, **changes: str) -> str:
        """The same in an address, with these changes."""
        told = {"from": f"{self.period.start}", "to": f"{self.last}", "by": self.by, **changes}
        return "?" + urlencode({key: value for key, value in told.items() if value})


@guarded
@staff_only
def county(request: HttpRequest) -> HttpResponse:
    """The county at a glance: the counts that every rate is of, each fault with its figures, and what the disputes are."""
    actor, asked = _reader(request), _asked(request)
    rules = rules_of(actor.county)
    with counting(actor.county) as count:
        counts = board.denominators(count, asked.period)
        waiting = board.backlog(count, asked.period)
        kinds = [
            (say(zh, en), _named(board.kinds(count, asked.period, name), name, rules))
            for name, zh, en in GROUPS
            if name in SITUATION
        ]
        situation = county_panels(Asking(actor, rules, count, asked.period, asked.by, now()))
        faults = [(fault, _lines(board.headlines(count, fault.indices, asked.period))) for fault in PAGES]
    return page(
        request,
        "oversight.html",
        asked=asked,
        counts=[(say(zh, en), f"{n:,}") for zh, en, n in counts],
        faults=[
            (fault, lines, len(fault.indices) - len(lines), reverse("oversight_fault", args=[fault.key]))
            for fault, lines in faults
        ],
        backlog=waiting,
        little=_little(waiting),
        kinds=kinds,
        panels=situation,
        published=[
            (one, reverse("oversight_published", args=[one.name])) for one in published(actor.county)[:12]
        ],
        filed_picture=reverse("oversight_county_picture", args=["filed"]) + asked.query(by=""),
        open_picture=reverse("oversight_county_picture", args=["open"]) + asked.query(by=""),
        query=asked.query(by=""),
    )


SITUATION = ("dispute_class", "institution", "amount_band", "reason", "channel", "body")
MOST_KINDS = 12


def _named(rows: list[tuple[str, int]], by: str, rules: Rules) -> list[tuple[str, int]]:
    """The groups by their names; those beyond the first dozen together."""
    few = say("不足五件的合计", "below five, together")
    named = [(few if key == board.SMALL else group_name(by, key, rules), n) for key, n in rows]
    rest = sum(n for _, n in named[MOST_KINDS:])
    more = [(say("其余合计", "all others"), rest)] if rest else []
    return [*named[:MOST_KINDS], *more]


def _little(waiting: board.Backlog) -> str:
    """How long a case stays, by Little's law, in a sentence."""
    if waiting.days is None:
        return ""
    return say(
        f"平均每天收 {waiting.a_day:.1f} 件；按利特尔定律（在办件数＝每天件数×在办天数），每件平均约在办 {waiting.days:.0f} 天。",
        f"{waiting.a_day:.1f} cases are filed a day; by Little's law (open = a day × days open) a case stays about "
        f"{waiting.days:.0f} days on average.",
    )


@guarded
@staff_only
def fault(request: HttpRequest, fault: str) -> HttpResponse:
    """One fault: each of its indicators with its interval, its trend and what it may not be taken for."""
    actor, asked = _reader(request), _asked(request)
    found = next((one for one in PAGES if one.key == fault), None)
    if found is None:
        raise Http404
    with counting(actor.county) as count:
        told = [one for one in board.headlines(count, found.indices, asked.period) if one.given is not None]
        trends = [board.trend(count, one.index, asked.period) for one in told]
        asking = Asking(actor, rules_of(actor.county), count, asked.period, asked.by, now())
        tables = panels(found.key, asking)
    return page(
        request,
        "oversight_fault.html",
        asked=asked,
        fault=found,
        faults=[(one, one.key == found.key) for one in PAGES],
        lines=[
            (
                one.index,
                headline(one),
                _out(trend),
                reverse("oversight_index", args=[one.index.key]) + asked.query(by=""),
                reverse("oversight_picture", args=[one.index.key, "trend"]) + asked.query(by=""),
                trend.drawn,
            )
            for one, trend in zip(told, trends, strict=True)
        ],
        gaps=[(index, say(*index.lacks)) for index in found.indices if index.lacks],
        panels=tables,
        measures=measures(actor, frozenset(i.key for i in found.indices), asking.rules, today=now().date()),
        groupings=[(say(zh, en), name == asked.by, asked.query(by=name)) for name, zh, en in GROUPS],
        by_group=found.key == "thresholds",
        query=asked.query(by=""),
    )


@guarded
@staff_only
def index(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: its trend, its groups, what moved it, and those of its cases that the reader may open."""
    actor, found = _reader(request), _index(key)
    asked = _of_index(request, found)
    rules = rules_of(actor.county)
    with counting(actor.county) as count:
        (one,) = board.headlines(count, [found], asked.period)
        trend = board.trend(count, found, asked.period)
        apart = board.by_groups(found)
        groups = board.shown(count.given(found, asked.period, by=asked.by))[:MOST_GROUPS] if apart else []
        ratios = against_others({one.group: one.share for one in groups if one.share})
        parts = board.what_moved(count, found, asked.period, asked.by)
        units = board.in_funnel(board.shares_of(count, found, asked.period, asked.by))
        behind = (
            count.cases(found, asked.period).get("", ())
            if one.given and one.given.figure.value is not None
            else ()
        )
    mine = sorted(set(behind) & set(cases_for(actor).values_list("number", flat=True))) if behind else []
    return page(
        request,
        "oversight_index.html",
        asked=asked,
        index=found,
        fault=next(fault for fault in PAGES if found in fault.indices),
        told=headline(one),
        months=[(month.group, shown(found, month)) for month in trend.months],
        out=_out(trend),
        apart=apart,
        drawn=trend.drawn,
        groups_drawn=any(group.figure.value is not None for group in groups),
        groups=[shown(found, group, name=group_name(asked.by, group.group, rules)) for group in groups],
        groupings=[
            (say(zh, en), name == asked.by, asked.query(by=name))
            for name, zh, en in GROUPS
            if board.tells_apart(found, name)
        ],
        ratios=[
            (group_name(asked.by, one.group, rules), *ratio_words(one), one.stands_out) for one in ratios
        ],
        parts=[part_words(part, group_name(asked.by, part.group, rules)) for part in parts[:5]],
        measures=measures(actor, frozenset({found.key}), rules, today=now().date()),
        funnel=units and _funnel_rows(units, found, asked, actor, rules),
        funnel_picture=reverse("oversight_picture", args=[found.key, "funnel"]) + asked.query(),
        trend_picture=reverse("oversight_picture", args=[found.key, "trend"]) + asked.query(by=""),
        groups_picture=reverse("oversight_picture", args=[found.key, "groups"]) + asked.query(),
        cases=mine[:MOST_CASES],
        cases_visible=len(mine),
        behind=say(
            f"共 {len(behind):,} 件，其中您有权查看 {len(mine):,} 件。",
            f"{len(behind):,} in all; of these you may open {len(mine):,}.",
        ),
        query=asked.query(by=""),
    )


@guarded
@staff_only
def picture(request: HttpRequest, key: str, picture: str) -> HttpResponse:
    """A chart of an indicator as SVG: its trend or its groups, wide or narrow, light or dark."""
    actor, found = _reader(request), _index(key)
    asked = _of_index(request, found)
    rules = rules_of(actor.county)
    dark, narrow = request.GET.get("dark") == "1", request.GET.get("narrow") == "1"
    with counting(actor.county) as count:
        if picture == "funnel":
            units = board.in_funnel(board.shares_of(count, found, asked.period, asked.by))
            if units is None:
                raise Http404
            counted = say("件数（分母）", "cases (of how many)")
            names = replace(_words(found), measure=say("比例", "share"), outside=counted, share=True)
            drawn = funnel_svg(units[0], [unit.body for unit in units[1]], names, dark=dark, narrow=narrow)
        elif not board.by_groups(found):
            raise Http404
        elif picture == "trend":
            drawn = trend_svg(
                board.trend(count, found, asked.period), _words(found), dark=dark, narrow=narrow
            )
        elif picture == "groups":
            groups = board.shown(count.given(found, asked.period, by=asked.by))[:MOST_GROUPS]
            names = _apart([group_name(asked.by, group.group, rules) for group in groups])
            drawn = groups_svg(groups, names, _words(found), dark=dark, narrow=narrow)
        else:
            raise Http404
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@guarded
@staff_only
def county_picture(request: HttpRequest, picture: str) -> HttpResponse:
    """A chart of the county as SVG: how many were filed in each month, or were open at its end."""
    actor, asked = _reader(request), _asked(request)
    with counting(actor.county) as count:
        if picture == "filed":
            months = count.by_month(FILED, asked.period)
            counts = [(month, months.get(month, 0)) for month in board.months(asked.period)]
            title = say("各月提交件数", "Filed in each month")
        elif picture == "open":
            counts = list(board.backlog(count, asked.period).months)
            title = say("各月末在办件数", "Open at the end of each month")
        else:
            raise Http404
    named = Words(title, say("件", "cases"), "", share=False)
    dark, narrow = request.GET.get("dark") == "1", request.GET.get("narrow") == "1"
    answer = HttpResponse(counts_svg(counts, named, dark=dark, narrow=narrow), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@guarded
@staff_only
def published_figures(request: HttpRequest, name: str) -> HttpResponse:
    """What was published under a name, counted anew: what is the same, what is not, and why it may differ."""
    actor = _reader(request)
    row = next((one for one in published(actor.county) if one.name == name), None)
    if row is None:
        raise Http404
    again, kept = recount(row), json.loads(row.content)["indices"]
    return page(
        request,
        "oversight_published.html",
        row=row,
        last=row.end - DAY,
        again=again,
        changed=[
            (one.key, *(shown(INDICES[one.key], as_given(told)) for told in (one.then, one.now)))
            for one in again.changed
            if one.key in INDICES
        ],
        faults=[
            (
                say(fault.label, fault.en),
                [shown(one, as_given(kept[one.key])) for one in fault.indices if one.key in kept],
            )
            for fault in PAGES
        ],
    )


def _funnel_rows(
    units: tuple[Funnel, list[board.InFunnel]], found: Index, asked: Asked, actor: Actor, rules: Rules
) -> dict[str, object]:
    """The funnel in words: its spread, and each unit in the order of names. Who a neutral is, assessors alone read: a
    figure of persons is for looking closer, not for judging (so no page ranks them).
    """
    whole, members = units
    of_persons = isinstance(found.measure, Outside)
    named = not of_persons or "assessor" in actor.functions
    rows = []
    for n, unit in enumerate(members, 1):
        body = unit.body
        name = (
            say(f"第 {n} 人", f"person {n}")
            if not named
            else _neutral(unit.group, rules)
            if of_persons
            else group_name(asked.by, unit.group, rules)
        )
        share = f"{100 * body.share.part / body.share.whole:.1f}%"
        rows.append(
            (
                name,
                f"{body.share.part:,} / {body.share.whole:,}",
                share,
                f"{100 * body.shrunk:.1f}%",
                body.outside,
            )
        )
    return {
        "rows": sorted(rows) if named else rows,
        "rate": f"{100 * whole.rate:.1f}%",
        "phi": f"{whole.phi:.2f}",
        "tau": f"{100 * whole.tau:.1f}",
        "hidden": not named,
    }


def _neutral(handle: str, rules: Rules) -> str:
    row = rules.tables.get("neutrals", {}).get(handle)
    return words(row) if row else handle


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None or "desk_oversight" not in keys_of(actor):
        raise Http404
    return actor


def _of_index(request: HttpRequest, index: Index) -> Asked:
    """What is asked of one indicator: grouped by the institution where a channel tells nothing."""
    asked = _asked(request)
    return asked if board.tells_apart(index, asked.by) else replace(asked, by="institution")


def _asked(request: HttpRequest) -> Asked:
    today = now().date()
    year = board.last_year(today)
    start, last = day_of(request.GET.get("from"), year.start), day_of(request.GET.get("to"), today)
    if not FIRST <= start <= last <= LATEST or (last - start).days > LONGEST:
        start, last = year.start, today
    by = request.GET.get("by", "")
    return Asked(Period(start, last + DAY, today), by if by in {name for name, _, _ in GROUPS} else "channel")


LONGEST = 3_660
FIRST, LATEST = date(2000, 1, 1), date(2099, 12, 31)  # days that a record may lie on


def _index(key: str) -> Index:
    found = INDICES.get(key)
    if found is None or found.measure is None:
        raise Http404
    return found


def _lines(found: list[board.Headline]) -> list[object]:
    return [headline(one) for one in found if one.given is not None]


def _out(trend: board.Trend) -> str:
    """Which months lie outside the limits of chance, in words; empty where none does."""
    months = say("、", ", ").join(trend.out)
    return (
        say(f"超出偶然波动范围的月份：{months}", f"Months outside what chance explains: {months}")
        if months
        else ""
    )


def _words(index: Index) -> Words:
    timed = isinstance(index.measure, Until)
    return Words(
        f"{index.key} {words(index)}",
        say("工作日（中位数）", "working days (median)") if timed else say("比例", "share"),
        say("超出偶然波动范围", "outside what chance explains"),
        share=not timed,
    )


def _apart(names: list[str]) -> list[str]:
    """The same names, each once: two bodies of one name would fall on one line."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
