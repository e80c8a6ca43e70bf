"""Conditions on the channel that a case goes through; they choose among clock sets."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, channel, track
from rongzhi.rulebook.sources import COUNTY, PML_17, SPM_27


def _taken(case: Case, given: Given) -> str:
    return str(given.data.get("channel") or channel(case) or case.header.get("channel_wished") or "")


def _track(case: Case, given: Given) -> str:
    return str(given.data.get("track") or track(case))


@guard("people_mediation", requires="人民调解", en="people's mediation", source=PML_17)
def is_people_mediation(case: Case, given: Given) -> bool:
    return _taken(case, given) == "people_mediation"


@guard(
    "commissioned", requires="法院委派（立案前）", en="commissioned by a court before filing", source=SPM_27
)
def is_commissioned(case: Case, given: Given) -> bool:
    return _taken(case, given) == "commissioned" and not case.header.get("court_online")


@guard(
    "commissioned_online",
    requires="法院在线平台委派",
    en="commissioned on the court's online platform",
    source=SPM_27,
)
def is_commissioned_online(case: Case, given: Given) -> bool:
    return _taken(case, given) == "commissioned" and bool(case.header.get("court_online"))


@guard(
    "entrusted_simple",
    requires="法院委托（简易程序）",
    en="entrusted by a court, simplified procedure",
    source=SPM_27,
)
def is_entrusted_simple(case: Case, given: Given) -> bool:
    return _taken(case, given) == "entrusted" and case.header.get("court_procedure") == "simple"


@guard(
    "entrusted", requires="法院委托（普通程序）", en="entrusted by a court, ordinary procedure", source=SPM_27
)
def is_entrusted(case: Case, given: Given) -> bool:
    return _taken(case, given) == "entrusted"


@guard("simple_track", requires="适用简易程序", en="simple track", source=COUNTY)
def is_simple(case: Case, given: Given) -> bool:
    return _track(case, given) == "simple"


@guard("complex_track", requires="适用疑难复杂程序", en="difficult-complex track", source=COUNTY)
def is_complex(case: Case, given: Given) -> bool:
    return _track(case, given) == "complex"
