"""The time that pages act at."""

from rongzhi.casework.clock_now import now

__all__ = ["now"]
