"""The photos and scans that people hand in, drawn on the spot."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

INK, SHEET, TABLE, SEAL = (40, 40, 46), (250, 249, 244), (112, 96, 82), (190, 30, 40)


def photo_of_receipt(folder: Path, name: str = "IMG_20260901_083512.jpg") -> Path:
    """A photo of a receipt that lies on a table, taken with the phone on its side."""
    picture = Image.new("RGB", (960, 720), TABLE)
    sheet = Image.new("RGB", (560, 600), SHEET)
    lines = ImageDraw.Draw(sheet)
    lines.text((40, 30), "W COUNTY RURAL COMMERCIAL BANK", INK, font_size=24)
    for row, (what, sum_) in enumerate(
        (
            ("LOAN CONTRACT 2025-118", ""),
            ("INSURANCE PREMIUM", "4,860.00"),
            ("HANDLING FEE", "140.00"),
            ("TOTAL", "5,000.00"),
        )
    ):
        lines.text((40, 110 + 70 * row), what, INK, font_size=26)
        lines.text((380, 110 + 70 * row), sum_, INK, font_size=26)
        lines.line((40, 150 + 70 * row, 520, 150 + 70 * row), fill=(200, 200, 196), width=2)
    picture.paste(sheet.rotate(4, expand=True, fillcolor=TABLE), (170, 40))
    return _kept(picture.transpose(Image.Transpose.ROTATE_90), folder / name, turned=6)


def scan_of_seal(folder: Path, name: str = "signed-page.jpg") -> Path:
    """The signature page of an agreement with the red seal of an institution."""
    picture = Image.new("RGB", (700, 990), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    for row in range(14):
        draw.line((80, 120 + 36 * row, 620 - (row % 3) * 60, 120 + 36 * row), fill=(120, 120, 124), width=3)
    draw.ellipse((380, 680, 600, 900), outline=SEAL, width=8)
    draw.regular_polygon((490, 790, 40), 5, fill=SEAL)
    return _kept(picture, folder / name)


def _kept(picture: Image.Image, path: Path, *, turned: int = 1) -> Path:
    exif = picture.getexif()
    exif[0x0112] = turned
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, exif=exif)
    path.write_bytes(out.getvalue())
    return path
