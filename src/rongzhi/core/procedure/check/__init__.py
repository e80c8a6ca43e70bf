"""The checker: proves that declared procedures can be lived with, before any case depends on them."""

from rongzhi.core.procedure.check.clocks import check_clocks
from rongzhi.core.procedure.check.demands import check_demands
from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.check.references import check_references
from rongzhi.core.procedure.check.refusals import check_refusals
from rongzhi.core.procedure.check.stages import check_automatic, check_stages
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.rules import Rules

__all__ = [
    "Fault",
    "Published",
    "check",
    "check_automatic",
    "check_clocks",
    "check_demands",
    "check_references",
    "check_refusals",
    "check_stages",
]


def check(rules: Rules, *, published: Published) -> list[Fault]:
    """Every fault of these rules, in order of place; none means that all of the following is proved.

    Every stage can be reached and can end, and a person or a clock brings it on. Automatic acts come to rest. Every
    refusal has a published ground, reasons in writing and a review by somebody else. Every clock has a published
    length and ends in an act that can then be performed. Every act and condition has a source, and nothing is
    demanded that is not published. Every name stands for something.
    """
    proofs = (check_references, check_stages, check_clocks, check_refusals, check_demands)
    faults = [fault for proof in proofs for fault in proof(rules, published)]
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.where, fault.code, fault.en))
