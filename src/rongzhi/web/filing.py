"""How the filing form is laid out, and the answers that a door adds by itself."""

from dataclasses import dataclass

from rongzhi.core.procedure.definition import Actor
from rongzhi.web.speech import say

FIRST = (
    "applicant_name",
    "applicant_phone",
    "applicant_email",
    "applicant_address",
    "respondent_name",
    "what_happened",
    "privacy_notice",
)
REACH = ("applicant_phone", "applicant_email", "applicant_address")


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand together under one heading and need not be answered."""

    key: str
    label: str
    en: str
    starts: tuple[str, ...]


MORE = (
    Section("dispute", "纠纷的更多情况", "More about the dispute", ("",)),
    Section("applicant", "更多关于您", "More about you", ("applicant_",)),
    Section("respondent", "更多关于对方", "More about the other side", ("respondent_",)),
    Section("agent", "有人代理", "Somebody acts for you", ("representative_",)),
)


def section_of(key: str) -> str:
    """In which section a question stands; empty for those of the first view."""
    if key in FIRST:
        return ""
    for section in MORE[1:]:
        if key.startswith(section.starts):
            return section.key
    return "dispute"


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: which answers it gives by itself, which it does not ask, which it asks in the first view."""

    key: str
    label: str
    en: str
    left_out: tuple[str, ...]
    in_front: tuple[str, ...] = ()


WEB = Door(
    "web",
    "网上提交",
    "on the web",
    ("door", "synthetic", "applicant_body", "legal_basis", "external_ref"),
)
COUNTER = Door(
    "counter",
    "窗口或电话代为登记",
    "at the counter or by telephone",
    ("synthetic", "applicant_body"),
    ("door",),
)
INSTITUTION = Door(
    "institution",
    "机构逐件提交",
    "by an institution",
    ("door", "synthetic", "applicant_kind", "applicant_body", "applicant_age_band", "applicant_id_number"),
    ("legal_basis",),
)
AT_THE_COUNTER = ("counter", "phone")


def given_by_door(door: Door, actor: Actor, answers: dict[str, str]) -> dict[str, str]:
    """The answers with those that the door knows itself."""
    whole = dict(answers)
    if door is COUNTER:
        whole["door"] = answers.get("door") if answers.get("door") in AT_THE_COUNTER else "counter"  # type: ignore[assignment]
    else:
        whole["door"] = door.key
    if door is INSTITUTION:
        whole["applicant_kind"] = "institution"
        whole["applicant_body"] = min(actor.bodies, default="")
    return whole


def privacy_notice() -> list[tuple[str, str]]:
    """What somebody reads before filing, point by point."""
    return [
        (
            say("谁在处理", "Who handles it"),
            say(
                "接收本申请的调解组织；联系方式写在回执上。",
                "The organisation that receives this filing; the receipt names it.",
            ),
        ),
        (
            say("为了什么", "What for"),
            say(
                "只用于办理这一纠纷：联系双方、调解、按您的决定申请司法确认、回访。",
                "Only to handle this dispute: to reach both sides, mediate, apply for confirmation if you decide so, and follow up.",
            ),
        ),
        (
            say("给谁看", "Who is shown it"),
            say(
                "承办人员、您接受的调解员；对方只看到您的姓名和请求，看不到您的联系方式。提供给其他单位，须另行取得您的同意或者有法律规定的职责。",
                "The officers in charge and the neutral; the other side sees your name and claim, never your contact. Anybody else only with your consent or by a named legal duty.",
            ),
        ),
        (
            say("不必提供的", "What you need not give"),
            say(
                "身份证号、账号可以不填；不填不影响受理。",
                "ID and account numbers are optional; leaving them out changes nothing.",
            ),
        ),
        (
            say("您的权利", "Your rights"),
            say(
                "您可以随时查看、更正、撤回同意，撤回申请。提交和调解都不收费。",
                "You may look, correct, withdraw consent or withdraw the filing at any time. Filing and mediation cost nothing.",
            ),
        ),
    ]
