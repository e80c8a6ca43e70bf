"""How staff wish to be told of news on their desk."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_delivered"), ("directory", "0002_account_security")]

    operations = [
        migrations.CreateModel(
            name="StaffNotice",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="directory.account",
                    ),
                ),
                ("frequency", models.CharField(max_length=12)),
                ("told", models.BigIntegerField(default=0)),
                ("leaves", models.DateTimeField(null=True)),
            ],
            options={"verbose_name": "工作人员通知设置"},
        ),
    ]
