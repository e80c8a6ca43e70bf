"""Whether the installation is well: the database, its schema and triggers, and the key."""

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from rongzhi.casework import append_only
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.keys_file import KeyFault


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do when it is not well. Names no path to the public."""

    key: str
    ok: bool
    zh: str
    en: str


def findings() -> list[Finding]:
    """Look at everything; what needs the database is left out when it cannot be reached."""
    database = _database()
    if not database.ok:
        return [database, _key()]
    schema = _schema()
    return [database, schema, *([_triggers()] if schema.ok else []), _key()]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as fault:
        return Finding("database", False, f"无法使用数据库：{fault}", f"The database cannot be used: {fault}")
    return Finding(
        "database", True, f"数据库可用({connection.vendor})", f"The database answers ({connection.vendor})."
    )


def _schema() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return Finding(
            "migrations",
            False,
            f"有 {waiting} 项结构更新未执行。请先备份，再运行 rongzhi manage migrate。",
            f"{waiting} changes of the schema wait. Make a backup, then run `rongzhi manage migrate`.",
        )
    return Finding("migrations", True, "数据库结构与程序一致", "The schema is that of the program.")


def _triggers() -> Finding:
    missing = append_only.missing(connection)
    if missing:
        return Finding(
            "triggers",
            False,
            f"缺少防改动触发器：{'、'.join(missing)}。请停止网站并运行 rongzhi verify。",
            f"Triggers that keep the record from being changed are missing: {', '.join(missing)}. Stop the site and "
            "run `rongzhi verify`.",
        )
    return Finding(
        "triggers", True, "防改动触发器齐全", "The triggers that keep the record append-only are there."
    )


def _key() -> Finding:
    try:
        keys = installation_keys()
    except KeyFault as fault:
        return Finding("key", False, fault.label, fault.en)
    return Finding(
        "key", True, f"安装密钥可用({keys.fingerprint()})", f"The key can be used ({keys.fingerprint()})."
    )
