"""A case with its evidence as a package, made and taken in, against a bare zip of the same files; and the memory held."""

import hashlib
import tempfile
import zipfile
from statistics import median
from typing import IO, Any

from benchmarks.bundling import FILE_PAGES, scanned
from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.memory import most_held
from benchmarks.store import Store
from rongzhi.casework.evidence.exhibits import Exhibit, exhibits, open_bytes
from rongzhi.casework.packages.making import make
from rongzhi.casework.packages.opening import arrived
from rongzhi.casework.packages.taking import take_in
from rongzhi.casework.visibility import sight
from tests.factories.county import NOW, act, filed, officer, party
from tests.factories.files import sent
from tests.factories.packages import PHRASE, THERE, handed, neighbour

TO = "PMCV"


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Pack a case with `size` pages of evidence (50 kB each), prove the package, and zip the same files bare."""
    number, found = _case(store, size)
    with tempfile.TemporaryFile() as file:
        _packed(number, file)
        megabytes = round(file.tell() / 1e6, 1)
        made = side_by_side(lambda: _timed_make(number), lambda: _timed_zip(number, found), repetitions)
        proved = side_by_side(
            lambda: timed(lambda: _proved(file)), lambda: _timed_zip(number, found), repetitions
        )
        taken = timed(lambda: _taken(file))
    return [
        Figure(
            "package",
            f"{what} of a case with {size:,} pages of evidence / a bare zip of the files",
            store.kind,
            **ratio_of(pairs),
            counts={
                "milliseconds": round(median(pair[0] for pair in pairs) * 1000),
                "milliseconds_bare": round(median(pair[1] for pair in pairs) * 1000),
                "megabytes": megabytes,
                **more,
                "repetitions": repetitions,
            },
        )
        for what, pairs, more in (
            ("a sealed package", made, {}),
            ("proving the package", proved, {"milliseconds_to_take_in": round(taken * 1000)}),
        )
    ]


def peak(store: Store, *, size: int) -> dict[str, Any]:
    """Pack a case with `size` pages and take it in next door in this process. Gives megabytes before and at the most."""
    number, _ = _case(store, FILE_PAGES)
    with tempfile.TemporaryFile() as file:
        _packed(number, file)
        _taken(file)
    number, _ = _evidence(size)
    before = most_held()
    with tempfile.TemporaryFile() as file:
        _packed(number, file)
        length = file.tell()
        _taken(file)
    return {"before": before, "most": most_held(), "megabytes": round(length / 1e6, 1)}


def _case(store: Store, size: int) -> tuple[str, list[Exhibit]]:
    store.found("package")
    neighbour()
    return _evidence(size)


def _evidence(size: int) -> tuple[str, list[Exhibit]]:
    """A case with so many pages in one act of handing in, so that there is one receipt however many files there are."""
    number = filed()
    by = party(number)
    content = scanned(min(FILE_PAGES, size))
    blobs = [
        sent(number, by, name=f"卷宗{start}.pdf", content=content) for start in range(0, size, FILE_PAGES)
    ]
    act(number, "case.upload", by=by, files=blobs, title="卷宗", kind="contract", proves="证明搭售")
    seen = sight(officer(), number)
    if seen is None:
        raise RuntimeError("the case is not seen; the figure would say nothing")
    handed(number, TO)
    return number, exhibits(seen)


def _packed(number: str, file: IO[bytes]) -> None:
    make(number, TO, file, by=officer(), now=NOW, phrase=PHRASE)


def _timed_make(number: str) -> float:
    with tempfile.TemporaryFile() as file:
        return timed(lambda: _packed(number, file))


def _proved(file: IO[bytes]) -> None:
    with arrived(file, phrase=PHRASE):
        return


def _taken(file: IO[bytes]) -> None:
    with arrived(file, phrase=PHRASE) as found:
        take_in(found, by=THERE, now=NOW)


def _timed_zip(number: str, found: list[Exhibit]) -> float:
    with tempfile.TemporaryFile() as file:
        return timed(lambda: _zipped(number, found, file))


def _zipped(number: str, found: list[Exhibit], file: IO[bytes]) -> None:
    """What a script of five lines does: the opened files in a zip, each with its digest."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for exhibit in found:
            for one in exhibit.files:
                digest = hashlib.sha256()
                with open_bytes(number, one.id) as content, archive.open(one.id, "w") as member:
                    for block in content.chunks():
                        digest.update(block)
                        member.write(block)
