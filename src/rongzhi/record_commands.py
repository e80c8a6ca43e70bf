"""The commands that check, seal, prove, rebuild and erase the record."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from django.db import connection, transaction

from rongzhi.casework import append_only, county_log, progress
from rongzhi.casework.clock_now import now
from rongzhi.casework.erasure import REASONS, Erased, apply_erasures, erase, wipe
from rongzhi.casework.faults import Fault
from rongzhi.casework.proofs import DayProof, hashes_of, last_day, proof_of_day, root_of_day
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.verify import Report, verify
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, County

SHOWN = 50  # faults printed one by one


class NotAllowed(Exception):
    """Who is named may not do it; `label` and `en` say why."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


class NotOver(Exception):
    """The day that was asked for is not over; `label` and `en` say which day may be asked for."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def verify_command(arguments: list[str]) -> int:
    """rongzhi verify: 0 when the record is whole, 1 when anything is not."""
    parser = _parser(
        "verify",
        "核验记录：链、重演、县域日志、销毁。",
        "Check the record: chain, replay, county log, erasures.",
    )
    parser.add_argument("--county", help="只核验一个县 only this county")
    parser.add_argument(
        "--seal", action="store_true", help="无误时封存新的记录 seal what is new, if nothing is wrong"
    )
    parser.add_argument(
        "--triggers", action="store_true", help="重建防改触发器 make the append-only triggers anew"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    report = verify(
        county=given.county, seal=given.seal, now=now(), progress=progress.shown(quiet=given.json)
    )
    if given.triggers:
        with transaction.atomic():
            append_only.create(_Editor())
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _print_report(report)
    return 0 if report.ok else 1


def rebuild_command(arguments: list[str]) -> int:
    """rongzhi rebuild: 1 when files had to be left as they are."""
    parser = _parser("rebuild", "由记录重建各表。", "Write all projected tables anew from the events.")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    done = rebuild(progress.shown(quiet=given.json))
    if given.json:
        counts = {"files": done.files, "events": done.events, "rows": done.rows, "left": len(done.left)}
        print(json.dumps(counts))
    else:
        print(f"已重建 {done.files} 卷、{done.events} 条记录、{done.rows} 行。")
        print(f"Rebuilt {done.files} files, {done.events} events, {done.rows} rows.")
        if done.left:
            print(
                "以下案卷的记录已损坏，未作改动。 These files have damaged records and were left as they are:"
            )
            _print_faults(done.left)
    return 1 if done.left else 0


def erase_command(arguments: list[str]) -> int:
    """rongzhi erase FILE PART --by ADMINISTRATOR --reason REASON, or --again for all of the list."""
    parser = _parser(
        "erase",
        "销毁案卷某一部分的密钥，无法恢复。",
        "Destroy the key of one part of a file. It cannot be undone.",
    )
    reasons = "; ".join(f"{code}: {zh} {en}" for code, (zh, en) in REASONS.items())
    parser.add_argument("file", nargs="?", help="案卷编号 number of the file")
    parser.add_argument("part", nargs="?", help="部分 part: file, person:p1, blob:… ")
    parser.add_argument("--reason", choices=sorted(REASONS), help=f"理由 reason: {reasons}")
    parser.add_argument(
        "--by", metavar="USERNAME", help="负责的管理员账户 account of the administrator who answers for it"
    )
    parser.add_argument(
        "--again", action="store_true", help="重新执行销毁清单 carry out the list of erasures again"
    )
    given = parser.parse_args(arguments)
    if given.again:
        done = apply_erasures(now=now())
    elif given.file and given.part and given.reason and given.by:
        done = [erase(given.file, given.part, by=_administrator(given.by), now=now(), reason=given.reason)]
    else:
        parser.error("请给出案卷、部分、--reason 和 --by。 Give FILE, PART, --reason and --by.")
    _print_erased(done, wiped=wipe())
    return 0


def seal_command(arguments: list[str]) -> int:
    """rongzhi seal: bring the county logs up to date."""
    parser = _parser("seal", "将新的记录封存入县域日志。", "Seal what is new into the county logs.")
    parser.add_argument("--county", help="只封存一个县 only this county")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    count = county_log.seal(given.county, now=now())
    if given.json:
        print(json.dumps({"leaves": count}))
    else:
        print(f"已封存 {count} 卷的新状态。 Sealed the new state of {count} files.")
    return 0


def proof_command(arguments: list[str]) -> int:
    """rongzhi proof CASE: 0 when the file stands under the day's public root, 1 when not, or not yet."""
    parser = _parser(
        "proof",
        "案卷列入某日公开根的证明。",
        "The proof that a file stands under the public root of a day.",
    )
    parser.add_argument("case", help="案号 number of the case")
    parser.add_argument(
        "--event", type=int, default=0, help="第几号记录，默认最近 number of the event; the last"
    )
    parser.add_argument("--day", type=date.fromisoformat, help="哪一天的根，默认昨天 YYYY-MM-DD; yesterday")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    day = _over(given.day)
    known = hashes_of(given.case)
    found = proof_of_day(given.case, day=day, known=known, seq=given.event)
    if found is not None and given.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    elif found is not None:
        _print_proof(found)
    elif not known:
        print(f"没有 {given.case} 这一案卷。 There is no file {given.case}.", file=sys.stderr)
    else:
        print(
            f"{given.case} 没有列入 {day} 的公开根；新的记录从次日起可以证明。\n"
            f"{given.case} is not under the public root of {day}; what is new can be proved from the next day on.",
            file=sys.stderr,
        )
    return 0 if found is not None and found.fits else 1


