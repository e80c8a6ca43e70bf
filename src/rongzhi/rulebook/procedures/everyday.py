"""Everyday acts: what may happen to any case beside its procedures — corrections, parties, papers, messages, consent."""

from rongzhi.core.procedure.definition import (
    Act,
    Closes,
    Ends,
    From,
    NewEntry,
    NewParty,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetClock,
    SetEntries,
    SetParty,
    Tells,
)
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
    Choice,
    ClockRef,
    Code,
    Day,
    EntryRef,
    Field,
    Number,
    Option,
    PartyRef,
    Text,
    YesNo,
)
from rongzhi.rulebook.answers import (
    ADDRESS,
    AUTHORITY,
    DC2,
    DC3,
    DC9,
    EMAIL,
    HOW_TOLD,
    LONG,
    PARAGRAPH,
    PARTY,
    PARTY_KIND,
    PERSON_NAME,
    PHONE,
    REASONS,
    REMARK,
    SHORT,
)
from rongzhi.rulebook.guards.agents import CONFIRMED, has_mandate, text_to_confirm
from rongzhi.rulebook.guards.consultation import METHOD, five_alike
from rongzhi.rulebook.guards.everyday import case_ended, case_open, is_party, side_not_empty
from rongzhi.rulebook.guards.speaking import (
    COUNTER,
    FOR_PARTY,
    at_counter,
    said,
    speaks_for_party,
    speaks_itself,
)
from rongzhi.rulebook.guards.upkeep import (
    accepted_not_mediated,
    another_case,
    another_officer,
    authority_lasts,
    clock_runs,
    is_agent,
    known_recipient,
    never_accepted,
    not_joined,
    nothing_binding_open,
    officer_named,
    own_agent,
    own_consent,
    own_details,
    paper_open,
    party_active,
    represents_principal,
    same_side,
    was_mediated,
)
from rongzhi.rulebook.procedures.intake import ACCEPT_DECISION
from rongzhi.rulebook.procedures.mediation import PERIOD
from rongzhi.rulebook.sources import COUNTY, FINANCE_14, HOUSE, LIMITATION_12, PIPL, PIPL_44, SPM_18

SIDE = Field(
    "side",
    Choice(
        (
            Option("applicant", "申请人一方", "applicant's side"),
            Option("respondent", "被申请人一方", "respondent's side"),
            Option("third", "利害关系第三人", "interested third person"),
        )
    ),
    DC2,
    label="在哪一方",
    en="Side",
    required=True,
    form="F01",
)
TOLD = Field(
    "told",
    PARAGRAPH,
    DC3,
    label="已告知谁、何时、如何告知",
    en="Who was told, when and how",
    required=True,
    form="F05",
)
OTHER_CASE = Field(
    "other_case",
    Text(max=40),
    DC2,
    label="另一案件编号",
    en="Number of the other case",
    required=True,
    form="F09",
)

OVERDUE = Act(
    key="case.overdue",
    label="期限届满未办",
    en="A time limit has passed",
    who=("system",),
    data=(Field("clock", ClockRef(), DC2, label="期限", en="Time limit", required=True),),
    does=(NewEntry("late", "open", code=Of("clock"), on=From.TODAY),),
    concurrent=True,
    timer=True,
    source=HOUSE,
)

LOOK_AGAIN = Act(
    key="case.look_again",
    label="到了再次查看的日期",
    en="The day to look at the case again has come",
    who=("system",),
    does=(NewEntry("look_again", "due", on=From.TODAY),),
    tells=(Tells("look_again", "organisation"),),
    concurrent=True,
    timer=True,
    source=HOUSE,
)

NOTE_SIMILAR = Act(
    key="case.note_similar",
    label="发现同类诉求五件以上",
    en="Five or more similar claims were found",
    who=("system",),
    data=(
        Field(
            "count",
            Number(),
            DC2,
            label="目前相似的在办案件（含本案）",
            en="Similar open cases, this one included",
            required=True,
            form="F44",
        ),
    ),
    needs=(five_alike,),
    does=(
        SetEntries("similar", "replaced", match="all", was=("found",)),
        NewEntry("similar", "found", on=From.TODAY, facts=("count",)),
    ),
    concurrent=True,
    automatic=True,
    source=METHOD,
)

RECOMPUTE = Act(
    key="case.recompute_clock",
    label="日历公布后重新计算期限",
    en="Compute a time limit anew after the calendar was published",
    who=("system", "administrator"),
    data=(
        Field("clock", ClockRef(), DC2, label="期限", en="Time limit", required=True),
        Field("due", Day(future=True), DC2, label="新的届满日", en="New last day", required=True),
    ),
    needs=(clock_runs,),
    does=(SetClock(Of("clock"), Of("due")), NewEntry("recomputed", "done", code=Of("clock"), on=Of("due"))),
    concurrent=True,
    source=HOUSE,
)

