"""One-time codes by which a party enters its file through the recorded contact."""

from typing import ClassVar

from django.db import models


class PartyCode(models.Model):
    """One code for one party of one file, good once and for some minutes. Follows from no event.

    `sealed` holds code and address until the code was sent; afterwards the keyed digest alone is left.
    """

    file = models.CharField(max_length=40)
    party = models.CharField(max_length=8)
    means = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32)
    made = models.DateTimeField()
    good_until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    nonce = models.BinaryField(max_length=12, null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = "一次性验证码"
        indexes: ClassVar = [models.Index(fields=["file", "good_until"], name="party_code_by_file")]
