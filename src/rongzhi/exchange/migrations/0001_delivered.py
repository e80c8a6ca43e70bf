from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Delivered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("due", models.CharField(max_length=40)),
                ("recipient", models.CharField(max_length=40)),
                ("means", models.CharField(max_length=12)),
                ("reference", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "已送出的消息",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "due", "recipient"), name="one_delivery_per_recipient"
                    )
                ],
            },
        ),
    ]
