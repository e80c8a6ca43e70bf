"""What the county does about its figures: measures by indicator, open and ended, as the county's own file has them."""

from dataclasses import dataclass
from datetime import date

from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.indices import INDICES
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say, words

RESULTS = {
    "done": ("已完成", "done"),
    "changed": ("已改用其他措施", "replaced by another"),
    "dropped": ("不再做", "dropped"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One measure: its key in the file, the indicator, what is done, by whom, until when, and how it stands."""

    key: str
    index: str
    name: str
    what: str
    body: str
    due: date
    open: bool
    late: bool
    state: str


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures about some indicators, open ones first, with the county's file and whether the reader may add one."""

    file: str
    taken: tuple[Taken, ...]
    may_add: bool


def measures(by: Actor, keys: frozenset[str], rules: Rules, *, today: date) -> Measures:
    """What is done about these indicators; one query."""
    text = File.objects.filter(county=by.county, kind="county").values_list("number", "picture").first()
    if text is None:
        return Measures("", (), False)
    picture = load(text[1])
    lines = [line for line in picture.list("measure") if str(line.facts.get("index")) in keys]
    taken = sorted((_taken(line, rules, today) for line in lines), key=lambda one: (not one.open, one.due))
    return Measures(text[0], tuple(taken), "secretariat" in roles_of(by, picture))


def _taken(line: Entry, rules: Rules, today: date) -> Taken:
    index = str(line.facts.get("index") or "")
    is_open, due = line.status == "open", date.fromisoformat(str(line.facts.get("due")))
    return Taken(
        line.key,
        index,
        words(INDICES[index]) if index in INDICES else index,
        str(line.facts.get("what") or ""),
        code_words(rules, "body_handles", str(line.facts.get("body") or "")),
        due,
        is_open,
        is_open and due < today,
        say("进行中", "under way") if is_open else say(*RESULTS.get(line.code, ("已结束", "ended"))),
    )
