"""Conditions of a consultation: why it is needed, who may sit, and an opinion given alone, once, to every question."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rongzhi.core.procedure.definition import Confidence, Given, Source, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.competence import competent_bodies
from rongzhi.rulebook.consulting_fields import MOST_MEMBERS, NUMBERS, TESTS
from rongzhi.rulebook.guards.tasks import tasks_of
from rongzhi.rulebook.opinion_answers import KINDS, WITH_OPTIONS, NoAnswer, Question, read_answer
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.sources import COUNTY, HOUSE, PIPL
from rongzhi.rulebook.tables import bodies

METHOD = Source("本县会商规则（待通过；参照《信访工作条例》第二十四条）", "", Confidence.DESIGN)
WITHDRAW = Source("《信访工作条例》", "第二十八条")
COURT_FREE = Source("《民事诉讼法》(2023)", "第六条")

TESTS_NEEDED = 2
SIMILAR_CASES = 5
MOST_ROUNDS = 3
# Beside the departments these may sit: they have no stake in the case, and what they see is the masked pack alone.
ALSO_SIT = frozenset({"GOVC", "PROC", "EXPERT", "LAW", "CCA"})
EXPERTS = frozenset({"EXPERT", "LAW"})
COURTS = frozenset({"COURT", "COURTF", "COURTE"})
SEATED = "seated"


def run_of(case: Case, given: Given) -> str:
    """Key of the consultation that the act is about."""
    found = case.proceeding("consultation")
    return given.proceeding or (found.key if found else "")


def seats_of(case: Case, run: str, *statuses: str) -> list[Entry]:
    """The seats of a consultation in the order in which they were given; all of them when no status is named."""
    return case.list("seat", *statuses, proceeding=run)


def own_seat(case: Case, run: str, bodies_of: frozenset[str]) -> Entry | None:
    """The seat that one of these bodies holds now; None when it holds none."""
    return next((s for s in seats_of(case, run, SEATED) if s.code in bodies_of), None)


def questions_of(case: Case, run: str) -> list[Question]:
    """The closed questions of a consultation in their order."""
    lines = case.list("consult_question", proceeding=run)
    return [Question(n, e.code, int(e.facts.get(f"count_{n}") or 0)) for n, e in enumerate(lines, 1)]


def openings_of(case: Case, run: str) -> list[Entry]:
    """The moments at which opinions were opened: one for each round that is over."""
    return case.list("opened", proceeding=run)


def round_of(case: Case, run: str) -> int:
    """The round of opinions that runs or comes next, from 1."""
    return len(openings_of(case, run)) + 1


def given_in_round(case: Case, run: str) -> list[Entry]:
    """The opinions that were given since the last opening, by the bodies that still hold their seats."""
    openings = openings_of(case, run)
    since = openings[-1].seq if openings else 0
    seated = {seat.code for seat in seats_of(case, run, SEATED)}
    return [e for e in case.list("opinion", proceeding=run) if e.seq > since and e.code in seated]


def tests_found(case: Case, given: Given) -> set[str]:
    """The tests of domain.md §12 that the file itself shows; the others are asked for with reasons."""
    found = set()
    figure = given.tables.get("settings", {}).get("consult_amount")
    amount = case.header.get("amount")
    if figure is not None and amount is not None and Decimal(str(amount)) > Decimal(str(figure)):
        found.add("amount")
    failed = [p for p in case.proceedings.values() if p.procedure == "mediation" and p.stage == "failed"]
    if len(failed) >= 2 or (failed and case.open_proceedings("mediation")):
        found.add("second_failure")
    if case.list("similar", "found"):  # the detection counted the open cases of its cluster
        found.add("similar")
    if case.list("lead"):
        found.add("crime")
    lines = {one.body_code for one in competent_bodies(case, given.tables)}
    if len({code for code in lines if bodies()[code].kind == "regulator"}) > 1:
        found.add("regulators")
    return found


@guard(
    "five_alike",
    requires="案情比对发现同类诉求五件以上（含本案）",
    en="the comparison of facts found five or more similar claims, this one included",
    source=METHOD,
    on_data=True,
)
def five_alike(case: Case, given: Given) -> bool:
    return int(given.data.get("count") or 0) >= SIMILAR_CASES


def _tests(case: Case, given: Given) -> set[str]:
    claimed = {key for key, _, _ in TESTS if given.data.get(f"test_{key}") is True}
    return claimed | tests_found(case, given)


@guard(
    "two_tests",
    requires="至少符合两项会商条件（案卷中已经查明的也算）",
    en="at least two of the seven tests hold; what the file itself shows counts too",
    source=METHOD,
    on_data=True,
    demands=("F44",),
)
def two_tests(case: Case, given: Given) -> bool:
    return len(_tests(case, given)) >= TESTS_NEEDED


@guard(
    "tests_stated",
    requires="提请时已写明符合哪两项条件；当事人请求的，由办公室先登记",
    en="the request names the two tests; a party's wish is first taken up by the secretariat",
    source=METHOD,
)
def tests_stated(case: Case, given: Given) -> bool:
    return bool(case.list("consult", "asked"))


@guard(
    "a_wish",
    requires="这是当事人的请求，还没有登记",
    en="it is a party's wish that was not taken up yet",
    source=METHOD,
)
def a_wish(case: Case, given: Given) -> bool:
    return bool(case.list("consult", "wished"))


@guard(
    "no_consultation_open",
    requires="没有正在进行的会商",
    en="no consultation is under way",
    source=METHOD,
)
def none_open(case: Case, given: Given) -> bool:
    return not case.open_proceedings("consultation")


def _named(given: Given) -> list[str]:
    chosen = (given.data.get(f"member_{n}") for n in range(1, MOST_MEMBERS + 1))
    return [str(handle) for handle in chosen if handle]


def _row(given: Given, handle: str) -> Mapping[str, Any]:
    row: Mapping[str, Any] = given.tables.get("body_handles", {}).get(handle) or {}
    return row


def may_sit(kind: str) -> bool:
    """Whether a body of that kind may be asked for an opinion: departments and experts, never a court or a party."""
    if kind not in bodies():
        return False
    return column(kind) is RoleColumn.DEPARTMENT or kind in ALSO_SIT


@guard(
    "members_differ",
    requires="成员单位各不相同，主持单位不同时担任成员",
    en="every member is named once, and the chair is none of them",
    source=METHOD,
    on_data=True,
    demands=("F45",),
)
def members_differ(case: Case, given: Given) -> bool:
    named = [*_named(given), str(given.data.get("chair") or "")]
    return len(set(named)) == len(named)


@guard(
    "members_may_sit",
    requires="成员是主管部门或者专家；审判、仲裁、公证机构和金融机构不参加表态",
    en="members are departments or experts; courts, arbitration, notaries and institutions give no opinion",
    source=COURT_FREE,
    on_data=True,
)
def members_may_sit(case: Case, given: Given) -> bool:
    kinds = [str(_row(given, handle).get("kind", "")) for handle in _named(given)]
    asked = case.latest("consult")
    experts = asked is not None and asked.facts.get("panel") == "experts"
    return all(may_sit(kind) and (not experts or kind in EXPERTS) for kind in kinds)


@guard(
    "members_active",
    requires="成员单位和主持单位都在名录中，没有停用",
    en="members and chair are in the directory and active",
    source=COUNTY,
    on_data=True,
)
def members_active(case: Case, given: Given) -> bool:
    named = [*_named(given), str(given.data.get("chair") or ""), str(given.data.get("body") or "")]
    return all(_row(given, handle).get("status", "active") == "active" for handle in named if handle)


@guard(
    "members_without_ties",
    requires="成员单位和主持单位不是本案当事人，也不是承办组织；会审理本案的法院不参加",
    en="neither members nor chair are a party, the organisation that handles the case, or a court that may try it",
    source=WITHDRAW,
    on_data=True,
)
def no_ties(case: Case, given: Given) -> bool:
    tied = {p.body for p in case.parties.values() if p.body} | {case.owner}
    tied |= {str(case.header.get(name) or "") for name in ("court", "commissioned_by")}
    named = [*_named(given), str(given.data.get("chair") or ""), str(given.data.get("body") or "")]
    kinds = {str(_row(given, handle).get("kind", "")) for handle in named if handle}
    return not (tied - {""}) & set(named) and not kinds & COURTS


def _asked(given: Given) -> list[int]:
    return [n for n in NUMBERS if given.data.get(f"question_{n}") or given.data.get(f"kind_{n}")]


@guard(
    "questions_closed",
    requires="每个问题都写明怎样回答；选一项和排顺序的，选项每行一项，并且与所填的个数一致",
    en="every question says how it is answered; a choice or an order lists its options, one a line, as many as stated",
    source=METHOD,
    on_data=True,
    demands=("F45",),
)
def questions_closed(case: Case, given: Given) -> bool:
    numbers = _asked(given)
    if numbers != list(range(1, len(numbers) + 1)):
        return False
    for n in numbers:
        kind = given.data.get(f"kind_{n}")
        if kind not in KINDS or not given.data.get(f"question_{n}"):
            return False
        lines = [line for line in str(given.data.get(f"options_{n}") or "").splitlines() if line.strip()]
        count = given.data.get(f"count_{n}")
        if kind in WITH_OPTIONS and not (count == len(lines) and count):
            return False
        if kind not in WITH_OPTIONS and (lines or count):
            return False
    return True


def question_given(number: int) -> Any:
    """Holds when the question of that number was put."""

    @guard(
        f"question_{number}_put",
        requires=f"提出了问题 {number}",
        en=f"question {number} was put",
        source=METHOD,
        on_data=True,
    )
    def holds(case: Case, given: Given) -> bool:
        return bool(given.data.get(f"kind_{number}"))

    return holds


def member_given(number: int) -> Any:
    """Holds when a member of that number was named."""

    @guard(
        f"member_{number}_named",
        requires=f"列明了成员单位 {number}",
        en=f"member {number} was named",
        source=METHOD,
        on_data=True,
    )
    def holds(case: Case, given: Given) -> bool:
        return bool(given.data.get(f"member_{number}"))

    return holds


@guard(
    "holds_a_seat",
    requires="您的单位是这次会商的成员，没有回避或者退出",
    en="your body is a member of this consultation and has not withdrawn",
    source=METHOD,
)
def holds_a_seat(case: Case, given: Given) -> bool:
    return own_seat(case, run_of(case, given), given.by.bodies) is not None


@guard(
    "member_still_listed",
    requires="您的单位仍在单位名录中（已经移除的，席位随之收回，不再参加会商）",
    en="your body is still in the directory; once it is removed its seat is taken back and it takes no further part",
    source=COUNTY,
)
def still_listed(case: Case, given: Given) -> bool:
    return any(_row(given, handle).get("status", "active") == "active" for handle in given.by.bodies)


@guard(
    "seat_left_directory",
    requires="占有这个席位的单位已从名录移除",
    en="the body that holds the seat was removed from the directory",
    source=COUNTY,
    on_data=True,
)
def seat_left(case: Case, given: Given) -> bool:
    seat = case.entries.get(str(given.data.get("seat") or ""))
    return seat is not None and _row(given, seat.code).get("status", "active") != "active"


@guard(
    "not_yet_given",
    requires="您的单位在这一轮还没有提交意见（已经提交的不能更改，可以在下一轮改变看法）",
    en="your body has given no opinion in this round; what was given stands, and may change in the next round",
    source=METHOD,
)
def not_yet_given(case: Case, given: Given) -> bool:
    return not any(e.code in given.by.bodies for e in given_in_round(case, run_of(case, given)))


@guard(
    "answers_fit",
    requires="每个问题都有符合要求的答案、把握和理由，没有多余的答案；金额问题的范围包含答案",
    en="every question has a fitting answer, a confidence and reasons, nothing is answered that was not asked, and a range holds its amount",
    source=METHOD,
    on_data=True,
    demands=("F46",),
)
def answers_fit(case: Case, given: Given) -> bool:
    asked = {q.number: q for q in questions_of(case, run_of(case, given))}
    for n in NUMBERS:
        text = given.data.get(f"answer_{n}")
        if (n in asked) != bool(text):
            return False
        if n in asked and not _fits(asked[n], str(text), given, n):
            return False
    return bool(asked)


def _fits(question: Question, text: str, given: Given, n: int) -> bool:
    try:
        answer = read_answer(question, text)
    except NoAnswer:
        return False
    if given.data.get(f"confidence_{n}") is None or not given.data.get(f"reasons_{n}"):
        return False
    low, high = given.data.get(f"low_{n}"), given.data.get(f"high_{n}")
    if question.kind != "amount":
        return low is None and high is None
    within = isinstance(answer, Decimal)
    return within and (low is None or low <= answer) and (high is None or answer <= high)


@guard(
    "all_opinions_in",
    requires="所有成员单位都已提交本轮意见",
    en="every member has given its opinion of this round",
    source=METHOD,
)
def all_in(case: Case, given: Given) -> bool:
    run = run_of(case, given)
    seated = {seat.code for seat in seats_of(case, run, SEATED)}
    return bool(seated) and seated == {e.code for e in given_in_round(case, run)}


@guard(
    "a_seat_is_open",
    requires="成员单位不足九个",
    en="fewer than nine members hold a seat",
    source=METHOD,
)
def seat_open(case: Case, given: Given) -> bool:
    return len(seats_of(case, run_of(case, given), SEATED)) < MOST_MEMBERS


@guard(
    "not_seated_yet",
    requires="这个单位还不是成员，也不是主持单位，可以参加会商",
    en="that body may sit, and is neither a member nor the chair yet",
    source=METHOD,
    on_data=True,
)
def not_seated(case: Case, given: Given) -> bool:
    body, run = str(given.data.get("body") or ""), run_of(case, given)
    taken = {e.code for e in (*seats_of(case, run), *case.list("chair", proceeding=run))}
    return body not in taken and may_sit(str(_row(given, body).get("kind", "")))


@guard(
    "seat_of_this_consultation",
    requires="写明的是这次会商现有的一个成员",
    en="the seat that is named is one of this consultation and still held",
    source=METHOD,
    on_data=True,
)
def seat_held(case: Case, given: Given) -> bool:
    seat = case.entries.get(str(given.data.get("seat") or ""))
    return seat is not None and seat.status == SEATED and seat.proceeding == run_of(case, given)


@guard(
    "rounds_left",
    requires="意见还没有满三轮",
    en="fewer than three rounds of opinions were held",
    source=METHOD,
)
def rounds_left(case: Case, given: Given) -> bool:
    return len(openings_of(case, run_of(case, given))) < MOST_ROUNDS


@guard(
    "why_it_ends",
    requires="结束的原因与轮数相符：意见稳定要有两轮可以比较，满三轮才能写“满三轮”",
    en="the reason fits: stable needs two rounds to compare, “three rounds” needs three",
    source=METHOD,
    on_data=True,
)
def end_fits(case: Case, given: Given) -> bool:
    rounds = len(openings_of(case, run_of(case, given)))
    why = given.data.get("ended_because")
    return rounds >= {"stable": 2, "three_rounds": MOST_ROUNDS}.get(str(why), 1)


@guard(
    "speaks_at_the_table",
    requires="您的单位是这次会商的成员、主持单位或者联席会议办公室",
    en="your body is a member, the chair, or the secretariat",
    source=METHOD,
)
def at_the_table(case: Case, given: Given) -> bool:
    run = run_of(case, given)
    chairs = {e.code for e in case.list("chair", proceeding=run)}
    seat = own_seat(case, run, given.by.bodies)
    return seat is not None or bool(chairs & given.by.bodies) or "secretariat" in given.roles


@guard(
    "about_a_question",
    requires="写明的是这次会商的一个问题",
    en="the number is that of a question of this consultation",
    source=HOUSE,
    on_data=True,
)
def about_a_question(case: Case, given: Given) -> bool:
    return given.data.get("about") in {q.number for q in questions_of(case, run_of(case, given))}


@guard(
    "about_yes_or_no",
    requires="写明的是一个是否题",
    en="the question is one of yes or no",
    source=METHOD,
    on_data=True,
)
def about_yes_or_no(case: Case, given: Given) -> bool:
    asked = {q.number: q.kind for q in questions_of(case, run_of(case, given))}
    return asked.get(int(given.data.get("about") or 0)) == "yes_no"


@guard(
    "not_known_yet",
    requires="这个问题后来的结果还没有登记",
    en="what turned out was not recorded for this question yet",
    source=HOUSE,
    on_data=True,
)
def not_known_yet(case: Case, given: Given) -> bool:
    known = case.list("consult_truth", proceeding=run_of(case, given))
    return given.data.get("about") not in {line.facts.get("about") for line in known}


@guard(
    "concludes_each",
    requires="每个问题都写了结论，没有多余的结论",
    en="every question has its conclusion, and nothing else is concluded",
    source=METHOD,
    on_data=True,
    demands=("F47",),
)
def concludes_each(case: Case, given: Given) -> bool:
    asked = {q.number for q in questions_of(case, run_of(case, given))}
    return all((n in asked) == bool(given.data.get(f"conclusion_{n}")) for n in NUMBERS)


@guard("urgent", requires="情况紧急", en="it is urgent", source=METHOD)
def urgent(case: Case, given: Given) -> bool:
    asked = case.latest("consult")
    return asked is not None and asked.facts.get("urgent") is True


@guard(
    "consultation_came_back",
    requires="会商已有结论，或者没有召集",
    en="the consultation has come to its minutes, or was not held",
    source=METHOD,
)
def came_back(case: Case, given: Given) -> bool:
    return all(run.stage == "tasks" for run in case.open_proceedings("consultation"))


@guard(
    "told_the_parties",
    requires="已用通俗的话把会商结果告知当事人",
    en="the parties were told the plan in plain words",
    source=PIPL,
)
def told_parties(case: Case, given: Given) -> bool:
    return bool(case.list("advice", proceeding=run_of(case, given)))


@guard(
    "tasks_done",
    requires="会商后交办的事项都已凭证明办结",
    en="every task that came of it is closed on proof",
    source=METHOD,
)
def tasks_done(case: Case, given: Given) -> bool:
    going = {run.key for run in case.open_proceedings("task")}
    return not any(task.proceeding in going for task in tasks_of(case, run_of(case, given)))
