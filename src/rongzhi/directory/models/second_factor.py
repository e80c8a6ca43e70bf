"""What somebody has beside a password: the sealed secret of an authenticator app, and recovery codes."""

from typing import ClassVar

from django.db import models

from rongzhi.directory.models.account import Account


class SecondFactor(models.Model):
    """The authenticator app of one account. `counter` is the last code that was taken: none is taken twice."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    nonce = models.BinaryField(max_length=12)
    sealed = models.BinaryField()
    counter = models.BigIntegerField(default=0)
    misses = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name = "动态验证码"


class RecoveryCode(models.Model):
    """The keyed digest of a code that stands in for the app once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "恢复码"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")
        ]
