"""Bootstrap over blocks: how often each block is drawn, and the percentile interval of what comes of it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from rongzhi.core.opinions.counts import LEVEL, Interval
from rongzhi.core.opinions.reasons import Reason, too_few_resamples

Floats = npt.NDArray[np.float64]
RESAMPLES = 2_000
METHOD = "percentile bootstrap"


def drawn(blocks: int, *, seed: int, resamples: int = RESAMPLES) -> Floats:
    """How often each block is drawn: `resamples` rows, each adding up to `blocks`. The same seed gives the same rows."""
    rng = np.random.default_rng(seed)
    even = np.full(blocks, 1 / blocks)
    return rng.multinomial(blocks, even, size=resamples).astype(np.float64)


def percentile(
    values: npt.NDArray[Any], *, of: str, seed: int, level: float = LEVEL
) -> tuple[Interval | None, Reason | None]:
    """The percentile interval (Efron 1979) of resampled values, of which NaN marks those that could not be computed.

    `of` names what was resampled. If half of the values or fewer could be computed, there is no interval but a reason.
    """
    usable = values[np.isfinite(values)]
    if 2 * len(usable) <= len(values):
        return None, too_few_resamples(len(usable))
    low, high = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), f"{METHOD} over {of}", seed, len(usable), level), None
