"""Where somebody is signed in."""

from typing import ClassVar

from django.db import models

from rongzhi.directory.models.account import Account


class SignIn(models.Model):
    """One browser in which an account has signed in; address and browser are shortened before they are kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    browser = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    begun = models.DateTimeField()
    seen = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True)  # out, forced, idle, old, password, left

    class Meta:
        verbose_name = "登录会话"
        indexes: ClassVar = [models.Index(fields=["account", "ended"], name="sign_in_by_account")]
