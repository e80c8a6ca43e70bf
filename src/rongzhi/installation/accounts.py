"""`rongzhi account`: logins of those who work in the mechanism – add, list, new password, second factor, disable, enable."""

import argparse

from django.utils import timezone

from rongzhi.accounts.notes import MACHINE, note
from rongzhi.accounts.people import last_administrator
from rongzhi.accounts.resets import change_password, give_code
from rongzhi.accounts.second_factor import current_code, remove
from rongzhi.accounts.sign_ins import end_all
from rongzhi.directory.models import Account, Body, Neutral
from rongzhi.exchange.connectors.message.connected import is_demo
from rongzhi.installation.passwords import new_password, user_name
from rongzhi.installation.state import counties, ready_to_serve
from rongzhi.installation.words import NotDone, say

FUNCTIONS = ("officer", "reviewer", "manager", "administrator", "assessor", "auditor", "court")


def run(arguments: list[str]) -> int:
    """Do one thing with logins. Raises NotDone with the reason when it cannot be done."""
    given = _parser().parse_args(arguments)
    ready_to_serve()
    DO[given.what](given)
    return 0


def _add(given: argparse.Namespace) -> None:
    if Account.objects.filter(username=given.user).exists():
        raise NotDone(
            f"账户 {given.user} 已存在，没有改动。修改密码：rongzhi account password {given.user}",
            f"The account {given.user} exists; nothing was changed. `rongzhi account password {given.user}` sets a "
            "new password.",
        )
    county = _county(given.county)
    functions = [part for part in given.functions.split(",") if part]
    unknown = [part for part in functions if part not in FUNCTIONS]
    if unknown:
        raise NotDone(
            f"没有这样的职务：{', '.join(unknown)}。可用：{', '.join(FUNCTIONS)}。",
            f"No such function: {', '.join(unknown)}. Choose from {', '.join(FUNCTIONS)}. No account was made.",
        )
    _in_directory(Body, county, given.body, "机构", "body")
    _in_directory(Neutral, county, given.neutral, "调解员", "neutral")
    account = Account(
        username=given.user,
        name_zh=given.name or given.user,
        name_en=given.name_en,
        county=county,
        body=given.body,
        neutral=given.neutral,
        functions=",".join(functions),
    )
    account.set_password(new_password(account, from_stdin=given.password_stdin))
    account.save()
    note(account, "made", by=MACHINE)
    say(f"账户 {given.user} 已建立。", f"The account {given.user} was made.")


def _password(given: argparse.Namespace) -> None:
    account = _account(given.user)
    password = new_password(account, from_stdin=given.password_stdin)
    change_password(account, password, by=MACHINE, at=timezone.now())
    say(
        f"{given.user} 的密码已修改，其已登录的会话全部失效。",
        f"The password of {given.user} was changed; whoever was signed in under it is signed out.",
    )


def _list(given: argparse.Namespace) -> None:
    rows = Account.objects.order_by("username")
    for account in rows:
        state = "" if account.is_active else "  已停用 disabled"
        what = (
            ", ".join(filter(None, (account.functions, account.neutral and f"neutral {account.neutral}")))
            or "–"
        )
        print(
            f"{account.username}  {account.name_zh}  {account.county or '–'}/{account.body or '–'}  {what}{state}"
        )
    if not rows:
        say("没有账户。", "There are no accounts.")


def _disable(given: argparse.Namespace) -> None:
    account = _account(given.user)
    if last_administrator(account):
        raise NotDone(
            f"{given.user} 是最后一名管理员，不能停用。请先增加另一名管理员。",
            f"{given.user} is the last administrator and stays. Add another administrator first.",
        )
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_all(account, why="forced", at=timezone.now())
    note(account, "disabled", by=MACHINE)
    say(f"账户 {given.user} 已停用。", f"The account {given.user} was disabled; it can no longer sign in.")


def _enable(given: argparse.Namespace) -> None:
    account = _account(given.user)
    account.is_active, account.left_on = True, None
    account.save(update_fields=["is_active", "left_on"])
    note(account, "enabled", by=MACHINE)
    say(f"账户 {given.user} 已启用。", f"The account {given.user} was enabled.")


