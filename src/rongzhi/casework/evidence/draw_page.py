"""Draws one page of a PDF in a process of its own, with little memory and time and nothing else to reach.

`python -m rongzhi.casework.evidence.draw_page PAGE WIDTH`: the PDF comes on standard input, the PNG goes to standard
output; status 1 when the page cannot be drawn. It is started with an empty environment, without any key.
"""

import io
import resource
import sys

MEMORY = 1_500_000_000
SECONDS = 20
MOST_BYTES = 40_000_000
MOST_PIXELS = 6_000_000


def _fence() -> None:
    """Limit this process: a page that wants more is not drawn."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def draw(content: bytes, number: int, width: int) -> bytes:
    """The page of that number (from 1) as PNG, so many pixels wide. Raises ValueError, or whatever the reader meets."""
    import pypdfium2  # slow import

    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[number - 1]
        wide, high = page.get_size()
        if not (0 < wide < 20_000 and 0 < high < 20_000):
            raise ValueError("a page of no size that can be drawn")
        scale = min(width / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def main() -> int:
    """Read, draw, write."""
    number, width = int(sys.argv[1]), int(sys.argv[2])
    content = sys.stdin.buffer.read(MOST_BYTES)
    _fence()
    try:
        drawn = draw(content, number, width)
    except Exception:
        return 1
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
