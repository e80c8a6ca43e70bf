"""Conditions of a county's own file: what may be adopted, confirmed and switched, and who stays in office."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.calendar import read_days
from rongzhi.rulebook.sources import COUNTY, HOUSE
from rongzhi.rulebook.tables import stages


@guard(
    "pack_is_newer",
    requires="该规则包版本尚未采用",
    en="this version of the pack was not adopted before",
    source=HOUSE,
    on_data=True,
)
def pack_is_new(file: Picture, given: Given) -> bool:
    wanted = (given.data.get("pack"), given.data.get("version"))
    return all((e.code, e.facts.get("version")) != wanted for e in file.list("pack", "in_force"))


@guard(
    "year_not_loaded",
    requires="该年度的日历尚未载入，或者摘要不同",
    en="the calendar of that year is not loaded yet, or differs",
    source=HOUSE,
    on_data=True,
)
def year_not_loaded(file: Picture, given: Given) -> bool:
    wanted = (str(given.data.get("year")), given.data.get("digest"))
    return all((e.code, e.facts.get("digest")) != wanted for e in file.list("calendar"))


@guard(
    "days_of_the_year",
    requires="每行写明日期、day_off 或 workday，且日期属于该年度（上年末、次年初亦可）",
    en="each line has a day and day_off or workday, in or next to that year",
    source=HOUSE,
    on_data=True,
)
def days_of_the_year(file: Picture, given: Given) -> bool:
    try:
        days = read_days(str(given.data.get("days") or ""))
    except ValueError:
        return False
    year = int(given.data.get("year") or 0)
    return bool(days) and all(year - 1 <= day.year <= year + 1 for day in days)


@guard(
    "known_parameter",
    requires="参数名在公布的目录中",
    en="the parameter is a published one",
    source=HOUSE,
    on_data=True,
)
def known_parameter(file: Picture, given: Given) -> bool:
    return given.parameters is None or given.data.get("parameter") in given.parameters


@guard("office_held", requires="该任职仍在进行", en="that office is still held", source=HOUSE, on_data=True)
def office_held(file: Picture, given: Given) -> bool:
    entry = file.entries.get(str(given.data.get("office")))
    return entry is not None and entry.status == "held"


@guard(
    "administrator_left",
    requires="至少保留一名管理员",
    en="at least one administrator stays",
    source=HOUSE,
    on_data=True,
)
def administrator_left(file: Picture, given: Given) -> bool:
    leaving = str(given.data.get("office"))
    held = [e for e in file.list("office", "held") if e.facts.get("function") == "administrator"]
    return any(e.key != leaving for e in held) or all(e.key != leaving for e in held)


@guard(
    "basis_given",
    requires="写明县里的决定或者法律依据",
    en="the county's decision or the law it rests on is named",
    source=COUNTY,
    on_data=True,
)
def basis_given(file: Picture, given: Given) -> bool:
    return bool(given.data.get("basis"))


@guard(
    "known_procedure",
    requires="程序代码在公布的阶段表中",
    en="the procedure stands in the published table of stages",
    source=HOUSE,
    on_data=True,
)
def known_procedure(file: Picture, given: Given) -> bool:
    return any(procedure == given.data.get("procedure") for procedure, _ in stages())


@guard("due_ahead", requires="完成日期在今天以后", en="the day lies ahead", source=HOUSE, on_data=True)
def due_ahead(file: Picture, given: Given) -> bool:
    due = given.data.get("due")
    return due is None or due > given.today


@guard(
    "measure_open",
    requires="写明的是还在进行的措施",
    en="the measure is still open",
    source=HOUSE,
    on_data=True,
)
def measure_open(file: Picture, given: Given) -> bool:
    line = file.entries.get(str(given.data.get("measure") or ""))
    return line is not None and line.status == "open"
