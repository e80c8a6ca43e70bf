"""The small files that people of the demo hand in: plain PDF pages that say what they stand for, always the same bytes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pikepdf import Dictionary, Name, Pdf

from rongzhi.casework.evidence.receive import receive
from rongzhi.core.procedure.definition import Actor

PREFIX = "file:"
"""An answer of the demo that begins so names one of FILES; the player sends the file first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One made-up document: its file name, and what its page says (in Latin letters, which every reader has)."""

    name: str
    lines: tuple[str, ...]
    seal: bool = False


FILES: Mapping[str, Sheet] = {
    "sealed_page": Sheet(
        "（演示）盖章页扫描件.pdf", ("DEMO DOCUMENT", "Signature page with the official seal", "Witness signed"), True
    ),
    "contract": Sheet("（演示）合同.pdf", ("DEMO DOCUMENT", "Contract between the parties", "Page 1 of 1")),
    "task_proof": Sheet("（演示）办理结果证明.pdf", ("DEMO DOCUMENT", "Proof that the task was done", "Page 1 of 1")),
    "statement": Sheet("（演示）账单.pdf", ("DEMO DOCUMENT", "Statement of account", "Fictional amounts")),
}  # fmt: skip
A4 = (595, 842)


@cache
def content_of(name: str) -> bytes:
    """The bytes of a made-up document."""
    sheet = FILES[name]
    out = io.BytesIO()
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page = pdf.add_blank_page(page_size=A4)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        page.obj.Contents = pdf.make_stream(_drawn(sheet))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _drawn(sheet: Sheet) -> bytes:
    rows = [
        f"BT /F1 {22 if n == 0 else 14} Tf 72 {760 - 36 * n} Td ({text}) Tj ET"
        for n, text in enumerate(sheet.lines)
    ]
    if sheet.seal:  # a red circle, as a company's seal looks
        rows.append("0.8 0.1 0.1 RG 3 w 470 200 m 470 233 443 260 410 260 c 377 260 350 233 350 200 c")
        rows.append("350 167 377 140 410 140 c 443 140 470 167 470 200 c s")
    return "\n".join(rows).encode()


def send(answers: Mapping[str, str], *, file: str, by: Actor, now: datetime) -> dict[str, str]:
    """The answers with every made-up document received and named by its id."""
    sent = {}
    for key, value in answers.items():
        if value.startswith(PREFIX):
            name = value.removeprefix(PREFIX)
            value = receive(file, by=by, name=FILES[name].name, chunks=[content_of(name)], now=now).id
        sent[key] = value
    return sent
