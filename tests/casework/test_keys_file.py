"""The key file: made once, for its owner alone; every fault has its own plain message."""

import os
from pathlib import Path

import pytest

from rongzhi.casework.keys_file import (
    KeyDamaged,
    KeyExists,
    KeyExposed,
    KeyFault,
    KeyLost,
    KeyUnreadable,
    create,
    from_text,
    load,
    to_text,
)


def test_created_key_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "key"

    made = create(path)

    assert load(path) == made
    assert path.stat().st_mode & 0o777 == 0o600


def test_created_key_has_its_mode_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        create(tmp_path / "closed")
        os.umask(0)
        create(tmp_path / "open")
    finally:
        os.umask(before)

    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_two_created_keys_differ(tmp_path: Path) -> None:
    assert create(tmp_path / "one").fingerprint() != create(tmp_path / "two").fingerprint()


def test_existing_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = create(path)

    with pytest.raises(KeyExists, match="exists already"):
        create(path)

    assert load(path) == made


def test_dangling_link_is_not_followed_when_a_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "key").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KeyExists):
        create(tmp_path / "key")

    assert not (tmp_path / "elsewhere").exists()


def test_key_in_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadable, match="cannot be written"):
        create(tmp_path / "missing" / "key")


def test_failed_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(KeyUnreadable, match="No space left"):
        create(tmp_path / "key")

    assert list(tmp_path.iterdir()) == []


def test_missing_key_is_lost(tmp_path: Path) -> None:
    with pytest.raises(KeyLost, match="do not make a new key"):
        load(tmp_path / "key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o666])
def test_key_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    create(path)
    path.chmod(mode)

    with pytest.raises(KeyExposed, match=f"mode {mode:03o}.*chmod 600"):
        load(path)


def test_read_only_key_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = create(path)
    path.chmod(0o400)

    assert load(path) == made


def test_folder_in_place_of_the_key_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadable, match="cannot be read"):
        load(tmp_path)


def test_device_in_place_of_the_key_is_unreadable() -> None:
    with pytest.raises(KeyUnreadable, match="no ordinary file"):
        load(Path(os.devnull))


@pytest.mark.parametrize("keep", [0, 1, 26, 27, 40, 89])
def test_cut_key_is_damaged(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "key"
    create(path)
    path.write_bytes(path.read_bytes()[:keep])

    with pytest.raises(KeyDamaged, match="no whole key"):
        load(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"rongzhi-installation-key-1:zz", b"x" * 5000])
def test_foreign_content_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    create(path)
    path.write_bytes(content)

    with pytest.raises(KeyDamaged):
        load(path)


def test_secret_from_a_setting_reads_as_written() -> None:
    secret = bytes(range(32))

    assert from_text(to_text(secret), origin="RONGZHI_KEY") == secret


def test_damaged_setting_is_named_without_its_content() -> None:
    with pytest.raises(KeyDamaged, match="RONGZHI_KEY") as refusal:
        from_text("rongzhi-installation-key-1:5ec2e7", origin="RONGZHI_KEY")

    assert "5ec2e7" not in refusal.value.en + refusal.value.label


def test_every_fault_speaks_both_languages(tmp_path: Path) -> None:
    with pytest.raises(KeyFault) as refusal:
        load(tmp_path / "key")

    assert "密钥文件" in refusal.value.label
    assert str(refusal.value) == refusal.value.en
