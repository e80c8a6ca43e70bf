"""`rongzhi init`: the folder, the key, the schema, the county with its first body, and the first administrator."""

import argparse
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from rongzhi.casework import keys_file
from rongzhi.casework.actions import Done, perform
from rongzhi.casework.clock_now import now
from rongzhi.casework.keys import installation_keys, key_fault
from rongzhi.casework.models import File
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Body
from rongzhi.installation.passwords import new_password, user_name
from rongzhi.installation.state import counties, holds_accounts, holds_files, migrate, reach_database
from rongzhi.installation.words import NotDone, say
from rongzhi.rulebook.pack import Pack, installed_pack
from rongzhi.rulebook.pack_folder import digest_of, files_in, folder_of

COMMITTEE = "PMCF"  # bodies.csv: the professional people's mediation committee for finance
BASIS = "初始设置 initial set-up (rongzhi init)"


def run(arguments: list[str]) -> int:
    """Set up an installation for one county; says what was made and what to do next."""
    given = _parser().parse_args(arguments)
    pack = installed_pack(given.pack)
    reach_database()
    _refuse_when_in_use(given.county)
    account = Account(username=given.administrator, name_zh=given.administrator, county=given.county)
    password = new_password(account, from_stdin=given.password_stdin)
    _key()
    applied = migrate()
    say("数据库结构已就绪。", f"The database is ready ({applied} changes of the schema applied).")
    founded = found(
        county=given.county,
        name_zh=given.name,
        name_en=given.name_en,
        pack=given.pack,
        opened=pack,
        administrator=given.administrator,
        now=now(),
    )
    for label, en in founded:
        say(label, en)
    account.functions = "administrator"
    account.set_password(password)
    account.save()
    say(
        f"管理员账户 {given.administrator} 已建立。",
        f"The administrator's account {given.administrator} was made.",
    )
    _next_steps()
    return 0


def found(
    *, county: str, name_zh: str, name_en: str, pack: str, opened: Pack, administrator: str, now: datetime
) -> list[tuple[str, str]]:
    """Found the county's file, adopt its pack, appoint the administrator and enter the committee, each by an act.

    Gives what was made, in both languages. What an interrupted run did before is not done twice. Raises NotDone
    with the reasons when an act is refused.
    """
    by = Actor(id=administrator, functions=frozenset({"administrator"}), county=county)
    file = _county_file(county) or _do(
        None, "county.found", by, {"handle": county, "name_zh": name_zh, "name_en": name_en}, county, now
    )
    adopted = {
        "pack": pack,
        "version": opened.version,
        "digest": digest_of(files_in(folder_of(pack))),
        "basis": BASIS,
    }
    _do(file, "county.adopt_pack", by, adopted, county, now)
    office = {"account": administrator, "function": "administrator", "basis": BASIS}
    _do(file, "county.appoint", by, office, county, now)
    made = [
        (f"{name_zh}（{county}）的县级案卷 {file} 已建立。", f"The file of the county, {file}, was founded."),
        (
            f"规则包 {pack}（版本 {opened.version}）已采用。",
            f"The rule pack {pack}, version {opened.version}, is in force.",
        ),
    ]
    bodies = [(b.code, b.kind, b.name, b.en) for b in opened.bodies]
    if all(kind != COMMITTEE for _, kind, _, _ in bodies):
        english = f"{name_en or county} People's Mediation Committee for Financial Disputes"
        bodies.append((COMMITTEE, COMMITTEE, f"{name_zh}金融纠纷人民调解委员会", english))
    for handle, kind, name, en in bodies:
        if not Body.objects.filter(county=county, handle=handle).exists():
            data = {"kind": kind, "handle": handle, "name_zh": name, "name_en": en}
            _do(None, "body.register", by, data, county, now, owner=handle)
        made.append(
            (f"机构 {handle} {name} 已登记。", f"The body {handle} ({en}) was entered in the directory.")
        )
    return made


