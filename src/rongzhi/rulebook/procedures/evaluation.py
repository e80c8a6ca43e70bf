"""Neutral evaluation: by everybody's consent a specialist who is not the mediator says how the case may come out."""

from rongzhi.core.procedure.definition import (
    Act,
    From,
    Last,
    NewEntry,
    Of,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Amount, Choice, Code, Field, Option, YesNo
from rongzhi.rulebook.answers import AGREES, DC2, DC3, LONG, PARAGRAPH, REASONS, REMARK, SHORT
from rongzhi.rulebook.guards.appointment import neutral_free_of_ties
from rongzhi.rulebook.guards.evaluation import (
    all_chose_the_same_evaluator,
    all_consent,
    evaluator_is_not_mediator,
    evaluator_not_replaced,
    evaluator_without_ties,
    is_evaluator,
    not_all_consent,
    not_consented_yet,
)
from rongzhi.rulebook.guards.everyday import is_party
from rongzhi.rulebook.guards.fast_track import case_accepted
from rongzhi.rulebook.guards.speaking import COUNTER, said, speaks_for_principal
from rongzhi.rulebook.sources import COUNTY, EVALUATION_22, SPM_15

EVALUATOR = Field("neutral", Code("neutrals"), DC2, label="评估员", en="Evaluator", required=True, form="F26")

PROPOSE = Act(
    key="evaluation.propose",
    label="提议中立评估",
    en="Propose a neutral evaluation",
    to="proposed",
    who=("party", "mediator", "organisation", "court"),
    data=(
        Field(
            "question",
            PARAGRAPH,
            DC3,
            label="请评估的问题",
            en="Question to be evaluated",
            required=True,
            form="F26",
        ),
        Field("reasons", PARAGRAPH, DC3, label="理由（可不填）", en="Reasons (optional)", form="F26"),
    ),
    needs=(case_accepted,),
    takes=("F26",),
    does=(
        NewEntry("evaluation", "proposed", party=From.ACTOR_PARTY, on=From.TODAY),
        NewEntry("evaluation_consent", "given", party=From.ACTOR_PARTY, on=From.TODAY, when=is_party),
    ),
    tells=(Tells("evaluation_proposed", "party"),),
    source=EVALUATION_22,
)

CONSENT = Act(
    key="evaluation.consent",
    label="同意评估",
    en="Consent to the evaluation",
    from_=("proposed",),
    who=("party", "organisation"),
    data=(
        AGREES,
        Field(
            "use_consent",
            YesNo(),
            DC2,
            label="同意评估报告进入法院案卷（可不同意）",
            en="The report may go into a court file (you may say no)",
            form="F26",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_principal, not_consented_yet),
    does=said("evaluation_consent", "given", facts=("use_consent",)),
    concurrent=True,
    source=EVALUATION_22,
)

CONSENTED = Act(
    key="evaluation.consented",
    label="各方同意评估",
    en="Every side consents",
    from_=("proposed",),
    to="evaluator_choice",
    who=("system",),
    needs=(all_consent,),
    does=(SetEntries("evaluation", "agreed"),),
    automatic=True,
    source=EVALUATION_22,
)

DECLINE = Act(
    key="evaluation.decline",
    label="不同意评估",
    en="Do not consent",
    from_=("proposed",),
    to="declined",
    who=("party", "organisation"),
    data=(
        Field("remark", PARAGRAPH, DC3, label="想法（可不填）", en="Your view (optional)", form="F26"),
        *COUNTER,
    ),
    needs=(speaks_for_principal,),
    does=(SetEntries("evaluation", "declined"),),
    tells=(Tells("evaluation_declined", "party"),),
    source=EVALUATION_22,
)

NO_CONSENT = Act(
    key="evaluation.no_consent",
    label="未得到全部同意，不作评估",
    en="Not every side consented: no evaluation",
    from_=("proposed",),
    to="declined",
    who=("organisation",),
    data=(REASONS,),
    needs=(not_all_consent,),
    does=(SetEntries("evaluation", "declined"),),
    tells=(Tells("evaluation_declined", "party"),),
    source=EVALUATION_22,
)

TAKE_BACK = Act(
    key="evaluation.take_back",
    label="收回同意，停止评估",
    en="Take the consent back",
    from_=("evaluator_choice", "disclosure", "pack", "evaluating"),
    to="withdrawn",
    who=("party", "organisation"),
    data=(REMARK, *COUNTER),
    needs=(speaks_for_principal,),
    does=(SetEntries("evaluation", "withdrawn"), SetCase("evaluator", "")),
    tells=(Tells("evaluation_withdrawn", "party"),),
    source=EVALUATION_22,
)

CHOOSE = Act(
    key="evaluation.choose",
    label="选择评估员",
    en="Choose an evaluator",
    from_=("evaluator_choice",),
    who=("party", "organisation"),
    data=(EVALUATOR, *COUNTER),
    needs=(speaks_for_principal, evaluator_is_not_mediator, neutral_free_of_ties, evaluator_not_replaced),
    does=(
        SetEntries("evaluator_choice", "replaced", match="party", party=From.ACTOR_PARTY, was=("open",)),
        SetEntries("evaluator_choice", "replaced", match="party", party=Of("party"), was=("open",)),
        *said("evaluator_choice", code=Of("neutral")),
    ),
    concurrent=True,
    source=EVALUATION_22,
)

JOINT_CHOICE = Act(
    key="evaluation.joint_choice",
    label="各方选定同一评估员",
    en="All sides chose the same evaluator",
    from_=("evaluator_choice",),
    to="disclosure",
    who=("system",),
    needs=(all_chose_the_same_evaluator,),
    does=(
        SetCase("evaluator", Last("evaluator_choice")),
        NewEntry("evaluator", "named", code=Last("evaluator_choice"), on=From.TODAY),
    ),
    tells=(Tells("evaluator_named", "evaluator"),),
    automatic=True,
    source=EVALUATION_22,
)

NAME = Act(
    key="evaluation.name_evaluator",
    label="指定评估员",
    en="Name an evaluator",
    from_=("evaluator_choice",),
    to="disclosure",
    who=("organisation",),
    data=(
        EVALUATOR,
        Field(
            "method",
            Choice(
                (
                    Option("draw", "随机抽取", "drawn at random"),
                    Option("appointed", "组织指定", "appointed by the organisation"),
                )
            ),
            DC2,
            label="产生方式",
            en="Method",
            required=True,
            form="F26",
        ),
    ),
    needs=(evaluator_is_not_mediator, neutral_free_of_ties, evaluator_not_replaced),
    does=(
        SetCase("evaluator", Of("neutral")),
        NewEntry("evaluator", "named", code=Of("neutral"), on=From.TODAY, facts=("method",)),
    ),
    tells=(Tells("evaluator_named", "evaluator"),),
    source=COUNTY,
)

DISCLOSE = Act(
    key="evaluation.disclose",
    label="披露并接受评估",
    en="Disclose and accept",
    from_=("disclosure",),
    to="pack",
    who=("evaluator",),
    data=(
        Field(
            "ties",
            YesNo(),
            DC2,
            label="与当事人或其集团在近三年有联系",
            en="Ties with a party or its group in the last 3 years",
            required=True,
            form="F27",
        ),
        Field("details", PARAGRAPH, DC3, label="说明", en="Details", form="F27"),
    ),
    needs=(is_evaluator, evaluator_without_ties),
    does=(
        NewEntry("disclosure", "made", code=From.ACTOR_NEUTRAL, on=From.TODAY, facts=("ties",)),
        SetEntries("evaluator", "accepted"),
    ),
    tells=(Tells("disclosure_shown", "party"),),
    source=EVALUATION_22,
)

STEP_BACK = Act(
    key="evaluation.step_back",
    label="评估员退出",
    en="The evaluator steps back",
    from_=("disclosure", "pack", "evaluating"),
    to="evaluator_choice",
    who=("evaluator", "system"),
    data=(REASONS,),
    does=(
        SetEntries("evaluator", "withdrew"),
        SetEntries("evaluator_choice", "replaced", match="all", was=("open",)),
        SetCase("evaluator", ""),
    ),
    tells=(Tells("evaluator_changes", "party"),),
    source=SPM_15,
)

OBJECT = Act(
    key="evaluation.object",
    label="要求更换评估员",
    en="Ask for another evaluator",
    from_=("disclosure", "pack"),
    to="evaluator_choice",
    who=("party", "organisation"),
    data=(
        Field(
            "reasons", PARAGRAPH, DC3, label="事实和理由", en="Facts and reasons", required=True, form="F16"
        ),
        *COUNTER,
    ),
    needs=(speaks_for_principal,),
    takes=("F16",),
    does=(
        SetEntries("evaluator", "replaced"),
        SetEntries("evaluator_choice", "replaced", match="all", was=("open",)),
        SetCase("evaluator", ""),
    ),
    tells=(Tells("evaluator_changes", "party"),),
    source=SPM_15,
)

PACK = Act(
    key="evaluation.pack",
    label="交付评估材料",
    en="Hand over the evaluation pack",
    from_=("pack",),
    to="evaluating",
    who=("organisation",),
    data=(
        Field("question", PARAGRAPH, DC3, label="评估问题", en="Question", required=True, form="F26"),
        Field(
            "facts",
            LONG,
            DC3,
            label="无争议和有争议的事实",
            en="Facts agreed and disputed",
            required=True,
            form="F26",
        ),
        Field(
            "material",
            PARAGRAPH,
            DC3,
            label="材料清单（不含背对背内容）",
            en="List of material (nothing said in confidence)",
            required=True,
            form="F26",
        ),
        Field(
            "fee", Amount(), DC2, label="费用（元，没有的不填）", en="Fee in yuan (empty: none)", form="F26"
        ),
        Field("fee_payer", SHORT, DC3, label="费用由谁承担", en="Who pays the fee", form="F26"),
    ),
    issues=("F26",),
    does=(NewEntry("evaluation_pack", "handed_over", on=From.TODAY, amount=Of("fee")),),
    tells=(Tells("evaluation_pack_ready", "evaluator"),),
    source=EVALUATION_22,
)

ASK_MATERIAL = Act(
    key="evaluation.ask_material",
    label="请补充评估材料",
    en="Ask for more material",
    from_=("evaluating",),
    to="pack",
    who=("evaluator",),
    data=(
        Field(
            "missing", PARAGRAPH, DC3, label="需要补充的材料", en="What is missing", required=True, form="F26"
        ),
    ),
    needs=(is_evaluator,),
    tells=(Tells("evaluation_material_asked", "party"),),
    source=EVALUATION_22,
)

DELIVER = Act(
    key="evaluation.deliver",
    label="提交评估报告",
    en="Deliver the evaluation report",
    from_=("evaluating",),
    to="delivered",
    who=("evaluator",),
    data=(
        Field(
            "material_read", PARAGRAPH, DC3, label="已阅材料", en="Material read", required=True, form="F27"
        ),
        Field("analysis", LONG, DC3, label="分析", en="Analysis", required=True, form="F27"),
        Field(
            "outcome_range",
            PARAGRAPH,
            DC3,
            label="可能结果的范围",
            en="Likely range of outcomes",
            required=True,
            form="F27",
        ),
        Field("limits", PARAGRAPH, DC3, label="局限", en="Limits", required=True, form="F27"),
        Field(
            "no_ties",
            YesNo(must=True),
            DC2,
            label="声明与各方没有联系",
            en="I have no ties with the sides",
            required=True,
            form="F27",
        ),
    ),
    needs=(is_evaluator,),
    issues=("F27",),
    does=(SetEntries("evaluation", "delivered", on=From.TODAY), SetEntries("evaluator", "done")),
    tells=(Tells("evaluation_delivered", "party"),),
    warning="评估意见没有约束力；未经各方同意，不进入法院案卷。",
    warning_en="The opinion binds nobody; without everybody's consent it stays out of the court file.",
    source=EVALUATION_22,
)

EVALUATION = Procedure(
    key="evaluation",
    label="中立评估",
    en="neutral evaluation",
    stages=(
        Stage("proposed", "已提议，待各方同意", "proposed, consent awaited", waiting_for="parties"),
        Stage("evaluator_choice", "选定评估员", "evaluator being chosen", waiting_for="parties"),
        Stage("disclosure", "待评估员披露", "disclosure awaited", waiting_for="evaluator"),
        Stage("pack", "评估材料准备中", "evaluation pack being made", waiting_for="organisation"),
        Stage("evaluating", "评估中", "evaluating", waiting_for="evaluator"),
        Stage("delivered", "评估报告已送达", "opinion delivered", final=True),
        Stage("declined", "一方不同意评估", "consent not given", final=True),
        Stage("withdrawn", "已撤回", "withdrawn", final=True),
    ),
    acts=(
        PROPOSE,
        CONSENT,
        CONSENTED,
        DECLINE,
        NO_CONSENT,
        TAKE_BACK,
        CHOOSE,
        JOINT_CHOICE,
        NAME,
        DISCLOSE,
        STEP_BACK,
        OBJECT,
        PACK,
        ASK_MATERIAL,
        DELIVER,
    ),
    source=EVALUATION_22,
)
