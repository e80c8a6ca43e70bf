"""Result files of batches in the browser: sealed, in a folder of the installation, for a day."""

import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from rongzhi.web.slips import lock, unlock

KEPT_SECONDS = 24 * 3600


def keep(parts: Mapping[str, bytes]) -> str:
    """Keep the files; gives the token under which they are found."""
    folder, token = _folder(), secrets.token_urlsafe(16)
    clear()
    for name, content in parts.items():
        handle = os.open(folder / f"{token}.{name}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(lock(content))
    return token


def read(token: str, part: str) -> bytes:
    """One of the kept files. Raises OSError when it is gone, InvalidToken when it was changed."""
    return unlock((_folder() / f"{token}.{part}").read_bytes())


def clear() -> int:
    """Delete the files that are older than a day; gives their number."""
    before, count = time.time() - KEPT_SECONDS, 0
    for old in _folder().iterdir():
        try:
            if old.stat().st_mtime < before:
                old.unlink()
                count += 1
        except FileNotFoundError:
            continue  # somebody else has just deleted it
    return count


def _folder() -> Path:
    folder = Path(settings.RONGZHI_HOME) / "batch-results"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
