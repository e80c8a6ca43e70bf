"""The files that were handed in: where each lies, who brought it, and which act it belongs to."""

from typing import ClassVar

from django.db import models


class Blob(models.Model):
    """One file of a case. Its sealed bytes lie beside the database under `address`; its key is the part `blob:<id>`.

    `about` is its sealed description (name, digest, pages), empty once it was erased. `seq` and `part` are set by the
    act that refers to it; before, the file is received and waits for its uploader to hand it in.
    """

    id = models.CharField(max_length=32, primary_key=True)
    county = models.CharField(max_length=12)
    file = models.CharField(max_length=40)
    address = models.CharField(max_length=64)  # SHA-256 of the sealed bytes
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    seq = models.PositiveIntegerField(null=True)
    part = models.CharField(max_length=80, blank=True)
    nonce = models.BinaryField(max_length=12, null=True)
    about = models.BinaryField(null=True)

    class Meta:
        verbose_name = "文件"
        indexes: ClassVar = [
            models.Index(fields=["file", "seq"], name="blob_by_file"),
            models.Index(fields=["seq", "received_at"], name="blob_waiting"),
        ]
