"""A small sound set of rules for tests: one procedure with a refusal, a review, a clock and an automatic act."""

from collections.abc import Callable
from dataclasses import replace

from rongzhi.core.parameters import Parameter, Parameters, Value
from rongzhi.core.procedure.check import Published
from rongzhi.core.procedure.data_classes import DC2, DC3
from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Confidence,
    Ends,
    From,
    NewEntry,
    NewParty,
    Of,
    Procedure,
    SetEntries,
    Source,
    Stage,
    Tells,
    guard,
)
from rongzhi.core.procedure.fields import ClockRef, Code, Field, Text, YesNo
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.workdays import Calendar, Unit

LAW = Source("《规则》", "第一条")


@guard("invitation_recorded", requires="已有邀请记录", en="an invitation is recorded", source=LAW)
def invited(case, given):
    return bool(case.list("invitation"))


@guard("not_the_same_person", requires="由其他人办理", en="somebody else decides", source=LAW)
def somebody_else(case, given):
    return True


@guard("signed", requires="已签署", en="it is signed", source=LAW, demands=("F02",))
def signed(case, given):
    return bool(case.list("signature"))


STAGES = (
    Stage("asked", "已申请", "asked", waiting_for="organisation"),
    Stage("signing", "待签署", "signing", waiting_for="party"),
    Stage("refused", "不予办理", "refused", waiting_for="applicant"),
    Stage("review", "复核中", "under review", waiting_for="reviewer"),
    Stage("done", "已办结", "done", final=True, waiting_for="none"),
    Stage("stands", "维持", "stands", final=True, waiting_for="none"),
)

ASK = Act(
    key="loan.ask",
    label="申请",
    en="Ask",
    who=("filer",),
    founds=True,
    to="asked",
    data=(
        Field(
            "name", Text(), DC3, "姓名", "Name", required=True, part="person", about="applicant", form="F01"
        ),
        Field("amount", Text(), DC2, "金额", "Amount", form="F01"),
    ),
    does=(NewParty("applicant", "applicant"), NewEntry("invitation", on=From.TODAY)),
    source=LAW,
)
ACCEPT = Act(
    key="loan.accept",
    label="同意",
    en="Accept",
    who=("organisation",),
    from_=("asked",),
    to="signing",
    starts=(Clock("signing_time", "days", on_expiry="loan.time_over"),),
    tells=(Tells("accepted", "applicant"),),
    source=LAW,
)
SIGN = Act(
    key="loan.sign",
    label="签署",
    en="Sign",
    who=("party",),
    from_=("signing",),
    data=(Field("agrees", YesNo(must=True), DC2, "同意", "I agree", required=True),),
    does=(NewEntry("signature", code=Of("agrees")),),
    concurrent=True,
    source=LAW,
)
ALL_SIGNED = Act(
    key="loan.all_signed",
    label="签署完毕",
    en="Signed",
    who=("system",),
    from_=("signing",),
    to="done",
    needs=(signed,),
    does=(SetEntries("signature", "used"),),
    ends=Ends("E1"),
    automatic=True,
    source=LAW,
)
TIME_OVER = Act(
    key="loan.time_over",
    label="期限届满",
    en="Time is over",
    who=("system",),
    from_=("signing",),
    to="stands",
    timer=True,
    source=LAW,
)
REFUSE = Act(
    key="loan.refuse",
    label="不同意",
    en="Refuse",
    who=("organisation",),
    from_=("asked",),
    to="refused",
    data=(
        Field("ground", Code("grounds_public"), DC2, "理由", "Ground", required=True, form="F02"),
        Field("facts", Text(), DC3, "事实", "Facts", required=True, form="F02"),
    ),
    needs=(invited,),
    issues=("F02",),
    refuses=True,
    source=LAW,
)
ASK_REVIEW = Act(
    key="loan.ask_review",
    label="申请复核",
    en="Ask for a review",
    who=("applicant",),
    from_=("refused",),
    to="review",
    starts=(Clock("review_time", "days"),),
    source=LAW,
)
UPHOLD = Act(
    key="loan.uphold",
    label="维持",
    en="Uphold",
    who=("reviewer",),
    from_=("review",),
    to="stands",
    needs=(somebody_else,),
    stops=("review_time",),
    reviews=True,
    source=LAW,
)
OVERDUE = Act(
    key="case.overdue",
    label="逾期",
    en="Late",
    who=("system",),
    data=(Field("clock", ClockRef(), DC2, "期限", "Time limit", required=True),),
    timer=True,
    source=LAW,
)
LOAN = Procedure(
    "loan",
    "借阅",
    "loan",
    acts=(ASK, ACCEPT, SIGN, ALL_SIGNED, TIME_OVER, REFUSE, ASK_REVIEW, UPHOLD),
    stages=STAGES,
    source=LAW,
)
EVERYDAY = Procedure("case", "日常", "everyday", acts=(OVERDUE,), standing=True, source=LAW)
DAYS = Parameter(
    "days",
    "期限",
    "time",
    "asked",
    (Value(None, 5, Unit.WORKING, 0, False, "《规则》第二条", Confidence.DESIGN),),
)
YUAN = Parameter(
    "yuan", "金额", "amount", "asked", (Value(None, 5, Unit.YUAN, 0, False, "《规则》", Confidence.DESIGN),)
)
UNSET = Parameter("unset", "未定", "not set", "asked", ())
PUBLISHED = Published(
    forms=frozenset({"F01", "F02"}),
    ends=frozenset({"E1"}),
    roles=frozenset({"filer", "organisation", "party", "applicant", "reviewer", "system"}),
    stages={"loan": STAGES},
    texts=frozenset({"accepted"}),
    outside=frozenset({"filer", "party", "applicant"}),
    own_words=frozenset({"agrees"}),
    founding=frozenset({"name"}),
    runtime_tables=frozenset({"neutrals"}),
    after_invitation=frozenset({"NA5"}),
)


def rules(*procedures: Procedure) -> Rules:
    """The rules of these procedures, the sound ones when none is given."""
    chosen = procedures or (LOAN, EVERYDAY)
    return Rules(
        {procedure.key: procedure for procedure in chosen},
        Parameters([DAYS, YUAN, UNSET]),
        Calendar({}, frozenset()),
        {"grounds_public": {"NA1": "x", "NA5": "y"}, "channels": {"a": "x"}},
        county="x",
    )


def with_act(key: str, change: Callable[[Act], Act | None]) -> Rules:
    """The sound rules with one act changed, or taken out when `change` gives None."""
    acts = [change(act) if act.key == key else act for act in LOAN.acts]
    return rules(replace(LOAN, acts=tuple(act for act in acts if act is not None)), EVERYDAY)


def with_more(*acts: Act) -> Rules:
    """The sound rules with more acts."""
    return rules(replace(LOAN, acts=(*LOAN.acts, *acts)), EVERYDAY)
