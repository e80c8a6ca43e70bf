"""Variables in braces inside a text: finding them, and putting values in their place."""

import re
from collections.abc import Callable, Iterator

_DOUBLED = re.compile(r"(。)。+|(?<!\.)(\.)\.(?!\.)")
_VARIABLE = re.compile(r"\{([^{}]*)\}")


def names_in(text: str) -> Iterator[str]:
    """The names of the variables in a text, in their order."""
    for found in _VARIABLE.finditer(text):
        yield found[1].strip()


def fill(text: str, value: Callable[[str], str]) -> str:
    """The text with each variable replaced by its value; values are never read as texts again."""
    return _DOUBLED.sub(
        lambda found: found[1] or found[2], _VARIABLE.sub(lambda found: value(found[1].strip()), text)
    )


def stray_braces(text: str) -> bool:
    """Whether a brace is left that belongs to no variable."""
    return bool(re.search(r"[{}]", _VARIABLE.sub("", text)))
