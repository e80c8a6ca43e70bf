"""Notes what was done to an account, by whom; never a code, a secret or a name of a party."""

from django.utils import timezone

from rongzhi.directory.models import Account, AccountNote

MACHINE = "machine"  # whoever runs commands on the machine itself


def note(account: Account, what: str, *, by: str, detail: str = "") -> None:
    """Add a line to the account's history, at the machine's time: it is about signing in, not about cases."""
    AccountNote.objects.create(
        at=timezone.now(),
        county=account.county,
        by=by,
        account=account.username,
        what=what,
        detail=detail[:300],
    )


def notes_about(account: Account, *, most: int = 50) -> list[AccountNote]:
    """The latest lines about an account, newest first."""
    return list(AccountNote.objects.filter(account=account.username).order_by("-id")[:most])
