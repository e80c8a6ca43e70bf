"""Photos: their size is read before they are decoded; they are turned upright and lose place, device and time."""

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from rongzhi.casework.evidence.faults import NotReceived

PIXELS_OF_LAST_RESORT = 100_000_000
Image.MAX_IMAGE_PIXELS = PIXELS_OF_LAST_RESORT
warnings.simplefilter("error", Image.DecompressionBombWarning)
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
QUALITY = 95


def cleaned(content: IO[bytes], code: str, *, most_pixels: int) -> bytes:
    """The picture upright and without its notes (EXIF, GPS, XMP, comments), in the same format.

    Only the pixels and the colour profile are carried over, so nothing hidden behind them stays.
    Raises NotReceived for too many pixels (seen in the header, before anything is decoded) and what is no picture.
    """
    try:
        with Image.open(content, formats=[FORMATS[code]]) as picture:
            width, height = picture.size
            if width * height > most_pixels:
                raise too_many_pixels(width, height, most_pixels)
            if getattr(picture, "is_animated", False):
                raise NotReceived(*ANIMATED)
            profile = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            out = _plain(upright, code)
            saved = io.BytesIO()
            out.save(saved, FORMATS[code], **_options(code, profile, out.mode))
            return saved.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels(0, 0, most_pixels) from None
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, EOFError, MemoryError) as fault:
        raise NotReceived(*DAMAGED) from fault


def _plain(picture: Image.Image, code: str) -> Image.Image:
    """The pixels alone, in a mode that the format can hold."""
    modes = ("RGB", "L") if code == "jpeg" else ("RGB", "RGBA", "L", "LA", "1", "I;16")
    wanted = picture.mode if picture.mode in modes else ("RGBA" if "transparency" in picture.info else "RGB")
    if code == "webp" and wanted not in ("RGB", "RGBA"):
        wanted = "RGBA" if wanted == "LA" else "RGB"
    if code == "jpeg" and wanted == "RGBA":
        wanted = "RGB"
    plain = picture.convert(wanted) if picture.mode != wanted else picture
    plain.info = {}
    return plain


def _options(code: str, profile: bytes | None, mode: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if profile and mode in ("RGB", "RGBA") and len(profile) < 1_000_000:
        found["icc_profile"] = profile
    if code != "png":
        found["quality"] = QUALITY
    return found


def too_many_pixels(width: int, height: int, most: int) -> NotReceived:
    """What is said of a picture with too many pixels."""
    shown = f"（{width}×{height}）" if width else ""
    shown_en = f" ({width}×{height})" if width else ""
    return NotReceived(
        f"照片的像素太多{shown}，最多 {most // 1_000_000} 百万像素。请用普通模式重拍，或缩小后再提交。",
        f"The photo has too many pixels{shown_en}: at most {most // 1_000_000} million. Take it in the camera's normal "
        "mode, or make it smaller, and send it again.",
    )


ANIMATED = (
    "这是动图，只有一帧会被看到。请提交截图，或者提交录像（MP4）。",
    "This picture moves, and only one frame of it would be seen. Send a still picture, or a video (MP4).",
)
DAMAGED = (
    "图片打不开，可能已损坏或没有传完。请在手机或电脑上确认能打开后重新提交。",
    "The picture cannot be opened; it is damaged or was cut off. Check that it opens on your device, then send it again.",
)
