"""Draws a filled sheet as a Word file: from the house layout, or from the county's own file; the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docxtpl import DocxTemplate

from rongzhi.casework.papers.word_layout import document_of
from rongzhi.rulebook.papers.filling import NOT_STATED, Filling

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def word_file(sheet: Mapping[str, Any], *, at: datetime, template: bytes, given: Filling) -> bytes:
    """The paper as DOCX. `template` is the county's own file (or empty); it may use the same variables, with `_`
    for `.` in their names: {{ case_number }}.
    """
    if template:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(_context(sheet, given), autoescape=True)
        document = filled.docx
    else:
        document = document_of(sheet)
    _fix(document.core_properties, at, str(sheet["title"]))
    raw = io.BytesIO()
    document.save(raw)
    return fixed(raw.getvalue())


def fixed(raw: bytes) -> bytes:
    """The same archive with fixed times, order and flags."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            copy.writestr(entry, source.read(name))
    return target.getvalue()


def _fix(core: Any, at: datetime, title: str) -> None:
    day = at.replace(tzinfo=None, microsecond=0)
    core.author, core.last_modified_by, core.comments = "", "", ""
    core.title, core.revision = title, 1
    core.created = core.modified = core.last_printed = day


def _context(sheet: Mapping[str, Any], given: Filling) -> dict[str, Any]:
    language = str(sheet["language"])
    missing = NOT_STATED.of(language)
    values = {name.replace(".", "_"): pair.of(language) or missing for name, pair in given.values.items()}
    lists = {
        f"list_{name}": [{column: pair.of(language) for column, pair in line.items()} for line in lines]
        for name, lines in given.lists.items()
    }
    return {**values, **lists, "title": sheet["title"], "issuer": sheet["issuer"], "number": sheet["number"]}
