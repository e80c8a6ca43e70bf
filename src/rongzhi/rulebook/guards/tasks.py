"""Conditions of a task: to whom it may be given, who answers for it, what is late, and what closes it."""

import re

from rongzhi.core.procedure.definition import Confidence, Given, Guard, Source, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.access.masks import ACCOUNT, IDENTITY
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.sources import COUNTY, HOUSE
from rongzhi.rulebook.tables import bodies

# Whom the coordinating office may charge with a task, remind and supervise (kinds of bodies.csv).
PRESSED_KINDS = frozenset({"department", "regulator", "police", "institution", "mediation_org"})
PRESSED_BODIES = frozenset({"GOVC"})  # a coordinator that is an office of the county like any department
ADDRESSEES = ("body", "helper", "helper_2", "helper_3")
NEVER_ADDRESSED = Source(
    "《民事诉讼法》(2023)第六条；《仲裁法》(2025修订)第九条；金发〔2025〕14号第六项",
    "",
    Confidence.VERIFIED,
)
LEFT = "moved"  # the body to which it was given is no longer charged with it
HELD = ("given", "received", "objected", "answered", "supervised", "escalated")


def task_of(case: Case, proceeding: str) -> Entry | None:
    """The register's line of the task of this proceeding, with the body that answers for it; None when there is none."""
    lines = [line for line in case.list("task", proceeding=proceeding) if line.status != LEFT]
    return lines[-1] if proceeding and lines else None


def answered(case: Case, proceeding: str) -> bool:
    """Whether a feedback lies before the secretariat, neither accepted nor returned."""
    return bool(proceeding and case.list("task_feedback", "given", proceeding=proceeding))


def tasks_of(case: Case, consultation: str) -> list[Entry]:
    """The tasks that carry out this consultation (key of its proceeding), each with the body that answers for it."""
    runs = dict.fromkeys(
        line.proceeding for line in case.list("task") if line.facts.get("consultation") == consultation
    )
    return [line for key in runs if (line := task_of(case, key)) is not None]


def may_be_pressed(kind: str) -> bool:
    """Whether a body of this kind (a code of bodies.csv) may be given a task, reminded and supervised."""
    row = bodies().get(kind)
    return row is not None and (row.kind in PRESSED_KINDS or kind in PRESSED_BODIES)


def _kind(given: Given, handle: str) -> str:
    row = given.tables.get("body_handles", {}).get(handle) or {}
    return str(row.get("kind", ""))


@guard(
    "never_to_a_court",
    requires="交办、催办、督办和提级只面向部门、金融机构和调解组织；不得向人民法院、仲裁机构、公证机构、调解员或者评估员提出",
    en="tasks, reminders, supervision and escalation go to departments, institutions and mediation organisations alone, "
    "never to a court, an arbitration body, a notary or a neutral",
    source=NEVER_ADDRESSED,
    on_data=True,
)
def addressed_to_office(case: Case, given: Given) -> bool:
    named = [str(given.data[key]) for key in ADDRESSEES if given.data.get(key)]
    return all(may_be_pressed(_kind(given, handle)) for handle in named)


@guard(
    "supervises_no_court",
    requires="督办和提级只面向部门、金融机构和调解组织",
    en="supervision and escalation go to departments, institutions and mediation organisations alone",
    source=NEVER_ADDRESSED,
)
def supervises_office(case: Case, given: Given) -> bool:
    task = task_of(case, given.proceeding)
    return task is not None and may_be_pressed(_kind(given, task.code))


@guard(
    "no_numbers_in_sheet",
    requires="交办单不写证件号码和账户号码",
    en="the sheet holds no identity or account numbers",
    source=COUNTY,
    on_data=True,
)
def no_numbers(case: Case, given: Given) -> bool:
    text = " ".join(str(given.data.get(key) or "") for key in ("task", "basis", "result_wanted"))
    return not IDENTITY.search(text) and not _account(text)


def _account(text: str) -> bool:
    return any(len(re.sub(r"\D", "", found[0])) >= 12 for found in ACCOUNT.finditer(text))


@guard(
    "names_a_consultation",
    requires="所填的会商是本案的会商",
    en="the consultation named is one of this case",
    source=HOUSE,
    on_data=True,
)
def names_consultation(case: Case, given: Given) -> bool:
    named = given.data.get("consultation")
    run = case.proceedings.get(str(named)) if named else None
    return not named or (run is not None and run.procedure == "consultation")


@guard(
    "limit_was_missed",
    requires="因期限已过交办的，本案登记有超过的期限",
    en="where a missed time limit is the reason, one is on record as missed in this case",
    source=COUNTY,
    on_data=True,
)
def limit_missed(case: Case, given: Given) -> bool:
    return given.data.get("about") != "missed_limit" or bool(case.list("late"))


