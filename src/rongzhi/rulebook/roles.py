"""Who can act in a proceeding, and by which column of the access table a body reads."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from rongzhi.rulebook.tables import RoleColumn, body_roles

__all__ = ["CAPACITIES", "Role", "RoleColumn", "capacity", "column"]


class Role(StrEnum):
    """A capacity in which somebody acts; an act names in `who` those that may perform it."""

    label: str
    en: str

    APPLICANT = "applicant", "申请人", "applicant"
    RESPONDENT = "respondent", "被申请人", "respondent"
    PARTY = "party", "当事人（任何一方）", "any party"
    GUARANTOR = "guarantor", "担保人、利害关系第三人", "guarantor or interested third person"
    AGENT = "agent", "代理人", "representative"
    CONSUMER = "consumer", "金融消费者", "financial consumer"
    INSTITUTION = "institution", "金融机构", "financial institution"
    OBLIGED_PARTY = "obliged_party", "负有履行义务的当事人", "party that must perform"
    MEDIATOR = "mediator", "调解员", "mediator"
    EVALUATOR = "evaluator", "评估员", "evaluator"
    ORGANISATION = "organisation", "承办组织工作人员", "officer of the body that owns the file"
    REVIEWER = "reviewer", "复核人员（未参与原决定）", "officer who took no part in what is reviewed"
    APPRAISER = "appraiser", "鉴定评估机构", "appraiser"
    COURT = "court", "人民法院", "court"
    DEPARTMENT = "department", "监管和主管部门", "department"
    RECEIVING_BODY = "receiving_body", "接收单位", "receiving body"
    SECRETARIAT = "secretariat", "联席会议办公室", "secretariat"
    LEAD_BODY = "lead_body", "牵头单位", "lead body"
    HELPER = "helper", "配合单位", "helping body"
    MEMBER = "member", "会商成员", "member of the consultation"
    LEADING_GROUP = "leading_group", "领导小组", "leading group"
    ADMINISTRATOR = "administrator", "系统管理员", "administrator"
    ASSESSOR = "assessor", "评查人员", "assessor"
    RESEARCHER = "researcher", "研究者", "researcher"
    POLICE = "police", "公安机关", "police"
    FILER = "filer", "提交人（任何人）", "anyone who files"
    SYSTEM = "system", "系统（期限和自动事项）", "system (clocks and automatic acts)"
    OTHER = "other", "其他", "other"

    def __new__(cls, value: str, label: str, en: str) -> "Role":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.en = en
        return member


# The words in which stages.csv says whom a stage waits for; `none` is the word of a final stage.
CAPACITIES: Mapping[str, Role] = MappingProxyType(
    {
        "applicant": Role.APPLICANT,
        "respondent": Role.RESPONDENT,
        "party": Role.PARTY,
        "parties": Role.PARTY,
        "consumer": Role.CONSUMER,
        "obliged_party": Role.OBLIGED_PARTY,
        "mediator": Role.MEDIATOR,
        "evaluator": Role.EVALUATOR,
        "organisation": Role.ORGANISATION,
        "reviewer": Role.REVIEWER,
        "appraiser": Role.APPRAISER,
        "court": Role.COURT,
        "receiving_body": Role.RECEIVING_BODY,
        "secretariat": Role.SECRETARIAT,
        "lead_body": Role.LEAD_BODY,
        "members": Role.MEMBER,
        "leading_group": Role.LEADING_GROUP,
    }
)


def capacity(waiting_for: str) -> Role | None:
    """The role that a stage waits for; None for a final stage. Raises LookupError for an unknown word."""
    if waiting_for == "none":
        return None
    if waiting_for not in CAPACITIES:
        raise LookupError(f"stages.csv waits for {waiting_for!r}, which is no known capacity")
    return CAPACITIES[waiting_for]


def column(body_code: str) -> RoleColumn:
    """The column of the access table by which a body of bodies.csv reads. Raises LookupError for an unknown code."""
    row = body_roles().get(body_code)
    if row is None:
        raise LookupError(f"body_roles.csv has no body {body_code!r}")
    return row.role_column
