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
