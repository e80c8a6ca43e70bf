"""Follow-up: everybody is asked how it went; who felt pressed is heard by somebody who took no part, and the case may go on."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    From,
    NewEntry,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
    Variant,
)
from rongzhi.core.procedure.fields import Choice, Field, Number, Option, YesNo
from rongzhi.rulebook.answers import DC2, DC3, HOW_TOLD, PARAGRAPH, PARTY, REASONS, REMARK, WAY
from rongzhi.rulebook.guards.follow_up import (
    all_answered,
    all_declined,
    contact_open,
    doubt_open,
    no_pressure_felt,
    nobody_answers,
    not_accepted_before,
    not_answered_yet,
    other_side_had_agreed,
    other_side_not_agreed,
    pressure_felt,
    rest_tried,
    took_no_part,
)
from rongzhi.rulebook.guards.performance import last_day_noted, performed_late
from rongzhi.rulebook.guards.speaking import (
    FOR_PARTY,
    at_counter,
    speaks_for_party,
    speaks_itself,
)
from rongzhi.rulebook.procedures.intake import ACCEPT_DECISION
from rongzhi.rulebook.procedures.invitation import SELECTION
from rongzhi.rulebook.sources import COUNTY, PML_31

# From the last date of the agreement; whoever performs later is asked that long after performing.
AFTER_PERFORMANCE = Clock(
    "follow_up_due",
    parameter="med_followup_visit",
    from_entry="instalment",
    choices=(
        Variant(performed_late, "med_followup_visit"),
        Variant(last_day_noted, "med_followup_visit", from_entry="last_day"),
    ),
    waiting_for="organisation",
)
AFTER_BREACH = Clock("follow_up_due", parameter="med_followup_visit", waiting_for="organisation")
AFTER_WITHDRAWAL = AFTER_BREACH
NEXT_TRY = Clock("follow_up_next_try", parameter="invite_next_try", waiting_for="organisation")
ASKING = ("scheduled", "contacting", "not_reached")

SCORES = (
    Field("fair", Number(1, 5), DC2, label="公平（1—5分）", en="Fair (1 to 5)", form="F41"),
    Field("heard", Number(1, 5), DC2, label="充分听取意见（1—5分）", en="I was heard (1 to 5)", form="F41"),
    Field(
        "clear",
        Number(1, 5),
        DC2,
        label="说明清楚（1—5分）",
        en="It was explained clearly (1 to 5)",
        form="F41",
    ),
    Field("prompt", Number(1, 5), DC2, label="办理及时（1—5分）", en="It was prompt (1 to 5)", form="F41"),
)
KEPT = Field(
    "kept",
    Choice(
        (
            Option("yes", "已履行", "yes"),
            Option("part", "部分履行", "in part"),
            Option("no", "未履行", "no"),
            Option("none", "没有协议", "there is no agreement"),
        )
    ),
    DC2,
    label="协议履行情况",
    en="Was the agreement kept",
    form="F41",
)
OWN_WILL = Choice(
    (
        Option("yes", "是", "yes"),
        Option("no", "否", "no"),
        Option("none", "没有撤回", "there was no withdrawal"),
    )
)
NEW_DISPUTE = Field(
    "new_dispute", YesNo(), DC2, label="是否有新的纠纷", en="Is there a new dispute", form="F41"
)
PAPERS = Field(
    "papers",
    Choice(
        (
            Option("once", "几个单位办过，材料只交了一次", "several bodies, handed in once"),
            Option("again", "几个单位办过，同样的材料又交过", "several bodies, handed in again"),
            Option("one", "只有一个单位办理", "one body alone"),
        )
    ),
    DC2,
    label="同样的材料是否交过不止一次",
    en="Were the same papers asked for more than once",
    form="F41",
)
PAID = Field(
    "paid",
    YesNo(),
    DC2,
    label="是否为此花过钱（路费、复印、鉴定也算）",
    en="Did it cost you anything (travel, copies and expert fees count)",
    form="F41",
)

ANSWER_FIELDS = (
    KEPT,
    *SCORES,
    Field(
        "felt_pressed",
        YesNo(),
        DC3,
        label="是否感到受压力",
        en="Did you feel pressed",
        required=True,
        part="person",
        form="F41",
    ),
    Field(
        "own_will",
        OWN_WILL,
        DC3,
        label="撤回是否本人意愿",
        en="Was the withdrawal your own will",
        part="person",
        form="F41",
    ),
    NEW_DISPUTE,
    PAPERS,
    PAID,
    Field(
        "remarks",
        PARAGRAPH,
        DC3,
        label="其他意见（仅承办组织和复核人员可见）",
        en="Anything else (read by the organisation and the reviewer only)",
        part="person",
        form="F41",
    ),
)
RECORDED_FIELDS = (
    PARTY,
    WAY,
    KEPT,
    *SCORES,
    Field(
        "felt_pressed",
        YesNo(),
        DC3,
        label="是否感到受压力",
        en="Did the party feel pressed",
        required=True,
        part="person",
        about="party",
        form="F41",
    ),
    Field(
        "own_will",
        OWN_WILL,
        DC3,
        label="撤回是否本人意愿",
        en="Was the withdrawal its own will",
        part="person",
        about="party",
        form="F41",
    ),
    NEW_DISPUTE,
    PAPERS,
    PAID,
    Field(
        "remarks",
        PARAGRAPH,
        DC3,
        label="其他意见（仅承办组织和复核人员可见）",
        en="Anything else (read by the organisation and the reviewer only)",
        part="person",
        about="party",
        form="F41",
    ),
)
FACTS = ("kept", "fair", "heard", "clear", "prompt", "new_dispute")

CONTACT = Act(
    key="follow_up.contact",
    label="联系当事人回访",
    en="Contact a party",
    from_=ASKING,
    to="contacting",
    who=("organisation",),
    data=(PARTY, WAY, REMARK),
    stops=("follow_up_due", "follow_up_next_try"),
    does=(NewEntry("visit_try", "sent", party=Of("party"), code=Of("way"), on=From.TODAY),),
    tells=(Tells("follow_up", Of("party")),),
    source=PML_31,
)

NOT_REACHED = Act(
    key="follow_up.not_reached",
    label="未能联系上",
    en="The party was not reached",
    from_=("contacting",),
    to="not_reached",
    who=("organisation",),
    data=(PARTY, REMARK),
    needs=(contact_open,),
    starts=(NEXT_TRY,),
    does=(SetEntries("visit_try", "failed", match="party", party=Of("party"), was=("sent",)),),
    source=COUNTY,
)

ANSWER = Act(
    key="follow_up.answer",
    label="答复回访",
    en="Answer the visit",
    from_=ASKING,
    who=("party",),
    data=ANSWER_FIELDS,
    needs=(speaks_for_party, not_answered_yet),
    issues=("F41",),
    does=(
        NewEntry(
            "visit", "answered", party=From.ACTOR_PARTY, on=From.TODAY, facts=FACTS, when=no_pressure_felt
        ),
        NewEntry("visit", "doubt", party=From.ACTOR_PARTY, on=From.TODAY, facts=FACTS, when=pressure_felt),
    ),
    concurrent=True,
    source=PML_31,
)

RECORD = Act(
    key="follow_up.record",
    label="登记回访答复",
    en="Record what a party answers",
    from_=("contacting", "not_reached"),
    who=("organisation",),
    data=RECORDED_FIELDS,
    needs=(speaks_for_party, not_answered_yet),
    issues=("F41",),
    does=(
        NewEntry(
            "visit",
            "answered",
            party=Of("party"),
            code=Of("way"),
            on=From.TODAY,
            facts=FACTS,
            when=no_pressure_felt,
        ),
        NewEntry(
            "visit",
            "doubt",
            party=Of("party"),
            code=Of("way"),
            on=From.TODAY,
            facts=FACTS,
            when=pressure_felt,
        ),
    ),
    concurrent=True,
    source=PML_31,
)

DECLINE = Act(
    key="follow_up.decline",
    label="不愿接受回访",
    en="Decline the visit",
    from_=ASKING,
    who=("party", "organisation"),
    data=(FOR_PARTY, HOW_TOLD),
    needs=(speaks_for_party, not_answered_yet),
    does=(
        NewEntry("visit", "declined", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("visit", "declined", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter),
    ),
    concurrent=True,
    source=COUNTY,
)

TO_REVIEWER = Act(
    key="follow_up.to_reviewer",
    label="转由未参与办理的人员核查",
    en="A report of pressure goes to somebody who took no part",
    from_=ASKING,
    to="doubt_reported",
    who=("system",),
    needs=(doubt_open,),
    stops=("follow_up_due", "follow_up_next_try"),
    tells=(Tells("doubt_reported", "reviewer"),),
    automatic=True,
    source=COUNTY,
)

ALL_ANSWERED = Act(
    key="follow_up.all_answered",
    label="回访完成",
    en="Everybody has answered",
    from_=ASKING,
    to="answered",
    who=("system",),
    needs=(all_answered,),
    automatic=True,
    source=PML_31,
)

ALL_DECLINED = Act(
    key="follow_up.all_declined",
    label="当事人均不愿回访",
    en="Nobody wants the visit",
    from_=ASKING,
    to="declined",
    who=("system",),
    needs=(all_declined,),
    automatic=True,
    source=COUNTY,
)

FINISH = Act(
    key="follow_up.finish",
    label="结束回访（其余当事人联系不上）",
    en="Finish: the others cannot be reached",
    from_=("contacting", "not_reached"),
    to="answered",
    who=("organisation",),
    data=(REMARK,),
    needs=(rest_tried,),
    source=COUNTY,
)

NO_ANSWER = Act(
    key="follow_up.no_answer",
    label="多次联系无答复",
    en="No answer after recorded tries",
    from_=("contacting", "not_reached"),
    to="no_answer",
    who=("organisation",),
    data=(REMARK,),
    needs=(nobody_answers,),
    source=COUNTY,
)

RESUME = Act(
    key="follow_up.resume",
    label="核查属实，恢复办理",
    en="The report is right: take the case up again",
    from_=("doubt_reported",),
    to="resumed",
    who=("reviewer",),
    data=(REASONS,),
    needs=(took_no_part,),
    opens=(
        Opens("appointment", when=other_side_had_agreed, starts=(SELECTION,)),
        Opens("invitation", when=other_side_not_agreed),
        Opens("intake", when=not_accepted_before, starts=(ACCEPT_DECISION,)),
    ),
    does=(
        SetEntries("visit", "examined", match="all", was=("doubt",)),
        SetEntries("choice", "replaced", match="all", was=("open",)),
        SetCase("neutral", None),
        SetCase("neutral_proposed", None),
        NewEntry("resumption", "ordered", on=From.TODAY),
    ),
    tells=(Tells("case_resumed", "party"), Tells("case_resumed", "organisation")),
    reviews=True,
    source=COUNTY,
)

NO_GROUND = Act(
    key="follow_up.no_ground",
    label="核查后不恢复办理",
    en="Looked into: the case stays closed",
    from_=("doubt_reported",),
    to="answered",
    who=("reviewer",),
    data=(REASONS,),
    needs=(took_no_part,),
    issues=("F35",),
    does=(SetEntries("visit", "examined", match="all", was=("doubt",)),),
    tells=(Tells("doubt_answered", "applicant"),),
    reviews=True,
    source=COUNTY,
)

FOLLOW_UP = Procedure(
    key="follow_up",
    label="回访",
    en="follow-up",
    stages=(
        Stage("scheduled", "已安排回访", "scheduled", waiting_for="organisation"),
        Stage("contacting", "回访联系中", "answer awaited", waiting_for="party"),
        Stage("not_reached", "未联系上，待再次联系", "not reached, next try due", waiting_for="organisation"),
        Stage(
            "doubt_reported",
            "反映受压力或非本人撤回",
            "pressure or false withdrawal reported",
            waiting_for="reviewer",
        ),
        Stage("answered", "已完成回访", "answered", final=True),
        Stage("no_answer", "多次联系无答复", "no answer after recorded tries", final=True),
        Stage("declined", "当事人不愿回访", "party does not want it", final=True),
        Stage("resumed", "经核查恢复办理", "case taken up again after the check", final=True),
    ),
    acts=(
        CONTACT,
        NOT_REACHED,
        ANSWER,
        RECORD,
        DECLINE,
        TO_REVIEWER,
        ALL_ANSWERED,
        ALL_DECLINED,
        FINISH,
        NO_ANSWER,
        RESUME,
        NO_GROUND,
    ),
    source=COUNTY,
)