@guard(
    "not_before_today",
    requires="日期不早于今天",
    en="the date is not before today",
    source=HOUSE,
    on_data=True,
)
def not_before_today(case: Case, given: Given) -> bool:
    days = [given.data.get(key) for key in ("due", "until", "new_on")]
    return all(day >= given.today for day in days if day is not None)


@guard(
    "date_left_open",
    requires="交办单没有写明办结日期",
    en="the sheet names no date",
    source=COUNTY,
    on_data=True,
)
def date_left_open(case: Case, given: Given) -> bool:
    return not given.data.get("due")


@guard(
    "counts_from_receipt",
    requires="期限自签收之日起计算，尚未另定日期",
    en="the period counts from the receipt, and no other date has been set",
    source=COUNTY,
)
def counts_from_receipt(case: Case, given: Given) -> bool:
    clock = case.clock("unreceived", given.proceeding)
    return clock is not None and clock.status == "running"


@guard(
    "date_stated", requires="交办单写明了办结日期", en="the sheet names a date", source=COUNTY, on_data=True
)
def date_stated(case: Case, given: Given) -> bool:
    return bool(given.data.get("due"))


@guard(
    "body_of_this_task",
    requires="本单位是这项交办的牵头单位",
    en="your body is the lead of this very task",
    source=COUNTY,
)
def leads_it(case: Case, given: Given) -> bool:
    task = task_of(case, given.proceeding)
    return task is not None and task.code in given.by.bodies


@guard(
    "helps_in_this_task",
    requires="本单位是这项交办的配合单位",
    en="your body is asked to help in this very task",
    source=COUNTY,
)
def helps_in_it(case: Case, given: Given) -> bool:
    asked = case.list("task_helper", "asked", proceeding=given.proceeding)
    return any(line.code in given.by.bodies for line in asked)


@guard("not_signed_for", requires="尚未签收", en="it was not signed for yet", source=HOUSE)
def not_received(case: Case, given: Given) -> bool:
    task = task_of(case, given.proceeding)
    return task is not None and task.status == "given"


@guard(
    "objection_in_time_to_task",
    requires="在签收后的异议期内（尚未签收的，签收前也可以提出）",
    en="within the time for objections after signing for it, or before that",
    source=COUNTY,
)
def may_object(case: Case, given: Given) -> bool:
    task = task_of(case, given.proceeding)
    clock = case.clock("objection", given.proceeding)
    in_time = clock is not None and clock.status == "running"
    return task is not None and (task.status == "given" or (task.status == "received" and in_time))


@guard(
    "another_body",
    requires="改由另一单位办理",
    en="another body is named",
    source=COUNTY,
    on_data=True,
)
def another_body(case: Case, given: Given) -> bool:
    task = task_of(case, given.proceeding)
    return task is not None and given.data.get("body") != task.code


@guard("no_feedback_before", requires="没有待核的反馈", en="no feedback waits to be weighed", source=HOUSE)
def no_feedback_lies(case: Case, given: Given) -> bool:
    return not answered(case, given.proceeding)


@guard(
    "feedback_with_proof",
    requires="办理单位已经反馈，并附有证明",
    en="the body has reported back, with proof",
    source=COUNTY,
)
def feedback_lies(case: Case, given: Given) -> bool:
    return answered(case, given.proceeding)


@guard(
    "feedback_overdue",
    requires="反馈日期已过，已自动催办，仍未反馈",
    en="the date for feedback has passed, a reminder went out, and no feedback came",
    source=COUNTY,
)
def feedback_overdue(case: Case, given: Given) -> bool:
    return bool(case.list("task_delay", "reminded", "sheet_due", proceeding=given.proceeding))


@guard(
    "supervision_due",
    requires="催办后仍未反馈，到了应当督办的日期",
    en="no feedback after the reminder, and the day of the supervision sheet has come",
    source=COUNTY,
)
def supervision_due(case: Case, given: Given) -> bool:
    return bool(case.list("task_delay", "sheet_due", proceeding=given.proceeding))


@guard(
    "later_date",
    requires="新的日期晚于原定日期",
    en="the new date is later than the present one",
    source=COUNTY,
    on_data=True,
)
def later_date(case: Case, given: Given) -> bool:
    until = given.data.get("until")
    running = [
        c.due
        for c in case.running_clocks
        if c.proceeding == given.proceeding and c.name in ("feedback", "unreceived") and c.due
    ]
    return until is None or all(until > due for due in running)


def _names(key: str) -> Guard:
    @guard(
        f"names_{key}", requires="写明了配合单位", en="a helping body is named", source=HOUSE, on_data=True
    )
    def named(case: Case, given: Given) -> bool:
        return bool(given.data.get(key))

    return named


names_helper = _names("helper")
names_helper_2 = _names("helper_2")
names_helper_3 = _names("helper_3")
