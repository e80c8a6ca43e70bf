"""A rule pack comes in as a zip: read whole, or refused in words, whatever is wrong with it."""

import io
import zipfile

import pytest

from rongzhi.rulebook.pack_folder import NoPackFiles, packed, unpacked

FILES = {"pack.toml": b'version = "2026.2"\n' * 50, "texts/messages.toml": b"[message]\n"}


def damaged() -> bytes:
    """A zip whose list of files is whole and whose packed bytes are not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.toml", FILES["pack.toml"])
    whole = bytearray(out.getvalue())
    first = 30 + len("pack.toml")
    whole[first : first + 6] = b"\xff" * 6
    return bytes(whole)


def unknown_compression() -> bytes:
    whole = bytearray(packed({"pack.toml": FILES["pack.toml"]}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = whole.index(mark) + place
        whole[at : at + 2] = (97).to_bytes(2, "little")
    return bytes(whole)


def climbing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pack.toml", "x")
        archive.writestr("../outside.toml", "x")
    return out.getvalue()


def test_pack_comes_out_as_it_went_in() -> None:
    assert unpacked(packed(FILES)) == FILES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip",
        packed(FILES)[:40],
        damaged(),
        unknown_compression(),
        climbing(),
        packed({"a.txt": b""}),
    ],
    ids=["empty", "no zip", "cut off", "damaged", "unknown compression", "climbing", "no pack"],
)
def test_what_is_no_pack_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(NoPackFiles) as refusal:
        unpacked(data)

    assert refusal.value.label
    assert refusal.value.en
