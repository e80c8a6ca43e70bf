"""Who opened the reader's file, for its page: one line for each opening, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.access_log import MOST, openings
from rongzhi.casework.evidence.exhibits import Handed, files_of
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.rules import Rules
from rongzhi.web import labels
from rongzhi.web.happenings import actor_names
from rongzhi.web.speech import say, words

PARTS = labels.pairs("""
header | 概况 | outline
file | 案情与材料 | facts and documents
person | 当事人信息 | details of a party
side | 只告诉调解员的话 | confidences
notes | 调解员备忘 | the neutral's notes
opinion | 会商意见 | opinion in consultation
blob | 文件 | file
export | 列入导出的表格 | in a list that was exported
""")


@dataclass(frozen=True, slots=True)
class Opening:
    """One person who opened the file once, with the parts that they opened."""

    who: str
    body: str
    at: datetime
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The openings of a file; `cut` when there may be older ones than those shown."""

    lines: tuple[Opening, ...]
    cut: bool


def who_opened(seen: Sight, rules: Rules) -> Opened:
    """The openings that the reader may know of."""
    rows = openings(seen)
    names = actor_names(seen, {row.reader for row in rows if not row.consulted})
    bodies = rules.tables.get("body_handles", {})
    files = files_of(seen)
    found: dict[tuple[str, str, datetime], list[str]] = {}
    for row in rows:
        found.setdefault((row.reader, row.body, row.at), []).append(row.part)
    lines = tuple(
        Opening(
            names.get(reader, reader) if reader else consulted_words(),
            words(bodies.get(body)),
            at,
            tuple(_part_words(p, seen, files) for p in sorted(parts)),
        )
        for (reader, body, at), parts in found.items()
    )
    return Opened(lines, cut=len(rows) == MOST)


def consulted_words() -> str:
    """Who read as one of the bodies that were consulted, for a reader who is not told which sat."""
    return say("参加会商的一个单位", "one of the bodies consulted")


def _part_words(name: str, seen: Sight, files: Mapping[str, Handed]) -> str:
    """The words of a part; of a party's part with its side, of a file with its name."""
    kind, _, owner = name.partition(":")
    if owner in files:
        return say(f"文件「{files[owner].name}」", f"file “{files[owner].name}”")
    text = words(PARTS[kind]) if kind in PARTS else kind
    party = seen.picture.parties.get(owner)
    return (
        say(f"{text}（{labels.side_words(party.side)}）", f"{text} ({labels.side_words(party.side)})")
        if party
        else text
    )
