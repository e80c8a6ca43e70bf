"""What was published: the figures of a county as they stood, kept as they were."""

from typing import ClassVar

from django.db import models


class Published(models.Model):
    """One publication: its name, the period and cut-off, every figure as JSON with its digest, and how far the record
    went (`last_event` is the key of the last event that was counted). Rows are never changed (casework/append_only.py).
    """

    county = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField()  # the day after the last
    cut_off = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    last_event = models.PositiveBigIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "已公布的数字"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "name"], name="published_once"),
        ]
