"""A case that leaves in a package and comes in from it is the same case."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rongzhi.casework.evidence.exhibits import exhibits, files_of, open_bytes
from rongzhi.casework.models import Case, Event
from rongzhi.casework.packages.mapping import BODY_COLUMNS, NEUTRAL_COLUMNS
from rongzhi.casework.packages.receiver import receiver, seen_by
from rongzhi.casework.pieces import ORIGIN_PAPERS
from rongzhi.casework.projection import facts_of
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.seen import Sight
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.picture import Picture
from rongzhi.directory.models import Body
from tests.factories import main_line
from tests.factories.county import county, filed
from tests.factories.packages import THERE, handed, neighbour, packed, taken, talked_case
from tests.web.secret_files import commissioned, confirming, people, rich

pytestmark = pytest.mark.django_db

NAMES = {"PMCV": "PMCV", "BANK1": "VBANK", "n1": "n1@W"}


@pytest.fixture(autouse=True)
def _counties(db: Any) -> None:
    county()
    neighbour()


def _handed(make: Callable[[], str]) -> str:
    people()
    file = make()
    handed(file, "PMCV")
    return file


def _effective() -> str:
    return main_line.effective()


CASES: dict[str, Callable[[], str]] = {
    "talked": talked_case,
    "rich": lambda: _handed(rich),
    "confirming": lambda: _handed(confirming),
    "commissioned": lambda: _handed(commissioned),
    "effective": lambda: _handed(_effective),
    "filed": lambda: _handed(filed),
}


@pytest.mark.parametrize("name", CASES)
def test_the_round_trip_gives_the_same_case(name: str) -> None:
    file = CASES[name]()
    left = seen_by(receiver(file, "PMCV"))

    number = taken(packed(file))

    there = sight(THERE, number)
    assert there is not None
    assert _compared(_without_origin(there.picture)) == _compared(_named_there(left, number))


def test_answers_names_and_contacts_are_those_that_the_receiver_may_read() -> None:
    file = talked_case()
    left = seen_by(receiver(file, "PMCV"))

    number = taken(packed(file))

    there = sight(THERE, number)
    assert there is not None
    assert there.names == left.names
    assert _told(there) == _told(left)


def test_evidence_and_papers_have_the_same_bytes() -> None:
    file = talked_case()
    left = seen_by(receiver(file, "PMCV"))
    made = packed(file)

    number = taken(made)

    there = sight(THERE, number)
    assert there is not None
    assert [(e.number, e.title, [f.sha256 for f in e.files]) for e in exhibits(there)] == [
        (e.number, e.title, [f.sha256 for f in e.files]) for e in exhibits(left)
    ]
    papers = {m.sha256 for m in made.packed.manifest.files if m.name.startswith("papers/F")}
    kept = {f.sha256: f.id for f in files_of(there).values() if f.field == ORIGIN_PAPERS}
    assert papers
    assert set(kept) == papers
    for digest, blob in kept.items():
        with open_bytes(number, blob) as content:
            assert hashlib.sha256(b"".join(content.chunks())).hexdigest() == digest


def test_the_record_there_stands_for_itself_and_says_where_each_event_is_from() -> None:
    file = talked_case()
    number = taken(packed(file))

    report = verify()
    before = Case.objects.filter(number=number).values().get()
    rebuild()

    assert [fault for fault in report.faults if fault.file == number] == []
    assert Case.objects.filter(number=number).values().get() == before
    *history, last = Event.objects.filter(file=number).order_by("seq")
    origins = [facts_of(event.header)["facts"]["origin"] for event in history]
    theirs = dict(Event.objects.filter(file=file).values_list("seq", "hash"))
    assert all(bytes(theirs[one["seq"]]).hex() == one["hash"] for one in origins)
    assert (last.act, last.actor) == ("transfer.take_in", THERE.id)


def test_nothing_said_in_confidence_came_along() -> None:
    file = talked_case()
    number = taken(packed(file))

    acts = set(Event.objects.filter(file=number).values_list("act", flat=True))

    assert not acts & {"mediation.confide", "mediation.offer", "mediation.private_note"}
    assert not main_line.picture(number).list("offer")


def test_nobody_here_stands_in_the_place_of_somebody_there() -> None:
    number = taken(packed(talked_case()))

    picture = main_line.picture(number)

    assert picture.header["neutral"] == "n1@W"
    assert {party.body for party in picture.parties.values()} == {"", "VBANK"}


def _without_origin(picture: Picture) -> Picture:
    header = {k: v for k, v in picture.header.items() if not k.startswith("origin_")}
    return replace(
        picture, header=header, entries={k: e for k, e in picture.entries.items() if e.kind != "origin"}
    )


def _named_there(left: Sight, number: str) -> Picture:
    """The picture as it left, under the names that it has next door."""
    header = {
        k: NAMES.get(str(v), f"{v}@W") if k in {*NEUTRAL_COLUMNS, *BODY_COLUMNS} else v
        for k, v in left.picture.header.items()
    }
    known = {line.key for line in left.entries()}
    entries = {k: e for k, e in left.picture.entries.items() if k in known}
    foreign = set(Body.objects.filter(county="W").values_list("handle", flat=True)) | {"n1", "n2", "n3", "n4"}
    entries = {
        k: replace(e, code=NAMES.get(e.code, f"{e.code}@W" if e.code in foreign else e.code))
        for k, e in entries.items()
    }
    parties = {k: replace(p, body=NAMES.get(p.body, p.body)) for k, p in left.picture.parties.items()}
    return replace(left.picture, number=number, header=header, entries=entries, parties=parties)


def _compared(picture: Picture) -> dict[str, Any]:
    """Header, parties, proceedings, clocks and register, without numbers of events and who did it."""
    return {
        "header": {k: v for k, v in picture.header.items() if v not in (None, "") and k != "officer"},
        "parties": {k: replace(p, named=0) for k, p in picture.parties.items()},
        "proceedings": {k: replace(p, actor="") for k, p in picture.proceedings.items()},
        "clocks": dict(picture.clocks),
        "register": {k: replace(e, actor="", seq=0) for k, e in picture.entries.items()},
    }


def _told(seen: Sight) -> list[tuple[str, str, str]]:
    """The answers that are read in plain words, without the ids of files."""
    return sorted(
        (p.part, p.key, str(p.value))
        for p in seen.pieces
        if not p.masked and p.key not in ("files", ORIGIN_PAPERS, "signature", "scan") and not _ours(p)
    )


def _ours(piece: Any) -> bool:
    return piece.key in {
        "origin_number", "origin_body", "origin_head", "origin_events", "package", "sender", "basis_kind", "basis",
        "purpose", "left_out",
    }  # fmt: skip
