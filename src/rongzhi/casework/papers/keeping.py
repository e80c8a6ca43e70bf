"""Keeps what was drawn: sealed bytes with digest and versions, so that the same paper is handed out again."""

import hashlib
import json
from datetime import datetime

import pypdfium2
from django.db import IntegrityError, transaction

from rongzhi.casework.erasure import ERASERS
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Paper, PartKey
from rongzhi.casework.papers.drawing import FONT_VERSION, TYPST_VERSION
from rongzhi.casework.papers.values import header, value
from rongzhi.casework.papers.view import View
from rongzhi.casework.papers.wording import SHANGHAI
from rongzhi.casework.sealing import SUITE, FileKeys, bound
from rongzhi.casework.seen import header_open
from rongzhi.core.record.keys import request_digest
from rongzhi.core.record.suites import unwrap_key
from rongzhi.rulebook.papers.text import PaperText


def part_of(code: str) -> str:
    """The part that holds the key of a paper."""
    return f"paper:{code}"


def audience_of(view: View) -> str:
    """A keyed digest of all that the reader of `view` may see of the file as it stood: equal views, equal papers."""
    picture = view.seen.picture
    told = [
        repr((p.seq, p.part, p.key, str(p.value), p.masked, p.erased))
        for p in sorted(view.seen.pieces, key=lambda p: (p.seq, p.part, p.key))
    ]
    known = [
        repr((sorted(picture.proceedings), sorted(picture.clocks), header_open(view.seen))),
        repr(sorted(view.seen.roles)),
        repr(sorted(header(view).items(), key=str)),
        repr([(line.key, line.status) for line in view.entries(*{e.kind for e in picture.entries.values()})]),
        value(view, "end.code", issuer="", number="").zh,
        view.recipient,
    ]
    return request_digest(installation_keys(), "\x00".join([*known, *told]).encode()).hex()


def kept(view: View, language: str, audience: str) -> Paper | None:
    """The copy that was drawn for this audience, if its bytes are still there."""
    return Paper.objects.filter(
        file=view.seen.picture.number,
        form=view.form,
        seq=view.seq,
        language=language,
        audience=audience,
        sealed__isnull=False,
    ).first()


def keep(
    view: View, text: PaperText, *, language: str, audience: str, code: str, number: str, issuer: str,
    pdf: bytes, now: datetime,
) -> Paper:  # fmt: skip
    """Seal and store the bytes under a key of their own; a copy made meanwhile by somebody else is kept instead."""
    file = view.seen.picture.number
    document = pypdfium2.PdfDocument(pdf)
    pages = len(document)
    document.close()
    row = Paper(
        code=code,
        county=view.seen.picture.county,
        file=file,
        form=view.form,
        seq=view.seq,
        language=language,
        audience=audience,
        recipient=view.recipient,
        number=number,
        issuer=issuer,
        dated=view.at.astimezone(SHANGHAI).date(),
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
        typst_version=TYPST_VERSION,
        font_version=FONT_VERSION,
        text_version=f"{text.form} {text.version} {text.from_.isoformat()} {text.layer}"[:80],
        made_at=now,
        parts=json.dumps(sorted({p.part for p in view.seen.pieces if p.part != "header"})),
    )
    part = part_of(code)
    try:
        with transaction.atomic():
            Paper.objects.filter(code=code, sealed__isnull=True).delete()
            keys = FileKeys(file, installation_keys())
            PartKey.objects.filter(file=file, name=part).delete()
            row.nonce = SUITE.new_nonce()
            row.sealed = SUITE.seal(keys.key(part), row.nonce, pdf, bound(file, view.seq, part))
            PartKey.objects.bulk_create(
                PartKey(file=file, name=name, wrapped=wrapped, since=view.seq) for name, wrapped in keys.new
            )
            row.save(force_insert=True)
    except IntegrityError:
        return Paper.objects.get(code=code)
    return row


def bytes_of(paper: Paper) -> bytes:
    """The PDF as it was drawn. Raises LookupError when it was erased, SealBroken when it was changed."""
    part = part_of(paper.code)
    wrapped = PartKey.objects.filter(file=paper.file, name=part).values_list("wrapped", flat=True).first()
    if wrapped is None or paper.sealed is None:
        raise LookupError(f"the bytes of paper {paper.code} were erased")
    key = unwrap_key(installation_keys().wrapping, bytes(wrapped), f"{paper.file}\x00{part}".encode())
    return SUITE.open(key, bytes(paper.nonce or b""), bytes(paper.sealed), bound(paper.file, paper.seq, part))


def forget(file: str, part: str) -> None:
    """Empty every paper that shows something of an erased part; the paper's own entry and digest stay."""
    rows = Paper.objects.filter(file=file, sealed__isnull=False)
    own = part.removeprefix("paper:") if part.startswith("paper:") else ""
    for row in rows.only("code", "parts"):
        if row.code == own or part in json.loads(row.parts):
            PartKey.objects.filter(file=file, name=part_of(row.code)).delete()
            Paper.objects.filter(code=row.code).update(nonce=None, sealed=None)


ERASERS.append(forget)
