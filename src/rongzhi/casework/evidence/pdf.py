"""PDF files: how many pages, what active content they carry, and a copy without it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from rongzhi.casework.evidence.faults import NotReceived

MOST_OBJECTS = 500_000
ACTIVE_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "submit",
    "/GoToR": "outside",
    "/GoToE": "outside",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
}
ACTIVE_KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/RichMediaContent": "media",
    "/XFA": "form",
}
MARKS = {
    "script": ("脚本", "scripts"),
    "launch": ("启动其他程序的动作", "actions that start other programs"),
    "submit": ("向外发送数据的表单", "forms that send data away"),
    "outside": ("指向其他文件的跳转", "jumps to other files"),
    "media": ("多媒体动作", "media actions"),
    "embedded": ("内嵌的附件", "embedded files"),
    "form": ("动态表单", "dynamic forms"),
}
"""What active content is called on the page."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A PDF that can be opened: its pages, and the codes of MARKS that were found in it."""

    pages: int
    marks: tuple[str, ...]


def examine(content: IO[bytes], *, most_pages: int) -> Examined:
    """Look through every object of a PDF. Raises NotReceived when it needs a password, is damaged or too long."""
    try:
        with pikepdf.open(content) as pdf:
            pages = len(pdf.pages)
            marks = sorted({mark for item in _objects(pdf) for mark in _marks(item)})
    except pikepdf.PasswordError as fault:
        raise NotReceived(*LOCKED) from fault
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, RecursionError) as fault:
        raise NotReceived(*DAMAGED) from fault
    if pages == 0:
        raise NotReceived(*DAMAGED)
    if pages > most_pages:
        raise too_many_pages(pages, most_pages)
    return Examined(pages, tuple(marks))


def _objects(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary of the file, also those inside others."""
    yield pdf.trailer
    for count, item in enumerate(pdf.objects):
        if count > MOST_OBJECTS:
            raise ValueError("too many objects")
        yield from _inside(item, 0)


def _inside(item: Any, depth: int) -> Iterator[Object]:
    if depth > 12:
        return
    if isinstance(item, Dictionary | pikepdf.Stream):
        yield item
        for value in dict(item.items()).values():
            if not getattr(value, "is_indirect", False):
                yield from _inside(value, depth + 1)
    elif isinstance(item, Array):
        for value in list(item)[:10_000]:  # type: ignore[call-overload]
            if not getattr(value, "is_indirect", False):
                yield from _inside(value, depth + 1)


def _marks(item: Object) -> Iterator[str]:
    keys = set(item.keys())
    for key, mark in ACTIVE_KEYS.items():
        if key in keys:
            yield mark
    action = item.get("/S")
    if isinstance(action, Name) and str(action) in ACTIVE_ACTIONS:
        yield ACTIVE_ACTIONS[str(action)]
    if str(item.get("/Subtype", "")) in (
        "/FileAttachment",
        "/RichMedia",
        "/Screen",
        "/Movie",
        "/Sound",
        "/3D",
    ):
        yield "embedded" if str(item["/Subtype"]) == "/FileAttachment" else "media"


def make_plain(pdf: Pdf) -> None:
    """Take out of an open PDF whatever could act: scripts, actions, forms, attachments; the pages look the same."""
    root = pdf.Root
    for key in (
        "/OpenAction",
        "/AA",
        "/AcroForm",
        "/Names",
        "/Collection",
        "/AF",
        "/URI",
        "/Metadata",
        "/Perms",
    ):
        if key in root:
            del root[key]
    for page in pdf.pages:
        plain_page(page.obj)
    if "/Outlines" in root:  # bookmarks may carry actions
        del root["/Outlines"]


def plain_page(page: Object) -> None:
    """Take actions out of one page. What its notes show stays; those that act or carry files go."""
    for key in ("/AA", "/AF", "/Metadata", "/PieceInfo", "/B", "/StructParents"):
        if key in page:
            del page[key]
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = []
    for note in list(notes):  # type: ignore[call-overload]
        if not isinstance(note, Dictionary):
            continue
        if str(note.get("/Subtype", "")) in _ACTING:
            continue
        for key in ("/A", "/AA", "/PA", "/FS", "/Parent", "/Popup", "/AF", "/Dest"):
            if key in note:
                del note[key]
        kept.append(note)
    if kept:
        page["/Annots"] = Array(kept)
    else:
        del page["/Annots"]


_ACTING = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Link", "/Popup")


def without_active_content(content: IO[bytes]) -> bytes:
    """A copy of a PDF with the same pages and nothing that acts. Raises NotReceived when it cannot be made."""
    try:
        with pikepdf.open(content) as pdf, Pdf.new() as fresh:
            make_plain(pdf)
            fresh.pages.extend(pdf.pages)
            out = io.BytesIO()
            fresh.save(out, deterministic_id=True)
            return out.getvalue()
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, RecursionError) as fault:
        raise NotReceived(*DAMAGED) from fault


def too_many_pages(pages: int, most: int) -> NotReceived:
    """What is said of a PDF with too many pages."""
    return NotReceived(
        f"这份 PDF 有 {pages} 页，最多 {most} 页。请分成几个文件提交。",
        f"This PDF has {pages} pages; at most {most} are taken. Send it in several files.",
    )


LOCKED = (
    "这份 PDF 设有打开密码，其他各方无法查看。请去掉密码，或者打印成新的 PDF 后再提交。",
    "This PDF needs a password to open, so nobody else could read it. Remove the password, or print it to a new PDF, and "
    "send that.",
)
DAMAGED = (
    "这份 PDF 打不开，可能已损坏或没有传完。请确认能打开后重新提交。",
    "This PDF cannot be opened; it is damaged or was cut off. Check that it opens on your device, then send it again.",
)
