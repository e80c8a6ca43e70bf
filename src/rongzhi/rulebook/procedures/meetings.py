"""Meetings: moved or cancelled with notice, who comes and who came and how, minutes read back and signed as they stand."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetEntries, Tells
from rongzhi.core.procedure.fields import Choice, Day, EntryRef, Field, Option, Text, YesNo
from rongzhi.rulebook.answers import (
    DC2,
    DC3,
    LONG,
    MINUTES_SCAN,
    MODE,
    PARAGRAPH,
    PARTY,
    PERSON_NAME,
    REASONS,
    SHORT,
    SIGNATURE_KIND,
)
from rongzhi.rulebook.guards.agreement import certificate_stands, code_counts_here
from rongzhi.rulebook.guards.everyday import is_party
from rongzhi.rulebook.guards.mediation import is_neutral_of_case
from rongzhi.rulebook.guards.meetings import (
    by_the_neutral,
    meeting_not_called_off,
    meeting_stands,
    meeting_to_come,
    meeting_today,
    minutes_not_signed,
    minutes_stand,
    minutes_unchanged,
    seal_is_witnessed,
    signs_for_somebody,
)
from rongzhi.rulebook.guards.speaking import COUNTER, said, speaks_for_party
from rongzhi.rulebook.sources import COUNTY, FINANCE_14

MEETING = Field(
    "session", EntryRef("session"), DC2, label="哪一次调解会", en="Which meeting", required=True, form="F18"
)
WHEN = (
    Field("meeting_on", Day(future=True), DC2, label="日期", en="Day", required=True, form="F18"),
    Field(
        "hour",
        Text(max=5),
        DC2,
        label="时间（如 14:30）",
        en="Time (such as 14:30)",
        required=True,
        form="F18",
    ),
    Field("place", SHORT, DC3, label="地点或链接", en="Place or link", required=True, form="F18"),
    MODE,
    Field(
        "expected",
        SHORT,
        DC3,
        label="请谁参加（可不填；不写就是各方当事人和代理人）",
        en="Who is expected (optional; left open: every party and agent)",
        form="F18",
    ),
)
SITE, PHONE, VIDEO = (
    Option("site", "现场", "on site"),
    Option("phone", "电话", "by telephone"),
    Option("video", "视频", "by video"),
)
MINUTES = Field("minutes", LONG, DC3, label="调解笔录", en="Record of the meeting", required=True, form="F19")
MINUTES_KEY = Field(
    "minutes_key", EntryRef("minutes"), DC2, label="哪一份笔录", en="Which minutes", required=True, form="F19"
)

MOVE = Act(
    key="meetings.move",
    label="调解会改期",
    en="Move a meeting",
    who=("mediator", "organisation"),
    data=(MEETING, *WHEN, REASONS),
    needs=(meeting_stands, meeting_to_come),
    issues=("F18",),
    tells=(Tells("meeting_moved", "party"),),
    does=(
        SetEntries("session", "moved", match=Of("session")),
        NewEntry("session", "set", code=Of("mode"), on=Of("meeting_on"), facts=("hour",)),
    ),
    source=FINANCE_14,
)

CANCEL = Act(
    key="meetings.cancel",
    label="取消调解会",
    en="Cancel a meeting",
    who=("mediator", "organisation"),
    data=(MEETING, REASONS),
    needs=(meeting_stands,),
    tells=(Tells("meeting_cancelled", "party"),),
    does=(SetEntries("session", "cancelled", match=Of("session")),),
    source=FINANCE_14,
)

ANSWER = Act(
    key="meetings.answer",
    label="答复能否参加调解会",
    en="Say whether you can come",
    who=("party", "organisation"),
    data=(
        MEETING,
        Field(
            "coming",
            Choice((SITE, PHONE, VIDEO, Option("cannot", "不能参加", "cannot come"))),
            DC2,
            label="能否参加，怎样参加",
            en="Whether and how you come",
            required=True,
            form="F18",
        ),
        Field(
            "remark",
            PARAGRAPH,
            DC3,
            label="说明（可不填，例如需要的帮助、另外合适的时间）",
            en="Remark (optional: help you need, other times that suit)",
            form="F18",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party, meeting_stands),
    does=said("attendance", "planned", code=Of("coming"), facts=("session",)),
    concurrent=True,
    source=FINANCE_14,
)

JOIN = Act(
    key="meetings.join",
    label="到会",
    en="Join the meeting",
    who=("party",),
    data=(
        MEETING,
        Field(
            "joins",
            Choice((SITE, PHONE, VIDEO)),
            DC2,
            label="怎样参加",
            en="How you join",
            required=True,
            form="F19",
        ),
    ),
    needs=(is_party, meeting_stands, meeting_today),
    does=(
        NewEntry(
            "attendance",
            "joined",
            party=From.ACTOR_PARTY,
            code=Of("joins"),
            on=From.TODAY,
            facts=("session",),
        ),
    ),
    concurrent=True,
    source=FINANCE_14,
)

ATTENDANCE = Act(
    key="meetings.attendance",
    label="登记到会情况",
    en="Record who came and how",
    who=("mediator",),
    data=(
        MEETING,
        PARTY,
        Field(
            "came",
            Choice((SITE, PHONE, VIDEO, Option("absent", "没有到会", "absent"))),
            DC2,
            label="怎样到会",
            en="How they came",
            required=True,
            form="F19",
        ),
        Field("identity", SHORT, DC3, label="身份核对（可不填）", en="Identity check (optional)", form="F19"),
    ),
    needs=(is_neutral_of_case, meeting_not_called_off),
    does=(
        NewEntry(
            "attendance", "recorded", party=Of("party"), code=Of("came"), on=From.TODAY, facts=("session",)
        ),
    ),
    concurrent=True,
    source=COUNTY,
)

MEND_MINUTES = Act(
    key="meetings.mend_minutes",
    label="修改调解笔录（已有的签名随旧文本保留）",
    en="Mend the minutes (signatures stay with the old text)",
    who=("mediator",),
    data=(MINUTES_KEY, MINUTES, REASONS),
    needs=(is_neutral_of_case, minutes_stand),
    issues=("F19",),
    tells=(Tells("minutes_to_sign", "party"),),
    does=(
        SetEntries("minutes", "replaced", match=Of("minutes_key")),
        NewEntry("minutes", "open", code=From.DIGEST, on=From.TODAY),
    ),
    source=COUNTY,
)

SIGN_MINUTES = Act(
    key="meetings.sign_minutes",
    label="签署调解笔录",
    en="Sign the minutes",
    who=("party", "mediator", "organisation"),
    data=(
        MINUTES_KEY,
        Field(
            "text_hash",
            Text(max=64),
            DC2,
            label="所签笔录的校验值",
            en="Hash of the minutes signed",
            required=True,
            form="F19",
        ),
        Field(
            "read_back",
            YesNo(must=True),
            DC2,
            label="笔录已经宣读或者阅读，记录无误",
            en="The minutes were read back or read, and they are right",
            required=True,
            form="F19",
        ),
        SIGNATURE_KIND,
        Field(
            "witness", PERSON_NAME, DC3, label="见证人（盖章时必填）", en="Witness (for a seal)", form="F19"
        ),
        MINUTES_SCAN,
        Field(
            "certificate",
            Text(max=8_000, long=True),
            DC3,
            label="数字证书（PEM，仅证书签名）",
            en="Certificate (PEM, certificate signatures only)",
            form="F19",
        ),
        Field(
            "signature_value",
            Text(max=2_000, long=True),
            DC3,
            label="对校验值的签名（Base64，仅证书签名）",
            en="Signature of the hash (base64, certificate signatures only)",
            form="F19",
        ),
        *COUNTER,
    ),
    needs=(
        signs_for_somebody,
        minutes_unchanged,
        minutes_not_signed,
        seal_is_witnessed,
        code_counts_here,
        certificate_stands,
    ),
    does=(
        *said(
            "minutes_signature",
            "valid",
            code=Of("signature_kind"),
            facts=("minutes_key", "text_hash"),
        ),
        NewEntry(
            "minutes_signature",
            "valid",
            code=Of("signature_kind"),
            on=From.TODAY,
            facts=("minutes_key", "text_hash"),
            when=by_the_neutral,
        ),
    ),
    concurrent=True,
    source=COUNTY,
)

MEETINGS = Procedure(
    key="meetings",
    label="调解会",
    en="meetings",
    acts=(MOVE, CANCEL, ANSWER, JOIN, ATTENDANCE, MEND_MINUTES, SIGN_MINUTES),
    source=FINANCE_14,
    standing=True,
)
