"""The rongzhi command: a table of commands, each a function that takes its arguments and returns a status."""

import importlib
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rongzhi import __version__


@dataclass(frozen=True)
class Command:
    """One command: what it does in both languages, and the function (``module:name``) that does it.

    The function takes the list of arguments after the command's name and returns the exit status (or None).
    It is imported only when called. ``django`` says whether Django is started before.
    """

    en: str
    zh: str
    run: str
    django: bool = True


COMMANDS: dict[str, Command] = {
    "demo": Command(
        "build the demo county, live its year on real texts, and serve it",
        "建立演示县并运行",
        "rongzhi.demo.command:run",
    ),
    "init": Command(
        "set up an installation for a county", "建立县级平台", "rongzhi.installation.founding:run"
    ),
    "serve": Command(
        "serve the site, with clocks, outbox, sealer and jobs", "运行网站", "rongzhi.installation.serving:run"
    ),
    "backup": Command("write a verified backup", "备份", "rongzhi.installation.backup:run"),
    "restore": Command(
        "restore a backup into an empty database", "恢复备份", "rongzhi.installation.restore:run"
    ),
    "account": Command(
        "logins: add, password, list, reset, remove-app, sign-out, disable, enable",
        "账户",
        "rongzhi.installation.accounts:run",
    ),
    "health": Command(
        "is all well? database, key, triggers, ports", "运行状况", "rongzhi.installation.health:run"
    ),
    "worker": Command(
        "one child of serve: web, clocks, outbox, sealer, jobs",
        "后台进程",
        "rongzhi.installation.workers:run",
    ),
    "procedures": Command(
        "check the procedures, or write their pages",
        "检查程序、生成程序页面",
        "rongzhi.procedures_command:run",
        django=False,
    ),
    "papers": Command(
        "check the texts of papers, or draw samples",
        "检查文书文本、画出样张",
        "rongzhi.papers_command:run",
        django=False,
    ),
    "glossary": Command(
        "write the glossary from the declarations",
        "生成术语表",
        "rongzhi.glossary_command:run",
        django=False,
    ),
    "calendar": Command(
        "load a year's holidays, recompute deadlines",
        "载入年度放假安排",
        "rongzhi.calendar_command:run",
    ),
    "manage": Command("any command of Django", "运行 Django 管理命令", "rongzhi.cli:manage"),
    "verify": Command(
        "check the record: chain, replay, county log, erasures",
        "核验记录",
        "rongzhi.record_commands:verify_command",
    ),
    "seal": Command(
        "seal new events into the county logs", "封存新的记录", "rongzhi.record_commands:seal_command"
    ),
    "proof": Command(
        "the proof that a file stands in the public log",
        "案卷在公开记录中的证明",
        "rongzhi.record_commands:proof_command",
    ),
    "root": Command("the public root of a day", "某日的公开根", "rongzhi.record_commands:root_command"),
    "rebuild": Command(
        "write the projected tables anew from events",
        "由记录重建各表",
        "rongzhi.record_commands:rebuild_command",
    ),
    "search": Command("bring the search index up to date", "更新检索索引", "rongzhi.search_command:run"),
    "consultations": Command(
        "figures over consultations: agreement, punctuality, later truth, drift towards a lead",
        "会商的统计",
        "rongzhi.consultations_command:run",
    ),
    "figures": Command(
        "the indicators from the record, with intervals; what cannot be given yet",
        "指标",
        "rongzhi.figures_command:run",
    ),
    "groups": Command(
        "mass disputes: prove that they are found, list them", "成批相似案件", "rongzhi.groups_command:run"
    ),
    "erase": Command(
        "destroy the key of one part of a file", "销毁案卷的一部分", "rongzhi.record_commands:erase_command"
    ),
    "walls": Command(
        "every role at every address: what leaks", "越墙测试", "rongzhi.walls_command:run", django=False
    ),
    "retention": Command(
        "what may be destroyed; destroy it, with a certificate",
        "保存期限与销毁",
        "rongzhi.keeping_commands:retention_command",
    ),
    "data-request": Command(
        "answer a person's request about their data",
        "答复个人信息请求",
        "rongzhi.keeping_commands:data_request_command",
    ),
    "file": Command(
        "file a batch: CSV, XLSX or JSON Lines", "批量提交", "rongzhi.exchange_commands:file_command"
    ),
    "template": Command(
        "write the empty batch file", "批量文件模板", "rongzhi.exchange_commands:template_command"
    ),
    "bulletins": Command(
        "check bulletins of complaints against themselves",
        "核对投诉通报",
        "rongzhi.bulletins_command:run",
        django=False,
    ),
    "report": Command(
        "the county's figures as PDF and Word files: monthly, annual",
        "月报、年报",
        "rongzhi.report_command:run",
    ),
    "clocks": Command(
        "expire the deadlines that are over", "处理到期期限", "rongzhi.exchange_commands:clocks_command"
    ),
    "deliver": Command(
        "send the messages that are due", "发送消息", "rongzhi.exchange_commands:deliver_command"
    ),
    "package": Command(
        "cases as packages: make, check, take, card, trust, senders, map",
        "案件移送包",
        "rongzhi.installation.packages:run",
    ),
    "transfers": Command(
        "packages on their way to platforms: where each stands",
        "移送进展",
        "rongzhi.installation.transfers:run",
    ),
    "api-token": Command(
        "make a token for the interface", "接口令牌", "rongzhi.exchange_commands:token_command"
    ),
}


