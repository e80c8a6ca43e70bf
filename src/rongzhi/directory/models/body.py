"""A body of the directory, made from its file."""

from typing import ClassVar

from django.db import models


class Body(models.Model):
    """A department, court, regulator, institution, mediation organisation or social force."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    handle = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    pinyin = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=16, default="active")
    more = models.TextField(default="{}")

    class Meta:
        verbose_name = "机构"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "handle"], name="body_handle_once")
        ]
