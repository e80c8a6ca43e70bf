"""The access log: who opened which part of which file, and when."""

from typing import ClassVar

from django.db import models


class AccessLog(models.Model):
    """One part that one person opened at one opening of a file. Append-only; follows from no event, names no content.

    `apart`: a reading of a suspicion (DC9), or by somebody who reads for a suspicion alone; parties never see it.
    """

    county = models.CharField(max_length=12)
    file = models.CharField(max_length=40)
    part = models.CharField(max_length=80)
    reader = models.CharField(max_length=80)
    body = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    apart = models.BooleanField()

    class Meta:
        verbose_name = "查阅记录"
        indexes: ClassVar = [models.Index(fields=["file", "id"], name="opening_by_file")]
