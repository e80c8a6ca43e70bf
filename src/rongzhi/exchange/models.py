"""What has left the house: one row for each message and recipient, so that nothing is sent twice."""

from typing import ClassVar

from django.db import models


class Delivered(models.Model):
    """A message that a port has taken. It says how and when, never what stood in it or to which address."""

    file = models.CharField(max_length=40)
    due = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)
    means = models.CharField(max_length=12)
    reference = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "已送出的消息"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "due", "recipient"], name="one_delivery_per_recipient")
        ]


class StaffNotice(models.Model):
    """How an account wishes to be told of news on its desk: by its recorded means, and how often.

    `told` is the last delivery to the desk that was told of or passed over. Follows from no event.
    """

    account = models.OneToOneField("directory.Account", on_delete=models.CASCADE, primary_key=True)
    frequency = models.CharField(max_length=12)
    told = models.BigIntegerField(default=0)
    leaves = models.DateTimeField(null=True)  # when the next digest leaves; null: at once

    class Meta:
        verbose_name = "工作人员通知设置"
