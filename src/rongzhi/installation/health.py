"""`rongzhi health`: a line for each thing that must be well, and status 1 when one is not."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from rongzhi.casework.health import Finding, findings


def run(arguments: list[str]) -> int:
    """Print what was found; for machines with --json."""
    parser = argparse.ArgumentParser("rongzhi health", description="Is all well? 运行状况。")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(arguments)
    found = findings()
    found += _ports(found)
    well = all(finding.ok for finding in found)
    if given.json:
        print(json.dumps({"ok": well, "findings": [asdict(f) for f in found]}, ensure_ascii=False))
    else:
        for finding in found:
            print(f"{'✓' if finding.ok else '✗'} {finding.key:<12}{finding.zh}  {finding.en}")
    return 0 if well else 1


def _ports(found: list[Finding]) -> list[Finding]:
    """Which ways of sending messages are connected; not asked when the database is not well."""
    if not all(finding.ok for finding in found if finding.key in ("database", "migrations")):
        return []
    from rongzhi.exchange.connectors.message.connected import is_demo, message_ports  # slow import

    names = ", ".join(port.means for port in message_ports(Path(settings.RONGZHI_HOME)))
    if is_demo():
        return [Finding("ports", True, f"演示通道：{names}，消息不会离开本机", f"Demo ports: {names}.")]
    return [
        Finding(
            "ports",
            True,
            f"已连接：{names}。未连接短信和邮件，此类消息在待办中标明，由工作人员另行告知。",
            f"Connected: {names}. Text messages and e-mail are not; such messages are marked for staff to pass on.",
        )
    ]
