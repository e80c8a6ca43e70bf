"""In what words a capacity is named: the office, the body, and for whom a deputy acts."""

from rongzhi.accounts.capacities import Capacity
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Body, Neutral
from rongzhi.web.speech import say, words

FUNCTIONS = {
    "officer": ("承办人员", "officer"),
    "reviewer": ("复核人员", "reviewer"),
    "manager": ("负责人", "manager"),
    "administrator": ("管理员", "administrator"),
    "assessor": ("评查人员", "assessor"),
    "auditor": ("审计人员", "auditor"),
    "court": ("法院工作人员", "court staff"),
    "member": ("单位工作人员", "staff of the body"),
    "neutral": ("调解员、评估员", "mediator or evaluator"),
}


def function_words(function: str) -> str:
    """An office in words."""
    return say(*FUNCTIONS[function]) if function in FUNCTIONS else function


def capacity_words(capacity: Capacity) -> str:
    """The capacity in words: "W县金融纠纷人民调解委员会 · 承办人员（代 何知夏）"."""
    text = actor_words(capacity.actor)
    if not capacity.behalf:
        return text
    account = Account.objects.filter(username=capacity.behalf).first()
    other = words(account) or capacity.behalf
    return say(f"{text}（代 {other}）", f"{text} (for {other})")


def actor_words(actor: Actor) -> str:
    """Body and offices of an actor in words."""
    names = [words(row) for row in Body.objects.filter(county=actor.county, handle__in=actor.bodies)]
    offices = [function_words(name) for name in FUNCTIONS if name in actor.functions]
    if actor.neutral:
        row = Neutral.objects.filter(county=actor.county, handle=actor.neutral).first()
        offices.append(f"{function_words('neutral')} {words(row) if row else actor.neutral}")
    if not offices and names:
        offices.append(function_words("member"))
    return " · ".join([*names, say("、", ", ").join(offices)]).strip(" ·") or say("无职务", "no office")
