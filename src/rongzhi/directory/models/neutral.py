"""A neutral on the roster, made from its file."""

from typing import ClassVar

from django.db import models


class Neutral(models.Model):
    """A mediator or evaluator on the roster."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    handle = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    pinyin = models.CharField(max_length=200, blank=True)
    background = models.CharField(max_length=40, blank=True)
    specialisms = models.CharField(max_length=300, blank=True)
    employer = models.CharField(max_length=40, blank=True)
    payer = models.CharField(max_length=40, blank=True)
    host = models.CharField(max_length=40, blank=True)
    ties = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=16, default="active")
    more = models.TextField(default="{}")

    class Meta:
        verbose_name = "中立人员"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "handle"], name="neutral_handle_once")
        ]
