"""Fields that several acts ask for in the same words."""

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.fields import (
    Attachment,
    Checked,
    Choice,
    Code,
    Day,
    Field,
    Option,
    PartyRef,
    Text,
    YesNo,
)

DC1, DC2, DC3, DC4, DC5, DC6, DC7, DC8, DC9 = (
    DataClass.DC1,
    DataClass.DC2,
    DataClass.DC3,
    DataClass.DC4,
    DataClass.DC5,
    DataClass.DC6,
    DataClass.DC7,
    DataClass.DC8,
    DataClass.DC9,
)

LONG = Text(max=20_000, long=True)
SHORT = Text(max=200)
PARAGRAPH = Text(max=4_000, long=True)

REASONS = Field("reasons", PARAGRAPH, DC3, label="理由", en="Reasons", required=True)
REMARK = Field("remark", PARAGRAPH, DC3, label="备注", en="Remark")
PARTY = Field("party", PartyRef(), DC2, label="当事人", en="Party", required=True)
WAY = Field(
    "way",
    Choice(
        (
            Option("letter", "信函", "letter"),
            Option("sms", "短信", "text message"),
            Option("email", "电子邮件", "e-mail"),
            Option("phone", "电话", "telephone"),
            Option("visit", "上门", "visit"),
        )
    ),
    DC2,
    label="联系方式",
    en="Way of contact",
    required=True,
)
ON_DAY = Field("on_day", Day(), DC2, label="日期", en="Day")
MODE = Field(
    "mode",
    Choice(
        (
            Option("site", "现场", "on site"),
            Option("video", "视频", "video"),
            Option("phone", "电话", "telephone"),
            Option("online", "在线留言", "online, in writing"),
        )
    ),
    DC2,
    label="方式",
    en="Mode",
    required=True,
)
HOW_TOLD = Field(
    "how",
    Choice(
        (
            Option("online", "在线", "online"),
            Option("counter", "窗口", "at the counter"),
            Option("phone", "电话（已记录）", "by telephone, on record"),
            Option("paper", "书面", "on paper"),
        )
    ),
    DC2,
    label="作出方式",
    en="How it was said",
)
UNKNOWN_YES_NO = Choice(
    (Option("yes", "是", "yes"), Option("no", "否", "no"), Option("unknown", "不清楚", "not known"))
)
PARTY_KIND = Choice(
    (
        Option("consumer", "金融消费者（个人）", "consumer"),
        Option("small_business", "小微企业、农户", "small business or farmer"),
        Option("institution", "金融机构", "financial institution"),
        Option("other", "其他单位或个人", "other"),
    )
)
AUTHORITY = Choice((Option("general", "一般代理", "general"), Option("special", "特别授权", "special")))
SIGNATURE_KIND = Field(
    "signature_kind",
    Choice(
        (
            Option("hand", "手写签名", "hand signature"),
            Option("fingerprint", "按指印", "fingerprint"),
            Option("official_seal", "公章（扫描件并有见证人）", "official seal (scan and witness)"),
            Option("certificate", "数字证书电子签名", "certificate signature"),
            Option("code", "验证码确认", "confirmation by code"),
        )
    ),
    DC2,
    label="签署方式",
    en="Kind of signature",
    required=True,
)
SEAL_SCAN = Field(
    "scan",
    Attachment(most=5),
    DC6,
    label="盖章页扫描件或照片（盖章时必填）",
    en="Scan or photo of the sealed page (for a seal)",
    form="F29",
    hint="盖章的一页，连同见证人的签名一起拍清楚。",
    hint_en="The page with the seal and the witness's signature, clearly readable.",
)
MINUTES_SCAN = Field(
    "scan",
    Attachment(most=5),
    DC3,
    label="盖章页扫描件或照片（盖章时必填）",
    en="Scan or photo of the sealed page (for a seal)",
    form="F19",
)
AGREES = Field("agrees", YesNo(must=True), DC2, label="本人同意", en="I agree", required=True)
GROUND = Field(
    "ground",
    Code("grounds_public"),
    DC2,
    label="不予受理的理由（公布目录）",
    en="Ground (published list)",
    required=True,
    form="F08",
)
CHANNEL = Field("channel", Code("channels"), DC2, label="办理渠道", en="Channel", required=True)
TO_BODY = Field(
    "to_body", Code("body_handles"), DC2, label="接收单位", en="Receiving body", required=True, form="F09"
)


PERSON_NAME = Text(max=120)
PHONE = Checked("phone")
EMAIL = Checked("email")
ADDRESS = Text(max=300)
ID_NUMBER = Checked("id_number")
CREDIT_CODE = Checked("credit_code")
