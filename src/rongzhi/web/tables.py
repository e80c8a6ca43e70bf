"""Gives a list as a workbook to download, and notes in the access log that it was taken out."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from rongzhi.casework.access_log import record_export
from rongzhi.casework.seen import Sight
from rongzhi.exchange.intake.errors import Language
from rongzhi.exchange.lists import Column, Row, Table, export_xlsx
from rongzhi.web.actors import actor_of
from rongzhi.web.moment import now
from rongzhi.web.speech import english, words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 5_000  # in one workbook; a list that is longer is narrowed first


def workbook(
    request: HttpRequest,
    table: Table[Row],
    rows: Iterable[Row],
    *,
    opened: Sequence[Sight] = (),
    about: str = "",
) -> HttpResponse:
    """The rows as a download. `opened` are the files whose sealed parts (names, words) stand in the rows.

    They are noted in the access log before anything is given out; raises NotSaved when that fails. `about` says how
    the list was narrowed. Search words do not belong in it: the workbook's first line shows it.
    """
    actor, at = actor_of(request), now()
    assert actor is not None
    record_export(actor, table.key, opened, now=at)
    language: Language = "en" if english() else "zh"
    who = words(request.user) if request.user.is_authenticated else actor.id
    answer = HttpResponse(
        export_xlsx(table, rows, language, by=who, at=at, about=about),
        content_type=XLSX,
    )
    answer["Content-Disposition"] = f'attachment; filename="rongzhi-{table.key}-{at:%Y%m%d-%H%M}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


__all__ = ["MOST_ROWS", "Column", "Table", "workbook"]
