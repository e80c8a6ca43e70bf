"""`rongzhi figures`: what a county's record gives, group by group, and what it does not hold yet."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from rongzhi import figures_command
from rongzhi.casework.rules import rules_of
from rongzhi.core.statistics.measures import Did, Money
from rongzhi.figures_command import NoIndex
from rongzhi.oversight.asking import NotAsked
from rongzhi.oversight.stories import DUE, TOOK, USED, stories
from rongzhi.rulebook.indices import INDICES
from tests.factories.county import CODE, act, county, filed, officer
from tests.web.secret_files import people, rich, suspected

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def told(capsys, *words: str) -> dict:
    assert figures_command.run([*words, "--json"]) == 0
    found: dict = json.loads(capsys.readouterr().out)
    return found


def test_share_of_a_small_county(capsys):
    numbers = [filed() for _ in range(6)]
    for number in numbers[:4]:
        act(
            number,
            "intake.accept",
            by=officer(),
            channel="people_mediation",
            mediation_kind="people",
            track="simple",
        )

    found = told(capsys, "--index", "IE4", "--from", "2026-01-01", "--to", "2026-12-31")

    (value,) = found["indices"][0]["values"]
    assert (value["part"], value["whole"]) == (4, 6)
    assert value["low"] < 4 / 6 < value["high"]


def test_empty_county_is_told_as_such(capsys):
    found = told(capsys, "--from", "2026-01-01", "--to", "2026-12-31")

    values = [value for one in found["indices"] for value in one["values"]]
    assert len(found["indices"]) == sum(one.measure is not None for one in INDICES.values())
    assert {value["value"] for value in values} == {None}
    assert all("不能下结论" in value["why_none"] for value in values)


def test_gaps_name_every_indicator_that_cannot_be_given(capsys):
    found = told(capsys, "--gaps")

    assert found["given"] + len(found["gaps"]) == 48
    assert found["gaps"] == {}


def test_words_are_printed_for_people(capsys):
    filed()

    assert figures_command.run(["--by", "channel"]) == 0
    assert figures_command.run(["--gaps"]) == 0

    told = capsys.readouterr().out
    assert "数量太少" in told
    assert "（无） none" in told
    assert "全部 all" not in told  # a group without a name is not the whole


@pytest.mark.parametrize("words", [["--index", "IX9"], ["--county", "Q"], ["--by", "name"]])
def test_what_is_not_there_is_refused_in_words(words):
    with pytest.raises((NoIndex, NotAsked)) as caught:
        figures_command.run(words)

    assert caught.value.label


def test_stories_hold_nothing_sealed_and_no_suspicion():
    people()
    number = rich()
    suspected(number)

    known = next(one for one in stories(CODE) if one.file == number)

    assert not [event.act for event in known.events if "lead" in event.act or "crime" in event.act]
    assert "密甲" not in str(known)
    assert "138" not in str(known)


def test_every_act_that_an_index_names_is_declared():
    acts = {*rules_of(CODE).acts, TOOK, USED, DUE}
    named = {one.key: set(acts_in(one.measure)) for one in INDICES.values() if one.measure is not None}
    beside = {what.zh: set(acts_in(what.measure)) for one in INDICES.values() for what in one.also}

    assert {key: some - acts for key, some in beside.items() if some - acts} == {}
    assert {key: some - acts for key, some in named.items() if some - acts} == {}
    assert all(some for key, some in named.items() if not isinstance(INDICES[key].measure, Money))


def acts_in(part) -> Iterator[str]:
    """Every act that a declaration names, however deep."""
    if isinstance(part, Did):
        yield from part.acts
    elif is_dataclass(part):
        for each in fields(part):
            yield from acts_in(getattr(part, each.name))