CORRECT = Act(
    key="case.correct",
    label="更正错误",
    en="Correct a mistake",
    who=("organisation",),
    data=(
        Field(
            "event",
            Number(least=1),
            DC2,
            label="有误的记录序号",
            en="Number of the record that was wrong",
            required=True,
            form="F05",
        ),
        Field(
            "field",
            Text(max=80),
            DC2,
            label="有误的项目",
            en="Field that was wrong",
            required=True,
            form="F05",
        ),
        Field("old_value", PARAGRAPH, DC3, label="原内容", en="What it said", required=True, form="F05"),
        Field(
            "new_value", PARAGRAPH, DC3, label="更正为", en="What it should say", required=True, form="F05"
        ),
        REASONS,
        TOLD,
    ),
    does=(NewEntry("correction", "made", code=Of("field"), on=From.TODAY, facts=("event",)),),
    tells=(Tells("corrected", "party"),),
    concurrent=True,
    source=PIPL_44,
)

CORRECT_AMOUNT = Act(
    key="case.correct_amount",
    label="更正涉及金额",
    en="Correct the amount",
    who=("organisation",),
    data=(
        Field(
            "amount",
            Amount(),
            DC2,
            label="正确的金额（元）",
            en="Right amount in yuan",
            required=True,
            form="F01",
        ),
        REASONS,
        TOLD,
    ),
    does=(
        SetCase("amount", Of("amount")),
        NewEntry("correction", "made", code="amount", on=From.TODAY, amount=Of("amount")),
    ),
    tells=(Tells("corrected", "party"),),
    source=PIPL_44,
)

CORRECT_CLASS = Act(
    key="case.correct_class",
    label="更正纠纷类别",
    en="Correct the class of the dispute",
    who=("organisation",),
    data=(
        Field(
            "dispute_class",
            Code("taxonomy"),
            DC2,
            label="正确的类别",
            en="Right class",
            required=True,
            form="F01",
        ),
        REASONS,
        TOLD,
    ),
    does=(
        SetCase("dispute_class", Of("dispute_class")),
        NewEntry("correction", "made", code="dispute_class", on=From.TODAY),
    ),
    tells=(Tells("corrected", "party"),),
    source=PIPL_44,
)

CORRECT_PARTY = Act(
    key="case.correct_party",
    label="更正姓名或联系方式",
    en="Correct a name or contact",
    who=("organisation", "party"),
    data=(
        PARTY,
        Field(
            "name",
            PERSON_NAME,
            DC3,
            label="姓名或名称",
            en="Name",
            required=True,
            part="person",
            about="party",
            form="F01",
            hint="请填写全部仍然有效的内容，未填写的视为没有",
            hint_en="Give everything that still holds; what is left empty counts as none",
        ),
        Field("phone", PHONE, DC3, label="电话", en="Phone", part="person", about="party", form="F01"),
        Field("email", EMAIL, DC3, label="电子邮箱", en="E-mail", part="person", about="party", form="F01"),
        Field(
            "address", ADDRESS, DC3, label="联系地址", en="Address", part="person", about="party", form="F01"
        ),
        REMARK,
    ),
    needs=(party_active, own_details),
    takes=("F39",),
    does=(
        SetParty(Of("party"), named=True),
        NewEntry("correction", "made", party=Of("party"), code="party", on=From.TODAY),
    ),
    concurrent=True,
    source=PIPL_44,
)

ADD_PARTY = Act(
    key="case.add_party",
    label="追加当事人",
    en="Add a party",
    who=("organisation",),
    data=(
        SIDE,
        Field("new_kind", PARTY_KIND, DC2, label="类别", en="Kind", required=True, form="F01"),
        Field(
            "new_name",
            PERSON_NAME,
            DC3,
            label="姓名或名称",
            en="Name",
            required=True,
            part="person",
            about="new",
            form="F01",
        ),
        Field(
            "new_body",
            Code("body_handles"),
            DC2,
            label="机构代码（机构填写）",
            en="Code of the institution",
            form="F01",
        ),
        Field("new_phone", PHONE, DC3, label="电话", en="Phone", part="person", about="new", form="F01"),
        Field("new_email", EMAIL, DC3, label="电子邮箱", en="E-mail", part="person", about="new", form="F01"),
        Field(
            "new_address",
            ADDRESS,
            DC3,
            label="联系地址",
            en="Address",
            part="person",
            about="new",
            form="F01",
        ),
        REASONS,
    ),
    needs=(case_open,),
    issues=("F11",),
    does=(
        NewParty(Of("side"), "new", kind=Of("new_kind"), body=Of("new_body")),
        NewEntry("party_change", "added", party="new", on=From.TODAY),
    ),
    tells=(Tells("party_added", "party"),),
    source=COUNTY,
)

