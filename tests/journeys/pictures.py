"""The pictures of docs/pictures/: taken of the Chinese pages when RONGZHI_PICTURES names a folder, told by an index page.

`python -m tests.journeys.pictures` prints the index page; `make pictures` takes the pictures and writes it.
"""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.journeys.days import DAYS, Day

MOST_BYTES = 200_000
TALLEST = {"phone": 1_500, "desktop": 1_500}  # CSS pixels that a picture shows at most


@dataclass
class Album:
    """Where the pictures of this run go; nowhere when no folder is named."""

    folder: Path | None = None
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of_this_run(cls) -> "Album":
        named = os.environ.get("RONGZHI_PICTURES", "")
        return cls(Path(named) if named else None)

    def take(self, page: Page, role: str, what: str, window: str, language: str) -> None:
        """Take a picture that the index page tells of. The first of its name is kept, and only of a Chinese page.

        Raises KeyError for a picture that is not in the day of the role.
        """
        name = file_name(role, what)
        if self.folder is None or language != "zh" or name in self.taken:
            return
        self.taken.add(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        size = page.viewport_size
        assert size is not None
        high = page.evaluate("document.documentElement.scrollHeight")
        page.evaluate("scrollTo(0, 0)")
        shown = {"x": 0, "y": 0, "width": size["width"], "height": min(max(high, 400), TALLEST[window])}
        shot = page.screenshot(full_page=True, clip=shown, animations="disabled", caret="hide")
        (self.folder / name).write_bytes(small(shot))


def file_name(role: str, what: str) -> str:
    """The file of a picture: role, place in the day, what it shows."""
    place = [one.what for one in DAYS[role].pictures].index(what) + 1
    return f"{role}-{place:02d}-{what}.png"


def small(png: bytes) -> bytes:
    """The picture with as many colours as fit into the size allowed."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def index() -> str:
    """The page that shows all pictures, a chapter for each role."""
    return HEAD + "\n".join(_chapter(role, day) for role, day in DAYS.items())


HEAD = """# 每个角色的一天 · A working day of each role

这些图由浏览器中的全程测试自动截取（`make pictures`）：同一套示范县数据，人物、机构均为虚构。
The journeys in a browser take these pictures (`make pictures`) in the demo county; all people and bodies are fictional.

"""


def _chapter(role: str, day: Day) -> str:
    lines = [f"## {day.zh} · {day.en}", "", "| | |", "|---|---|"]
    cells = [
        f'<img src="{file_name(role, one.what)}" alt="{one.en}" width="380"><br>{one.zh}<br>{one.en}'
        for one in day.pictures
    ]
    for first in range(0, len(cells), 2):
        lines.append(f"| {cells[first]} | {cells[first + 1] if first + 1 < len(cells) else ''} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    print(index(), end="")
