"""What a county has published of its figures; rows are kept as they were."""

from typing import ClassVar

from django.db import migrations, models

from rongzhi.casework.append_only import operation


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("casework", "0003_access_log")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Published",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=40)),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("cut_off", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
                ("last_event", models.PositiveBigIntegerField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "已公布的数字",
                "constraints": [
                    models.UniqueConstraint(fields=["county", "name"], name="published_once"),
                ],
            },
        ),
        operation(later=True),
    ]
