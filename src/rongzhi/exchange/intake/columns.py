"""The columns of a batch file: their keys, labels, hints and examples, and how a header row is matched to them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "amount", "date", "choice", "yes_no", "phone", "email", "id_number", "credit_code", "code"
]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a closed or published list; `also` holds other ways in which people write it."""

    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `options` for choices, `most` the characters that fit, `past` for days that cannot lie ahead."""

    key: str
    zh: str
    en: str
    required: bool
    hint_zh: str
    hint_en: str
    example_zh: str
    example_en: str
    kind: Kind
    options: tuple[Option, ...] = ()
    most: int = 200
    past: bool = False


EXAMPLE_REF_ZH = "示例（请删除本行）"
EXAMPLE_REF_EN = "EXAMPLE (delete this row)"

PARTY_KINDS = (
    Option("consumer", "消费者", "consumer", ("个人", "自然人", "individual")),
    Option("small_business", "小微企业", "small business", ("个体工商户", "农户", "企业")),
    Option("institution", "金融机构", "financial institution", ("机构", "bank", "银行")),
    Option("other", "其他", "other"),
)
AGE_BANDS = (
    Option("under60", "60岁以下", "under 60", ("不满60岁", "60周岁以下")),
    Option("60plus", "60岁及以上", "60 or older", ("60岁以上", "年满60岁", "60周岁以上", "60+")),
)
KNOWN_OR_NOT = (
    Option("yes", "是", "yes", ("有", "y", "true", "1")),
    Option("no", "否", "no", ("没有", "无", "n", "false", "0")),
    Option("unknown", "不清楚", "unknown", ("不知道", "未知", "不详", "not known", "?")),
)
AUTHORITIES = (
    Option("general", "一般授权", "general", ("一般代理",)),
    Option("special", "特别授权", "special", ("特别代理",)),
)


def _column(
    key: str,
    kind: Kind,
    labels: tuple[str, str],
    hints: tuple[str, str],
    examples: tuple[str, str],
    *,
    required: bool = False,
    options: tuple[Option, ...] = (),
    most: int = 200,
    past: bool = False,
) -> Column:
    return Column(key, *labels, required, *hints, *examples, kind, options, most, past)


FILING_COLUMNS: tuple[Column, ...] = (
    _column(
        "applicant_kind",
        "choice",
        ("申请人类型", "Applicant kind"),
        (
            "申请人是消费者、小微企业、金融机构还是其他",
            "Whether a consumer, small business, institution or other applies",
        ),
        ("消费者", "consumer"),
        options=PARTY_KINDS,
    ),
    _column(
        "applicant_name",
        "text",
        ("申请人姓名或名称", "Applicant name"),
        ("与证件或营业执照一致", "As on the identity paper or licence"),
        ("张三", "Zhang San"),
        required=True,
    ),
    _column(
        "applicant_phone",
        "phone",
        ("申请人电话", "Applicant phone"),
        (
            "电话、邮箱、地址至少填一项；座机带区号",
            "Phone, e-mail or address: at least one; landline with area code",
        ),
        ("13800000000", "13800000000"),
    ),
    _column(
        "applicant_email",
        "email",
        ("申请人邮箱", "Applicant e-mail"),
        ("电话、邮箱、地址至少填一项", "Phone, e-mail or address: at least one"),
        ("zhangsan@example.cn", "zhangsan@example.cn"),
        most=254,
    ),
    _column(
        "applicant_address",
        "text",
        ("申请人地址", "Applicant address"),
        (
            "能收到信件的地址；电话、邮箱、地址至少填一项",
            "Where letters arrive; phone, e-mail or address: at least one",
        ),
        ("城关镇人民路1号", "1 Renmin Road, Chengguan"),
        most=500,
    ),
    _column(
        "applicant_id_number",
        "id_number",
        ("申请人身份证号", "Applicant identity number"),
        ("18 位居民身份证号；可不填", "The 18 characters of the resident identity card; optional"),
        ("", ""),
    ),
    _column(
        "applicant_credit_code",
        "credit_code",
        ("申请人统一社会信用代码", "Applicant credit code"),
        ("申请人为单位时填写 18 位代码；可不填", "The 18 signs, when an organisation applies; optional"),
        ("", ""),
    ),
    _column(
        "applicant_township",
        "text",
        ("申请人所在乡镇（街道）", "Applicant township"),
        ("便于就近安排调解", "So that mediation can be held nearby"),
        ("城关镇", "Chengguan"),
    ),
    _column(
        "applicant_age_band",
        "choice",
        ("申请人年龄段", "Applicant age band"),
        ("60岁以下，或60岁及以上；可不填", "Under 60, or 60 and older; optional"),
        ("60岁以下", "under 60"),
        options=AGE_BANDS,
    ),
    _column(
        "applicant_needs_help",
        "text",
        ("申请人需要的帮助", "Help the applicant needs"),
        (
            "例如手语、方言翻译、大字材料、上门办理",
            "For example sign language, dialect, large print, a visit at home",
        ),
        ("大字材料", "large print"),
        most=500,
    ),
    _column(
        "respondent_kind",
        "choice",
        ("被申请人类型", "Respondent kind"),
        (
            "被申请人是消费者、小微企业、金融机构还是其他",
            "Whether a consumer, small business, institution or other",
        ),
        ("金融机构", "financial institution"),
        options=PARTY_KINDS,
    ),
    _column(
        "respondent_name",
        "text",
        ("被申请人名称或姓名", "Respondent name"),
        ("与谁发生纠纷；机构写到网点", "Whom the dispute is with; for an institution down to the branch"),
        ("示例银行城关支行", "Example Bank, Chengguan Branch"),
        required=True,
    ),
    _column(
        "respondent_body",
        "code",
        ("被申请人机构代码", "Respondent body code"),
        ("本县机构目录中的代码；不知道可不填", "Its code in the county's directory; leave empty if unknown"),
        ("", ""),
    ),
    _column(
        "respondent_phone",
        "phone",
        ("被申请人电话", "Respondent phone"),
        ("知道的填写；座机带区号", "If known; landline with area code"),
        ("", ""),
    ),
    _column(
        "respondent_email",
        "email",
        ("被申请人邮箱", "Respondent e-mail"),
        ("知道的填写", "If known"),
        ("", ""),
        most=254,
    ),
    _column(
        "respondent_address",
        "text",
        ("被申请人地址", "Respondent address"),
        ("知道的填写", "If known"),
        ("城关镇建设路8号", "8 Jianshe Road, Chengguan"),
        most=500,
    ),
    _column(
        "respondent_credit_code",
        "credit_code",
        ("被申请人统一社会信用代码", "Respondent credit code"),
        ("18 位；可不填", "18 signs; optional"),
        ("", ""),
    ),
    _column(
        "what_happened",
        "text",
        ("事情经过", "What happened"),
        (
            "何时、何事、各方说了什么做了什么；最多 20000 字",
            "When, what, who said and did what; at most 20,000 characters",
        ),
        (
            "办贷款时被要求同时购买保险，事先没有告知保费。",
            "Insurance was tied to the loan; its price was not told.",
        ),
        required=True,
        most=20_000,
    ),
    _column(
        "claim",
        "text",
        ("请求事项", "Claim"),
        ("希望对方做什么", "What the other side should do"),
        ("退还保费", "Return the premium"),
        most=5_000,
    ),
    _column(
        "amount",
        "amount",
        ("争议金额（元）", "Amount (yuan)"),
        ("人民币元，最多两位小数，不写单位", "In yuan, two decimals at most, without a unit"),
        ("5000.00", "5000.00"),
    ),
    _column(
        "dispute_class",
        "code",
        ("纠纷类别", "Dispute class"),
        (
            "类别代码或名称；不确定可不填，由工作人员判断",
            "Code or name of the class; leave empty if unsure, staff will decide",
        ),
        ("B03", "B03"),
    ),
    _column(
        "reason",
        "code",
        ("纠纷原因", "Reason"),
        ("原因代码或名称；可不填", "Code or name of the reason; optional"),
        ("R0701", "R0701"),
    ),
    _column(
        "product_account",
        "text",
        ("产品或账户", "Product or account"),
        ("产品名称；账号只写后四位", "Name of the product; of an account only the last four digits"),
        ("消费贷款，尾号1234", "consumer loan ending 1234"),
        most=500,
    ),
    _column(
        "happened_on",
        "date",
        ("发生日期", "Day it happened"),
        ("年-月-日，不晚于今天", "Year-month-day, not after today"),
        ("2026-01-31", "2026-01-31"),
        past=True,
    ),
    _column(
        "known_on",
        "date",
        ("知道损害和义务人的日期", "Day harm and obligor were known"),
        (
            "用于提示诉讼时效；年-月-日，不晚于今天",
            "For the advice on limitation; year-month-day, not after today",
        ),
        ("2026-02-05", "2026-02-05"),
        past=True,
    ),
    _column(
        "complaint_made",
        "choice",
        ("是否已向机构投诉", "Complaint made to the institution"),
        ("是、否或不清楚", "yes, no or unknown"),
        ("是", "yes"),
        options=KNOWN_OR_NOT,
    ),
    _column(
        "suit_pending",
        "choice",
        ("是否正在诉讼或仲裁", "Suit or arbitration pending"),
        ("是、否或不清楚", "yes, no or unknown"),
        ("否", "no"),
        options=KNOWN_OR_NOT,
    ),
    _column(
        "arbitration_clause",
        "choice",
        ("是否约定仲裁", "Arbitration clause"),
        ("合同中有无仲裁条款：是、否或不清楚", "Whether the contract has one: yes, no or unknown"),
        ("不清楚", "unknown"),
        options=KNOWN_OR_NOT,
    ),
    _column(
        "in_force_decision",
        "choice",
        ("是否已有生效裁判或裁决", "Decision in force"),
        (
            "法院判决或仲裁裁决是否已生效：是、否或不清楚",
            "Whether a judgment or award is in force: yes, no or unknown",
        ),
        ("否", "no"),
        options=KNOWN_OR_NOT,
    ),
    _column(
        "channel_wished",
        "code",
        ("希望采用的途径", "Channel wished"),
        ("途径代码或名称；可不填", "Code or name of the channel; optional"),
        ("people_mediation", "people_mediation"),
    ),
    _column(
        "representative_name",
        "text",
        ("代理人姓名", "Representative"),
        ("没有代理人的不填", "Leave empty if there is none"),
        ("", ""),
    ),
    _column(
        "representative_authority",
        "choice",
        ("代理权限", "Representative's authority"),
        (
            "一般授权或特别授权（可代为承认、放弃、变更请求与和解）",
            "General, or special: may admit, waive, change and settle",
        ),
        ("", ""),
        options=AUTHORITIES,
    ),
    _column(
        "e_service_consent",
        "yes_no",
        ("是否同意电子送达", "Consent to e-service"),
        ("是或否", "yes or no"),
        ("是", "yes"),
    ),
    _column(
        "privacy_notice",
        "yes_no",
        ("是否已告知个人信息处理规则", "Privacy notice given"),
        (
            "须为“是”：申请人已读过或听读过个人信息处理告知",
            "Must be yes: the applicant has read or heard the privacy notice",
        ),
        ("是", "yes"),
        required=True,
    ),
    _column(
        "legal_basis",
        "text",
        ("处理对方信息的法律依据", "Legal basis"),
        (
            "机构批量申请时填写：依何规定提供债务人信息",
            "For institutions: by which rule the debtor's data are given",
        ),
        ("", ""),
        most=500,
    ),
    _column(
        "external_ref",
        "text",
        ("申请人自编号", "Filer's own number"),
        ("贵方自己的编号，同一文件中不得重复", "Your own number; not twice in one file"),
        (EXAMPLE_REF_ZH, EXAMPLE_REF_EN),
    ),
    _column(
        "through",
        "code",
        ("经哪个单位提交", "Filed through"),
        (
            "帮忙提交的村居、工会、协会或者站点在名录中的代码；没有的不填",
            "Code of the village committee, union, association or station that helped; empty if none",
        ),
        ("", ""),
    ),
    _column(
        "synthetic",
        "text",
        ("合成字段", "Synthetic fields"),
        (
            "仅演示用：值为虚构的字段名，以逗号分隔",
            "Demo only: names of the fields with made-up values, comma between",
        ),
        ("", ""),
        most=2_000,
    ),
)

BY_KEY = {column.key: column for column in FILING_COLUMNS}
REQUIRED = tuple(column.key for column in FILING_COLUMNS if column.required)
CONTACTS = ("applicant_phone", "applicant_email", "applicant_address")

# Other words that files carry for the same thing.
ALSO = {
    "申请人": "applicant_name",
    "申请人姓名": "applicant_name",
    "申请人名称": "applicant_name",
    "姓名": "applicant_name",
    "电话": "applicant_phone",
    "联系电话": "applicant_phone",
    "手机": "applicant_phone",
    "申请人手机": "applicant_phone",
    "申请人联系电话": "applicant_phone",
    "邮箱": "applicant_email",
    "地址": "applicant_address",
    "申请人住址": "applicant_address",
    "身份证号": "applicant_id_number",
    "申请人身份证号码": "applicant_id_number",
    "乡镇": "applicant_township",
    "申请人乡镇": "applicant_township",
    "被申请人": "respondent_name",
    "被申请人名称": "respondent_name",
    "被申请人姓名": "respondent_name",
    "被申请人联系电话": "respondent_phone",
    "经过": "what_happened",
    "事实经过": "what_happened",
    "事实与理由": "what_happened",
    "请求": "claim",
    "诉求": "claim",
    "调解请求": "claim",
    "金额": "amount",
    "争议金额": "amount",
    "金额（元）": "amount",
    "涉案金额": "amount",
    "类别": "dispute_class",
    "原因": "reason",
    "产品": "product_account",
    "代理人": "representative_name",
    "隐私告知": "privacy_notice",
    "个人信息告知": "privacy_notice",
    "法律依据": "legal_basis",
    "编号": "external_ref",
    "自编号": "external_ref",
    "外部编号": "external_ref",
}


@dataclass(frozen=True, slots=True)
class Header:
    """What a header row says: for each position the key or "" for a foreign one, and what does not fit."""

    keys: tuple[str, ...]
    foreign: tuple[str, ...]
    duplicate: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def known(self) -> int:
        return sum(1 for key in self.keys if key)


def column_key(label: str) -> str:
    """The key of the column that a header cell names, in Chinese, English or by key; "" if there is none."""
    return _LABELS.get(_bare(label), "")


def read_header(cells: Sequence[str]) -> Header:
    """Match a header row. Empty cells at its end do not count as columns."""
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    keys = tuple(column_key(cell) for cell in cells)
    foreign = (
        cell.strip() or f"#{at + 1}"
        for at, (cell, key) in enumerate(zip(cells, keys, strict=True))
        if not key
    )
    twice = tuple(dict.fromkeys(key for key in keys if key and keys.count(key) > 1))
    return Header(keys, tuple(dict.fromkeys(foreign)), twice, missing(keys))


def missing(keys: Iterable[str]) -> tuple[str, ...]:
    """The columns a file cannot do without and does not have; one of the three contacts is enough."""
    there = set(keys)
    absent = [key for key in REQUIRED if key not in there]
    if there.isdisjoint(CONTACTS):
        absent.append(CONTACTS[0])
    return tuple(absent)


def labels(keys: Iterable[str], language: Literal["zh", "en"]) -> str:
    """The labels of these columns as one line of text."""
    if language == "zh":
        return "、".join(BY_KEY[key].zh for key in keys)
    return ", ".join(f"{BY_KEY[key].en} ({key})" for key in keys)


def _bare(label: str) -> str:
    text = unicodedata.normalize("NFKC", label).strip("﻿ \t\r\n'\"").casefold()
    text = re.sub(r"(\*|\(必填\)|\(required\))+$", "", re.sub(r"^\*+", "", text).strip()).strip()
    return re.sub(r"[\s_]+", " ", text)


_LABELS: dict[str, str] = {_bare(label): key for label, key in ALSO.items()}
for _one in FILING_COLUMNS:
    for _label in (_one.key, _one.zh, _one.en):
        _LABELS[_bare(_label)] = _one.key
