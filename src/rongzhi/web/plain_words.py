"""What each stage means for the people in a dispute: one plain sentence, and what they may do at any time."""

from rongzhi.rulebook.register_words import pairs
from rongzhi.web.speech import say, words

NOW = pairs("""
group.detected | 发现有多人提出同类纠纷。 | Several people have the same kind of dispute.
group.consent | 正在逐一询问每位当事人是否愿意一起办理。 | Each person is being asked whether they want to join.
group.typical_choice | 正在选一件先办的示范案件。 | A lead case is being chosen.
group.court_choice | 已请法院选定示范案件。 | The court has been asked to choose the lead case.
group.demonstration | 示范案件正在调解。 | The lead case is in mediation.
group.trial | 示范案件正在诉讼。 | The lead case is before the court.
group.held | 其他案件经本人同意，正在等示范案件的结果。 | Other cases wait for the lead case, as their persons agreed.
group.carry_over | 示范结果已作为方案逐一告知，由每个人自己决定。 | The result has gone to each person as a proposal; each decides alone.
intake.first_contact | 您的情况已经记下，工作人员会请您补全申请。 | What you told is on record; the staff will ask you to complete the filing.
intake.received | 申请已经收到，工作人员正在看能不能受理。 | The filing has arrived; the staff are looking whether it can be taken.
intake.correction | 申请还缺一些材料，补齐后继续办理。 | Something is still missing; once it is there, the case goes on.
intake.refused | 这次没有受理，可以请另一个人复核。 | The filing was not taken; somebody else can be asked to look again.
intake.under_review | 另一位工作人员正在复核不予受理的决定。 | Another person is looking at the refusal again.
invitation.prepared | 案件已经受理，正准备邀请对方参加调解。 | The case is taken; the other side is about to be invited.
invitation.invited | 已经邀请被申请人参加调解，正在等答复。 | The respondent has been invited to mediation; the answer is awaited.
invitation.try_failed | 还没有联系上被申请人，会再联系。 | The respondent could not be reached yet; there will be another try.
appointment.selection | 现在由双方选择调解员。 | Both sides now choose the neutral.
appointment.drawing | 正在抽取或者指定调解员。 | A neutral is being drawn or appointed.
appointment.disclosure | 选定的调解员正在说明和各方有没有关系。 | The neutral is saying whether they have ties to anybody here.
appointment.objection_open | 请看调解员的说明，同意由其调解，或者要求更换。 | Please read what the neutral disclosed; accept them, or ask for another.
appointment.recusal | 正在审查调解员要不要回避。 | It is being decided whether the neutral must step aside.
appointment.accepting | 正在等调解员确认接受。 | The neutral has still to accept.
appointment.replacing | 正在更换调解员。 | The neutral is being replaced.
mediation.opening | 调解员会先告诉双方有哪些权利，并和您联系。 | The neutral will tell both sides their rights and get in touch.
mediation.meeting_set | 调解会的时间已经定好。 | The meeting has been set.
mediation.mediating | 正在调解，可以随时和调解员说话。 | The mediation is under way; you can talk with the neutral at any time.
mediation.proposal_open | 已经提出一个解决方案，正在等双方答复。 | A proposal is on the table; both sides are asked to answer.
mediation.appraisal | 正在等鉴定或评估的结果，这段时间不计入期限。 | An appraisal is under way; this time does not count.
mediation.consultation | 有关部门正在会商，调解可以同时继续。 | Departments are consulting; the mediation can go on meanwhile.
consultation.asked | 有人提请几个部门一起研究这件事，办公室正在决定是否召集。 | Somebody asked that several departments look at this together; it is being decided.
consultation.convening | 正在确定请哪些部门一起研究。 | It is being settled which departments are asked.
consultation.first_opinion | 几个部门正在各自独立研究，彼此看不到对方的意见。 | Several departments are each forming an opinion of their own, unseen by the others.
consultation.feedback | 各部门的意见已经收齐，正在整理。 | The departments' opinions are in and are being put together.
consultation.discussion | 几个部门正在一起讨论。 | The departments are discussing it.
consultation.second_opinion | 讨论以后，各部门正在再次独立提出意见。 | After the discussion each department gives its opinion once more, alone.
consultation.minutes | 会商结果正在写成纪要。 | The result is being written down.
consultation.tasks | 会商已有结果，会告诉您一份建议；建议不是决定，您可以不接受。 | There is a result, and you will be told a piece of advice; it is no decision and you may leave it.
task.tasks | 有一件事已经交给一个单位去办，定了日期。 | Something was given to one body to do, with a date.
task.task_objected | 承办单位认为这件事不归它办，正在决定由谁办。 | The body says it is not its business; it is being decided whose it is.
task.supervised | 交办的事过了日期还没有办好，已经督办。 | What was to be done is late; it is being pressed for.
task.escalated | 交办的事督办以后仍没有办好，已报领导小组。 | It is still not done and lies with the leading group.
group.detected | 发现有不少情况相同的案件，正在看要不要一起处理。 | Many like cases were found; it is being considered whether to handle them together.
group.consent | 正在征求每个人的意见，愿意的才一起处理。 | Everybody is asked; only who wishes takes part.
group.typical_choice | 正在选一个有代表性的案件先办。 | A typical case is being chosen to go first.
group.court_choice | 正在等法院选一个有代表性的案件。 | The court is asked to choose a typical case.
group.demonstration | 有代表性的案件正在先行调解。 | The typical case is being mediated first.
group.trial | 有代表性的案件正在法院审理。 | The typical case is before the court.
group.held | 愿意等的案件正在等示范结果；随时可以不等。 | Those who wish are waiting for its result; you may stop waiting at any time.
group.carry_over | 每个人都收到了自己的一份方案，接受不接受由自己定。 | Everybody has a proposal of their own, to take or to leave.
mediation.extension_asked | 有人提议延长调解时间，需要双方同意。 | More time was asked for; both sides must agree.
mediation.facts_record | 请核对双方没有争议的事实，无误的请签认。 | Please check the facts that nobody disputes, and sign if they are right.
fast_track.commitment_check | 正在核对能不能走小额快速办理。 | It is being checked whether the fast way for small amounts is open.
fast_track.trying | 正在快速调解。 | Fast mediation is under way.
fast_track.proposal_due | 调解员正在拟一个解决方案。 | The neutral is writing a proposal.
fast_track.serving | 解决方案正在送达。 | The proposal is being delivered.
fast_track.proposal_open | 解决方案已经送达，由消费者决定接不接受。 | The proposal has been delivered; the consumer decides whether to accept.
evaluation.proposed | 有人提议请中立的专家评估，需要双方同意。 | Somebody proposed a neutral evaluation; both sides must agree.
evaluation.evaluator_choice | 现在由双方选定评估员。 | Both sides now choose the evaluator.
evaluation.disclosure | 评估员正在说明和各方有没有关系。 | The evaluator is saying whether they have ties to anybody here.
evaluation.pack | 正在准备评估要用的材料。 | The papers for the evaluation are being put together.
evaluation.evaluating | 评估员正在评估。 | The evaluator is at work.
silent_plan.consent | 有人提议：书面方案送达后没有异议就算达成协议。需要双方事先同意。 | It is proposed that a written plan counts as agreed when nobody objects. Both sides must agree to that first.
silent_plan.drafting | 调解员正在写方案。 | The neutral is writing the plan.
silent_plan.serving | 方案正在送达各方。 | The plan is being delivered to everybody.
silent_plan.objection_open | 方案已经送达。不同意的请在期限内书面提出，不提就算同意。 | The plan has been delivered. Who disagrees must say so in writing in time; silence counts as consent.
agreement.drafting | 双方已经谈好，正在写协议。 | You have come to terms; the agreement is being written.
agreement.reading | 协议已经写好，请核对每一条。 | The agreement is written; please check every clause.
agreement.signing | 协议核对过了，现在可以签署。 | The agreement has been checked and can be signed.
agreement.sealing | 双方已经签署，正在等调解员签名、组织盖章。 | Both sides have signed; the neutral's signature and the seal are awaited.
confirmation.choosing | 协议已经生效。双方可以一起请法院确认；确认后对方不履行可以申请强制执行。 | The agreement is in effect. Together you may ask the court to confirm it; it can then be enforced.
confirmation.preparing | 正在准备司法确认的材料。 | The papers for the court are being prepared.
confirmation.applied | 已经向法院申请确认，正在等法院受理。 | The court has been asked to confirm; it has to take the matter first.
confirmation.correction | 法院要求补充材料。 | The court asks for more papers.
confirmation.docketed | 法院已经立案，正在审查协议。 | The court has taken it and is looking at the agreement.
performance.running | 协议正在履行，到期前付清即可。 | The agreement is being kept; payment is due by the date.
performance.part_performed | 已经履行了一部分，还有一部分没有到位。 | Part of it has been done, part is still open.
performance.checking | 正在核实有没有按协议付款。 | It is being checked whether payment was made.
performance.unknown | 还不清楚有没有按协议履行，请告诉我们实际情况。 | It is not clear whether the agreement was kept; please say how it stands.
performance.rescheduling | 有人提议更改付款日期，需要双方同意。 | New dates for payment were proposed; both sides must agree.
follow_up.scheduled | 工作人员会来问您办得怎么样。 | The staff will ask you how it went.
follow_up.contacting | 请告诉我们办得怎么样，答不答都可以。 | Please tell us how it went; you need not answer.
follow_up.not_reached | 还没有联系上您，会再联系。 | You could not be reached yet; there will be another try.
follow_up.doubt_reported | 您反映的情况正由另一个人核查。 | What you reported is being looked into by another person.
referral.prepared | 正在准备把案件移交给别的单位。 | The hand-over to another body is being prepared.
referral.consent | 要把案件移交给别的单位，请告诉我们同不同意。 | The case would go to another body; please say whether you agree.
referral.sent | 案件已经移交，正在等对方单位签收。 | The case has been handed over; the other body has to sign for it.
referral.received | 对方单位已经签收，正在决定办不办。 | The other body has it and decides whether to take it.
referral.objected | 对方单位认为不归它办，正在协调。 | The other body says it is not for them; this is being settled.
task.tasks | 有关单位正在办理交办的事项。 | A body is doing what it was asked to do.
task.task_objected | 被交办的单位提出异议，正在协调。 | The body that was asked says it is not for them; this is being settled.
task.supervised | 交办的事项逾期，正在督办。 | What was asked is late and is being pressed for.
task.escalated | 交办的事项已提交领导小组。 | What was asked has gone to the leading group.
lead.naming | 正在确定由哪个单位牵头。 | It is being settled which body leads.
lead.named | 牵头单位已定，正在等它确认。 | A lead body is named and is asked to confirm.
lead.objected | 牵头单位提出异议，正在协调。 | The lead body objects; this is being settled.
referral.handled | 对方单位正在办理。 | The other body is dealing with it.
withdrawal.asked | 已经收到撤回请求。 | The request to withdraw has arrived.
withdrawal.check | 工作人员会核实撤回是不是您本人的意思。 | It is being checked that the withdrawal is the applicant's own wish.
""")

RIGHTS = (
    (
        "调解是自愿的：任何时候都可以停下，不用说理由。",
        "Mediation is voluntary: you may stop at any time without saying why.",
    ),
    ("停下以后，或者不想调解，都可以向人民法院起诉。", "You may go to court instead, or afterwards."),
    ("提交和调解都不收费。", "Filing and mediation are free."),
    (
        "可以单独和调解员说；不想让对方知道的，调解员不会说出去。",
        "You may talk with the neutral alone; what the other side should not know stays with the neutral.",
    ),
    (
        "觉得调解员和对方有关系，可以要求更换。",
        "If the neutral has ties to the other side, you may ask for another one.",
    ),
    ("可以请人陪同或者代您办理。", "Somebody may come with you or act for you."),
    (
        "可以看到谁打开过您的案卷，在本页最后。",
        "You see who opened your file, at the end of this page.",
    ),
)


def plain_now(procedure: str, stage: str) -> str:
    """The sentence for this stage; empty when there is none."""
    key = f"{procedure}.{stage}"
    return words(NOW[key]) if key in NOW else ""


def rights() -> list[str]:
    """What a party may do at any time, in the reader's language."""
    return [say(zh, en) for zh, en in RIGHTS]
