"""The commands that take batches in, keep time, deliver messages and give out tokens."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from rongzhi.accounts.news import send_news
from rongzhi.api.tokens import GOOD_FOR, token_for
from rongzhi.casework import progress
from rongzhi.casework.actions import SHANGHAI, NotSaved
from rongzhi.casework.clock_now import now
from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.county_log import seal
from rongzhi.casework.likeness.signing import sign
from rongzhi.casework.search.indexing import index
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, County
from rongzhi.exchange.connectors.message.connected import message_ports
from rongzhi.exchange.intake.codes import TABLES
from rongzhi.exchange.intake.columns import Option
from rongzhi.exchange.intake.filing import BatchReport, file_batch
from rongzhi.exchange.intake.problems import BatchRefused
from rongzhi.exchange.intake.template import template
from rongzhi.exchange.outbox import deliver
from rongzhi.exchange.receiving import receiving_body
from rongzhi.rulebook.registry import published_tables

CONSOLE = "console"  # who files from the command line without an account
KINDS = ("csv", "xlsx", "jsonl")
SHOWN = 5  # problems printed one by one; all are in the error file


class NotDone(Exception):
    """A command cannot do its work; `label` and `en` say why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def file_command(arguments: list[str]) -> int:
    """rongzhi file: 0 when every row is filed, 1 when some were not, 2 when the file cannot be taken."""
    parser = _parser(
        "file",
        "提交批量文件（CSV、XLSX、JSON Lines）。",
        "File the rows of a batch (CSV, XLSX or JSON Lines).",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--county", help="县域代码 code of the county, where there are several")
    parser.add_argument("--by", metavar="ACCOUNT", help="提交账户 the account that files")
    parser.add_argument(
        "--errors", metavar="FILE", help="问题清单 list of problems; FILE.errors.csv without it"
    )
    parser.add_argument(
        "--receipts", metavar="FILE", help="回执清单 list of receipts (CSV), added to if it is there"
    )
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="清单语言 language of both lists"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    by, county = _filer(given.by, given.county)
    owner = receiving_body(county, by=by)
    if owner is None:
        raise NotDone(
            "名录中还没有可以受理的调解组织。请先登记一个。",
            "The directory has no organisation that settles disputes yet. Add one first.",
        )
    errors = Path(given.errors or f"{given.file}.errors.csv")
    if errors.exists() and given.errors is None:
        errors = _free(errors)
    try:
        with _written_if_needed(errors) as problems, _added_to(given.receipts) as receipts:
            report = file_batch(
                given.file,
                filename=Path(given.file).name,
                by=by,
                county=county,
                owner=owner.handle,
                now=now(),
                errors=problems,
                errors_kind="xlsx" if errors.suffix.lower() == ".xlsx" else "csv",
                receipts=receipts,
                language=given.language,
                progress=progress.shown("已处理 rows", quiet=given.json, every=100),
            )
    except BatchRefused as fault:
        if given.json:
            print(json.dumps({"refused": asdict(fault.problem)}, ensure_ascii=False))
        print(f"{fault.zh}\n{fault.en}", file=sys.stderr)
        return 2
    except NotSaved as fault:
        raise NotDone(
            f"{fault.label}已办理的行有效，请原样再次提交同一文件，不会重复立案。",
            f"{fault.en} The rows before are filed; give the same file again, nothing is filed twice.",
        ) from fault
    if not report.problem_count:
        errors.unlink(missing_ok=True)
    seal(county, now=now())
    index(progress=progress.shown("编入检索 indexed", quiet=given.json, every=200))
    sign(progress=progress.shown("比对相似案情 compared", quiet=given.json, every=100))
    _tell(report, errors, as_json=given.json)
    return 1 if report.bad or report.refused else 0


def template_command(arguments: list[str]) -> int:
    """rongzhi template: writes the empty batch file."""
    parser = _parser("template", "生成批量文件模板。", "Write the empty batch file.")
    parser.add_argument("kind", nargs="?", choices=KINDS, help="格式 format; else by the name of FILE")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="语言 language")
    given = parser.parse_args(arguments)
    path = Path(given.file)
    kind = given.kind or path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        parser.error(f"格式应为 csv、xlsx 或 jsonl。 The format has to be one of {', '.join(KINDS)}.")
    tables = published_tables()
    codes = {
        column: [Option(code, row.name_zh, row.name_en) for code, row in tables[table].items()]
        for column, table in TABLES.items()
    }
    _save(path, template(kind, given.language, codes=codes))
    print(f"已生成模板。 The template is in {path}.")
    return 0


def clocks_command(arguments: list[str]) -> int:
    """rongzhi clocks: expires what is due; 1 when a clock could not be expired."""
    parser = _parser("clocks", "处理到期的期限。", "Expire the deadlines that are over.")
    parser.add_argument(
        "--now", type=_moment, help="时间 moment, such as 2026-03-02T10:00; without it the present"
    )
    parser.add_argument("--limit", type=int, help="最多处理 at most so many")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    moment = given.now or now()
    if moment > now():
        raise NotDone(
            "不能按将来的时间处理期限：期限届满是有法律效果的记录。",
            "Deadlines cannot be expired ahead of time: that they are over is recorded, with legal effect.",
        )
    report = run_clocks(
        now=moment, limit=given.limit, progress=progress.counted("已处理 clocks", quiet=given.json)
    )
    if given.json:
        stuck = [
            {"file": s.file, "clock": s.clock, "reasons": [reason.key for reason in s.reasons]}
            for s in report.stuck
        ]
        print(json.dumps({"expired": report.expired, "settled": report.settled, "stuck": stuck}))
    else:
        print(f"到期办理 {report.total} 项。 Deadlines expired: {report.total}.")
        for act, count in sorted(report.expired.items()):
            print(f"  {act:<36}{count:>6}")
        for stuck_clock in report.stuck:
            reason = stuck_clock.reasons[0]
            print(f"  未能办理 stuck: {stuck_clock.file} {stuck_clock.clock}: {reason.zh} {reason.en}")
    return 1 if report.stuck else 0


