"""Conditions of the follow-up visit: whom to ask, how often, and who may look into a doubt."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Party
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.speaking import speaker
from rongzhi.rulebook.sources import COUNTY, HOUSE

ANSWERED = ("answered", "doubt", "examined")
TRIES = 2  # “recorded tries” is a plural: one try is never enough


def to_be_asked(case: Case) -> list[Party]:
    """After a withdrawal those who withdrew, else every applicant and respondent."""
    last, kept = case.proceeding("withdrawal"), case.proceeding("performance")
    withdrawn = last is not None and last.stage == "recorded" and kept is None
    return case.side("applicant") if withdrawn else case.principals


def _said(case: Case, party: str, given: Given, *statuses: str) -> bool:
    return bool(case.list("visit", *statuses, party=party, proceeding=given.proceeding))


def _tried(case: Case, party: str, given: Given) -> bool:
    return len(case.list("visit_try", "failed", party=party, proceeding=given.proceeding)) >= TRIES


@guard(
    "pressure_felt",
    requires="当事人反映受到压力，或者撤回并非本人意愿",
    en="the party felt pressed, or did not withdraw of its own will",
    source=COUNTY,
    on_data=True,
)
def pressure_felt(case: Case, given: Given) -> bool:
    return bool(given.data.get("felt_pressed")) or given.data.get("own_will") == "no"


@guard(
    "no_pressure_felt",
    requires="当事人未反映受到压力",
    en="no pressure was reported",
    source=COUNTY,
    on_data=True,
)
def no_pressure_felt(case: Case, given: Given) -> bool:
    return not pressure_felt(case, given)


@guard(
    "not_asked_yet",
    requires="这位当事人尚未答复本次回访",
    en="this party has not answered this visit yet",
    source=HOUSE,
    on_data=True,
)
def not_answered_yet(case: Case, given: Given) -> bool:
    return not _said(case, speaker(case, given), given)


@guard(
    "contacted",
    requires="对这位当事人的联系正在等待答复",
    en="an attempt to reach this party awaits its answer",
    source=HOUSE,
    on_data=True,
)
def contact_open(case: Case, given: Given) -> bool:
    return bool(
        case.list("visit_try", "sent", party=str(given.data.get("party")), proceeding=given.proceeding)
    )


@guard(
    "doubt_open",
    requires="有待核查的反映",
    en="a report of pressure still has to be looked into",
    source=COUNTY,
)
def doubt_open(case: Case, given: Given) -> bool:
    return bool(case.list("visit", "doubt", proceeding=given.proceeding))


@guard(
    "all_asked",
    requires="应回访的当事人均已答复或者表示不愿回访",
    en="everybody to be asked has answered or declined",
    source=COUNTY,
)
def all_answered(case: Case, given: Given) -> bool:
    asked = to_be_asked(case)
    told = all(_said(case, p.key, given) for p in asked)
    return told and any(_said(case, p.key, given, *ANSWERED) for p in asked) and not doubt_open(case, given)


@guard(
    "all_declined",
    requires="应回访的当事人均不愿回访",
    en="everybody to be asked has declined",
    source=COUNTY,
)
def all_declined(case: Case, given: Given) -> bool:
    asked = to_be_asked(case)
    return bool(asked) and all(_said(case, p.key, given, "declined") for p in asked)


@guard(
    "rest_tried",
    requires="至少一方已经答复，其余各方均有两次以上未成功的联系记录",
    en="at least one party has answered, and for each other more than one failed try is on record",
    source=COUNTY,
)
def rest_tried(case: Case, given: Given) -> bool:
    asked = to_be_asked(case)
    answered = [p for p in asked if _said(case, p.key, given, *ANSWERED)]
    return bool(answered) and all(_said(case, p.key, given) or _tried(case, p.key, given) for p in asked)


@guard(
    "nobody_answers",
    requires="没有一方答复，且每一方均有两次以上未成功的联系记录或者不愿回访",
    en="nobody has answered, and for each party more than one failed try or its wish not to be asked is on record",
    source=COUNTY,
)
def nobody_answers(case: Case, given: Given) -> bool:
    asked = to_be_asked(case)
    answered = any(_said(case, p.key, given, *ANSWERED) for p in asked)
    tried = all(_said(case, p.key, given, "declined") or _tried(case, p.key, given) for p in asked)
    return not answered and tried and any(_tried(case, p.key, given) for p in asked)


@guard(
    "took_no_part",
    requires="由没有参与本案调解、撤回登记和回访的其他人员核查",
    en="looked into by somebody who took no part in the mediation, the withdrawal or the visit",
    source=COUNTY,
)
def took_no_part(case: Case, given: Given) -> bool:
    kinds = ("withdrawal", "free_will", "visit", "visit_try")
    hands = {e.actor for e in case.entries.values() if e.kind in kinds} | {case.header.get("officer")}
    hands |= {e.facts.get("behalf") for e in case.entries.values() if e.kind in kinds}
    hands |= {p.actor for p in case.proceedings.values() if p.procedure == "withdrawal"}
    neutrals = {case.header.get("neutral"), case.header.get("evaluator")} - {None, ""}
    return not given.by.persons & hands and given.by.neutral not in neutrals


@guard("not_accepted_before", requires="案件尚未受理", en="the case was not accepted yet", source=COUNTY)
def not_accepted_before(case: Case, given: Given) -> bool:
    return not case.at("intake", "accepted")


@guard(
    "other_side_had_agreed",
    requires="对方曾同意调解",
    en="the other side had agreed to mediate",
    source=COUNTY,
)
def other_side_had_agreed(case: Case, given: Given) -> bool:
    return case.at("intake", "accepted") and case.at("invitation", "agreed")


@guard(
    "other_side_not_agreed",
    requires="对方尚未同意调解",
    en="the other side had not agreed to mediate yet",
    source=COUNTY,
)
def other_side_not_agreed(case: Case, given: Given) -> bool:
    return case.at("intake", "accepted") and not case.at("invitation", "agreed")
