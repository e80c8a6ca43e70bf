"""What somebody should know before setting a date: what else is set on that day, without a word of the other case."""

import hashlib
from collections.abc import Mapping
from datetime import date

from rongzhi.casework.meetings import Clash, clashes
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.web.naming import name_of
from rongzhi.web.speech import say

SETS_A_DATE = frozenset({"mediation.set_meeting", "meetings.move"})
SEEN = "seen_cautions"


def cautions(act: Act, seen: Sight, answers: Mapping[str, str]) -> list[str]:
    """Sentences to be read before the act is done; empty for acts that set no date, and when nothing clashes."""
    if act.key not in SETS_A_DATE:
        return []
    try:
        on = date.fromisoformat(answers.get("meeting_on", ""))
    except ValueError:
        return []
    found = clashes(
        seen,
        on=on,
        hour=_hour(answers.get("hour", "")),
        place=answers.get("place", ""),
        mode=answers.get("mode", ""),
        but=answers.get("session", ""),
    )
    return [_words(clash, seen) for clash in found]


def mark_of(sentences: list[str]) -> str:
    """A short mark of what was shown, so that other cautions are shown again."""
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16] if sentences else ""


def _hour(text: str) -> str:
    return (
        text if len(text) == 5 and text[2] == ":" and text.replace(":", "").isdigit() and text < "24" else ""
    )


def _words(clash: Clash, seen: Sight) -> str:
    hour = clash.hour or say("（时间未写）", "(no time)")
    if clash.whose == "here":
        return say(f"本案当日 {hour} 已有一次调解会。", f"This case has another meeting that day at {hour}.")
    if clash.whose == "neutral":
        return say(f"调解员当日 {hour} 已有安排。", f"The neutral has something else that day at {hour}.")
    if clash.whose == "place":
        return say(f"这一地点当日 {hour} 已有安排。", f"The place is taken that day at {hour}.")
    who = name_of(seen, clash.whose)
    return say(f"{who}当日 {hour} 已有安排。", f"{who} has something else that day at {hour}.")
