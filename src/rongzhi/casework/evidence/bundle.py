"""The bundle: one PDF of the exhibits that a reader may see, with index, bookmarks and page numbers through the whole."""

import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from typing import IO, Any
from zoneinfo import ZoneInfo

import pikepdf
import typst
from pikepdf import Dictionary, Name, Page, Pdf, Rectangle
from PIL import Image

from rongzhi.casework.evidence import pictures
from rongzhi.casework.evidence.exhibits import Exhibit, Handed, open_bytes
from rongzhi.casework.evidence.faults import NotThere
from rongzhi.casework.evidence.joining import Heading, Joiner
from rongzhi.casework.papers.drawing import FONTS
from rongzhi.core.record.streams import SealedReader, SealedWriter
from rongzhi.core.record.suites import AES, SealBroken

SHANGHAI = ZoneInfo("Asia/Shanghai")
A4 = (595.28, 841.89)
MARGIN, FOOT = 28.0, 40.0  # points; the foot carries the page number
PICTURE_PIXELS = 2480  # an A4 page at 300 dots per inch


@dataclass(frozen=True, slots=True)
class Piece:
    """One file in the bundle: its exhibit, how many pages it has there, and whether it is only named on a sheet."""

    exhibit: Exhibit
    file: Handed
    pages: int
    sheet: bool = False


@dataclass(slots=True)
class Words:
    """The words of a bundle in the language of its reader."""

    title: str
    lines: list[str]
    head: list[str]
    left_title: str
    exhibit: str  # "证据 {number}"
    sheet: list[str]  # name, kind, size, digest: labels of a sheet
    gone: str
    made: str
    pages: str  # "{first}–{last}"
    more: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bundle:
    """A bundle that was made, sealed on disk without a name until it is sent: its pages and size."""

    reader: SealedReader
    pages: int

    @property
    def size(self) -> int:
        return self.reader.size

    def __iter__(self) -> Iterator[bytes]:
        """The PDF in order."""
        return self.reader.chunks()

    def close(self) -> None:
        """Let the sealed bytes go."""
        self.reader.close()


def make_bundle(
    number: str, found: Sequence[Exhibit], words: Words, *, left: Sequence[str], now: datetime
) -> Bundle:
    """One PDF of these exhibits; `left` are lines that say what is not in it, to which files that are gone are added.

    Memory stays flat: each source is read from its sealed file, put in order and written before the next is opened;
    the bundle is sealed while it is written. Raises NotThere or SealBroken when a file goes meanwhile.
    """
    pieces, gone = _pieces(number, found)
    missing = [*left, *(words.gone.format(name=name) for name in gone)]
    ahead = _page_count(_index(number, pieces, words, missing, now, 1))
    index = _index(number, pieces, words, missing, now, ahead + 1)
    feet = _Feet(number, ahead + sum(piece.pages for piece in pieces))
    file, key = tempfile.TemporaryFile(), AES.new_key()  # noqa: SIM115 - closed by the bundle
    try:
        writer = SealedWriter(file, key, b"bundle", AES)
        joiner = Joiner(writer.write)
        _join(joiner, Pdf.open(io.BytesIO(index)), feet, fitted=False)
        headings = [Heading(words.title, 0)]
        for piece in pieces:
            _head(headings, piece, words, feet.done)
            _join_piece(joiner, number, piece, words, feet, now)
        pages = joiner.close(title=words.title, headings=headings)
        writer.close()
        return Bundle(SealedReader(file, key, b"bundle"), pages)
    except BaseException:
        file.close()
        raise


def _pieces(number: str, found: Sequence[Exhibit]) -> tuple[list[Piece], list[str]]:
    """The files with their pages in the bundle, and the names of those that are gone or do not open."""
    pieces, gone = [], []
    for exhibit in found:
        for file in exhibit.files:
            try:
                pieces.append(_counted(number, exhibit, file))
            except (NotThere, SealBroken, pikepdf.PdfError, OSError, ValueError):
                gone.append(file.name)
    return pieces, gone


def _counted(number: str, exhibit: Exhibit, file: Handed) -> Piece:
    with open_bytes(number, file.id) as content:
        if file.media == "application/pdf":
            with Pdf.open(content) as source:  # type: ignore[arg-type]
                return Piece(exhibit, file, len(source.pages))
        content.read(1)
    return Piece(exhibit, file, 1, sheet=not file.media.startswith("image/"))


def _join_piece(
    joiner: Joiner, number: str, piece: Piece, words: Words, feet: "_Feet", now: datetime
) -> None:
    if piece.sheet:
        _join(joiner, Pdf.open(io.BytesIO(_sheet(piece, words, now))), feet, fitted=False)
        return
    with open_bytes(number, piece.file.id) as content:
        if piece.file.media == "application/pdf":
            source = Pdf.open(content)  # type: ignore[arg-type]
            source.flatten_annotations("print")  # seals and notes stay visible; nothing that acts comes along
        else:
            source = _picture_page(content)  # type: ignore[arg-type]
        _join(joiner, source, feet, fitted=True)