REPLACE_PARTY = Act(
    key="case.replace_party",
    label="更换当事人",
    en="Replace a party",
    who=("organisation",),
    data=(
        PARTY,
        SIDE,
        Field(
            "new_kind",
            PARTY_KIND,
            DC2,
            label="接替者类别",
            en="Kind of the successor",
            required=True,
            form="F01",
        ),
        Field(
            "new_name",
            PERSON_NAME,
            DC3,
            label="接替者姓名或名称",
            en="Name of the successor",
            required=True,
            part="person",
            about="new",
            form="F01",
        ),
        Field(
            "new_body",
            Code("body_handles"),
            DC2,
            label="机构代码（机构填写）",
            en="Code of the institution",
            form="F01",
        ),
        Field("new_phone", PHONE, DC3, label="电话", en="Phone", part="person", about="new", form="F01"),
        Field(
            "new_address",
            ADDRESS,
            DC3,
            label="联系地址",
            en="Address",
            part="person",
            about="new",
            form="F01",
        ),
        REASONS,
    ),
    needs=(case_open, party_active, same_side),
    does=(
        SetParty(Of("party"), status="replaced"),
        NewParty(Of("side"), "new", kind=Of("new_kind"), body=Of("new_body")),
        NewEntry("party_change", "replaced", party=Of("party"), on=From.TODAY),
        NewEntry("party_change", "added", party="new", on=From.TODAY),
    ),
    tells=(Tells("party_replaced", "party"),),
    source=COUNTY,
)

RELEASE_PARTY = Act(
    key="case.release_party",
    label="当事人退出",
    en="Release a party",
    who=("organisation",),
    data=(PARTY, REASONS),
    needs=(case_open, party_active, side_not_empty),
    does=(
        SetParty(Of("party"), status="released"),
        NewEntry("party_change", "released", party=Of("party"), on=From.TODAY),
    ),
    tells=(Tells("party_released", "party"),),
    source=COUNTY,
)

ADD_AGENT = Act(
    key="case.add_agent",
    label="登记代理人",
    en="Add a representative",
    who=("organisation", "party"),
    data=(
        Field("party", PartyRef(), DC2, label="被代理人", en="Who is represented", required=True, form="F04"),
        Field(
            "agent_name",
            PERSON_NAME,
            DC3,
            label="代理人姓名",
            en="Representative's name",
            required=True,
            part="person",
            about="agent",
            form="F04",
        ),
        Field(
            "agent_phone",
            PHONE,
            DC3,
            label="代理人电话",
            en="Representative's phone",
            part="person",
            about="agent",
            form="F04",
        ),
        Field(
            "agent_address",
            ADDRESS,
            DC3,
            label="代理人地址",
            en="Representative's address",
            part="person",
            about="agent",
            form="F04",
        ),
        Field("matters", PARAGRAPH, DC3, label="代理事项", en="Matters", required=True, form="F04"),
        Field("authority", AUTHORITY, DC2, label="代理权限", en="Authority", required=True, form="F04"),
        Field(
            "until",
            Day(future=True),
            DC2,
            label="授权截止日",
            en="Authority ends on",
            required=True,
            form="F04",
        ),
    ),
    needs=(represents_principal, own_details, authority_lasts),
    takes=("F04",),
    does=(
        NewParty("agent", "agent", kind="other", represents=Of("party")),
        NewEntry("authority", "open", party="agent", code=Of("authority"), on=Of("until")),
    ),
    source=COUNTY,
)

END_AGENT = Act(
    key="case.end_agent",
    label="解除代理",
    en="End a representative's authority",
    who=("organisation", "party"),
    data=(
        Field("agent", PartyRef(), DC2, label="代理人", en="Representative", required=True, form="F04"),
        REMARK,
    ),
    needs=(is_agent, own_agent),
    takes=("F04",),
    does=(
        SetParty(Of("agent"), status="released"),
        SetEntries("authority", "ended", match="party", party=Of("agent"), was=("open",)),
    ),
    tells=(Tells("agent_ended", "party"),),
    source=COUNTY,
)

