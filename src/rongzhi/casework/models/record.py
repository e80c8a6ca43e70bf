"""The record: files, their chained events, sealed parts, the keys that open them, and requests already answered."""

from typing import ClassVar

from django.db import models


class Counter(models.Model):
    """The last number given out, for each county, kind of file and year."""

    county = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "kind", "year"], name="one_counter")
        ]


class File(models.Model):
    """Anything with a record of acts. `picture` is the whole clear state after event `seq`, as canonical JSON."""

    number = models.CharField(max_length=40, primary_key=True)
    county = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=12)
    owner = models.CharField(max_length=40, blank=True)
    seq = models.PositiveIntegerField()
    head = models.BinaryField(max_length=32)
    picture = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "案卷"
        indexes: ClassVar = [models.Index(fields=["county", "kind", "number"], name="file_by_county")]


class Event(models.Model):
    """One act that was done. Append-only: triggers refuse any change. `header` is what was hashed."""

    file = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    suite = models.PositiveSmallIntegerField()
    header = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "事件"
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "seq"], name="one_event_per_number")]
        indexes: ClassVar = [models.Index(fields=["act", "recorded_at"], name="event_by_act")]


class SealedPart(models.Model):
    """What an event says of persons and stories, readable only with the part's key. Append-only."""

    file = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    nonce = models.BinaryField(max_length=12)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = "密封部分"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "seq", "name"], name="one_part_per_event")
        ]


class PartKey(models.Model):
    """The key of one part of one file, wrapped by the installation key. Deleting it is how a part is erased."""

    file = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    wrapped = models.BinaryField(max_length=128)
    since = models.PositiveIntegerField(default=0)  # the first event it opens; older ones were erased

    class Meta:
        verbose_name = "部分密钥"
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "name"], name="one_key_per_part")]


class RequestKey(models.Model):
    """A request that was answered, so that the same one acts only once."""

    county = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32)
    file = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "请求"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county", "actor", "key"], name="one_answer_per_request")
        ]
