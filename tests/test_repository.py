"""What the repository itself must hold to."""

import tomllib
from pathlib import Path

import pytest

from rongzhi import __version__

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("lock", ["core.txt", "dev.txt"])
def test_lock_holds_hashes_and_no_address(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]

    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pins) > 0


def test_tests_run_with_the_very_releases_of_an_installation():
    def pins(lock: str) -> set[str]:
        lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
        return {line.removesuffix(" \\") for line in lines if "==" in line and line[0].isalnum()}

    assert pins("core.txt") <= pins("dev.txt")


def test_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == __version__
