"""The databases of a measurement: founded once, copied for every repetition, so that each begins from one state."""

import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from tests.factories.county import county


class Store(ABC):
    """Databases by name on one kind of server; Django's connection points at one of them."""

    kind: str

    def found(self, name: str) -> None:
        """A new database with all tables and the small test county."""
        self.use(name)
        call_command("migrate", verbosity=0)
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            county()  # argon2 would take more memory than what is measured

    @abstractmethod
    def use(self, name: str) -> None:
        """Point Django's connection at that database."""

    @abstractmethod
    def copy(self, source: str, name: str) -> None:
        """A copy under another name; the connection is closed."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Remove a database."""

    @abstractmethod
    def settle(self) -> None:
        """Let the database finish what it put off, so that it does not count for who comes next."""

    @abstractmethod
    def describe(self) -> str:
        """Product, version and the settings that matter for speed."""


class Sqlite(Store):
    """Files in one folder, with the pragmas of an installation."""

    kind = "sqlite"

    def __init__(self) -> None:
        self.folder = Path(connection.settings_dict["NAME"]).parent

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(self.path(name))

    def copy(self, source: str, name: str) -> None:
        self.use(source)
        self.settle()
        connection.close()
        shutil.copyfile(self.path(source), self.path(name))

    def drop(self, name: str) -> None:
        connection.close()
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def describe(self) -> str:
        return f"SQLite {_value('SELECT sqlite_version()')}, " + ", ".join(
            f"{name}={_value(f'PRAGMA {name}')}" for name in ("journal_mode", "synchronous", "secure_delete")
        )


class Postgres(Store):
    """Databases of one server that lives no longer than the run: dropping one would cost a checkpoint, so none is."""

    kind = "postgresql"

    def __init__(self) -> None:
        self.places: dict[str, str] = {}  # name -> the database that bears it now

    def use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = self.places[name]

    def copy(self, source: str, name: str) -> None:
        self._create(name, f" TEMPLATE {self.places[source]}")

    def drop(self, name: str) -> None:
        connection.close()
        del self.places[name]

    def found(self, name: str) -> None:
        self._create(name, "")
        super().found(name)

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")

    def describe(self) -> str:
        version = str(_value("SHOW server_version")).split()[0]
        return f"PostgreSQL {version}, " + ", ".join(
            f"{name}={_value(f'SHOW {name}')}" for name in ("fsync", "synchronous_commit", "full_page_writes")
        )

    def _create(self, name: str, source: str) -> None:
        place = f"{name}_{uuid4().hex[:8]}"
        connection.close()
        connection.settings_dict["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {place}{source}")
        connection.close()
        self.places[name] = place


def store() -> Store:
    """The store of the database that the settings name."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
