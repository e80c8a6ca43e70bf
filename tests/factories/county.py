"""A small test county with its bodies, roster and people, and disputes filed in it: `county()` comes first."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from rongzhi.casework import keys_file
from rongzhi.casework.actions import Done, perform
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Body, County, Neutral

CODE = "W"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)  # a Monday, a working day

BODIES = {  # handle: kind, Chinese name
    "PMCF": ("PMCF", "W县金融纠纷人民调解委员会"),
    "COURT": ("COURT", "W县人民法院"),
    "BANK1": ("BANK", "示例银行W县支行"),
    "BANK2": ("BANK", "样例农村商业银行"),
    "SEC_CO": ("SEC_CO", "示例证券W县营业部"),
    "SEC": ("SEC", "W县联席会议办公室"),
    "LEAD": ("LEAD", "W县金融纠纷多元化解工作领导小组"),
    "NFRA": ("NFRA", "金融监管总局W县支局"),
    "SAMR": ("SAMR", "W县市场监督管理局"),
}
NEUTRALS = {"n1": "周明", "n2": "吴芳", "n3": "郑和平"}

DISPUTE = {
    "applicant_kind": "consumer",
    "applicant_name": "张三",
    "applicant_phone": "13800000001",
    "respondent_kind": "institution",
    "respondent_name": "示例银行W县支行",
    "respondent_body": "BANK1",
    "what_happened": "办理贷款时被要求同时购买保险，事先没有告知保费。",
    "claim": "退还保费",
    "amount": "5000.00",
    "privacy_notice": "yes",
    "door": "web",
}

_counts = {"requests": 0}


def clock(*, days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    """The fixed moment of the tests, moved on."""
    return NOW + timedelta(days=days, hours=hours, minutes=minutes)


def key() -> str:
    """A request key that was not used before."""
    _counts["requests"] += 1
    return f"r{_counts['requests']}"


def county(pack: str = "plain") -> str:
    """Found the test county: installation key, county, bodies, roster and accounts. Returns its code."""
    forget()
    path = Path(settings.RONGZHI_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keys_file.create(path)
    County.objects.create(
        code=CODE, number=f"{CODE}-C2026-0001", name_zh="W县", name_en="W County", pack=pack, pack_version="1"
    )
    for n, (handle, (kind, name)) in enumerate(BODIES.items(), 1):
        Body.objects.create(
            number=f"{CODE}-B2026-{n:04d}",
            county=CODE,
            handle=handle,
            kind=kind,
            name_zh=name,
            name_en=handle,
        )
    for n, (handle, name) in enumerate(NEUTRALS.items(), 1):
        Neutral.objects.create(
            number=f"{CODE}-N2026-{n:04d}",
            county=CODE,
            handle=handle,
            name_zh=name,
            name_en=handle,
            background="lawyer",
        )
    for username, fields in ACCOUNTS.items():
        Account.objects.create_user(
            username, "a password of the tests", county=CODE, name_zh=username, **fields
        )
    return CODE


ACCOUNTS: dict[str, dict[str, str]] = {
    "officer": {"body": "PMCF", "functions": "officer"},
    "officer2": {"body": "PMCF", "functions": "officer"},
    "reviewer": {"body": "PMCF", "functions": "reviewer"},
    "administrator": {"body": "PMCF", "functions": "administrator"},
    "clerk": {"body": "COURT", "functions": "court"},
    "agent-BANK1": {"body": "BANK1"},
    "agent-BANK2": {"body": "BANK2"},
    "agent-SEC_CO": {"body": "SEC_CO"},
    "agent-SEC": {"body": "SEC"},
    "agent-LEAD": {"body": "LEAD"},
    "agent-NFRA": {"body": "NFRA"},
    "agent-SAMR": {"body": "SAMR"},
    "n1": {"neutral": "n1"},
    "n2": {"neutral": "n2"},
    "n3": {"neutral": "n3"},
}


def _actor(username: str) -> Actor:
    fields = ACCOUNTS[username]
    body = fields.get("body", "")
    return Actor(
        id=username,
        bodies=frozenset({body} - {""}),
        codes=frozenset({BODIES[body][0]} if body else ()),
        functions=frozenset(fields.get("functions", "").split(",")) - {""},
        neutral=fields.get("neutral", ""),
        county=CODE,
    )


def officer(name: str = "officer") -> Actor:
    return _actor(name)


def reviewer() -> Actor:
    return _actor("reviewer")


def administrator() -> Actor:
    return _actor("administrator")


def mediator(n: int = 1) -> Actor:
    return _actor(f"n{n}")


def agent(body: str = "BANK1") -> Actor:
    """Somebody who works for that body."""
    return _actor(f"agent-{body}")


def court_clerk() -> Actor:
    return _actor("clerk")


def party(file: str, key: str = "p1") -> Actor:
    """The party of that key, come by case number and code."""
    return Actor(id=f"{file}/{key}", file=file, party=key, county=CODE)


def filer(name: str = "filer") -> Actor:
    """Anybody who files at the web door."""
    return Actor(id=name, county=CODE)


def dispute(**changes: Any) -> dict[str, Any]:
    """The answers of a filing; a change to None leaves the answer out."""
    return {name: value for name, value in {**DISPUTE, **changes}.items() if value is not None}


def filed(*, by: Actor | None = None, now: datetime = NOW, **changes: Any) -> str:
    """File a dispute with the committee and return its number."""
    return done(
        perform(
            None,
            "intake.file",
            by=by or filer(),
            data=dispute(**changes),
            now=now,
            request=key(),
            county=CODE,
            owner="PMCF",
        )
    ).file


def act(file: str, name: str, *, by: Actor, now: datetime = NOW, proceeding: str = "", **data: Any) -> Done:
    """Perform an act that has to be accepted."""
    return done(perform(file, name, by=by, data=data, now=now, request=key(), proceeding=proceeding))


def done(answer: Any) -> Done:
    """The answer, which has to be an accepted act; a refusal fails with its reasons."""
    if not isinstance(answer, Done):
        raise AssertionError("; ".join(f"{reason.key}: {reason.en}" for reason in answer.reasons))
    return answer


def other(by: Actor, **changes: Any) -> Actor:
    """The same actor with something changed."""
    return replace(by, **changes)
