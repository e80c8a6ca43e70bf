"""Meetings as an iCalendar file (RFC 5545): number, time and place; no names and nothing of the dispute."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from rongzhi.casework.meetings import Meeting
from rongzhi.web.speech import say

LENGTH = timedelta(hours=1)
OFF = frozenset({"moved", "cancelled"})
TITLES = {
    "site": ("现场", "on site"),
    "phone": ("电话", "by telephone"),
    "video": ("视频", "by video"),
    "online": ("在线留言", "in writing"),
}


def as_file(meetings: Iterable[Meeting], *, now: datetime) -> bytes:
    """The meetings as the bytes of a calendar file; one that was moved or cancelled is marked so."""
    made = Calendar()
    made.add("prodid", "-//rongzhi//calendar//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", say("调解日程", "Mediation meetings"))
    for meeting in meetings:
        if meeting.on is not None:
            made.add_component(_event(meeting, now))
    content: bytes = made.to_ical()
    return content


def _event(meeting: Meeting, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{meeting.file}-{meeting.key}@rongzhi")
    event.add("dtstamp", now)
    begins = meeting.at
    event.add("dtstart", begins or meeting.on)
    if begins is not None:
        event.add("dtend", begins + LENGTH)
    way = say(*TITLES.get(meeting.mode, ("", "")))
    title = say(f"调解会 {meeting.file}", f"Mediation meeting {meeting.file}")
    event.add("summary", f"{title} {way}".strip())
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.status in OFF else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
