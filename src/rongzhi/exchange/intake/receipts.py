"""The receipts of a batch as a table: case number, access code, receiving body, and the minute it was received."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from rongzhi.casework.actions import Done
from rongzhi.directory.models import Body
from rongzhi.exchange.intake.errors import Language, safe_cell
from rongzhi.exchange.intake.reader import Row

HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("数据行", "申请人自编号", "案件编号", "查询码", "受理组织", "收到时间", "事件哈希", "说明"),
    "en": (
        "Data row",
        "Filer's own number",
        "Case number",
        "Access code",
        "Received by",
        "Received at",
        "Event hash",
        "Remark",
    ),
}
BEFORE: dict[Language, str] = {
    "zh": "以前已经立案，查询码见当时的回执",
    "en": "filed before; the access code is on the receipt of that time",
}


class Receipts:
    """Writes a line for each file opened. Access codes go to natural persons and businesses, not to institutions:
    these come by their account.
    """

    def __init__(self, out: IO[bytes], *, county: str, owner: str, at: datetime, language: Language) -> None:
        self._out = out
        self._language = language
        self._at = f"{at:%Y-%m-%d %H:%M}"
        body = Body.objects.filter(county=county, handle=owner).first()
        self._body = (
            "" if body is None else (body.name_en or body.name_zh) if language == "en" else body.name_zh
        )
        if out.tell() == 0:
            out.write(b"\xef\xbb\xbf" + _line(HEADS[language]))

    def write(self, row: Row, data: Mapping[str, Any], done: Done) -> None:
        code = "" if done.again or data.get("applicant_kind") == "institution" else done.codes.get("p1", "")
        self._out.write(
            _line(
                (
                    str(row.number),
                    safe_cell(str(data.get("external_ref", ""))),
                    done.file,
                    code,
                    "" if done.again else safe_cell(self._body),
                    "" if done.again else self._at,
                    done.hash.hex(),
                    BEFORE[self._language] if done.again else "",
                )
            )
        )
        self._out.flush()


def _line(cells: tuple[str, ...]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
