"""The search index: which parts of which files it holds. Its words are keyed digests and stand beside these rows."""

from typing import ClassVar

from django.db import models


class SearchRow(models.Model):
    """One part of one file in the index. Follows from the events; `rongzhi search index` makes it anew.

    Its words are in the virtual table `casework_searchwords` (SQLite) or the column `words` (PostgreSQL), which
    casework/search/store.py alone writes and reads; they go with the row.
    """

    file = models.CharField(max_length=40)
    part = models.CharField(max_length=80)

    class Meta:
        verbose_name = "检索索引"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "part"], name="one_search_row_per_part")
        ]


class SearchedFile(models.Model):
    """How far each file is in the index: written by the indexer, so that it finds changed files by one query."""

    file = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveIntegerField()

    class Meta:
        verbose_name = "已编入检索的案卷"
