"""A county pack as files: its digest, the files of a folder, and those of a zip that somebody uploads."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from rongzhi.core.zip_files import UNREADABLE
from rongzhi.rulebook.pack import PACK_FILE, shipped_pack

MOST_FILES = 200
MOST_BYTES = 1_000_000  # all files together, unpacked
ALLOWED = re.compile(
    r"(?:(?:pack|parameters|bodies)\.toml|texts/[\w-]{1,60}\.toml|papers/[\w-]{1,60}\.(?:toml|docx))",
    re.ASCII,
)
PASSED_OVER = re.compile(r"(?:.*/)?(?:README[^/]*|\.[^/]*)|__MACOSX/.*")


class NoPackFiles(ValueError):
    """An upload that is no pack; `label` and `en` say why."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def folder_of(pack: str) -> Path:
    """The folder of a pack: one that comes with the project, or the folder of that path."""
    shipped = shipped_pack(pack)
    return shipped if shipped.is_dir() else Path(pack)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its name from there."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the files, each with its name and length, in order of their paths."""
    whole = hashlib.sha256()
    for name in sorted(files, key=lambda each: Path(each).parts):
        whole.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return whole.hexdigest()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zipped pack; one folder around them all is taken off. Raises NoPackFiles."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive)
    except UNREADABLE as fault:
        if isinstance(fault, NoPackFiles):
            raise
        raise NoPackFiles("不是可以打开的 zip 文件。", "This is no zip file that can be opened.") from fault


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [m for m in archive.infolist() if not m.is_dir() and not PASSED_OVER.fullmatch(m.filename)]
    if len(members) > MOST_FILES or sum(m.file_size for m in members) > MOST_BYTES:
        raise NoPackFiles(
            f"文件过多或者过大：规则包最多 {MOST_FILES} 个文件、共 1 MB。",
            f"Too many files, or too large: a pack has at most {MOST_FILES} files and 1 MB together.",
        )
    root = ""
    if all(m.filename != PACK_FILE for m in members):
        tops = {m.filename.partition("/")[0] for m in members}
        root = f"{tops.pop()}/" if len(tops) == 1 else ""
    found: dict[str, bytes] = {}
    for member in members:
        name = member.filename.removeprefix(root)
        if not ALLOWED.fullmatch(name) or name in found:
            raise NoPackFiles(
                f"规则包里不能有“{name[:80]}”；可以有 pack.toml、parameters.toml、bodies.toml、texts/ 和 papers/ 中的文件。",
                f"A pack cannot hold {name[:80]!r}; it has pack.toml, parameters.toml, bodies.toml and files in texts/ "
                "and papers/.",
            )
        with archive.open(member) as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise NoPackFiles("文件过大。", "A file in it is too large.")
        found[name] = content
    if PACK_FILE not in found:
        raise NoPackFiles("zip 里没有 pack.toml。", "There is no pack.toml in the zip.")
    return found


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, the same bytes for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return whole.getvalue()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Lay the files into a folder. Raises OSError."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
