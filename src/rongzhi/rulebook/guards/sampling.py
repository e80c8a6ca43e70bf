"""Conditions of the sampled review: the case was drawn, nobody scores twice, and two read each file."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.sources import HOUSE

SCORE = "file_score"
READERS = 2  # who read a file without knowing of each other's score


def scored_by_all(case: Picture) -> bool:
    """Whether every reader of the file has given a score, so that scores may be seen."""
    return len(case.list(SCORE)) >= READERS


@guard("drawn_for_review", requires="本案已抽中评查", en="the case was drawn for review", source=HOUSE)
def drawn_for_review(case: Picture, given: Given) -> bool:
    return bool(case.list("sampled"))


@guard("score_not_given", requires="您还没有评过本案", en="you have not scored this case yet", source=HOUSE)
def score_not_given(case: Picture, given: Given) -> bool:
    return all(line.actor not in given.by.persons for line in case.list(SCORE))


@guard(
    "reader_wanted",
    requires=f"评过本案的不足{READERS}人",
    en=f"fewer than {READERS} have scored this case",
    source=HOUSE,
)
def reader_wanted(case: Picture, given: Given) -> bool:
    return not scored_by_all(case)


@guard("findings_shown", requires="各评查人都已评分", en="every reader has given a score", source=HOUSE)
def findings_shown(case: Picture, given: Given) -> bool:
    return scored_by_all(case)


@guard(
    "finding_open",
    requires="写明的是尚未整改的意见",
    en="the finding was not acted on yet",
    source=HOUSE,
    on_data=True,
)
def finding_open(case: Picture, given: Given) -> bool:
    line = case.entries.get(str(given.data.get("finding") or ""))
    return line is not None and line.status == "open"


@guard("has_finding", requires="提出了整改意见", en="something has to be mended", source=HOUSE, on_data=True)
def has_finding(case: Picture, given: Given) -> bool:
    return given.data.get("to_mend") is True
