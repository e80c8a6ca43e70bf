"""Cases that courts gave out by their platform."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_transfer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("platform", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=80)),
                ("county", models.CharField(max_length=12)),
                ("court", models.CharField(max_length=40)),
                ("to_body", models.CharField(max_length=40)),
                ("status", models.CharField(max_length=12)),
                ("file", models.CharField(default="", max_length=40)),
                ("why", models.CharField(default="", max_length=300)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "法院委派",
                "constraints": [
                    models.UniqueConstraint(fields=("platform", "key"), name="one_case_per_commission"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__gt", ""), ("status", "taken")),
                            models.Q(("status", "sent_back"), ("why__gt", "")),
                            _connector="OR",
                        ),
                        name="commission_is_case_or_reason",
                    ),
                ],
            },
        ),
    ]
