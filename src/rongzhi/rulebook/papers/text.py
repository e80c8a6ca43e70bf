"""What the text of a paper consists of: title, blocks, and the pieces inside them, each in one or two languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from rongzhi.rulebook.papers.templates import names_in

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in Chinese, and in English where there is one."""

    zh: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The text in that language; Chinese where English is missing."""
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)


NONE = Pair()


class Conditional(Protocol):
    """Anything that may print only under a condition."""

    @property
    def when(self) -> str: ...
    @property
    def unless(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause, a row of a table, or a place for a signature."""

    words: Pair
    value: Pair = NONE
    who: str = ""
    sign: str = ""
    when: str = ""
    unless: str = ""
    covers: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a paper; which of its parts mean something depends on its kind."""

    kind: str
    words: Pair = NONE
    style: str = ""
    of: str = ""
    columns: tuple[str, ...] = ()
    empty: Pair = NONE
    form: str = ""
    source: str = ""
    strong: bool = False
    pieces: tuple[Piece, ...] = ()
    when: str = ""
    unless: str = ""
    covers: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True)
class PaperText:
    """The text of one form; `phrases` are the shared sentences it may use, `word_file` the county's own Word file."""

    form: str
    version: str
    from_: date
    issuer: str
    title: Pair
    blocks: tuple[Block, ...]
    formats: tuple[str, ...] = ("pdf",)
    law: str = ""
    number: str = "{paper.number}"
    layer: str = "plain"
    file: str = ""
    word_file: bytes = b""
    included: tuple[str, ...] = ()  # forms whose blocks stand in it: their answers are meant as well

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the paper exists."""
        return LANGUAGES if self.title.en else ("zh",)

    @cached_property
    def covered(self) -> frozenset[str]:
        """The demanded contents of forms.csv that some piece says it fulfils."""
        found = {phrase for block in self.blocks for phrase in block.covers}
        return frozenset(found | {p for block in self.blocks for piece in block.pieces for p in piece.covers})

    def texts(self) -> Iterator[tuple[int, Pair]]:
        """Every text with its line, in which variables may stand."""
        yield 1, self.title
        yield 1, Pair(self.number, self.number)
        for block in self.blocks:
            yield block.line, block.words
            yield block.line, block.empty
            for piece in block.pieces:
                yield piece.line, piece.words
                yield piece.line, piece.value

    def conditions(self) -> Iterator[tuple[int, str]]:
        """Every condition with its line."""
        for block in self.blocks:
            pieces: list[Block | Piece] = [block, *block.pieces]
            for each in pieces:
                for name in filter(None, (each.when, each.unless)):
                    yield each.line, name

    @cached_property
    def variables(self) -> frozenset[str]:
        """The names of all variables in its texts, without what phrases use."""
        return frozenset(name for _, pair in self.texts() for t in (pair.zh, pair.en) for name in names_in(t))

    @cached_property
    def lists(self) -> frozenset[str]:
        """The lists that it prints."""
        return frozenset(block.of for block in self.blocks if block.kind == "list")
