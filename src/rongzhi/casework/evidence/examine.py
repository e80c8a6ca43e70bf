"""What becomes of a file on the way in: known by its content, kept within the limits, photos cleaned."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rongzhi.casework.evidence import office, pdf, pictures
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.kinds import HEAD, FileKind, recognise
from rongzhi.casework.evidence.limits import Limits, too_large
from rongzhi.casework.evidence.names import plain_name


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that may be kept: its kind and name, the bytes to store, its pages (0 where it has none), and marks.

    `cleaned`: what is stored are other bytes than came, because a photo was turned and stripped.
    """

    kind: FileKind
    name: str
    chunks: Iterable[bytes]
    pages: int = 0
    marks: tuple[str, ...] = ()
    cleaned: bool = False


def fit(name: str, chunks: Iterable[bytes], limits: Limits) -> Fit:
    """Examine a file that is coming in. Raises NotReceived; recordings are passed on as they come, never held whole.

    A recording that turns out too large raises while its chunks are taken.
    """
    source = iter(chunks)
    head, source = _head(source)
    kind = recognise(head, name)
    try:
        shown = plain_name(name, kind.ending)
    except ValueError:
        raise NotReceived(*WRONG_NAME) from None
    most = limits.most(kind.family)
    if kind.family == "recording":
        return Fit(kind, shown, _within(source, most))
    content = b"".join(_within(source, most))
    if kind.family == "picture":
        plain = pictures.cleaned(io.BytesIO(content), kind.code, most_pixels=limits.pixels)
        return Fit(kind, shown, (plain,), pages=1, cleaned=True)
    if kind.family == "pdf":
        examined = pdf.examine(io.BytesIO(content), most_pages=limits.pages)
        return Fit(kind, shown, (content,), pages=examined.pages, marks=examined.marks)
    if kind.family == "office":
        office.examine(io.BytesIO(content), kind.code)
    return Fit(kind, shown, (content,))


def _head(source: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and the whole again from the start."""
    held: list[bytes] = []
    size = 0
    for chunk in source:
        held.append(chunk)
        size += len(chunk)
        if size >= HEAD:
            break
    head = b"".join(held)
    return head[:HEAD], chain([head], source)


def _within(source: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in source:
        size += len(chunk)
        if size > most:
            raise too_large(most)
        yield chunk


WRONG_NAME = (
    "文件名里有看不见的控制字符，无法确认它是什么文件。请改名后重新提交。",
    "The file's name has invisible control signs, so it is not clear what it is. Rename it and send it again.",
)
