"""`rongzhi restore FILE`: a backup into an empty database, erasures first, and verified before anybody works with it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from rongzhi.casework import append_only
from rongzhi.casework.clock_now import now
from rongzhi.casework.erasure import apply_erasures, wipe
from rongzhi.casework.evidence import store
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.rules import forget
from rongzhi.casework.verify import verify
from rongzhi.installation.archive import DamagedBackup, Manifest, check, lines, sealed_files
from rongzhi.installation.rows import columns_of, our_tables, read_into
from rongzhi.installation.state import has_table, migrate, reach_database
from rongzhi.installation.words import NotDone, say, warn


def run(arguments: list[str]) -> int:
    """Restore a backup into this installation's empty database and verify it; status 1 when a fault is found."""
    parser = argparse.ArgumentParser("rongzhi restore", description="Restore a backup. 恢复备份。")
    parser.add_argument("file", type=Path, help="a file that rongzhi backup made 备份文件")
    path: Path = parser.parse_args(arguments).file.absolute()
    reach_database()
    say("正在核对备份的每一部分……", "Comparing every part of the backup with its hash …")
    manifest, erased = restore(path, progress=lambda table, rows: print(f"  {table}: {rows}", flush=True))
    say(
        f"已恢复 {manifest.made_at} 的备份（{manifest.rows} 行）。",
        f"The backup of {manifest.made_at} was restored: {manifest.rows} rows of {len(manifest.members)} tables.",
    )
    say(f"按销毁清单重新销毁 {erased} 项。", f"Erased again from the list of erasures: {erased}.")
    return _verified()


def restore(path: Path, *, progress: Callable[[str, int], None] | None = None) -> tuple[Manifest, int]:
    """Check the whole backup, then write it in one transaction in which what was erased is erased again.

    Gives the manifest and the number of erasures. Raises DamagedBackup, or NotDone for a database that is not
    empty, another key or another version; the tables are then as they were.
    """
    manifest = check(path)
    _refuse_unless_empty()
    _same_key(manifest)
    migrate()
    _same_tables(manifest)
    try:
        with transaction.atomic():
            _load(path, manifest, progress)
            _load_files(path, manifest)
            erased = len(apply_erasures(now=now()))
    except OSError as fault:
        raise NotDone(
            f"文件无法写入（{fault.strerror}）。没有恢复任何内容。请检查磁盘空间后再试。",
            f"Files could not be written ({fault.strerror or fault}). Nothing was restored. Check the disk, then try again.",
        ) from fault
    except DatabaseError as fault:
        raise NotDone(
            f"数据库无法写入（{fault}）。没有恢复任何内容。请检查磁盘空间后再试。",
            f"The database could not take it ({fault}). Nothing was restored. Check the disk, then try again.",
        ) from fault
    wipe()
    forget()
    with connection.schema_editor() as editor:
        append_only.create(editor)
    return manifest, erased


def _load(path: Path, manifest: Manifest, progress: Callable[[str, int], None] | None) -> None:
    members = {member.table: member for member in manifest.members}
    models = our_tables()
    with open(path, "rb") as file:
        for model in models:
            member = members[model._meta.db_table]
            try:
                count = read_into(model, lines(file, member))
            except ValueError:
                raise DamagedBackup(member.name) from None
            if progress is not None:
                progress(member.table, count)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _load_files(path: Path, manifest: Manifest) -> None:
    """Write the sealed files to their addresses; without the rows, if that fails, they are bytes nobody can open."""
    with open(path, "rb") as file:
        for address, blocks in sealed_files(file, manifest):
            store.put_sealed(address, blocks)


def _refuse_unless_empty() -> None:
    for model in our_tables():
        if has_table(model._meta.db_table) and model._default_manager.exists():
            raise NotDone(
                f"数据库不是空的（表 {model._meta.db_table} 中已有内容），没有恢复。请在设置中换一个空数据库。",
                f"The database is not empty: there are rows in {model._meta.db_table}. Nothing was restored, and "
                "nothing is written over. Give an empty database in RONGZHI_DATABASE_URL.",
            )


def _same_key(manifest: Manifest) -> None:
    """The key must be the one that the data were sealed with; without one the data are restored for reading headers."""
    try:
        here = installation_keys().fingerprint()
    except KeyFault as fault:
        warn(
            f"{fault.label} 数据仍会恢复，但网站只能以只读方式运行。",
            f"{fault.en} The data are restored all the same; the site will run read-only.",
        )
        return
    if manifest.key and here != manifest.key:
        raise NotDone(
            f"这份备份属于密钥 {manifest.key}，本机的密钥是 {here}。没有恢复任何内容。请先放回原来的密钥文件。",
            f"This backup belongs to the key {manifest.key}, and the key here is {here}: nothing in it could be "
            "opened. Nothing was restored. Bring back the key file of that installation first.",
        )


def _same_tables(manifest: Manifest) -> None:
    here = {model._meta.db_table: columns_of(model) for model in our_tables()}
    there = {member.table: member.columns for member in manifest.members}
    if here == there:
        return
    different = sorted(table for table in here.keys() | there.keys() if here.get(table) != there.get(table))
    raise NotDone(
        f"备份由版本 {manifest.version} 制作，表结构与本程序不同（{', '.join(different)}）。没有恢复任何内容。"
        "请用制作备份的版本恢复，再升级。",
        f"The backup was made by version {manifest.version}, whose tables differ ({', '.join(different)}). Nothing was "
        "restored. Restore it with the version that made it, then upgrade.",
    )


def _verified() -> int:
    """Verify what was restored, say the result, and give the exit status."""
    report = verify(now=now())
    for fault in report.faults:
        print(f"  {fault.line()}", flush=True)
    for zh, en in report.notes:
        warn(zh, en)
    label = f"核验：{report.files} 份案卷，{report.events} 条记录，问题 {report.faulty} 项。"
    say(label, f"Verified: {report.files} files, {report.events} events, {report.faulty} faults.")
    if report.ok:
        return 0
    warn(
        "恢复的数据有问题，请勿启动网站。请换用另一份备份恢复到新的空数据库。",
        "What was restored has faults. Do not serve it; restore another backup into a new, empty database.",
    )
    return 1
