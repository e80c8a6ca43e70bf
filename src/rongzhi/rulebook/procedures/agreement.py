"""Agreement: drafted, read back, signed by kind, and in effect by the rule of its kind of mediation."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    From,
    NewEntry,
    NewSchedule,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Amount, Day, Field, PartyRef, Schedule, Text, YesNo
from rongzhi.rulebook.answers import (
    AGREES,
    DC2,
    DC3,
    DC6,
    LONG,
    PARAGRAPH,
    PARTY,
    PERSON_NAME,
    SEAL_SCAN,
    SIGNATURE_KIND,
)
from rongzhi.rulebook.guards.agents import within_mandate
from rongzhi.rulebook.guards.agreement import (
    certificate_stands,
    code_counts_here,
    confirmation_open,
    effect_complete,
    has_instalments,
    mediator_not_signed,
    no_instalments,
    not_read_yet,
    not_sealed,
    not_signed_yet,
    oral_and_performed,
    party_not_signed_yet,
    read_by_all,
    seal_has_witness,
    signed_by_all,
    text_unchanged,
)
from rongzhi.rulebook.guards.everyday import is_party
from rongzhi.rulebook.guards.mediation import is_neutral_of_case
from rongzhi.rulebook.guards.speaking import COUNTER, said, speaks_for_principal
from rongzhi.rulebook.sources import ESIGN, ONL_25, PML_28, PML_29, PML_30, SPM_24

JC_APPLY = Clock(
    "jc_apply", parameter="jc_apply", on_expiry="confirmation.not_applied", waiting_for="parties"
)
FOLLOW_UP = Clock("follow_up_due", parameter="med_followup_visit", waiting_for="organisation")

DRAFT_FIELDS = (
    Field(
        "facts_and_issues",
        PARAGRAPH,
        DC6,
        label="主要事实和争议事项",
        en="Main facts and issues",
        required=True,
        form="F29",
    ),
    Field(
        "terms",
        LONG,
        DC6,
        label="协议内容、履行方式和期限",
        en="Terms, way and time of performance",
        required=True,
        form="F29",
    ),
    Field("amount", Amount(), DC6, label="总金额（元）", en="Total amount in yuan", form="F29"),
    Field(
        "instalments",
        Schedule(),
        DC6,
        label="付款期次",
        en="Payments",
        form="F29",
        hint="每期一行，先日期后金额，例如：2026-01-31 1000.00",
        hint_en="One a line, date and amount, for example: 2026-01-31 1000.00",
    ),
    Field(
        "performed_by",
        Day(future=True),
        DC6,
        label="非付款义务的履行日",
        en="Day by which other duties are done",
        form="F29",
    ),
    Field("default_term", PARAGRAPH, DC6, label="违约责任", en="What follows on default", form="F29"),
    Field("confidential", YesNo(), DC2, label="约定保密", en="Confidentiality agreed", form="F29"),
    Field(
        "confirmation_wish",
        YesNo(),
        DC2,
        label="有意申请司法确认",
        en="Judicial confirmation wished",
        form="F29",
    ),
    Field(
        "no_harm",
        YesNo(must=True),
        DC2,
        label="各方声明不损害国家、社会公共利益和他人合法权益",
        en="The sides state that nobody else is harmed",
        required=True,
        form="F29",
    ),
)

PAYER = Field("payer", PartyRef(), DC2, label="付款的一方", en="Who pays", form="F29")

DRAFT = Act(
    key="agreement.draft",
    label="起草协议",
    en="Draft the agreement",
    from_=("drafting", "reading", "signing"),
    to="reading",
    who=("mediator", "organisation"),
    data=(*DRAFT_FIELDS, PAYER),
    issues=("F29",),
    does=(
        SetEntries("agreement", "replaced", was=("draft",)),
        SetEntries("signature", "void", match="all", was=("valid",)),
        NewEntry("agreement", "draft", code=From.DIGEST, on=From.TODAY, amount=Of("amount")),
        SetEntries("instalment", "replaced", match="all", was=("planned",)),
        NewSchedule("instalment", "instalments", status="planned", party=Of("payer")),
    ),
    tells=(Tells("agreement_to_read", "party"),),
    source=PML_29,
)

READ = Act(
    key="agreement.confirm_reading",
    label="已核对，内容无误",
    en="I have read it and it is right",
    from_=("reading",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, not_read_yet),
    does=said("reading", "done"),
    concurrent=True,
    source=PML_29,
)

ALL_READ = Act(
    key="agreement.all_read",
    label="各方核对完毕",
    en="Every side has read it",
    from_=("reading",),
    to="signing",
    who=("system",),
    needs=(read_by_all,),
    automatic=True,
    source=PML_29,
)

BACK_TO_DRAFT = Act(
    key="agreement.ask_change",
    label="要求修改文本",
    en="Ask for a change of the text",
    from_=("reading", "signing"),
    to="drafting",
    who=("party", "mediator"),
    data=(
        Field(
            "change", PARAGRAPH, DC6, label="需要修改之处", en="What should change", required=True, form="F29"
        ),
    ),
    does=(SetEntries("signature", "void", match="all", was=("valid",)),),
    source=PML_29,
)

SIGN = Act(
    key="agreement.sign",
    label="签署协议",
    en="Sign the agreement",
    from_=("signing",),
    who=("party",),
    data=(
        SIGNATURE_KIND,
        Field(
            "text_hash",
            Text(max=64),
            DC2,
            label="所签文本的校验值",
            en="Hash of the text signed",
            required=True,
            form="F29",
        ),
        Field(
            "witness", PERSON_NAME, DC3, label="见证人（盖章时必填）", en="Witness (for a seal)", form="F29"
        ),
        SEAL_SCAN,
        Field(
            "certificate",
            Text(max=8_000, long=True),
            DC3,
            label="数字证书（PEM，仅证书签名）",
            en="Certificate (PEM, certificate signatures only)",
            form="F29",
        ),
        Field(
            "signature_value",
            Text(max=2_000, long=True),
            DC3,
            label="对校验值的签名（Base64，仅证书签名）",
            en="Signature of the hash (base64, certificate signatures only)",
            form="F29",
        ),
    ),
    needs=(
        is_party,
        text_unchanged,
        not_signed_yet,
        seal_has_witness,
        code_counts_here,
        certificate_stands,
        within_mandate,
    ),
    does=(
        NewEntry(
            "signature",
            "valid",
            party=From.ACTOR_PARTY,
            code=Of("signature_kind"),
            on=From.TODAY,
            facts=("text_hash",),
        ),
    ),
    concurrent=True,
    backdatable=True,
    source=ESIGN,
)

SIGNED_ON_PAPER = Act(
    key="agreement.signed_on_paper",
    label="登记当事人已在纸质协议上签署",
    en="Record a signature made on paper",
    from_=("signing",),
    who=("organisation",),
    data=(PARTY, SIGNATURE_KIND, SIGN.data[1], SIGN.data[2], SEAL_SCAN),
    needs=(text_unchanged, party_not_signed_yet, seal_has_witness, code_counts_here, certificate_stands),
    does=(
        NewEntry(
            "signature",
            "valid",
            party=Of("party"),
            code=Of("signature_kind"),
            on=From.TODAY,
            facts=("text_hash",),
        ),
    ),
    concurrent=True,
    backdatable=True,
    source=PML_29,
)

ALL_SIGNED = Act(
    key="agreement.all_signed",
    label="各方签署完毕",
    en="Every side has signed",
    from_=("signing",),
    to="sealing",
    who=("system",),
    needs=(signed_by_all,),
    automatic=True,
    source=PML_29,
)

MEDIATOR_SIGNS = Act(
    key="agreement.mediator_sign",
    label="调解员签名",
    en="The neutral signs",
    from_=("sealing",),
    who=("mediator",),
    data=(SIGN.data[1],),
    needs=(is_neutral_of_case, text_unchanged, mediator_not_signed),
    does=(
        NewEntry("mediator_signature", "valid", code=From.ACTOR_NEUTRAL, on=From.TODAY, facts=("text_hash",)),
    ),
    concurrent=True,
    source=PML_29,
)

SEAL = Act(
    key="agreement.seal",
    label="加盖调解组织印章",
    en="The organisation seals",
    from_=("sealing",),
    who=("organisation",),
    data=(SIGN.data[1],),
    needs=(text_unchanged, not_sealed),
    does=(NewEntry("seal", "valid", on=From.TODAY, facts=("text_hash",)),),
    concurrent=True,
    source=PML_29,
)

TAKE_EFFECT = Act(
    key="agreement.take_effect",
    label="协议生效",
    en="The agreement takes effect",
    from_=("sealing",),
    to="effective",
    who=("system",),
    needs=(effect_complete,),
    opens=(
        Opens("confirmation", when=confirmation_open, starts=(JC_APPLY,)),
        Opens("performance", when=has_instalments),
        Opens("follow_up", when=no_instalments, starts=(FOLLOW_UP,)),
    ),
    does=(
        SetEntries("agreement", "effective", was=("draft",), on=From.TODAY),
        SetEntries("instalment", "open", match="all", was=("planned",)),
        SetCase("effective_on", From.TODAY),
    ),
    issues=("F29", "F57"),
    tells=(Tells("agreement_effective", "party"),),
    ends=Ends("X01"),
    automatic=True,
    source=SPM_24,
)

NOT_SIGNED = Act(
    key="agreement.not_sign",
    label="不签署",
    en="Do not sign",
    from_=("drafting", "reading", "signing"),
    to="not_signed",
    who=("party", "mediator"),
    data=(Field("reasons", PARAGRAPH, DC3, label="理由（可不填）", en="Reasons (optional)"),),
    issues=("F35",),
    tells=(Tells("not_signed", "party"),),
    ends=Ends("X10"),
    warning="不签署协议，本次调解即告结束。您仍可选择其他途径；请留意诉讼时效和保证期间。",
    warning_en="Not signing ends this mediation. Other ways stay open; mind the limitation and guarantee periods.",
    source=ONL_25,
)

ORAL = Act(
    key="agreement.oral",
    label="登记口头协议（已履行）",
    en="Record an oral agreement, performed",
    from_=("drafting",),
    to="oral_recorded",
    who=("mediator",),
    data=(
        Field(
            "content", PARAGRAPH, DC6, label="口头协议内容", en="What was agreed", required=True, form="F30"
        ),
        Field(
            "performed_at_once",
            YesNo(must=True),
            DC2,
            label="已当场履行",
            en="Performed at once",
            required=True,
            form="F30",
        ),
    ),
    needs=(is_neutral_of_case, oral_and_performed),
    opens=(Opens("follow_up", starts=(FOLLOW_UP,)),),
    issues=("F30",),
    does=(NewEntry("agreement", "oral", on=From.TODAY), SetCase("effective_on", From.TODAY)),
    ends=Ends("X02"),
    source=PML_30,
)

AGREEMENT = Procedure(
    key="agreement",
    label="调解协议",
    en="agreement",
    stages=(
        Stage("drafting", "起草协议", "being drafted", waiting_for="mediator"),
        Stage("reading", "当事人核对", "being read by the parties", waiting_for="parties"),
        Stage("signing", "待签署", "signing", waiting_for="parties"),
        Stage(
            "sealing",
            "待调解员签名及组织盖章",
            "mediator signs, organisation seals",
            waiting_for="organisation",
        ),
        Stage("effective", "协议生效", "in effect", final=True),
        Stage("oral_recorded", "口头协议已记录", "oral agreement on record", final=True),
        Stage("not_signed", "一方不签署", "one side will not sign", final=True),
    ),
    acts=(
        DRAFT,
        READ,
        ALL_READ,
        BACK_TO_DRAFT,
        SIGN,
        SIGNED_ON_PAPER,
        ALL_SIGNED,
        MEDIATOR_SIGNS,
        SEAL,
        TAKE_EFFECT,
        NOT_SIGNED,
        ORAL,
    ),
    source=PML_28,
)
