"""Roles, the words that stages wait for, and the columns by which bodies read."""

import pytest

from rongzhi.rulebook.roles import CAPACITIES, Role, RoleColumn, capacity, column
from rongzhi.rulebook.tables import bodies, body_roles, stages


def test_every_stage_waits_for_a_known_role():
    for row in stages().values():
        assert (capacity(row.waiting_for) is None) == row.final


def test_no_capacity_is_unused():
    assert set(CAPACITIES) == {row.waiting_for for row in stages().values()} - {"none"}


def test_capacity_unknown_is_refused():
    with pytest.raises(LookupError, match="'nobody'"):
        capacity("nobody")


def test_several_persons_are_one_role():
    assert capacity("parties") is capacity("party") is Role.PARTY
    assert capacity("members") is Role.MEMBER


@pytest.mark.parametrize("kind", [Role, RoleColumn])
def test_roles_and_columns_have_labels_in_both_languages(kind):
    for member in kind:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in member.label)
        assert member.en.isascii()
    assert len({member.label for member in kind}) == len({member.en for member in kind}) == len(kind)


def test_role_is_its_word():
    assert Role("lead_body") is Role.LEAD_BODY
    assert f"{Role.LEAD_BODY}" == "lead_body"


def test_every_body_reads_by_a_column():
    assert set(bodies()) == set(body_roles())
    assert {column(code) for code in bodies()} == set(RoleColumn)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("CONS", RoleColumn.PARTY),
        ("BANK", RoleColumn.PARTY),
        ("MED", RoleColumn.MEDIATOR),
        ("PMCF", RoleColumn.ORGANISATION),
        ("COURTE", RoleColumn.COURT),
        ("PS", RoleColumn.DEPARTMENT),
        ("SEC", RoleColumn.SECRETARIAT),
        ("RES", RoleColumn.RESEARCHER),
        ("LEAD", RoleColumn.OTHER),
    ],
)
def test_column_of_a_body(body, wanted):
    assert column(body) is wanted


def test_column_of_unknown_body_is_refused():
    with pytest.raises(LookupError, match="'NONE'"):
        column("NONE")
