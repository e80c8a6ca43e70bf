"""A package is read only when every name, size, byte and the signature are as they were written."""

import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.core.package.archive import MANIFEST, SIGNATURE, Package, Writer
from rongzhi.core.package.cards import Card, card_of, signed_by, signing_key
from rongzhi.core.package.envelope import opened, seal_by_phrase, seal_for
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.package.manifest import LeftOut, Manifest, Office
from rongzhi.core.record.keys import InstallationKeys, new_code

KEYS = InstallationKeys.derive(bytes(range(32)))
OTHERS = InstallationKeys.derive(bytes(range(1, 33)))
PHRASE = new_code(lambda n: bytes(range(n)))
PHOTO = "evidence/0123456789abcdef0123456789abcdef.jpg"
Members = dict[str, bytes]


def card(keys: InstallationKeys = KEYS) -> Card:
    return card_of(keys, county="W", name_zh="W县", name_en="W County")


def package(keys: InstallationKeys = KEYS) -> bytes:
    """A small package, not sealed."""
    out = io.BytesIO()
    writer = Writer(out)
    writer.add("history.jsonl", [b'{"seq": 1}\n', b'{"seq": 2}\n'])
    writer.add("case.json", [b"{}"])
    writer.add(PHOTO, [b"\xff\xd8", b"pixels" * 50_000], packed=True)
    office = Office("PMCF", "PMCF", "甲", "A")
    manifest = Manifest(
        kind="case",
        number="W-2026-000001",
        sender=card(keys),
        from_body=office,
        to_body=office,
        made_at="2026-03-02T10:00:00+08:00",
        purpose="移交",
        basis_kind="duty",
        basis="第十七条",
        head="00" * 32,
        events=2,
        files=tuple(writer.members),
        left_out=(LeftOut("confidences", 0, "不移送", "stays"),),
        program="1",
    )
    writer.close(manifest, keys)
    return out.getvalue()


WHOLE = package()


def proved(content: bytes) -> Package:
    found = Package(io.BytesIO(content))
    found.prove()
    return found


def members(content: bytes = WHOLE) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(found: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in found:
            archive.writestr(name, content)
    return out.getvalue()


def refusal(content: bytes) -> PackageRefused:
    with pytest.raises(PackageRefused) as caught:
        proved(content)
    return caught.value


def resigned(change: Callable[[dict], None], keys: InstallationKeys = KEYS) -> bytes:
    """The package with another manifest, signed again by who made it."""
    found = members()
    manifest = json.loads(found[MANIFEST])
    change(manifest)
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    found[MANIFEST], found[SIGNATURE] = text, signing_key(keys).sign(text)
    return zipped(list(found.items()))


def test_what_was_written_is_read() -> None:
    found = proved(WHOLE)

    assert found.manifest.number == "W-2026-000001"
    assert list(found.lines("history.jsonl")) == [b'{"seq": 1}', b'{"seq": 2}']
    assert b"".join(found.read(PHOTO)) == b"\xff\xd8" + b"pixels" * 50_000
    assert signed_by(card(), found.manifest.text(), members()[SIGNATURE])


@pytest.mark.parametrize("name", ["history.jsonl", "case.json", PHOTO])
def test_changed_byte_is_refused_with_the_name_of_the_file(name: str) -> None:
    found = members()
    found[name] = found[name][:-1] + bytes([found[name][-1] ^ 1])

    fault = refusal(zipped(list(found.items())))

    assert (fault.code, fault.member) == ("changed", name)
    assert name in fault.label
    assert name in fault.en


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_flipped_byte_passes(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    flip = data.draw(st.integers(1, 255))

    fault = refusal(WHOLE[:at] + bytes([WHOLE[at] ^ flip]) + WHOLE[at + 1 :])

    assert fault.label
    assert fault.en


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_no_package_that_was_cut_off_passes(length: int) -> None:
    assert refusal(WHOLE[:length]).code in ("no_package", "changed", "missing")


def test_package_of_a_newer_version_is_named_so() -> None:
    fault = refusal(resigned(lambda manifest: manifest.update(format=2, something_new={"a": 1})))

    assert fault.code == "newer"
    assert "2" in fault.en


@pytest.mark.parametrize("name", ["history.jsonl", PHOTO, SIGNATURE, MANIFEST])
def test_missing_file_is_named(name: str) -> None:
    found = members()
    del found[name]

    fault = refusal(zipped(list(found.items())))

    assert fault.code == "missing"
    assert name in fault.en


def test_file_that_the_manifest_does_not_list_is_named() -> None:
    fault = refusal(zipped([*members().items(), ("papers/F99-1.pdf", b"%PDF")]))

    assert (fault.code, fault.member) == ("extra", "papers/F99-1.pdf")


CLIMBING = (
    "../evil.pdf",
    "papers/../../evil.pdf",
    "/etc/passwd",
    "C:/windows/evil.pdf",
    "papers\\evil.pdf",
    "evidence/..",
    "papers/",
)


@pytest.mark.parametrize("name", CLIMBING)
def test_path_that_climbs_out_is_refused(name: str) -> None:
    fault = refusal(zipped([*members().items(), (name, b"evil")]))

    assert fault.code in ("unsafe", "extra")
    assert name.rstrip("/") in fault.en


@pytest.mark.parametrize("name", CLIMBING)
def test_path_that_climbs_out_is_refused_in_a_signed_manifest_too(name: str) -> None:
    def climb(manifest: dict) -> None:
        manifest["files"][0]["name"] = name

    assert refusal(resigned(climb)).code == "unsafe"


@pytest.mark.parametrize("said", ["", "yesterday", "2026-03-02T10:00:00", "2026-02-30T10:00:00+08:00"])
def test_moment_that_is_none_is_refused(said: str) -> None:
    def mistell(manifest: dict) -> None:
        manifest["made_at"] = said

    fault = refusal(resigned(mistell))

    assert (fault.code, fault.member) == ("changed", "manifest.json")


def test_link_is_refused() -> None:
    found = members()
    link = zipfile.ZipInfo(PHOTO)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = found.pop(PHOTO)

    assert refusal(zipped([*found.items(), (link, content)])).code == "unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_name_that_comes_twice_is_refused() -> None:
    assert refusal(zipped([*members().items(), ("case.json", b"{}")])).code == "unsafe"


def test_size_that_the_manifest_does_not_say_is_refused() -> None:
    def smaller(manifest: dict) -> None:
        manifest["files"][2]["size"] = 10

    assert refusal(resigned(smaller)).code == "changed"


def test_more_than_an_installation_takes_is_refused_before_it_is_unpacked() -> None:
    def huge(manifest: dict) -> None:
        manifest["files"][2]["size"] = 10**12

    assert refusal(resigned(huge)).code == "too_large"


def test_manifest_that_somebody_else_signed_is_refused() -> None:
    assert refusal(resigned(lambda manifest: manifest.update(purpose="另"), OTHERS)).code == "signature"


def test_sealed_for_one_installation_it_opens_there_alone() -> None:
    out = io.BytesIO()
    sealed = seal_for(out, card(OTHERS))
    sealed.write(WHOLE)
    sealed.finish()

    there = Package(opened(out, keys=OTHERS))
    there.prove()

    assert b"history.jsonl" not in out.getvalue()
    with pytest.raises(PackageRefused) as caught:
        opened(out, keys=KEYS)
    assert caught.value.code == "not_for_us"


def test_sealed_by_a_passphrase_it_opens_with_that_alone() -> None:
    out = io.BytesIO()
    sealed = seal_by_phrase(out, PHRASE)
    sealed.write(WHOLE)
    sealed.finish()

    Package(opened(out, keys=OTHERS, phrase=PHRASE.lower())).prove()

    for wrong, code in (
        ("", "phrase_needed"),
        ("nonsense", "wrong_phrase"),
        (new_code(lambda n: b"x" * n), "wrong_phrase"),
    ):
        with pytest.raises(PackageRefused) as caught:
            opened(out, keys=KEYS, phrase=wrong)
        assert caught.value.code == code


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_no_flipped_byte_passes_in_a_sealed_package(place: int, flip: int) -> None:
    at = place % len(SEALED)
    content = SEALED[:at] + bytes([SEALED[at] ^ flip]) + SEALED[at + 1 :]

    with pytest.raises(PackageRefused):
        Package(opened(io.BytesIO(content), keys=OTHERS)).prove()


def _sealed() -> bytes:
    out = io.BytesIO()
    sealed = seal_for(out, card(OTHERS))
    sealed.write(WHOLE)
    sealed.finish()
    return out.getvalue()


SEALED = _sealed()


def test_package_whose_making_breaks_off_leaves_nothing_open_and_no_end():
    out = io.BytesIO()

    writer = Writer(out)
    with pytest.raises(OSError, match="gone"):
        _begin(writer)
    before = out.getvalue()
    writer._zip.__del__()  # what the interpreter does some time later, in somebody else's test

    assert out.getvalue() == before
    with pytest.raises(PackageRefused):
        Package(io.BytesIO(before))


def _begin(writer: Writer) -> None:
    with writer:
        writer.add("case.json", [b"{}"])
        writer.add(PHOTO, _broken_off())


def _broken_off() -> Iterator[bytes]:
    yield b"half"
    raise OSError("the disk is gone")
