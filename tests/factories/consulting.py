"""A consultation about a case, step by step through the one door: five departments, two questions."""

from typing import Any

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Body
from tests.factories.county import CODE, NOW, act, agent, key, officer

DEPARTMENTS = {
    "NFRA": "金融监管W县支局",
    "PBOC": "人民银行W市分行",
    "FIN": "W县金融办",
    "SAMR": "W县市场监管局",
    "JB": "W县司法局",
    "XF": "W县信访局",
}
MEMBERS = ("NFRA", "PBOC", "FIN", "SAMR", "JB")
PACK = {
    "facts_agreed": "贷款和保险同日办理。",
    "facts_disputed": "是否事先告知保费。",
    "left_out": "身份信息没有提供，会商不需要。",
    "basis": "当事人书面同意",
}
QUESTIONS = {
    "question_1": "机构是否应当退还保费？",
    "kind_1": "yes_no",
    "question_2": "合理的退还金额是多少？",
    "kind_2": "amount",
}
ASKING = {
    "test_law": "yes",
    "test_regulators": "yes",
    "why_complex": "两个条线都有规定",
    "questions": "是否应退",
}


def departments() -> None:
    """Register the departments of the test county with a login each."""
    there = set(Body.objects.filter(county=CODE).values_list("handle", flat=True))
    for n, (handle, name) in enumerate(DEPARTMENTS.items(), 101):
        if handle not in there:
            Body.objects.create(
                number=f"{CODE}-B2026-{n:04d}",
                county=CODE,
                handle=handle,
                kind=handle,
                name_zh=name,
                name_en=handle,
            )
        if not Account.objects.filter(username=f"agent-{handle}").exists():
            Account.objects.create_user(
                f"agent-{handle}", "a password of the tests", county=CODE, name_zh=handle, body=handle
            )
    forget()


def department(handle: str) -> Actor:
    """Whoever acts for that department."""
    return Actor(id=f"agent-{handle}", bodies=frozenset({handle}), codes=frozenset({handle}), county=CODE)


def asked(file: str, **changes: Any) -> None:
    act(file, "consultation.ask", by=officer(), **{**ASKING, **changes})


def convened(file: str, members: tuple[str, ...] = MEMBERS, now=NOW, **changes: Any) -> None:
    """Asked, admitted and sent to these members."""
    asked(file)
    act(file, "consultation.admit", by=agent("SEC"), now=now)
    seats = {f"member_{n}": handle for n, handle in enumerate(members, 1)}
    data = {**seats, "chair": "SEC", **QUESTIONS, **PACK, **changes}
    act(file, "consultation.convene", by=agent("SEC"), now=now, **data)


def answers(
    yes: str = "yes", amount: str = "3000.00", *, reasons: str = "保费未单独告知", **more: Any
) -> dict:
    """The answers to both questions."""
    said = {
        "answer_1": yes,
        "confidence_1": "80",
        "reasons_1": reasons,
        "answer_2": amount,
        "confidence_2": "60",
        "reasons_2": f"{reasons}，按比例计算",
    }
    return {**said, **more}


def opinion(file: str, handle: str, *, now=NOW, again: bool = False, **said: Any) -> Done:
    name = "consultation.second_opinion" if again else "consultation.first_opinion"
    data = answers(**said) if again else {**answers(**said), "no_tie": "yes"}
    return act(file, name, by=department(handle), now=now, **data)


def refused(file: str, name: str, by: Actor, now=NOW, **data: Any) -> set[str]:
    """The keys of the reasons against the act, which has to be refused."""
    answer = perform(file, name, by=by, data=data, now=now, request=key())
    assert isinstance(answer, Refusal), answer
    return {reason.key for reason in answer.reasons}
