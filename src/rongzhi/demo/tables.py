"""The tables of fictional W county: real texts, bodies, people, neutrals, accounts, and what a product becomes."""

import gzip
import json
import random
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

DATA = files("rongzhi.demo") / "data"

DEFAULT_BODY = "PMCF"
"""The organisation that filings are addressed to: the county's people's mediation committee for finance."""


@dataclass(frozen=True)
class Complaint:
    """A real text of the excerpt: the source's number, the source's product, the text unchanged."""

    id: str
    product: str
    narrative: str


@dataclass(frozen=True)
class Body:
    """A fictional body; `kind` is a code of bodies.csv."""

    code: str
    kind: str
    name: str
    en: str
    institution: bool = False
    receives_filings: bool = False
    weight: int = 0
    township: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Township:
    """A fictional township; `distance_km` by road to the county town."""

    code: str
    name: str
    en: str
    weight: int
    distance_km: int


@dataclass(frozen=True)
class Neutral:
    """A fictional mediator or evaluator; `employer`, `payer` and `host` are body codes or "none"."""

    code: str
    name: str
    en: str
    background: str
    body: str
    roles: tuple[str, ...]
    specialisms: tuple[str, ...]
    employer: str
    payer: str
    host: str
    township: str
    since: date
    open_cases_most: int
    tie: str = ""
    tie_en: str = ""


@dataclass(frozen=True)
class Account:
    """A login of the demo; `role` is a code of bodies.csv, `neutral` a code of the roster."""

    login: str
    duty: str
    body: str
    role: str
    name: str
    en: str
    title: str
    title_en: str
    neutral: str = ""


@dataclass(frozen=True)
class ClassTable:
    """What a taxonomy class looks like here: other sides, product, middle amount, spread, whether it has a number."""

    code: str
    against: tuple[str, ...]
    product: str
    middle: int
    steps: int
    numbered: bool = True


@dataclass(frozen=True)
class ClassChoice:
    """One class that a product may become, with the words that point to it and the reasons that go with it."""

    code: str
    weight: int
    reasons: tuple[str, ...]
    cues: tuple[str, ...] = ()
    usual: bool = False


@dataclass(frozen=True)
class People:
    """The pieces of which fictional people are put together."""

    surnames: str
    given_one: str
    given_first: str
    given_second: str
    phone_applicant: str
    phone_respondent: str
    email_host: str
    villages: tuple[str, ...]
    shop_words: tuple[str, ...]
    shop_kinds: tuple[str, ...]
    help_wanted: tuple[str, ...]


def read(name: str) -> dict[str, Any]:
    """Reads one TOML table of the demo."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


@cache
def complaints() -> tuple[Complaint, ...]:
    """The 1,200 real texts, in the order of the file."""
    lines = gzip.decompress((DATA / "complaints.jsonl.gz").read_bytes()).decode("utf-8").split("\n")
    return tuple(Complaint(**json.loads(line)) for line in lines if line)


@cache
def bodies() -> dict[str, Body]:
    """All bodies by code."""
    return {row["code"]: Body(**row) for row in read("bodies.toml")["bodies"]}


@cache
def institutions() -> tuple[Body, ...]:
    """The twelve institutions: banks, insurers, payment, securities and local financial organisations."""
    return tuple(body for body in bodies().values() if body.institution)


def body_named(name: str) -> Body | None:
    """The body of this name, for instance the institution that filed a row; None for a person."""
    return next((body for body in bodies().values() if body.name == name), None)


@cache
def townships() -> dict[str, Township]:
    """The eight townships by code."""
    return {row["code"]: Township(**row) for row in read("people.toml")["townships"]}


@cache
def people() -> People:
    """Names, villages, shops and wishes for help."""
    table = read("people.toml")
    del table["townships"]
    return People(**_frozen(table))


@cache
def neutrals() -> dict[str, Neutral]:
    """The fifteen neutrals by code."""
    return {row["code"]: Neutral(**_frozen(row)) for row in read("neutrals.toml")["neutrals"]}


@cache
def accounts() -> tuple[Account, ...]:
    """One login for each role."""
    return tuple(Account(**row) for row in read("accounts.toml")["accounts"])


@cache
def classes() -> dict[str, ClassTable]:
    """The taxonomy classes that occur, by code."""
    table = read("classes.toml")["classes"]
    return {code: ClassTable(code=code, **_frozen(row)) for code, row in table.items()}


@cache
def schemes() -> tuple[str, ...]:
    """Invented undertakings that no licence covers."""
    return tuple(read("classes.toml")["persons"]["scheme"])


@cache
def products() -> dict[str, tuple[ClassChoice, ...]]:
    """For each product of the source the classes that it may become."""
    return {
        row["source"]: tuple(ClassChoice(**_frozen(choice)) for choice in row["classes"])
        for row in read("products.toml")["products"]
    }


@cache
def claims() -> dict[str, str]:
    """What is asked for, by reason code; Chinese and English in one line."""
    return {code: f"{text['zh']} / {text['en']}" for code, text in read("reasons.toml")["claims"].items()}


def class_and_reason(complaint: Complaint, source: random.Random) -> tuple[str, str]:
    """Chooses class and reason of a text: by the words in it, else one of the product's usual classes."""
    text = complaint.narrative.lower()
    choices = products()[complaint.product]
    hit = [choice for choice in choices if any(cue in text for cue in choice.cues)]
    fit = hit or [choice for choice in choices if choice.usual]
    chosen = source.choices(fit, weights=[choice.weight for choice in fit])[0]
    return chosen.code, source.choice(chosen.reasons)


def respondent_body(code: str, source: random.Random) -> Body:
    """Chooses the institution on the other side of a class.

    Raises LookupError when the class has no institution on the other side.
    """
    wanted = classes()[code].against
    fit = [body for body in institutions() if body.code in wanted or body.kind in wanted]
    if not fit:
        raise LookupError(f"No institution of the demo stands on the other side of class {code}.")
    return source.choices(fit, weights=[body.weight for body in fit])[0]
