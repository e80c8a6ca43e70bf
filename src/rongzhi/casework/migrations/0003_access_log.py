"""Makes the access log, and its triggers."""

from django.db import migrations, models

from rongzhi.casework.append_only import operation


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("file", models.CharField(max_length=40)),
                ("part", models.CharField(max_length=80)),
                ("reader", models.CharField(max_length=80)),
                ("body", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("apart", models.BooleanField()),
            ],
            options={
                "verbose_name": "查阅记录",
                "indexes": [models.Index(fields=["file", "id"], name="opening_by_file")],
            },
        ),
        operation(later=True),
    ]
