"""A county, made from its own file."""

from django.db import models


class County(models.Model):
    """A county and the rules it has adopted."""

    code = models.CharField(max_length=12, primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    pack = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=40)
    demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "县域"
