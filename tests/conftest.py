"""What every test may use: the marks of database tests, a database file of their own, an installation's folder."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as example_settings

from tests.append_only import flush_lifts_triggers  # noqa: F401  a fixture for every test

example_settings.register_profile("house", deadline=None)  # no test is timed: a busy machine is no fault
example_settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that use the database; leave out those whose data folder is not there."""
    kept, left_out = [], []
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("db")
        shared = item.get_closest_marker("shared") is not None
        missing = shared and not SHARED.is_dir() and os.environ.get("CI") != "true"  # there they fail instead
        (left_out if missing else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture
def installation(tmp_path: Path, settings) -> Path:
    """Give the test an installation's folder of its own, empty and without a key."""
    settings.RONGZHI_HOME = tmp_path
    settings.RONGZHI_KEY_FILE = tmp_path / "installation.key"
    return tmp_path


@pytest.fixture(autouse=True)
def _installation_of_its_own(request: pytest.FixtureRequest) -> None:
    """Keep every database test away from the installation of whoever runs it."""
    if request.node.get_closest_marker("db") is not None:
        request.getfixturevalue("installation")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the data folder beside the repository; tests that ask for it carry the mark ``shared``."""
    return SHARED / "data"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """On SQLite, test in a file: two connections then meet as they do in an installation."""
    from django.db import connection

    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)
