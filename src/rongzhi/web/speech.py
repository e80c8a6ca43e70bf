"""Which of the two languages a page speaks, and how a thing with words in both says its own."""

import re
from typing import Any

from django.utils.translation import get_language

PAIRS = (("label", "en"), ("zh", "en"), ("name_zh", "name_en"), ("label", "label_en"), ("name", "en"))


def english() -> bool:
    """Whether the page at hand is in English."""
    return (get_language() or "zh").startswith("en")


def say(zh: str, en: str) -> str:
    """The one of the two texts that the reader has chosen; the other where the chosen one is empty."""
    return (en or zh) if english() else (zh or en)


def words(thing: Any) -> str:
    """The words of anything that carries both languages: an act, a stage, a reason, a row, or a mapping of a row."""
    if thing is None:
        return ""
    for zh, en in PAIRS:
        if isinstance(thing, dict):
            if zh in thing:
                return say(str(thing[zh] or ""), str(thing.get(en) or ""))
        elif hasattr(thing, zh) and hasattr(thing, en):
            return say(str(getattr(thing, zh) or ""), str(getattr(thing, en) or ""))
    return str(thing)


_OPTIONAL = re.compile(r"（可不填）|，可不填(?=）)| \(optional\)")


def bare(text: str) -> str:
    """A label without the remark that it may be left open; the form says that itself."""
    return _OPTIONAL.sub("", text)