def _do(
    file: str | None,
    act: str,
    by: Actor,
    data: Mapping[str, Any],
    county: str,
    now: datetime,
    *,
    owner: str = "",
) -> str:
    """Perform one act of the set-up once, and give its file."""
    request = f"init:{act}:{owner or by.id}"
    answer = perform(file, act, by=by, data=data, now=now, request=request, county=county, owner=owner)
    if isinstance(answer, Done):
        return answer.file
    raise NotDone(
        "初始设置未能完成：" + "; ".join(reason.zh for reason in answer.reasons),
        f"The set-up stopped at {act}: "
        + "; ".join(reason.en for reason in answer.reasons)
        + ". Correct it and run the same command again; what was done is not done twice.",
    )


def _county_file(county: str) -> str | None:
    return File.objects.filter(county=county, kind="county").values_list("number", flat=True).first()


def _refuse_when_in_use(county: str) -> None:
    """Data are there: say what to do instead. An interrupted set-up of the same county goes on."""
    if not holds_files():
        if holds_accounts():
            raise NotDone(
                "数据库中已有账户，没有作任何改动。请用空数据库，或运行 rongzhi account list 查看。",
                "The database holds accounts already; nothing was changed. Use an empty database, or look with "
                "`rongzhi account list`.",
            )
        return
    fault = key_fault()
    if fault is not None:
        raise NotDone(
            "数据库中已有案卷，但安装密钥无法使用，没有作任何改动。绝不会另建新密钥，否则已封存的材料永远无法打开。"
            f"{fault.label} 在此之前，rongzhi serve 只能以只读方式运行；也可以用 rongzhi restore 恢复到一个空数据库。",
            "The database holds files, but the installation's key cannot be used; nothing was changed. A new key is "
            f"never made, since what is sealed could never be opened again. {fault.en} Until then `rongzhi serve` runs "
            "read-only; `rongzhi restore FILE` brings a backup into an empty database.",
        )
    codes = [known.code for known in counties()]
    if codes == [county] and not holds_accounts():
        say("上次初始设置没有完成，现在继续。", "The set-up was interrupted; it goes on now.")
        return
    listed = ", ".join(codes) or "?"
    raise NotDone(
        f"数据库中已有县域 {listed}，没有作任何改动，也没有更换密钥。启动网站：rongzhi serve。增加账户：rongzhi account add。",
        f"The database holds the county {listed} already; nothing was changed and no key was made. Start the site with "
        "`rongzhi serve`; add logins with `rongzhi account add`.",
    )


def _key() -> None:
    """Use the key that is there, or make the first one. Raises KeyFault."""
    path = Path(settings.RONGZHI_KEY_FILE)
    if getattr(settings, "RONGZHI_KEY", None):
        say(
            "使用设置中给出的安装密钥。",
            f"The key in the settings is used ({installation_keys().fingerprint()}).",
        )
        return
    if path.exists():
        say(
            f"使用已有的安装密钥 {path}。",
            f"The key in {path} is used ({installation_keys().fingerprint()}).",
        )
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = keys_file.create(path)
    say(f"安装密钥已写入 {path}（0600）。", f"The installation's key was made ({keys.fingerprint()}).")


def _next_steps() -> None:
    print(flush=True)
    say("接下来：", "What to do next:")
    say(
        "  1. 把安装密钥另行备份，与数据库备份分开保管。没有它，材料无法打开。",
        "Copy the key to a safe place, apart from the backups: without it nothing sealed can be opened.",
    )
    say(
        "  2. 增加人员：rongzhi account add 用户名 --name 姓名 --body PMCF --functions officer", "Add people."
    )
    say("  3. 启动网站：rongzhi serve", "Start the site.")
    say("  4. 每天备份：rongzhi backup 文件", "Make a backup every day.")


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,12}", text):
        raise argparse.ArgumentTypeError("1–12 letters, digits or hyphens 1至12位字母、数字或连字符")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "rongzhi init", description="Set up an installation for a county. 建立县级平台。"
    )
    parser.add_argument("--county", required=True, type=_code, metavar="CODE", help="short code 县域代码")
    parser.add_argument("--name", required=True, help="name in Chinese 县名")
    parser.add_argument("--name-en", default="", help="name in English 英文名")
    parser.add_argument("--pack", default="plain", help="rule pack: a name or a folder 规则包")
    parser.add_argument(
        "--administrator", required=True, type=user_name, metavar="USER", help="first login 第一个管理员"
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from input 从标准输入读取密码"
    )
    return parser
