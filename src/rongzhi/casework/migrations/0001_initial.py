from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SealedHead",
            fields=[
                ("file", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("county", models.CharField(db_index=True, max_length=12)),
                ("seq", models.PositiveIntegerField()),
                ("index", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "已封存的案卷",
            },
        ),
        migrations.CreateModel(
            name="AccessCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("file", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=8)),
                ("seq", models.PositiveIntegerField()),
                ("status", models.CharField(default="valid", max_length=12)),
            ],
            options={
                "verbose_name": "查询码",
                "indexes": [models.Index(fields=["file"], name="code_by_file")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("county", models.CharField(max_length=12)),
                ("owner", models.CharField(max_length=40)),
                ("status", models.CharField(max_length=12)),
                ("door", models.CharField(max_length=16)),
                ("channel", models.CharField(max_length=24)),
                ("mediation_kind", models.CharField(max_length=16)),
                ("track", models.CharField(max_length=12)),
                ("dispute_class", models.CharField(max_length=8)),
                ("reason", models.CharField(max_length=8)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("amount_band", models.CharField(max_length=12)),
                ("officer", models.CharField(max_length=80)),
                ("neutral", models.CharField(max_length=40)),
                ("neutral_proposed", models.CharField(max_length=40)),
                ("evaluator", models.CharField(max_length=40)),
                ("court", models.CharField(max_length=40)),
                ("commissioned_by", models.CharField(max_length=40)),
                ("filed_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("waiting_for", models.CharField(max_length=200)),
                ("next_due", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "案件",
                "indexes": [
                    models.Index(fields=["county", "status", "next_due"], name="case_by_next"),
                    models.Index(fields=["owner", "status", "next_due"], name="case_by_owner"),
                    models.Index(fields=["neutral", "status"], name="case_by_neutral"),
                    models.Index(fields=["neutral_proposed"], name="case_by_proposed"),
                    models.Index(fields=["evaluator"], name="case_by_evaluator"),
                    models.Index(fields=["court"], name="case_by_court"),
                    models.Index(fields=["commissioned_by"], name="case_by_commission"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "ended"])), name="case_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gte", 0), ("amount__lt", 1000000000000)),
                            _connector="OR",
                        ),
                        name="case_amount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=40)),
                ("proceeding", models.CharField(max_length=24)),
                ("parameter", models.CharField(max_length=40)),
                ("started", models.DateField()),
                ("due", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("status", models.CharField(max_length=12)),
                ("on_expiry", models.CharField(max_length=60)),
                ("pauses", models.TextField(default="[]")),
                ("extended", models.DateField(null=True)),
                ("provisional", models.BooleanField()),
                ("waiting_for", models.CharField(max_length=24)),
            ],
            options={
                "verbose_name": "期限",
                "indexes": [models.Index(fields=["status", "due_at"], name="clock_by_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key"), name="one_clock_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "paused", "stopped", "expired"])),
                        name="clock_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county", "kind", "year"), name="one_counter")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyLeaf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("index", models.PositiveIntegerField()),
                ("pseudonym", models.CharField(max_length=64)),
                ("seq", models.PositiveIntegerField()),
                ("head", models.BinaryField(max_length=32)),
                ("leaf", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "县域日志",
                "indexes": [models.Index(fields=["pseudonym", "seq"], name="leaf_by_file")],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "index"), name="one_leaf_per_index")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyRoot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("size", models.PositiveIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("frontier", models.TextField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "县域日志根",
                "constraints": [models.UniqueConstraint(fields=("county", "size"), name="one_root_per_size")],
            },
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=8)),
                ("what", models.CharField(max_length=40)),
                ("to", models.CharField(max_length=40)),
                ("status", models.CharField(max_length=12)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try", models.DateTimeField(null=True)),
                ("last_error", models.CharField(default="", max_length=300)),
                ("nonce", models.BinaryField(max_length=12, null=True)),
                ("sealed", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "待办文书与消息",
                "indexes": [
                    models.Index(fields=["kind", "status", "next_try"], name="due_by_status"),
                    models.Index(fields=["file", "kind"], name="due_by_file"),
                ],
                "constraints": [models.UniqueConstraint(fields=("file", "key"), name="one_due_per_key")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=24)),
                ("status", models.CharField(max_length=16)),
                ("party", models.CharField(max_length=8)),
                ("actor", models.CharField(max_length=80)),
                ("proceeding", models.CharField(max_length=24)),
                ("code", models.CharField(max_length=80)),
                ("on", models.DateField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("facts", models.TextField(default="{}")),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "登记事项",
                "indexes": [models.Index(fields=["kind", "code", "status"], name="entry_by_kind")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key"), name="one_entry_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gte", 0), ("amount__lt", 1000000000000)),
                            _connector="OR",
                        ),
                        name="entry_amount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("suite", models.PositiveSmallIntegerField()),
                ("header", models.TextField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "事件",
                "indexes": [models.Index(fields=["act", "recorded_at"], name="event_by_act")],
                "constraints": [models.UniqueConstraint(fields=("file", "seq"), name="one_event_per_number")],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("county", models.CharField(db_index=True, max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("owner", models.CharField(blank=True, max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("head", models.BinaryField(max_length=32)),
                ("picture", models.TextField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "案卷",
                "indexes": [models.Index(fields=["county", "kind", "number"], name="file_by_county")],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("part", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=12)),
                ("token", models.BinaryField(max_length=16)),
            ],
            options={
                "verbose_name": "相同信息索引",
                "indexes": [models.Index(fields=["token"], name="match_by_token")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "part", "kind"), name="one_match_per_part")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("wrapped", models.BinaryField(max_length=128)),
                ("since", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "部分密钥",
                "constraints": [models.UniqueConstraint(fields=("file", "name"), name="one_key_per_part")],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=8)),
                ("side", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=20)),
                ("body", models.CharField(max_length=40)),
                ("represents", models.CharField(max_length=8)),
                ("status", models.CharField(max_length=12)),
                ("joined", models.BooleanField()),
                ("named", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "当事人",
                "indexes": [models.Index(fields=["body", "status", "file"], name="party_by_body")],
                "constraints": [models.UniqueConstraint(fields=("file", "key"), name="one_party_per_key")],
            },
        ),
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=24)),
                ("procedure", models.CharField(max_length=16)),
                ("stage", models.CharField(max_length=24)),
                ("open", models.BooleanField()),
                ("version", models.PositiveIntegerField()),
                ("end", models.CharField(max_length=16)),
                ("edition", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
                ("opened", models.DateField()),
                ("actor", models.CharField(max_length=80)),
            ],
            options={
                "verbose_name": "程序实例",
                "indexes": [models.Index(fields=["procedure", "stage", "open"], name="proceeding_by_stage")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key"), name="one_proceeding_per_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.CharField(max_length=12)),
                ("actor", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120)),
                ("digest", models.BinaryField(max_length=32)),
                ("file", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "请求",
                "constraints": [
                    models.UniqueConstraint(fields=("county", "actor", "key"), name="one_answer_per_request")
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("nonce", models.BinaryField(max_length=12)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "verbose_name": "密封部分",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "seq", "name"), name="one_part_per_event")
                ],
            },
        ),
    ]
