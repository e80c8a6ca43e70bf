"""What comes in wrong is refused in words, and leaves nothing: no file, no event, no bytes on disk."""

import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Blob, Case, Event, File, PartKey
from rongzhi.casework.packages import opening
from rongzhi.casework.packages.making import make
from rongzhi.casework.packages.opening import arrived
from rongzhi.casework.packages.taking import take_in
from rongzhi.core.package.archive import Writer
from rongzhi.core.package.envelope import opened
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.package.manifest import read_manifest
from tests.factories.county import NOW, county, mediator, officer
from tests.factories.packages import OTHER, PHRASE, THERE, handed, neighbour, packed, taken, talked_case

pytestmark = pytest.mark.django_db
Members = dict[str, bytes]


@pytest.fixture(autouse=True)
def _counties(db: Any) -> None:
    county()
    neighbour()


def state() -> tuple[int, ...]:
    """How much there is: rows, and files on disk."""
    stored = [path for path in (Path(settings.RONGZHI_HOME) / "blobs").glob("**/*") if path.is_file()]
    return (*(model.objects.count() for model in (File, Case, Event, Blob, PartKey)), len(stored))


def altered(content: bytes, change: Callable[[Members], None]) -> io.BytesIO:
    """The package with other contents, whole and signed again by its sender: what a faulty program might make."""
    with zipfile.ZipFile(opened(io.BytesIO(content), keys=installation_keys(), phrase=PHRASE)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = read_manifest(members.pop("manifest.json"))
    members.pop("manifest.sig")
    change(members)
    out = io.BytesIO()
    writer = Writer(out)
    for name, data in members.items():
        writer.add(name, [data])
    writer.close(replace(manifest, files=tuple(writer.members)), installation_keys())
    return out


def history(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[Members], None]:
    def changed(members: Members) -> None:
        lines = [json.loads(line) for line in members["history.jsonl"].splitlines()]
        change(lines)
        members["history.jsonl"] = b"".join(
            json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines
        )

    return changed


def _evidence_gone(members: Members) -> None:
    del members[next(name for name in members if name.startswith("evidence/"))]


def _evidence_more(members: Members) -> None:
    members["evidence/" + "a" * 32 + ".pdf"] = b"%PDF"


def _other_bytes(members: Members) -> None:
    name = next(name for name in members if name.startswith("evidence/"))
    members[name] += b"more"


CLOCK = {
    "name": "x",
    "proceeding": "intake-1",
    "parameter": "pm_accept",
    "started": "2026-03-02",
    "due": "2026-03-09",
    "status": "walking",
}
WRONG: dict[str, tuple[Callable[[Members], None], str]] = {
    "an act that is not known": (
        history(lambda lines: lines[3].update(act="mediation.teleport")),
        "unknown_act",
    ),
    "a stage that is not known": (
        history(
            lambda lines: lines[0]["changes"].append(
                ["proceeding", "intake-9", {"procedure": "intake", "stage": "x"}]
            )
        ),
        "changed",
    ),
    "a stage that is not known, later on": (
        history(lambda lines: lines[2]["changes"].append(["proceeding", "intake-1", {"stage": "x"}])),
        "changed",
    ),
    "a status that is not known": (
        history(lambda lines: lines[0]["changes"].append(["clock", "intake-1/x/1", CLOCK])),
        "changed",
    ),
    "a table that is not known": (
        history(lambda lines: lines[0]["changes"].append(["account", "x", {}])),
        "changed",
    ),
    "an access code": (
        history(lambda lines: lines[0]["changes"].append(["code", "p1", {"digest": "00"}])),
        "changed",
    ),
    "a confidence": (history(lambda lines: lines[1]["sealed"].update({"side:p1": {"note": "x"}})), "changed"),
    "an amount that is none": (
        history(lambda lines: lines[0]["changes"].append(["case", "", {"amount": "many"}])),
        "changed",
    ),
    "a line too few": (history(lambda lines: lines.pop()), "changed"),
    "no line": (history(lambda lines: lines.clear()), "changed"),
    "lines that are no objects": (
        lambda members: members.update({"history.jsonl": b"[1]\n[2]\n"}),
        "changed",
    ),
    "evidence that is gone": (_evidence_gone, "missing"),
    "evidence of no event": (_evidence_more, "extra"),
    "evidence with other bytes": (_other_bytes, "changed"),
    "a case that is no object": (lambda members: members.update({"case.json": b"[]"}), "changed"),
}


@pytest.mark.parametrize("name", WRONG)
def test_package_with_wrong_contents_leaves_nothing(name: str) -> None:
    change, code = WRONG[name]
    package = altered(packed(talked_case()).content, change)
    before = state()

    with pytest.raises(PackageRefused) as caught, arrived(package) as found:
        take_in(found, by=THERE, now=NOW)

    assert caught.value.code == code
    assert caught.value.label
    assert caught.value.en
    assert state() == before


def test_damage_while_it_is_read_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = packed(talked_case())
    before = state()

    def broken(*args: Any) -> None:
        raise OSError("the disk is gone")

    with arrived(package.file, phrase=PHRASE) as found:
        monkeypatch.setattr("rongzhi.casework.packages.taking._record_origin", broken)
        with pytest.raises(OSError, match="gone"):
            take_in(found, by=THERE, now=NOW)

    assert state() == before


def test_same_package_gives_one_file() -> None:
    package = packed(talked_case())
    number = taken(package)
    before = state()

    with pytest.raises(PackageRefused) as caught:
        taken(package)

    assert caught.value.code == "taken_before"
    assert number in caught.value.en
    assert state() == before


def test_another_package_of_the_same_case_gives_no_second_file() -> None:
    file = talked_case()
    number = taken(packed(file))
    again = io.BytesIO()
    make(file, "PMCV", again, by=officer(), now=NOW.replace(hour=16), phrase=PHRASE)

    with pytest.raises(PackageRefused) as caught, arrived(again, phrase=PHRASE) as found:
        take_in(found, by=THERE, now=NOW)

    assert caught.value.code == "case_here"
    assert number in caught.value.en


def test_two_who_have_looked_at_it_take_it_in_once() -> None:
    package = packed(talked_case())

    with arrived(package.file, phrase=PHRASE) as one, arrived(package.file, phrase=PHRASE) as other:
        take_in(one, by=THERE, now=NOW)
        with pytest.raises(PackageRefused) as caught:
            take_in(other, by=replace(THERE, id="another"), now=NOW)

    assert caught.value.code == "taken_before"
    assert Case.objects.filter(county=OTHER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_take_it_in_once() -> None:
    package = packed(talked_case())

    def attempt(name: str) -> str:
        try:
            with arrived(package.file, phrase=PHRASE) as found:
                return take_in(found, by=replace(THERE, id=name), now=NOW).file
        except PackageRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, ("one", "two")))

    assert answers[1] == "taken_before"
    assert Case.objects.filter(county=OTHER).count() == 1


