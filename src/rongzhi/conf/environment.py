"""What an installation may set: each setting, its default, and what is said when a value is wrong."""

from pathlib import Path
from typing import Literal, Self

import dj_database_url
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from rongzhi.exchange.connectors.message.mail import MailServer

PREFIX = "RONGZHI_"


class WrongSetting(ValueError):
    """A setting has a value that cannot be used; the text says which one and what to do."""


class Environment(BaseSettings):
    """The settings of one installation, read from variables that begin with ``RONGZHI_``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_ignore_empty=True)

    home: Path = Field(Path("var"), description="Folder of the installation's data, key and logs.")
    key_file: Path | None = Field(None, description="Installation key; <home>/installation.key when unset.")
    key: SecretStr | None = Field(
        None, description="The installation key itself, as its file holds it; it then comes before the file."
    )
    database_url: str | None = Field(None, description="Database; <home>/rongzhi.sqlite3 when unset.")
    secret_key: SecretStr | None = Field(
        None, description="Signs sessions; when unset it is derived from the installation key."
    )
    hosts: str = Field(
        "localhost,127.0.0.1,[::1]", description="Names under which the site is reached, with commas."
    )
    public_address: str = Field(
        "",
        pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$",
        description="Where the public reaches the site, such as https://rongzhi.example.cn: it stands in the mark of papers.",
    )
    https: bool = Field(False, description="The site is reached by HTTPS: cookies then travel by it alone.")
    behind_proxy: bool = Field(False, description="A proxy in front sets X-Forwarded-Proto.")
    second_factor: Literal["required", "optional"] = Field(
        "required", description="Whether staff must enrol an authenticator app before they can act."
    )
    idle_minutes: int = Field(
        60, ge=5, le=1440, description="Minutes without use after which staff are signed out."
    )
    session_hours: int = Field(
        12, ge=1, le=72, description="Hours after which staff sign in again, used or not."
    )
    mail_server: SecretStr | None = Field(
        None, description="Sends e-mail: smtps://user:password@host:465?from=office@example.cn"
    )
    sms_program: Path | None = Field(None, description="The county's program that sends one text message.")
    email_program: Path | None = Field(None, description="The same for e-mail; it comes before mail_server.")
    letter_program: Path | None = Field(None, description="The same for letters: the print room.")
    court_program: Path | None = Field(None, description="Hands one package to the courts' platform.")
    province_program: Path | None = Field(None, description="The same for the province's platform.")
    static: Literal["found", "collected"] = Field(
        "found", description="Serve static files from where they lie, or as collected for a release."
    )
    debug: bool = Field(False, description="Show traces. Never where real cases are kept.")
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written.")

    @field_validator(
        "home",
        "key_file",
        "sms_program",
        "email_program",
        "letter_program",
        "court_program",
        "province_program",
    )
    @classmethod
    def absolute(cls, path: Path | None) -> Path | None:
        """Fix a relative path to the folder in which the command was started."""
        return None if path is None else path.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def known_database(cls, url: str | None) -> str | None:
        """Accept SQLite and PostgreSQL, the two databases that the tests cover."""
        if url is None or url.startswith(("sqlite://", "postgres://", "postgresql://")):
            return url
        raise ValueError("begins with none of sqlite://, postgres:// and postgresql://")

    @field_validator("mail_server")
    @classmethod
    def whole_mail_server(cls, address: SecretStr | None) -> SecretStr | None:
        """Refuse an address of a mail server that lacks a part."""
        if address is not None:
            MailServer.read(address.get_secret_value())
        return address

    @classmethod
    def load(cls) -> Self:
        """Read the settings from the environment.

        Raises WrongSetting, with one line for each setting that cannot be used.
        """
        try:
            settings = cls.model_validate({})
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False)
            lines = [_sentence(str(fault["loc"][0]), fault["msg"]) for fault in faults]
            raise WrongSetting("\n".join(lines)) from None
        return settings

    @property
    def installation_key_file(self) -> Path:
        """Where the installation key lies."""
        return self.key_file or (self.home.absolute() / "installation.key")

    @property
    def message_programs(self) -> dict[str, Path]:
        """The programs that send messages, by means."""
        found = {"sms": self.sms_program, "email": self.email_program, "letter": self.letter_program}
        return {means: path for means, path in found.items() if path is not None}

    @property
    def transfer_programs(self) -> dict[str, Path]:
        """The programs that hand packages to platforms of others, by platform."""
        found = {"court": self.court_program, "province": self.province_program}
        return {platform: path for platform, path in found.items() if path is not None}

    @property
    def host_names(self) -> list[str]:
        """The names under which the site answers."""
        return [name.strip() for name in self.hosts.split(",") if name.strip()]

    def database(self) -> dict[str, object]:
        """Give Django's settings of the one database, with what each kind needs."""
        if self.database_url is None:
            parsed: dict[str, object] = {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.home.absolute() / "rongzhi.sqlite3"),
            }
        else:
            try:
                parsed = dict(dj_database_url.parse(self.database_url))
            except ValueError as error:
                raise WrongSetting(_sentence("database_url", str(error))) from None
        given = parsed.get("OPTIONS")
        options = dict(given) if isinstance(given, dict) else {}
        if parsed["ENGINE"] == "django.db.backends.sqlite3":
            return parsed | {"OPTIONS": SQLITE_OPTIONS | options}
        return parsed | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _sentence(setting: str, fault: str) -> str:
    """Say of one setting what is wrong and what to do, in both languages."""
    name, reason = f"{PREFIX}{setting.upper()}", fault.removeprefix("Value error, ")
    return (
        f"{name}: {reason}. Nothing was started. Correct the value, or remove it to use the default.\n"
        f"{name} 的值无法使用，程序没有启动。请改正，或删去该项以采用默认值。"
    )


# FULL: an act that was acknowledged survives a power cut. secure_delete: what was erased is overwritten.
SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}
