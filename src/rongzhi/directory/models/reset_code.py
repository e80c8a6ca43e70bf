"""Codes by which a forgotten password is set anew."""

from django.db import models

from rongzhi.directory.models.account import Account


class ResetCode(models.Model):
    """The keyed digest of a code that sets a new password once, until its time is over.

    `by` made it at the counter; empty when the person asked for it themselves. The code itself is kept, sealed,
    only until it was sent.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.BinaryField(max_length=32, unique=True)
    by = models.CharField(max_length=60, blank=True)
    made = models.DateTimeField()
    good_until = models.DateTimeField()
    used = models.DateTimeField(null=True)
    nonce = models.BinaryField(max_length=12, null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = "密码重设码"
