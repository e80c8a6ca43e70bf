"""Tasks in the test county: a case that has something for the secretariat, and one task given to a bank."""

from tests.factories.county import NOW, act, agent, filed, officer

GIVEN = {
    "task": "核对该机构的销售记录",
    "body": "BANK2",
    "about": "duty",
    "basis": "监管要求",
    "due": "2026-03-20",
    "result_wanted": "书面核对结论",
    "contact": "联席会议办公室",
}


def objected(*, now=NOW, **changes) -> str:
    """A case whose hand-over the other bank objects to, so that the secretariat has it; its number."""
    file = filed(now=now, **changes)
    act(
        file, "referral.begin", by=officer(), now=now, channel="complaint", to_body="BANK2", whose="applicant",
        packet="申请书", why="由该机构先行处理", legal_duty="《消费者权益保护法》第三十九条",
    )  # fmt: skip
    act(file, "referral.send", by=officer(), now=now, next_on="2026-03-20")
    act(file, "referral.object", by=agent("BANK2"), now=now, ground="competence", basis="不属本单位")
    return file


def tasked(*, now=NOW, **changes) -> str:
    """A case with one task, given to the other bank by the secretariat; its number."""
    sheet = {key: changes.pop(key) for key in (*GIVEN, "helper", "helper_2") if key in changes}
    file = objected(now=now, **changes)
    act(file, "task.give", by=agent("SEC"), now=now, **(GIVEN | sheet))
    return file
