"""How people and the lines about them are named to the reader of a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.fields import Choice
from rongzhi.core.procedure.picture import Entry, Party
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Account
from rongzhi.rulebook.register_words import CODES
from rongzhi.web import labels
from rongzhi.web.speech import say, words

CONTACTS = {
    "phone": ("电话", "phone"),
    "email": ("电子邮箱", "e-mail"),
    "address": ("地址", "address"),
    "township": ("乡镇", "township"),
    "credit_code": ("统一社会信用代码", "credit code"),
    "id_number": ("身份证号", "ID number"),
    "age_band": ("年龄段", "age band"),
    "needs_help": ("需要的帮助", "help needed"),
    "product_account": ("产品或账号", "product or account"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A party with what the reader may know of it."""

    party: Party
    side: str
    name: str
    contact: tuple[tuple[str, str], ...]
    represents: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register."""

    entry: Entry
    kind: str
    status: str
    who: str
    what: str


def person(party: Party, seen: Sight, rules: Rules) -> Person:
    """The party as the reader may know it."""
    contact = seen.contacts.get(party.key, {})
    return Person(
        party,
        labels.side_words(party.side),
        name_of(seen, party.key),
        tuple(
            (say(*CONTACTS.get(key, (key, key))), _choice_words(party, key, text, rules))
            for key, text in contact.items()
        ),
        name_of(seen, party.represents) if party.represents else "",
    )


def _choice_words(party: Party, key: str, text: str, rules: Rules) -> str:
    """What was written, or the words of the choice that it stands for."""
    filing = rules.acts.get("intake.file")
    asked = filing.data if filing else ()
    kind = next((item.kind for item in asked if item.key == f"{party.side}_{key}"), None)
    if isinstance(kind, Choice):
        return next((words(option) for option in kind.options if option.code == text), text)
    return text


def account_names(ids: Iterable[str]) -> dict[str, str]:
    """The names of the staff among these, by their account."""
    return {one.username: words(one) or one.username for one in Account.objects.filter(username__in=set(ids))}


def name_of(seen: Sight, key: str) -> str:
    """The name of a party as the reader may see it."""
    if not key:
        return ""
    return seen.names.get(key) or say(f"当事人 {key}（姓名不显示）", f"party {key} (name not shown)")


def line(entry: Entry, seen: Sight, rules: Rules) -> Line:
    """A line of the register in words."""
    return Line(
        entry,
        labels.entry_words(entry.kind),
        labels.status_words(entry.status),
        name_of(seen, entry.party) if entry.party in seen.picture.parties else "",
        code_of(entry, rules, seen),
    )


def code_of(entry: Entry, rules: Rules, seen: Sight) -> str:
    """What the code of a register line stands for, found in the tables it may come from."""
    code = entry.code
    if not code or len(code) == 64:
        return f"{code[:12]}…" if code else ""
    if code in seen.picture.entries:
        other = seen.picture.entries[code]
        return f"{labels.entry_words(other.kind)} {other.on or ''}"
    for table in ("channels", "neutrals", "body_handles", "grounds_public", "bodies", "forms"):
        if code in rules.tables.get(table, {}):
            return labels.code_words(rules, table, code)
    return words(CODES[code]) if code in CODES else code
