"""Builds W county: its file, pack, bodies, roster and logins, and the list of filings in the order they come in."""

import csv
import io
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from rongzhi.accounts.second_factor import keep_secret
from rongzhi.casework import keys_file
from rongzhi.casework.actions import Done, perform
from rongzhi.casework.rules import forget
from rongzhi.core.one_time_codes import new_secret
from rongzhi.core.procedure.definition import Actor
from rongzhi.demo import tables
from rongzhi.demo.arrivals import SHANGHAI, arrivals
from rongzhi.demo.chinese import Story, chinese_filings, chinese_stories
from rongzhi.demo.filings import FIELDS, Design, Row, designs, filings
from rongzhi.demo.values import CAP
from rongzhi.directory.models import Account
from rongzhi.exchange.intake.reader import open_batch
from rongzhi.rulebook.pack import installed_pack, shipped_pack
from rongzhi.rulebook.pack_folder import digest_of, files_in

COUNTY, PACK, OWNER = "W", "w_county", tables.DEFAULT_BODY
ADMINISTRATOR = Actor(id="administrator", functions=frozenset({"administrator"}), county=COUNTY)
BEGINS = datetime(2025, 9, 1, 8, 0, tzinfo=SHANGHAI)
BASIS = "W县联席会议规则（演示）/ rules of the demo county"
OFFICER = "intake"

FUNCTIONS: Mapping[str, str] = {
    "intake_officer": "officer",
    "reviewer": "reviewer",
    "manager": "manager",
    "court_clerk": "court",
    "judge": "court",
    "assessor": "assessor",
    "auditor": "auditor",
    "institution_agent": "manager",
    "administrator": "administrator",
}
BACKGROUNDS: Mapping[str, str] = {
    "retired_judge": "court",
    "lawyer": "law",
    "teacher": "teaching",
    "academic": "teaching",
    "industry": "industry",
    "retired_industry": "industry",
    "official": "public",
    "community": "community",
    "accountant": "other",
}
TIES: Mapping[str, tuple[str, str]] = {
    "N04": ("BANK2", "employed"),
    "N05": ("BANK1", "was_employed"),
    "N12": ("INS1", "was_employed"),
}
"""What the roster says in words (neutrals.toml), as entries: neutral, institution, kind of tie."""


class NotBuilt(Exception):
    """An act that founds the demo was refused; says which, and why."""

    def __init__(self, act: str, zh: str, en: str) -> None:
        super().__init__(f"{act}: {en}")
        self.label = f"演示未能建立：{act}：{zh}"
        self.en = f"The demo could not be built: {act}: {en}"


@dataclass(frozen=True)
class Filing:
    """One filing to come: when, by whose login, its row, what it was made for, and the story of a Chinese dispute."""

    at: datetime
    by: str
    row: Row
    design: Design
    story: Story | None = None


