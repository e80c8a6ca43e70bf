"""The closed vocabulary of variables, lists and yes/no words that texts of papers may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rongzhi.core.procedure.definition import Act, NewEntry, NewSchedule
from rongzhi.core.procedure.fields import Amount, Day, Field, Schedule, YesNo
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.papers.text import Pair


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable with its name in both languages and the kind of value: name, text, long, amount, day, code, number."""

    key: str
    zh: str
    en: str
    kind: str = "text"


def _table(text: str) -> Mapping[str, Variable]:
    rows = [[piece.strip() for piece in line.split("|")] for line in text.strip().splitlines()]
    return {key: Variable(key, zh, en, kind) for key, kind, zh, en in rows}


_SIDES = {
    "applicant": ("申请人", "applicant"),
    "respondent": ("被申请人", "other side"),
    "guarantor": ("担保人", "guarantor"),
    "third": ("第三人", "third person"),
    "agent": ("代理人", "representative"),
}
_OF_SIDE = {
    "name": ("姓名（名称）", "name", "name"),
    "contact": ("姓名和联系方式", "name and contact", "long"),
    "phone": ("电话", "phone", "number"),
    "address": ("地址", "address", "text"),
    "kind": ("类别", "kind", "text"),
    "identity": ("证件号码（遮盖）", "identity number (masked)", "number"),
}

FIXED: Mapping[str, Variable] = {
    **_table("""
case.number | number | 案件编号 | case number
case.dispute_class | text | 纠纷类别 | class of dispute
case.reason | text | 投诉原因 | reason
case.amount | amount | 涉及金额 | amount in dispute
case.amount_words | text | 涉及金额（大写） | amount in dispute, in characters
case.filed_on | day | 提交日期 | day of filing
case.channel | text | 办理渠道 | channel
case.track | text | 适用程序 | track
case.mediation_kind | text | 调解类型 | kind of mediation
case.ended_on | day | 结束日期 | day of the end
case.end | text | 结束方式 | how it ended
case.external_ref | number | 外部编号 | reference of the sender
case.court_case_number | number | 法院案号 | court's case number
county.name | text | 县 | county
task.lead | name | 交办事项的牵头单位 | lead body of the task
task.helpers | text | 交办事项的配合单位 | helping bodies of the task
task.due | day | 交办事项的反馈日期 | date for feedback on the task
task.days_late | text | 交办事项逾期天数 | days by which the task is late
task.history | long | 交办事项的办理经过 | what happened with the task
consult.chair | name | 会商的主持单位 | chair of the consultation
consult.members | text | 会商的成员单位 | members of the consultation
consult.absences | long | 利害关系和缺席 | ties and absences
consult.invited | text | 被邀请的成员单位 | bodies asked to sit
consult.pack | long | 问题、作答方式和选项 | questions, how each is answered, options
consult.opinion | long | 一份意见的逐题内容 | one opinion, question by question
consult.giver | name | 提出这份意见的单位 | the body that gave the opinion
consult.questions | long | 会商的问题 | questions of the consultation
consult.first | long | 首轮意见的分布 | spread of the first opinions
consult.discussion | long | 讨论的理由和依据 | what was said in the discussion
consult.later | long | 再次意见的分布 | spread of the later opinions
consult.conclusions | long | 逐题结论 | conclusions by question
consult.agreement | long | 意见一致的程度 | measure of agreement
consult.dissents | long | 不同意见和答复 | dissents and replies
consult.tasks | long | 会商后的交办事项 | tasks that came of it
consult.tests | long | 会商条件（勾选） | tests of a consultation, ticked
issuer.name | name | 制作单位 | issuing body
issuer.phone | number | 制作单位电话 | its phone
issuer.address | text | 制作单位地址 | its address
issuer.contact | text | 制作单位联系方式 | its phone and address
issuer.kind | text | 制作单位类别 | its kind
issuer.credit_code | number | 制作单位统一社会信用代码 | its credit code
organisation.name | name | 承办组织 | organisation in charge
organisation.phone | number | 承办组织电话 | its phone
organisation.address | text | 承办组织地址 | its address
organisation.contact | text | 承办组织联系方式 | its phone and address
recipient.name | name | 收件人 | for whom this copy is
recipient.side | text | 收件人地位 | their side
recipient.address | text | 收件人地址 | their address
recipient.phone | number | 收件人电话 | their phone
parties.names | text | 全体当事人 | all parties
neutral.name | name | 调解员 | mediator
neutral.background | text | 调解员背景 | mediator's background
neutral.employer | text | 调解员任职单位 | mediator's employer
neutral.payer | text | 调解员报酬来源 | who pays the mediator
neutral.host | text | 调解员驻点单位 | where the mediator works
neutral.ties | text | 调解员与机构的联系 | mediator's ties
evaluator.name | name | 评估员 | evaluator
officer.name | name | 承办人 | officer in charge
court.name | name | 人民法院 | court
paper.number | number | 文书编号 | number of the paper
paper.date | day | 文书日期 | day of the paper
paper.time | text | 文书时间 | day and minute of the paper
paper.form | number | 文书代码 | code of the form
paper.version | number | 文本版本 | version of the text
paper.from | day | 文本启用日 | the text is used from
agreement.amount | amount | 协议金额 | amount agreed
agreement.amount_words | text | 协议金额（大写） | amount agreed, in characters
agreement.effective_on | day | 协议生效日 | agreement in effect since
agreement.payer | name | 付款一方 | who pays
agreement.payee | name | 收款一方 | who is paid
agreement.paid | amount | 已付金额 | paid so far
agreement.outstanding | amount | 未付金额 | still unpaid
agreement.signed_on | day | 最后签署日 | day of the last signature
refusal.code | number | 不予受理理由代码 | code of the ground
refusal.title | text | 不予受理理由 | the ground
refusal.text | long | 不予受理理由说明 | the ground explained
end.code | number | 结束代码 | code of the end
end.words | text | 结束方式 | the end in words
ruling.result | text | 裁定结果 | what the court decided
ruling.on | day | 裁定日期 | day of the ruling
ruling.number | number | 裁定案号 | number of the ruling
transfer.to | name | 移送的接收单位 | body that a package goes to
transfer.reason | text | 移送事由 | why a package goes there
transfer.basis | text | 移送依据 | basis of the hand-over
"""),
    **{
        f"{side}.{name}": Variable(f"{side}.{name}", f"{words[0]}{of[0]}", f"{words[1]}: {of[1]}", of[2])
        for side, words in _SIDES.items()
        for name, of in _OF_SIDE.items()
    },
}

