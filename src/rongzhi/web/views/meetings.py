"""The meetings of a case: when, where and how; who can come, who came; minutes to read and sign."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.actions import perform
from rongzhi.casework.meetings import Attendance, Meeting, attendance, meetings
from rongzhi.casework.queries import possible
from rongzhi.casework.seen import Sight, header_open
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.guards.speaking import COUNTER
from rongzhi.web import labels
from rongzhi.web.moment import now
from rongzhi.web.naming import name_of
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.seeing import open_file
from rongzhi.web.speech import say, words
from rongzhi.web.submission import new_request_key, request_key, today

WAYS = labels.pairs("""
site | 现场 | on site
phone | 电话 | by telephone
video | 视频 | by video
online | 在线留言 | in writing, online
cannot | 不能参加 | cannot come
absent | 没有到会 | absent
""")
CAME = ("site", "phone", "video", "absent")
COMING = ("site", "phone", "video", "cannot")
HERE = frozenset({"meetings.answer", "meetings.join", "meetings.attendance"})


@dataclass(frozen=True, slots=True)
class Row:
    """One participant of a meeting."""

    line: Attendance
    name: str
    side: str
    planned: str
    joined: str
    came: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting with its participants and what the reader may do about it."""

    meeting: Meeting
    mode: str
    status: str
    rows: tuple[Row, ...]
    answers: bool
    joins: bool
    records: bool
    changes: bool
    own: str  # what the reader answered last
    later: str = ""  # to when it was moved


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a meeting, who signed them, and whether the reader may still sign."""

    entry: Entry
    text: str
    status: str
    signed: tuple[tuple[str, str], ...]
    current: bool
    mine: bool  # the reader's signature is there


@guarded
@known_only
def sessions(request: HttpRequest, number: str) -> HttpResponse:
    """The meetings of the case, and answers about them."""
    seen = open_file(request, number)
    if seen.picture.kind != "case" or not header_open(seen):
        raise Http404
    if request.method == "POST":
        return _answered(request, seen)
    return _page(request, seen)


def _answered(request: HttpRequest, seen: Sight) -> HttpResponse:
    act, token = request.POST.get("act", ""), request_key(request)
    if act not in HERE:
        raise Http404
    reasons: list[Reason] = []
    for extra, data in _data(request, seen, act):
        done = perform(
            seen.picture.number, act, by=seen.by, data=data, now=now(), request=f"{token}{extra}"[:120]
        )
        if isinstance(done, Refusal):
            reasons += [reason for reason in done.reasons if reason not in reasons]
    if reasons:
        seen = open_file(
            request, seen.picture.number
        )  # somebody else may have changed it after the first look
        return _page(request, seen, reasons=tuple(reasons), status=422)
    notes.success(request, say("已登记。", "Recorded."))
    return HttpResponseRedirect(
        reverse("sessions", args=[seen.picture.number]) + f"#{request.POST.get('session', '')[:40]}"
    )


def _data(request: HttpRequest, seen: Sight, act: str) -> list[tuple[str, dict[str, str]]]:
    """(end of the request key, answers) of each act in the POST: one, or one for each participant."""
    post = request.POST
    session = post.get("session", "")[:40]
    if act == "meetings.attendance":
        return [
            (f":{key}", {"session": session, "party": key, "came": came})
            for key in seen.picture.parties
            if (came := post.get(f"came-{key}", ""))
            and came != next((a.came for a in attendance(seen.picture, session) if a.party == key), "")
        ]
    names = ("coming", "remark", *(item.key for item in COUNTER)) if act == "meetings.answer" else ("joins",)
    given = {name: post.get(name, "").strip() for name in names}
    return [("", {"session": session, **{name: value for name, value in given.items() if value}})]


def _page(
    request: HttpRequest, seen: Sight, *, reasons: tuple[Reason, ...] = (), status: int = 200
) -> HttpResponse:
    acts = {act.key: not stand for act, _, stand in possible(seen, now=now())}
    shown = [_shown(meeting, seen, acts) for meeting in meetings(seen)]
    moved = request.POST.get("session", "") if reasons else ""
    return page(
        request,
        "sessions.html",
        status=status,
        number=seen.picture.number,
        shown=shown,
        minutes=_minutes(seen),
        reasons=[words(reason) for reason in reasons],
        changed=next((s for s in shown if s.meeting.key == moved and s.meeting.status != "set"), None),
        request_key=new_request_key(),
        may_set=acts.get("mediation.set_meeting", False),
        may_hold=acts.get("mediation.hold_meeting", False),
        may_sign="meetings.sign_minutes" in acts and bool(seen.roles & {"party", "mediator"}),
        may_mend=acts.get("meetings.mend_minutes", False),
        counter="organisation" in seen.roles,
        parties=[
            (p.key, name_of(seen, p.key)) for p in seen.picture.parties.values() if p.status == "active"
        ],
        ways_came=[(code, words(WAYS[code])) for code in CAME],
        ways_coming=[(code, words(WAYS[code])) for code in COMING],
        ways_joining=[(code, words(WAYS[code])) for code in CAME[:3]],
    )


def _shown(meeting: Meeting, seen: Sight, acts: Mapping[str, bool]) -> Shown:
    lines = attendance(seen.picture, meeting.key)
    own = {key for viewer in seen.viewers for key in viewer.parties}
    mine = next((line.planned for line in lines if line.party in own and line.planned), "")
    to_come = meeting.status == "set"
    return Shown(
        meeting,
        words(WAYS[meeting.mode]) if meeting.mode in WAYS else meeting.mode,
        labels.status_words(meeting.status),
        tuple(_row(line, seen) for line in lines),
        to_come and "meetings.answer" in acts,
        to_come and "meetings.join" in acts and meeting.on == today(now()),
        meeting.status in ("set", "held") and acts.get("meetings.attendance", False),
        to_come and acts.get("meetings.move", False),
        words(WAYS[mine]) if mine in WAYS else "",
        _later(meeting, seen),
    )


def _later(meeting: Meeting, seen: Sight) -> str:
    """To when a meeting was moved: the one that was set by the act that moved it."""
    if meeting.status != "moved":
        return ""
    keys = [line.key for line in seen.picture.list("session")]
    after = keys[keys.index(meeting.key) + 1 :]
    line = seen.picture.entries[after[-1]] if after else None
    return f"{line.on} {line.facts.get('hour', '')}".strip() if line is not None else ""


def _row(line: Attendance, seen: Sight) -> Row:
    def told(code: str) -> str:
        return words(WAYS[code]) if code in WAYS else ""

    side = seen.picture.parties[line.party].side
    return Row(
        line,
        name_of(seen, line.party),
        labels.side_words(side),
        told(line.planned),
        told(line.joined),
        told(line.came),
    )


def _signatures(seen: Sight, minutes: Entry) -> list[Entry]:
    lines = seen.picture.list("minutes_signature", "valid")
    return [line for line in lines if line.facts.get("minutes_key") == minutes.key]


def _minutes(seen: Sight) -> list[Minutes]:
    """The minutes of the case as far as the reader may read them, latest first, with those who signed each text."""
    found = []
    own = {key for viewer in seen.viewers for key in viewer.parties} or {""}
    for entry in seen.picture.list("minutes"):
        text = next((str(p.value) for p in seen.of_event(entry.seq) if p.key == "minutes"), "")
        if not text:
            continue
        signed = tuple(
            (
                name_of(seen, line.party) if line.party else say("调解员", "the neutral"),
                str(line.on or ""),
            )
            for line in _signatures(seen, entry)
        )
        mine = any(line.party in own for line in _signatures(seen, entry))
        state, current = labels.status_words(entry.status), entry.status == "open"
        found.append(Minutes(entry, text, state, signed, current, mine))
    return found[::-1]
