"""Why a figure is not given, in words that people read instead of the figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure cannot be given: a key for programs, one sentence in each language, and how many there were."""

    key: str
    zh: str
    en: str
    n: int


def too_few_resamples(n: int) -> Reason:
    return Reason(
        "too_few_resamples",
        "重新抽样时多数样本的意见完全相同，无法给出区间。",
        "In most resamples all opinions are the same; no interval can be given.",
        n,
    )


def too_few_to_say(n: int, fewest: int) -> Reason:
    """Below the county's minimum count: the figure would be chance, or name somebody."""
    return Reason(
        "too_few_to_say",
        f"只有{n}件，少于{fewest}件，数量太少，不能下结论。",
        f"Only {n}; below {fewest} that is too few to say.",
        n,
    )


def not_reached(n: int) -> Reason:
    """The median of durations of which more than half still run."""
    return Reason(
        "not_reached",
        f"{n}件中过半仍未办结，中位数还不能确定。",
        f"More than half of {n} still run; the median is not reached yet.",
        n,
    )


def no_group_large_enough(n: int, least: int) -> Reason:
    """A share that is only told of groups of a certain size."""
    return Reason(
        "no_group_large_enough",
        f"最大的一组只有{n}件，不到{least}件，不能下结论。",
        f"The largest group has {n}; below {least} nothing is said.",
        n,
    )
