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


class Transfer(models.Model):
    """A package on its way to the platform of others: where it stands, and the number it was given there.

    `digest` is the package's own and names it there for ever. The bytes lie sealed in the folder `transfers` until
    they are acknowledged; `wrapped` is their key. Follows from no event; what the platform answered is an act.
    """

    digest = models.CharField(max_length=64, unique=True)
    county = models.CharField(max_length=12)
    file = models.CharField(max_length=40)
    proceeding = models.CharField(max_length=24, blank=True)
    to_body = models.CharField(max_length=40)
    platform = models.CharField(max_length=12)
    status = models.CharField(max_length=12)  # queued, sent, acknowledged, failed
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, default="")
    reference = models.CharField(max_length=80, default="")
    size = models.PositiveBigIntegerField()
    wrapped = models.BinaryField(max_length=128, null=True)
    by = models.CharField(max_length=80)
    queued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "移送"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "to_body", "proceeding"],
                condition=~models.Q(status="failed"),
                name="one_transfer_per_hand_over",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["queued", "sent", "acknowledged", "failed"]),
                name="transfer_status_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "next_try"], name="transfer_by_next_try")]


class Commission(models.Model):
    """A case that a court gave out by its platform: what became of it here. The platform's key comes in once.

    Holds nothing of persons; a taken one is the case `file`, one that was sent back says why.
    """

    platform = models.CharField(max_length=12)
    key = models.CharField(max_length=80)
    county = models.CharField(max_length=12)
    court = models.CharField(max_length=40)
    to_body = models.CharField(max_length=40)
    status = models.CharField(max_length=12)  # taken, sent_back
    file = models.CharField(max_length=40, default="")
    why = models.CharField(max_length=300, default="")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "法院委派"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "key"], name="one_case_per_commission"),
            models.CheckConstraint(
                condition=models.Q(status="taken", file__gt="") | models.Q(status="sent_back", why__gt=""),
                name="commission_is_case_or_reason",
            ),
        ]
