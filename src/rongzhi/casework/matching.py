"""Finds files that say the same: keyed digests of whole values, never the values themselves."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from rongzhi.casework.models import Match
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.core.record.suites import AES

WHOLE = ("phone", "email", "id_number", "credit_code")  # fields of a person's part
TOKEN_BYTES = 16
MOST_ROWS = 2_000  # looked at for one page of a list
_SPACE = re.compile(r"\s+")


def tokens(
    keys: InstallationKeys, sealed: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str, bytes]]:
    """(part, kind, token) for what an event seals: contacts of persons, and the story itself."""
    for part, content in sealed.items():
        if part.startswith("person:"):
            for kind in WHOLE:
                if value := content.get(kind):
                    yield part, kind, _token(keys, kind, str(value))
        elif part == "file" and (story := content.get("what_happened")):
            yield part, "story", _token(keys, "story", _SPACE.sub("", str(story)).casefold())


def _token(keys: InstallationKeys, kind: str, value: str) -> bytes:
    return AES.hmac(keys.search, f"{kind}\x00{value}".encode())[:TOKEN_BYTES]


def files_of(keys: InstallationKeys, county: str, kind: str, value: str) -> list[tuple[str, str]]:
    """(file, part) of the county's files in which this whole value stands; `kind` is one of WHOLE."""
    return list(rows_of(keys, county, kind, value).order_by("file", "part").values_list("file", "part"))


def rows_of(keys: InstallationKeys, county: str, kind: str, value: str) -> QuerySet[Match]:
    """The same as rows, for a query that goes on from them."""
    return Match.objects.filter(kind=kind, token=_token(keys, kind, value), file__startswith=f"{county}-")


def forget(file: str, part: str) -> None:
    """Delete the digests of an erased part."""
    Match.objects.filter(file=file, part=part).delete()


@dataclass(frozen=True, slots=True)
class Alike:
    """Another file that shares these kinds of values with this one."""

    file: str
    kinds: tuple[str, ...]


def alike(file: str, county: str, *, most: int = 10) -> list[Alike]:
    """Other files of the county with the same story or the same person, most alike first; two queries."""
    own = {bytes(token): kind for kind, token in Match.objects.filter(file=file).values_list("kind", "token")}
    if not own:
        return []
    found: dict[str, set[str]] = {}
    rows = Match.objects.filter(Q(token__in=list(own)), file__startswith=f"{county}-").exclude(file=file)
    for other, kind in rows.values_list("file", "kind")[:500]:
        found.setdefault(other, set()).add(kind)
    ranked = sorted(found.items(), key=lambda item: ("story" not in item[1], -len(item[1]), item[0]))
    return [Alike(other, tuple(sorted(kinds))) for other, kinds in ranked[:most]]


def alike_many(files: Collection[str], county: str, *, most: int = 10) -> dict[str, tuple[str, ...]]:
    """For each of these files the others of the county that share its story or a person; two queries for all."""
    own: dict[bytes, set[str]] = {}
    for file, token in Match.objects.filter(file__in=files).values_list("file", "token"):
        own.setdefault(bytes(token), set()).add(file)
    found: dict[str, set[str]] = {file: set() for file in files}
    rows = Match.objects.filter(token__in=list(own), file__startswith=f"{county}-")
    for other, token in rows.values_list("file", "token")[:MOST_ROWS]:
        for file in own[bytes(token)]:
            if other != file:
                found[file].add(other)
    return {file: tuple(sorted(others)[:most]) for file, others in found.items()}
