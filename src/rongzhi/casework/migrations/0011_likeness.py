"""The signatures of stories."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_adopted_pack")]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("file", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("county", models.CharField(max_length=12)),
                ("seq", models.PositiveIntegerField()),
                ("turn", models.BigIntegerField()),
                ("signature", models.BinaryField()),
                ("cluster", models.CharField(max_length=40)),
                ("institution", models.CharField(max_length=40)),
                ("product", models.CharField(max_length=8)),
                ("reason", models.CharField(max_length=8)),
                ("month", models.CharField(max_length=7)),
                ("place", models.CharField(max_length=16)),
            ],
            options={
                "verbose_name": "案情相似",
                "indexes": [
                    models.Index(fields=["county", "turn"], name="likeness_by_turn"),
                    models.Index(fields=["county", "cluster"], name="likeness_by_cluster"),
                ],
            },
        ),
    ]
