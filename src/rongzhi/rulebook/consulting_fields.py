"""The answers that the acts of a consultation ask for, question by question."""

from rongzhi.core.procedure.fields import Amount, Choice, Code, Field, Number, Option, Text, YesNo
from rongzhi.rulebook.answers import DC2, DC8, DC9, LONG, PARAGRAPH
from rongzhi.rulebook.opinion_answers import MOST_QUESTIONS

MOST_MEMBERS, LEAST_MEMBERS = 9, 5
NUMBERS = range(1, MOST_QUESTIONS + 1)

# The seven tests of domain.md §12 step 1; the sign of a crime is a suspicion and is sealed as one (DC9).
TESTS = (
    ("regulators", "涉及两个以上监管条线", "more than one regulator's line"),
    ("similar", "同类诉求五件以上", "five or more similar claims"),
    ("amount", "金额超过本县数额", "amount above the county's figure"),
    ("law", "法律规定不明确", "the law is unclear"),
    ("crime", "有涉嫌犯罪的迹象", "a sign of a crime"),
    ("order", "有公共秩序风险", "risk to public order"),
    ("second_failure", "两次调解不成", "a second mediation failed"),
)
TEST_FIELDS = tuple(
    Field(
        f"test_{key}",
        YesNo(),
        DC9 if key == "crime" else DC8,
        label=label,
        en=en[0].upper() + en[1:],
        part="" if key == "crime" else "file",
        form="F44",
    )
    for key, label, en in TESTS
)
WHY = Field(
    "why_complex",
    PARAGRAPH,
    DC8,
    label="为什么需要会商（逐项说明理由）",
    en="Why it needs a consultation (reasons for each test)",
    required=True,
    part="file",
    form="F44",
)
ASKED = Field(
    "questions",
    PARAGRAPH,
    DC8,
    label="想请各单位回答的问题",
    en="Questions to be answered",
    required=True,
    part="file",
    form="F44",
)
URGENT = Field("urgent", YesNo(), DC2, label="情况紧急", en="Urgent", form="F44")
PANEL = Field(
    "panel",
    Choice(
        (
            Option("departments", "部门会商", "departments"),
            Option("experts", "专家咨询", "panel of experts"),
        )
    ),
    DC2,
    label="由谁会商",
    en="Who is consulted",
    form="F45",
)
ASKING = (*TEST_FIELDS, WHY, ASKED, URGENT, PANEL)

