"""The drawing of a procedure, as its published page and a file's page show it."""

from django.utils.safestring import SafeString, mark_safe

from rongzhi.core.procedure.definition import Procedure
from rongzhi.core.procedure.render import draw
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.speech import english

_drawn: dict[tuple[int, str, str], tuple[Procedure, str]] = {}
MOST = 500


def drawing(rules: Rules, key: str, *, current: str = "") -> SafeString:
    """The SVG in the reader's language, with the stage `current` marked; drawn once for each procedure as it stands."""
    if key not in rules.procedures:
        return SafeString("")
    procedure = rules.procedures[key]
    place = (id(procedure), current, "en" if english() else "zh")
    held = _drawn.get(place)
    if held is None or held[0] is not procedure:
        if len(_drawn) > MOST:
            _drawn.clear()
        held = _drawn[place] = (procedure, draw(rules, key, current=current, language=place[2]))
    return mark_safe(held[1])