ADD_GUARANTOR = Act(
    key="case.add_guarantor",
    label="追加担保人",
    en="Add a guarantor",
    who=("organisation",),
    data=(
        Field("guarantor_kind", PARTY_KIND, DC2, label="类别", en="Kind", required=True, form="F01"),
        Field(
            "guarantor_name",
            PERSON_NAME,
            DC3,
            label="姓名或名称",
            en="Name",
            required=True,
            part="person",
            about="guarantor",
            form="F01",
        ),
        Field(
            "guarantor_phone",
            PHONE,
            DC3,
            label="电话",
            en="Phone",
            part="person",
            about="guarantor",
            form="F01",
        ),
        Field(
            "guarantor_address",
            ADDRESS,
            DC3,
            label="联系地址",
            en="Address",
            part="person",
            about="guarantor",
            form="F01",
        ),
        Field(
            "guarantee", PARAGRAPH, DC3, label="担保内容和保证期间", en="Guarantee and its period", form="F01"
        ),
        REASONS,
    ),
    needs=(case_open,),
    issues=("F11",),
    does=(
        NewParty("guarantor", "guarantor", kind=Of("guarantor_kind")),
        NewEntry("party_change", "added", party="guarantor", on=From.TODAY),
    ),
    tells=(Tells("party_added", "party"),),
    warning="请注意：调解不中止、不中断、不延长保证期间。",
    warning_en="Mind: mediation neither suspends, interrupts nor extends the guarantee period.",
    source=COUNTY,
)

HEIR = Act(
    key="case.heir",
    label="继承人参加",
    en="An heir takes the place of a party who died",
    who=("organisation",),
    data=(
        PARTY,
        SIDE,
        Field(
            "died_on",
            Day(),
            DC3,
            label="死亡日期",
            en="Day of death",
            required=True,
            part="person",
            about="party",
            form="F01",
        ),
        Field(
            "heir_name",
            PERSON_NAME,
            DC3,
            label="继承人姓名",
            en="Heir's name",
            required=True,
            part="person",
            about="heir",
            form="F01",
        ),
        Field(
            "heir_phone",
            PHONE,
            DC3,
            label="继承人电话",
            en="Heir's phone",
            part="person",
            about="heir",
            form="F01",
        ),
        Field(
            "heir_address",
            ADDRESS,
            DC3,
            label="继承人地址",
            en="Heir's address",
            part="person",
            about="heir",
            form="F01",
        ),
        Field(
            "proof",
            PARAGRAPH,
            DC3,
            label="继承关系的根据",
            en="What shows the succession",
            required=True,
            form="F01",
        ),
        Field(
            "wishes",
            YesNo(must=True),
            DC2,
            label="继承人愿意继续",
            en="The heir wishes to go on",
            required=True,
            form="F01",
        ),
    ),
    needs=(party_active, same_side),
    does=(
        SetParty(Of("party"), status="replaced"),
        NewParty(Of("side"), "heir", kind="consumer"),
        NewEntry("party_change", "succeeded", party=Of("party"), on=From.TODAY),
        NewEntry("party_change", "added", party="heir", on=From.TODAY),
    ),
    tells=(Tells("party_replaced", "party"),),
    source=COUNTY,
)

JOIN_DUPLICATE = Act(
    key="case.join_duplicate",
    label="并入重复立案的另一案件",
    en="Join to the other file of the same dispute",
    who=("organisation",),
    data=(OTHER_CASE, REASONS),
    needs=(case_open, another_case, nothing_binding_open),
    stops=("accept_decision", "answer", "next_try", "selection_window", "mediation_period"),
    closes=(
        Closes("intake", "moved"),
        Closes("invitation", "withdrawn"),
        Closes("appointment", "withdrawn"),
        Closes("mediation", "moved"),
        Closes("fast_track", "withdrawn"),
        Closes("evaluation", "withdrawn"),
        Closes("silent_plan", "not_consented"),
        Closes("withdrawal", "cancelled"),
    ),
    issues=("F35",),
    does=(
        SetCase("joined_to", Of("other_case")),
        NewEntry("joined", "done", code=Of("other_case"), on=From.TODAY),
    ),
    tells=(Tells("joined", "party"),),
    ends=Ends("X12"),
    source=COUNTY,
)

SPLIT = Act(
    key="case.split",
    label="分案",
    en="Split the case",
    who=("organisation",),
    data=(
        OTHER_CASE,
        Field(
            "part",
            PARAGRAPH,
            DC3,
            label="分出的部分",
            en="What goes to the new case",
            required=True,
            form="F09",
        ),
        REASONS,
    ),
    needs=(case_open, another_case),
    does=(NewEntry("split", "done", code=Of("other_case"), on=From.TODAY),),
    tells=(Tells("split", "party"),),
    source=COUNTY,
)

