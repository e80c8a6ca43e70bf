"""The command that packs cases for others, proves packages and takes them in, and keeps the list of known senders."""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rongzhi.casework.actions import Done
from rongzhi.casework.clock_now import now
from rongzhi.casework.packages.making import Plan, make, plan
from rongzhi.casework.packages.opening import Arrived, arrived
from rongzhi.casework.packages.receiver import receiver
from rongzhi.casework.packages.taking import take_in
from rongzhi.casework.packages.trust import accept, card_named, known, own_card, read_card
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.keys import new_code
from rongzhi.directory.models import Account, County
from rongzhi.rulebook.hand_over import HAND_OVER_MAP

CONSOLE = "console"


def run(arguments: list[str]) -> int:
    """rongzhi package: 0 when done, 1 when a package is refused (the reason goes to standard error)."""
    given = _parser().parse_args(arguments)
    answer: int = given.run(given)
    return answer


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("rongzhi package", description="案件移送包。 Packages of cases.")
    some = parser.add_subparsers(required=True, metavar="make|check|take|card|trust|senders|map")
    one = some.add_parser("make", help="导出移送包 pack a case for a receiving body")
    one.add_argument("case", help="案号 number of the case")
    one.add_argument("--to", required=True, help="接收单位代码 handle of the receiving body")
    one.add_argument("--out", required=True, type=Path, help="新文件 new file")
    one.add_argument("--by", help="账户 the account that takes it out")
    one.add_argument("--for", dest="card", help="接收平台的指纹 fingerprint of the receiver's keys")
    one.add_argument("--proceeding", default="", help="移交事项 which hand-over, where there are several")
    one.add_argument("--dry-run", action="store_true", help="只核对 only say what has to be checked")
    one.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    one.set_defaults(run=_make)
    one = some.add_parser("check", help="核验移送包 prove a package, take nothing in")
    _incoming(one)
    one.set_defaults(run=_check)
    one = some.add_parser("take", help="收入移送的案件 take the case in")
    _incoming(one)
    one.add_argument("--by", required=True, help="账户 the officer's account")
    one.set_defaults(run=_take)
    one = some.add_parser("card", help="本平台名片 the card of this installation")
    one.add_argument("--county", help="县域代码 code of the county")
    one.add_argument("--out", type=Path, help="新文件 new file; without it, it is printed")
    one.set_defaults(run=_card)
    one = some.add_parser("trust", help="认可一个平台 accept the card of another installation")
    one.add_argument("card", type=Path, help="名片文件 its card")
    one.add_argument("--fingerprint", required=True, help="电话核对过的指纹 as told by telephone")
    one.add_argument("--by", default=CONSOLE, help="谁认可 who accepts it")
    one.set_defaults(run=_trust)
    one = some.add_parser("senders", help="已认可的平台 the known installations")
    one.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    one.set_defaults(run=_senders)
    one = some.add_parser("map", help="移交对照表 the hand-over map")
    one.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    one.set_defaults(run=_map)
    return parser


def _incoming(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="移送包 the package")
    parser.add_argument("--phrase", default="", help="一次性口令 one-time passphrase")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")


