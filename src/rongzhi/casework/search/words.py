"""Cuts text into what can be found: runs of Chinese signs, whole words and whole numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<word>[^\W\d_{_HAN}]+)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of signs in a folded text: its kind (`han`, `number`, `word`), what is compared, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in one width and case, sign by sign, so that every place stays where it was."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=16_384)
def _folded(sign: str) -> str:
    """One sign for one sign; what would become several stays as it is."""
    found = unicodedata.normalize("NFKC", sign).casefold()
    return found if len(found) == 1 else sign


def pieces(text: str) -> Iterator[Piece]:
    """The runs of a text, in order; `5,000.00` is the number `5000`."""
    for match in _PIECE.finditer(fold(text)):
        kind = match.lastgroup or ""
        found = match.group()
        yield Piece(kind, _number(found) if kind == "number" else found, match.start(), match.end())


def grams(text: str) -> set[str]:
    """What the index holds of a text: each Chinese sign and each pair of neighbours; words and numbers whole."""
    found: set[str] = set()
    for piece in pieces(text):
        if piece.kind == "han":
            found.update(piece.text)
            found.update(_pairs(piece.text))
        else:
            found.add(piece.text)
    return found


def wanted(query: str) -> set[str]:
    """What a text must have in the index to hold everything in the query: of a Chinese run its pairs."""
    found: set[str] = set()
    for piece in pieces(query):
        if piece.kind == "han" and len(piece.text) > 1:
            found.update(_pairs(piece.text))
        else:
            found.add(piece.text)
    return found


def places(query: str, text: str) -> dict[Piece, list[tuple[int, int]]]:
    """For each run of the query, where it stands in the text: (start, end); empty where it does not."""
    folded, runs = fold(text), list(pieces(text))
    found: dict[Piece, list[tuple[int, int]]] = {}
    for run in pieces(query):
        if run.kind == "han":
            found[run] = [(m.start(), m.end()) for m in re.finditer(re.escape(run.text), folded)]
        else:
            found[run] = [(r.start, r.end) for r in runs if r.kind == run.kind and r.text == run.text]
    return found


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def _number(text: str) -> str:
    whole, dot, decimals = text.replace(",", "").partition(".")
    decimals = decimals.rstrip("0") if dot else ""
    return f"{whole}.{decimals}" if decimals else whole
