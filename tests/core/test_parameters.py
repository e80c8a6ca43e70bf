"""Dated values: which one holds on a day, what an overlay may do, and how a broken file is told."""

from datetime import date

import pytest

from rongzhi.core.parameter_files import decode, merged, read_parameters
from rongzhi.core.parameters import (
    BasisMissing,
    Change,
    NoValue,
    Open,
    ParameterFault,
    Parameters,
    UnknownParameter,
    overlay,
)
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import Calendar, Unit

PLAIN = """\
# a remark
[answer]
label = "答复期限"
en = "Answer"
starts_when = "request received"

[[answer.values]]
value = 30
unit = "calendar"
extension = 10
extended_by = "president"
roll = true
source = "Rule 1"
confidence = "verified"

[[answer.values]]
from = 2026-03-01
value = 3
unit = "months"
extension = "consent"
roll = true
source = "Rule 2"
confidence = "recall"
notes = "newer"

[wage]
label = "平均工资"
en = "Average wage"
starts_when = "case filed"
"""
WEEK = Calendar.from_rows([], known_years=range(2020, 2030))


@pytest.fixture
def plain() -> Parameters:
    return read_parameters(PLAIN, file="plain.toml")


def test_on_gives_the_value_in_force_that_day(plain):
    assert plain.on("answer", date(2026, 2, 28)).amount == 30
    assert plain.on("answer", date(2026, 3, 1)).amount == 3


def test_a_value_carries_all_that_its_file_says(plain):
    value = plain.on("answer", date(2026, 3, 1))

    assert (value.unit, value.extension, value.extended_by) == (Unit.MONTHS, Open.CONSENT, "—")
    assert (value.roll, value.source, value.confidence, value.notes) == (
        True,
        "Rule 2",
        Confidence.RECALL,
        "newer",
    )
    assert value.unconfirmed
    assert value.layer == "national"
    assert (plain["answer"].label, plain["answer"].en) == ("答复期限", "Answer")
    assert plain["answer"].starts_when == "request received"


def test_on_an_unknown_key_names_the_nearest(plain):
    with pytest.raises(UnknownParameter, match=r"no parameter 'anwser'.*mean answer\?"):
        plain.on("anwser", date(2026, 1, 1))


def test_a_parameter_left_to_the_county_has_no_value(plain):
    with pytest.raises(NoValue, match="county sets it in its pack"):
        plain.on("wage", date(2026, 1, 1))


def test_get_and_contains_know_a_missing_key(plain):
    assert plain.get("missing") is None
    assert "missing" not in plain
    assert list(plain) == ["answer", "wage"]


def test_last_day_counts_by_the_value(plain):
    value = plain.on("answer", date(2026, 2, 2))

    assert value.last_day(date(2026, 2, 2), calendar=WEEK).date == date(2026, 3, 4)
    assert value.last_day(date(2026, 2, 2), calendar=WEEK, extension=10).date == date(2026, 3, 16)


def test_last_day_refuses_an_extension_beyond_the_rule(plain):
    with pytest.raises(ValueError, match="at most 10"):
        plain.on("answer", date(2026, 2, 2)).last_day(date(2026, 2, 2), calendar=WEEK, extension=11)


def test_allows_any_length_where_consent_decides(plain):
    assert plain.on("answer", date(2026, 3, 1)).allows(1_000)
    assert not plain.on("answer", date(2026, 3, 1)).allows(-1)


def test_overlay_changes_a_copy_from_its_day_on(plain):
    changed = overlay(plain, [Change("answer", 20, "County rule 7", from_=date(2025, 1, 1))])

    assert changed.on("answer", date(2024, 12, 31)).amount == 30
    assert changed.on("answer", date(2025, 1, 1)).amount == 20
    assert changed.on("answer", date(2026, 3, 1)).amount == 3
    assert plain.on("answer", date(2025, 1, 1)).amount == 30


def test_overlay_keeps_what_the_change_does_not_name_and_says_who_set_it(plain):
    value = overlay(
        plain, [Change("answer", 20, "County rule 7", from_=date(2025, 1, 1))], layer="W county"
    ).on("answer", date(2025, 1, 1))

    assert (value.unit, value.extension, value.extended_by, value.roll) == (
        Unit.CALENDAR,
        10,
        "president",
        True,
    )
    assert (value.source, value.confidence, value.layer) == ("County rule 7", Confidence.VERIFIED, "W county")


