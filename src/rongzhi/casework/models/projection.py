"""Rows made from events alone, for lists, clocks and figures; `rongzhi rebuild` makes them anew."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

MOST = 10**12  # yuan; SQLite does not hold amounts to their digits (docs/decisions)


class Case(models.Model):
    """The clear header of a dispute."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12)
    owner = models.CharField(max_length=40)
    status = models.CharField(max_length=12)
    door = models.CharField(max_length=16)
    channel = models.CharField(max_length=24)
    mediation_kind = models.CharField(max_length=16)
    track = models.CharField(max_length=12)
    dispute_class = models.CharField(max_length=8)
    reason = models.CharField(max_length=8)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    amount_band = models.CharField(max_length=12)
    officer = models.CharField(max_length=80)
    neutral = models.CharField(max_length=40)
    neutral_proposed = models.CharField(max_length=40)
    evaluator = models.CharField(max_length=40)
    court = models.CharField(max_length=40)
    commissioned_by = models.CharField(max_length=40)
    filed_on = models.DateField()
    ended_on = models.DateField(null=True)
    waiting_for = models.CharField(max_length=200)  # roles that it waits for, with commas around each
    next_due = models.DateTimeField(null=True)
    responsible = models.CharField(max_length=40)  # handle of the one body that answers for it

    class Meta:
        verbose_name = "案件"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status="open") | (~Q(responsible="") & Q(next_due__isnull=False)),
                name="case_has_owner_and_clock",
            ),
            models.CheckConstraint(condition=Q(status__in=["open", "ended"]), name="case_status_known"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0, amount__lt=MOST),
                name="case_amount_in_range",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county", "status", "next_due"], name="case_by_next"),
            models.Index(fields=["owner", "status", "next_due"], name="case_by_owner"),
            models.Index(fields=["neutral", "status"], name="case_by_neutral"),
            models.Index(fields=["neutral_proposed"], name="case_by_proposed"),
            models.Index(fields=["evaluator"], name="case_by_evaluator"),
            models.Index(fields=["court"], name="case_by_court"),
            models.Index(fields=["commissioned_by"], name="case_by_commission"),
        ]


class Party(models.Model):
    """Somebody in a file; name and contact are sealed in its part."""

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=8)
    side = models.CharField(max_length=16)
    kind = models.CharField(max_length=20)
    body = models.CharField(max_length=40)
    represents = models.CharField(max_length=8)
    status = models.CharField(max_length=12)
    joined = models.BooleanField()
    named = models.PositiveIntegerField()

    class Meta:
        verbose_name = "当事人"
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "key"], name="one_party_per_key")]
        indexes: ClassVar = [models.Index(fields=["body", "status", "file"], name="party_by_body")]


class Proceeding(models.Model):
    """One run of one procedure about a file."""

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=24)
    procedure = models.CharField(max_length=16)
    stage = models.CharField(max_length=24)
    open = models.BooleanField()
    version = models.PositiveIntegerField()
    end = models.CharField(max_length=16)
    edition = models.PositiveSmallIntegerField()
    since = models.DateField()
    opened = models.DateField()
    actor = models.CharField(max_length=80)
    responsible = models.CharField(
        max_length=40, default=""
    )  # of a task or lead question: who answers for it
    next_due = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "程序实例"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "key"], name="one_proceeding_per_key"),
            models.CheckConstraint(
                condition=~Q(procedure__in=["task", "lead"], open=True)
                | (~Q(responsible="") & Q(next_due__isnull=False)),
                name="task_has_owner_and_clock",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["procedure", "stage", "open"], name="proceeding_by_stage"),
            models.Index(
                fields=["responsible", "next_due"],
                name="proceeding_by_charge",
                condition=Q(responsible__gt=""),
            ),
        ]


class Clock(models.Model):
    """A deadline of a file."""

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    proceeding = models.CharField(max_length=24)
    parameter = models.CharField(max_length=40)
    started = models.DateField()
    due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12)
    on_expiry = models.CharField(max_length=60)
    pauses = models.TextField(default="[]")
    extended = models.DateField(null=True)
    provisional = models.BooleanField()
    waiting_for = models.CharField(max_length=24)

    class Meta:
        verbose_name = "期限"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "key"], name="one_clock_per_key"),
            models.CheckConstraint(
                condition=Q(status__in=["running", "paused", "stopped", "expired"]), name="clock_status_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="clock_by_due")]


class Entry(models.Model):
    """A line in a file's register: an invitation, an offer, a signature, an instalment …"""

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    status = models.CharField(max_length=16)
    party = models.CharField(max_length=8)
    actor = models.CharField(max_length=80)
    proceeding = models.CharField(max_length=24)
    code = models.CharField(max_length=80)
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    facts = models.TextField(default="{}")
    seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "登记事项"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "key"], name="one_entry_per_key"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0, amount__lt=MOST),
                name="entry_amount_in_range",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "code", "status"], name="entry_by_kind"),
        ]


class Due(models.Model):
    """A paper to be issued or a message to be sent: written with the event, carried out after the commit."""

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)  # paper, message
    what = models.CharField(max_length=40)  # form code, or text of the message
    to = models.CharField(max_length=40)
    status = models.CharField(max_length=12)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, default="")
    nonce = models.BinaryField(max_length=12, null=True)
    sealed = models.BinaryField(null=True)  # the code that a message carries, under the party's key

    class Meta:
        verbose_name = "待办文书与消息"
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "key"], name="one_due_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["kind", "status", "next_try"], name="due_by_status"),
            models.Index(fields=["file", "kind"], name="due_by_file"),
        ]


class AccessCode(models.Model):
    """The keyed digest of a code that lets a party into its file."""

    digest = models.BinaryField(max_length=32, unique=True)
    file = models.CharField(max_length=40)
    party = models.CharField(max_length=8)
    seq = models.PositiveIntegerField()
    status = models.CharField(max_length=12, default="valid")

    class Meta:
        verbose_name = "查询码"
        indexes: ClassVar = [models.Index(fields=["file"], name="code_by_file")]


class Match(models.Model):
    """Keyed digests of whole values (phone, identity number, text, pair of names) by which like files are found.

    Not rebuilt from events: it is an index over sealed text. Erasing a part deletes its rows.
    """

    file = models.CharField(max_length=40)
    part = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    token = models.BinaryField(max_length=16)

    class Meta:
        verbose_name = "相同信息索引"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "part", "kind"], name="one_match_per_part")
        ]
        indexes: ClassVar = [models.Index(fields=["token"], name="match_by_token")]
