"""`rongzhi bulletins FILE`: bulletins of complaints checked against themselves; what agrees, what contradicts, what is missing."""

import argparse
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

from rongzhi.core.statistics.bulletins import AGREES, CONTRADICTS, UNKNOWN, Check, read, reconcile

WORDS = {
    AGREES: ("相符", "agrees"),
    CONTRADICTS: ("矛盾", "contradicts"),
    UNKNOWN: ("数据不全，不能核对", "not all figures are given"),
}


class NoBulletins(Exception):
    """A file that cannot be read; `label` and `en` say why."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def run(arguments: list[str]) -> int:
    """Print every check; 0 also where a bulletin contradicts itself, for that is a finding."""
    parser = argparse.ArgumentParser(
        "rongzhi bulletins",
        description="核对监管部门的投诉通报：自己的数字是否相符。 Check bulletins of complaints against themselves.",
    )
    parser.add_argument("file", help="CSV 文件 file")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    try:
        with Path(given.file).open(encoding="utf-8-sig", newline="") as lines:
            found = reconcile(read(lines))
    except OSError as fault:
        raise NoBulletins(
            f"读不到文件 {given.file}。", f"The file {given.file} cannot be read ({fault.strerror})."
        ) from fault
    except UnicodeDecodeError as fault:
        raise NoBulletins(f"{given.file} 不是 UTF-8 文本。", f"{given.file} is no text in UTF-8.") from fault
    counts = Counter(one.verdict for one in found)
    if given.json:
        print(json.dumps({"counts": counts, "checks": [_told(one) for one in found]}, ensure_ascii=False))
        return 0
    for one in found:
        zh, en = WORDS[one.verdict]
        follows = "—" if one.computed is None else _short(one.computed)
        stated = "—" if one.stated is None else _short(one.stated)
        print(f"{one.sector} {one.quarter}  {one.zh} {one.en}: {stated} / {follows}  {zh} {en}")
    print(
        f"相符 {counts[AGREES]}，矛盾 {counts[CONTRADICTS]}，不能核对 {counts[UNKNOWN]}。 "
        f"Agree {counts[AGREES]}, contradict {counts[CONTRADICTS]}, cannot be checked {counts[UNKNOWN]}."
    )
    return 0


def _short(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _told(one: Check) -> dict[str, object]:
    return {
        "sector": one.sector,
        "quarter": one.quarter,
        "zh": one.zh,
        "en": one.en,
        "stated": None if one.stated is None else float(one.stated),
        "computed": None if one.computed is None else float(one.computed),
        "verdict": one.verdict,
    }
