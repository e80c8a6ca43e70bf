"""The published lists that a filing from outside may name: classes, reasons, channels, and the county's bodies."""

from collections.abc import Mapping

from rongzhi.casework.rules import rules_of
from rongzhi.directory.models import Body
from rongzhi.exchange.intake.columns import Option
from rongzhi.exchange.intake.values import CodeNames, code_names

TABLES = {"dispute_class": "taxonomy", "reason": "reasons", "channel_wished": "channels"}


def codes_of(county: str) -> Mapping[str, CodeNames]:
    """The lists of this county by column, so that names are taken as well as codes."""
    tables = rules_of(county).tables
    found = {
        column: code_names([Option(code, row.name_zh, row.name_en) for code, row in tables[table].items()])
        for column, table in TABLES.items()
    }
    bodies = Body.objects.filter(county=county).order_by("number")
    found["respondent_body"] = code_names(
        [Option(b.handle, b.name_zh, b.name_en or b.handle) for b in bodies]
    )
    return found
