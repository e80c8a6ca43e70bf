"""The files of packs adopted at the administrator's desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_party_code")]

    operations = [
        migrations.CreateModel(
            name="AdoptedPack",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("files", models.BinaryField()),
                ("kept", models.DateTimeField()),
            ],
            options={"verbose_name": "已采用的规则包"},
        ),
    ]
