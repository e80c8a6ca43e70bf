"""Packages on their way to platforms of others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_staff_notice"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("county", models.CharField(max_length=12)),
                ("file", models.CharField(max_length=40)),
                ("proceeding", models.CharField(blank=True, max_length=24)),
                ("to_body", models.CharField(max_length=40)),
                ("platform", models.CharField(max_length=12)),
                ("status", models.CharField(max_length=12)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try", models.DateTimeField(null=True)),
                ("last_error", models.CharField(default="", max_length=300)),
                ("reference", models.CharField(default="", max_length=80)),
                ("size", models.PositiveBigIntegerField()),
                ("wrapped", models.BinaryField(max_length=128, null=True)),
                ("by", models.CharField(max_length=80)),
                ("queued_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "移送",
                "indexes": [models.Index(fields=["status", "next_try"], name="transfer_by_next_try")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "failed"), _negated=True),
                        fields=("file", "to_body", "proceeding"),
                        name="one_transfer_per_hand_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["queued", "sent", "acknowledged", "failed"])),
                        name="transfer_status_known",
                    ),
                ],
            },
        ),
    ]
