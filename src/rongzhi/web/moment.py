"""The time that the pages act at: the clock of the wall, or the demo's own."""

from datetime import datetime

from django.utils import timezone

try:
    from rongzhi.casework.clock_now import now
except ImportError:  # the installation keeps no clock of its own

    def now() -> datetime:
        """The time of the wall."""
        return timezone.now()


__all__ = ["now"]
