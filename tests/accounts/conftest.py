"""A county at a fixed moment, for the tests of accounts."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from tests.factories import county as made


@pytest.fixture
def county(db: None, installation) -> Iterator[str]:
    """The test county, at the moment of its factory."""
    cache.clear()
    with time_machine.travel(made.NOW, tick=False):
        yield made.county()
