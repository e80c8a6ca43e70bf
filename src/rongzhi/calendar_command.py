"""`rongzhi calendar FILE`: loads a year's holidays into a county's record and recomputes the clocks that waited."""

import argparse
import sys
from pathlib import Path

from rongzhi.casework.calendar import load_year
from rongzhi.casework.clock_now import now
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import Account, County


def run(arguments: list[str]) -> int:
    """Load the lines of a file (“2027-01-01 day_off 元旦”); 0 when they stand in the record."""
    parser = argparse.ArgumentParser(
        "rongzhi calendar",
        description="载入年度放假安排，重新计算暂定的期限。Load a year's holidays and recompute provisional deadlines.",
    )
    parser.add_argument("file", type=Path, help="每行“2027-01-01 day_off 元旦”或 workday  one day a line")
    parser.add_argument("--year", type=int, required=True, help="年度 the year of the notice")
    parser.add_argument("--notice", required=True, help="国务院办公厅通知的名称或文号 the notice it rests on")
    parser.add_argument("--by", required=True, help="管理员账户 an administrator's account")
    parser.add_argument("--county", help="县代码 county (may be left out when there is one)")
    given = parser.parse_args(arguments)
    county = given.county or County.objects.values_list("code", flat=True).get()
    account = Account.objects.get(username=given.by)
    answer, moved = load_year(
        county,
        year=given.year,
        days=given.file.read_text("utf-8-sig"),
        notice=given.notice,
        by=account.actor(),
        now=now(),
    )
    if isinstance(answer, Refusal):
        for reason in answer.reasons:
            print(f"{reason.zh} {reason.en}", file=sys.stderr)
        return 1
    print(
        f"已载入 {given.year} 年日历，重新计算 {moved} 个期限。 Loaded {given.year}; {moved} deadlines recomputed."
    )
    return 0
