"""Lead body: where a matter is the duty of several, one is named by the published rule, may object, and keeps it till then."""

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
)
from rongzhi.core.procedure.fields import Code, Field
from rongzhi.rulebook.answers import DC2, DC3, PARAGRAPH
from rongzhi.rulebook.guards.lead import (
    another_lead,
    cites_its_line,
    competent_or_reasoned,
    first_or_reasoned,
    is_lead,
    several_competent,
)
from rongzhi.rulebook.guards.tasks import addressed_to_office
from rongzhi.rulebook.sources import COUNTY, PETITION_23, PETITION_24

BODY = Field(
    "body",
    Code("body_handles"),
    DC2,
    label="牵头单位",
    en="Lead body",
    required=True,
    form="F44",
    hint="按公布的职责规则，排在首位的单位牵头",
    hint_en="By the published rule of competence the body that stands first leads",
)
RULE = Field(
    "rule",
    Code("competence"),
    DC2,
    label="所依据的规则条目",
    en="Line of the rule that it rests on",
    form="F44",
)
DEPARTS = Field(
    "departs",
    PARAGRAPH,
    DC3,
    label="不按规则确定的理由（按规则确定的不填）",
    en="Why it departs from the rule (leave empty when it does not)",
    part="task",
    form="F44",
)
WHY = Field("reasons", PARAGRAPH, DC3, label="理由", en="Reasons", required=True, part="task", form="F49")
NAMING = Clock("lead_named", parameter="lead_named", waiting_for="secretariat")
OBJECTION = Clock(
    "lead_objection", parameter="lead_objection", on_expiry="lead.settle", waiting_for="lead_body"
)
NAMED = NewEntry("lead_body", "named", code=Of("body"), on=From.TODAY, facts=("rule",))

ASK = Act(
    key="lead.ask",
    label="提请确定牵头单位",
    en="Ask which body leads",
    to="naming",
    who=("organisation", "secretariat"),
    data=(
        Field(
            "why",
            PARAGRAPH,
            DC3,
            label="为什么需要确定牵头单位",
            en="Why a lead body is needed",
            required=True,
            part="task",
            form="F44",
        ),
    ),
    needs=(several_competent,),
    starts=(NAMING,),
    does=(NewEntry("lead_question", "open", on=From.TODAY),),
    tells=(Tells("lead_asked", "secretariat"),),
    source=PETITION_24,
)

NAME = Act(
    key="lead.name",
    label="确定牵头单位",
    en="Name the lead body",
    from_=("naming",),
    to="named",
    who=("secretariat",),
    data=(BODY, RULE, DEPARTS),
    needs=(addressed_to_office, competent_or_reasoned, first_or_reasoned, cites_its_line),
    stops=("lead_named",),
    starts=(OBJECTION,),
    does=(NAMED,),
    tells=(Tells("lead_named", "lead_body"), Tells("lead_named_told", "organisation")),
    source=PETITION_24,
)

ACCEPT = Act(
    key="lead.accept",
    label="接受牵头",
    en="Take the lead",
    from_=("named",),
    to="settled",
    who=("lead_body",),
    needs=(is_lead,),
    does=(
        SetEntries("lead_body", "kept", match="own", was=("named",)),
        NewEntry("lead_receipt", "signed", code=From.ACTOR_BODY, on=From.TODAY),
        SetEntries("lead_question", "settled", match="own", was=("open",)),
    ),
    tells=(Tells("lead_settled", "secretariat"),),
    source=PETITION_23,
)

OBJECT = Act(
    key="lead.object",
    label="对确定为牵头单位提出异议",
    en="Object to being named lead",
    from_=("named",),
    to="objected",
    who=("lead_body",),
    data=(
        Field(
            "basis",
            PARAGRAPH,
            DC3,
            label="详细理由和依据",
            en="Detailed reasons and basis",
            required=True,
            part="task",
            form="F49",
        ),
        Field(
            "proposal",
            Code("body_handles"),
            DC2,
            label="建议由哪个单位牵头",
            en="Which body should lead",
            required=True,
            form="F49",
        ),
    ),
    needs=(is_lead,),
    stops=("lead_objection",),
    takes=("F49",),
    does=(
        SetEntries("lead_body", "objected", match="own", was=("named",)),
        NewEntry("lead_challenge", "open", code=Of("proposal"), on=From.TODAY),
    ),
    tells=(Tells("lead_objected", "secretariat"),),
    warning="决定作出之前，仍由本单位牵头。",
    warning_en="Until it is decided your body leads.",
    source=PETITION_23,
)

UPHOLD = Act(
    key="lead.uphold",
    label="异议成立，改定牵头单位",
    en="Uphold the objection: another body leads",
    from_=("objected",),
    to="named",
    who=("secretariat",),
    data=(BODY, RULE, DEPARTS, WHY),
    needs=(addressed_to_office, another_lead, competent_or_reasoned, cites_its_line),
    starts=(OBJECTION,),
    does=(
        SetEntries("lead_challenge", "upheld", match="own", was=("open",)),
        SetEntries("lead_body", "moved", match="own", was=("objected",)),
        NAMED,
    ),
    tells=(Tells("lead_named", "lead_body"), Tells("lead_named_told", "organisation")),
    source=PETITION_23,
)

DISMISS = Act(
    key="lead.dismiss",
    label="异议不成立，仍由该单位牵头",
    en="Dismiss the objection: the body leads",
    from_=("objected",),
    to="settled",
    who=("secretariat",),
    data=(WHY,),
    does=(
        SetEntries("lead_challenge", "dismissed", match="own", was=("open",)),
        SetEntries("lead_body", "kept", match="own", was=("objected",)),
        SetEntries("lead_question", "settled", match="own", was=("open",)),
    ),
    tells=(Tells("lead_objection_dismissed", "lead_body"),),
    source=PETITION_23,
)

SETTLE = Act(
    key="lead.settle",
    label="异议期满，牵头单位确定",
    en="No objection in time: the lead is settled",
    from_=("named",),
    to="settled",
    who=("system",),
    does=(
        SetEntries("lead_body", "kept", match="own", was=("named",)),
        NewEntry("lead_receipt", "silent", on=From.TODAY),
        SetEntries("lead_question", "settled", match="own", was=("open",)),
    ),
    tells=(Tells("lead_settled", "secretariat"),),
    timer=True,
    source=COUNTY,
)

LEAD = Procedure(
    key="lead",
    label="确定牵头单位",
    en="lead body",
    stages=(
        Stage("naming", "待确定牵头单位", "lead body to be named", waiting_for="secretariat"),
        Stage("named", "已确定，可提异议", "named, objection open", waiting_for="lead_body"),
        Stage("objected", "对牵头提出异议", "objected to", waiting_for="secretariat"),
        Stage("settled", "牵头单位已定", "lead settled", final=True),
    ),
    acts=(ASK, NAME, ACCEPT, OBJECT, UPHOLD, DISMISS, SETTLE),
    source=PETITION_24,
    watched=True,
)
