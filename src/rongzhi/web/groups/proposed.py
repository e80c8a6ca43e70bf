"""Cases that tell the same facts, as the list of mass disputes proposes them: reasons, cases, and the way to open a group."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from rongzhi.casework.likeness.proposing import proposals_for
from rongzhi.core.likeness.reasons import Proposal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say, words

MOST_SHOWN = 10  # numbers of cases that stand open; the others are behind a fold
MOST_HANDED_ON = 150  # numbers that an address carries


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal on the page: its reasons in the reader's language, its cases, and the address that opens a group."""

    count: int
    reasons: tuple[str, ...]
    first: tuple[str, ...]
    others: tuple[str, ...]
    open_link: str
    enough: bool  # as many as the group channel asks for


def lines(by: Actor, rules: Rules, *, least_persons: int) -> list[Line]:
    """The proposals among the cases that exist for the reader and are in no group, largest first."""
    return [_line(one, least_persons) for one in proposals_for(by, names=_names(by, rules))]


def _line(one: Proposal, least_persons: int) -> Line:
    asked = {"cases": " ".join(one.cases[:MOST_HANDED_ON])}
    for key, name in (("institution", "respondent"), ("product", "class")):
        if key in one.facts:
            asked[name] = one.facts[key][0]
    return Line(
        len(one.cases),
        tuple(say(reason.label, reason.en) for reason in one.reasons),
        one.cases[:MOST_SHOWN],
        one.cases[MOST_SHOWN:],
        f"{reverse('group_open')}?{urlencode(asked)}",
        len(one.cases) >= least_persons,
    )


def _names(by: Actor, rules: Rules) -> dict[str, dict[str, tuple[str, str]]]:
    """Words in the reader's language for what the reasons name; which place it is stays sealed."""
    bodies = {body.handle: words(body) for body in Body.objects.filter(county=by.county)}
    found = {"institution": {handle: (name, name) for handle, name in bodies.items()}}
    for key, table in (("product", "taxonomy"), ("reason", "reasons")):
        told = {code: code_words(rules, table, code) for code in rules.tables.get(table, {})}
        found[key] = {code: (name, name) for code, name in told.items()}
    return {**found, "place": {}}