REOPEN = Act(
    key="case.reopen",
    label="恢复办理",
    en="Reopen the case",
    who=("organisation",),
    data=(
        REASONS,
        Field(
            "asked_by",
            Choice(
                (
                    Option("party", "当事人提出", "a party asked"),
                    Option("follow_up", "回访发现", "found at the follow-up"),
                    Option("review", "评查发现", "found at a review"),
                    Option("court", "法院意见", "the court's advice"),
                )
            ),
            DC2,
            label="起因",
            en="Why now",
            required=True,
            form="F05",
        ),
    ),
    needs=(case_ended, not_joined),
    opens=(
        Opens("intake", when=never_accepted, starts=(ACCEPT_DECISION,)),
        Opens("invitation", when=accepted_not_mediated),
        Opens("mediation", when=was_mediated, starts=(PERIOD,)),
    ),
    does=(NewEntry("reopened", "done", code=Of("asked_by"), on=From.TODAY),),
    tells=(Tells("reopened", "party"),),
    source=COUNTY,
)

PHONE_CALL = Act(
    key="case.phone_call",
    label="登记电话",
    en="Record a phone call",
    who=("organisation",),
    data=(
        PARTY,
        Field("called_on", Day(), DC2, label="日期", en="Day", required=True, form="F19"),
        Field("reached", YesNo(), DC2, label="是否接通", en="Reached", required=True, form="F19"),
        Field("content", PARAGRAPH, DC3, label="通话内容", en="What was said", required=True, form="F19"),
    ),
    does=(NewEntry("call", "made", party=Of("party"), on=Of("called_on"), facts=("reached",)),),
    concurrent=True,
    backdatable=True,
    source=HOUSE,
)

NEW_CODE = Act(
    key="case.new_code",
    label="核对身份后重新发给查询码",
    en="Give a new access code after checking who it is",
    who=("organisation",),
    data=(
        PARTY,
        Field(
            "identity_checked",
            YesNo(must=True),
            DC2,
            label="已核对本人或代理人身份",
            en="The identity was checked",
            required=True,
            form="F05",
        ),
        HOW_TOLD,
    ),
    does=(NewEntry("access_code", "given", party=Of("party"), on=From.TODAY),),
    gives_code=Of("party"),
    concurrent=True,
    source=HOUSE,
)

