"""Funnels: the published example, exact limits against the binomial, and bodies that do not differ."""

import csv
import json
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.funnels import FEWEST, Funnel, funnel, limits

SHARES = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.integers(0, n).map(lambda k: Share(k, n))),
    min_size=1,
    max_size=20,
)


@pytest.fixture
def surgical(shared_data):
    told = json.loads((shared_data.parent / "vectors" / "surgical.json").read_text())
    return told, funnel([Share(k, n) for k, n in zip(told["events"], told["n"], strict=True)])


@pytest.mark.shared
def test_surgical_example_is_reproduced(surgical):
    told, found = surgical

    assert round(found.rate, 5) == told["pooled"]
    assert [round(body.z, 2) for body in found.bodies] == told["z"]
    assert round(found.phi, 3) == told["phi"]
    assert round(found.phi_winsorised, 3) == told["phi_winsorised_10pct"]
    assert round(found.tau, 4) == told["tau"]
    assert round(sum(body.z**2 for body in found.bodies), 2) == told["chi2_df11"]
    assert float(f"{found.p:.1e}") == told["p"]


@pytest.mark.shared
def test_over_dispersion_leaves_nobody_called_unusual_by_chance_alone(surgical):
    _, found = surgical

    assert [body.outside for body in found.bodies if body.outside] == [
        0.95
    ]  # hospital H; unadjusted three more
    assert sum(abs(body.z) > 1.96 for body in found.bodies) == 4


@given(SHARES)
def test_shrunk_shares_lie_between_the_body_and_the_rate(shares):
    found = funnel(shares)

    for body in found.bodies:
        own = body.share.part / body.share.whole
        low, high = sorted((own, found.rate))
        assert low - 1e-9 <= body.shrunk <= high + 1e-9
        assert abs(body.z_adjusted) <= abs(body.z) + 1e-9
        assert not body.outside or body.share.whole >= FEWEST


def test_bodies_that_are_alike_are_all_shrunk_to_the_rate():
    found = funnel([Share(20, 40)] * 8)

    assert found.tau == 0
    assert found.phi == 0
    assert {body.shrunk for body in found.bodies} == {0.5}
    assert found.p == 1


@pytest.mark.parametrize("part", [0, 50])
def test_all_or_none_differ_from_nobody(part):
    found = funnel([Share(part, 50), Share(part, 50)])

    assert isinstance(found, Funnel)
    assert [(body.z, body.outside) for body in found.bodies] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("shares", [[], [Share(0, 0)], [Share(3, 2)]])
def test_nothing_to_count_is_refused(shares):
    with pytest.raises(ValueError, match="something to count"):
        funnel(shares)


@given(st.floats(0.02, 0.98), st.integers(5, 500))
def test_exact_limits_lie_between_the_two_counts_of_the_quantile(rate, whole):
    ((low, high),) = limits(rate, [whole], level=0.95)

    for share, tail in ((low, 0.025), (high, 0.975)):
        count = binom.ppf(tail, whole, rate)
        assert max(0, count - 1) - 1e-9 <= share * whole <= count + 1e-9


def test_limits_narrow_as_wholes_grow_and_widen_with_dispersion():
    narrow, wide = limits(0.3, [1000, 100])
    assert wide[0] < narrow[0] < 0.3 < narrow[1] < wide[1]
    ((low, high),) = limits(0.3, [1000], tau=0.05)
    assert low < narrow[0]
    assert high > narrow[1]
    assert isclose(0.3 - low, high - 0.3)


def test_rate_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="no rate"):
        limits(1.2, [10])


@pytest.mark.shared
def test_ombudsman_firms_are_over_dispersed_and_few_stand_out_when_that_is_counted_in(shared_data):
    """Upheld shares of the UK ombudsman's firms; new complaints stand in for those resolved, whose number is not given."""
    path = shared_data / "ombudsman_arbitration_tables" / "uk_fos_firms_open.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    shares = [
        Share(
            round(int(row["new_complaints"]) * int(row["uphold_percent"]) / 100), int(row["new_complaints"])
        )
        for row in rows
    ]
    found = funnel(shares)

    unadjusted = sum(abs(body.z) > 3.09 for body in found.bodies)
    assert found.phi > 500  # 1 would be chance alone
    assert (unadjusted, len(shares)) == (15, 16)  # all but one firm-half
    assert sum(body.outside == 0.998 for body in found.bodies) <= 1
    assert all(abs(body.z_adjusted) < abs(body.z) for body in found.bodies)
    assert all(
        min(found.rate, share.value) <= body.shrunk <= max(found.rate, share.value)
        for share, body in zip(shares, found.bodies, strict=True)
    )
