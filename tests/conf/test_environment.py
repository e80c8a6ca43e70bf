"""The settings of an installation."""

from pathlib import Path

import pytest

from rongzhi.conf.environment import Environment, WrongSetting


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(f"RONGZHI_{name.upper()}", raising=False)


def test_home_is_var_in_the_folder_of_the_command(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    environment = Environment.load()

    assert environment.database()["NAME"] == str(tmp_path / "var" / "rongzhi.sqlite3")
    assert environment.installation_key_file == tmp_path / "var" / "installation.key"


def test_key_file_may_lie_elsewhere(monkeypatch):
    monkeypatch.setenv("RONGZHI_KEY_FILE", "/run/keys/county.key")

    assert Environment.load().installation_key_file == Path("/run/keys/county.key")


def test_sqlite_is_durable_and_overwrites_what_is_erased(monkeypatch):
    monkeypatch.setenv("RONGZHI_DATABASE_URL", "sqlite:////srv/county.sqlite3")

    database = Environment.load().database()

    assert database["NAME"] == "/srv/county.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        assert pragma in database["OPTIONS"]["init_command"]


def test_postgres_is_read_from_its_address(monkeypatch):
    monkeypatch.setenv("RONGZHI_DATABASE_URL", "postgres://clerk:word@db.county:5433/rongzhi")

    database = Environment.load().database()

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.county", 5433, "rongzhi")
    assert "init_command" not in database["OPTIONS"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RONGZHI_DATABASE_URL", "mysql://db.county/rongzhi"),
        ("RONGZHI_HTTPS", "perhaps"),
        ("RONGZHI_STATIC", "somewhere"),
        ("RONGZHI_PUBLIC_ADDRESS", "rongzhi.example.cn"),
        ("RONGZHI_LOG_FORMAT", "xml"),
    ],
)
def test_wrong_value_is_refused_by_its_name(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSetting, match=rf"^{name}: .*Correct the value"):
        Environment.load()


def test_wrong_values_are_told_all_at_once(monkeypatch):
    monkeypatch.setenv("RONGZHI_HTTPS", "perhaps")
    monkeypatch.setenv("RONGZHI_DEBUG", "perhaps")

    with pytest.raises(WrongSetting) as refused:
        Environment.load()

    assert "RONGZHI_HTTPS: " in str(refused.value)
    assert "RONGZHI_DEBUG: " in str(refused.value)


def test_broken_database_address_is_refused(monkeypatch):
    monkeypatch.setenv("RONGZHI_DATABASE_URL", "postgres://db.county:port/rongzhi")

    with pytest.raises(WrongSetting, match=r"^RONGZHI_DATABASE_URL: "):
        Environment.load().database()
