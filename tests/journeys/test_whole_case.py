"""One whole case from filing to follow-up, each step by the role whose turn it is, once in Chinese and once in English."""

from pathlib import Path

import pytest

from tests.journeys.conftest import People
from tests.journeys.whole_case import WholeCase


@pytest.mark.journey
@pytest.mark.parametrize(
    ("language", "party", "staff"), [("zh", "phone", "desktop"), ("en", "desktop", "phone")]
)
def test_whole_case_settles(people: People, tmp_path: Path, language: str, party: str, staff: str) -> None:
    case = WholeCase(people, tmp_path, language, party, staff)
    case.is_filed()
    case.is_accepted()
    case.finds_its_neutral()
    case.is_talked_over()
    case.is_agreed()
    case.is_signed()
    case.is_confirmed()
    case.is_performed()
    case.is_followed_up()