NOTE = Act(
    key="case.note",
    label="办案备注",
    en="Remark on the file",
    who=("organisation",),
    data=(
        Field(
            "note",
            PARAGRAPH,
            DC3,
            label="备注（当事人查阅本案时可见）",
            en="Remark (parties who read the file see it)",
            required=True,
            form="F57",
        ),
    ),
    does=(NewEntry("note", "made", on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

ASK_PAPER = Act(
    key="case.ask_paper",
    label="请当事人提供材料",
    en="Ask a party for a paper",
    who=("organisation",),
    data=(
        PARTY,
        Field(
            "form",
            Code("forms"),
            DC2,
            label="依据的公布表单",
            en="Published form that names it",
            required=True,
            form="F06",
        ),
        Field("paper", PARAGRAPH, DC3, label="需要的材料", en="What is asked for", required=True, form="F06"),
        Field("by_day", Day(future=True), DC2, label="希望收到的日期", en="Wanted by", form="F06"),
    ),
    needs=(case_open, party_active),
    does=(NewEntry("paper_asked", "asked", party=Of("party"), code=Of("form"), on=Of("by_day")),),
    tells=(Tells("paper_asked", Of("party")),),
    concurrent=True,
    source=HOUSE,
)

PAPER_CAME = Act(
    key="case.paper_came",
    label="材料已收到",
    en="The paper came",
    who=("organisation",),
    data=(
        Field(
            "paper",
            EntryRef("paper_asked"),
            DC2,
            label="已要求的材料",
            en="Paper that was asked for",
            required=True,
            form="F05",
        ),
    ),
    needs=(paper_open,),
    issues=("F05",),
    does=(SetEntries("paper_asked", "given", match=Of("paper"), on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

REASSIGN = Act(
    key="case.reassign_officer",
    label="更换承办人",
    en="Reassign the officer",
    who=("organisation", "system"),
    data=(
        Field(
            "officer", Text(max=80), DC2, label="新承办人账号", en="Account of the new officer", required=True
        ),
        REASONS,
    ),
    needs=(another_officer,),
    does=(
        NewEntry("officer", "assigned", code=Of("officer"), on=From.TODAY),
        SetCase("officer", Of("officer")),
        SetEntries("officer_vacancy", "filled", match="all", was=("open",), on=From.TODAY),
    ),
    source=HOUSE,
)

OFFICER_LEFT = Act(
    key="case.officer_left",
    label="承办人离任，待指定接办人",
    en="The officer has left; another has to be named",
    who=("organisation", "system"),
    data=(
        Field(
            "by_day",
            Day(future=True),
            DC2,
            label="最迟何日指定接办人",
            en="Another officer is named by",
            required=True,
            form="F57",
        ),
    ),
    needs=(case_open, officer_named),
    does=(
        SetEntries("officer_vacancy", "replaced", match="all", was=("open",)),
        NewEntry("officer_vacancy", "open", on=Of("by_day")),
        SetCase("officer", ""),
    ),
    tells=(Tells("officer_left", "organisation"),),
    concurrent=True,
    source=HOUSE,
)

CONSENT = Act(
    key="case.consent",
    label="同意提供信息",
    en="Consent to share",
    who=("party", "organisation"),
    data=(
        Field(
            "recipient",
            Text(max=80),
            DC2,
            label="接收方（单位代码，或 other_side、court、research、all）",
            en="Recipient (code of a body, or other_side, court, research, all)",
            required=True,
            form="F03",
        ),
        Field(
            "purpose",
            Choice(
                (
                    Option("invitation", "邀请对方调解", "to invite the other side"),
                    Option("hand_over", "移交其他单位", "hand-over to another body"),
                    Option("evaluation", "中立评估", "neutral evaluation"),
                    Option("consultation", "会商", "consultation"),
                    Option("court", "法院程序", "court procedure"),
                    Option("research", "去标识化研究", "research without identities"),
                )
            ),
            DC2,
            label="目的",
            en="Purpose",
            required=True,
            form="F03",
        ),
        FOR_PARTY,
        Field(
            "agrees",
            YesNo(must=True),
            DC2,
            label="单独同意",
            en="Separate consent",
            required=True,
            form="F03",
        ),
    ),
    needs=(known_recipient, speaks_for_party),
    takes=("F03",),
    does=(
        NewEntry(
            "consent",
            "given",
            party=From.ACTOR_PARTY,
            code=Of("recipient"),
            on=From.TODAY,
            facts=("purpose",),
            when=speaks_itself,
        ),
        NewEntry(
            "consent",
            "given",
            party=Of("party"),
            code=Of("recipient"),
            on=From.TODAY,
            facts=("purpose",),
            when=at_counter,
        ),
    ),
    concurrent=True,
    backdatable=True,
    source=PIPL,
)

WITHDRAW_CONSENT = Act(
    key="case.withdraw_consent",
    label="撤回同意",
    en="Withdraw a consent",
    who=("party", "organisation"),
    data=(
        Field(
            "consent",
            EntryRef("consent"),
            DC2,
            label="撤回哪一项同意",
            en="Which consent",
            required=True,
            form="F03",
        ),
    ),
    needs=(own_consent,),
    does=(SetEntries("consent", "withdrawn", match=Of("consent")),),
    tells=(Tells("consent_withdrawn", "organisation"),),
    concurrent=True,
    backdatable=True,
    source=PIPL,
)

INTERRUPT = Act(
    key="case.interrupt_limitation",
    label="登记诉讼时效中断",
    en="Record an interruption of limitation",
    who=("organisation", "party"),
    data=(
        Field(
            "cause",
            Choice(
                (
                    Option("suit", "起诉或申请仲裁", "suit or arbitration"),
                    Option("payment_order", "申请支付令", "payment order asked for"),
                    Option("preservation", "申请诉前保全", "preservation asked for"),
                    Option("enforcement", "申请强制执行", "enforcement asked for"),
                    Option(
                        "police", "向公安、检察、法院报案或控告", "report to police, procuratorate or court"
                    ),
                    Option(
                        "other_body",
                        "向其他有权解决纠纷的单位提出请求",
                        "request to another body that may settle",
                    ),
                    Option(
                        "acknowledged",
                        "对方承认债务或承诺还款",
                        "the other side acknowledged or planned to pay",
                    ),
                    Option("part_payment", "对方部分履行", "part payment"),
                    Option("demand", "向对方主张权利", "demand on the other side"),
                )
            ),
            DC2,
            label="中断事由",
            en="Cause",
            required=True,
            form="F01",
        ),
        Field("happened_on", Day(), DC2, label="日期", en="Day", required=True, form="F01"),
        Field("proof", PARAGRAPH, DC3, label="证明", en="Proof", form="F01"),
    ),
    does=(NewEntry("interruption", "open", party=From.ACTOR_PARTY, code=Of("cause"), on=Of("happened_on")),),
    concurrent=True,
    warning="时效中断不影响保证期间、撤销权期间和保全后三十日的起诉期间。",
    warning_en="It does not touch the guarantee period, avoidance periods or the 30 days after preservation.",
    source=LIMITATION_12,
)

SUSPICION = Act(
    key="case.report_suspicion",
    label="报告可疑情况（限阅）",
    en="Report a suspicion (restricted)",
    who=("organisation",),
    data=(
        Field(
            "kind",
            Choice(
                (
                    Option("crime", "涉嫌犯罪", "suspected crime"),
                    Option("sham", "涉嫌虚假调解", "suspected sham mediation"),
                    Option("aml", "反洗钱线索", "money-laundering lead"),
                    Option("harm", "损害他人或公共利益", "harm to others or the public"),
                )
            ),
            DC9,
            label="种类",
            en="Kind",
            required=True,
            form="F53",
        ),
        Field("facts", LONG, DC9, label="根据", en="Facts", required=True, form="F53"),
        Field(
            "informant", SHORT, DC9, label="线索来源（保护）", en="Who reported it (protected)", form="F53"
        ),
    ),
    does=(NewEntry("lead", "reported", on=From.TODAY),),
    concurrent=True,
    source=SPM_18,
)

INTERFERENCE = Act(
    key="case.contact_by_superior",
    label="登记过问、干预",
    en="Log a contact from a payer, sponsor or superior",
    who=("organisation", "mediator"),
    data=(
        Field(
            "from_whom",
            Choice(
                (
                    Option("payer", "出资方", "payer"),
                    Option("sponsor", "主管、发起单位", "sponsor"),
                    Option("superior", "上级或领导", "superior"),
                    Option("other", "其他", "other"),
                )
            ),
            DC9,
            label="来自",
            en="From",
            required=True,
            form="F42",
        ),
        Field("person", SHORT, DC9, label="人员", en="Person", form="F42"),
        Field("what", PARAGRAPH, DC9, label="内容", en="What was said", required=True, form="F42"),
        Field("contacted_on", Day(), DC2, label="日期", en="Day", required=True, form="F42"),
    ),
    does=(NewEntry("interference", "recorded", on=Of("contacted_on")),),
    concurrent=True,
    source=FINANCE_14,
)

ASK_COORDINATION = Act(
    key="case.ask_coordination",
    label="提请协调办公室催办或者交办",
    en="Ask the secretariat to press for it or to give a task",
    who=("organisation",),
    data=(
        Field(
            "why",
            PARAGRAPH,
            DC3,
            label="需要协调什么，哪个单位超过了什么期限",
            en="What is to be settled; which body missed which time limit",
            required=True,
            form="F44",
        ),
    ),
    needs=(case_open,),
    does=(NewEntry("coordination", "asked", on=From.TODAY),),
    tells=(Tells("coordination_asked", "secretariat"),),
    concurrent=True,
    warning="只针对部门、金融机构和调解组织超过公布的期限或者没有办理已接受的事项，不涉及纠纷应当怎样处理。",
    warning_en="Only about a published time limit that a department, an institution or a mediation organisation missed, or "
    "an accepted task; never about how the dispute should end.",
    source=COUNTY,
)

NO_INTERFERENCE = Act(
    key="case.no_interference",
    label="声明未受过问、干预",
    en="State that nobody interfered",
    who=("organisation", "mediator", "member"),
    data=(
        Field(
            "stated",
            YesNo(must=True),
            DC2,
            label="出资方、发起或主管单位、上级均未就本案与本人联系",
            en="No payer, sponsor or superior spoke to me about this case",
            required=True,
            form="F42",
        ),
    ),
    does=(NewEntry("no_interference", "stated", code=From.ACTOR, on=From.TODAY),),
    concurrent=True,
    source=FINANCE_14,
)

MESSAGE = Act(
    key="case.send_message",
    label="留言（本案各方可见）",
    en="Send a message (everybody in the case reads it)",
    who=("party", "mediator", "organisation"),
    data=(Field("message", PARAGRAPH, DC3, label="内容", en="Message", required=True, form="F19"),),
    needs=(case_open,),
    does=(NewEntry("message", "sent", party=From.ACTOR_PARTY, on=From.TODAY),),
    tells=(Tells("message", "party"),),
    concurrent=True,
    source=HOUSE,
)

UPLOAD = Act(
    key="case.upload",
    label="提交材料",
    en="Hand in documents",
    who=("party", "mediator", "organisation"),
    data=(
        Field(
            "files",
            Attachment(most=20),
            DC3,
            label="文件",
            en="Files",
            required=True,
            form="F05",
            hint="同一份材料的几页或几张照片可以一起选。各方当事人都能看到；身份证号、账号等请先遮住。",
            hint_en="Several pages or photos of one document may be chosen together. All parties can see them: cover "
            "identity and account numbers first.",
        ),
        Field("title", SHORT, DC3, label="材料名称", en="Name of the document", required=True, form="F05"),
        Field(
            "kind",
            Choice(
                (
                    Option("contract", "合同、条款", "contract or terms"),
                    Option("statement", "账单、流水", "statement"),
                    Option("letter", "往来函件", "letters"),
                    Option("identity", "身份、授权材料", "identity or authority"),
                    Option("decision", "投诉答复、裁判", "decision"),
                    Option("recording", "录音录像", "recording"),
                    Option("other", "其他", "other"),
                )
            ),
            DC2,
            label="种类",
            en="Kind",
            required=True,
            form="F05",
        ),
        Field(
            "proves",
            PARAGRAPH,
            DC3,
            label="证明什么（证明目的）",
            en="What it is to prove, and for which claim",
            form="F05",
            hint="例如：证明办理贷款时被要求同时购买保险，支持退还保费的请求。",
            hint_en="For example: that the insurance was made a condition of the loan, for the refund of the premium.",
        ),
        Field("original", YesNo(), DC2, label="是否持有原件", en="The original is at hand", form="F05"),
    ),
    issues=("F05",),
    does=(
        NewEntry(
            "document", "filed", party=From.ACTOR_PARTY, code=Of("kind"), on=From.TODAY, facts=("original",)
        ),
    ),
    concurrent=True,
    source=HOUSE,
)

CONFIRM_MANDATE = Act(
    key="case.confirm_mandate",
    label="确认代理人权限以外的承诺",
    en="Confirm what goes beyond an agent's authority",
    who=("institution",),
    needs=(case_open, is_party, text_to_confirm, has_mandate),
    does=(NewEntry(CONFIRMED, "confirmed", party=From.ACTOR_PARTY, code=From.ACTOR, on=From.TODAY),),
    concurrent=True,
    source=FINANCE_14,
)

CHOOSE_NOTICES = Act(
    key="case.choose_notices",
    label="选择通知方式",
    en="Choose how to be told of news",
    who=("party", "organisation"),
    data=(
        Field(
            "means",
            Choice(
                (
                    Option("sms", "短信", "text message"),
                    Option("email", "电子邮件", "e-mail"),
                    Option("letter", "信函", "letter"),
                )
            ),
            DC2,
            label="用什么方式",
            en="By which means",
            required=True,
            form="F39",
        ),
        Field(
            "frequency",
            Choice(
                (
                    Option("at_once", "有进展就通知", "at once"),
                    Option("daily", "每天汇总一次（早上九点）", "once a day, at nine in the morning"),
                    Option("weekly", "每周汇总一次（周一早上九点）", "once a week, on Monday at nine"),
                    Option("required", "只要法律和期限要求的通知", "only what law and dates require"),
                )
            ),
            DC2,
            label="多久一次",
            en="How often",
            required=True,
            form="F39",
            hint="邀请、决定和有日期的通知总是立即发出，不等汇总。",
            hint_en="Invitations, decisions and notices with a date always leave at once.",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party,),
    does=said("notice_wish", "recorded", code=Of("means"), facts=("frequency",)),
    concurrent=True,
    source=HOUSE,
)

EVERYDAY = Procedure(
    key="case",
    label="日常事项",
    en="everyday acts",
    acts=(
        OVERDUE,
        LOOK_AGAIN,
        NOTE_SIMILAR,
        RECOMPUTE,
        CORRECT,
        CORRECT_AMOUNT,
        CORRECT_CLASS,
        CORRECT_PARTY,
        ADD_PARTY,
        REPLACE_PARTY,
        RELEASE_PARTY,
        ADD_AGENT,
        END_AGENT,
        ADD_GUARANTOR,
        HEIR,
        JOIN_DUPLICATE,
        SPLIT,
        REOPEN,
        PHONE_CALL,
        NEW_CODE,
        NOTE,
        ASK_PAPER,
        PAPER_CAME,
        REASSIGN,
        OFFICER_LEFT,
        CONSENT,
        WITHDRAW_CONSENT,
        INTERRUPT,
        SUSPICION,
        INTERFERENCE,
        NO_INTERFERENCE,
        ASK_COORDINATION,
        MESSAGE,
        CHOOSE_NOTICES,
        UPLOAD,
        CONFIRM_MANDATE,
    ),
    source=HOUSE,
    standing=True,
)
