"""Bootstrap over blocks: how often each block is drawn, and the interval of what comes of it."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from rongzhi.core.statistics.counts import LEVEL, Interval
from rongzhi.core.statistics.reasons import Reason, too_few_resamples

Floats = npt.NDArray[np.float64]
RESAMPLES = 2_000
METHOD = "expanded percentile bootstrap"


def drawn(blocks: int, *, seed: int, resamples: int = RESAMPLES) -> Floats:
    """How often each block is drawn: `resamples` rows, each adding up to `blocks`. The same seed gives the same rows."""
    rng = np.random.default_rng(seed)
    even = np.full(blocks, 1 / blocks)
    return rng.multinomial(blocks, even, size=resamples).astype(np.float64)


def percentile(
    values: npt.NDArray[Any], *, blocks: int, of: str, seed: int, level: float = LEVEL
) -> tuple[Interval | None, Reason | None]:
    """The expanded percentile interval of resampled values, of which NaN marks those that could not be computed.

    The plain percentile interval is too narrow for few blocks, as one by the normal distribution is. So the tails are
    taken at Φ(t √(n/(n-1))), t the quantile of Student's distribution with n - 1 degrees, for n `blocks` resampled. Source:
    Hesterberg 2015, "What Teachers Should Know About the Bootstrap", The American Statistician 69:371.
    `of` names what was resampled. If half of the values or fewer could be computed, there is no interval but a reason.
    """
    usable = values[np.isfinite(values)]
    if blocks < 2 or 2 * len(usable) <= len(values):
        return None, too_few_resamples(len(usable))
    tail = float(ndtr(stdtrit(blocks - 1, (1 - level) / 2) * np.sqrt(blocks / (blocks - 1))))
    low, high = np.quantile(usable, [tail, 1 - tail])
    return Interval(float(low), float(high), f"{METHOD} over {of}", seed, len(usable), level), None
