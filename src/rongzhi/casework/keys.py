"""The installation's keys as this process has them, and what it means when they are lost."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rongzhi.casework.keys_file import KeyFault, load
from rongzhi.core.record.keys import InstallationKeys


@lru_cache(maxsize=4)
def _load(path: Path, stamp: int) -> InstallationKeys:
    return load(path)


def installation_keys() -> InstallationKeys:
    """The keys, read once for each state of the key file. Raises KeyFault (lost, exposed, damaged)."""
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