def test_unknown_sender_is_refused_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    package = packed(talked_case())
    monkeypatch.setattr(opening, "is_known", lambda card: False)
    before = state()

    with pytest.raises(PackageRefused) as caught:
        taken(package)

    assert caught.value.code == "unknown_sender"
    assert package.packed.manifest.sender.fingerprint in caught.value.label
    assert state() == before


@pytest.mark.parametrize("by", [mediator(), replace(THERE, functions=frozenset({"manager"}))])
def test_only_an_officer_of_an_organisation_takes_a_case_in(by: Any) -> None:
    with pytest.raises(PackageRefused) as caught:
        taken(packed(talked_case()), by=by)

    assert caught.value.code == "no_officer"


def test_one_sided_material_is_no_whole_file() -> None:
    from tests.factories import main_line

    file = main_line.mediating()
    handed(file, "PMCV", whose="applicant")

    with pytest.raises(PackageRefused) as caught:
        packed(file)

    assert caught.value.code == "check_all_sides"


def test_whole_file_never_goes_open() -> None:
    with pytest.raises(PackageRefused) as caught:
        packed(talked_case(), phrase=None)

    assert caught.value.code == "not_sealed"


def test_file_that_the_disk_has_lost_stops_the_whole_case_and_is_named_in_a_packet():
    file = talked_case()
    handed(file, "COURT", channel="suit")
    for path in [p for p in (Path(settings.RONGZHI_HOME) / "blobs").glob("**/*") if p.is_file()][:1]:
        path.unlink()

    with pytest.raises(PackageRefused) as caught:
        packed(file)
    packet = packed(file, "COURT")

    assert caught.value.code == "file_lost"
    kept = [one.name for one in packet.packed.manifest.files if one.name.startswith("evidence/")]
    assert len(kept) == 1
    assert [left.count for left in packet.packed.manifest.left_out if left.what == "gone"] == [1]
    with arrived(packet.file, phrase=PHRASE) as found:
        assert found.manifest.kind == "packet"
