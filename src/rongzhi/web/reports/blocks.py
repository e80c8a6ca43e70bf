"""What a report is made of, whatever the kind of file: headings, paragraphs, tables, pictures."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `note` is small print."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column and those of `wide` are texts, the others numbers. `empty` stands where there is no row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: frozenset[int] = frozenset({0})
    empty: str = ""

    def numbers(self) -> list[bool]:
        """Which columns hold numbers."""
        return [n not in self.wide for n in range(len(self.head))]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with what it shows in words."""

    svg: bytes
    alt: str


Block = Heading | Paragraph | Table | Picture


@dataclass(slots=True)
class Report:
    """A report in one language: its title, the line below it, and its blocks."""

    language: str
    title: str
    under: str
    blocks: list[Block] = field(default_factory=list)
