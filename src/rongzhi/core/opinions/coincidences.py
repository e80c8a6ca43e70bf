"""Krippendorff's alpha taken apart, so that thousands of resamples of its units cost little.

alpha = 1 - (n - 1) Σ_u w_u k_u / (n_vᵀ δ n_v), with k_u = Σ_cc' n_uc n_uc' δ_cc' / (m_u - 1), n_v = Σ_u w_u n_u and n = Σ n_v:
n_uc members gave value c in unit u, m_u = Σ_c n_uc ≥ 2, w_u is how often the unit was drawn. It is the coincidence matrix of
Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", summed in another order.
"""

from typing import Literal

import krippendorff
import numpy as np

from rongzhi.core.statistics.resampling import Floats

Level = Literal["nominal", "ordinal", "interval", "ratio"]

LIBRARY_CELLS = 4_000_000  # the library fills an array of units x values x values; above that it is not asked
NOTHING = 1e-12  # expected disagreement below that is rounding
CHUNK = 512  # values whose distances to all others are in memory at once


def alpha_of(counts: Floats, domain: Floats, level: Level) -> float:
    """Alpha of `counts[unit][value]` over the ascending values `domain`; not every value may be the same.

    By the library `krippendorff`; where that would need too much memory (many different amounts), by the same sum in
    another order. Units with one value add nothing.
    """
    if counts.size * counts.shape[1] <= LIBRARY_CELLS:
        return float(krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=level))
    once = np.ones((1, len(counts)))
    return float(alphas_of(counts, domain, level, np.arange(len(counts)), once)[0])


def alphas_of(
    counts: Floats,
    domain: Floats,
    level: Level,
    blocks: np.ndarray[tuple[int], np.dtype[np.int_]],
    draws: Floats,
) -> Floats:
    """Alpha of each resample; `blocks[unit]` is the unit's block and `draws[resample][block]` how often it was drawn.

    NaN where all drawn values are the same.
    """
    paired = counts.sum(axis=1) >= 2
    counts, blocks = counts[paired], blocks[paired]
    by_block = _summed(counts, blocks, draws.shape[1])
    if level == "ordinal":
        within, between = _of_ranks(counts, blocks, by_block, draws)
    else:
        within, between = _of_values(counts, domain, level, blocks, by_block, draws)
    total = draws @ by_block.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(between > NOTHING * total, 1 - (total - 1) * within / between, np.nan)
    return found


def _of_values(
    counts: Floats,
    domain: Floats,
    level: Level,
    blocks: np.ndarray[tuple[int], np.dtype[np.int_]],
    by_block: Floats,
    draws: Floats,
) -> tuple[Floats, Floats]:
    """Observed and expected disagreement of each resample, where distances do not depend on what was drawn."""
    unlike = np.zeros(len(counts))
    between = np.zeros((len(by_block), len(by_block)))
    for start in range(0, len(domain), CHUNK):
        some = slice(start, start + CHUNK)
        distances = _distances(domain[:, None], domain[None, some], level)
        unlike += ((counts @ distances) * counts[:, some]).sum(axis=1)
        between += (by_block @ distances) @ by_block[:, some].T
    within = _summed((unlike / (counts.sum(axis=1) - 1))[:, None], blocks, len(by_block))[:, 0]
    return draws @ within, ((draws @ between) * draws).sum(axis=1)


def _distances(one: Floats, other: Floats, level: Level) -> Floats:
    if level == "nominal":
        unlike: Floats = (one != other).astype(np.float64)
        return unlike
    apart: Floats = one - other
    if level == "ratio":
        both = one + other
        apart = np.divide(apart, both, out=np.zeros(both.shape), where=both != 0)
    squared: Floats = apart**2
    return squared


def _of_ranks(
    counts: Floats, blocks: np.ndarray[tuple[int], np.dtype[np.int_]], by_block: Floats, draws: Floats
) -> tuple[Floats, Floats]:
    """The same for the ordinal level: δ_ck = (Σ_g=c..k n_g - (n_c + n_k)/2)² is the squared distance of mid-ranks."""
    drawn = draws @ by_block
    middle = np.cumsum(drawn, axis=1) - drawn / 2
    size = counts.sum(axis=1)
    sums, squares = middle @ counts.T, middle**2 @ counts.T
    unlike = 2 * (size * squares - sums**2) / (size - 1)
    within = (draws[:, blocks] * unlike).sum(axis=1)
    total = drawn.sum(axis=1)
    between = 2 * (total * (drawn * middle**2).sum(axis=1) - (drawn * middle).sum(axis=1) ** 2)
    return within, between


def _summed(rows: Floats, blocks: np.ndarray[tuple[int], np.dtype[np.int_]], how_many: int) -> Floats:
    """The rows of each block added up."""
    found = np.zeros((how_many, rows.shape[1]))
    np.add.at(found, blocks, rows)
    return found
