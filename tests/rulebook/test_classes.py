"""Lines of departments by class of dispute, and consumer matters."""

import pytest

from rongzhi.rulebook.classes import LINES, is_consumer_matter, line, line_of
from rongzhi.rulebook.tables import bodies, taxonomy


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("A01", "NFRA"),
        ("B01", "NFRA"),
        ("B04", None),
        ("B06", "FIN"),
        ("C05", "NFRA"),
        ("D02", "PBOC"),
        ("E08", "NFRA"),
        ("F", None),
        ("F01", "NFRA"),
        ("F02", None),
        ("F04", "CSRC"),
        ("G01", "CSRC"),
        ("I03", "FIN"),
        ("K02", "PBOC"),
        ("N01", None),
        ("O02", "PBOC"),
        ("O03", None),
        ("Z99", None),
    ],
)
def test_line_of_a_class(code, body):
    assert line_of(code) == body


def test_lines_name_known_classes_and_bodies_with_their_source():
    assert set(LINES) <= set(taxonomy())
    assert {found.body for found in LINES.values()} - {None} <= set(bodies())
    assert all(line(code).source for code in taxonomy())


def test_line_stated_in_the_taxonomy_is_taken_from_it():
    for code, row in taxonomy().items():
        if "PBOC line" in row.notes and "or" not in row.notes:
            assert line_of(code) == "PBOC"
        if row.notes.startswith(("NFRA line", "CSRC line")):
            assert line_of(code) == row.notes[:4]


def test_line_of_unknown_class_is_refused():
    with pytest.raises(LookupError, match="'Y77'"):
        line_of("Y77")


@pytest.mark.parametrize(
    ("code", "applicant", "respondent", "consumer"),
    [
        ("A01", "consumer", "institution", True),
        ("A01", "institution", "consumer", True),
        ("N03", "consumer", "institution", True),
        ("N01", "consumer", "other", False),
        ("B04", "consumer", "other", True),
        (None, "consumer", "other", True),
        ("B01", "small_business", "institution", False),
        ("B01", "institution", "institution", False),
        ("N01", "consumer", "consumer", False),
    ],
)
def test_consumer_matter_by_who_stands_against_whom(code, applicant, respondent, consumer):
    assert is_consumer_matter(code, applicant_kind=applicant, respondent_kind=respondent) is consumer
