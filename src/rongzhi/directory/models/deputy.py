"""Who acts for whom while they are away."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rongzhi.directory.models.account import Account


class Deputy(models.Model):
    """`deputy` acts with the rights of `account`'s post from one day to another, both included."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="stands_in")
    since = models.DateField()
    until = models.DateField()
    named_by = models.CharField(max_length=60)
    named = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "代理"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="deputy_days_in_order"),
            models.CheckConstraint(condition=~Q(account=F("deputy")), name="deputy_is_somebody_else"),
        ]