def test_overlay_without_a_day_replaces_every_value(plain):
    changed = overlay(plain, [Change("answer", 1, "Policy", unit=Unit.WORKING, extension=0)])

    assert [value.amount for value in changed["answer"].values] == [1]


def test_overlay_replaces_the_value_of_the_same_day(plain):
    changed = overlay(plain, [Change("answer", 4, "County rule 8", from_=date(2026, 3, 1))])

    assert [value.amount for value in changed["answer"].values] == [30, 4]


def test_overlay_takes_several_changes_of_one_key_in_any_order(plain):
    years = [
        Change("wage", 110_000, "Notice 2026", from_=date(2026, 1, 1), unit=Unit.YUAN),
        Change("wage", 100_000, "Notice 2025", from_=date(2025, 1, 1), unit=Unit.YUAN),
    ]
    changed = overlay(plain, years)

    assert changed.on("wage", date(2025, 12, 31)).amount == 100_000
    assert changed.on("wage", date(2026, 1, 1)).amount == 110_000


@pytest.mark.parametrize("basis", ["", "  "])
def test_overlay_refuses_a_change_without_basis(plain, basis):
    with pytest.raises(BasisMissing, match="names no basis"):
        overlay(plain, [Change("answer", 20, basis)])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("answer", -1, "Rule"), "whole number"),
        (Change("answer", 10**30, "Rule"), "whole number"),
        (Change("wage", 1, "Rule"), "must name its unit"),
        (
            Change("answer", 5, "Rule", from_=date(2025, 1, 1), unit=Unit.WORKING),
            "how long the extension is now",
        ),
    ],
)
def test_overlay_refuses_impossible_values(plain, change, told):
    with pytest.raises(ValueError, match=told):
        overlay(plain, [change])


def test_overlay_refuses_an_unknown_key(plain):
    with pytest.raises(UnknownParameter):
        overlay(plain, [Change("other", 1, "Rule")])


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("[answer]", "[answer", 2, "not TOML"),
        ('label = "答复期限"', "label = 3", 3, "label must be a text"),
        ('en = "Answer"\n', "", 2, "en must be a text"),
        ("value = 3\n", "value = 3.5\n", 18, "value must be a whole number"),
        ("value = 3\n", "value = true\n", 18, "value must be a whole number"),
        ("value = 3\n", "value = -3\n", 16, "from 0 to 1200"),
        ('unit = "months"', 'unit = "weeks"', 19, "unit must be one of: calendar, working"),
        ("from = 2026-03-01", 'from = "2026-03-01"', 17, "from must be a day"),
        ("from = 2026-03-01", "from = 2026-03-01T10:00:00", 17, "from must be a day"),
        ("from = 2026-03-01\n", "", 16, "in order of their from date"),
        ('extension = "consent"', 'extension = "perhaps"', 16, "perhaps"),
        ('extension = "consent"', "extension = true", 20, "extension must be"),
        ('roll = true\nsource = "Rule 2"', 'source = "Rule 2"', 16, "roll must be true or false"),
        ('source = "Rule 2"', 'source = " "', 22, "source must be a text"),
        ('confidence = "recall"', 'confidence = "sure"', 23, "confidence must be one of"),
        ('notes = "newer"', 'note = "newer"', 24, "note is not known here"),
        ("[wage]", "wage = 3\n[salary]", 26, "wage is not known here"),
    ],
)
def test_a_broken_file_is_told_by_file_and_line(old, new, line, told):
    assert PLAIN.count(old) == 1
    with pytest.raises(ParameterFault) as fault:
        read_parameters(PLAIN.replace(old, new), file="plain.toml")

    assert told in fault.value.message
    assert (fault.value.file, fault.value.line) == ("plain.toml", line)
    assert str(fault.value).startswith(f"plain.toml, line {line}: ")


def test_a_bare_value_instead_of_a_table_is_told():
    with pytest.raises(ParameterFault, match=r"plain.toml, line 2: days must be a table"):
        read_parameters("# first\ndays = 3\n", file="plain.toml")


def test_a_file_in_another_encoding_is_told_with_its_line():
    with pytest.raises(ParameterFault, match=r"gbk.toml, line 2: the file is not UTF-8"):
        decode("# one\nlabel = '期限'".encode("gbk"), file="gbk.toml")


def test_a_byte_order_mark_does_no_harm():
    assert decode("# 期限".encode("utf-8-sig"), file="a.toml") == "# 期限"


def test_a_key_in_two_files_is_told(plain):
    with pytest.raises(ParameterFault, match=r"answer stands in a\.toml too"):
        merged([("a.toml", plain), ("b.toml", plain)])