def root_command(arguments: list[str]) -> int:
    """rongzhi root: the public root of a day for each county; 1 when there is none."""
    parser = _parser(
        "root", "某日结束时县域日志的公开根。", "The public root of the county log when a day ended."
    )
    parser.add_argument("--day", type=date.fromisoformat, help="哪一天，默认昨天 YYYY-MM-DD; yesterday")
    parser.add_argument("--county", help="只看一个县 only this county")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    day = _over(given.day)
    codes = [given.county] if given.county else sorted(County.objects.values_list("code", flat=True))
    found = [root for code in codes if (root := root_of_day(code, day)) is not None]
    if given.json:
        print(json.dumps([root.as_json() for root in found]))
    for root in [] if given.json else found:
        print(f"{root.county}  {root.day}  {root.size:>8}  {root.root.hex()}")
    if not found:
        print(
            f"{day} 没有公开根；从有记录之日的次日起才有。\n"
            f"There is no public root of {day}; the first is that of the day of the first record, from the next day on.",
            file=sys.stderr,
        )
    return 0 if found else 1


def _over(day: date | None) -> date:
    """The day asked for, or the last that is over. Raises NotOver for a day that still runs: its root is not fixed."""
    last = last_day(now())
    if day is not None and day > last:
        raise NotOver(
            f"{day} 还没有结束，当日的根次日才固定。请改用 {last} 或更早的日期。",
            f"{day} is not over: its root is fixed on the next day. Take {last} or an earlier day.",
        )
    return day or last


def _print_proof(found: DayProof) -> None:
    rows = [
        ("案号", "case", found.case),
        ("记录", "event", f"{found.seq}  {found.hash.hex()}"),
        ("日期", "day", found.day.day.isoformat()),
        ("当日根", "root", found.day.root.hex()),
        ("状态数", "states", str(found.day.size)),
        ("叶子", "leaf", f"{found.found.index}  {found.found.pseudonym}  {found.found.seq}"),
        *(("路径", "path", step.hex()) for step in found.found.path),
    ]
    for zh, en, text in rows:
        print(f"{zh} {en}: {text}")
    if found.fits:
        print("核对相符。 It fits.")
    else:
        print("核对不符，请运行 rongzhi verify。 It does not fit: run rongzhi verify.", file=sys.stderr)


class _Editor:
    """As much of a schema editor as the triggers need."""

    connection = connection


def _parser(name: str, zh: str, en: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"rongzhi {name}", description=f"{zh} {en}")


def _administrator(username: str) -> Actor:
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None or "administrator" not in account.actor().functions:
        raise NotAllowed(
            f"{username} 不是有效的管理员账户。没有销毁任何内容。",
            f"{username} is not the account of an active administrator. Nothing was erased.",
        )
    return account.actor()


def _print_report(report: Report) -> None:
    rows: list[tuple[str, str, Any]] = [
        ("案件", "cases", report.cases),
        ("案卷", "files", report.files),
        ("记录", "events", report.events),
        ("密封部分", "sealed parts", report.parts),
        ("其中打开核验", "of them opened", report.opened),
        ("其中已销毁", "of them erased", report.erased),
        ("尚未封存的记录", "events not yet sealed", report.unsealed),
        ("问题", "faults", report.faulty),
    ]
    for zh, en, value in rows:
        print(f"{value:>10}  {zh} {en}")
    for zh, en in report.notes:
        print(f"{zh}\n{en}")
    _print_faults(report.faults, report.faulty)
    if report.ok:
        print("记录完整。 The record is whole.")


def _print_faults(faults: list[Fault], total: int | None = None) -> None:
    for fault in faults[:SHOWN]:
        print(fault.line())
    more = (len(faults) if total is None else total) - SHOWN
    if more > 0:
        print(f"… 另有 {more} 项。 And {more} more; --json lists up to 1000.")


def _print_erased(done: list[Erased], *, wiped: bool) -> None:
    for item in done:
        print(f"{item.file} #{item.seq}: 已销毁 erased: {item.part}")
    if not done:
        print("没有需要销毁的内容。 There was nothing to erase.")
    if not wiped:
        print("有程序正在读取数据库，日志文件未能清空；请停止服务后运行 rongzhi erase --again。")
        print(
            "Something is reading the database, so its log file was not emptied. Stop the service, then run: rongzhi erase --again"
        )
