"""The joint room and the caucuses: what was said, who reads it, and a form to say more; with or without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.actions import NotSaved, perform
from rongzhi.casework.rooms import PAGE, Talk, mark_data, rooms_for, talk, total, unread
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight, header_open, hears
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.guards.rooms import is_open
from rongzhi.rulebook.procedures.rooms import FILES, FILES_APART
from rongzhi.web import labels
from rongzhi.web.arriving import arriving
from rongzhi.web.attaching import sending, waiting_for
from rongzhi.web.moment import now
from rongzhi.web.naming import name_of
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.questions import Known, Question, questions, raw_answers
from rongzhi.web.seeing import glance, note_opening
from rongzhi.web.speech import say, words
from rongzhi.web.submission import new_request_key, number_of, request_key
from rongzhi.web.talking import Said, heading, read_by, readers, speakers, spoken

NOTHING = 204
AT_ONCE = PAGE  # messages in one answer to a poll


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form, and why it was not sent."""

    text: str = ""
    corrects: int = 0
    files: Sequence[str] = ()
    reasons: tuple[Reason, ...] = ()
    token: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """A room that the reader may enter, for the way from one to the other."""

    room: str
    name: str
    here: bool
    fresh: int


@arriving
@guarded
@known_only
def joint(request: HttpRequest, number: str) -> HttpResponse:
    """The joint room."""
    return _room(request, number, "")


@arriving
@guarded
@known_only
def caucus(request: HttpRequest, number: str, party: str) -> HttpResponse:
    """The room of one side and the neutral."""
    return _room(request, number, party)


def _room(request: HttpRequest, number: str, room: str) -> HttpResponse:
    seen = glance(request, number)
    if seen.picture.kind != "case" or not hears(seen, room):
        raise Http404
    after = number_of(request.GET, "after")
    if after is not None and request.method != "POST":
        return _news(request, seen, room, after)
    if request.method == "POST":
        return _said(request, seen, room)
    return _shown(request, seen, room, Written(corrects=number_of(request.GET, "corrects") or 0))


def address(number: str, room: str) -> str:
    """Where a room is."""
    return reverse("caucus", args=[number, room]) if room else reverse("room", args=[number])


def _news(request: HttpRequest, seen: Sight, room: str, after: int) -> HttpResponse:
    """What was said after that place: nothing (204), a piece of a page for a script, or the whole page."""
    if total(seen, room) <= after:
        return HttpResponse(status=NOTHING)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(address(seen.picture.number, room) + f"#m{after + 1}")
    found = talk(seen, room, after=after, most=AT_ONCE)
    if found is None:
        raise Http404
    seen = _logged(request, seen, found)
    return page(
        request,
        "parts/messages.html",
        number=seen.picture.number,
        said=_spoken(seen, found),
        after=after + len(found.messages),
        here=address(seen.picture.number, room),
        poll=True,
        open_to_words=is_open(seen.picture),
    )


def _said(request: HttpRequest, seen: Sight, room: str) -> HttpResponse:
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    corrects, token = number_of(request.POST, "corrects") or 0, request_key(request)
    asked = _asked(room)
    sent = sending(request, asked, raw_answers(asked, request.POST), seen.picture.number, seen.by)
    files = sent.answers.get("files") or []
    if sent.pause:
        again = Written(text, corrects, files, sent.reasons, token)
        return _shown(request, seen, room, again, status=422 if sent.reasons else 200)
    data: dict[str, Any] = {"text": text} if text else {}
    if files:
        data["files"] = files
    if corrects:
        data["corrects"] = str(corrects)
    if room:
        data["party"] = room
    done = perform(
        seen.picture.number,
        "rooms.speak_apart" if room else "rooms.speak",
        by=seen.by,
        data=data,
        now=now(),
        request=token,
    )
    if isinstance(done, Refusal):
        if any(reason.key == "request_reused" for reason in done.reasons):
            token = new_request_key()
        return _shown(request, seen, room, Written(text, corrects, files, done.reasons, token), status=422)
    return HttpResponseRedirect(address(seen.picture.number, room) + "#new")


