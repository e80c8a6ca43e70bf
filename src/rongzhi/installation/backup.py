"""`rongzhi backup FILE`: all our tables in one consistent state, in a form that both databases can restore."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from rongzhi import __version__
from rongzhi.casework.clock_now import now
from rongzhi.casework.evidence import store
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.models import Blob
from rongzhi.directory.models import County
from rongzhi.installation.archive import Manifest, Writer, check
from rongzhi.installation.rows import columns_of, our_tables, written
from rongzhi.installation.snapshot import snapshot
from rongzhi.installation.state import has_table, reach_database, waiting_migrations
from rongzhi.installation.words import NotDone, say, warn


def run(arguments: list[str]) -> int:
    """Write a backup, read it back, and say what it holds."""
    parser = argparse.ArgumentParser("rongzhi backup", description="Write a verified backup. 备份并核验。")
    parser.add_argument("file", type=Path, help="new file 新文件")
    path: Path = parser.parse_args(arguments).file.absolute()
    reach_database()
    manifest = back_up(path, progress=lambda table, rows: print(f"  {table}: {rows}", flush=True))
    say(
        f"备份已写入并核验：{path}（{manifest.rows} 行，{path.stat().st_size:,} 字节）。",
        f"The backup was written and read back: {manifest.rows} rows of {len(manifest.members)} tables.",
    )
    say(
        "其中不含安装密钥和销毁清单，请另行保管；没有密钥，备份也无法打开。",
        "The installation's key and the list of erasures are not in it. Keep copies of both apart from it: without the "
        "key nothing sealed in the backup can be opened.",
    )
    if not manifest.key:
        warn("安装密钥目前无法使用。", "The installation's key cannot be used at the moment.")
    return 0


def back_up(path: Path, *, progress: Callable[[str, int], None] | None = None) -> Manifest:
    """Write all our tables to a new file that its owner alone may read, and verify it.

    Raises NotDone when the file exists, cannot be written or the schema is not up to date; no half file is left.
    """
    waiting = waiting_migrations()
    if waiting or not has_table("casework_file"):
        raise NotDone(
            f"数据库结构与程序不一致（有 {len(waiting)} 项更新未执行），没有备份。请用与数据库相同的程序版本备份。",
            f"The database is behind this program by {len(waiting)} changes of the schema; no backup was made. Make it "
            "with the version that the database belongs to.",
        )
    if path.exists():
        raise NotDone(
            f"{path} 已存在，没有覆盖。请换一个文件名。",
            f"{path} exists and is not written over. Take another name.",
        )
    part = path.with_name(path.name + ".part")
    try:
        manifest = _write(part, progress)
        if check(part) != manifest:
            raise NotDone(
                "读回的备份与写入的不一致，已删除。",
                "The backup that was read back is another one; it was deleted.",
            )
        os.rename(part, path)
        _sync(path.parent)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise NotDone(
            f"无法写入 {path}（{fault.strerror}）。没有留下不完整的备份。请检查文件夹是否存在、可写且有空间。",
            f"{path} cannot be written ({fault.strerror or fault}). No half backup was left. Check that the folder is "
            "there, may be written to and has room.",
        ) from None
    except DatabaseError as fault:
        part.unlink(missing_ok=True)
        raise NotDone(
            f"读取数据库时出错（{fault}），没有备份。",
            f"The database could not be read ({fault}); no backup was made.",
        ) from fault
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _write(part: Path, progress: Callable[[str, int], None] | None) -> Manifest:
    part.unlink(missing_ok=True)
    with (
        open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600), "r+b") as file,
        snapshot(part.parent) as view,
    ):
        writer = Writer(file)
        for model in our_tables():
            writer.table(model._meta.db_table, columns_of(model), written(model, using=view))
            if progress is not None:
                progress(model._meta.db_table, writer.members[-1].rows)
        _write_files(writer, view)
        manifest = Manifest(
            made_at=now().isoformat(timespec="seconds"),
            version=__version__,
            database=connection.vendor,
            key=_fingerprint(),
            counties=list(County.objects.using(view).order_by("code").values_list("code", flat=True)),
            migrations=_migrations(),
            members=writer.members,
            blobs=writer.blobs,
        )
        writer.close(manifest)
        os.fsync(file.fileno())
    return manifest


def _write_files(writer: Writer, view: str) -> None:
    """The sealed bytes of every file that the rows name; what was erased meanwhile has none."""
    rows = Blob.objects.using(view).filter(about__isnull=False).order_by("address")
    for address in rows.values_list("address", flat=True).iterator():
        if store.is_there(address):
            writer.blob(address, store.sealed_bytes(address))


def _migrations() -> list[str]:
    """The changes of our schema that this database has, for whoever restores it."""
    ours = {model._meta.app_label for model in our_tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in ours)


def _fingerprint() -> str:
    try:
        return installation_keys().fingerprint()
    except KeyFault:
        return ""


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