def make_key() -> None:
    """The installation's key, if there is none yet."""
    path = Path(settings.RONGZHI_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys_file.create(path)


def found_county() -> None:
    """The county's file with its pack, the bodies with their commitments, and the roster, each by declared acts."""
    by = ADMINISTRATOR
    pack = installed_pack(PACK)
    names = {"name_zh": pack.county, "name_en": pack.county_en}
    county = _do(None, "county.found", by, {"handle": COUNTY, "demo": "yes", **names})
    adopted = {
        "pack": PACK,
        "version": pack.version,
        "digest": digest_of(files_in(shipped_pack(PACK))),
        "basis": BASIS,
    }
    _do(county, "county.adopt_pack", by, adopted)
    files: dict[str, str] = {}
    for body in tables.bodies().values():
        told = {
            "phone": body.phone,
            "email": body.email,
            "address": body.address,
            "hours": "周一至周五 8:30–17:30",
        }
        data = {"kind": body.kind, "handle": body.code, "name_zh": body.name, "name_en": body.en, **told}
        data["township"] = body.township
        file = _do(None, "body.register", by, data)
        files[body.code] = file
        if body.institution:
            promise = {
                "product": "小额纠纷",
                "cap": str(CAP),
                "valid_from": "2025-09-01",
                "paper": BASIS,
            }
            _do(file, "body.commit", by, promise)
    for code, (founder, payer, host, paper) in STANDING.items():
        stands = {"founder": founder, "payer": payer, "host": host, "since": "2025-01-01", "paper": paper}
        _do(files[code], "body.paid_by", by, stands)
    for neutral in tables.neutrals().values():
        _register(neutral, by)
    for account in tables.accounts():
        if account.duty in ("administrator", "manager", "reviewer", "assessor"):
            office = {"account": account.login, "function": account.duty, "basis": BASIS}
            _do(county, "county.appoint", by, office)


def _register(neutral: tables.Neutral, by: Actor) -> None:
    data = {
        "handle": neutral.code,
        "name_zh": neutral.name,
        "name_en": neutral.en,
        "background": BACKGROUNDS[neutral.background],
        "specialisms": ",".join(neutral.specialisms),
        "employer": _body(neutral.employer),
        "payer": _body(neutral.payer),
        "host": _body(neutral.host),
        "evaluator": "yes" if "EVAL" in neutral.roles else "no",
        "load": str(neutral.open_cases_most),
    }
    file = _do(None, "neutral.register", by, data)
    for day, qualification, covers, hours in _qualifications(neutral):
        shown = {"qualification": qualification, "gained_on": day, "covers": covers, "hours": hours}
        _do(file, "neutral.qualify", by, shown)
    if neutral.code in TIES:
        body, tie = TIES[neutral.code]
        details = f"{neutral.tie} / {neutral.tie_en}"
        _do(file, "neutral.tie", by, {"body": body, "tie": tie, "details": details})


# Who runs, pays and hosts a mediation body of the demo, with its paper; the others have not said.
STANDING = {
    "PMCF": ("JB", "FINB", "GOVC", "W司发〔2025〕3号（演示）"),
    "PMC1": ("JB", "FINB", "", "W司发〔2025〕4号（演示）"),
    "PMC2": ("JB", "FINB", "", "W司发〔2025〕4号（演示）"),
}
PROOFS = {
    "lawyer": "lawyer",
    "industry": "finance",
    "retired_industry": "finance",
    "accountant": "accounting",
}
UNTRAINED = frozenset({"N09", "N14"})


def _qualifications(neutral: tables.Neutral) -> Iterator[tuple[str, str, str, str]]:
    """Day, kind, what it proves and hours of what the demo's neutral has shown: two of them came to no training."""
    covers = ",".join(neutral.specialisms)
    yield "2024-06-20", PROOFS.get(neutral.background, "mediator"), covers, ""
    if neutral.code not in UNTRAINED:
        yield "2025-08-28", "training", "", "24"


def _body(code: str) -> str:
    return "" if code == "none" else code


def _do(file: str | None, act: str, by: Actor, data: Mapping[str, Any]) -> str:
    given = {key: value for key, value in data.items() if value}
    named = data.get("handle") or data.get("account") or data.get("qualification") or ""
    request = f"demo:{act}:{file or ''}:{named}"
    answer = perform(file, act, by=by, data=given, now=BEGINS, request=request, county=COUNTY)
    if isinstance(answer, Done):
        forget()
        return answer.file
    raise NotBuilt(
        act, *("; ".join(texts) for texts in zip(*((r.zh, r.en) for r in answer.reasons), strict=True))
    )


def make_accounts() -> str:
    """A login for each role, each neutral and each body; gives the one password that they share.

    Password and secrets of the apps are drawn anew each time.
    """
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    hashed = make_password(password)
    rows = {
        a.login: Account(
            username=a.login,
            name_zh=a.name,
            name_en=a.en,
            county=COUNTY,
            body=a.body,
            functions=FUNCTIONS.get(a.duty, ""),
            neutral=a.neutral,
        )
        for a in tables.accounts()
    }
    taken = {a.neutral for a in tables.accounts()}
    for neutral in tables.neutrals().values():
        if neutral.code not in taken:
            login = neutral.code.lower()
            rows[login] = Account(
                username=login,
                name_zh=neutral.name,
                name_en=neutral.en,
                county=COUNTY,
                body=neutral.body,
                neutral=neutral.code,
            )
    used = {a.body for a in tables.accounts()}
    for body in tables.bodies().values():
        if body.code not in used:
            rows[body.code.lower()] = Account(
                username=body.code.lower(), name_zh=body.name, name_en=body.en, county=COUNTY, body=body.code
            )
    for account in rows.values():
        account.password = hashed
    Account.objects.bulk_create(rows.values())
    for account in Account.objects.filter(county=COUNTY):
        keep_secret(account, new_secret(os.urandom), at=BEGINS)
    return password


def login_of_body(code: str) -> str:
    """The login that acts for a body."""
    return next((a.login for a in tables.accounts() if a.body == code and not a.neutral), code.lower())


def login_of_neutral(code: str) -> str:
    """The login of a neutral."""
    return next((a.login for a in tables.accounts() if a.neutral == code), code.lower())


def planned(seed: int, count: int | None) -> list[Filing]:
    """The demo's own filings in the order they come in: real texts, and the twenty Chinese disputes.

    Raises ValueError when more are wanted than there are real texts.
    """
    made = designs(seed, count)
    moments = arrivals(seed, len(made))
    rows = zip(moments, filings(seed, count, filed_at=moments), made, strict=True)
    found = [Filing(at, _filer(row), row, design) for at, row, design in rows]
    stories = zip(chinese_stories(), chinese_filings(), strict=True)
    found += [
        Filing(story.filed_at, _filer(row), row, Design(story.ref, "story", story.ground, ""), story)
        for story, row in stories
    ]
    return sorted(found, key=lambda filing: filing.at)


def of_file(path: Path) -> list[Filing]:
    """The rows of anybody's own batch, all of them given at the desk on the first morning.

    Raises BatchRefused when the file cannot be taken.
    """
    at = datetime(2025, 9, 1, 9, 0, tzinfo=SHANGHAI)
    with open_batch(path, filename=path.name) as batch:
        return [
            Filing(at, OFFICER, dict(row.values), Design(f"row-{row.number}", "own", "", "")) for row in batch
        ]


def _filer(row: Row) -> str:
    """An institution files by its own login; what people bring, the desk enters for them."""
    if row["applicant_kind"] == "institution":
        body = tables.body_named(row["applicant_name"])
        return login_of_body(body.code) if body else OFFICER
    return OFFICER


def slices(found: Sequence[Filing]) -> Iterable[list[Filing]]:
    """The filings of one login on one day, in order: each is given as one batch at the moment of its last row."""
    kept: dict[tuple[str, str], list[Filing]] = {}
    for filing in found:
        kept.setdefault((filing.at.date().isoformat(), filing.by), []).append(filing)
    return sorted(kept.values(), key=lambda some: some[-1].at)


def as_csv(rows: Iterable[Row]) -> bytes:
    """Rows as a batch file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
