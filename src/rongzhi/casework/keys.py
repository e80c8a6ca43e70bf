"""The installation's keys as this process has them, and what it means when they are lost."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rongzhi.casework.keys_file import KeyFault, from_text, load
from rongzhi.core.record.keys import InstallationKeys


@lru_cache(maxsize=4)
def _load(path: Path, stamp: int) -> InstallationKeys:
    return load(path)


@lru_cache(maxsize=4)
def _given(text: str) -> InstallationKeys:
    return InstallationKeys.derive(from_text(text, origin="RONGZHI_KEY"))


def installation_keys() -> InstallationKeys:
    """The keys, from the setting RONGZHI_KEY or else read once for each state of the key file.

    Raises KeyFault (lost, exposed, damaged).
    """
    if settings.RONGZHI_KEY:
        return _given(settings.RONGZHI_KEY)
    path = Path(settings.RONGZHI_KEY_FILE)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _load(path, stamp)


def key_fault() -> KeyFault | None:
    """What is wrong with the key, or None; the site is then read-only and shows header facts alone."""
    try:
        installation_keys()
    except KeyFault as fault:
        return fault
    return None
