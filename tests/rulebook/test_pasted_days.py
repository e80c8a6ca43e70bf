"""Lists of holidays as people paste them: lines, CSV, Chinese words and spans, each fault with its line."""

import pytest

from rongzhi.rulebook.calendar import read_days
from rongzhi.rulebook.calendar.pasted import pasted_days


def test_words_columns_and_spans_become_the_lines_of_the_record():
    text = "\ufeffdate,kind,name\n2027-01-01至2027-01-03 放假 元旦\n2027-1-10，上班，元旦\n\n# end\n2026-12-31 day_off x"

    days, faults = pasted_days(text, year=2027)

    assert faults == ()
    assert days.splitlines() == [
        "2026-12-31 day_off x",
        "2027-01-01 day_off 元旦",
        "2027-01-02 day_off 元旦",
        "2027-01-03 day_off 元旦",
        "2027-01-10 workday 元旦",
    ]
    assert len(read_days(days)) == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("2027-01-01 放假\n2027-02-30 放假", 2),
        ("2027-01-01 放假\n2027-01-01 上班", 2),
        ("2027-01-01", 1),
        ("2027-01-01 节日", 1),
        ("2029-01-01 放假", 1),
        ("2027-01-03至2027-01-01 放假", 1),
        ("2027-01-01至2027-12-31 放假", 1),
    ],
)
def test_line_that_cannot_be_read_is_told(text, line):
    _, faults = pasted_days(text, year=2027)

    assert [fault.line for fault in faults] == [line]