def _join(joiner: Joiner, source: Pdf, feet: "_Feet", *, fitted: bool) -> None:
    """Write the pages of a PDF, each with its number at the foot; `fitted` ones are put on A4 sheets first."""
    with source:
        if fitted:
            for page in list(source.pages):
                _place(source, page)
            del source.pages[: len(source.pages) // 2]
        feet.stamp(source)
        joiner.add(source)


def _place(source: Pdf, page: Page) -> None:
    """The page on an A4 sheet at the end, upright or across as it is, with room for the page number."""
    box = [float(side) for side in page.trimbox]
    wide, high = abs(box[2] - box[0]), abs(box[3] - box[1])
    if int(page.get("/Rotate", 0)) % 180:
        wide, high = high, wide
    size = A4 if high >= wide else (A4[1], A4[0])
    sheet = source.add_blank_page(page_size=size)
    sheet.add_overlay(page, Rectangle(MARGIN, FOOT, size[0] - MARGIN, size[1] - MARGIN))


def _picture_page(content: IO[bytes]) -> Pdf:
    """A photo as a page of its own."""
    with Image.open(content, formats=list(pictures.FORMATS.values())) as picture:
        picture.draft("RGB", (PICTURE_PIXELS, PICTURE_PIXELS))
        picture.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
        flat = Image.new("RGB", picture.size, "white")
        shown = picture.convert("RGBA") if "A" in picture.mode or "transparency" in picture.info else None
        flat.paste(shown or picture.convert("RGB"), mask=shown)
    jpeg = io.BytesIO()
    flat.save(jpeg, "JPEG", quality=88)
    made = Pdf.new()
    image = made.make_stream(
        jpeg.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=flat.width,
        Height=flat.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    wide, high = flat.width * 0.75, flat.height * 0.75
    page = made.add_blank_page(page_size=(wide, high))
    page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.obj.Contents = made.make_stream(f"{wide:.2f} 0 0 {high:.2f} 0 0 cm /Im Do".encode())
    return made


@dataclass(slots=True)
class _Feet:
    """The page numbers at the foot, through the whole bundle."""

    number: str
    total: int
    done: int = 0

    def stamp(self, source: Pdf) -> None:
        """Number the pages of one source."""
        font = source.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for page in source.pages:
            self.done += 1
            text = f"{self.number}    {self.done} / {self.total}".encode("ascii", errors="replace")
            plain = text.replace(b"(", b"").replace(b")", b"").replace(b"\\", b"")
            left = float(page.mediabox[2]) / 2 - 2.4 * len(plain)
            line = b"Q q BT 0 0 0 rg /FootFont 9 Tf %.1f 18 Td (%s) Tj ET Q" % (left, plain)
            page.add_resource(font, Name.Font, Name.FootFont)
            page.contents_add(source.make_stream(b"q"), prepend=True)
            page.contents_add(source.make_stream(line))


def _head(headings: list[Heading], piece: Piece, words: Words, page: int) -> None:
    """The bookmark of a piece: one for each exhibit, and one for each file under it when there are several."""
    name = f"{words.exhibit.format(number=piece.exhibit.number)} {piece.exhibit.title}"
    if headings[-1].text != name or len(headings) == 1:
        headings.append(Heading(name, page))
    if len(piece.exhibit.files) > 1:
        headings[-1].under.append(Heading(piece.file.name, page))


def _index(
    number: str, pieces: Sequence[Piece], words: Words, left: Sequence[str], now: datetime, first: int
) -> bytes:
    rows, at = [], first
    for exhibit, some in _by_exhibit(pieces):
        pages = sum(piece.pages for piece in some)
        span = words.pages.format(first=at, last=at + pages - 1) if pages > 1 else str(at)
        names = "\n".join([exhibit.title, *(piece.file.name for piece in some)])
        who = f"{words.more.get(exhibit.actor, '')}\n{exhibit.at.astimezone(SHANGHAI):%Y-%m-%d}"
        rows.append([str(exhibit.number), names, exhibit.proves or "—", who, span])
        at += pages
    return _drawn(
        {
            "part": "index",
            "title": words.title,
            "number": number,
            "made": f"{words.made} {now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            "lines": words.lines,
            "head": words.head,
            "rows": rows,
            "left": list(left),
            "left_title": words.left_title,
        },
        now,
    )


def _by_exhibit(pieces: Sequence[Piece]) -> Iterator[tuple[Exhibit, list[Piece]]]:
    some: list[Piece] = []
    for piece in pieces:
        if some and some[0].exhibit.seq != piece.exhibit.seq:
            yield some[0].exhibit, some
            some = []
        some.append(piece)
    if some:
        yield some[0].exhibit, some


def _sheet(piece: Piece, words: Words, now: datetime) -> bytes:
    """A page for a file that has none of its own: what it is, and by which digest it is known."""
    file = piece.file
    values = (file.name, file.media, f"{file.size:,}", file.sha256)
    title = f"{words.exhibit.format(number=piece.exhibit.number)} {piece.exhibit.title}"
    sheet = {"title": title, "rows": [list(row) for row in zip(words.sheet, values, strict=True)]}
    return _drawn({"part": "sheets", "title": words.title, "sheets": [sheet]}, now)


def _drawn(data: dict[str, Any], now: datetime) -> bytes:
    layout = resources.files("rongzhi.casework.evidence").joinpath("bundle.typ").read_bytes()
    given = {"bundle": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    compiler = typst.Compiler(font_paths=FONTS)
    drawn = compiler.compile(input=layout, format="pdf", sys_inputs=given, timestamp=int(now.timestamp()))
    return bytes(drawn)


def _page_count(drawn: bytes) -> int:
    with Pdf.open(io.BytesIO(drawn)) as made:
        return len(made.pages)
