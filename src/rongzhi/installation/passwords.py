"""The name and the new password of a login; a password is typed twice at the terminal or read from standard input, never from the command line."""

import argparse
import getpass
import re
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rongzhi.directory.models import Account
from rongzhi.installation.words import NotDone


def new_password(account: Account, *, from_stdin: bool) -> str:
    """A password that passes the installation's rules, for an account that need not be saved yet.

    Raises NotDone when it is empty, typed differently the second time, or too weak.
    """
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass(f"密码 Password ({account.username}): ")
        if getpass.getpass("再输一次 Again: ") != password:
            raise NotDone(
                "两次输入的密码不一致，没有作任何改动。请再运行一次。",
                "The two passwords differ; nothing was changed. Run the command again.",
            )
    else:
        raise NotDone(
            "没有终端可输入密码，没有作任何改动。请加上 --password-stdin，并从标准输入给出密码。",
            "There is no terminal to type a password at; nothing was changed. Add --password-stdin and give the "
            "password on standard input.",
        )
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise NotDone(
            "密码不合要求，没有作任何改动：" + " ".join(weak.messages),
            "The password is too weak; nothing was changed. Take at least ten characters that are no common word, "
            "not only digits, and unlike the user name.",
        ) from None
    return password


def user_name(text: str) -> str:
    """A name that a login may have, as an argument of a command."""
    if not re.fullmatch(r"[A-Za-z0-9._@-]{1,60}", text):
        raise argparse.ArgumentTypeError("1–60 letters, digits, . _ @ - 1至60位字母、数字或 . _ @ -")
    return text
