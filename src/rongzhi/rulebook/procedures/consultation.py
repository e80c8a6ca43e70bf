"""Consultation (会商): several bodies answer closed questions, each alone first; it advises and binds nobody."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    From,
    NewEntry,
    Of,
    Procedure,
    SetEntries,
    Stage,
    Tells,
    Variant,
)
from rongzhi.core.procedure.fields import Choice, Code, EntryRef, Field, Number, Option, YesNo
from rongzhi.rulebook.answers import DC2, DC3, DC8, LONG, PARAGRAPH
from rongzhi.rulebook.consulting_fields import (
    ASKING,
    CHAIR,
    CONCLUSIONS,
    FIRST,
    MEMBERS,
    PACK,
    QUESTIONS,
    SECOND,
)
from rongzhi.rulebook.consulting_lines import QUESTION_LINES, SEAT_LINES
from rongzhi.rulebook.guards.consultation import (
    METHOD,
    WITHDRAW,
    a_wish,
    about_a_question,
    about_yes_or_no,
    all_in,
    answers_fit,
    at_the_table,
    concludes_each,
    end_fits,
    holds_a_seat,
    members_active,
    members_differ,
    members_may_sit,
    no_ties,
    none_open,
    not_known_yet,
    not_seated,
    not_yet_given,
    questions_closed,
    rounds_left,
    seat_held,
    seat_left,
    seat_open,
    still_listed,
    tasks_done,
    tests_stated,
    told_parties,
    two_tests,
    urgent,
)
from rongzhi.rulebook.sources import COUNTY

# Steps for which the domain tables have no length of their own run as long as the first opinion: [design].
OPINION_TIME = "consult_first_opinion"
REASONS = Field("reasons", PARAGRAPH, DC8, label="理由", en="Reasons", required=True, part="file", form="F45")
NOTE = Field("note", PARAGRAPH, DC8, label="说明", en="Note", part="file", form="F45")
SEAT = Field(
    "seat", EntryRef("seat"), DC2, label="哪个成员单位", en="Which member", required=True, form="F45"
)

ADMISSION = Clock("admission", parameter="consult_convene", waiting_for="secretariat")
ASKED = NewEntry("consult", "asked", on=From.TODAY, facts=("urgent", "panel"))

ASK = Act(
    key="consultation.ask",
    label="提请会商",
    en="Ask for a consultation",
    to="asked",
    who=("organisation", "receiving_body", "secretariat"),
    data=ASKING,
    needs=(none_open, two_tests),
    starts=(ADMISSION,),
    issues=("F44",),
    does=(ASKED,),
    tells=(Tells("consultation_asked", "secretariat"),),
    source=METHOD,
)

ASK_AS_PARTY = Act(
    key="consultation.ask_as_party",
    label="请求会商",
    en="Ask for a consultation, as a party",
    to="asked",
    who=("party",),
    data=(
        Field(
            "wish",
            PARAGRAPH,
            DC3,
            label="希望请有关部门一起研究什么问题，为什么",
            en="What should be looked at together, and why",
            required=True,
            form="F44",
        ),
    ),
    needs=(none_open,),
    starts=(ADMISSION,),
    does=(NewEntry("consult", "wished", on=From.TODAY),),
    tells=(Tells("consultation_asked", "secretariat"),),
    source=METHOD,
)

TAKE_UP = Act(
    key="consultation.take_up",
    label="登记当事人的会商请求",
    en="Take up a party's wish",
    from_=("asked",),
    who=("secretariat",),
    data=ASKING,
    needs=(a_wish, two_tests),
    issues=("F44",),
    does=(SetEntries("consult", "taken_up", was=("wished",)), ASKED),
    source=METHOD,
)

ADMIT = Act(
    key="consultation.admit",
    label="同意召集",
    en="Admit it",
    from_=("asked",),
    to="convening",
    who=("secretariat",),
    data=(NOTE,),
    needs=(tests_stated,),
    stops=("admission",),
    starts=(
        Clock(
            "convene",
            parameter="consult_convene",
            choices=(Variant(urgent, "consult_convene_urgent"),),
            waiting_for="secretariat",
        ),
    ),
    does=(SetEntries("consult", "admitted", was=("asked",), on=From.TODAY),),
    tells=(Tells("consultation_admitted", "organisation"),),
    source=METHOD,
)

NOT_ADMIT = Act(
    key="consultation.not_admit",
    label="不符合提请条件",
    en="The entry test is not met",
    from_=("asked",),
    to="not_admitted",
    who=("secretariat",),
    data=(
        Field(
            "reasons",
            PARAGRAPH,
            DC3,
            label="理由，以及补充什么可以再次提请",
            en="Reasons, and what would make it fit to ask again",
            required=True,
            form="F44",
        ),
    ),
    does=(SetEntries("consult", "not_admitted", was=("asked", "wished")),),
    stops=("admission",),
    tells=(Tells("consultation_not_admitted", "organisation"),),
    source=METHOD,
)

WITHDRAWN = Act(
    key="consultation.withdraw",
    label="撤回提请",
    en="Withdraw the request",
    from_=("asked", "convening"),
    to="withdrawn",
    who=("organisation", "receiving_body", "secretariat"),
    data=(REASONS,),
    does=(SetEntries("consult", "withdrawn", was=("asked", "wished", "admitted")),),
    stops=("admission", "convene"),
    tells=(Tells("consultation_withdrawn", "secretariat"),),
    source=METHOD,
)

CONVENE = Act(
    key="consultation.convene",
    label="召集会商，发出材料",
    en="Convene: members, questions, pack",
    from_=("convening",),
    to="first_opinion",
    who=("secretariat",),
    data=(*MEMBERS, CHAIR, *QUESTIONS, *PACK),
    needs=(members_differ, members_active, members_may_sit, no_ties, questions_closed),
    stops=("convene",),
    starts=(
        Clock(
            "first_opinion",
            parameter="consult_first_opinion",
            on_expiry="consultation.time_up",
            waiting_for="members",
        ),
    ),
    issues=("F45",),
    does=(
        SetEntries("consult", "convened", was=("admitted",), on=From.TODAY),
        NewEntry("chair", "presides", code=Of("chair"), on=From.TODAY),
        *QUESTION_LINES,
        *SEAT_LINES,
    ),
    tells=(Tells("consultation_convened", "members"),),
    warning="发出以后，问题和材料不能再改。当事人的姓名和号码会自动遮蔽，其他能认出人的内容请自行删去。",
    warning_en="Once sent, questions and pack stay as they are. Names and numbers of the parties are masked by "
    "themselves; please leave out anything else by which a person may be known.",
    source=METHOD,
)

ADD_MEMBER = Act(
    key="consultation.add_member",
    label="增补成员单位",
    en="Add a member",
    from_=("first_opinion",),
    who=("secretariat",),
    data=(
        Field("body", Code("body_handles"), DC2, label="成员单位", en="Member", required=True, form="F45"),
    ),
    needs=(seat_open, not_seated, members_active, no_ties),
    does=(NewEntry("seat", "seated", code=Of("body"), on=From.TODAY),),
    tells=(Tells("consultation_convened", "members"),),
    concurrent=True,
    optional=True,
    source=METHOD,
)

RELEASE = Act(
    key="consultation.release_member",
    label="成员单位退出",
    en="Release a member",
    from_=("first_opinion", "feedback", "discussion", "second_opinion"),
    who=("secretariat",),
    data=(
        SEAT,
        Field(
            "why",
            Choice(
                (
                    Option("tie", "有利害关系", "a tie"),
                    Option("left", "单位已停用或者撤并", "the body is no longer there"),
                    Option("competence", "不属其职责", "not its competence"),
                )
            ),
            DC2,
            label="原因",
            en="Why",
            required=True,
            form="F45",
        ),
    ),
    needs=(seat_held,),
    does=(SetEntries("seat", "released", match=Of("seat")),),
    concurrent=True,
    source=WITHDRAW,
)

MEMBER_GONE = Act(
    key="consultation.member_gone",
    label="成员单位已从名录移除，自动退出",
    en="A member has left the directory and its seat is released",
    from_=RELEASE.from_,
    who=("system",),
    data=(SEAT,),
    needs=(seat_held, seat_left),
    does=(SetEntries("seat", "released", match=Of("seat")),),
    tells=(Tells("consultation_member_left", "secretariat"),),
    echo=True,
    concurrent=True,
    source=COUNTY,
)

RECUSE = Act(
    key="consultation.recuse",
    label="本单位回避",
    en="Withdraw because of a tie",
    from_=("first_opinion", "discussion", "second_opinion"),
    who=("member",),
    data=(REASONS,),
    needs=(holds_a_seat,),
    does=(SetEntries("seat", "recused", match="actor", was=("seated",)),),
    tells=(Tells("consultation_member_left", "secretariat"),),
    concurrent=True,
    source=WITHDRAW,
)

FIRST_OPINION = Act(
    key="consultation.first_opinion",
    label="独立提交初步意见",
    en="Give the first opinion, alone",
    from_=("first_opinion",),
    who=("member",),
    data=FIRST,
    needs=(holds_a_seat, still_listed, not_yet_given, answers_fit),
    issues=("F46",),
    does=(NewEntry("opinion", "first", code=From.ACTOR_BODY, on=From.TODAY),),
    concurrent=True,
    warning="提交以后不能更改。所有成员提交以前，或者期限届满以前，任何人都看不到，办公室也看不到。",
    warning_en="What is sent stands. Until every member has answered or the time is over nobody can read it, the "
    "secretariat included.",
    source=METHOD,
)

OPEN_FIRST = Act(
    key="consultation.open_first",
    label="意见收齐，同时开启",
    en="All opinions are in and are opened together",
    from_=("first_opinion",),
    to="feedback",
    who=("system",),
    needs=(all_in,),
    stops=("first_opinion",),
    starts=(Clock("feedback", parameter=OPINION_TIME, waiting_for="secretariat"),),
    does=(NewEntry("opened", "all_in", on=From.TODAY),),
    tells=(Tells("consultation_opened", "secretariat"),),
    automatic=True,
    source=METHOD,
)

TIME_UP = Act(
    key="consultation.time_up",
    label="期限届满，开启已收到的意见",
    en="The time is over: what came in is opened",
    from_=("first_opinion",),
    to="feedback",
    who=("system",),
    starts=(Clock("feedback", parameter=OPINION_TIME, waiting_for="secretariat"),),
    does=(NewEntry("opened", "time_up", on=From.TODAY),),
    tells=(Tells("consultation_opened", "secretariat"),),
    timer=True,
    source=METHOD,
)

FEED_BACK = Act(
    key="consultation.feed_back",
    label="反馈意见分布，开始讨论",
    en="Show the spread, open the discussion",
    from_=("feedback",),
    to="discussion",
    who=("secretariat",),
    data=(NOTE,),
    needs=(rounds_left,),
    stops=("feedback",),
    starts=(
        Clock(
            "discussion",
            parameter=OPINION_TIME,
            on_expiry="consultation.discussion_over",
            waiting_for="members",
        ),
    ),
    does=(NewEntry("fed_back", "done", on=From.TODAY),),
    tells=(Tells("consultation_discussion", "members"),),
    source=METHOD,
)

SPEAK = Act(
    key="consultation.speak",
    label="就一个问题发言",
    en="Speak to a question",
    from_=("discussion",),
    who=("member", "secretariat"),
    data=(
        Field(
            "about",
            Number(least=1, most=5),
            DC2,
            label="第几个问题",
            en="Number of the question",
            required=True,
            form="F47",
        ),
        Field(
            "text",
            PARAGRAPH,
            DC8,
            label="要说的话（不显示单位名称）",
            en="What you say (no names are shown)",
            required=True,
            part="file",
            form="F47",
        ),
    ),
    needs=(at_the_table, still_listed, about_a_question),
    does=(NewEntry("consult_message", "said", code=From.ACTOR_BODY, on=From.TODAY, facts=("about",)),),
    concurrent=True,
    source=METHOD,
)

ASK_SECOND = Act(
    key="consultation.ask_second",
    label="讨论结束，请再次独立提交意见",
    en="End the discussion, ask for the next opinion",
    from_=("discussion",),
    to="second_opinion",
    who=("secretariat",),
    stops=("discussion",),
    starts=(
        Clock(
            "second_opinion",
            parameter=OPINION_TIME,
            on_expiry="consultation.round_over",
            waiting_for="members",
        ),
    ),
    does=(NewEntry("discussed", "ended", on=From.TODAY),),
    tells=(Tells("consultation_second", "members"),),
    source=METHOD,
)

DISCUSSION_OVER = Act(
    key="consultation.discussion_over",
    label="讨论期届满，请再次独立提交意见",
    en="The discussion is over: the next opinion is asked for",
    from_=("discussion",),
    to="second_opinion",
    who=("system",),
    starts=(
        Clock(
            "second_opinion",
            parameter=OPINION_TIME,
            on_expiry="consultation.round_over",
            waiting_for="members",
        ),
    ),
    does=(NewEntry("discussed", "time_over", on=From.TODAY),),
    tells=(Tells("consultation_second", "members"),),
    timer=True,
    source=METHOD,
)

SECOND_OPINION = Act(
    key="consultation.second_opinion",
    label="再次独立提交意见",
    en="Give the next opinion, alone",
    from_=("second_opinion",),
    who=("member",),
    data=SECOND,
    needs=(holds_a_seat, still_listed, not_yet_given, answers_fit),
    issues=("F46",),
    does=(NewEntry("opinion", "again", code=From.ACTOR_BODY, on=From.TODAY),),
    concurrent=True,
    warning="提交以后不能更改。所有成员提交以前，或者期限届满以前，任何人都看不到。",
    warning_en="What is sent stands. Until every member has answered or the time is over nobody can read it.",
    source=METHOD,
)

OPEN_AGAIN = Act(
    key="consultation.open_again",
    label="本轮意见收齐，同时开启",
    en="All opinions of the round are in and are opened together",
    from_=("second_opinion",),
    to="feedback",
    who=("system",),
    needs=(all_in,),
    stops=("second_opinion",),
    starts=(Clock("feedback", parameter=OPINION_TIME, waiting_for="secretariat"),),
    does=(NewEntry("opened", "all_in", on=From.TODAY),),
    tells=(Tells("consultation_opened", "secretariat"),),
    automatic=True,
    source=METHOD,
)

ROUND_OVER = Act(
    key="consultation.round_over",
    label="本轮期限届满，开启已收到的意见",
    en="The round is over: what came in is opened",
    from_=("second_opinion",),
    to="feedback",
    who=("system",),
    starts=(Clock("feedback", parameter=OPINION_TIME, waiting_for="secretariat"),),
    does=(NewEntry("opened", "time_up", on=From.TODAY),),
    tells=(Tells("consultation_opened", "secretariat"),),
    timer=True,
    source=METHOD,
)

CONCLUDE = Act(
    key="consultation.conclude",
    label="意见已经稳定，转入起草纪要",
    en="End the rounds, draft the minutes",
    from_=("feedback",),
    to="minutes",
    who=("secretariat",),
    data=(
        Field(
            "ended_because",
            Choice(
                (
                    Option("stable", "意见已经稳定", "opinions are stable"),
                    Option("three_rounds", "已满三轮", "three rounds were held"),
                    Option("one_round", "一轮即可，不再讨论", "one round is enough"),
                )
            ),
            DC2,
            label="为什么不再征求意见",
            en="Why no further round",
            required=True,
            form="F47",
        ),
        NOTE,
    ),
    needs=(end_fits,),
    stops=("feedback",),
    starts=(Clock("minutes", parameter="consult_minutes", waiting_for="secretariat"),),
    does=(NewEntry("rounds_ended", "done", code=Of("ended_because"), on=From.TODAY),),
    source=METHOD,
)

RECORD_MINUTES = Act(
    key="consultation.record_minutes",
    label="形成会商纪要",
    en="Record the minutes",
    from_=("minutes",),
    to="tasks",
    who=("secretariat",),
    data=(
        *CONCLUSIONS,
        Field(
            "still_missing",
            PARAGRAPH,
            DC8,
            label="还缺哪些事实",
            en="Facts still missing",
            part="file",
            form="F47",
        ),
        Field("plan", LONG, DC8, label="建议方案", en="Plan", required=True, part="file", form="F47"),
    ),
    needs=(concludes_each,),
    stops=("minutes",),
    starts=(Clock("advice", parameter="consult_minutes", waiting_for="secretariat"),),
    issues=("F47",),
    does=(NewEntry("minutes_done", "recorded", on=From.TODAY),),
    tells=(Tells("consultation_minutes", "members"), Tells("consultation_minutes", "organisation")),
    source=METHOD,
)

ADVISE = Act(
    key="consultation.advise",
    label="把会商结果告知当事人",
    en="Tell the parties the plan",
    from_=("tasks",),
    who=("secretariat",),
    data=(
        Field(
            "advice",
            LONG,
            DC3,
            label="写给当事人的话（通俗，不写是谁的意见）",
            en="In plain words for the parties (not whose opinion it was)",
            required=True,
            form="F47",
            hint="这是建议，不是决定：接受与否由各方自己定。",
            hint_en="It is advice, not a decision: each side is free to take it or leave it.",
        ),
    ),
    stops=("advice",),
    does=(NewEntry("advice", "told", on=From.TODAY),),
    tells=(Tells("consultation_advice", "party"), Tells("consultation_advice", "mediator")),
    source=METHOD,
)

RECORD_TRUTH = Act(
    key="consultation.record_truth",
    label="登记后来的结果",
    en="Record what turned out",
    from_=("tasks", "closed"),
    who=("secretariat",),
    data=(
        Field(
            "about",
            Number(least=1, most=5),
            DC2,
            label="第几个问题（是否题）",
            en="Number of the question (yes or no)",
            required=True,
            form="F47",
        ),
        Field("outcome", YesNo(), DC2, label="后来的答案", en="What turned out", required=True, form="F47"),
        Field(
            "known_by",
            Choice(
                (
                    Option("judgment", "生效裁判", "a judgment in force"),
                    Option("performance", "履行情况", "performance"),
                    Option("decision", "有权机关的决定", "a decision of the competent organ"),
                )
            ),
            DC2,
            label="从何得知",
            en="How it is known",
            required=True,
            form="F47",
        ),
    ),
    needs=(about_a_question, about_yes_or_no, not_known_yet),
    does=(NewEntry("consult_truth", "recorded", on=From.TODAY, facts=("about", "outcome", "known_by")),),
    concurrent=True,
    source=METHOD,
)

CLOSE = Act(
    key="consultation.close",
    label="办结会商",
    en="Close the consultation",
    from_=("tasks",),
    to="closed",
    who=("secretariat",),
    data=(NOTE,),
    needs=(told_parties, tasks_done),
    does=(SetEntries("consult", "closed", was=("convened",), on=From.TODAY),),
    tells=(Tells("consultation_closed", "organisation"),),
    source=METHOD,
)

CONSULTATION = Procedure(
    key="consultation",
    label="会商",
    en="consultation",
    stages=(
        Stage("asked", "已提请会商", "asked, entry test", waiting_for="secretariat"),
        Stage("convening", "召集中", "being convened", waiting_for="secretariat"),
        Stage("first_opinion", "独立首轮意见", "independent first opinion", waiting_for="members"),
        Stage("feedback", "反馈意见分布", "spread and reasons shown", waiting_for="secretariat"),
        Stage("discussion", "讨论", "discussion", waiting_for="members"),
        Stage(
            "second_opinion",
            "再次独立意见（至多三轮）",
            "second opinion, alone (at most 3 rounds)",
            waiting_for="members",
        ),
        Stage("minutes", "形成会商纪要", "minutes", waiting_for="secretariat"),
        Stage("tasks", "交办事项办理中", "tasks running", waiting_for="lead_body"),
        Stage("closed", "凭证明办结", "closed on proof", final=True),
        Stage("not_admitted", "不符合提请条件", "entry test not met", final=True),
        Stage("withdrawn", "提请已撤回", "request withdrawn", final=True),
    ),
    acts=(
        ASK,
        ASK_AS_PARTY,
        TAKE_UP,
        ADMIT,
        NOT_ADMIT,
        WITHDRAWN,
        CONVENE,
        ADD_MEMBER,
        RELEASE,
        MEMBER_GONE,
        RECUSE,
        FIRST_OPINION,
        OPEN_FIRST,
        TIME_UP,
        FEED_BACK,
        SPEAK,
        ASK_SECOND,
        DISCUSSION_OVER,
        SECOND_OPINION,
        OPEN_AGAIN,
        ROUND_OVER,
        CONCLUDE,
        RECORD_MINUTES,
        ADVISE,
        CLOSE,
        RECORD_TRUTH,
    ),
    source=METHOD,
)
