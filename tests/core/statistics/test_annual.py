"""Annual reports: the published ones of AFCA and FIDReC, what has to add up, and what a mean can be."""

import json
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.annual import Outcomes, bands, days_in_stock, mean_between, missing, shares


@pytest.fixture
def reports(shared_data):
    return json.loads((shared_data.parent / "vectors" / "annual_reports.json").read_text())


@pytest.mark.shared
def test_afca_is_reproduced(reports):
    told = reports["afca_2023_24"]
    ages = bands(told["closed_by_age_days"])

    assert missing([band.cases for band in ages], told["closed"]) == 0
    assert missing(told["closed_by_stage"], told["closed"]) == 0
    low, high = mean_between(ages)
    assert low <= told["mean_days_reported"]
    assert (round(low, 1), high) == (54.6, inf)  # an open band: from above nothing bounds the mean
    assert round(days_in_stock(told["open"], told["received"]), 1) == told["littles_law_days"]
    assert sum(share.part for share in shares(told["closed_by_stage"])) == told["closed"]


@pytest.mark.shared
def test_fidrec_is_reproduced(reports):
    told = reports["fidrec_2023_24"]
    found = Outcomes(
        told["completed"],
        told["resolved_at_mediation"],
        told["offers_accepted"],
        told["adjudicated"],
        told["for_consumer"],
    )

    assert found.adds_up
    assert round(found.mediation_rate.value, 3) == told["mediation_rate"]
    assert round(found.acceptance_rate.value, 3) == told["acceptance_rate"]
    assert round(found.consumer_rate.value, 3) == told["consumer_rate"]
    assert found.consumer_rate.interval.low < told["consumer_rate"] < found.consumer_rate.interval.high


@given(st.dictionaries(st.sampled_from(["0-30", "31-60", "61-180"]), st.integers(0, 900), min_size=1))
def test_mean_lies_between_the_ends_of_the_bands(told):
    found = bands(told)
    if not sum(told.values()):
        with pytest.raises(ValueError, match="no case"):
            mean_between(found)
        return
    low, high = mean_between(found)
    assert 0 <= low <= high <= 180


@pytest.mark.parametrize("name", ["x", "30", ">x", "1-y", ""])
def test_what_is_no_band_is_refused(name):
    with pytest.raises(ValueError, match=r"band|end"):
        bands({name: 1})


def test_nothing_came_says_nothing_of_how_long_it_stays():
    with pytest.raises(ValueError, match="Nothing came"):
        days_in_stock(5, 0)


def test_one_case_is_all_there_is():
    assert [share.value for share in shares([1])] == [1.0]
    assert shares([0])[0].value is None
