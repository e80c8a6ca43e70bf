"""`rongzhi figures publish NAME` keeps the figures of a period as they are; `rongzhi figures published` counts them anew."""

import argparse
import json
from datetime import date, timedelta
from typing import Any

from rongzhi.rulebook.indices import INDICES


def publish(arguments: list[str]) -> int:
    """Keep every figure of the period under a name; 0 when it was kept."""
    parser = _parser(
        "publish", "公布：把这一期的全部指标原样保存。 Keep every figure of a period as it is now."
    )
    parser.add_argument("name", metavar="NAME", help="名称，如 2026-08 a name")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, default=None, help="起日 first day")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, default=None, help="止日 last day")
    given = parser.parse_args(arguments)
    from rongzhi.casework.clock_now import now  # app ready
    from rongzhi.oversight.asking import county_of, period_of  # app ready
    from rongzhi.oversight.publishing import publish as keep  # app ready

    row = keep(
        county_of(given.county), given.name, period_of(given.start, given.end), by="command", now=now()
    )
    if given.json:
        print(json.dumps({"name": row.name, "sha256": row.sha256}))
    else:
        print(
            f"已公布 {row.name}：{row.start} – {row.end - timedelta(days=1)}，校验值 {row.sha256[:16]}。 Published."
        )
    return 0


def published(arguments: list[str]) -> int:
    """Without a name a list; with one what was published counted anew. 0, or 1 where the kept row was altered."""
    parser = _parser(
        "published",
        "已公布的数字；写明名称的，重新计算并列出不同之处。 What was published; with a name, recounted.",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="名称 a name")
    given = parser.parse_args(arguments)
    from rongzhi.oversight.asking import NotAsked, county_of  # app ready
    from rongzhi.oversight.publishing import published as rows_of  # app ready
    from rongzhi.oversight.publishing import recount  # app ready

    rows = rows_of(county_of(given.county))
    if not given.name:
        told = [
            {
                "name": row.name,
                "from": f"{row.start}",
                "to": f"{row.end - timedelta(days=1)}",
                "sha256": row.sha256,
            }
            for row in rows
        ]
        lines = [f"{one['name']}  {one['from']} – {one['to']}  {one['sha256'][:16]}" for one in told]
        print(
            json.dumps(told)
            if given.json
            else "\n".join(lines) or "还没有公布过。 Nothing was published yet."
        )
        return 0
    row = next((one for one in rows if one.name == given.name), None)
    if row is None:
        names = "、".join(one.name for one in rows) or "无 none"
        raise NotAsked(f"没有公布过 {given.name}。现有：{names}。", f"{given.name} was not published.")
    again = recount(row)
    found: dict[str, Any] = {
        "name": row.name,
        "whole": again.whole,
        "late_events": again.late_events,
        "erased_files": again.erased_files,
        "changed": [{"index": one.key, "then": one.then, "now": one.now} for one in again.changed],
    }
    print(json.dumps(found, ensure_ascii=False) if given.json else "\n".join(_lines(found)))
    return 0 if again.whole else 1


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['name']}"]
    if not found["whole"]:
        lines.append("✗ 保存的内容被改动过，不能使用。 What was kept was altered; do not use it.")
    lines.append(
        f"公布以后补登的事项 {found['late_events']} 条；删除过内容的案卷 {found['erased_files']} 件。 "
        f"Events that came later: {found['late_events']}; files of which something was erased: {found['erased_files']}."
    )
    for one in found["changed"]:
        index = INDICES.get(one["index"])
        name = f"{index.label} {index.en}" if index else ""
        lines.append(f"  {one['index']} {name}: {one['then'].get('value')} → {one['now'].get('value')}")
    if not found["changed"]:
        lines.append("全部数字与公布时相同。 Every figure is as it was published.")
    return lines


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"rongzhi figures {name}", description=description)
    parser.add_argument("--county", default="", help="县 county")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    return parser
