"""The kinds of files that are taken, known by their content, and what is said of those that are not."""

from collections.abc import Mapping
from dataclasses import dataclass

import filetype

from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.names import ending_of

HEAD = 8192  # bytes from which a kind is known
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: its code, media type and ending; `family` says how it is examined and shown."""

    code: str
    media: str
    ending: str
    family: str
    label: str
    en: str


KINDS: Mapping[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind("pdf", "application/pdf", "pdf", "pdf", "PDF 文件", "PDF"),
        FileKind("jpeg", "image/jpeg", "jpg", "picture", "照片（JPEG）", "photo (JPEG)"),
        FileKind("png", "image/png", "png", "picture", "图片（PNG）", "picture (PNG)"),
        FileKind("webp", "image/webp", "webp", "picture", "图片（WebP）", "picture (WebP)"),
        FileKind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            "office",
            "Word 文档",
            "Word document",
        ),
        FileKind(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            "office",
            "Excel 表格",
            "Excel sheet",
        ),
        FileKind("txt", "text/plain", "txt", "text", "文本", "text"),
        FileKind("csv", "text/csv", "csv", "text", "表格文本（CSV）", "table (CSV)"),
        FileKind("mp3", "audio/mpeg", "mp3", "recording", "录音（MP3）", "recording (MP3)"),
        FileKind("m4a", "audio/mp4", "m4a", "recording", "录音（M4A）", "recording (M4A)"),
        FileKind("wav", "audio/wav", "wav", "recording", "录音（WAV）", "recording (WAV)"),
        FileKind("mp4", "video/mp4", "mp4", "recording", "录像（MP4）", "video (MP4)"),
    )
}
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.txt,.csv,.mp3,.m4a,.wav,.mp4,image/*"
"""What a form's file input offers; the content decides, not this."""

_BY_MEDIA = {
    "application/pdf": "pdf",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
    "video/x-m4v": "mp4",
}
_OFFICE = ("docx", "xlsx")
_TEXTS = {"txt": "txt", "csv": "csv"}
_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<script",
    b"<?xml",
    b"<body",
    b"<iframe",
    b"#!",
    b"<?php",
    b"mime-version:",
)
RISKY = frozenset(
    {
        "exe",
        "dll",
        "com",
        "scr",
        "msi",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "jar",
        "apk",
        "app",
        "sh",
        "py",
        "php",
        "hta",
        "lnk",
        "url",
        "reg",
        "iso",
        "img",
        "html",
        "htm",
        "xhtml",
        "shtml",
        "svg",
        "xml",
        "mht",
        "mhtml",
        "zip",
        "rar",
        "7z",
        "gz",
        "tar",
        "docm",
        "xlsm",
        "pptm",
        "chm",
        "swf",
    }
)
"""Endings that a computer would run or open elsewhere than as what is inside."""


def recognise(head: bytes, name: str) -> FileKind:
    """The kind of a file by its first bytes. Raises NotReceived for every kind that is not on the list."""
    if not head:
        raise NotReceived(*EMPTY)
    ending = ending_of(name)
    if ending in RISKY:
        raise _not_taken(ending)
    if head.startswith(b"PK\x03\x04"):
        if ending in _OFFICE:  # what is inside is examined when the whole file is there
            return KINDS[ending]
        raise NotReceived(*ARCHIVE)
    if head.startswith(b"PK"):
        raise NotReceived(*ARCHIVE)
    guess = filetype.guess_mime(head)
    if guess in ("image/heic", "image/heif", "image/avif"):
        raise NotReceived(*HEIC)
    if guess == "video/quicktime":
        raise NotReceived(*QUICKTIME)
    code = _BY_MEDIA.get(guess or "")
    if code is not None:
        return KINDS[code]
    if guess is None and ending in _TEXTS and looks_like_text(head):
        return KINDS[_TEXTS[ending]]
    raise _renamed(ending) if ending in {k.ending for k in KINDS.values()} | {"jpeg"} else _not_taken(ending)


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes are text that no browser or system would run."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="ignore").encode()
    else:
        text = head
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n\x0c").lower()
    if start.startswith(_MARKUP) or b"<script" in start or b"<svg" in start or b"<html" in start:
        return False
    return not any(sign < 9 or 13 < sign < 27 for sign in text)


def _not_taken(ending: str) -> NotReceived:
    shown = f"（.{ending}）" if ending.isalnum() else ""
    return NotReceived(
        f"不接收这种文件{shown}，因为它可能在打开者的电脑上运行程序，或者无法安全查看。可以提交：PDF、照片（JPG、PNG、WebP）、"
        "Word、Excel、文本、CSV、录音（MP3、M4A、WAV）和录像（MP4）。请转换格式，或者拍照后提交。",
        f"Files of this kind{f' (.{ending})' if shown else ''} are not taken: they could run a program where they are "
        "opened, or cannot be shown safely. Send PDF, photos (JPG, PNG, WebP), Word, Excel, text, CSV, recordings "
        "(MP3, M4A, WAV) or video (MP4); convert the file, or photograph it.",
    )


def _renamed(ending: str) -> NotReceived:
    return NotReceived(
        f"文件名写的是 .{ending}，内容却不是。文件可能被改过名或者已损坏。请用原来的程序打开，确认后重新导出再提交。",
        f"The name says .{ending}, but the content is something else: the file was renamed or is damaged. Open it in "
        "the program it comes from, export it again, and send that.",
    )


EMPTY = (
    "这是一个空文件，没有内容可收。请检查是否选对了文件。",
    "The file is empty: there is nothing to receive. Check that you chose the right one.",
)
ARCHIVE = (
    "不接收压缩包，因为里面的内容无法逐一检查。请解压后把各个文件一起选中提交。",
    "Archives are not taken, because what is inside cannot be examined. Unpack it and send the files themselves.",
)
HEIC = (
    "这张照片是 HEIC 格式，本系统打不开。请在手机的“相机—格式”中选“兼容性最佳”后重拍，或者转成 JPG 再提交。",
    "This photo is in the HEIC format, which cannot be opened here. Set the camera to “Most Compatible”, or convert the "
    "photo to JPG, and send it again.",
)
QUICKTIME = (
    "这段录像是 MOV 格式，无法保证各方都能播放。请转成 MP4 再提交。",
    "This video is in the MOV format, which not everybody can play. Convert it to MP4 and send it again.",
)
