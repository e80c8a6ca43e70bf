"""The counts on the front page: right, and silent where they are small."""

from datetime import date, timedelta

from rongzhi.casework.models import Case, Proceeding
from rongzhi.casework.public_figures import LEAST, Figures, figures
from tests.factories.county import clock

TODAY = date(2026, 3, 2)


def cases(count: int, *, status: str = "open", ago: int = 0, first: int = 0, county: str = "W") -> list[str]:
    numbers = [f"X-{first + n}" for n in range(count)]
    Case.objects.bulk_create(
        Case(
            number=number,
            county=county,
            status=status,
            filed_on=TODAY - timedelta(days=ago),
            responsible="PMCF",
            next_due=clock(),
        )
        for number in numbers
    )
    return numbers


def agreements(numbers: list[str], stage: str) -> None:
    Proceeding.objects.bulk_create(
        Proceeding(
            file=number,
            key="agreement-1",
            procedure="agreement",
            stage=stage,
            open=False,
            version=1,
            edition=1,
            since=TODAY,
            opened=TODAY,
        )
        for number in numbers
    )


def test_counts_are_those_of_the_county_and_the_last_year(db: None) -> None:
    cases(LEAST)
    ended = cases(2 * LEAST, status="ended", ago=364, first=100)
    old = cases(30, ago=365, first=200)
    other = cases(30, first=300, county="V")
    agreements([*ended[:LEAST], *old, *other], "effective")
    agreements(ended[LEAST:], "not_signed")

    assert figures("W", today=TODAY) == Figures(filed=3 * LEAST, open=LEAST, agreed=LEAST, ended=2 * LEAST)


def test_small_counts_are_not_told(db: None) -> None:
    agreements(cases(LEAST - 1), "effective")

    assert figures("W", today=TODAY) == Figures(None, None, None, None)


def test_figures_cost_two_queries(db: None, django_assert_num_queries) -> None:
    cases(LEAST)

    with django_assert_num_queries(2):
        figures("W", today=TODAY)
