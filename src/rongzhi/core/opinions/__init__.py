"""Statistics of consultations: spread, stability, agreement, later truth, dominance, and pooled opinions.

`from rongzhi.core.opinions import agreement`, in a notebook as anywhere. What needs numpy is imported when it is first asked
for, so that reading this package costs a command nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rongzhi.core.opinions.answers import Answer, Kind, Question, Round, Value
from rongzhi.core.opinions.concordance import Concordance, concordance
from rongzhi.core.opinions.reasons import OpinionFault
from rongzhi.core.opinions.spread import Quartiles, Spread, changed, quartiles, ranks, spread, spreads
from rongzhi.core.opinions.stability import LIMITS, Limits, Stability, Unstable, stability, stable
from rongzhi.core.statistics.counts import Figure, Interval, Share, wilson
from rongzhi.core.statistics.reasons import Reason

if TYPE_CHECKING:
    from rongzhi.core.opinions.beyond_chance import (
        agreement,
        agreement_over,
        agreements,
        concordance_over,
        fleiss_kappa,
        kappa_between,
        krippendorff_alpha,
    )
    from rongzhi.core.opinions.dominance import Consulted, Dominance, dominance_of
    from rongzhi.core.opinions.dominance_simulation import (
        Lead,
        Setting,
        alarm_rate,
        false_alarm_rate,
        power,
        simulated,
    )
    from rongzhi.core.opinions.known_truth import (
        OutOfSample,
        Raters,
        best,
        fit_confusions,
        fit_known,
        out_of_sample,
    )
    from rongzhi.core.opinions.pooling import Confusions, Estimate, dawid_skene, majority
    from rongzhi.core.opinions.truth import Brier, Foretold, Timeliness, brier, said, timeliness

_WITH_NUMPY = ("beyond_chance", "truth", "pooling", "known_truth", "dominance", "dominance_simulation")

__all__ = [
    "LIMITS",
    "Answer",
    "Brier",
    "Concordance",
    "Confusions",
    "Consulted",
    "Dominance",
    "Estimate",
    "Figure",
    "Foretold",
    "Interval",
    "Kind",
    "Lead",
    "Limits",
    "OpinionFault",
    "OutOfSample",
    "Quartiles",
    "Question",
    "Raters",
    "Reason",
    "Round",
    "Setting",
    "Share",
    "Spread",
    "Stability",
    "Timeliness",
    "Unstable",
    "Value",
    "agreement",
    "agreement_over",
    "agreements",
    "alarm_rate",
    "best",
    "brier",
    "changed",
    "concordance",
    "concordance_over",
    "dawid_skene",
    "dominance_of",
    "false_alarm_rate",
    "fit_confusions",
    "fit_known",
    "fleiss_kappa",
    "kappa_between",
    "krippendorff_alpha",
    "majority",
    "out_of_sample",
    "power",
    "quartiles",
    "ranks",
    "said",
    "simulated",
    "spread",
    "spreads",
    "stability",
    "stable",
    "timeliness",
    "wilson",
]


def __getattr__(name: str) -> Any:
    """A name that needs numpy (PEP 562)."""
    if name in __all__:
        for module in _WITH_NUMPY:
            found = vars(import_module(f"{__name__}.{module}")).get(name)
            if found is not None:
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