OF_CLOCK = {
    "due": ("最后一日", "last day"),
    "started": ("起算日", "started on"),
    "extended": ("延长至", "extended to"),
}
OF_ENTRY = {
    "on": ("日期", "day", "day"),
    "amount": ("金额", "amount", "amount"),
    "code": ("内容", "what", "text"),
    "status": ("状态", "state", "text"),
    "who": ("当事人", "who", "name"),
}  # fmt: skip

YES: Mapping[str, Pair] = {
    "case.consumer": Pair("金融消费者与机构的纠纷", "a consumer against an institution"),
    "case.court_sent": Pair("法院委派或者委托", "sent by a court"),
    "case.commissioned": Pair("法院委派（立案前）", "commissioned before filing"),
    "case.entrusted": Pair("法院委托（立案后）", "entrusted after filing"),
    "case.fast_track": Pair("小额快速解决", "on the fast track"),
    "case.people": Pair("人民调解", "people's mediation"),
    "case.agreed": Pair("协议已生效", "an agreement is in effect"),
    "case.ended": Pair("已结束", "ended"),
    "track.simple": Pair("简易程序", "simple track"),
    "track.ordinary": Pair("普通程序", "ordinary track"),
    "track.complex": Pair("疑难复杂程序", "complex track"),
    "agreement.pays": Pair("有付款义务", "money is to be paid"),
    "agreement.pays_named": Pair("有付款义务，付款人已登记", "money is to be paid, and by whom is on record"),
    "agreement.instalments": Pair("分期付款", "in several payments"),
    "agreement.at_once": Pair("当场履行", "performed at once"),
    "recipient.applicant": Pair("收件人是申请人", "for the applicant"),
    "recipient.respondent": Pair("收件人是被申请人", "for the other side"),
    "recipient.institution": Pair("收件人是机构", "for an institution"),
    "refusal.neutral": Pair("NA7–9", "NA7–9"),
    "end.agreed": Pair("达成协议", "ended in agreement"),
    "end.withdrawn": Pair("撤回", "withdrawn"),
    "end.refused": Pair("一方拒绝", "refused"),
    "end.unreachable": Pair("无法联系", "unreachable"),
    "end.failed": Pair("分歧过大", "the gap was too large"),
    "end.time_over": Pair("期满", "time over"),
    "end.not_signed": Pair("未签署", "not signed"),
    "end.moved": Pair("转入其他渠道", "moved"),
    "confirmation.wished": Pair("希望申请司法确认", "confirmation is wished"),
}

_COLUMNS: Mapping[str, tuple[str, str, str]] = {
    "side": ("地位", "Side", "text"),
    "name": ("名称", "Name", "name"),
    "kind": ("种类", "Kind", "text"),
    "contact": ("联系方式", "Contact", "long"),
    "represents": ("代理", "Stands for", "name"),
    "authority": ("权限", "Authority", "text"),
    "until": ("截止", "Until", "day"),
    "number": ("序号", "No.", "number"),
    "on": ("日期", "Day", "day"),
    "amount": ("金额", "Amount", "amount"),
    "state": ("状态", "State", "text"),
    "who": ("人员", "Who", "name"),
    "place": ("地点", "Place", "text"),
    "original": ("原件或者复印件", "Original or copy", "text"),
    "purpose": ("目的", "Purpose", "text"),
    "pages": ("页数", "Pages", "number"),
    "by": ("提交人", "Given by", "name"),
    "background": ("背景", "Background", "text"),
    "specialisms": ("专长", "Specialisms", "text"),
    "employer": ("任职单位", "Employer", "text"),
    "ties": ("联系", "Ties", "text"),
    "neutral": ("选定的调解员", "Choice", "name"),
    "what": ("内容", "What", "text"),
    "recipient": ("接收方", "Recipient", "name"),
    "way": ("方式", "Way", "text"),
    "answer": ("答复", "Answer", "text"),
    "identity": ("身份核对", "Identity", "text"),
    "to": ("接收单位", "To", "name"),
    "due": ("最后一日", "Last day", "day"),
    "waits_for": ("等待", "Waits for", "text"),
    "phone": ("电话", "Phone", "number"),
    "address": ("地址", "Address", "text"),
    "file": ("包内文件", "File in the package", "text"),
    "bytes": ("字节", "Bytes", "number"),
    "digest": ("SHA-256（前十六位）", "SHA-256 (first sixteen)", "text"),
    "how_many": ("数量", "How many", "number"),
}

LISTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in (
        line.strip().split(" | ")
        for line in """
parties | side name kind contact represents
agents | name represents authority until
instalments | number on amount state
payments | on amount state
signatures | who kind on
sessions | on place state
attendance | who way identity on
documents | number name kind pages original on
evidence | number name kind purpose pages by on
candidates | name background specialisms employer ties
choices | who neutral on
disclosures | who what on
consents | who recipient purpose on state
invitations | who way on state
answers_to_invitation | who answer on
extensions | who answer on
referrals | to on state
services | who way on state
visits | who way on state
reminders | on state
deadlines | name due waits_for
ways | name contact
bodies | name phone address
papers | number name on pages
fact_signatures | who answer on
silent_consents | who answer on
evaluation_consents | who answer on
contents | number name file bytes digest
left_out | what how_many
""".strip().splitlines()
    )
}


def column_words(column: str) -> Pair:
    """The heading of a column."""
    zh, en, _ = _COLUMNS[column]
    return Pair(zh, en)


def column_kind(column: str) -> str:
    """The kind of value in a column."""
    return _COLUMNS[column][2]


@dataclass(frozen=True)
class Vocabulary:
    """What texts may use under these rules: the fixed names, and those that the procedures and phrases give."""

    rules: Rules
    phrases: Mapping[str, Pair]

    @cached_property
    def clocks(self) -> frozenset[str]:
        """The names of clocks that some act starts."""
        found = {clock.key for act in self.rules.acts.values() for clock in act.starts}
        return frozenset(found | {c.key for a in self.rules.acts.values() for o in a.opens for c in o.starts})

    @cached_property
    def entries(self) -> frozenset[str]:
        """The kinds of lines that acts write into the register."""
        return frozenset(
            effect.kind if isinstance(effect, NewEntry) else "instalment"
            for act in self.rules.acts.values()
            for effect in act.does
            if isinstance(effect, NewEntry | NewSchedule)
        )

    def field(self, name: str, form: str) -> Field | None:
        """The declared field behind `answer.…` in a text of that form; None when there is none."""
        act, _, key = name.removeprefix("answer.").rpartition(".")
        if act:
            declared: Act | None = self.rules.acts.get(act)
            return declared.field(key) if declared else None
        for declared in self.rules.acts.values():
            item = declared.field(key)
            if item is not None and item.form == form:
                return item
        return None

    def variable(self, name: str, form: str) -> Variable | None:
        """The variable of that name in a text of that form, or None when there is none."""
        if name in FIXED:
            return FIXED[name]
        family, _, rest = name.partition(".")
        owner, _, part = rest.rpartition(".")
        if family == "clock" and owner in self.clocks and part in OF_CLOCK:
            return Variable(name, f"{owner} {OF_CLOCK[part][0]}", f"{owner}: {OF_CLOCK[part][1]}", "day")
        if family == "entry" and owner in self.entries and part in OF_ENTRY:
            zh, en, kind = OF_ENTRY[part]
            return Variable(name, f"{owner} {zh}", f"{owner}: {en}", kind)
        if family == "parameter" and rest in self.rules.parameters:
            found = self.rules.parameters[rest]
            return Variable(name, found.label, found.en)
        if family == "phrase" and rest in self.phrases:
            return Variable(name, rest, rest, "phrase")
        item = self.field(name, form) if family == "answer" else None
        return Variable(name, item.label, item.en, _kind(item)) if item else None

    def yes(self, name: str, form: str) -> bool:
        """Whether this is a yes/no variable in a text of that form."""
        if name in YES:
            return True
        family, _, rest = name.partition(".")
        if family == "has":
            if rest.startswith("list."):
                return rest.removeprefix("list.") in LISTS
            return self.variable(rest, form) is not None
        if family == "entry":
            return rest in self.entries
        if family == "act":
            return rest in self.rules.acts
        item = self.field(name, form) if family == "answer" else None
        return item is not None and isinstance(item.kind, YesNo)


def _kind(item: Field) -> str:
    if isinstance(item.kind, Amount):
        return "amount"
    if isinstance(item.kind, Day):
        return "day"
    if isinstance(item.kind, YesNo):
        return "yes"
    if isinstance(item.kind, Schedule) or getattr(item.kind, "long", False):
        return "long"
    return "name" if item.key.endswith("name") else "text"
