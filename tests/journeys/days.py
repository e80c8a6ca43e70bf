"""One working day of each role, told by pictures: what each picture shows, in the order of the day."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture: what it is called, and what is said below it."""

    what: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Day:
    """The day of one role."""

    zh: str
    en: str
    pictures: tuple[Shown, ...]


def _day(zh: str, en: str, *pictures: tuple[str, str, str]) -> Day:
    return Day(zh, en, tuple(Shown(*one) for one in pictures))


DAYS: Mapping[str, Day] = {
    "party": _day(
        "当事人（手机）",
        "A party, on the phone",
        ("front-page", "不收费，两个入口。", "Free of charge, two ways in."),
        ("files", "只问四件事，身份证号可以不填。", "Four questions; no identity number is needed."),
        ("receipt", "当场得到案号、查询码和收件时间。", "Number, code and the minute of receipt, at once."),
        ("my-case", "打开就知道轮到谁、到什么时候。", "Whose turn, until when, at a glance."),
        (
            "refused",
            "不予受理：理由是公布的，可以请另一个人复核。",
            "A refusal names a published ground; somebody else can review it.",
        ),
        ("asks-review", "申请复核。", "Asking for a review."),
        (
            "chooses-neutral",
            "选调解员：背景和关联先披露。",
            "Choosing the neutral, with background and ties shown.",
        ),
        ("hands-in-photo", "用手机拍照交材料。", "A photo of a paper is handed in."),
        ("room", "共同房间：谁能看到，写在最上面。", "The joint room; who reads it stands on top."),
        ("caucus", "单独沟通：对方永远看不到。", "Apart with the neutral; the other side never reads it."),
        ("meeting", "调解会：能不能来、怎样来。", "The meeting: whether and how one comes."),
        ("signs-minutes", "读完笔录再签名。", "The minutes are read, then signed."),
        ("weighs-proposal", "看方案，接受或者不接受。", "A proposal: yes or no, both are fine."),
        ("signs-agreement", "签的就是读过的那一份。", "What is signed is what was read."),
        (
            "answers-follow-up",
            "回访：有没有履行，有没有受到压力。",
            "Follow-up: was it kept, was there pressure?",
        ),
        ("case-over", "案件结束，全部经过都在。", "The case is over; all of it can be read."),
        (
            "own-sheet",
            "群体纠纷：只看到自己的计算表和共同内容，接受与否自己决定。",
            "A mass dispute: one's own sheet and what is common; the answer is one's own.",
        ),
        (
            "opts-out",
            "退出群体：不需要理由，本案单独办理。",
            "Opting out: no reason is needed, and the case goes on alone.",
        ),
        (
            "tells-in-private",
            "有没有人给您压力：只告诉评查人员。",
            "Did anybody press you? Told to the assessors alone.",
        ),
        (
            "advice",
            "几个部门研究后的建议，用通俗的话写；不是决定。",
            "Advice after several departments consulted, in plain words; no decision.",
        ),
    ),
    "intake": _day(
        "受理员",
        "The intake officer",
        ("signs-in", "密码加验证码登录。", "Password, then the code of the app."),
        ("worklist", "待办：逾期的在最前。", "The worklist, late ones first."),
        ("intake-desk", "受理台：新申请和审查提示。", "New filings with advice."),
        ("case", "五秒钟看懂一案。", "A case in five seconds."),
        (
            "accepts",
            "受理：推荐的渠道和理由已填好，可以改。",
            "Acceptance; the way advised is filled in and can be changed.",
        ),
        ("invites", "发出邀请。", "The invitation goes out."),
        ("applies-to-court", "共同申请送法院。", "The joint application goes to the court."),
        ("proves-payment", "核实付款。", "The payment is proved."),
        ("at-the-counter", "窗口代为登记。", "A filing at the counter."),
        ("refuses", "不予受理：只能选公布的理由。", "A refusal: only published grounds can be chosen."),
        (
            "hands-over",
            "移交：同意、材料、下一步日期齐全才能送出。",
            "A hand-over goes out with consent, packet and a date.",
        ),
        ("searches", "按姓名、电话、金额、文字查找。", "Search by name, phone, amount, text."),
        ("batch-filed", "批量提交的结果，逐行可查。", "What became of a batch."),
        ("messages-not-sent", "没有送达的消息。", "Messages that found no way."),
        ("letters", "批量打印信函。", "Letters in one print."),
        ("acts-on-several", "一次办理几件，先预览。", "Acting on several cases, with a preview."),
        ("own-account", "账户：在哪里登录、代理、通知方式。", "Own account: sign-ins, deputies, notices."),
        (
            "groups-page",
            "一百二十人的群体：进度、示范案件、公式、成员，都在一页。",
            "A group of 120: progress, lead case, formula and members on one page.",
        ),
        (
            "group-preview",
            "一次办多件：先逐件预览，说清哪些不能办、为什么。",
            "Many cases at once: previewed one by one, with the reasons of those that cannot be done.",
        ),
        (
            "package",
            "移送包：送给谁、凭什么、带哪些文书，移送前要核对什么。",
            "A package: to whom, on which basis, with which papers, and what to check before it goes.",
        ),
        (
            "packages-desk",
            "移送台：发出的走到哪里，法院平台来件自动收案。",
            "Where what we sent stands; what courts commission opens by itself.",
        ),
        (
            "looks-into-package",
            "收入以前先看包里有什么、谁签发、缺什么。",
            "Before taking it in: what is in it, who signed it, what was left out.",
        ),
        (
            "spoilt-package",
            "改动一个字节就不收，并说出是哪个文件。",
            "One changed byte is refused, with the file's name.",
        ),
        (
            "reports-crime",
            "涉嫌犯罪的线索：只送主管机关，当事人页面上没有。",
            "A suspicion goes to the competent organ alone; no party's page shows it.",
        ),
    ),
    "institution": _day(
        "机构经办人",
        "The institution's agent",
        ("desk", "机构台：本机构的全部纠纷。", "All disputes of the institution."),
        ("answers", "答复邀请，写明权限。", "Answers the invitation, with the limit of authority."),
        ("seals", "盖章页扫描件随签署一起提交。", "The scan of the sealed page goes with the signature."),
        ("pays", "报告付款。", "Reports the payment."),
        (
            "group",
            "机构看到自己的成员案件和进度，不能替任何人答复。",
            "The bank sees its own member cases and the progress; it answers for nobody.",
        ),
    ),
    "mediator": _day(
        "调解员",
        "The mediator",
        ("discloses", "先披露，再接受。", "Disclosure comes before acceptance."),
        ("tells-rights", "告知权利义务。", "Rights are told."),
        ("room", "共同房间。", "The joint room."),
        ("sets-meeting", "约定调解会，冲突当场提示。", "Setting a meeting; clashes are shown."),
        ("desk", "调解台：本人在办的案件、会期、期限。", "Own cases, meetings, deadlines."),
        ("minutes", "记录调解会。", "The minutes."),
        ("proposes", "提出方案。", "A proposal."),
        ("drafts", "起草协议，分期写清。", "The draft, with its instalments."),
        ("exhibits", "证据目录。", "The exhibits."),
        (
            "looks-at-photo",
            "预览照片：已转正，去除了拍摄地点。",
            "The photo, turned upright, without its place.",
        ),
    ),
    "clerk": _day(
        "法院书记员",
        "The court clerk",
        ("desk", "法院台：委派、待确认、结果。", "Commissions, confirmations, results."),
        ("dockets", "立案审查。", "Takes the application on the docket."),
        (
            "commissioned-case",
            "法院委派的一案：只看到进度，看不到调解内容。",
            "A case sent by the court: its progress, not what is said.",
        ),
    ),
    "judge": _day(
        "法官",
        "The judge",
        ("case", "待确认的一案。", "A case to be confirmed."),
        ("confirms", "裁定协议有效。", "The agreement is confirmed."),
    ),
    "reviewer": _day(
        "复核员",
        "The reviewer of refusals",
        ("worklist", "等复核的案件。", "Refusals that wait for a second look."),
        (
            "case",
            "原决定、理由、申请人的意见，一页看完。",
            "The decision, its ground and what the party says, on one page.",
        ),
        ("overturns", "撤销不予受理，写明理由。", "The refusal is overturned, with reasons."),
        ("done", "案件回到受理。", "The case goes back to intake."),
    ),
    "manager": _day(
        "调委会主任",
        "The head of the committee",
        (
            "desk",
            "负责人台：工作量、期限、质量，不比成功率。",
            "Load, deadlines, quality; no rates of success.",
        ),
        ("no-officer", "尚无承办人的案件。", "Cases without an officer yet."),
        ("all-open", "全单位在办的案件，可以筛选、导出。", "All open cases, to filter and to take out."),
        ("hand-over", "离任人员的案件交给谁。", "Who takes over the cases of somebody who left."),
    ),
    "department": _day(
        "监管部门工作人员",
        "The officer of a department",
        ("worklist", "等本单位办理的移交。", "Hand-overs that wait for this body."),
        ("desk", "移交台。", "The desk of hand-overs."),
        ("case", "只看到移交来的部分。", "Only what was handed over is shown."),
        ("objects", "不属职责的，写明依据提出异议。", "An objection names its basis."),
        ("handles", "受理办理。", "It is taken in."),
        ("answers", "反馈结果。", "The result goes back."),
    ),
    "coordinator": _day(
        "联席会议办公室协调员",
        "The coordinator of the secretariat",
        ("worklist", "等协调的事项。", "What waits to be settled."),
        ("desk", "协调台。", "The coordinator's desk."),
        ("decides", "裁定异议，写明理由。", "The objection is decided, with reasons."),
        (
            "convenes",
            "召集会商：对照表上有职责的单位已经填好，姓名自动遮蔽。",
            "Convening: the competent bodies are filled in; names mask themselves.",
        ),
        (
            "waits",
            "谁的意见到了、还差几份；内容谁都看不到。",
            "Whose opinion is in and how many are awaited; nobody can read one.",
        ),
        ("spread", "同时开启：分布和理由。", "Opened together: the spread and the reasons."),
        ("screen", "会议室的大屏。", "The screen in the meeting room."),
        ("minutes", "逐题写结论，答复不同意见。", "A conclusion for each question, a reply to each dissent."),
        (
            "minutes-paper",
            "纪要（F47）：每轮意见只记分布；往下是不同意见的原话，只写愿意署名的单位。",
            "The minutes as a paper: each round's spread; below it dissent in its own words, named on its wish alone.",
        ),
        ("gives-task", "交办：谁牵头、什么结果、什么日期。", "A task: who leads, what is wanted, by when."),
        ("whole", "一页看全：席位、结论、答应的事。", "The whole on one page: seats, result, promises."),
        (
            "figures",
            "会商情况：不足二十次的不下结论。",
            "How consultations fare; below twenty nothing is concluded.",
        ),
        (
            "takes-measure",
            "针对一项指标登记措施：谁办、何时办成。",
            "A measure for an indicator: who does what, by when.",
        ),
    ),
    "police": _day(
        "公安机关",
        "The police",
        ("desk", "移送来的线索。", "What was sent to the police."),
        ("answers", "书面答复立案或者不立案。", "The written answer: filed or not."),
    ),
    "member": _day(
        "会商成员单位",
        "A body that sits in a consultation",
        ("worklist", "请本单位独立提交意见。", "Asked for an opinion, alone."),
        ("pack", "问题、事实和法律规定；当事人已遮蔽。", "Questions, facts and law; the parties are masked."),
        ("opinion", "逐题作答：答案、把握、理由。", "Question by question: answer, confidence, reasons."),
        ("reasons", "看得到理由，看不到是谁。", "The reasons, without whose they are."),
        ("task", "办完交办的事，附上证明。", "The task is done; the proof comes with it."),
    ),
    "head": _day(
        "联席会议负责人",
        "The head of the joint meeting",
        (
            "county",
            "一分钟看懂全县：分母、五个问题、在办、收案。",
            "The county in a minute: counts, five questions, what is open.",
        ),
        (
            "independence",
            "独立和联动：谁出钱、谁选人、停多久。",
            "Independence: who pays, who chooses, how long cases lie.",
        ),
        ("society", "社会参与：从哪里进来，怎样出去。", "Participation: how disputes come in and go out."),
        (
            "professional",
            "专业和中立：只看偏离，不排名次。",
            "Professional and neutral: what stands out, never a league table.",
        ),
        (
            "thresholds",
            "隐性门槛：人在哪一步掉队，程序本身有没有门槛。",
            "Hidden thresholds: where people fall out; what the procedures prove.",
        ),
        ("lasting", "可持续：钱、人、时间还能撑多久。", "Lasting: how long money, people and time suffice."),
        (
            "indicator",
            "一项指标：趋势、控制限、分组、背后的案件。",
            "One indicator: trend, limits, groups and the cases behind.",
        ),
        (
            "published",
            "公布过的数字原样留着，重算有出入就写明。",
            "What was published stays; a recount says where it differs.",
        ),
    ),
    "assessor": _day(
        "监督评议员",
        "The independent assessor",
        ("begins", "开始一项评查。", "An assessment begins."),
        ("finds", "写下意见。", "The finding."),
        (
            "log",
            "评查记录：负责人看不到，写下的不能改。",
            "The log, closed to managers; what is written stays.",
        ),
        (
            "private-words",
            "当事人私下说的话：只有评查人员看得到。",
            "What parties tell in private; assessors alone read it.",
        ),
    ),
    "auditor": _day(
        "审计人员",
        "The auditor",
        ("worklist", "审计人员不看案件内容。", "An auditor reads no case."),
        ("desk", "记录的状态，谁看过什么。", "How the record stands; who opened what."),
        ("openings-of-one", "一个账户的查阅记录。", "What one account opened."),
        ("public-roots", "每日公开根，谁都能核对。", "The public roots, for anybody to check."),
    ),
    "administrator": _day(
        "平台管理员",
        "The administrator",
        ("desk", "管理台：管人、管名录、管规则，不看案件。", "People, directory, rules; no case."),
        ("people", "人员。", "People."),
        ("adds-somebody", "增加人员。", "Somebody new."),
        ("reset-code", "重设码当面交给本人。", "A reset code is handed over in person."),
        (
            "previews-holidays",
            "节假日：先看会影响哪些期限，再采用。",
            "Holidays: effects first, then adoption.",
        ),
        ("pack", "规则包。", "The rule pack."),
        (
            "previews-pack",
            "规则包的更改：先看不同和影响。",
            "A change of the pack: what differs, and its effects.",
        ),
        ("roster", "名册和单位。", "Roster and bodies."),
    ),
    "researcher": _day(
        "政策研究者",
        "The researcher",
        ("worklist", "研究者不看案件。", "A researcher reads no case."),
        ("rules", "理由、期限、收费，全部公开。", "Grounds, periods and fees are public."),
        ("procedures", "程序目录。", "The procedures."),
        ("mediation-drawn", "每个程序都有图，图由规则生成。", "Each procedure is drawn from its rules."),
        ("who-sees-what", "谁能看、谁能办。", "Who sees and does what."),
    ),
}
