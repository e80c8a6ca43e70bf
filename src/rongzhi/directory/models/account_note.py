"""What was done to an account, by whom and when."""

from typing import ClassVar

from django.db import models


class AccountNote(models.Model):
    """One line about an account: made, new password, signed out, capacity given … Never a code or a secret."""

    at = models.DateTimeField()
    county = models.CharField(max_length=12, blank=True)
    by = models.CharField(max_length=60)
    account = models.CharField(max_length=60)
    what = models.CharField(max_length=24)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "账户变更"
        indexes: ClassVar = [models.Index(fields=["account", "id"], name="note_by_account")]
