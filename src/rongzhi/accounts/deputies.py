"""Deputies for a time: who stands in for whom, from one day to another."""

from datetime import date, datetime

from rongzhi.accounts.capacities import own_post
from rongzhi.accounts.notes import note
from rongzhi.directory.models import Account, Deputy


class NotNamed(Exception):
    """The deputy was not named; says in both languages why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def possible_deputies(account: Account) -> list[Account]:
    """Who may stand in: active accounts of the same body. A mediator's work is personal and has no deputy."""
    if not account.body or not own_post(account).actor.functions:
        return []
    rows = Account.objects.filter(county=account.county, body=account.body, is_active=True)
    return list(rows.exclude(pk=account.pk).order_by("username"))


def name_deputy(
    account: Account, deputy: str, *, since: date, until: date, by: str, at: datetime, today: date
) -> Deputy:
    """Let `deputy` act with the rights of the account's post on these days. Raises NotNamed with the reason."""
    found = next((one for one in possible_deputies(account) if one.username == deputy), None)
    if found is None:
        raise NotNamed(
            "代理人须是同一单位在岗的其他人员；调解员由当事人选定，不能由他人代理。请另选一人，或者先由管理员建立账户。",
            "A deputy is somebody else of the same body who works here now; a mediator was chosen by the parties and has "
            "none. Choose another, or ask the administrator to add the account first.",
        )
    if since < today or until < since:
        raise NotNamed(
            "代理的起始日不能早于今天，截止日不能早于起始日。请改正日期。",
            "The first day is today or later, and the last day not before the first. Please correct the days.",
        )
    if Deputy.objects.filter(
        account=account, ended=None, since__lte=until, until__gte=since, deputy=found
    ).exists():
        raise NotNamed(
            "这个人在这些日子里已经是代理人。", "They are the deputy on some of these days already."
        )
    row = Deputy.objects.create(
        account=account, deputy=found, since=since, until=until, named_by=by, named=at
    )
    note(account, "deputy_named", by=by, detail=f"{found.username} {since} – {until}")
    return row


def end_deputy(row: Deputy, *, by: str, at: datetime) -> None:
    """End a deputy's time at once."""
    if Deputy.objects.filter(pk=row.pk, ended=None).update(ended=at):
        note(row.account, "deputy_ended", by=by, detail=row.deputy.username)


def named_deputies(account: Account, *, today: date) -> list[Deputy]:
    """Those who stand in for the account now or later."""
    rows = Deputy.objects.filter(account=account, ended=None, until__gte=today)
    return list(rows.select_related("deputy").order_by("since", "pk"))
