"""Lifts the triggers that keep the record append-only: around the flush of tests that commit, or to tamper with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from rongzhi.casework import append_only


class _Editor:
    """As much of a schema editor as the triggers need."""

    connection = connection


@contextmanager
def lifted() -> Iterator[None]:
    """No triggers inside, all of them again behind; not to be used around more than one change or flush."""
    with transaction.atomic():
        append_only.drop(_Editor)
    try:
        yield
    finally:
        with transaction.atomic():
            append_only.create(_Editor)


@pytest.fixture(scope="session", autouse=True)
def flush_lifts_triggers() -> Iterator[None]:
    """A test that commits is followed by a flush, which empties the tables of the record too."""
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(self: TransactionTestCase) -> None:
        with lifted():
            flush(self)

    TransactionTestCase._fixture_teardown = flush_without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush
