"""The signatures of stories: what each case resembles others by, and the cluster it belongs to."""

from typing import ClassVar

from django.db import models


class Likeness(models.Model):
    """One case: the keyed signature of what happened, the clear facts beside it, and its cluster.

    Follows from the events; `rongzhi groups find --anew` makes it anew. `signature` is empty where there is too little
    to compare, or nothing any more. `turn` changes by chance with every change, so that a process that holds the index in
    memory notices what another did.
    """

    file = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    seq = models.PositiveIntegerField()
    turn = models.BigIntegerField()
    signature = models.BinaryField()
    cluster = models.CharField(max_length=40)
    institution = models.CharField(max_length=40)
    product = models.CharField(max_length=8)
    reason = models.CharField(max_length=8)
    month = models.CharField(max_length=7)
    place = models.CharField(max_length=16)  # a keyed digest: the township is in a person's sealed part

    class Meta:
        verbose_name = "案情相似"
        indexes: ClassVar = [
            models.Index(fields=["county", "turn"], name="likeness_by_turn"),
            models.Index(fields=["county", "cluster"], name="likeness_by_cluster"),
        ]