def deliver_command(arguments: list[str]) -> int:
    """rongzhi deliver: sends what is due; 1 when somebody could not be reached."""
    parser = _parser("deliver", "发送待发的消息。", "Send the messages that are due.")
    parser.add_argument("--limit", type=int, help="最多发送 at most so many")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    ports = message_ports(Path(settings.RONGZHI_HOME))
    report = deliver(
        ports, now=now(), limit=given.limit, progress=progress.counted("已处理 messages", quiet=given.json)
    )
    send_news(ports, at=now())
    if given.json:
        print(json.dumps(asdict(report)))
    else:
        print(
            f"已发 {report.sent}，待再发 {report.waiting}，放弃 {report.failed}，无法送达 {report.nowhere}。\n"
            f"Sent {report.sent}, to be tried again {report.waiting}, given up {report.failed}, "
            f"without a way {report.nowhere}."
        )
    return 1 if report.failed or report.nowhere else 0


def token_command(arguments: list[str]) -> int:
    """rongzhi api-token: prints a token of an account."""
    parser = _parser("api-token", "生成接口令牌。", "Make a token for the interface.")
    parser.add_argument("account", metavar="ACCOUNT")
    given = parser.parse_args(arguments)
    print(token_for(_account(given.account)))
    print(
        f"有效 {GOOD_FOR.days} 天；修改该账户密码或停用账户后失效。请像密码一样保管。\n"
        f"Good for {GOOD_FOR.days} days, or until the account's password changes or it is shut. Keep it like a password.",
        file=sys.stderr,
    )
    return 0


def _parser(name: str, zh: str, en: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"rongzhi {name}", description=f"{zh} {en}")


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotDone(
            f"没有可用的账户“{username[:60]}”。请核对名称。",
            f"There is no active account {username[:60]!r}. Check the name.",
        )
    return account


def _filer(account: str | None, county: str | None) -> tuple[Actor, str]:
    """Who files, and in which county."""
    by = _account(account).actor() if account else None
    code = county or (by.county if by is not None else "")
    known = list(County.objects.values_list("code", flat=True))
    if not known:
        raise NotDone(
            "还没有建立县域，请先运行 rongzhi init。", "No county has been set up. Run rongzhi init first."
        )
    if not code and len(known) == 1:
        code = known[0]
    if code not in known:
        names = "、".join(known)
        raise NotDone(
            f"请用 --county 指明县域：{names}。", f"Name the county with --county: {', '.join(known)}."
        )
    if by is not None and by.county != code:
        raise NotDone("该账户不属于这个县域。", "The account does not belong to this county.")
    return by or Actor(id=CONSOLE, county=code), code


@contextmanager
def _written_if_needed(path: Path) -> Iterator[IO[bytes]]:
    """A new file, which is gone again when nothing was written into it."""
    with _open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR) as file:
        try:
            yield file
        finally:
            if file.tell() == 0:
                path.unlink(missing_ok=True)


@contextmanager
def _added_to(path: str | None) -> Iterator[IO[bytes] | None]:
    """Receipts hold access codes: the list is for its owner alone, and never written over."""
    if path is None:
        yield None
        return
    with _open(Path(path), os.O_CREAT | os.O_RDWR) as file:
        file.seek(0, os.SEEK_END)
        yield file


def _open(path: Path, flags: int) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, flags, 0o600), "r+b")
    except OSError as fault:
        raise _cannot_write(path, fault) from None


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise _cannot_write(path, fault) from None


def _cannot_write(path: Path, fault: OSError) -> NotDone:
    return NotDone(
        f"无法写入 {path}（{fault.strerror}），没有办理任何事项。请换一个位置。",
        f"{path} cannot be written ({fault.strerror}); nothing was done. Choose another place.",
    )


def _free(path: Path) -> Path:
    """The first name beside `path` that is not taken: an earlier list of problems is kept."""
    number = 2
    while (free := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return free


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _tell(report: BatchReport, errors: Path, *, as_json: bool) -> None:
    where = str(errors) if report.problem_count else ""
    if as_json:
        whole: dict[str, Any] = asdict(report) | {"errors": where}
        print(json.dumps(whole, ensure_ascii=False))
        return
    print(
        f"共 {report.read} 行：立案 {report.filed}，以前已立案 {report.again}，未予办理 {report.refused}，无法读取 {report.bad}。\n"
        f"{report.read} rows: filed {report.filed}, filed before {report.again}, refused {report.refused}, "
        f"not readable {report.bad}."
    )
    if report.filed:
        print(f"案件编号 Case numbers: {report.first} – {report.last}")
    for note in report.notes:
        print(f"{note.message_zh}{note.do_zh} {note.message_en} {note.do_en}")
    for problem in report.problems[:SHOWN]:
        print(
            f"  {problem.row} {problem.column}: {problem.message_zh}{problem.do_zh}\n    {problem.message_en} {problem.do_en}"
        )
    if where:
        print(f"全部 {report.problem_count} 个问题见 All {report.problem_count} problems are in {where}")