def _asked(room: str) -> tuple[Field, ...]:
    """The files that a message may carry."""
    return (FILES_APART if room else FILES,)


def _shown(
    request: HttpRequest, seen: Sight, room: str, written: Written, *, status: int = 200
) -> HttpResponse:
    found = talk(seen, room, before=number_of(request.GET, "before") or 0)
    if found is None:
        raise Http404
    seen = _logged(request, seen, found)
    rules = rules_of(seen.picture.county)
    last = found.first + len(found.messages) > found.total
    if last and request.method != "POST":
        _mark(seen, room)
    said = _spoken(seen, found)
    return page(
        request,
        "room.html",
        status=status,
        number=seen.picture.number,
        room=room,
        title=heading(seen, room),
        readers=readers(seen, room),
        said=said,
        after=found.total,
        earlier=found.first if found.first > 1 else 0,
        last=last,
        poll=last,
        here=address(seen.picture.number, room),
        doors=doors(seen, room),
        read=read_by(found, speakers(seen, {who for who, _ in found.read} - {seen.by.id})),
        open_to_words=is_open(seen.picture),
        text=written.text,
        corrects=written.corrects,
        reasons=[words(reason) for reason in written.reasons],
        files=_files(seen, room, rules, written),
        request_key=written.token or new_request_key(),
        neutral=words(rules.tables.get("neutrals", {}).get(str(seen.picture.header.get("neutral") or ""))),
    )


def _files(seen: Sight, room: str, rules: Rules, written: Written) -> list[Question]:
    """The question for files on the form of the room; none where nobody may speak."""
    if not is_open(seen.picture):
        return []
    asked = _asked(room)
    waits = waiting_for(asked, seen.picture.number, seen.by)
    return questions(asked, Known(rules, seen.picture, seen.names, waits), {"files": written.files})


def doors(seen: Sight, here: str | None) -> list[Door]:
    """The rooms that the reader may enter, with the number of messages not read yet."""
    return [
        Door(
            room,
            say("调解室（各方）", "Joint room") if not room else _apart_name(seen, room),
            room == here,
            unread(seen, room),
        )
        for room in rooms_for(seen)
    ]


def may_talk(seen: Sight) -> bool:
    """Whether the rooms are open, or something was said in them that this reader may read."""
    return seen.picture.kind == "case" and (
        is_open(seen.picture) or any(total(seen, room) for room in rooms_for(seen))
    )


def meetings_to_come(seen: Sight, day: date) -> list[Entry] | None:
    """The meetings that are set from this day on; None where the reader has no page of meetings."""
    if seen.picture.kind != "case" or not header_open(seen):
        return None
    lines = seen.picture.list("session")
    if not lines and not seen.picture.open_proceedings("mediation"):
        return None
    return [line for line in lines if line.status == "set" and line.on is not None and line.on >= day]


def _apart_name(seen: Sight, room: str) -> str:
    if "party" in seen.roles:
        return say("单独和调解员谈", "With the neutral alone")
    side = labels.side_words(seen.picture.parties[room].side)
    return say(f"单独和{side}谈：", f"Apart with the {side}: ") + name_of(seen, room)


def _spoken(seen: Sight, found: Talk) -> list[Said]:
    names = speakers(seen, {message.actor for message in found.messages})
    return [spoken(message, seen, names) for message in found.messages]


def _logged(request: HttpRequest, seen: Sight, found: Talk) -> Sight:
    """The sight with what the page shows of it, and the opening in the access log."""
    return note_opening(request, seen, tuple(p for m in found.messages for p in m.pieces))


def _mark(seen: Sight, room: str) -> None:
    """Mark what is shown as read: once for each newest message, not at each look. A busy database leaves it out."""
    data = mark_data(seen, room)
    if data is None:
        return
    try:
        perform(
            seen.picture.number,
            "rooms.read_apart" if room else "rooms.read",
            by=seen.by,
            data=data,
            now=now(),
            request=f"read:{seen.picture.number}:{room}:{data['upto']}",
        )
    except NotSaved:
        return
