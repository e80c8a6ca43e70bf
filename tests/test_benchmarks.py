"""The measurements themselves: they compare the same rows, come to a figure, and say openly what was missed."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.disputes import dispute
from benchmarks.figures import Figure, ratio_of, side_by_side
from benchmarks.run import MEASUREMENTS, Failed, Measurement, measured, memory, start
from benchmarks.table import goal, lines

SMALL = {"size": 6, "repetitions": 2}


def figure(ratio, **more):
    return Figure("filing", "one / other", "sqlite", ratio, ratio, ratio, **more)


@pytest.mark.parametrize(
    ("ratio", "more", "verdict"),
    [
        (6.0, {"goal": 6.0, "limit": 10.0}, "met"),
        (6.1, {"goal": 6.0, "limit": 10.0}, "missed"),
        (10.1, {"goal": 6.0, "limit": 10.0}, "missed, over the limit"),
        (1.0, {"goal": 5.0, "broken": ["15 queries, 14 promised"]}, "missed"),
        (9.0, {}, ""),
    ],
)
def test_verdict_says_openly_what_was_missed(ratio, more, verdict):
    assert figure(ratio, **more).verdict == verdict


def test_ratio_is_the_median_of_the_ratios_of_each_repetition():
    assert ratio_of([(2.0, 1.0), (9.0, 3.0), (50.0, 5.0)]) == {"ratio": 3.0, "low": 2.0, "high": 10.0}


def test_the_two_things_compared_take_turns_at_being_first():
    order = []

    def named(name, seconds):
        def run():
            order.append(name)
            return seconds

        return run

    pairs = side_by_side(named("ours", 2.0), named("other", 1.0), 3)

    assert pairs == [(2.0, 1.0)] * 3
    assert order == ["ours", "other", "other", "ours", "ours", "other"]


def test_table_shows_ratio_goal_verdict_and_what_is_broken():
    found = figure(
        7.0, goal=6.0, limit=10.0, counts={"filings_per_second": 1234}, broken=["too many queries"]
    )

    assert goal(found) == "within 6, never 10"
    text = "\n".join(lines([found]))
    assert "missed" in text
    assert "filings per second 1,234" in text
    assert "! too many queries" in text


def test_disputes_are_the_same_each_time_and_differ_from_each_other():
    assert dispute(7) == dispute(7)
    assert dispute(7)["what_happened"] != dispute(8)["what_happened"]


@pytest.mark.parametrize(
    "name", ["filing", "act", "deciding", "opinions", "search", "papers", "likeness", "indices"]
)
def test_measurement_comes_to_figures_on_a_small_installation(name):
    database = MEASUREMENTS[name].databases[0]

    ((figures, described),) = measured(name, quick=True, postgres="", arguments=SMALL)

    assert figures
    assert not [text for found in figures for text in found.broken]
    assert all(found.ratio > 0 and found.low <= found.ratio <= found.high for found in figures)
    assert {found.database for found in figures} == {database}
    assert ("SQLite" in described) == (database == "sqlite")


def test_pages_are_asked_for_at_two_sizes_with_the_same_number_of_queries():
    ((figures, _),) = measured("pages", quick=True, postgres="", arguments={"size": 3, "repetitions": 1})

    assert [found.what.partition(":")[0] for found in figures] == [
        f"{page} of {reader}"
        for page in ("worklist", "case page")
        for reader in ("officer", "agent-BANK1", "n1")
    ]


def test_bundle_holds_the_pages_of_the_bare_files_and_its_memory_is_compared():
    (figures, _), (held, _) = measured(
        "bundle", quick=True, postgres="", arguments={"size": 20, "repetitions": 1}
    )

    (found,) = figures
    assert found.broken == []
    assert found.counts["megabytes"] > 0.9
    assert held[0].what == "peak memory of a bundle of 20 pages / 2"
    assert held[0].broken == []


def test_room_and_case_page_are_asked_for_with_few_and_many_messages_and_beside_bare_pages():
    ((figures, _),) = measured("talks", quick=True, postgres="", arguments={"size": 12, "repetitions": 1})

    assert [found.what.partition(":")[0] for found in figures] == [
        f"{page} page of {reader}" for page in ("case", "room") for reader in ("n1", "agent-BANK1")
    ] + [
        f"{page} page of n1 with 12 messages / its {what} by plain SQL, opened, in a bare template"
        for page, what in (("case", "history alone"), ("room", "newest 50"))
    ]
    assert [found.broken for found in figures if found.broken] == []


def test_memory_is_compared_between_a_batch_and_a_tenth_of_it():
    (found,), _ = memory("sqlite", 30)

    assert found.what == "peak memory of filing a CSV of 30 rows / 3"
    assert found.counts["megabytes_few"] > 0


def test_quick_is_a_tenth_of_the_whole():
    for measurement in MEASUREMENTS.values():
        assert measurement.quick * 10 == measurement.size
    whole = Measurement(("sqlite",), 10, 1).arguments(quick=False)
    assert whole == {"size": 10, "repetitions": 5}


def test_failure_of_a_measurement_is_told_and_gives_no_figure():
    with pytest.raises(Failed, match="deciding on none"):
        start("deciding", "none", "", {"size": "many", "repetitions": 1})


def test_failed_measurement_leaves_the_figures_of_the_others(capsys, monkeypatch):
    def failing(name, **_):
        if name == "deciding":
            raise Failed("the disk is full")
        yield [figure(2.0)], ""

    monkeypatch.setattr("benchmarks.__main__.measured", failing)

    assert main(["--only", "deciding", "--only", "memory"]) == 1

    printed = capsys.readouterr()
    assert "the disk is full" in printed.err
    assert '"ratio": 2.0' in printed.out


def test_command_prints_the_machine_the_table_and_json_lines(capsys, tmp_path):
    file = tmp_path / "figures.jsonl"

    assert main(["--quick", "--only", "deciding", "--json", str(file)]) == 0

    printed = capsys.readouterr().out
    first, *rest = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert first["machine"]["cores"] >= 1
    assert {record["name"] for record in rest} == {"deciding"}
    assert "goals missed: 0" in printed
    assert file.read_text(encoding="utf-8") in printed
