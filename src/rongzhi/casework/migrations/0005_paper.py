"""Makes the table of drawn papers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_blob")]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("code", models.CharField(max_length=19, primary_key=True, serialize=False)),
                ("county", models.CharField(max_length=12)),
                ("file", models.CharField(max_length=40)),
                ("form", models.CharField(max_length=12)),
                ("seq", models.PositiveIntegerField()),
                ("language", models.CharField(max_length=2)),
                ("audience", models.CharField(max_length=64)),
                ("recipient", models.CharField(blank=True, max_length=8)),
                ("number", models.CharField(max_length=60)),
                ("issuer", models.CharField(blank=True, max_length=40)),
                ("dated", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                ("typst_version", models.CharField(max_length=40)),
                ("font_version", models.CharField(max_length=60)),
                ("text_version", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("parts", models.TextField(default="[]")),
                ("nonce", models.BinaryField(max_length=12, null=True)),
                ("sealed", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "文书",
                "indexes": [models.Index(fields=["file", "seq"], name="paper_by_file")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "form", "seq", "language", "audience"), name="one_paper_per_audience"
                    )
                ],
            },
        ),
    ]
