"""How large files may be and how many may wait: settings of the installation, with what is said beyond them."""

from dataclasses import dataclass

from django.conf import settings

from rongzhi.casework.evidence.faults import NotReceived

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one installation."""

    document_bytes: int = 30 * MB
    recording_bytes: int = 300 * MB
    pixels: int = 50 * MB
    pages: int = 1000
    waiting_files: int = 40
    waiting_bytes: int = 600 * MB

    def most(self, family: str) -> int:
        """The largest file of that family, in bytes."""
        return self.recording_bytes if family == "recording" else self.document_bytes

    @property
    def largest(self) -> int:
        """What no file may exceed, whatever it is."""
        return max(self.document_bytes, self.recording_bytes)


def limits() -> Limits:
    """The limits as set in RONGZHI_FILE_LIMITS, defaults for the rest."""
    return Limits(**getattr(settings, "RONGZHI_FILE_LIMITS", {}))


def too_large(most: int) -> NotReceived:
    """What is said of a file that is larger than `most` bytes."""
    size = most // MB
    return NotReceived(
        f"文件太大：最多 {size} MB。请压缩、降低扫描分辨率，或者分成几个文件提交。",
        f"The file is too large: at most {size} MB. Compress it, scan at a lower resolution, or send it in pieces.",
    )


def too_many_waiting(found: Limits) -> NotReceived:
    """What is said when too much was received that nobody handed in."""
    return NotReceived(
        f"您在本案已有许多收到但尚未提交的文件（最多 {found.waiting_files} 个、{found.waiting_bytes // MB} MB）。请先提交或删除它们。",
        f"Too many of your files in this case were received and not handed in (at most {found.waiting_files} files, "
        f"{found.waiting_bytes // MB} MB). Hand them in or take them back first.",
    )
