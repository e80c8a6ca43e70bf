"""Tokens of the interface: signed, for one account, good for ninety days or until its password changes."""

from datetime import timedelta

from django.core import signing

from rongzhi.directory.models import Account

GOOD_FOR = timedelta(days=90)
_SALT = "rongzhi.api.token"


def token_for(account: Account) -> str:
    """A new token. Nothing is stored: it ends by itself, with the password, or when the account is shut."""
    return signing.dumps({"account": account.username, "mark": _mark(account)}, salt=_SALT)


def account_of(token: str) -> Account | None:
    """The account whose token this is; None when it is not ours, too old, or was ended."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    account = Account.objects.filter(username=content["account"], is_active=True).first()
    return account if account is not None and content["mark"] == _mark(account) else None


def _mark(account: Account) -> str:
    """Changes with the account's password."""
    return account.get_session_auth_hash()[:16]
