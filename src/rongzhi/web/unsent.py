"""Messages of a body's cases that found no way or were given up: which text, to which side, since when, and why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from rongzhi.casework.models import Case, Due, Entry, Event, Party
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body, County, Neutral
from rongzhi.exchange.texts import words_of
from rongzhi.rulebook.pack import Words
from rongzhi.rulebook.procedures.rooms import NEWS
from rongzhi.web import labels
from rongzhi.web.speech import say, words

PAGE = 25
UNSENT = ("nowhere", "failed")
WORD_TO = labels.pairs("""
party | 各方当事人 | the parties
parties | 各方当事人 | the parties
organisation | 承办组织 | the organisation
reviewer | 复核人员 | the reviewer
court | 人民法院 | the court
neutral | 调解员 | the neutral
mediator | 调解员 | the mediator
evaluator | 评估员 | the evaluator
receiving_body | 接收单位 | the receiving body
secretariat | 联席会议办公室 | the secretariat
lead_body | 牵头单位 | the lead body
helper | 配合单位 | the helping bodies
leading_group | 领导小组 | the leading group
""")


@dataclass(frozen=True, slots=True)
class Unsent:
    """One message that did not arrive."""

    file: str
    key: str
    text: str
    to: str
    since: datetime | None
    given_up: bool
    tries: int
    why: str


def unsent(by: Actor) -> QuerySet[Due]:
    """The messages of the cases of this officer's bodies that were not sent.

    A message about a suspicion is there only for the officer in charge of the case, and for whoever reported it.
    News of the rooms is never there: whom it did not reach would tell that there is a talk apart.
    """
    mine = Case.objects.filter(number=OuterRef("file"), owner__in=by.bodies, county=by.county)
    reported = Entry.objects.filter(file=OuterRef("file"), kind="lead", actor=by.id)
    about_lead = Q(what__startswith="lead_")
    handles = Exists(mine.filter(officer=by.id)) | Exists(reported)
    rows = Due.objects.filter(Exists(mine), ~about_lead | handles, kind="message", status__in=UNSENT)
    return rows.exclude(what=NEWS)


def unsent_page(by: Actor, *, page: int) -> tuple[list[Unsent], bool]:
    """A page of them, oldest first, and whether there are more; the same number of queries however many."""
    start = (page - 1) * PAGE
    rows = list(unsent(by).order_by("pk")[start : start + PAGE + 1])
    shown, more = rows[:PAGE], len(rows) > PAGE
    files = {row.file for row in shown}
    sides = {(p.file, p.key): p.side for p in Party.objects.filter(file__in=files)}
    events = Event.objects.filter(file__in=files, seq__in={row.seq for row in shown})
    since = {(file, seq): at for file, seq, at in events.values_list("file", "seq", "recorded_at")}
    county = County.objects.get(code=by.county)
    handles = _handles(by.county)
    return [
        Unsent(
            row.file,
            row.key,
            _text(words_of(county, row.what), row.file, county),
            to_words(row.to, row.file, sides, handles),
            since.get((row.file, row.seq)),
            row.status == "failed",
            row.tries,
            why_words(row.last_error, row.file, sides, handles),
        )
        for row in shown
    ], more


def _handles(county: str) -> Mapping[str, str]:
    """The names of bodies and neutrals by handle."""
    people: Iterable[Body | Neutral] = [
        *Body.objects.filter(county=county),
        *Neutral.objects.filter(county=county),
    ]
    return {one.handle: words(one) for one in people}


def _text(text: Words, file: str, county: County) -> str:
    return say(
        text.zh.format(case=file, county=county.name_zh), text.en.format(case=file, county=county.name_en)
    )


def to_words(to: str, file: str, sides: Mapping[tuple[str, str], str], handles: Mapping[str, str]) -> str:
    """To whom, without name or contact of a person: the side of a party, a role, or the name of a body."""
    if (file, to) in sides:
        return labels.side_words(sides[file, to])
    if to in WORD_TO:
        return words(WORD_TO[to])
    return handles.get(to) or labels.side_words(to) or say("没有登记收件人", "nobody is on record")


_ERROR = re.compile(r"(?:(?P<who>[\w-]+): )?(?P<zh>[^。]*。) (?P<en>[^。]*?\.)(?=$| [\w-]+: )")


def why_words(error: str, file: str, sides: Mapping[tuple[str, str], str], handles: Mapping[str, str]) -> str:
    """The last error in the reader's language, each recipient named by side; as it stands when it cannot be read."""
    found = []
    for one in _ERROR.finditer(error):
        who, means = one["who"] or "", MEANS.get(one["who"] or "")
        name = words(means) if means else to_words(who, file, sides, handles) if who else ""
        said = say(one["zh"], one["en"])
        found.append(say(f"{name}：{said}", f"{name}: {said}") if name else said)
    return say("", " ").join(found) or error


MEANS = labels.pairs("""
sms | 短信 | text message
email | 电子邮件 | e-mail
letter | 信函 | letter
desk | 工作台 | desk
""")
