"""Makes the table of files that were handed in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_access_log")]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("county", models.CharField(max_length=12)),
                ("file", models.CharField(max_length=40)),
                ("address", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("received_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("seq", models.PositiveIntegerField(null=True)),
                ("part", models.CharField(blank=True, max_length=80)),
                ("nonce", models.BinaryField(max_length=12, null=True)),
                ("about", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "文件",
                "indexes": [
                    models.Index(fields=["file", "seq"], name="blob_by_file"),
                    models.Index(fields=["seq", "received_at"], name="blob_waiting"),
                ],
            },
        ),
    ]
