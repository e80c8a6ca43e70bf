"""A test county with a file of its own, so that offices can be given and ended by its acts."""

from rongzhi.casework.actions import perform
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.directory.models import County
from tests.factories import county as made


def county_with_file() -> str:
    """The test county, founded by its act; gives the number of its file."""
    made.county()
    County.objects.all().delete()
    names = {"handle": made.CODE, "name_zh": "W县", "name_en": "W County"}
    answer = perform(
        None, "county.found", by=SYSTEM, data=names, now=made.NOW, request=made.key(), county=made.CODE
    )
    forget()
    return made.done(answer).file
