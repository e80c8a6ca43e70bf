"""The addresses of calendars that people have asked for: keyed digests alone, and whether they still count."""

from typing import ClassVar

from django.db import models


class CalendarKey(models.Model):
    """One calendar of one reader: an account, or a party of one file. Follows from no event."""

    digest = models.BinaryField(max_length=32, unique=True)
    county = models.CharField(max_length=12)
    reader = models.CharField(max_length=80)  # the actor's id
    file = models.CharField(max_length=40, blank=True)  # for a party: its file and key
    party = models.CharField(max_length=8, blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "日历地址"
        indexes: ClassVar = [models.Index(fields=["reader", "revoked_at"], name="calendar_by_reader")]
