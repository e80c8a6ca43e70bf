"""Opinions as places, and how members moved between two rounds, seen from each member in turn as the one followed."""

from collections.abc import Mapping

import numpy as np

from rongzhi.core.opinions.answers import Answer, Kind, Question, Round
from rongzhi.core.opinions.spread import ranks
from rongzhi.core.statistics.resampling import Floats

FURTHEST = (
    3.0  # robust standard deviations from the median beyond which an amount is no further away [design]
)
FEWEST_ANSWERS = 3  # the one followed, the one who moves, and somebody else to move to
MAD_OF_NORMAL = 1.4826  # makes the median absolute deviation of normal data their standard deviation

SUMS = 5  # gg, gh, hh, gd, hd: see `sums_by_member`


def sums_by_member(
    first: Round, last: Round, question: str, members: tuple[str, ...], *, reference: str
) -> Floats | None:
    """For each of `members` as the one followed, sums over the others of products of gaps and movement in one question.

    With x, y the places of a member's first and last answer, f the first place of the one followed and c the mean first
    place of all others but these two: g = f - x, h = c - x, d = y - x; the row holds Σgg, Σgh, Σhh, Σgd, Σhd.
    The reference itself is never among those who move, whoever is followed: a lead that holds to its opinion would else make
    the others look less followed. A member without a first answer has zeros. None where the reference gave no first answer,
    fewer than three did, all first answers are the same, or nobody else answered again.
    """
    before, after = first.to(question), last.to(question)
    movers = [member for member in before if member in after and member != reference]
    if reference not in before or len(before) < FEWEST_ANSWERS or not movers:
        return None
    places, later = _places(first.question(question), before, after)
    if not np.ptp(places, axis=0).any():
        return None
    names = list(before)
    moving = np.array([name in movers for name in names])
    apart = ~np.eye(len(names), dtype=bool) & moving[None, :]  # [followed, moving]
    to_followed = places[:, None, :] - places[None, :, :]
    others = places.sum(axis=0) - places[:, None, :] - places[None, :, :]
    to_others = others / (len(names) - 2) - places[None, :, :]
    moved = np.broadcast_to((later - places)[None, :, :], to_followed.shape)
    pairs = [
        (to_followed, to_followed),
        (to_followed, to_others),
        (to_others, to_others),
        (to_followed, moved),
        (to_others, moved),
    ]
    sums = np.stack([((one * other).sum(axis=2) * apart).sum(axis=1) for one, other in pairs], axis=1)
    found = np.zeros((len(members), SUMS))
    row = {member: place for place, member in enumerate(members)}
    for name, line in zip(names, sums, strict=True):
        found[row[name]] = line
    return found


def _places(
    question: Question, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Floats, Floats]:
    """(first, last) places of those who gave a first answer; who gave no last one stays, and is no mover anyway."""
    first = [answer.value for answer in before.values()]
    last = [after.get(member, answer).value for member, answer in before.items()]
    if question.kind is Kind.AMOUNT:
        return _scaled(
            np.array([float(str(value)) for value in first]), np.array([float(str(v)) for v in last])
        )
    if question.kind is Kind.RANK:
        size = len(question.options)
        furthest = max(np.sqrt(size * (size**2 - 1) / 3), 1.0)  # from an order to its reverse
        orders = [[value for value in some if isinstance(value, tuple)] for some in (first, last)]
        before_after = [np.array(ranks(question, some)) / furthest for some in orders]
        return before_after[0], before_after[1]
    codes = sorted({str(value) for value in first + last})
    far = np.eye(len(codes)) / np.sqrt(2)  # two answers lie 1 apart
    return far[[codes.index(str(value)) for value in first]], far[[codes.index(str(value)) for value in last]]


def _scaled(first: Floats, last: Floats) -> tuple[Floats, Floats]:
    """Amounts in robust standard deviations from the median of the first ones, held within bounds."""
    middle = np.median(first)
    distances = np.abs(first - middle)
    scale = np.median(distances) * MAD_OF_NORMAL or distances.mean() or 1.0
    bounded = [np.clip((some - middle) / scale, -FURTHEST, FURTHEST)[:, None] for some in (first, last)]
    return bounded[0], bounded[1]