def _reset(given: argparse.Namespace) -> None:
    account = _account(given.user)
    code = give_code(account, by=MACHINE, at=timezone.now())
    say(
        f"{given.user} 的重设码（24 小时内有效，用一次即失效）：{code}",
        f"Reset code of {given.user}, good once, for 24 hours; the page is /sign-in/reset/.",
    )


def _remove_app(given: argparse.Namespace) -> None:
    account = _account(given.user)
    remove(account)
    end_all(account, why="forced", at=timezone.now())
    note(account, "app_removed", by=MACHINE)
    say(
        f"{given.user} 的验证器应用已解除绑定，下次登录时须重新绑定。",
        f"The app of {given.user} was removed; at the next sign-in another is enrolled.",
    )


def _sign_out(given: argparse.Namespace) -> None:
    account = _account(given.user)
    count = end_all(account, why="forced", at=timezone.now())
    note(account, "signed_out", by=MACHINE)
    say(f"{given.user} 的 {count} 处登录已结束。", f"{count} sign-ins of {given.user} were ended.")


def _code(given: argparse.Namespace) -> None:
    if not is_demo():
        raise NotDone(
            "只有演示可以在机器上查看验证码；这里有真实账户，没有显示。",
            "Only a demo shows codes on the machine; here are real accounts, and nothing was shown.",
        )
    found = current_code(_account(given.user), at=timezone.now())
    if found is None:
        raise NotDone(
            f"{given.user} 没有绑定验证器应用。", f"{given.user} has no authenticator app enrolled."
        )
    print(found[0])


DO = {
    "add": _add,
    "password": _password,
    "list": _list,
    "disable": _disable,
    "enable": _enable,
    "reset": _reset,
    "remove-app": _remove_app,
    "sign-out": _sign_out,
    "code": _code,
}


def _account(user: str) -> Account:
    account = Account.objects.filter(username=user).first()
    if account is None:
        raise NotDone(
            f"没有账户 {user}。rongzhi account list 列出全部账户。",
            f"There is no account {user}. `rongzhi account list` lists them.",
        )
    return account


def _county(code: str) -> str:
    known = [county.code for county in counties()]
    if code in known or (not code and len(known) == 1):
        return code or known[0]
    raise NotDone(
        f"请用 --county 指明县域。现有：{', '.join(known)}。",
        f"Say which county with --county: {', '.join(known)}.",
    )


def _in_directory(model: type[Body] | type[Neutral], county: str, handle: str, label: str, en: str) -> None:
    if not handle or model.objects.filter(county=county, handle=handle).exists():
        return
    known = ", ".join(
        model.objects.filter(county=county).order_by("handle").values_list("handle", flat=True)[:40]
    )
    raise NotDone(
        f"名录中没有{label} {handle}。现有：{known or '无'}。没有建立账户。",
        f"There is no {en} {handle} in the directory. It has: {known or 'none'}. No account was made.",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("rongzhi account", description="Logins. 账户。")
    what = parser.add_subparsers(dest="what", required=True)
    add = what.add_parser("add", help="make a login 增加账户")
    add.add_argument("user", type=user_name)
    add.add_argument("--name", default="", help="name in Chinese 姓名")
    add.add_argument("--name-en", default="", help="name in English 英文名")
    add.add_argument("--county", default="", metavar="CODE", help="county 县域代码")
    add.add_argument("--body", default="", metavar="HANDLE", help="body of the directory 所在机构")
    add.add_argument("--neutral", default="", metavar="HANDLE", help="neutral of the roster 调解员")
    add.add_argument("--functions", default="", help=f"with commas 职务，用逗号分隔：{', '.join(FUNCTIONS)}")
    password = what.add_parser("password", help="set a new password 修改密码")
    password.add_argument("user")
    for one in (add, password):
        one.add_argument(
            "--password-stdin", action="store_true", help="read the password from input 从标准输入读取"
        )
    what.add_parser("list", help="list the logins 列出账户")
    for name, en in (
        ("disable", "stop a login 停用"),
        ("enable", "let it sign in again 启用"),
        ("reset", "make a code that sets a new password 发重设码"),
        ("remove-app", "remove the authenticator app 解除验证器绑定"),
        ("sign-out", "end every sign-in 强制退出"),
        ("code", "the current code of a demo login 演示账户的当前验证码"),
    ):
        what.add_parser(name, help=en).add_argument("user")
    return parser
