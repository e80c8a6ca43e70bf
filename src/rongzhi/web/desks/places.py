"""Which desks somebody has: the pages beside the worklist, by office, body and roster."""

from dataclasses import dataclass

from django.urls import reverse

from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.web.actors import is_institution
from rongzhi.web.speech import say


@dataclass(frozen=True, slots=True)
class Place:
    """One desk: the name of its address, and its name in the reader's language."""

    key: str
    name: str
    note: str

    @property
    def link(self) -> str:
        return reverse(self.key)


WORDS = {
    "desk_intake": ("受理台", "Intake desk", "新申请、审查提示、一次补正", "new filings, advice, completion"),
    "desk_mediator": (
        "调解台",
        "Mediator's desk",
        "在办案件、本周会期、方案、期限",
        "cases, sessions, proposals, clocks",
    ),
    "desk_figures": ("负责人台", "Manager's desk", "工作量、期限、质量", "load, deadlines, quality"),
    "desk_institution": (
        "机构台",
        "Institution's desk",
        "全部纠纷、待答复、代理权限",
        "disputes, answers, authority",
    ),
    "desk_court": ("法院台", "Court desk", "委派委托、待确认、结果", "commissions, confirmations, results"),
    "desk_received": ("移交台", "Hand-overs", "移送本单位的事项", "what was handed to this body"),
    "desk_consultations": (
        "会商情况",
        "Consultations",
        "进行中的、一致程度、各单位",
        "under way, agreement, body by body",
    ),
    "desk_oversight": (
        "五个问题",
        "Five questions",
        "独立、参与、中立、门槛、可持续",
        "independence, participation, neutrality, thresholds, lasting",
    ),
    "desk_ledger": (
        "收支台账",
        "Ledger",
        "收入、支出、已签的资金、预算",
        "income, costs, signed funding, budget",
    ),
    "desk_reviews": (
        "抽样评查",
        "Sampled reviews",
        "抽中的案件、评分、整改",
        "cases drawn, scores, what is mended",
    ),
    "desk_assessor": ("评查台", "Assessor's desk", "评查记录（负责人不可见）", "own log, closed to managers"),
    "desk_auditor": ("审计台", "Auditor's desk", "查阅记录、记录核验、导出", "openings, the record, exports"),
    "groups": ("群体纠纷", "Mass disputes", "示范案件、公式、各人方案", "lead cases, formula, own sheets"),
    "desk_administrator": (
        "管理台",
        "Administrator's desk",
        "人员、单位、节假日、规则包",
        "people, bodies, calendar, packs",
    ),
}


def keys_of(by: Actor) -> frozenset[str]:
    """The names of the addresses of this actor's desks; each page asks here whether it is there for the reader."""
    columns = {column(code) for code in by.codes}
    found = set()
    for function, key in BY_FUNCTION:
        if function in by.functions and (by.bodies or function in FREE):
            found.add(key)
    if RoleColumn.ORGANISATION not in columns:
        found -= OF_ORGANISATION
    if by.neutral:
        found.add("desk_mediator")
    if is_institution(by):
        found.add("desk_institution")
    if by.bodies and RoleColumn.COURT in columns:
        found.add("desk_court")
    if by.bodies and columns & RECEIVING and not by.functions & {"assessor", "administrator", "auditor"}:
        found.add("desk_received")
    if by.bodies and (RoleColumn.SECRETARIAT in columns or "LEAD" in by.codes or "assessor" in by.functions):
        found.add("desk_consultations")
    if by.bodies and RoleColumn.ORGANISATION in columns and by.functions & {"officer", "manager"}:
        found.add("desk_ledger")
    if by.bodies and RoleColumn.ORGANISATION in columns and by.functions & {"officer", "reviewer"}:
        found.add("desk_reviews")
    if _has_oversight(by, columns):
        found.add("desk_oversight")
    if _has_groups(by, columns):
        found.add("groups")
    return frozenset(found)


def _has_oversight(by: Actor, columns: set[RoleColumn]) -> bool:
    """The secretariat, the leading group, assessors and auditors read the county's figures, and organisations' managers."""
    if "auditor" in by.functions:
        return True
    office = RoleColumn.SECRETARIAT in columns or "LEAD" in by.codes or "assessor" in by.functions
    manages = RoleColumn.ORGANISATION in columns and "manager" in by.functions
    return bool(by.bodies) and (office or manages)


def _has_groups(by: Actor, columns: set[RoleColumn]) -> bool:
    """Organisations' staff, institutions, courts and the secretariat have a list of mass disputes."""
    staff = RoleColumn.ORGANISATION in columns and bool(by.functions & {"officer", "reviewer", "manager"})
    return bool(by.bodies) and (
        staff or is_institution(by) or bool(columns & {RoleColumn.COURT, RoleColumn.SECRETARIAT})
    )


BY_FUNCTION = (
    ("officer", "desk_intake"),
    ("manager", "desk_figures"),
    ("assessor", "desk_assessor"),
    ("auditor", "desk_auditor"),
    ("administrator", "desk_administrator"),
)
FREE = frozenset({"administrator", "auditor"})
OF_ORGANISATION = frozenset({"desk_intake", "desk_figures"})
RECEIVING = frozenset({RoleColumn.DEPARTMENT, RoleColumn.SECRETARIAT, RoleColumn.OTHER})


def places(by: Actor) -> list[Place]:
    """This actor's desks in the order of WORDS."""
    mine = keys_of(by)
    return [
        Place(key, name_of(key, by), say(note, note_en))
        for key, (_, _, note, note_en) in WORDS.items()
        if key in mine
    ]


def name_of(key: str, by: Actor) -> str:
    """The name of a desk; what is received is, for the secretariat, what it has to settle."""
    if key == "desk_received" and any(column(code) is RoleColumn.SECRETARIAT for code in by.codes):
        return say("协调台", "Coordinator's desk")
    zh, en, _, _ = WORDS[key]
    return say(zh, en)
