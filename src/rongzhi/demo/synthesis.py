"""Makes up what the real texts do not hold: names, places, amounts and dates, by a seeded source and whole numbers."""

import random
from datetime import date, timedelta
from decimal import Decimal

from rongzhi.demo.tables import Township, people, townships

PHONES = 10_000


def person_name(source: random.Random) -> str:
    """A fictional Chinese name of two or three characters."""
    table = people()
    surname = source.choice(table.surnames)
    if source.randrange(4) == 0:
        return surname + source.choice(table.given_one)
    return surname + source.choice(table.given_first) + source.choice(table.given_second)


def township(source: random.Random) -> Township:
    """A township, more often a large one."""
    rows = list(townships().values())
    return source.choices(rows, weights=[row.weight for row in rows])[0]


def address(place: Township, source: random.Random) -> str:
    """A fictional address in the township."""
    return f"W县{place.name}{source.choice(people().villages)}{source.randint(1, 180)}号"


def shop_name(place: Township, source: random.Random) -> str:
    """A fictional small business of the township."""
    table = people()
    return f"W县{place.name}{source.choice(table.shop_words)}{source.choice(table.shop_kinds)}"


def phones(prefix: str, seed: int, count: int) -> list[str]:
    """Phone numbers of a prefix that is given to nobody here, no two alike.

    Raises ValueError when more are wanted than there are.
    """
    if count > PHONES:
        raise ValueError(f"{count} phone numbers are wanted; the pattern {prefix}xxxx holds {PHONES}.")
    order = random.Random(f"{seed}/phones/{prefix}").sample(range(PHONES), count)
    return [f"{prefix}{number:04d}" for number in order]


def amount(source: random.Random, *, middle: int, steps: int) -> Decimal:
    """An amount in yuan around the middle: a walk of equal factors, so large ones are rare but occur.

    `steps` throws of a coin, each up or down by 15 %; about four in ten end on full ten yuan.
    """
    fen = middle * 100
    for _ in range(steps):
        fen = fen * 115 // 100 if source.getrandbits(1) else fen * 100 // 115
    fen += source.randrange(fen // 10 + 1)
    if source.randrange(10) < 4:
        fen = fen // 1000 * 1000
    return Decimal(max(fen, 1000)).scaleb(-2)


def happened_on(source: random.Random, *, filed_on: date, oldest: bool) -> date:
    """The day of happening: mostly some months before the filing, more than three years before if `oldest`."""
    back = source.randint(1130, 1800) if oldest else source.randint(5, 60) * source.randint(1, 12)
    return filed_on - timedelta(days=back)


def known_on(source: random.Random, *, happened: date, filed_on: date) -> date:
    """The day on which harm and obligor were known: soon after, never after the day before the filing."""
    return min(happened + timedelta(days=source.randrange(45)), filed_on - timedelta(days=1))
