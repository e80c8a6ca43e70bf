"""Makes the triggers that keep events, sealed parts and the county log as they were written."""

from django.db import migrations

from rongzhi.casework.append_only import operation


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [operation()]
