"""Every open case and task has one body that answers for it and one next date: columns, their first values, constraints."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F, Max, Q

BEIJING = dt.timezone(dt.timedelta(hours=8))
OLD_FILE_DAYS = 21  # as rulebook/charge.py: files from before the watching clock count from their open stage


def fill(apps, schema_editor):
    """The owner answers for what is open; a case without a running clock counts from its latest open stage.

    A case that another body is handling gets its body with its next event, or by `rongzhi rebuild`.
    """
    case = apps.get_model("casework", "Case")
    proceeding = apps.get_model("casework", "Proceeding")
    case.objects.update(responsible=F("owner"))
    undated = case.objects.filter(status="open", next_due__isnull=True).order_by("number")
    for row in undated.iterator(chunk_size=500):
        runs = proceeding.objects.filter(file=row.number, open=True)
        since = runs.aggregate(last=Max("since"))["last"] or row.filed_on
        day = since + dt.timedelta(days=OLD_FILE_DAYS)
        row.next_due = dt.datetime.combine(day, dt.time(23, 59, 59), BEIJING)
        row.save(update_fields=["next_due"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_likeness")]

    operations = [
        migrations.AddField(
            "case", "responsible", models.CharField(default="", max_length=40), preserve_default=False
        ),
        migrations.AddField("proceeding", "responsible", models.CharField(default="", max_length=40)),
        migrations.AddField("proceeding", "next_due", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=~Q(status="open") | (~Q(responsible="") & Q(next_due__isnull=False)),
                name="case_has_owner_and_clock",
            ),
        ),
        migrations.AddConstraint(
            "proceeding",
            models.CheckConstraint(
                condition=~Q(procedure__in=["task", "lead"], open=True)
                | (~Q(responsible="") & Q(next_due__isnull=False)),
                name="task_has_owner_and_clock",
            ),
        ),
        migrations.AddIndex(
            "proceeding",
            models.Index(
                fields=["responsible", "next_due"],
                name="proceeding_by_charge",
                condition=Q(responsible__gt=""),
            ),
        ),
    ]