MEMBERS = tuple(
    Field(
        f"member_{n}",
        Code("body_handles"),
        DC2,
        label=f"成员单位 {n}",
        en=f"Member {n}",
        required=n <= LEAST_MEMBERS,
        form="F45",
    )
    for n in range(1, MOST_MEMBERS + 1)
)
CHAIR = Field(
    "chair",
    Code("body_handles"),
    DC2,
    label="主持单位（不参加表态）",
    en="Chair (gives no opinion)",
    required=True,
    form="F45",
)
KIND = Choice(
    (
        Option("yes_no", "是或否", "yes or no"),
        Option("amount", "金额（元）", "an amount in yuan"),
        Option("choice", "选一项", "one of several"),
        Option("rank", "排顺序", "an order of preference"),
    )
)
QUESTIONS = tuple(
    field
    for n in NUMBERS
    for field in (
        Field(
            f"question_{n}",
            Text(max=500),
            DC8,
            label=f"问题 {n}",
            en=f"Question {n}",
            required=n == 1,
            part="file",
            form="F45",
        ),
        Field(
            f"kind_{n}",
            KIND,
            DC2,
            label=f"问题 {n} 怎样回答",
            en=f"Kind of question {n}",
            required=n == 1,
            form="F45",
        ),
        Field(
            f"options_{n}",
            Text(max=2_000, long=True),
            DC8,
            label=f"问题 {n} 的选项（每行一项，依次为 A、B、C……）",
            en=f"Options of question {n} (one a line: A, B, C …)",
            part="file",
            form="F45",
        ),
        Field(
            f"count_{n}",
            Number(least=2, most=8),
            DC2,
            label=f"问题 {n} 共有几个选项",
            en=f"How many options question {n} has",
            form="F45",
        ),
    )
)
PACK = (
    Field(
        "facts_agreed",
        LONG,
        DC8,
        label="没有争议的事实（不写姓名、电话、账号）",
        en="Facts agreed (no names, numbers or accounts)",
        required=True,
        part="file",
        form="F45",
    ),
    Field(
        "facts_disputed",
        LONG,
        DC8,
        label="有争议的事实",
        en="Facts in dispute",
        required=True,
        part="file",
        form="F45",
    ),
    Field("law_found", LONG, DC8, label="查到的法律规定", en="Law found", part="file", form="F45"),
    Field("ways", PARAGRAPH, DC8, label="可能的方案", en="Options", part="file", form="F45"),
    Field(
        "left_out",
        PARAGRAPH,
        DC8,
        label="哪些材料没有提供，为什么",
        en="What was left out, and why",
        required=True,
        part="file",
        form="F45",
    ),
    Field(
        "basis",
        Text(max=300),
        DC2,
        label="提供材料的依据（当事人同意，或者法律条款）",
        en="Basis for giving it (consent of the parties, or law and article)",
        required=True,
        form="F45",
    ),
)
NO_TIE = Field(
    "no_tie",
    YesNo(must=True),
    DC2,
    label="本单位与本案当事人没有利害关系，经办人也没有",
    en="Neither we nor whoever answers for us has a tie to the parties",
    required=True,
    form="F46",
)
COMPETENCE = Field(
    "competence",
    Text(max=500),
    DC8,
    label="本单位与此事有关的职责",
    en="What of this lies in our competence",
    form="F46",
)


def _opinion(n: int) -> tuple[Field, ...]:
    zh, en = f"问题 {n}：", f"Question {n}: "
    return (
        Field(f"answer_{n}", Text(max=40), DC8, label=f"{zh}答案", en=f"{en}answer", form="F46"),
        Field(
            f"confidence_{n}",
            Number(least=0, most=100),
            DC8,
            label=f"{zh}把握（0–100%）",
            en=f"{en}confidence (0–100 %)",
            form="F46",
        ),
        Field(
            f"low_{n}", Amount(), DC8, label=f"{zh}合理范围下限", en=f"{en}low end of the range", form="F46"
        ),
        Field(
            f"high_{n}", Amount(), DC8, label=f"{zh}合理范围上限", en=f"{en}high end of the range", form="F46"
        ),
        Field(f"reasons_{n}", PARAGRAPH, DC8, label=f"{zh}理由", en=f"{en}reasons", form="F46"),
        Field(
            f"law_{n}", Text(max=1_000, long=True), DC8, label=f"{zh}依据的规定", en=f"{en}law", form="F46"
        ),
        Field(
            f"missing_{n}",
            Text(max=1_000, long=True),
            DC8,
            label=f"{zh}还缺哪些事实",
            en=f"{en}facts still missing",
            form="F46",
        ),
    )


NAME_ME = Field(
    "name_me",
    YesNo(),
    DC8,
    label="我的意见与多数不同的，可以在纪要中写明本单位名称",
    en="Where we differ from the most, the minutes may name us",
    form="F46",
)
FIRST = (
    *(field for n in NUMBERS for field in _opinion(n)),
    COMPETENCE,
    NO_TIE,
    NAME_ME,  # it may be the only round
)
SECOND = (*(field for n in NUMBERS for field in _opinion(n)), NAME_ME)
CONCLUSIONS = tuple(
    field
    for n in NUMBERS
    for field in (
        Field(
            f"conclusion_{n}",
            PARAGRAPH,
            DC8,
            label=f"问题 {n} 的结论",
            en=f"Conclusion on question {n}",
            required=n == 1,
            part="file",
            form="F47",
        ),
        Field(
            f"reply_{n}",
            PARAGRAPH,
            DC8,
            label=f"对问题 {n} 不同意见的答复",
            en=f"Reply to the dissent on question {n}",
            part="file",
            form="F47",
        ),
    )
)
