"""The county log: one append-only Merkle log for each county, fed by the sealer."""

from typing import ClassVar

from django.db import models


class CountyLeaf(models.Model):
    """One sealed state of one file: its pseudonym, its last event and that event's hash. Append-only."""

    county = models.CharField(max_length=12)
    index = models.PositiveIntegerField()
    pseudonym = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    head = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = "县域日志"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "index"], name="one_leaf_per_index")
        ]
        indexes: ClassVar = [models.Index(fields=["pseudonym", "seq"], name="leaf_by_file")]


class CountyRoot(models.Model):
    """The log's tree head after a seal; the one at midnight is the day's public root."""

    county = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    frontier = models.TextField()
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = "县域日志根"
        constraints: ClassVar = [models.UniqueConstraint(fields=["county", "size"], name="one_root_per_size")]


class SealedHead(models.Model):
    """How far each file is sealed: written by the sealer, so that it finds changed files by one query."""

    file = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12, db_index=True)
    seq = models.PositiveIntegerField()
    index = models.PositiveIntegerField()

    class Meta:
        verbose_name = "已封存的案卷"
