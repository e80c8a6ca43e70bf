"""`rongzhi account`: logins of those who work in the mechanism – add, change the password, list, disable, enable."""

import argparse

from rongzhi.directory.models import Account, Body, Neutral
from rongzhi.installation.passwords import new_password, user_name
from rongzhi.installation.state import counties, ready_to_serve
from rongzhi.installation.words import NotDone, say

FUNCTIONS = ("officer", "reviewer", "manager", "administrator", "assessor", "court")


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
    say(f"账户 {given.user} 已建立。", f"The account {given.user} was made.")


def _password(given: argparse.Namespace) -> None:
    account = _account(given.user)
    account.set_password(new_password(account, from_stdin=given.password_stdin))
    account.save(update_fields=["password"])
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
    if _last_administrator(account):
        raise NotDone(
            f"{given.user} 是最后一名管理员，不能停用。请先增加另一名管理员。",
            f"{given.user} is the last administrator and stays. Add another administrator first.",
        )
    account.is_active = False
    account.save(update_fields=["is_active"])
    say(f"账户 {given.user} 已停用。", f"The account {given.user} was disabled; it can no longer sign in.")


def _enable(given: argparse.Namespace) -> None:
    account = _account(given.user)
    account.is_active = True
    account.save(update_fields=["is_active"])
    say(f"账户 {given.user} 已启用。", f"The account {given.user} was enabled.")


DO = {"add": _add, "password": _password, "list": _list, "disable": _disable, "enable": _enable}


def _account(user: str) -> Account:
    account = Account.objects.filter(username=user).first()
    if account is None:
        raise NotDone(
            f"没有账户 {user}。rongzhi account list 列出全部账户。",
            f"There is no account {user}. `rongzhi account list` lists them.",
        )
    return account


def _last_administrator(account: Account) -> bool:
    def administers(one: Account) -> bool:
        return "administrator" in one.functions.split(",")

    others = Account.objects.filter(is_active=True, county=account.county).exclude(pk=account.pk)
    return administers(account) and not any(administers(one) for one in others)


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
    for name, en in (("disable", "stop a login 停用"), ("enable", "let it sign in again 启用")):
        what.add_parser(name, help=en).add_argument("user")
    return parser
