"""The national values are those of the published table, word for word."""

import csv
import io
from collections import Counter

import pytest

from rongzhi.core.parameters import Open, Value
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.tables import shipped

ROWS = list(csv.DictReader(io.StringIO(shipped("deadlines.csv").decode("utf-8"), newline="")))
BESIDE_THE_TABLE = {  # values of domain.md that are no deadlines
    "private_lending_lpr_multiple",
    "private_lending_older_protected",
    "private_lending_older_ceiling",
    "licensed_lender_total_cost",
    "group_least_persons",
    "group_most_representatives",
    "small_claims_share",
    "small_claims_consent_multiple",
    "provincial_average_wage",
    "consult_convene_urgent",  # stands in the notes of consult_convene
    "case_look_again",  # an organisational date of ours (docs/decisions/0012)
}


def as_row(key: str, value: Value) -> dict[str, str]:
    return {
        "key": key,
        "event_from": national()[key].starts_when,
        "days": str(value.amount),
        "calendar_or_working": value.unit.value,
        "extension_days": str(value.extension),
        "who_extends": value.extended_by,
        "basis": value.source,
        "confidence": value.confidence.value,
        "notes": value.notes,
        "roll": "yes" if value.roll else "no",
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_value_equals_its_row_of_the_table(row):
    assert as_row(row["key"], national()[row["key"]].values[-1]) == row


def test_national_has_the_keys_of_the_table_and_the_declared_others():
    assert set(national()) == {row["key"] for row in ROWS} | BESIDE_THE_TABLE


def test_every_parameter_has_its_own_label_in_both_languages():
    for labels in ([each.label for each in national().values()], [each.en for each in national().values()]):
        assert [label for label, n in Counter(labels).items() if n > 1] == []


def test_only_the_provincial_wage_is_left_to_the_county():
    assert [key for key, parameter in national().items() if not parameter.values] == [
        "provincial_average_wage"
    ]


def test_an_extension_without_number_names_who_decides():
    for key, parameter in national().items():
        for value in parameter.values:
            if isinstance(value.extension, Open):
                assert value.extended_by not in ("", "—"), key
