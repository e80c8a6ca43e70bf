"""The time of day for commands and workers: the machine's, in the county's zone."""

from datetime import datetime

from rongzhi.casework.actions import SHANGHAI


def present() -> datetime:
    """Now. Everything below takes it as an argument."""
    return datetime.now(SHANGHAI)
