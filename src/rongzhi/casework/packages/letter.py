"""The transfer letter that lies on top of a package: to whom, by which basis, and the list of its contents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rongzhi.casework.papers.drawing import draw
from rongzhi.core.package.manifest import LeftOut, Member, Office
from rongzhi.rulebook.hand_over import Row

SHANGHAI = ZoneInfo("Asia/Shanghai")
VERSION = "1"


def letter(
    number: str,
    *,
    from_body: Office,
    to_body: Office,
    row: Row,
    basis: str,
    contents: Sequence[tuple[Member, str]],
    left_out: Sequence[LeftOut],
    now: datetime,
) -> bytes:
    """The letter as PDF; `contents` are the files with what each is in words."""
    day = now.astimezone(SHANGHAI).date()
    written = f"{day.year}年{day.month}月{day.day}日"
    rows = [
        ("移送单位", from_body.name_zh),
        ("接收单位", to_body.name_zh),
        ("案号", number),
        ("移送事由", row.trigger_zh),
        ("移送依据", basis),
    ]
    blocks: list[dict[str, Any]] = [
        {"kind": "addressee", "text": [f"{to_body.name_zh}："], "strong": False},
        {
            "kind": "paragraph",
            "text": [
                f"现将案件{number}的有关材料移送你单位，材料目录附后。请核对后签收，并将受理情况和你单位的案号反馈我单位。"
            ],
            "strong": False,
        },
        {"kind": "table", "caption": "", "rows": [{"label": a, "value": [b]} for a, b in rows]},
        _list(
            "移送材料目录",
            ["序号", "材料", "包内文件", "字节", "SHA-256（前十六位）"],
            [
                [str(n), words, member.name, f"{member.size:,}", member.sha256[:16]]
                for n, (member, words) in enumerate(contents, 1)
            ],
            wide=1,
        ),
    ]
    if left_out:
        blocks.append(
            _list(
                "没有移送的内容",
                ["内容", "数量"],
                [[one.zh, str(one.count or "—")] for one in left_out],
                wide=0,
            )
        )
    blocks.append(
        {
            "kind": "signatures",
            "places": [
                {"label": from_body.name_zh, "sign": "盖章", "signed": [], "seal": True, "day": written}
            ],
        }
    )
    sheet = {
        "language": "zh",
        "form": "TRANSFER",
        "version": VERSION,
        "issuer": from_body.name_zh,
        "title": "移送函",
        "number": number,
        "date": written,
        "law": "",
        "blocks": blocks,
    }
    return draw([sheet], at=now)


def _list(caption: str, head: list[str], rows: list[list[str]], *, wide: int) -> dict[str, Any]:
    return {
        "kind": "list",
        "caption": caption,
        "head": head,
        "right": [False] * len(head),
        "wide": [n == wide for n in range(len(head))],
        "narrow": [False] * len(head),
        "rows": rows,
        "empty": "—",
    }
