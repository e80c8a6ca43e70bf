"""The five faults as pages: which indicators stand on each, and the counts that every rate is read against (F3)."""

from dataclasses import dataclass

from rongzhi.core.statistics.index import Index
from rongzhi.core.statistics.measures import Did
from rongzhi.rulebook.indices import ACCEPTED, EFFECTIVE, FAULTS, FILED, INVITED


@dataclass(frozen=True, slots=True)
class Fault:
    """One page: what it asks in both languages, and the indicators that answer."""

    key: str
    label: str
    en: str
    asks: str
    asks_en: str
    indices: tuple[Index, ...]


def _of(*groups: str) -> tuple[Index, ...]:
    return tuple(index for group in groups for index in FAULTS[group][2])


PAGES = (
    Fault(
        "independence",
        "独立和联动",
        "Independence and integration",
        "调解组织是不是靠谁吃饭就听谁的；各部门是不是各管各的。",
        "Do mediation bodies depend on who pays them, and do the departments work apart?",
        _of("independence"),
    ),
    Fault(
        "society",
        "社会参与",
        "Social participation",
        "政府、法院和机构以外的人有没有真正参与。",
        "Does anybody from outside government, court and institutions really take part?",
        _of("society"),
    ),
    Fault(
        "professional",
        "专业和中立",
        "Professionalism and neutrality",
        "办得好不好，双方是不是觉得一样公平。",
        "Is the work good, and do both sides find it equally fair?",
        _of("profession", "neutrality"),
    ),
    Fault(
        "thresholds",
        "隐性门槛",
        "Hidden thresholds",
        "人在哪一步被挡住、被拖住、被要材料。",
        "At which step are people turned away, kept waiting or asked for one more paper?",
        _of("thresholds"),
    ),
    Fault(
        "lasting",
        "可持续",
        "Sustainability",
        "钱、人和时间还能撑多久。",
        "How long will money, people and time last?",
        _of("lasting"),
    ),
)

# The way of a case, step by step: how many of those filed in the period came so far.
STEPS = ("filed", "accepted", "invited", "joined", "mediated", "settled", "performed")

# What a rate may be of (F3): each counts the cases in which it first happened in the period.
DENOMINATORS = (
    ("filed", "提交", "filed", FILED),
    ("accepted", "受理", "accepted", ACCEPTED),
    ("refused", "不予受理", "refused", Did(("intake.refuse",))),
    ("invited", "发出邀请", "invited", INVITED),
    ("joined", "对方应邀", "joined", Did(("invitation.join", "invitation.agree"))),
    (
        "mediated",
        "开始调解",
        "mediated",
        Did(("mediation.tell_rights", "mediation.hold_meeting", "fast_track.begin")),
    ),
    ("settled", "协议生效", "settled", EFFECTIVE),
    ("performed", "履行完毕", "performed", Did(("performance.complete",))),
)
