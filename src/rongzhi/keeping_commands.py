"""The commands that keep files and let them go: the schedule, destruction with its certificate, and requests of persons."""

import argparse
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from rongzhi.casework import progress
from rongzhi.casework.clock_now import now
from rongzhi.casework.data_requests import CORRECTABLE, Answer, answer, files_about
from rongzhi.casework.matching import WHOLE
from rongzhi.casework.retention import (
    SCHEDULE,
    Review,
    as_json,
    destroy,
    faults_of_certificate,
    review,
)
from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, County

FOLDER = "certificates"


class NotAllowed(Exception):
    """The account may not do this; `label` and `en` say so."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def retention_command(arguments: list[str]) -> int:
    """rongzhi retention: a dry run; with --destroy the real thing; with --check a certificate. 1 when faults are found."""
    parser = _parser(
        "retention",
        "保存期限：列出到期内容（试运行）；--destroy 销毁其密钥并出具证书。",
        "Keeping: list what is over (a dry run); --destroy destroys its keys and gives a certificate.",
    )
    parser.add_argument("--county", help="只办理一个县 only this county")
    parser.add_argument("--destroy", action="store_true", help="销毁，无法恢复 destroy; it cannot be undone")
    parser.add_argument(
        "--by", metavar="USERNAME", help="负责的管理员账户 the administrator who answers for it"
    )
    parser.add_argument("--check", metavar="FILE", type=Path, help="核对一份证书 check a certificate")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    if given.check is not None:
        return _checked(given.check)
    counties = [given.county] if given.county else sorted(County.objects.values_list("code", flat=True))
    by = _with_function(given.by or "", "administrator") if given.destroy else None
    told: list[dict[str, Any]] = []
    for county in counties:
        found = review(county, today=now().date(), progress=progress.shown(quiet=given.json, every=100))
        told.append({"county": county, **as_json(found)})
        if not given.json:
            _tell(county, found)
        if by is not None and found.over:
            content = destroy(found, county, by=by, now=now())
            path = _keep(content)
            told[-1]["certificate"] = str(path)
            if not given.json:
                print(f"已销毁 {len(content['destroyed'])} 个部分，证书 certificate: {path}")
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _tell(county: str, found: Review) -> None:
    rules = rules_of(county)
    print(f"{county}  {found.day}")
    for line in SCHEDULE:
        value = rules.parameters.on(line.parameter, found.day)
        over = [each for each in found.over if each.keeping == line.key]
        print(
            f"  {line.label} {line.en}: {value.amount} {value.unit.value}（{value.source}，{value.confidence.value}）  "
            f"到期 over: {len(over)} 卷 files, {sum(len(each.parts) for each in over)} 部分 parts"
        )
    print(f"  已结案 closed: {found.closed}  暂停销毁 held: {len(found.held)}")


def _keep(content: dict[str, Any]) -> Path:
    """Write the certificate into the installation's folder of certificates."""
    folder = Path(settings.RONGZHI_HOME) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = content["at"][:19].replace(":", "").replace("-", "")
    path = folder / f"{content['county']}-{stamp}-{content['sha256'][:8]}.json"
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
    return path


def _checked(path: Path) -> int:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        faults = faults_of_certificate(content)
    except (OSError, ValueError, KeyError, TypeError):
        print(f"{path} 不是销毁证书。 {path} is not a certificate of destruction.", file=sys.stderr)
        return 1
    for fault in faults:
        print(f"不符 does not fit: {fault}", file=sys.stderr)
    if not faults:
        print(f"证书与记录相符，共 {len(content['destroyed'])} 项。 The certificate fits the record.")
    return 1 if faults else 0


def data_request_command(arguments: list[str]) -> int:
    """rongzhi data-request: 0 when the request is granted, 1 when it is refused (with reasons)."""
    parser = _parser(
        "data-request",
        "答复本人关于个人信息的请求：查阅复制、更正、删除。",
        "Answer a person's request about their data: copy, correct, delete.",
    )
    parser.add_argument("what", choices=("find", "copy", "correct", "delete"))
    parser.add_argument("file", nargs="?", help="案号 number of the case")
    parser.add_argument("party", nargs="?", help="当事人编号 key of the party: p1, p2 …")
    parser.add_argument(
        "--by",
        metavar="USERNAME",
        required=True,
        help="核对身份的承办人 the officer who checked the identity",
    )
    parser.add_argument("--out", type=Path, help="副本写入的文件 where the copy is written")
    for key in CORRECTABLE:
        parser.add_argument(f"--{key}", help="更正为 corrected value")
    parser.add_argument("--by-value", nargs=2, metavar=("KIND", "VALUE"), help=f"find: {', '.join(WHOLE)}")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    by = _with_function(given.by, "officer")
    if given.what == "find":
        if given.by_value is None or given.by_value[0] not in WHOLE:
            parser.error(f"--by-value {'|'.join(WHOLE)} VALUE")
        for file, party in files_about(by.county, kind=given.by_value[0], value=given.by_value[1]):
            print(f"{file} {party}")
        return 0
    if not given.file or not given.party:
        parser.error("请给出案号和当事人编号。 Give the case number and the party's key.")
    changes = {key: getattr(given, key) for key in CORRECTABLE if getattr(given, key)}
    found = answer(
        given.file,
        given.party,
        given.what,
        by=by,
        now=now(),
        request=f"data-request:{secrets.token_hex(12)}",
        changes=changes,
    )
    _answered(found, given.out, as_json=given.json)
    return 0 if found.granted else 1


def _answered(found: Answer, out: Path | None, *, as_json: bool) -> None:
    if found.copy and out is not None:
        with open(os.open(out, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(found.copy, file, ensure_ascii=False, indent=1)
    if as_json:
        reasons = [{"zh": why.label, "en": why.en} for why in found.reasons]
        print(
            json.dumps(
                {"file": found.file, "party": found.party, "what": found.what, "granted": found.granted,
                 "reasons": reasons, "event": found.seq},
                ensure_ascii=False,
            )
        )  # fmt: skip
        return
    print("已照办。 Granted." if found.granted else "不同意，理由如下： Refused, for these reasons:")
    for why in found.reasons:
        print(f"  {why.label}\n  {why.en}")
    if found.copy and out is None:
        print(json.dumps(found.copy, ensure_ascii=False, indent=1))


def _with_function(username: str, function: str) -> Actor:
    """The actor of an account in use that has this function. Raises NotAllowed."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None or function not in account.actor().functions:
        raise NotAllowed(
            f"{username or '（未指明）'} 不是有效的 {function} 账户。没有办理任何事项。",
            f"{username or '(nobody)'} is no active account with the function {function}. Nothing was done.",
        )
    return account.actor()


def _parser(name: str, zh: str, en: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"rongzhi {name}", description=f"{zh} {en}")
