"""Tags that say a thing in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.safestring import SafeString

from rongzhi.rulebook.register_words import TRACKS
from rongzhi.rulebook.tables import channels
from rongzhi.web import labels, roster_words, speech
from rongzhi.web.design import sheet_names
from rongzhi.web.groups import words as group_words

register = template.Library()
SHEETS = sheet_names()
SHANGHAI = ZoneInfo("Asia/Shanghai")


@register.simple_tag
def say(zh: str, en: str) -> str:
    """The text in the reader's language: {% say "中文" "English" %}."""
    return speech.say(zh, en)


@register.filter
def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the reader's language does it."""
    return speech.say("、", ", ").join(str(name) for name in names)


@register.simple_tag
def other_language() -> dict[str, str]:
    """The language that the page is not in, for the switch."""
    return {"code": "zh-hans", "name": "中文"} if speech.english() else {"code": "en", "name": "English"}


@register.simple_tag
def sheets() -> list[str]:
    """The style sheets of the pages, in their order."""
    return [f"web/{name}.css" for name in SHEETS]


@register.simple_tag(takes_context=True)
def here(context: template.Context, name: str) -> SafeString:
    """The mark of the present page, for a link of the navigation: {% here "desk" %}."""
    found = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"' if found is not None and found.url_name == name else "")


@register.filter
def words(thing: Any) -> str:
    return speech.words(thing)


@register.filter
def source(text: str) -> str:
    return labels.source_words(text) if text else "—"


@register.filter
def setting(name: str) -> str:
    """What a switch of the pack is about."""
    return labels.setting_words(name)


@register.filter
def background(code: str) -> str:
    """Where a neutral comes from."""
    return roster_words.background_words(code)


@register.filter
def specialisms(codes: str) -> str:
    """What a neutral knows best."""
    return roster_words.specialism_words(codes)


@register.filter
def body_kind(code: str) -> str:
    """What kind of body it is."""
    return roster_words.body_kind_words(code)


@register.filter
def waiting(word: str) -> str:
    return labels.waiting_words(word)


@register.filter
def status(word: str) -> str:
    return labels.status_words(word)


@register.filter
def member_state(status: str) -> str:
    """How a member of a group stands."""
    return group_words.state_words(status)


@register.filter
def entry(kind: str) -> str:
    return labels.entry_words(kind)


@register.filter
def side(word: str) -> str:
    return labels.side_words(word)


@register.filter
def confidence(mark: Any) -> str:
    return labels.confidence_words(mark)


@register.filter
def minute(at: datetime | None) -> str:
    """Day and minute in the county's time."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return speech.say(
        f"{local:%Y}年{local.month}月{local.day}日 {local:%H:%M}", f"{local.day} {local:%B %Y, %H:%M}"
    )


@register.filter
def day(on: date | datetime | None) -> str:
    """The day in words."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        on = on.astimezone(SHANGHAI).date()
    return speech.say(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {on:%B %Y}")


@register.filter
def yuan(amount: Decimal | str | None) -> str:
    """An amount with separators and its unit."""
    if amount is None or amount == "":
        return ""
    return speech.say(f"{Decimal(amount):,.2f} 元", f"CNY {Decimal(amount):,.2f}")


@register.filter
def length_of(value: Any) -> str:
    return labels.length_words(value)


@register.filter
def channel(code: str) -> str:
    """The name of a channel."""
    row = channels().get(code)
    return speech.words(row) if row is not None else code


@register.filter
def track(code: str) -> str:
    """The name of a track of mediation."""
    return speech.words(TRACKS[code]) if code in TRACKS else code


@register.simple_tag
def cycle_column(columns: list[Any], at: int) -> str:
    """The name of the column of a table at this place, for narrow screens."""
    return speech.words(columns[at])


@register.filter
def of_key(table: Any, key: str) -> Any:
    """What stands in a table under this key; nothing when there is none."""
    return table.get(key) if table else None


@register.filter
def about_file(file: Any) -> str:
    """Size and pages of a file, beside its name."""
    size = (
        f"{file.size / 1_000_000:.1f} MB" if file.size >= 100_000 else f"{max(1, round(file.size / 1000))} KB"
    )
    return f"{size} · {speech.say(f'{file.pages} 页', f'{file.pages} pages')}" if file.pages > 1 else size
