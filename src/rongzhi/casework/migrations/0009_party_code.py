"""One-time codes of parties."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_search")]

    operations = [
        migrations.CreateModel(
            name="PartyCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=8)),
                ("means", models.CharField(max_length=12)),
                ("digest", models.BinaryField(max_length=32)),
                ("made", models.DateTimeField()),
                ("good_until", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
                ("misses", models.PositiveSmallIntegerField(default=0)),
                ("nonce", models.BinaryField(max_length=12, null=True)),
                ("sealed", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "一次性验证码",
                "indexes": [models.Index(fields=["file", "good_until"], name="party_code_by_file")],
            },
        ),
    ]
