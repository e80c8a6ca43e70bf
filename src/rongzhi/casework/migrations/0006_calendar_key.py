"""Makes the table of calendar addresses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_paper")]

    operations = [
        migrations.CreateModel(
            name="CalendarKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("county", models.CharField(max_length=12)),
                ("reader", models.CharField(max_length=80)),
                ("file", models.CharField(blank=True, max_length=40)),
                ("party", models.CharField(blank=True, max_length=8)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "日历地址",
                "indexes": [models.Index(fields=["reader", "revoked_at"], name="calendar_by_reader")],
            },
        ),
    ]
