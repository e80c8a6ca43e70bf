"""The file that holds an installation's secret: made once, readable by its owner alone, never by others."""

import os
import stat
from pathlib import Path

from rongzhi.core.record.keys import SECRET_BYTES, InstallationKeys

_TITLE = "rongzhi-installation-key-1"


class KeyFault(Exception):
    """The installation's secret cannot be used; says in Chinese and English what is wrong and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


class KeyLost(KeyFault):
    """There is no key file: the site may start for reading headers only."""


class KeyExposed(KeyFault):
    """Others than its owner can read or change the key file."""


class KeyDamaged(KeyFault):
    """The key file does not hold a key."""


class KeyUnreadable(KeyFault):
    """The key file is there, but the system refuses to open it."""


class KeyExists(KeyFault):
    """A key file is there already; it is never written over."""


def create(path: Path) -> InstallationKeys:
    """Makes a new secret in a new file that its owner alone may read (0600), safely on disk when this returns.

    Raises KeyExists when anything is there already, KeyUnreadable when the file cannot be written.
    """
    secret = os.urandom(SECRET_BYTES)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise KeyExists(
            f"密钥文件 {path} 已存在。更换密钥会使已有材料无法打开,因此不会覆盖。如确属新安装,请先移走该文件。",
            f"The key file {path} exists already. It is not written over, because what was sealed with it could "
            "never be opened again. If this is a new installation, move the file away first.",
        ) from None
    except OSError as fault:
        raise _not_written(path, fault) from None
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(to_text(secret))
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path)
    except OSError as fault:
        path.unlink(missing_ok=True)
        raise _not_written(path, fault) from None
    return InstallationKeys.derive(secret)


def load(path: Path) -> InstallationKeys:
    """The keys of the secret in `path`.

    Raises KeyLost (no file), KeyExposed (group or others may read or write), KeyDamaged (no key in
    it), KeyUnreadable (no permission, or no file but a folder).
    """
    try:
        with open(path, "rb") as file:
            _check_mode(path, os.fstat(file.fileno()).st_mode)
            content = file.read(1024)
    except FileNotFoundError:
        raise KeyLost(
            f"找不到密钥文件 {path}。没有它,封存的材料无法打开,也不能受理新的申请。请从单独保管的备份中恢复该文件;"
            "请勿新建密钥。",
            f"The key file {path} is missing. Without it nothing that is sealed can be opened and nothing new be "
            "filed. Bring the file back from where its copy is kept; do not make a new key.",
        ) from None
    except OSError as fault:
        raise KeyUnreadable(
            f"无法读取密钥文件 {path}({fault.strerror})。请检查文件的所有者和运行服务的账户。",
            f"The key file {path} cannot be read ({fault.strerror}). Check who owns it and which account runs the "
            "service.",
        ) from None
    return InstallationKeys.derive(from_text(content.decode("ascii", "replace"), origin=str(path)))


def to_text(secret: bytes) -> str:
    """The secret as one line of text, for the file or a setting."""
    return f"{_TITLE}:{secret.hex()}\n"


def from_text(text: str, *, origin: str) -> bytes:
    """The secret in a text that `to_text` made; raises KeyDamaged, which names `origin` and not the content."""
    title, _, digits = text.strip().partition(":")
    try:
        secret = bytes.fromhex(digits)
    except ValueError:
        secret = b""
    if title != _TITLE or len(secret) != SECRET_BYTES:
        raise KeyDamaged(
            f"{origin} 中没有完整的密钥。它可能被截断或改动。请从单独保管的备份中恢复;请勿新建密钥。",
            f"There is no whole key in {origin}; it was cut or changed. Bring it back from where its copy is kept; "
            "do not make a new key.",
        )
    return secret


def _check_mode(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise KeyUnreadable(
            f"{path} 不是普通文件。请在设置中填写密钥文件的路径。",
            f"{path} is no ordinary file. Give the path of the key file in the settings.",
        )
    if mode & 0o077:
        raise KeyExposed(
            f"密钥文件 {path} 可被其他账户读取或改动(权限 {mode & 0o777:03o})。请执行 chmod 600 {path};"
            "如可能已被他人读取,请报告负责人。",
            f"Other accounts can read or change the key file {path} (mode {mode & 0o777:03o}). Run: chmod 600 {path}. "
            "If somebody may have read it, tell the person in charge.",
        )


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(path: Path, fault: OSError) -> KeyUnreadable:
    return KeyUnreadable(
        f"无法写入密钥文件 {path}({fault.strerror})。请检查文件夹是否存在、可写且有空间。",
        f"The key file {path} cannot be written ({fault.strerror}). Check that its folder exists, may be written "
        "to and has room.",
    )
