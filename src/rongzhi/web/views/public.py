"""The public pages: what this is, and the published rules."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.public_figures import figures
from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import body_limits, cell
from rongzhi.rulebook.register_words import Words
from rongzhi.rulebook.registry import public_grounds
from rongzhi.rulebook.roles import Role, RoleColumn
from rongzhi.rulebook.tables import forms
from rongzhi.web.actors import county_of
from rongzhi.web.drawing import drawing
from rongzhi.web.labels import clock_starts, waiting_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page
from rongzhi.web.questions import form_words
from rongzhi.web.speech import words
from rongzhi.web.submission import today


def _rules(request: HttpRequest) -> Rules:
    county = county_of(request)
    return rules_of(county.code if county else "")


@guarded
def front(request: HttpRequest) -> HttpResponse:
    """What this is, the ways in, what is published, and a few figures."""
    county = county_of(request)
    told = figures(county.code, today=today(now())) if county is not None else None
    return page(request, "front.html", figures=told)


@guarded
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure of the county."""
    return page(request, "procedures.html", procedures=list(_rules(request).procedures.values()))


@guarded
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure: its drawing, stages, and acts with who may do them and what they ask."""
    rules = _rules(request)
    found = rules.procedures.get(key)
    if found is None:
        raise Http404
    acts = [
        {
            "act": act,
            "who": [words(Role(who)) if who in set(Role) else who for who in act.who],
            "from": [words(found.stage(code)) for code in act.from_],
            "to": words(found.stage(act.to)) if act.to else "",
            "needs": [{"label": g.requires, "en": g.en, "source": g.source} for g in act.needs],
            "fields": [(item, form_words(item.form)) for item in act.data],
            "clocks": [_clock(rules, clock) for clock in act.starts],
            "papers": [form_words(code) for code in act.issues],
        }
        for act in found.acts
    ]
    stages = [(stage, waiting_words(stage.waiting_for)) for stage in found.stages]
    return page(
        request, "procedure.html", procedure=found, drawing=drawing(rules, key), stages=stages, acts=acts
    )


def _clock(rules: Rules, clock: Any) -> dict[str, Any]:
    keys = [clock.parameter, *(variant.parameter for variant in clock.choices)]
    return {"periods": [_period(rules, key) for key in dict.fromkeys(keys)]}


def _period(rules: Rules, key: str) -> dict[str, Any]:
    if key not in rules.parameters:
        return {"parameter": Words(key, key), "value": None}
    parameter = rules.parameters[key]
    return {"parameter": parameter, "value": parameter.on(today(now()))}


@guarded
def rules(request: HttpRequest) -> HttpResponse:
    """The published rules: grounds of refusal, fees, clocks with their sources, forms."""
    known = _rules(request)
    clocks = [
        _period(known, key) | {"starts": clock_starts(known.parameters[key])} for key in known.parameters
    ]
    return page(
        request, "rules.html", grounds=public_grounds().values(), clocks=clocks, forms=forms().values()
    )


@guarded
def matrix(request: HttpRequest) -> HttpResponse:
    """Who sees and who does what: one table for each."""
    known = _rules(request)
    columns = list(RoleColumn)
    sees = [(kind, [cell(column, kind) for column in columns]) for kind in DataClass]
    does = [
        (
            found,
            [(act, [words(Role(who)) if who in set(Role) else who for who in act.who]) for act in found.acts],
        )
        for found in known.procedures.values()
    ]
    return page(request, "matrix.html", columns=columns, sees=sees, does=does, bodies=body_limits())
