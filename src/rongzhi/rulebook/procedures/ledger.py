"""The ledger of a mediation organisation: what it is given and by whom, what it spends and on what, what is promised.

Every line is an act; a wrong line is taken back by its opposite and never changed. No body of the county's law prescribes
this book: it is kept so that dependence on a payer and an end of the money are seen in time. [design]
"""

from rongzhi.core.procedure.definition import Act, NewEntry, Of, Procedure, SetCase, SetEntries
from rongzhi.core.procedure.fields import Amount, Choice, Code, Day, EntryRef, Field, Option, Text, YesNo
from rongzhi.rulebook.answers import DC1, REASONS
from rongzhi.rulebook.guards.ledger import (
    amount_positive,
    case_number_well_formed,
    ledger_open,
    line_booked,
    payer_named,
)
from rongzhi.rulebook.sources import HOUSE

OFFICE = ("organisation",)
SOURCE = Choice(
    (
        Option("government", "财政", "government"),
        Option("association", "行业协会", "association"),
        Option("institution", "金融机构", "institution"),
        Option("court", "法院补贴", "court subsidy"),
        Option("donation", "捐赠", "donation"),
        Option("services", "服务收入", "services"),
        Option("other", "其他", "other"),
    )
)
PURPOSE = Choice(
    (
        Option("mediators", "调解员报酬", "mediators' pay"),
        Option("staff", "工作人员", "staff"),
        Option("premises", "场所", "premises"),
        Option("training", "培训", "training"),
        Option("publicity", "宣传", "publicity"),
        Option("other", "其他", "other"),
    )
)
SUM = Field("amount", Amount(), DC1, label="金额（元）", en="Amount (yuan)", required=True)
RESTRICTED = Field(
    "restricted",
    YesNo(),
    DC1,
    label="只能用于指定用途",
    en="For a stated purpose alone",
    required=True,
)
PAYER = Field(
    "payer",
    Code("body_handles"),
    DC1,
    label="付款单位（在名录中的）",
    en="Payer (in the directory)",
)
PAYER_NAME = Field(
    "payer_name",
    Text(max=120),
    DC1,
    label="付款人（不在名录中的）",
    en="Payer (not in the directory)",
)
PAPER = Field(
    "paper",
    Text(max=200),
    DC1,
    label="凭证（文号、合同号、票据号）",
    en="Paper (number of the document, contract or receipt)",
    required=True,
)


OPEN = Act(
    key="ledger.open",
    label="开设收支台账",
    en="Open the ledger",
    who=OFFICE,
    data=(
        Field("name", Text(max=80), DC1, label="名称", en="Name", required=True),
        Field("on_day", Day(), DC1, label="自哪一天起登记", en="Kept from", required=True),
    ),
    does=(
        SetCase("name", Of("name")),
        SetCase("status", "open"),
        NewEntry("ledger", "open", on=Of("on_day")),
    ),
    founds=True,
    source=HOUSE,
)

INCOME = Act(
    key="ledger.income",
    label="登记收入",
    en="Book income",
    who=OFFICE,
    data=(
        Field("source", SOURCE, DC1, label="来源", en="Source", required=True),
        SUM,
        Field("on_day", Day(), DC1, label="收到日期", en="Received on", required=True),
        PAYER,
        PAYER_NAME,
        RESTRICTED,
        PAPER,
    ),
    needs=(ledger_open, amount_positive, payer_named),
    does=(
        NewEntry(
            "money_in",
            "booked",
            code=Of("source"),
            on=Of("on_day"),
            amount=Of("amount"),
            facts=("payer", "payer_name", "restricted"),
        ),
    ),
    concurrent=True,
    source=HOUSE,
)

