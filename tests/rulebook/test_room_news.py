"""Who is told of a message in a room: once until they have read, again on another day, never of their own words."""

from dataclasses import replace
from datetime import date, timedelta

from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.room_news import (
    AGAIN_AFTER_DAYS,
    AGAIN_SOURCE,
    Listener,
    room_of,
    said_with,
    tells_of,
)
from tests.rulebook.cases import a_case

DAY = date(2026, 3, 2)
ONE = Listener(party="p1")
BANK = Listener(parties=frozenset({"p2"}))
NEUTRAL = Listener(neutral="n1")
P1, CLERK, MEDIATOR = "W-1/p1", "bank-clerk", "mediator-1"
SIDE = {P1: "p1", CLERK: "p2", MEDIATOR: ""}


def case() -> Picture:
    """A case with its neutral, who disclosed."""
    return _with(a_case(neutral="n1"), "disclosure", MEDIATOR, code="n1")


def said(before: Picture, actor: str, *, room: str = "", on: date = DAY) -> Picture:
    kind = "caucus_message" if room else "room_message"
    return _with(before, kind, actor, party=room or SIDE[actor], on=on)


def read(before: Picture, actor: str, upto: int, *, room: str = "") -> Picture:
    kind = "caucus_read" if room else "room_read"
    return _with(before, kind, actor, party=room or SIDE[actor], code=str(upto))


def _with(before: Picture, kind: str, actor: str, **columns) -> Picture:
    seq = before.seq + 1
    entry = Entry(f"{kind}-{seq}", kind, actor=actor, seq=seq, **columns)
    return replace(before, seq=seq, entries={**before.entries, entry.key: entry})


def told(of: Picture, listener: Listener, *rooms: str, seq: int = 0) -> bool:
    """Whether the listener is told of the message of that event, the last one unless it is named."""
    line = said_with(of, seq or of.seq)
    assert line is not None
    return tells_of(of, line, listener, rooms or ("",))


def test_rule_is_declared_as_this_platforms_own():
    assert (AGAIN_AFTER_DAYS, AGAIN_SOURCE.confidence) == (1, Confidence.DESIGN)


def test_everybody_but_the_speaker_is_told():
    for speaker, own in ((P1, ONE), (CLERK, BANK), (MEDIATOR, NEUTRAL)):
        spoken = said(case(), speaker)
        assert [who for who in (ONE, BANK, NEUTRAL) if not told(spoken, who)] == [own]


def test_lively_talk_is_told_once_until_it_was_read():
    one = said(case(), P1)
    two = said(said(one, CLERK), P1)
    assert told(one, NEUTRAL)
    assert not told(two, NEUTRAL)
    assert told(two, NEUTRAL, seq=one.seq), "a first notice that waits for its port still goes out"

    three = said(read(two, MEDIATOR, 3), CLERK)
    assert told(three, NEUTRAL)
    assert not told(said(three, P1), NEUTRAL)
    assert not told(said(three, P1), BANK), "the reading of one person is not that of another"


def test_message_that_was_read_before_it_was_told_is_not_told():
    spoken = said(case(), P1)

    assert not told(read(spoken, MEDIATOR, 1), NEUTRAL, seq=spoken.seq)


def test_who_does_not_read_is_told_again_on_another_day():
    spoken = said(said(case(), P1), P1, on=DAY + timedelta(days=AGAIN_AFTER_DAYS))

    assert told(spoken, NEUTRAL)
    assert not told(said(spoken, CLERK, on=DAY + timedelta(days=1)), NEUTRAL)


def test_one_notice_stands_for_all_rooms_of_the_case():
    spoken = said(said(case(), P1), P1, room="p1")

    assert not told(spoken, NEUTRAL, "", "p1", "p2")
    assert told(read(spoken, MEDIATOR, 1), NEUTRAL, "", "p1", "p2", seq=spoken.seq)
    assert room_of(said_with(spoken, spoken.seq)) == "p1"


def test_mark_of_the_neutral_in_a_talk_apart_is_not_that_of_the_side():
    spoken = said(said(case(), MEDIATOR, room="p2"), CLERK, room="p2")
    marked = said(read(spoken, CLERK, 2, room="p2"), MEDIATOR, room="p2")

    assert told(marked, BANK, "", "p2")
    assert not told(said(spoken, MEDIATOR, room="p2"), BANK, "", "p2")
    assert told(spoken, NEUTRAL, "", "p2"), "the desk's own words are news to the neutral"


def test_two_accounts_of_one_body_are_one_listener():
    SIDE["bank-clerk-2"] = "p2"
    spoken = said(case(), P1)

    assert not told(said(case(), "bank-clerk-2"), BANK)
    assert not told(read(spoken, "bank-clerk-2", 1), BANK, seq=spoken.seq)


def test_words_of_an_agent_are_news_to_whom_the_agent_stands_for():
    SIDE["W-1/p3"] = "p1"
    spoken = said(case(), "W-1/p3")

    assert told(spoken, ONE)
    assert not told(spoken, Listener(party="p3"))


def test_event_that_said_nothing_is_no_message():
    marked = read(said(case(), P1), CLERK, 1)

    assert said_with(marked, marked.seq) is None
