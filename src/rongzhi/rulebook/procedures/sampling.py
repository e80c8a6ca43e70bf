"""Sampled review: closed cases drawn by a public seed, each read by two who do not see each other's score. [design]"""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetEntries
from rongzhi.core.procedure.fields import Choice, Code, EntryRef, Field, Number, Option, Text, YesNo
from rongzhi.rulebook.answers import DC2, DC3, PARAGRAPH
from rongzhi.rulebook.guards.follow_up import took_no_part
from rongzhi.rulebook.guards.sampling import (
    drawn_for_review,
    finding_open,
    findings_shown,
    has_finding,
    reader_wanted,
    score_not_given,
)
from rongzhi.rulebook.sources import HOUSE

DRAW = Act(
    key="sampling.draw",
    label="抽中评查",
    en="Drawn for review",
    who=("system",),
    data=(
        Field("month", Text(max=7), DC2, label="结案月份", en="Month in which it ended", required=True),
        Field("seed", Text(max=128), DC2, label="抽取种子", en="Seed of the draw", required=True),
        Field("frame", Number(least=1), DC2, label="当月结案数", en="Cases that ended then", required=True),
        Field("place", Number(least=1), DC2, label="抽取次序", en="Place in the draw", required=True),
    ),
    does=(NewEntry("sampled", "drawn", code=Of("month"), on=From.TODAY, facts=("seed", "frame", "place")),),
    echo=True,
    concurrent=True,
    source=HOUSE,
)

SCORE = Act(
    key="sampling.score",
    label="评查案卷",
    en="Review the file",
    who=("reviewer",),
    data=(
        Field(
            "seat",
            Choice(
                (
                    Option("lay", "社会监督评议员", "lay member"),
                    Option("expert", "专业评查人", "expert"),
                )
            ),
            DC2,
            label="以什么身份评查",
            en="You review as",
            required=True,
        ),
        Field(
            "complete",
            YesNo(),
            DC2,
            label="应有的文书是否齐全",
            en="Are all papers there that have to be",
            required=True,
        ),
        Field(
            "missing",
            Code("forms"),
            DC2,
            label="缺少的文书（齐全的不填）",
            en="Paper that is missing (empty: none)",
        ),
        Field(
            "score",
            Number(1, 5),
            DC2,
            label="办理质量（1—5分）",
            en="Quality of the work (1 to 5)",
            required=True,
        ),
        Field("reasons", PARAGRAPH, DC3, label="理由", en="Reasons", required=True),
        Field("to_mend", YesNo(), DC2, label="需要整改", en="Something has to be mended", required=True),
    ),
    needs=(drawn_for_review, score_not_given, reader_wanted, took_no_part),
    does=(
        NewEntry(
            "file_score",
            "given",
            code=Of("seat"),
            on=From.TODAY,
            facts=("score", "complete", "missing"),
        ),
        NewEntry("file_finding", "open", on=From.TODAY, when=has_finding),
    ),
    warning="另一位评查人评分以前，谁都看不到您的评分；评分后不能修改。",
    warning_en="Nobody sees your score before the other reader has given theirs; it cannot be changed afterwards.",
    concurrent=True,
    source=HOUSE,
)

MEND = Act(
    key="sampling.mend",
    label="登记整改结果",
    en="Record what was mended",
    who=("organisation",),
    data=(
        Field(
            "finding", EntryRef("file_finding"), DC2, label="哪一项意见", en="Which finding", required=True
        ),
        Field("done", PARAGRAPH, DC3, label="怎样整改的", en="What was done", required=True),
    ),
    needs=(findings_shown, finding_open),
    does=(SetEntries("file_finding", "acted_on", match=Of("finding")),),
    concurrent=True,
    source=HOUSE,
)

SAMPLING = Procedure(
    key="sampling",
    label="抽样评查",
    en="sampled review",
    acts=(DRAW, SCORE, MEND),
    source=HOUSE,
    standing=True,
)
