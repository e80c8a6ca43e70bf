"""The draw: the RFC's own example, and what holds for every draw."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.draws import MOST, drawn


@pytest.mark.shared
def test_example_of_the_rfc_is_reproduced(shared_data):
    told = json.loads((shared_data.parent / "vectors" / "draw_rfc3797.json").read_text())
    pool = list(range(1, told["pool_size"] + 1))

    assert drawn(pool, len(told["order"]), seed=told["seed"], method="md5") == told["order"]


@given(st.lists(st.integers(), unique=True, max_size=40), st.integers(0, 50), st.text(min_size=1))
def test_a_draw_is_made_again_and_takes_nobody_twice(pool, count, seed):
    chosen = drawn(pool, count, seed=seed)

    assert chosen == drawn(pool, count, seed=seed)
    assert len(chosen) == len(set(chosen)) == min(count, len(pool))
    assert set(chosen) <= set(pool)
    assert chosen == drawn(pool, count + 1, seed=seed)[:count]


def test_every_place_is_drawn_about_as_often():
    first = [drawn(range(8), 1, seed=f"s{n}")[0] for n in range(4_000)]

    assert all(abs(first.count(place) - 500) < 5 * (4_000 / 8 * 7 / 8) ** 0.5 for place in range(8))


@pytest.mark.parametrize(("count", "seed"), [(-1, "s"), (MOST + 1, "s"), (1, "")])
def test_what_is_no_draw_is_refused(count, seed):
    with pytest.raises(ValueError, match="draw"):
        drawn([1, 2], count, seed=seed)