def _make(given: argparse.Namespace) -> int:
    at = now()
    if given.dry_run:
        return _tell_plan(plan(given.case, given.to, now=at, proceeding=given.proceeding), given.json)
    found = receiver(given.case, given.to, proceeding=given.proceeding)
    card = card_named(given.card) if given.card else None
    phrase = new_code(os.urandom) if found.whole and card is None else ""
    by = _actor(given.by) if given.by else Actor(id=CONSOLE, county=found.picture.county)
    if given.out.exists():
        raise PackageRefused(
            "exists",
            f"{given.out} 已存在，没有覆盖。",
            f"{given.out} exists and is not written over.",
        )
    part = given.out.with_name(given.out.name + ".part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "r+b") as out:
            made = make(
                given.case,
                given.to,
                out,
                by=by,
                now=at,
                proceeding=given.proceeding,
                card=card,
                phrase=phrase,
            )
            out.flush()
            os.fsync(out.fileno())
        part.replace(given.out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if given.json:
        told = {"digest": made.digest, "how": made.how, "phrase": phrase, "manifest": asdict(made.manifest)}
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for finding in made.warnings:
        print(f"请核对 check: {finding.zh}。 {finding.en}.")
    print(f"移送包已写入 {given.out}。 The package is in {given.out}.\n{made.digest}")
    if phrase:
        print(
            f"一次性口令（请另行告知，不要与包同时发送）：{phrase}\n"
            "One-time passphrase: tell it by another way, never together with the package."
        )
    return 0


def _tell_plan(found: Plan, as_json: bool) -> int:
    if as_json:
        told = {
            "row": found.row.key,
            "papers": [f"{form}-{seq}" for form, seq in found.papers],
            "files": len(found.files),
            "findings": [asdict(one) for one in found.findings],
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{found.row.from_zh} → {found.row.to_zh}  {found.row.from_en} → {found.row.to_en}")
        for one in found.findings:
            print(f"  {'✗' if one.refuses else '?'} {one.zh}。 {one.en}.")
    return 1 if found.refused else 0


def _check(given: argparse.Namespace) -> int:
    with _open(given.file) as file, arrived(file, phrase=given.phrase) as found:
        _tell(found, given.json)
    return 0


def _tell(found: Arrived, as_json: bool) -> None:
    manifest = found.manifest
    if as_json:
        told = {
            "digest": found.package.digest,
            "known_sender": found.known,
            "fingerprint": manifest.sender.fingerprint,
            "taken_as": found.taken_as or found.same_case,
            "manifest": asdict(manifest),
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    print(f"{manifest.sender.name_zh} {manifest.number} → {manifest.to_body.name_zh}（{manifest.made_at}）")
    print(f"  {manifest.purpose}；{manifest.basis}")
    print(
        f"  事项 events {manifest.events}，文书 papers {len(found.papers)}，材料 files {len(found.evidence)}，"
        f"签名和哈希值相符。 Signature and hashes fit."
    )
    for one in manifest.left_out:
        print(f"  未移送 left out: {one.zh}。 {one.en}.")
    if not found.known:
        print(f"  ! 移送平台不在认可名单中。 The sender is not known here: {manifest.sender.fingerprint}")
    if found.taken_as or found.same_case:
        print(f"  ! 已收入。 Taken in as {found.taken_as or found.same_case}.")


def _take(given: argparse.Namespace) -> int:
    by = _actor(given.by)
    with _open(given.file) as file, arrived(file, phrase=given.phrase) as found:
        done: Done = take_in(found, by=by, now=now())
    if given.json:
        print(json.dumps({"case": done.file, "events": done.seq}))
    else:
        print(f"已收入，案号 {done.file}。 Taken in as {done.file}.")
    return 0


def _open(path: Path) -> Any:
    try:
        return open(path, "rb")
    except OSError as fault:
        raise PackageRefused(
            "no_file",
            f"无法读取 {path}（{fault.strerror}）。",
            f"{path} cannot be read ({fault.strerror}).",
        ) from None


def _card(given: argparse.Namespace) -> int:
    county = given.county or County.objects.values_list("code", flat=True).order_by("code").first()
    if county is None or not County.objects.filter(code=county).exists():
        raise PackageRefused("no_county", "没有这个县域。", "There is no such county.")
    card = own_card(county)
    text = json.dumps(card.as_json(), ensure_ascii=False, indent=1)
    if given.out is None:
        print(text)
    else:
        with open(given.out, "x", encoding="utf-8") as file:
            file.write(text + "\n")
    print(f"指纹 fingerprint: {card.fingerprint}")
    return 0


def _trust(given: argparse.Namespace) -> int:
    with _open(given.card) as file:
        card = read_card(file.read().decode("utf-8", "replace"))
    if card.fingerprint != given.fingerprint.strip().lower():
        raise PackageRefused(
            "other_fingerprint",
            f"名片的指纹是 {card.fingerprint}，与您输入的不同，没有认可。请再次电话核对。",
            f"The card's fingerprint is {card.fingerprint}, not what you gave: nothing was accepted. Compare it by "
            "telephone once more.",
        )
    accept(card, by=given.by, now=now())
    print(f"已认可 {card.name_zh}。 Accepted: {card.name_en or card.name_zh}.")
    return 0


def _senders(given: argparse.Namespace) -> int:
    found = known()
    if given.json:
        print(
            json.dumps(
                [{**asdict(one), "fingerprint": one.card.fingerprint} for one in found], ensure_ascii=False
            )
        )
        return 0
    for one in found:
        print(f"{one.card.fingerprint}  {one.card.county:<8}{one.card.name_zh}  {one.accepted_at} {one.by}")
    print(f"已认可 {len(found)} 个平台。 Known installations: {len(found)}.")
    return 0


def _map(given: argparse.Namespace) -> int:
    if given.json:
        print(json.dumps([_row(row) for row in HAND_OVER_MAP], ensure_ascii=False))
        return 0
    for row in HAND_OVER_MAP:
        print(f"{row.from_zh} → {row.to_zh}：{row.trigger_zh}  {row.from_en} → {row.to_en}: {row.trigger_en}")
        print(f"  {', '.join(row.papers)}（{', '.join(row.needed) or '—'} 必须 needed）")
        for check in row.checks:
            print(f"  - {check.zh}。 {check.en}.")
    return 0


def _row(row: Any) -> dict[str, Any]:
    told = asdict(row)
    told["checks"] = [{"key": c.key, "zh": c.zh, "en": c.en, "refuses": c.refuses} for c in row.checks]
    return told


def _actor(username: str) -> Actor:
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise PackageRefused(
            "no_account",
            f"没有可用的账户「{username}」。",
            f"There is no account {username!r} in use.",
        )
    return account.actor()
