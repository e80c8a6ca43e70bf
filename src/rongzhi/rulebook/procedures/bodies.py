"""The directory of bodies: who takes part, what an institution has promised, and who may sign for it."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetCase, SetEntries
from rongzhi.core.procedure.fields import Amount, Choice, Code, Day, EntryRef, Field, Option, Text
from rongzhi.rulebook.answers import ADDRESS, CREDIT_CODE, DC1, DC3, EMAIL, PERSON_NAME, PHONE, REASONS, SHORT
from rongzhi.rulebook.guards.bodies import body_active, cap_positive, commitment_dates, is_institution
from rongzhi.rulebook.guards.roster import entry_open
from rongzhi.rulebook.sources import FINANCE_14, HOUSE, SMALL_27

OFFICE = ("administrator", "organisation")
OWN_OFFICE = (*OFFICE, "institution")  # those who lead the institution name its agents themselves
NAMES = (
    Field("name_zh", PERSON_NAME, DC1, label="名称", en="Name in Chinese", required=True),
    Field("name_en", PERSON_NAME, DC1, label="英文名称", en="Name in English"),
)

REGISTER = Act(
    key="body.register",
    label="登记单位",
    en="Enter a body",
    who=("administrator",),
    data=(
        Field("kind", Code("bodies"), DC1, label="类别", en="Kind", required=True),
        Field("handle", Text(max=40), DC1, label="代码", en="Handle", required=True),
        *NAMES,
        Field("credit_code", CREDIT_CODE, DC1, label="统一社会信用代码", en="Credit code"),
        Field("phone", PHONE, DC1, label="公开电话", en="Public phone"),
        Field("email", EMAIL, DC1, label="公开邮箱", en="Public e-mail"),
        Field("address", ADDRESS, DC1, label="地址", en="Address"),
        Field("hours", SHORT, DC1, label="办公时间", en="Office hours"),
        Field("parent", Code("body_handles"), DC1, label="上级或所属集团", en="Parent body or group"),
        Field(
            "township",
            Text(max=40),
            DC1,
            label="所在乡镇、街道（在那里有站点的填）",
            en="Township (where it keeps a station)",
        ),
    ),
    does=(
        SetCase("kind", Of("kind")),
        SetCase("handle", Of("handle")),
        SetCase("name_zh", Of("name_zh")),
        SetCase("name_en", Of("name_en")),
        SetCase("credit_code", Of("credit_code")),
        SetCase("phone", Of("phone")),
        SetCase("email", Of("email")),
        SetCase("address", Of("address")),
        SetCase("hours", Of("hours")),
        SetCase("parent", Of("parent")),
        SetCase("township", Of("township")),
        SetCase("status", "active"),
        NewEntry("state", "active", on=From.TODAY),
    ),
    founds=True,
    source=HOUSE,
)

CONTACT = Act(
    key="body.contact",
    label="更新联系方式",
    en="Change the public contact",
    who=OFFICE,
    data=(
        Field("phone", PHONE, DC1, label="公开电话", en="Public phone", required=True),
        Field("email", EMAIL, DC1, label="公开邮箱（没有的不填）", en="Public e-mail (empty: none)"),
        Field("address", ADDRESS, DC1, label="地址", en="Address", required=True),
        Field("hours", SHORT, DC1, label="办公时间", en="Office hours", required=True),
    ),
    needs=(body_active,),
    does=(
        SetCase("phone", Of("phone")),
        SetCase("email", Of("email")),
        SetCase("address", Of("address")),
        SetCase("hours", Of("hours")),
        NewEntry("contact", "set", on=From.TODAY),
    ),
    source=HOUSE,
)

COMMIT = Act(
    key="body.commit",
    label="登记小额快速解决承诺",
    en="Record a commitment for small disputes",
    who=OFFICE,
    data=(
        Field("product", SHORT, DC1, label="适用的产品", en="Product covered", required=True, form="F24"),
        Field("cap", Amount(), DC1, label="限额（元）", en="Cap in yuan", required=True, form="F24"),
        Field(
            "valid_from", Day(future=True), DC1, label="生效日", en="In force from", required=True, form="F24"
        ),
        Field(
            "valid_to",
            Day(future=True),
            DC1,
            label="截止日（长期有效的不填）",
            en="In force until (empty: no end)",
            form="F24",
        ),
        Field(
            "paper",
            SHORT,
            DC1,
            label="承诺所在的文件（备忘录、合同条款）",
            en="Paper it stands in (memorandum, contract term)",
            required=True,
            form="F24",
        ),
    ),
    needs=(body_active, is_institution, cap_positive, commitment_dates),
    does=(
        NewEntry(
            "commitment",
            "open",
            code=Of("product"),
            on=Of("valid_to"),
            amount=Of("cap"),
            facts=("valid_from", "valid_to", "paper"),
        ),
    ),
    concurrent=True,
    source=SMALL_27,
)

END_COMMITMENT = Act(
    key="body.end_commitment",
    label="承诺到期或撤销（不影响已开始的案件）",
    en="End a commitment (cases begun are not touched)",
    who=OFFICE,
    data=(
        Field("entry", EntryRef("commitment"), DC1, label="承诺", en="Commitment", required=True, form="F24"),
        Field("ends_on", Day(future=True), DC1, label="失效日", en="Ends on", required=True, form="F24"),
    ),
    needs=(entry_open,),
    does=(SetEntries("commitment", "ended", match=Of("entry"), on=Of("ends_on")),),
    source=SMALL_27,
)

AUTHORITY = Act(
    key="body.authority",
    label="登记授权代表及权限",
    en="Record who may act and up to what amount",
    who=OWN_OFFICE,
    data=(
        Field(
            "authorised_person",
            PERSON_NAME,
            DC3,
            label="授权代表",
            en="Authorised person",
            required=True,
            form="F12",
        ),
        Field(
            "scope",
            Choice(
                (
                    Option("attend", "参加调解", "to attend"),
                    Option("settle", "在限额内和解", "to settle within the limit"),
                    Option("sign", "签署协议", "to sign"),
                )
            ),
            DC1,
            label="权限",
            en="Scope",
            required=True,
            form="F12",
        ),
        Field(
            "limit",
            Amount(),
            DC1,
            label="限额（元，不限的不填）",
            en="Limit in yuan (empty: none)",
            form="F12",
        ),
        Field("until", Day(future=True), DC1, label="截止日", en="Until", required=True, form="F12"),
        Field(
            "account",
            Text(max=80),
            DC1,
            label="账号（由其本人在系统内办理的填写）",
            en="Account (of one who acts in the system)",
            form="F12",
            hint="填写账号后，系统按限额把关：超出的须由本单位有权人员确认。",
            hint_en="With an account the limit is enforced: what goes beyond it has to be confirmed by your body.",
        ),
    ),
    needs=(body_active,),
    does=(
        NewEntry(
            "authority", "open", code=Of("scope"), on=Of("until"), amount=Of("limit"), facts=("account",)
        ),
    ),
    concurrent=True,
    source=FINANCE_14,
)

END_AUTHORITY = Act(
    key="body.end_authority",
    label="撤销授权",
    en="End an authority",
    who=OWN_OFFICE,
    data=(
        Field("entry", EntryRef("authority"), DC1, label="授权", en="Authority", required=True, form="F12"),
    ),
    needs=(entry_open,),
    does=(SetEntries("authority", "ended", match=Of("entry")),),
    source=FINANCE_14,
)

RENAME = Act(
    key="body.rename",
    label="更名",
    en="Rename",
    who=("administrator",),
    data=(*NAMES, REASONS),
    needs=(body_active,),
    does=(
        SetCase("name_zh", Of("name_zh")),
        SetCase("name_en", Of("name_en")),
        NewEntry("name", "changed", on=From.TODAY),
    ),
    source=HOUSE,
)

RETIRE = Act(
    key="body.retire",
    label="从名录移除",
    en="Retire",
    who=("administrator",),
    data=(REASONS, Field("successor", Code("body_handles"), DC1, label="承接单位", en="Successor")),
    needs=(body_active,),
    does=(
        SetCase("status", "retired"),
        SetCase("successor", Of("successor")),
        NewEntry("state", "retired", on=From.TODAY),
    ),
    source=HOUSE,
)

PAID_BY = Act(
    key="body.paid_by",
    label="登记主办、出资、场所单位",
    en="Who runs, pays and hosts the body",
    who=OWN_OFFICE,
    data=(
        Field(
            "founder",
            Code("body_handles"),
            DC1,
            label="主办或者主管单位（没有的不填）",
            en="Run or led by (empty: nobody)",
            form="F15",
        ),
        Field(
            "payer",
            Code("body_handles"),
            DC1,
            label="主要出资单位（没有的不填）",
            en="Mainly paid by (empty: nobody)",
            form="F15",
        ),
        Field(
            "host",
            Code("body_handles"),
            DC1,
            label="提供场所的单位（没有的不填）",
            en="Hosted by (empty: nobody)",
            form="F15",
        ),
        Field("since", Day(), DC1, label="自", en="From", required=True, form="F15"),
        Field(
            "paper",
            SHORT,
            DC1,
            label="凭证（批文、协议、拨款文件）",
            en="Paper (approval, agreement, grant)",
            required=True,
            form="F15",
        ),
    ),
    needs=(body_active,),
    does=(
        SetEntries("standing", "replaced", was=("open",)),
        NewEntry("standing", "open", on=Of("since"), facts=("founder", "payer", "host", "paper")),
        SetCase("founder", Of("founder"), clears=True),
        SetCase("payer", Of("payer"), clears=True),
        SetCase("host", Of("host"), clears=True),
    ),
    source=FINANCE_14,
)

BODIES = Procedure(
    key="body",
    label="单位名录",
    en="directory of bodies",
    acts=(REGISTER, CONTACT, COMMIT, END_COMMITMENT, AUTHORITY, END_AUTHORITY, PAID_BY, RENAME, RETIRE),
    source=HOUSE,
    kind="body",
    standing=True,
)
