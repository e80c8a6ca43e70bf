"""`rongzhi transfers`: the packages on their way to platforms of others, which of them are stuck, and a round by hand."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.clock_now import now
from rongzhi.exchange.commissions import fetch_all
from rongzhi.exchange.connectors.platforms import platforms
from rongzhi.exchange.models import Commission, Transfer
from rongzhi.exchange.transfers import STUCK, run_transfers, try_now

MOST = 200
WORDS = {
    "queued": ("待发", "queued"),
    "sent": ("已发，等编号", "sent, number awaited"),
    "acknowledged": ("已签收", "acknowledged"),
    "failed": ("未成，已停发", "given up"),
}


def run(arguments: list[str]) -> int:
    """List the transfers, the open ones first; with --run send what is due before. 1 when one is stuck or given up."""
    parser = argparse.ArgumentParser("rongzhi transfers", description="移送进展。 Packages on their way.")
    parser.add_argument(
        "--run",
        action="store_true",
        help="先发送到期的并收取法院来件 send what is due and fetch commissions first",
    )
    parser.add_argument(
        "--again", type=int, metavar="ID", help="立即重试一件 try this one at the next run, without its pause"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    at = now()
    if given.again is not None:
        for county in Transfer.objects.filter(pk=given.again).values_list("county", flat=True):
            try_now(given.again, county=county)
    if given.run or given.again is not None:
        run_transfers(platforms(Path(settings.RONGZHI_HOME), at.date()), now=at)
        fetch_all(Path(settings.RONGZHI_HOME), now=at)
    rows = list(Transfer.objects.order_by("ended_at", "-queued_at")[:MOST])
    rows.sort(key=lambda row: row.ended_at is not None)
    if given.json:
        print(json.dumps([_told(row) for row in rows], ensure_ascii=False))
    else:
        for row in rows:
            zh, en = WORDS[row.status]
            due = f"{row.next_try.astimezone(SHANGHAI):%m-%d %H:%M}" if row.next_try else "—"
            print(
                f"{row.pk:>5}  {row.file} → {row.to_body} ({row.platform})  {zh} {en}  "
                f"{row.reference or '—'}  {row.tries}×  {due}  {row.last_error}"
            )
        print(f"共 {len(rows)} 件。 Packages: {len(rows)}.")
        for one in Commission.objects.order_by("-received_at")[:MOST]:
            print(
                f"{one.received_at.astimezone(SHANGHAI):%m-%d %H:%M}  {one.court} → {one.to_body}  {one.file or one.why}"
            )
    return 1 if any(row.status == "failed" or is_stuck(row) for row in rows) else 0


def is_stuck(row: Transfer) -> bool:
    """Whether somebody should look at it: it was tried several times and is not there."""
    return row.status in ("queued", "sent") and row.tries >= STUCK


def _told(row: Transfer) -> dict[str, Any]:
    moments = {name: getattr(row, name) for name in ("queued_at", "next_try", "ended_at")}
    return {
        "id": row.pk,
        "case": row.file,
        "to": row.to_body,
        "platform": row.platform,
        "status": row.status,
        "stuck": is_stuck(row),
        "tries": row.tries,
        "number": row.reference,
        "error": row.last_error,
        "digest": row.digest,
        **{name: value.isoformat() if value else None for name, value in moments.items()},
    }
