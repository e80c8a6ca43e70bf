"""The declared matrix of competence: which body's duty a matter is, and which of several leads."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rongzhi.core.procedure.definition import Confidence

COLUMNS = frozenset({"body", "classes", "institutions", "petition", "zh", "en", "source", "confidence"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the matrix: when it fits, whose duty it is, and where that comes from."""

    key: str
    body: str  # a code of bodies.csv
    zh: str
    en: str
    source: str
    confidence: Confidence
    classes: tuple[str, ...] = ()  # beginnings of codes of taxonomy.csv
    institutions: tuple[str, ...] = ()  # kinds of the institution in the case
    petition: bool = False

    @property
    def name_zh(self) -> str:
        """The line's words, under the name that every published table has for its rows."""
        return self.zh

    @property
    def name_en(self) -> str:
        return self.en


@cache
def matters() -> Mapping[str, Line]:
    """The lines in their order, by key. Raises ValueError for a line with an unknown column."""
    text = resources.files(__package__).joinpath("matters.toml").read_text("utf-8")
    found = {}
    for key, row in tomllib.loads(text).items():
        if unknown := set(row) - COLUMNS:
            raise ValueError(f"matters.toml, {key}: unknown {', '.join(sorted(unknown))}")
        found[key] = Line(
            key,
            row["body"],
            row["zh"],
            row["en"],
            row["source"],
            Confidence(row["confidence"]),
            tuple(row.get("classes", ())),
            tuple(row.get("institutions", ())),
            bool(row.get("petition", False)),
        )
    return found
