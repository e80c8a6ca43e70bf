"""The name of a file as it may be shown and stored: without folders, control signs and tricks."""

import unicodedata

LONGEST = 120
TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FORBIDDEN = frozenset('<>:"|?*')


def plain_name(given: str, ending: str) -> str:
    """The base name with the ending that fits the content; raises ValueError for control signs.

    Folders in front are cut off, whichever system they come from; signs that turn the direction of writing, with
    which an ending can be hidden, count as control signs.
    """
    name = given.replace("\\", "/").rsplit("/", 1)[-1]
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") or sign in TURNS for sign in given):
        raise ValueError("control signs in the name")
    name = unicodedata.normalize("NFC", name).strip(" .")
    name = "".join("_" if sign in FORBIDDEN else sign for sign in name)
    stem = name[: -len(ending_of(name)) - 1] if ending_of(name) else name
    stem = stem.strip(" .")[: LONGEST - len(ending) - 1] or "file"
    return f"{stem}.{ending}"


def ending_of(name: str) -> str:
    """What stands behind the last dot, in small letters; empty when there is none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = base.rpartition(".")
    return ending.strip().lower() if dot and stem and len(ending) <= 10 else ""
