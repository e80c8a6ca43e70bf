"""Makes a paper of a file for one reader: gathered, drawn, kept; PDF, DOCX, or the plain sheet for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Paper
from rongzhi.casework.papers import keeping
from rongzhi.casework.papers.codes import code_of
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.gathering import gather
from rongzhi.casework.papers.proof_line import proof_line
from rongzhi.casework.papers.values import issuer_of
from rongzhi.casework.papers.view import View, view_at
from rongzhi.casework.papers.word_file import word_file
from rongzhi.casework.papers.word_names import names_in_word_file, variable_of
from rongzhi.casework.papers.wording import SHANGHAI
from rongzhi.casework.rules import folder_for
from rongzhi.casework.seen import Sight
from rongzhi.directory.models import County
from rongzhi.rulebook.papers.filling import sheet
from rongzhi.rulebook.papers.library import Library, library_of
from rongzhi.rulebook.papers.text import PaperText
from rongzhi.rulebook.papers.variables import Vocabulary


class NoPaper(LookupError):
    """There is no text for the form, or not in that language or format."""


@dataclass(frozen=True)
class Made:
    """A filled paper before it is drawn."""

    view: View
    text: PaperText
    library: Library
    number: str
    language: str

    def sheet(self) -> dict[str, Any]:
        """The paper as plain values."""
        given = gather(self.view, self.text, self.library, number=self.number)
        return sheet(self.text, given, self.library.phrases, self.language)


def library_for(county: str) -> Library:
    """The texts in force in a county."""
    pack = County.objects.values_list("pack", flat=True).filter(code=county).first() or "plain"
    return library_of(folder_for(pack))


def made(seen: Sight, form: str, seq: int, *, language: str = "zh") -> Made:
    """The paper that event `seq` issued, for the reader of `seen`. Raises NoPaper."""
    texts = library_for(seen.picture.county)
    if form not in texts.texts:
        raise NoPaper(form)
    view = view_at(seen, form, seq)
    library = texts.on(view.at.astimezone(SHANGHAI).date())
    text = library.texts[form]
    used = language if language in text.languages else "zh"
    number = f"{seen.picture.number}-{form}-{seq}"
    return Made(view, library.whole(text), library, number, used)


def pdf_of(found: Made, *, now: datetime) -> tuple[Paper, bytes]:
    """The kept copy for this reader, drawn now when there is none. Raises KeyFault without the installation's key."""
    fault = key_fault()
    if fault is not None:
        raise fault
    audience = keeping.audience_of(found.view)
    row = keeping.kept(found.view, found.language, audience)
    if row is not None:
        return row, keeping.bytes_of(row)
    file = found.view.seen.picture.number
    code = code_of(file, found.view.form, found.view.seq, found.language, audience)
    foot = proof_line(file, now=now, language=found.language)
    pdf = draw([found.sheet()], at=found.view.at, link=public_link(), marks=[code], feet=[foot])
    row = keeping.keep(
        found.view,
        found.text,
        language=found.language,
        audience=audience,
        code=code,
        number=found.number,
        issuer=issuer_of(found.view, found.text.issuer),
        pdf=pdf,
        now=now,
    )
    return row, keeping.bytes_of(row)


def docx_of(found: Made) -> bytes:
    """The paper as a Word file, for those forms that have one. Raises NoPaper."""
    if "docx" not in found.text.formats:
        raise NoPaper(found.text.form)
    also = _word_names(found) if found.text.word_file else set()
    given = gather(found.view, found.text, found.library, number=found.number, also=also)
    return word_file(
        sheet(found.text, given, found.library.phrases, found.language),
        at=found.view.at,
        template=found.text.word_file,
        given=given,
    )


def _word_names(found: Made) -> set[str]:
    """What the county's own Word file asks for: variables by their names, lists as `list.NAME`."""
    words = Vocabulary(found.view.rules, found.library.phrases)
    asked = names_in_word_file(found.text.word_file)
    known = {variable_of(name, found.text.form, words) for name in asked} - {None}
    lists = {f"list.{name.removeprefix('list_')}" for name in asked if name.startswith("list_")}
    return {name for name in known if name is not None} | lists


def public_link() -> str:
    """The start of the address that the QR mark leads to: as the installation says, else its first name."""
    if settings.RONGZHI_PUBLIC_ADDRESS:
        return f"{settings.RONGZHI_PUBLIC_ADDRESS.rstrip('/')}/p/"
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}/p/"


def letters(found: Sequence[Made], windows: Sequence[dict[str, Any]]) -> bytes:
    """One PDF of several papers, each with its address in the window of the envelope."""
    sheets = [{**one.sheet(), "window": window} for one, window in zip(found, windows, strict=True)]
    return draw(sheets, at=max(one.view.at for one in found))
