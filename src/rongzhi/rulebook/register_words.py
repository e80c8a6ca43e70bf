"""The words for kinds and states of lines in a file's register, for sides, tracks, units and the codes beside them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    label: str
    en: str


def pairs(text: str) -> Mapping[str, Words]:
    """A small table of words, one `code | 中文 | English` a line."""
    found = {}
    for line in text.strip().splitlines():
        code, label, en = (piece.strip() for piece in line.split("|"))
        found[code] = Words(label, en)
    return found


ENTRIES = pairs("""
acceptance | 受理 | acceptance
agreement | 协议文本 | agreement text
answer | 对方案的答复 | answer to the proposal
appointment | 调解员产生 | appointment of the neutral
appraisal | 鉴定评估 | appraisal
assessment | 评查 | assessment
assessment_finding | 评查意见 | finding
assessment_note | 评查记录 | note of the assessor
attendance | 参加调解会 | attendance at the meeting
candidates | 出示的名单 | list shown
caucus | 单方沟通 | private talk
caucus_message | 单独沟通的发言 | message said apart
caucus_read | 单独沟通已读 | private talk read
challenge | 回避申请 | challenge
choice | 选定的调解员 | choice of neutral
commitment | 机构承诺 | commitment of the institution
completion | 一次性补正 | completion
confidence | 只告诉调解员的话 | confidence
confirmation_application | 司法确认申请 | application for confirmation
confirmation_choice | 司法确认意愿 | wish to apply for confirmation
confirmation_withdrawal | 撤回司法确认 | withdrawal of the application
consent | 同意 | consent
hold | 暂停销毁 | hold against destruction
data_request | 个人信息请求 | request about personal data
advice | 会商建议 | advice of a consultation
chair | 会商主持单位 | chair of a consultation
consult | 会商提请 | request for a consultation
consult_message | 会商发言 | said in a consultation
consult_truth | 后来的结果 | what turned out
consult_question | 会商问题 | question of a consultation
discussed | 会商讨论 | discussion
fed_back | 意见分布反馈 | spread fed back
ledger | 收支台账 | ledger
standing | 主办、出资、场所 | run, paid and hosted by
measure | 针对指标的措施 | measure about an indicator
sampled | 抽中评查 | drawn for review
file_score | 评查评分 | score of a review
file_finding | 评查意见（整改） | finding of a review
money_in | 收入 | income
money_out | 支出 | cost
money_promised | 已签的未来资金 | signed funding to come
money_budget | 预算 | budget
minutes_done | 会商纪要 | minutes of a consultation
opened | 意见开启 | opinions opened
opinion | 会商意见 | opinion in a consultation
rounds_ended | 意见征询结束 | rounds ended
seat | 会商席位 | seat in a consultation
contact | 联系记录 | contact
court_docket | 法院立案 | court docket
court_extension | 法院延长期限 | court's extension
court_question | 法院询问 | question of the court
court_receipt | 法院材料签收 | court material received
disclosure | 调解员披露 | disclosure
enforcement | 强制执行申请 | enforcement draft
enforcement_period | 申请执行期间 | period for enforcement
evaluation | 中立评估 | neutral evaluation
evaluation_consent | 同意评估 | consent to evaluation
evaluation_pack | 评估材料 | evaluation pack
evaluator | 评估员 | evaluator
evaluator_choice | 选定的评估员 | choice of evaluator
extension | 延长期限 | extension
extension_answer | 对延长的答复 | answer to the extension
fact_signature | 签认无争议事实 | signature under the facts
facts | 无争议事实 | undisputed facts
fast_track | 小额快速解决 | fast track
harm_known | 知悉日期 | day the harm was known
instalment | 应付款 | instalment
interruption | 时效中断事由 | interruption of limitation
invitation | 调解邀请 | invitation
join | 加入办理 | joined
lead | 线索 | lead
lead_decision | 线索处理 | decision on the lead
lead_notice | 线索告知 | notice about the lead
mediator_signature | 调解员签名 | neutral's signature
room_message | 调解室发言 | message in the joint room
minutes | 调解笔录 | minutes
minutes_signature | 笔录签名 | signature under the minutes
no_objection | 对调解员无异议 | no objection
notice | 已告知 | notice given
objection | 异议 | objection
objection_period | 异议期 | time to object
offer | 当事人方案 | offer
origin | 案件来源 | where the case came from
outside_step | 外部办理进展 | step outside
payment | 付款证明 | proof of payment
performance_late | 逾期履行 | late performance
plan | 调解方案（无异议认可） | plan
proposal | 调解方案 | proposal
reading | 核对文本 | text read
referral | 移送 | referral
referral_result | 移送结果 | result of the referral
refusal | 不予受理 | refusal
reminder | 履行提醒 | reminder
reschedule | 变更履行期 | new schedule
reschedule_answer | 对变更的答复 | answer to the new schedule
resumption | 恢复 | resumption
rights_told | 已告知权利义务 | rights told
room_read | 调解室已读 | joint room read
route | 办理渠道 | channel taken
ruling | 法院裁定 | ruling
ruling_objection | 对裁定的异议 | objection to the ruling
ruling_receipt | 收到裁定 | ruling received
seal | 组织盖章 | seal of the organisation
service | 送达 | service
session | 调解会 | meeting
signature | 当事人签署 | signature
similar | 同类诉求 | similar claims
silence | 逾期未表态 | silence on record
silent_consent | 同意适用无异议认可 | consent to the silent plan
silent_plan | 无异议方案 | silent plan
track | 程序转换 | change of track
visit | 回访 | follow-up
visit_try | 回访联系 | try to reach for follow-up
withdrawal | 撤回 | withdrawal
mandate_confirmed | 权限以外承诺的确认 | confirmation beyond an agent's authority
last_day | 最后期限 | last day
free_will | 本人自愿确认 | own free will
membership | 参加群体 | part in a group
group_joining | 加入群体的意愿 | joining of the group
group_waited | 等待结束 | end of the waiting
group_hold | 等待示范结果 | waiting for the lead case
group_figures | 本人的计算数据 | own figures
group_proposal | 本人的方案 | own sheet
group_speaker | 群体代表人 | representative of the group
group_lead | 示范案件 | lead case
group_told | 示范结果告知 | result of the lead case told
group | 群体 | group
group_text | 共同事实更正 | common texts corrected
member | 成员 | member
representative | 代表人 | representative
typical | 示范案件 | lead case
typical_result | 示范结果 | result of the lead case
court_asked | 提请法院选定 | court asked to choose
formula | 损失计算公式 | loss formula
kept_apart | 不与相似案件一并办理 | kept apart from similar cases
late | 逾期 | time limit passed
recomputed | 期限重新计算 | time limit computed anew
correction | 更正 | correction
party_change | 当事人变更 | change of party
authority | 授权 | authority
joined | 并案 | joined files
split | 分案 | split
reopened | 恢复办理 | reopened
call | 电话 | phone call
access_code | 查询码补发 | new access code
note | 备注 | remark
paper_asked | 请提供的材料 | paper asked for
officer | 承办人 | officer
officer_vacancy | 承办人待指定 | officer to be named
neutral_vacancy | 调解员待确定 | neutral to be found
interference | 过问登记 | contact by a superior
message | 留言 | message
document | 材料 | document
notice_wish | 通知方式 | how to be told of news
post | 聘用、付酬、驻点 | employer, payer, host
qualification | 资格 | qualification
specialisms | 专长 | specialisms
tie | 与机构的联系 | tie
state | 履职状态 | state
load | 同时办理上限 | most cases at once
name | 名称 | name
founded | 县级案卷 | county file
pack | 规则包 | rule pack
calendar | 工作日历 | calendar
parameter | 参数 | parameter
office | 职务 | office
switch | 程序开关 | switch
look_again | 再次查看 | looked at again
hand_off | 交接 | hand-off
risk | 风险等级 | risk level
advice | 调解建议 | advice to the institution
advice_answer | 对建议、警示的答复 | answer to advice or warning
warning | 警示函 | warning letter
no_interference | 未受过问声明 | statement of no interference
coordination | 提请协调 | coordination asked for
lead_question | 提请确定牵头单位 | question of the lead
lead_body | 牵头单位 | lead body
lead_receipt | 牵头单位签收 | receipt of the lead
lead_challenge | 对牵头的异议 | objection to the lead
task | 交办事项 | task
task_helper | 配合单位 | helping body
task_receipt | 交办签收 | receipt of the task
task_objection | 对交办的异议 | objection to the task
task_help | 配合情况 | what a helper did
task_feedback | 办理反馈 | feedback
task_extension | 交办延期 | more time for the task
task_delay | 交办逾期 | task late
task_escalation | 提级 | escalation
task_report | 提级报告 | escalation report
group_decision | 领导小组决定 | decision of the leading group
""")

STATUSES = pairs("""
open | 进行中 | open
due | 到期 | due
admitted | 已同意召集 | admitted
again | 再次意见 | given again
all_in | 已收齐 | all in
convened | 已召集 | convened
discussed | 已讨论 | discussed
first | 首轮意见 | first opinion
not_admitted | 未予召集 | not admitted
presides | 主持 | presides
seated | 在席 | seated
taken_up | 已登记 | taken up
time_over | 期限届满 | time over
time_up | 期限届满，已开启 | opened when time was up
told | 已告知 | told
wished | 当事人已请求 | wished by a party
accepted | 已接受 | accepted
agreed | 已同意 | agreed
answered | 已答复 | answered
approved | 已认可 | approved
asked | 已提出 | asked
back | 已返回 | back
breached | 逾期未付 | breached
cancelled | 已取消 | cancelled
changed | 已更换 | changed
closed | 已结束 | closed
confirmed | 予以确认 | confirmed
covered | 在承诺范围内 | covered
decided | 已决定 | decided
declined | 未接受 | declined
delivered | 已出具 | delivered
dismissed | 已驳回 | dismissed
docketed | 已立案 | docketed
done | 已完成 | done
doubt | 有疑问 | doubt
doubted | 存疑 | doubted
draft | 草稿 | draft
drafted | 已起草 | drafted
dropped | 已取消 | dropped
effective | 已生效 | in effect
examined | 已核查 | examined
failed | 未成 | failed
filled | 已接办 | taken over
final | 已终结 | final
found | 已发现 | found
given | 已作出 | given
drawn | 已抽中 | drawn
acted_on | 已整改 | mended
granted | 已同意 | granted
handed_in | 已提交 | handed in
handed_over | 已交付 | handed over
handled | 已办理 | handled
held | 已举行 | held
made | 已作出 | made
named | 已提名 | named
no | 不同意 | no
not_accepted | 不予受理 | not accepted
not_consented | 未获同意 | not consented
not_covered | 不在承诺范围内 | not covered
not_done | 未补正 | not done
not_served | 未送达 | not served
not_signed | 未全部签认 | not signed by all
noted | 已记录 | noted
objected | 有异议 | objected
oral | 口头 | oral
stated | 已声明 | stated
due | 已到日期 | due
kept | 已确定 | settled
moved | 已改由他单位 | moved to another body
escalated | 已提级 | escalated
extended | 已延期 | given more time
reminded | 已催办 | reminded
returned | 已退回 | returned
sheet_due | 应当督办 | supervision sheet due
supervised | 已督办 | supervised
ordered | 已决定 | ordered
over | 已届满 | over
overturned | 已撤销 | overturned
paid | 已付清 | paid
part | 部分支付 | part paid
period_over | 期间届满 | period over
planned | 计划中 | planned
prepared | 已准备 | prepared
proposed | 已提出 | proposed
proved | 已证明 | proved
raised | 已转换 | raised
received | 已收到 | received
recorded | 已记录 | recorded
recused | 已回避 | recused
refer | 决定移送 | to be referred
refused | 已拒绝 | refused
booked | 已登记 | booked
reversed | 已冲销 | taken back
replaced | 已替换 | replaced
review | 复核中 | under review
sent | 已发出 | sent
served | 已送达 | served
set | 已约定 | set
settled | 已补足 | settled
shown | 已出示 | shown
signed | 已签认 | signed
silent | 未答复 | no answer
taken | 已采用 | taken
upheld | 已维持 | upheld
used | 已使用 | used
valid | 有效 | valid
void | 已失效 | void
withdrawn | 已撤回 | withdrawn
withdrew | 已退出 | withdrew
yes | 同意 | yes
running | 计算中 | running
paused | 已暂停 | paused
stopped | 已停止 | stopped
expired | 已届满 | over
ended | 已结束 | ended
active | 有效 | active
reported | 已报告 | reported
standing | 有效 | standing
consent_refused | 未同意移交 | consent refused
added | 已加入 | added
succeeded | 已承继 | succeeded
assigned | 已指定 | assigned
filed | 已提交 | filed
suspended | 已暂停 | suspended
left | 已退出 | left
retired | 已停用 | retired
in_force | 施行中 | in force
loaded | 已载入 | loaded
on | 已启用 | on
off | 已停用 | off
released | 已退出 | released
on_hold | 保全中 | on hold
lifted | 已解除 | lifted
moved | 已改期 | moved
read | 已读 | read
said | 已发言 | said
joined | 已到会 | joined
invited | 已邀请 | invited
member | 已加入 | joined the group
put_out | 已移出 | put out
group_over | 群体已结束 | group over
uninvited | 邀请已撤回 | invitation withdrawn
taken_back | 已收回 | taken back
""")

SIDES = pairs("""
applicant | 申请人 | applicant
respondent | 被申请人 | respondent
guarantor | 担保人 | guarantor
third | 第三人 | third person
agent | 代理人 | representative
heir | 继承人 | heir
""")

TRACKS = pairs("""
simple | 简易程序 | simple track
ordinary | 普通程序 | ordinary track
complex | 疑难复杂程序 | difficult-complex track
""")

UNITS = pairs("""
calendar | 日 | days
working | 个工作日 | working days
months | 个月 | months
years | 年 | years
hours | 小时 | hours
yuan | 元 | yuan
percent | % | %
number | 次（个） | (number)
""")

CODES = pairs("""
letter | 信函 | letter
sms | 短信 | text message
email | 电子邮件 | e-mail
phone | 电话 | telephone
visit | 上门 | visit
site | 现场 | on site
video | 视频 | video
online | 在线 | online
counter | 窗口 | at the counter
paper | 书面 | on paper
hand | 手写签名 | hand signature
fingerprint | 按指印 | fingerprint
official_seal | 公章 | official seal
certificate | 数字证书电子签名 | certificate signature
code | 验证码确认 | confirmation by code
mediation_request | 申请调解 | request for mediation
other_side | 向对方提供 | to the other side
commissioned | 委派 | commissioned
entrusted | 委托 | entrusted
ordinary | 普通程序 | ordinary track
complex | 疑难复杂程序 | difficult-complex track
simple | 简易程序 | simple track
""")
