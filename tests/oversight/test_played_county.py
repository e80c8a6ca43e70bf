"""A made county of 400 cases, played through the one door, gives the figures that were made."""

from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest

import pytest

from rongzhi.casework.rules import rules_of
from rongzhi.core.simulation.chances import LAWFUL
from rongzhi.core.simulation.county import FIRST_DAY, YEAR, made
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.index import MONTH, Period
from rongzhi.core.statistics.measures import Grouped
from rongzhi.demo.tables import complaints
from rongzhi.oversight.figures import counting
from rongzhi.rulebook.indices import INDICES
from tests.factories.county import CODE
from tests.factories.played import play, renamed

pytestmark = pytest.mark.django_db
CASES, UNTIL = 400, YEAR + 200
START, END = FIRST_DAY, FIRST_DAY + timedelta(days=YEAR)
PERIODS = (
    Period(START, END, FIRST_DAY + timedelta(days=UNTIL)),
    Period(START + timedelta(days=90), END, END + timedelta(days=60)),
)
GROUPS = ("institution", "dispute_class", "door", "body", "channel", "track", MONTH)


def test_played_county_gives_the_figures_that_were_made():
    county = made(
        CASES, seed=2026, chances=LAWFUL, until=UNTIL, texts=[one.narrative for one in complaints()]
    )
    numbers = play(county)
    days = rules_of(CODE).calendar.workdays_between
    told = [renamed(story, numbers) for story in county.stories()]

    unlike: list[tuple[object, ...]] = []
    given: set[str] = set()
    with counting(CODE) as count:
        for index in INDICES.values():
            for period in PERIODS:
                for by in ("", *GROUPS) if isinstance(index.measure, Grouped) else ("",):
                    listed = count.cases(index, period, by=by)
                    found = [
                        replace(one, cases=listed.get(one.group, ()))
                        for one in count.given(index, period, by=by, fewest=1)
                    ]
                    wanted = evaluate(index, told, period, days=days, by=by, fewest=1)
                    given |= {index.key for one in found if one.figure.value is not None}
                    unlike += [
                        (index.key, by, *pair) for pair in zip_longest(found, wanted) if pair[0] != pair[1]
                    ]

    assert unlike == []
    assert given == set(INDICES)
