"""The files of packs that were adopted at the administrator's desk."""

from django.db import models


class AdoptedPack(models.Model):
    """One pack as it was adopted: its files as a zip. The county's file holds the digest that they must have."""

    name = models.CharField(max_length=60, primary_key=True)
    digest = models.CharField(max_length=64)
    files = models.BinaryField()
    kept = models.DateTimeField()

    class Meta:
        verbose_name = "已采用的规则包"
