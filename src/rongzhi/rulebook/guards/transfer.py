"""Conditions of taking over a case from another installation."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.sources import COUNTY


@guard(
    "begun_from_package",
    requires="案卷由移送包建立，尚未登记来源",
    en="the file was begun from a package, and where it came from is not recorded yet",
    source=COUNTY,
)
def begun_from_package(case: Case, given: Given) -> bool:
    return bool(case.list("origin", "arriving"))
