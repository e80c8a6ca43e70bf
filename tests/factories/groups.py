"""A group of parallel disputes against one bank, led as far as a test needs it."""

from typing import Any

from rongzhi.casework.groups import batches
from rongzhi.casework.groups.batches import BATCHES, FIGURES, Result
from rongzhi.casework.groups.reading import Group, group_of
from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from tests.factories import county as made
from tests.factories.county import CODE, NOW, act, clock, dispute, done, key, officer, party, perform

FORMULA = "应退 = round(手续费 * 0.8, 2)"
WORDS = "退还已收手续费的八成。"
TEXTS = {
    "respondent": "BANK1",
    "dispute_class": "C05",
    "product": "分期手续费",
    "facts": "办理分期时没有说明手续费的年化利率。",
    "issues": "手续费是否应当退还。",
    "reasons": "同一机构、同一产品、同一问题。",
}
REPLY_BY = str(clock(days=20).date())


def opened(*, by: Actor | None = None, **changes: Any) -> str:
    """Open a group and begin asking; its number."""
    answer = perform(
        None,
        "group.open",
        by=by or officer(),
        data={**TEXTS, **changes},
        now=NOW,
        request=key(),
        county=CODE,
        owner="PMCF",
    )
    number = done(answer).file
    act(number, "group.ask_consent", by=officer())
    return number


def cases(count: int, **changes: Any) -> list[str]:
    """That many disputes of different people against the bank."""
    return [
        made.filed(
            **dispute(
                applicant_name=f"王{n:03d}",
                applicant_phone=f"138{n:08d}",
                what_happened=f"第{n}号：分期手续费没有说明。",
                **changes,
            )
        )
        for n in range(1, count + 1)
    ]


def seen(number: str, by: Actor | None = None) -> Group:
    found = group_of(by or officer(), number)
    assert found is not None
    return found


def picture(number: str) -> Picture:
    return load(File.objects.values_list("picture", flat=True).get(number=number))


def batch(
    number: str, which: str, numbers: list[str], *, by: Actor | None = None, token: str = "", **shared: Any
) -> list[Result]:
    """Preview and run one batch as an officer would."""
    kind = BATCHES.get(which, FIGURES)
    own = shared.pop("own", None)
    group = seen(number, by)
    items = batches.preview(
        group, kind, batches.prepare(group, kind, numbers, shared, own), by=by or officer(), now=NOW
    )
    return batches.run(kind, items, by=by or officer(), now=NOW, token=token or key())


def all_done(results: list[Result]) -> list[Result]:
    """The results, which must all be done."""
    assert all(one.done for one in results), [one.reasons for one in results if not one.done]
    return results


def invited(count: int = 12, number: str = "") -> tuple[str, list[str]]:
    number, numbers = number or opened(), cases(count)
    all_done(batch(number, "invite", numbers, reply_by=REPLY_BY))
    return number, numbers


def joined(count: int = 12) -> tuple[str, list[str]]:
    number, numbers = invited(count)
    for case in numbers:
        act(case, "membership.join", by=party(case), agrees="yes", wait="yes")
    return number, numbers


def with_lead(count: int = 12) -> tuple[str, list[str]]:
    """All joined; the first case is the lead."""
    number, numbers = joined(count)
    act(number, "group.end_consent", by=officer())
    act(number, "group.choose_lead_case", by=officer(), member="member-1", reasons="事实最完整")
    return number, numbers


def carried_over(count: int = 12) -> tuple[str, list[str]]:
    """The lead case agreed; the formula is set and each member's figures are in."""
    number, numbers = with_lead(count)
    act(
        number,
        "group.lead_result",
        by=officer(),
        result="agreement",
        on_day=str(NOW.date()),
        common_terms="退还八成",
    )
    act(number, "group.set_formula", by=officer(), formula=FORMULA, in_words=WORDS)
    own = {case: {"figures": f"手续费 = {100 + n}.55"} for n, case in enumerate(numbers)}
    all_done(batch(number, "figures", numbers, own=own))
    return number, numbers


def proposed(count: int = 12) -> tuple[str, list[str]]:
    """Every member but the lead holds their own sheet."""
    number, numbers = carried_over(count)
    all_done(batch(number, "propose", numbers[1:], terms="银行在十日内退还。", answer_by=REPLY_BY))
    return number, numbers
