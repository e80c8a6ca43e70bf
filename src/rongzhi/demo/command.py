"""`rongzhi demo`: builds the demo county in a database of its own, prints what became of its year, and serves it."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from rongzhi.accounts.second_factor import current_code, secret_of_demo
from rongzhi.casework.clock_now import demo_file, write_demo_file
from rongzhi.casework.models import File
from rongzhi.casework.rules import forget
from rongzhi.demo.live import Lived, live
from rongzhi.demo.summary import as_table, summary
from rongzhi.demo.tables import accounts
from rongzhi.directory.models import Account, County

SEED = 20250901
MEMBERS_SHOWN = 4  # of those in the mass dispute who have not answered
SHOWN_CASES = ("mediation:proposal_open", "agreement:signing")
"""The ready cases whose access codes are printed: somebody can go on as the applicant."""


class NotHere(Exception):
    """The database is not the demo's to use; says in both languages what is there and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def run(arguments: list[str]) -> int:
    """Build the demo or take up the one that is there; print its summary; serve it unless told not to."""
    given = _parser().parse_args(arguments)
    wanted = {
        "seed": given.seed,
        "count": given.count,
        "input": str(given.input.resolve()) if given.input else None,
        "group": given.group or None,
    }
    kept = _kept()
    if given.fresh and _holds_anything():
        _only_a_demo(kept)
        _clear()
        kept = None
    if _holds_anything():
        _only_a_demo(kept)
        assert kept is not None
        if not kept.get("complete"):
            _say("上次演示没有建成，重新建立。 The last demo was not finished; it is built anew.")
            _clear()
            kept = None
        elif {key: kept.get(key) for key in wanted} != wanted:
            raise NotHere(
                f"这个数据库中已有另一份演示（种子 {kept.get('seed')}），没有作任何改动。重新建立请加 --fresh（会清除其中后来办理的内容）。",
                f"This database holds another demo (seed {kept.get('seed')}); nothing was changed. Add --fresh to build "
                "this one instead; what was done in the other by hand is then gone.",
            )
        else:
            _say("沿用已建成的演示。 The demo that is there is used again (--fresh builds it anew).")
    if kept is None:
        kept = _build(wanted, given.input)
    if given.json:
        print(json.dumps(kept["summary"], ensure_ascii=False, indent=2))
    else:
        _print(kept)
    faults = kept["summary"]["verify"]["faults"]
    if not given.serve:
        return 1 if faults else 0
    return _serve(given)


def _build(wanted: Mapping[str, Any], own: Path | None) -> dict[str, Any]:
    _say("准备数据库 preparing the database")
    call_command("migrate", interactive=False, verbosity=0)
    write_demo_file(built_at=datetime.now(UTC), complete=False, **wanted)
    with _hurrying():
        lived = live(
            seed=wanted["seed"],
            count=wanted["count"],
            own=own,
            group=bool(wanted["group"]) or (own is None and wanted["count"] is None),
            say=_say,
        )
    kept = {
        **wanted,
        "complete": True,
        "summary": summary(lived),
        "password": lived.password,
        "secrets": _secrets(),
        "cases": _shown(lived),
        "problems": [f"{p.row} {p.column}: {p.message_en}" for p in lived.player.filed.problems],
    }
    write_demo_file(built_at=datetime.now(UTC), **kept)
    if own is not None and lived.player.errors.getvalue():
        (Path(settings.RONGZHI_HOME) / "demo" / "errors.csv").write_bytes(lived.player.errors.getvalue())
    return kept


def _shown(lived: Lived) -> list[dict[str, str]]:
    ready = {line["stage"]: line["case"] for line in lived.ready}
    numbers = [ready[stage] for stage in SHOWN_CASES if ready.get(stage)]
    numbers += [line["case"] for line in lived.ready if line["case"] not in numbers]
    player = lived.player
    with_code = [n for n in numbers if player.cases[n].codes.get("p1")]
    shown = [{"case": number, "code": player.cases[number].codes["p1"]} for number in with_code[:2]]
    if lived.mass is not None:
        shown += [{"case": n, "code": lived.mass.codes[n]} for n in lived.mass.silent[:MEMBERS_SHOWN]]
    return shown


def _kept() -> dict[str, Any] | None:
    """What the demo that was built here noted; None when there is none."""
    try:
        found: dict[str, Any] = json.loads(demo_file().read_text())
    except (OSError, ValueError):
        return None
    return found


