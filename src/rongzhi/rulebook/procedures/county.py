"""A county's own file: its rule pack, calendar, confirmed values, offices, and the procedures it has switched on."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetCase, SetEntries
from rongzhi.core.procedure.fields import Choice, Code, Day, EntryRef, Field, Number, Option, Text, YesNo
from rongzhi.rulebook.answers import DC1, PERSON_NAME
from rongzhi.rulebook.guards.county import (
    administrator_left,
    basis_given,
    days_of_the_year,
    due_ahead,
    known_parameter,
    known_procedure,
    measure_open,
    office_held,
    pack_is_new,
    year_not_loaded,
)
from rongzhi.rulebook.guards.roster import dates_in_order
from rongzhi.rulebook.guards.upkeep import digest_form
from rongzhi.rulebook.indices import INDEX_OPTIONS
from rongzhi.rulebook.sources import COUNTY as COUNTY_RULE
from rongzhi.rulebook.sources import HOUSE

BASIS = Field(
    "basis",
    Text(max=500),
    DC1,
    label="依据（决定或法律条款）",
    en="Basis (decision, or law and article)",
    required=True,
)
DIGEST = Field(
    "digest", Text(max=64), DC1, label="文件摘要（SHA-256）", en="Digest of the file (SHA-256)", required=True
)
PROCEDURE = Field("procedure", Text(max=80), DC1, label="程序", en="Procedure", required=True)

FOUND = Act(
    key="county.found",
    label="建立县级案卷",
    en="Found the county's file",
    who=("administrator", "system"),
    data=(
        Field("handle", Text(max=40), DC1, label="代码", en="Handle", required=True),
        Field("name_zh", PERSON_NAME, DC1, label="名称", en="Name in Chinese", required=True),
        Field("name_en", PERSON_NAME, DC1, label="英文名称", en="Name in English"),
        Field("demo", YesNo(), DC1, label="虚构的演示县", en="A fictional county, for a demo"),
    ),
    does=(
        SetCase("handle", Of("handle")),
        SetCase("demo", Of("demo")),
        SetCase("name_zh", Of("name_zh")),
        SetCase("name_en", Of("name_en")),
        SetCase("status", "active"),
        NewEntry("founded", "done", on=From.TODAY),
    ),
    founds=True,
    source=HOUSE,
)

ADOPT_PACK = Act(
    key="county.adopt_pack",
    label="采用规则包",
    en="Adopt a rule pack",
    who=("administrator", "system"),
    data=(
        Field("pack", Text(max=80), DC1, label="规则包", en="Pack", required=True),
        Field("version", Text(max=40), DC1, label="版本", en="Version", required=True),
        DIGEST,
        Field("adjustments", Text(max=20_000, long=True), DC1, label="调整内容", en="Adjustments"),
        BASIS,
    ),
    needs=(pack_is_new, digest_form, basis_given),
    does=(
        SetEntries("pack", "replaced", match="all", was=("in_force",)),
        NewEntry("pack", "in_force", code=Of("pack"), on=From.TODAY, facts=("version", "digest", "basis")),
        SetCase("pack", Of("pack")),
        SetCase("pack_version", Of("version")),
    ),
    source=HOUSE,
)

LOAD_CALENDAR = Act(
    key="county.load_calendar",
    label="载入年度工作日历",
    en="Load a year's calendar",
    who=("administrator", "system"),
    data=(
        Field("year", Number(least=2007, most=2125), DC1, label="年度", en="Year", required=True),
        DIGEST,
        Field(
            "days",
            Text(max=6_000, long=True),
            DC1,
            label="放假和调休（每行“2027-01-01 day_off 元旦”）",
            en="Days off and make-up workdays (one “2027-01-01 day_off New Year” a line)",
            required=True,
        ),
        Field(
            "notice",
            Text(max=200),
            DC1,
            label="国务院办公厅通知",
            en="Notice of the State Council's office",
            required=True,
        ),
    ),
    needs=(year_not_loaded, digest_form, days_of_the_year),
    does=(
        NewEntry("calendar", "loaded", code=Of("year"), on=From.TODAY, facts=("digest", "notice", "days")),
    ),
    source=HOUSE,
)

CONFIRM_PARAMETER = Act(
    key="county.confirm_parameter",
    label="确认或设定参数",
    en="Confirm or set a parameter",
    who=("administrator",),
    data=(
        Field("parameter", Text(max=80), DC1, label="参数", en="Parameter", required=True),
        Field("value", Number(most=1_000_000_000), DC1, label="数值", en="Value", required=True),
        Field(
            "unit",
            Choice(
                (
                    Option("calendar", "日", "calendar days"),
                    Option("working", "工作日", "working days"),
                    Option("hours", "小时", "hours"),
                    Option("months", "月", "months"),
                    Option("years", "年", "years"),
                )
            ),
            DC1,
            label="单位（不变的不填）",
            en="Unit (empty: as before)",
        ),
        Field(
            "extension",
            Number(),
            DC1,
            label="最长延长（不变的不填）",
            en="Longest extension (empty: as before)",
        ),
        Field(
            "from_day", Day(future=True), DC1, label="自（不填：一直适用）", en="From (empty: for all time)"
        ),
        BASIS,
    ),
    needs=(known_parameter, basis_given),
    does=(
        NewEntry(
            "parameter",
            "confirmed",
            code=Of("parameter"),
            on=Of("from_day"),
            facts=("value", "unit", "extension", "basis"),
        ),
    ),
    concurrent=True,
    source=COUNTY_RULE,
)

APPOINT = Act(
    key="county.appoint",
    label="任命",
    en="Appoint to an office",
    who=("administrator", "system"),
    data=(
        Field("account", Text(max=80), DC1, label="账号", en="Account", required=True),
        Field(
            "function",
            Choice(
                (
                    Option("administrator", "管理员", "administrator"),
                    Option("manager", "负责人", "manager"),
                    Option("officer", "承办人员", "officer"),
                    Option("reviewer", "复核人员", "reviewer"),
                    Option("assessor", "评查人员", "assessor"),
                    Option("auditor", "审计人员", "auditor"),
                    Option("court", "法院工作人员", "court staff"),
                    Option("member", "单位工作人员（无职务）", "works for the body, without an office"),
                    Option("neutral", "调解员、评估员", "mediator or evaluator"),
                )
            ),
            DC1,
            label="职务",
            en="Office",
            required=True,
        ),
        Field("body", Code("body_handles"), DC1, label="所在单位", en="Body"),
        Field(
            "neutral", Code("neutrals"), DC1, label="名册上的哪一位（调解员、评估员）", en="Who on the roster"
        ),
        Field("since", Day(future=True), DC1, label="自（不填：即日起）", en="From (empty: at once)"),
        Field("until", Day(future=True), DC1, label="至（不填：长期）", en="Until (empty: no end)"),
        BASIS,
    ),
    needs=(basis_given, dates_in_order),
    does=(
        NewEntry(
            "office",
            "held",
            code=Of("account"),
            on=From.TODAY,
            facts=("function", "body", "neutral", "since", "until"),
        ),
    ),
    source=HOUSE,
)

DISMISS = Act(
    key="county.dismiss",
    label="免职",
    en="End an office",
    who=("administrator",),
    data=(Field("office", EntryRef("office"), DC1, label="任职", en="Office", required=True), BASIS),
    needs=(office_held, administrator_left),
    does=(SetEntries("office", "ended", match=Of("office"), on=From.TODAY),),
    source=HOUSE,
)

SWITCH_ON = Act(
    key="county.switch_on",
    label="启用程序",
    en="Switch a procedure on",
    who=("administrator",),
    data=(PROCEDURE, BASIS),
    needs=(known_procedure, basis_given),
    does=(NewEntry("switch", "on", code=Of("procedure"), on=From.TODAY, facts=("basis",)),),
    source=COUNTY_RULE,
)

SWITCH_OFF = Act(
    key="county.switch_off",
    label="停用程序（不影响已开始的案件）",
    en="Switch a procedure off (proceedings begun go on)",
    who=("administrator",),
    data=(PROCEDURE, BASIS),
    needs=(known_procedure, basis_given),
    does=(NewEntry("switch", "off", code=Of("procedure"), on=From.TODAY, facts=("basis",)),),
    source=COUNTY_RULE,
)

TAKE_MEASURE = Act(
    key="county.take_measure",
    label="针对指标采取措施",
    en="Take a measure about an indicator",
    who=("secretariat",),
    data=(
        Field(
            "index",
            Choice(INDEX_OPTIONS),
            DC1,
            label="指标",
            en="Indicator",
            required=True,
        ),
        Field("what", Text(max=500), DC1, label="做什么", en="What is done", required=True),
        Field("body", Code("body_handles"), DC1, label="责任单位", en="Body responsible", required=True),
        Field("due", Day(future=True), DC1, label="到哪一天", en="By which day", required=True),
    ),
    needs=(due_ahead,),
    does=(
        NewEntry("measure", "open", code=Of("index"), on=Of("due"), facts=("index", "what", "body", "due")),
    ),
    concurrent=True,
    source=HOUSE,
)

END_MEASURE = Act(
    key="county.end_measure",
    label="登记措施的结果",
    en="Record what came of a measure",
    who=("secretariat",),
    data=(
        Field("measure", EntryRef("measure"), DC1, label="哪一项措施", en="Which measure", required=True),
        Field(
            "result",
            Choice(
                (
                    Option("done", "已完成", "done"),
                    Option("changed", "已改用其他措施", "replaced by another"),
                    Option("dropped", "不再做", "dropped"),
                )
            ),
            DC1,
            label="结果",
            en="Result",
            required=True,
        ),
        Field("what_came", Text(max=500), DC1, label="情况", en="What came of it", required=True),
    ),
    needs=(measure_open,),
    does=(SetEntries("measure", "ended", match=Of("measure"), code=Of("result")),),
    concurrent=True,
    source=HOUSE,
)

COUNTY = Procedure(
    key="county",
    label="县级案卷",
    en="the county's file",
    acts=(
        FOUND,
        ADOPT_PACK,
        LOAD_CALENDAR,
        CONFIRM_PARAMETER,
        APPOINT,
        DISMISS,
        SWITCH_ON,
        SWITCH_OFF,
        TAKE_MEASURE,
        END_MEASURE,
    ),
    source=COUNTY_RULE,
    kind="county",
    standing=True,
)
