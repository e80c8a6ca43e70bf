"""Makes the search index: its rows, and beside them the words in the manner of each database."""

from typing import Any

from django.db import migrations, models

WORDS = "casework_searchwords"
ROWS = "casework_searchrow"


def make_words(apps: Any, editor: Any) -> None:
    """A full-text table that forgets a row's words with the row (SQLite), or a column with a GIN index."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE VIRTUAL TABLE {WORDS} USING fts5(tokens, detail=none, columnsize=0, tokenize='ascii')"
            )
            cursor.execute(
                f"CREATE TRIGGER {ROWS}_forgets AFTER DELETE ON {ROWS} "
                f"BEGIN DELETE FROM {WORDS} WHERE rowid = OLD.id; END"
            )
        else:
            cursor.execute(f"ALTER TABLE {ROWS} ADD COLUMN words tsvector")
            cursor.execute(f"CREATE INDEX search_by_word ON {ROWS} USING gin (words) WITH (fastupdate = off)")


def drop_words(apps: Any, editor: Any) -> None:
    """Undo it; on PostgreSQL the column goes with the table."""
    if editor.connection.vendor == "sqlite":
        with editor.connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {ROWS}_forgets")
            cursor.execute(f"DROP TABLE IF EXISTS {WORDS}")


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_calendar_key")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("part", models.CharField(max_length=80)),
            ],
            options={
                "verbose_name": "检索索引",
                "constraints": [
                    models.UniqueConstraint(fields=["file", "part"], name="one_search_row_per_part")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchedFile",
            fields=[
                ("file", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
            ],
            options={"verbose_name": "已编入检索的案卷"},
        ),
        migrations.RunPython(make_words, drop_words),
    ]
