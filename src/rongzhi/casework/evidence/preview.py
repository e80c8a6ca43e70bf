"""Pages of a file as plain pictures: what a reader sees is drawn here, never the file itself."""

import io
import subprocess
import sys
from threading import BoundedSemaphore
from typing import IO

from PIL import Image

from rongzhi.casework.evidence import pictures

WIDTH = 1240  # an A4 page at 150 dots per inch
SECONDS = 30
AT_ONCE = 2
TEXT_SHOWN = 60_000  # bytes of a text file that are shown
_drawing = BoundedSemaphore(AT_ONCE)


class NotDrawn(Exception):
    """This page cannot be shown as a picture."""


def page_as_png(content: IO[bytes], kind: str, number: int) -> bytes:
    """A page of a PDF, or a picture, as PNG. Raises NotDrawn."""
    if kind == "pdf":
        return _pdf_page(content.read(), number)
    if kind in pictures.FORMATS and number == 1:
        return _picture(content, kind)
    raise NotDrawn


def text_start(content: IO[bytes]) -> str:
    """The beginning of a text file, in whichever of the usual encodings it is."""
    head = content.read(TEXT_SHOWN)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):  # the last sign may be cut off
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return head.decode("utf-8", errors="replace")


def _pdf_page(content: bytes, number: int) -> bytes:
    command = [sys.executable, "-I", "-m", "rongzhi.casework.evidence.draw_page", str(number), str(WIDTH)]
    with _drawing:
        try:
            done = subprocess.run(
                command, input=content, capture_output=True, timeout=SECONDS, env={}, check=False
            )
        except (subprocess.TimeoutExpired, OSError) as fault:
            raise NotDrawn from fault
    if done.returncode != 0 or not done.stdout.startswith(b"\x89PNG"):
        raise NotDrawn
    return done.stdout


def _picture(content: IO[bytes], kind: str) -> bytes:
    try:
        with Image.open(content, formats=[pictures.FORMATS[kind]]) as picture:
            picture.draft("RGB", (WIDTH, WIDTH))
            picture.thumbnail((WIDTH, 4 * WIDTH))
            shown = picture if picture.mode in ("RGB", "L", "RGBA") else picture.convert("RGB")
            out = io.BytesIO()
            shown.save(out, "PNG")
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NotDrawn from fault