def start_django() -> None:
    """Start Django with our settings and make the installation's folder.

    Raises ImproperlyConfigured when a setting cannot be used; its text says which and what to do.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rongzhi.conf.settings")

    import django  # slow import
    from django.conf import settings  # slow import

    home = settings.RONGZHI_HOME
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()


def manage(arguments: list[str]) -> None:
    """Hand the arguments to Django's own command line."""
    from django.core.management import execute_from_command_line  # slow import

    execute_from_command_line(["rongzhi manage", *arguments])


def overview() -> str:
    """Write the help page: every command with what it does."""
    width = max(map(len, COMMANDS)) + 2
    widest = max(_columns(command.zh) for command in COMMANDS.values()) + 2
    lines = [
        "Rongzhi 融智: settles financial disputes in a county, by declared procedures and an open record.",
        "",
        "usage: rongzhi COMMAND [ARGUMENTS]      rongzhi COMMAND --help      rongzhi --version",
        "",
    ]
    for name, command in COMMANDS.items():
        gap = " " * (widest - _columns(command.zh))
        lines.append(f"  {name:<{width}}{command.zh}{gap}{command.en}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is said in words, never as a trace."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given else "--help"
    if name in ("--help", "-h", "help"):
        print(overview())
        return 0
    if name == "--version":
        print(f"rongzhi {__version__}")
        return 0
    if name not in COMMANDS:
        print(
            f"没有 {name} 这个命令。 There is no command {name!r}. `rongzhi --help` lists them.",
            file=sys.stderr,
        )
        return 2
    command = COMMANDS[name]
    try:
        if command.django:
            start_django()
        return _function(command.run)(given[1:]) or 0
    except KeyboardInterrupt:
        print("\n已停止。 Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if os.environ.get("RONGZHI_DEBUG", "").lower() in ("1", "true", "yes", "on"):
            raise
        print(_in_words(name, error), file=sys.stderr)
        return 1


def _function(path: str) -> Callable[[list[str]], int | None]:
    module, _, function = path.partition(":")
    found: Callable[[list[str]], int | None] = getattr(importlib.import_module(module), function)
    return found


def _in_words(name: str, error: Exception) -> str:
    """Say what stopped a command: what has words of its own speaks, anything else is named."""
    if type(error).__name__ == "ImproperlyConfigured":
        return f"设置有误。 A setting cannot be used.\n{error}"
    label, en = getattr(error, "label", None), getattr(error, "en", None)
    if isinstance(label, str) and isinstance(en, str):
        return f"{label}\n{en}"
    return (
        f"rongzhi {name} 未能完成。 rongzhi {name} could not finish: {type(error).__name__}: {error}\n"
        f"再次运行前加上 RONGZHI_DEBUG=1 可看到详情。 "
        f"Run it again with RONGZHI_DEBUG=1 to see where it stopped."
    )


def _columns(text: str) -> int:
    """Count the columns that a text takes in a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


if __name__ == "__main__":
    sys.exit(main())
