"""Figures as lines of text for people: the ratio, its goal and whether it was reached."""

from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.figures import Figure

HEAD = ("database", "ratio", "range", "goal", "verdict")
WIDTHS = (10, 7, 15, 17, 8)


def head() -> str:
    return "".join(f"{text:<{width}} " for text, width in zip(HEAD, WIDTHS, strict=True)).rstrip()


def lines(figures: Iterable[Figure]) -> Iterable[str]:
    """Two lines for each figure: what it is, and the numbers."""
    for figure in figures:
        yield figure.what
        cells = (
            figure.database,
            f"{figure.ratio:.2f}",
            f"{figure.low:.2f}–{figure.high:.2f}",
            goal(figure),
            figure.verdict,
        )
        yield "".join(f"{text:<{width}} " for text, width in zip(cells, WIDTHS, strict=True)).rstrip()
        counts = ", ".join(
            f"{name.replace('_', ' ')} {_number(value)}" for name, value in figure.counts.items()
        )
        yield f"  {counts}"
        yield from (f"  ! {text}" for text in figure.broken)


def goal(figure: Figure) -> str:
    """The goal in words: "within 6, never 10"."""
    if figure.goal is None:
        return "none set"
    return f"within {figure.goal:g}" + (f", never {figure.limit:g}" if figure.limit is not None else "")


def machine_lines(found: Mapping[str, Any]) -> Iterable[str]:
    """The machine in words."""
    load = ", ".join(map(str, found["load"]))
    yield f"{found['cores']} cores ({found['processor']}), {found['memory']} of memory, {found['system']}, {found['python']}"
    yield f"load when it began: {load}; the disk makes 4 KiB durable {found['syncs_per_second']:,} times a second"


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