COST = Act(
    key="ledger.cost",
    label="登记支出",
    en="Book a cost",
    who=OFFICE,
    data=(
        Field("purpose", PURPOSE, DC1, label="用途", en="What for", required=True),
        SUM,
        Field("on_day", Day(), DC1, label="付出日期", en="Paid on", required=True),
        Field(
            "channel",
            Code("channels"),
            DC1,
            label="办理渠道（能分清的）",
            en="Channel (where known)",
        ),
        Field(
            "case",
            Text(max=40),
            DC1,
            label="为哪件案件付的（案号；不是按件付的不填）",
            en="Case that it pays for (its number; empty: not paid by case)",
            form="F56",
        ),
        RESTRICTED,
        PAPER,
    ),
    needs=(ledger_open, amount_positive, case_number_well_formed),
    does=(
        NewEntry(
            "money_out",
            "booked",
            code=Of("purpose"),
            on=Of("on_day"),
            amount=Of("amount"),
            facts=("channel", "restricted", "case"),
        ),
    ),
    concurrent=True,
    source=HOUSE,
)

PROMISED = Act(
    key="ledger.promised",
    label="登记已签的未来资金",
    en="Book signed funding to come",
    who=OFFICE,
    data=(
        Field("source", SOURCE, DC1, label="来源", en="Source", required=True),
        SUM,
        Field("on_day", Day(future=True), DC1, label="最迟到账日期", en="Due by", required=True),
        PAYER,
        PAYER_NAME,
        PAPER,
    ),
    needs=(ledger_open, amount_positive, payer_named),
    does=(
        NewEntry(
            "money_promised",
            "booked",
            code=Of("source"),
            on=Of("on_day"),
            amount=Of("amount"),
            facts=("payer", "payer_name"),
        ),
    ),
    concurrent=True,
    source=HOUSE,
)

BUDGET = Act(
    key="ledger.budget",
    label="登记未来十二个月预算",
    en="Book the budget of the next twelve months",
    who=OFFICE,
    data=(
        SUM,
        Field(
            "on_day",
            Day(future=True),
            DC1,
            label="自哪一天起",
            en="From which day",
            required=True,
        ),
        PAPER,
    ),
    needs=(ledger_open, amount_positive),
    does=(
        SetEntries("money_budget", "replaced", match="all", was=("booked",)),
        NewEntry("money_budget", "booked", on=Of("on_day"), amount=Of("amount")),
    ),
    source=HOUSE,
)


INCOME_BACK = Act(
    key="ledger.income_back",
    label="冲销一笔收入",
    en="Take back a line of income",
    who=OFFICE,
    data=(
        Field("line", EntryRef("money_in"), DC1, label="哪一笔", en="Which line", required=True),
        REASONS,
    ),
    needs=(ledger_open, line_booked),
    does=(SetEntries("money_in", "reversed", match=Of("line")),),
    concurrent=True,
    source=HOUSE,
)

COST_BACK = Act(
    key="ledger.cost_back",
    label="冲销一笔支出",
    en="Take back a cost",
    who=OFFICE,
    data=(
        Field("line", EntryRef("money_out"), DC1, label="哪一笔", en="Which line", required=True),
        REASONS,
    ),
    needs=(ledger_open, line_booked),
    does=(SetEntries("money_out", "reversed", match=Of("line")),),
    concurrent=True,
    source=HOUSE,
)

PROMISE_BACK = Act(
    key="ledger.promise_back",
    label="冲销一笔未来资金",
    en="Take back funding that was to come",
    who=OFFICE,
    data=(
        Field(
            "line",
            EntryRef("money_promised"),
            DC1,
            label="哪一笔",
            en="Which line",
            required=True,
        ),
        REASONS,
    ),
    needs=(ledger_open, line_booked),
    does=(SetEntries("money_promised", "reversed", match=Of("line")),),
    concurrent=True,
    source=HOUSE,
)

LEDGER = Procedure(
    key="ledger",
    label="收支台账",
    en="ledger",
    acts=(OPEN, INCOME, COST, PROMISED, BUDGET, INCOME_BACK, COST_BACK, PROMISE_BACK),
    source=HOUSE,
    kind="ledger",
    standing=True,
)
