"""The variables that a county's own Word file uses, under the names that texts have for them."""

import io
from collections.abc import Iterator
from itertools import product

from docxtpl import DocxTemplate

from rongzhi.rulebook.papers.variables import LISTS, Vocabulary

OF_THE_SHEET = frozenset({"title", "issuer", "number"})


def names_in_word_file(template: bytes) -> set[str]:
    """Every name that the file uses, as it stands there: `case_number`, `list_parties`. Raises what docxtpl raises."""
    return set(DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables())


def variable_of(name: str, form: str, words: Vocabulary) -> str | None:
    """The variable that a name of a Word file stands for (`.` is written `_` there), or None when there is none."""
    return next((known for known in _readings(name) if words.variable(known, form) is not None), None)


def unknown_in(template: bytes, form: str, words: Vocabulary) -> list[str]:
    """The names in the file that stand for no variable and no list."""
    lists = {f"list_{name}" for name in LISTS}
    names = names_in_word_file(template) - OF_THE_SHEET - lists
    return sorted(name for name in names if variable_of(name, form, words) is None)


def _readings(name: str) -> Iterator[str]:
    head, *rest = name.split("_")
    for joints in product("._", repeat=min(len(rest), 8)):
        yield head + "".join(joint + piece for joint, piece in zip(joints, rest, strict=False))