def _holds_anything() -> bool:
    tables = connection.introspection.table_names()
    return any(
        model._meta.db_table in tables and model._default_manager.exists()
        for model in (File, County, Account)
    )


def _only_a_demo(kept: Mapping[str, Any] | None) -> None:
    """Raises NotHere unless every county in the database is a demo that was built here."""
    if kept is not None and not County.objects.exclude(demo=True).exists():
        return
    raise NotHere(
        "这个数据库中有其他案件或账户，演示不会使用它，没有作任何改动。请为演示另设文件夹，例如：RONGZHI_HOME=var-demo rongzhi demo",
        "This database holds other cases or logins; the demo does not use it and nothing was changed. Give the demo a "
        "folder of its own, for example: RONGZHI_HOME=var-demo rongzhi demo",
    )


def _clear() -> None:
    """Remove the tables of a demo; the installation's key stays."""
    forget()
    demo_file().unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


@contextmanager
def _hurrying() -> Iterator[None]:
    """While the demo is built nobody is told that an act is safe, so the disk need not be waited for at each."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        yield
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _print(kept: Mapping[str, Any]) -> None:
    print(
        "\nW县演示（虚构县域，真实投诉文本，其余为虚构）  W county demo: a fictional county, real complaint texts, the rest made up\n"
    )
    print(as_table(kept["summary"]))
    for problem in kept["problems"]:
        print(f"  {problem}")
    print("\n  登录 logins (one password for all, new in each demo):", kept["password"])
    codes, left = _codes()
    for account in accounts():
        print(f"    {account.login:<14}{codes.get(account.login, '–'):<9}{account.title} {account.title_en}")
    print("    其他单位和调解员 other bodies and neutrals: pay1, ins1, n03 …")
    print(
        f"    第二列是此刻的验证码，约 {left} 秒后更换；要新的：rongzhi account code 用户名\n"
        f"    The second column is the code of this moment, for about {left} s; a new one: rongzhi account code LOGIN"
    )
    if kept["cases"]:
        print("  当事人凭案号和查询码 parties come by case number and access code:")
    for case in kept["cases"]:
        print(f"    {case['case']}   {case['code']}")
    sys.stdout.flush()


def _codes() -> tuple[dict[str, str], int]:
    """The code of this moment for each login, and the seconds for which it is shown."""
    at, codes, left = timezone.now(), {}, 0
    for account in Account.objects.filter(username__in=[one.login for one in accounts()]):
        found = current_code(account, at=at)
        if found is not None:
            codes[account.username], left = found
    return codes, left


def _secrets() -> dict[str, str]:
    """The secret of each login's app, for whoever wants to enrol a phone or play the demo by a program."""
    rows = Account.objects.filter(secondfactor__isnull=False)
    return {account.username: secret_of_demo(account) for account in rows}


def _serve(given: argparse.Namespace) -> int:
    """Hand over to `rongzhi serve`, which tells the address when it answers."""
    connection.close()
    print(f"\n  http://{given.host}:{given.port}/  （按 Ctrl+C 停止 Ctrl+C stops it）", flush=True)
    os.execv(
        sys.executable,
        [sys.executable, "-m", "rongzhi", "serve", "--host", given.host, "--port", str(given.port)],
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "rongzhi demo", description="Build the demo county W, live its year and serve it. 建立演示县并运行。"
    )
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="do not serve 不启动网站")
    parser.add_argument("--json", action="store_true", help="print one JSON object 输出 JSON")
    parser.add_argument("--seed", type=int, default=SEED, help="same seed, same year 随机种子")
    parser.add_argument("--count", type=int, metavar="N", help="file only N of the real texts 只提交 N 件")
    parser.add_argument(
        "--group", action="store_true", help="play the mass dispute also with --count 少量案件也演示群体纠纷"
    )
    parser.add_argument("--input", type=_file, metavar="FILE", help="your own batch instead 用自己的批量文件")
    parser.add_argument("--fresh", action="store_true", help="build the demo anew 重新建立")
    parser.add_argument("--host", default="127.0.0.1", help="address 地址")
    parser.add_argument("--port", type=int, default=8000, help="port 端口")
    return parser


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"no such file 没有这个文件: {text}")
    return path
