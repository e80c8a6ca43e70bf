"""In what state the installation is: its tables, whether it holds files, and which migrations wait."""

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from rongzhi.casework.models import File
from rongzhi.directory.models import Account, County
from rongzhi.installation.words import NotDone


def reach_database() -> None:
    """Open the database. Raises NotDone when it cannot be reached."""
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        raise NotDone(
            f"无法连接数据库（{_first_line(fault)}）。没有作任何改动。请检查数据库是否运行、RONGZHI_DATABASE_URL 是否正确。",
            f"The database cannot be reached ({_first_line(fault)}). Nothing was changed. Check that it runs and that "
            "RONGZHI_DATABASE_URL is right.",
        ) from fault


def waiting_migrations() -> list[str]:
    """The changes of the schema that were not applied yet, as "app.name"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> int:
    """Bring the schema up to date; gives how many migrations were applied."""
    from django.core.management import call_command  # slow import

    waiting = waiting_migrations()
    if waiting:
        call_command("migrate", database=DEFAULT_DB_ALIAS, interactive=False, verbosity=0)
    return len(waiting)


def has_table(name: str) -> bool:
    """Is this table there?"""
    with connection.cursor() as cursor:
        return name in connection.introspection.table_names(cursor)


def holds_files() -> bool:
    """Does the database hold any file (case, body, county …)?"""
    return has_table(File._meta.db_table) and File.objects.exists()


def holds_accounts() -> bool:
    """Is there any login?"""
    return has_table(Account._meta.db_table) and Account.objects.exists()


def counties() -> list[County]:
    """The counties of this installation."""
    return list(County.objects.order_by("code")) if has_table(County._meta.db_table) else []


def ready_to_serve() -> None:
    """Raises NotDone when the schema is not up to date or no county was founded."""
    reach_database()
    if not has_table(File._meta.db_table) or not (holds_files() or holds_accounts()):
        raise NotDone(
            "数据库中还没有县域，没有启动。真实县域请运行 rongzhi init，演示请运行 rongzhi demo。",
            "No county was set up in this database; nothing was started. Run `rongzhi init` for a real county, or "
            "`rongzhi demo` for the demo.",
        )
    waiting = waiting_migrations()
    if waiting:
        raise NotDone(
            f"数据库结构落后于程序（{len(waiting)} 项更新），没有启动。请先备份（rongzhi backup FILE），再运行 "
            "rongzhi manage migrate。",
            f"The database is behind the program by {len(waiting)} changes of the schema; nothing was started. Make a "
            "backup with the earlier version, then run `rongzhi manage migrate`.",
        )


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0]
