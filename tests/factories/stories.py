"""Made-up stories by seed, and edited copies of them: those of one seed tell the same, others have nothing in common."""

import random

from rongzhi.core.likeness.planting import edited

SIGNS = [chr(0x4E00 + number) for number in range(3000)]


def story(seed: int, *, length: int = 240) -> str:
    """A text of random Chinese signs; two seeds have nothing in common."""
    draw = random.Random(seed)
    return "".join(draw.choice(SIGNS) + ("，" if at % 12 == 11 else "") for at in range(length))


def copies(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [edited(story(seed), draw, SIGNS) for _ in range(count)]
