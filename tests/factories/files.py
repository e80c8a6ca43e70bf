"""Files as people send them, made in memory: pages, photos, and what must be refused."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime

from pikepdf import Dictionary, Name, Pdf, String
from PIL import Image

from rongzhi.casework.evidence.receive import receive
from rongzhi.core.procedure.definition import Actor
from tests.factories.county import NOW


def sent(
    file: str,
    by: Actor,
    *,
    name: str = "盖章页.pdf",
    content: bytes | Iterable[bytes] | None = None,
    now: datetime = NOW,
) -> str:
    """Send a file to a case; gives the id by which an act names it."""
    content = pdf() if content is None else content
    chunks = [content] if isinstance(content, bytes) else content
    return receive(file, by=by, name=name, chunks=chunks, now=now).id


def pdf(*, pages: int = 1, text: str = "page") -> bytes:
    """A small PDF that says its page numbers."""
    out = io.BytesIO()
    with Pdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, pages + 1):
            page = made.add_blank_page(page_size=(595, 842))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
            page.obj.Contents = made.make_stream(f"BT /F1 24 Tf 72 700 Td ({text} {number}) Tj ET".encode())
        made.save(out, deterministic_id=True)
    return out.getvalue()


def poisoned_pdf() -> bytes:
    """A PDF with a script, a launch action and an embedded file."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf(pages=2))) as made:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('poison')"))
        made.Root.OpenAction = script
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("x"), script]))
        made.attachments["virus.exe"] = b"MZ poison"
        launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 100, 100], A=launch)
        made.pages[0].obj.Annots = made.make_indirect([note])
        made.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that needs a password to open."""
    from pikepdf import Encryption

    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf())) as made:
        made.save(out, encryption=Encryption(user="secret", owner="secret"))
    return out.getvalue()


def photo(*, size: tuple[int, int] = (60, 40), turned: bool = True, format: str = "JPEG") -> bytes:
    """A photo that a telephone took lying on its side, with the place where it was taken; left half red, right blue."""
    picture = Image.new("RGB", size, (0, 0, 200))
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = picture.getexif()
    if turned:
        exif[0x0112] = 6  # a quarter turn to the right makes it upright
    exif[0x010F] = "MAKER-OF-PHONE"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 2.0)
    out = io.BytesIO()
    picture.save(out, format, exif=exif)
    return out.getvalue()


def huge_png(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG whose header claims that many pixels; nothing behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", header) + _png_chunk(b"IDAT", zlib.compress(b"\0" * 100))
    )


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def office(code: str = "docx", **more: bytes) -> bytes:
    """A Word or Excel file of the least members; `more` adds others by name."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[code]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<x/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def noise(size: int) -> bytes:
    """Bytes that do not compress, the same each time."""
    return random.Random(20260302).randbytes(size)
