"""The papers that were drawn: what each is, its digest, and its sealed bytes."""

from typing import ClassVar

from django.db import models


class Paper(models.Model):
    """One drawn copy of a form of a file. Its key is the part `paper:<code>`; erasing that empties the bytes.

    `audience` is a keyed digest of what the copy's reader may see of the file as of event `seq`: who may see the same
    gets the same copy. `parts` names the sealed parts that reader could see; erasing one of them empties the copy.
    """

    code = models.CharField(max_length=19, primary_key=True)  # as printed
    county = models.CharField(max_length=12)
    file = models.CharField(max_length=40)
    form = models.CharField(max_length=12)
    seq = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    audience = models.CharField(max_length=64)
    recipient = models.CharField(max_length=8, blank=True)  # party key
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=40, blank=True)  # handle of the body at the head
    dated = models.DateField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    typst_version = models.CharField(max_length=40)
    font_version = models.CharField(max_length=60)
    text_version = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    parts = models.TextField(default="[]")
    nonce = models.BinaryField(max_length=12, null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = "文书"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "form", "seq", "language", "audience"], name="one_paper_per_audience"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["file", "seq"], name="paper_by_file")]
