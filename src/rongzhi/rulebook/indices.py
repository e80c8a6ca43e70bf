"""The 48 indicators of the five faults (domain.md §13): what each asks, and how it is measured from acts, or what is lacking."""

from types import MappingProxyType

from rongzhi.core.procedure.definition import Confidence, Source
from rongzhi.core.procedure.fields import Option
from rongzhi.core.statistics.index import Also, Index
from rongzhi.core.statistics.measures import (
    AtDay,
    Covered,
    Did,
    Gap,
    Louder,
    Mean,
    Measure,
    Money,
    OfActs,
    OfCases,
    Outside,
    Paired,
    Pairs,
    Per,
    RatioGap,
    Reached,
    Spread,
    Stock,
    Turnover,
    Until,
)
from rongzhi.rulebook.guards.intake import NEUTRAL_GROUND
from rongzhi.rulebook.procedures.roster import BACKGROUND
from rongzhi.rulebook.tables import grounds

SOURCE = Source("本县指标（待通过）", "", Confidence.DESIGN)
FILED = Did(("intake.file", "intake.first_contact"))
ACCEPTED = Did(("intake.accept",))
INVITED = Did(("invitation.send",))
CHOSEN = Did(("appointment.joint_choice", "appointment.propose"))
CHALLENGED = Did(("appointment.challenge", "appointment.challenge_later"))
PUT = Did(("mediation.propose",))  # a proposal of the neutral
IN_OFFICE = Did(("appointment.accept",))
EFFECTIVE = Did(("agreement.take_effect",))
DUE = Did(("agreement.falls_due",))
TAKEN = Did(("appointment.accept", "fast_track.take_office"))
ENDED = Did((), (("_ended", (True,)),))
LISTED, LEFT = Did(("neutral.register",)), Did(("neutral.leave",))
VISIT = ("follow_up.answer", "follow_up.record")
SOCIAL = ("law", "teaching", "community")  # from outside government, court and institutions
DOORS = ("VILL", "ASSOC", "CCA", "CHAMB", "UNION", "VOL")  # kinds of body through which society files
SCORED = Did(("sampling.score",))


def _index(line: str, measure: Measure, *also: Also) -> Index:
    """An index from one line: key | 名称 | name | 问什么 | question | 公式 | formula | 误读 | pitfall | better."""
    key, label, en, question, question_en, formula, formula_en, pitfall, pitfall_en, better = (
        part.strip() for part in line.split("|")
    )
    en, question_en, formula_en, pitfall_en = (
        text[:1].upper() + text[1:] for text in (en, question_en, formula_en, pitfall_en)
    )
    return Index(
        key,
        label,
        en,
        question,
        question_en,
        formula,
        formula_en,
        pitfall,
        pitfall_en,
        better,
        SOURCE,
        measure,
        also=also,
    )


INDEPENDENCE = (
    _index(
        "IA1 | 付款来源集中度 | payer concentration | 钱是不是只来自一家 | does the money come from one payer | Σ(各付款人占比)²，12个月 | HHI = sum (income from payer i / total income)^2, 12 months | 实物资助；同一集团算一家 | grants in kind; groups counted as one payer | less",
        Money("concentration", ENDED, FILED, TAKEN),
    ),
    _index(
        "IA2 | 来自被申请机构的收入 | respondent-funded share | 多少钱来自被投诉的机构 | how much comes from respondents | 被申请机构付款 / 全部收入 | income from institutions that were respondents in the period / total income | 经协会转付的须追到会员 | association money passes through: trace to members | less",
        Money("of_respondents", ENDED, FILED, TAKEN),
    ),
    _index(
        "IA3 | 有联系的调解员 | tie rate | 调解员与机构有没有联系 | does the mediator have ties | 披露有联系 / 已披露的确定 | ties disclosed / appointments disclosed | 没有披露不等于没有联系 | missing disclosure is not 'no tie': report its rate | less",
        OfActs(Did(("appointment.disclose",)), Did(("appointment.disclose",), (("ties", (True,)),))),
        Also("接受时已有披露的", "Disclosed before acceptance", OfCases(IN_OFFICE, Did(("appointment.disclose",)), before=True)),
    ),
    _index(
        "IA4 | 行业调解员的差距 | affiliated gap | 行业调解员的结果是否不同 | do industry mediators settle lower | 金融业背景的调解员所办案件的（协议额/请求额），与同一大类、同一金额段的其他调解员所办案件相比，相差的中位数 | (agreed / claimed) in cases with industry mediators against cases of the same main class and amount with others: the median difference | 案情仍可能不同；请求额可能虚高；两边各需三十件 | cases may still differ; claims inflated; needs n >= 30 each side | neither",
        RatioGap(EFFECTIVE, "_agreed", "_claimed", "_background", ("industry",), alike=(("dispute_class", 1), ("amount_band", 0))),
    ),
    _index(
        "IA5 | 常客效应 | repeat-player effect | 常来的机构是否更占便宜 | do frequent institutions fare better | 对前三家机构的（协议生效 / 受理）减对其他机构的 | (agreements in effect / accepted) against the 3 most frequent institutions minus against all others | 产品不同 | product mix | neither",
        Gap(OfCases(ACCEPTED, EFFECTIVE), "institution"),
    ),
    _index(
        "IA6 | 干预登记 | interference log | 有没有人打招呼 | did anybody in power make contact | 登记有联系的案件 / 受理案件 | cases with a logged contact / accepted cases | 没有登记不等于没有 | silence; zero may mean not logged | less",
        OfCases(ACCEPTED, Did(("case.contact_by_superior",))),
    ),
    _index(
        "IA7 | 一案一卷 | one-file rate | 材料是否只交一次 | was material handed in once | 回访答“几个单位办过，只交了一次” / 答几个单位办过的 | follow-ups that say several bodies, handed in once / that say several bodies | 线下重交看不到 | offline re-filing unseen: ask in follow-up | more",
        OfActs(Did(VISIT, (("papers", ("once", "again")),)), Did(VISIT, (("papers", ("once",)),))),
    ),
    _index(
        "IA8 | 交接时长 | hand-over delay | 案件在单位之间停多久 | how long do cases lie between bodies | 决定移交到接受的工作日中位数 | median working days from the decision to acceptance | 时钟须自动 | holidays; clock must be automatic | less",
        Until(Did(("referral.begin", "referral.pack")), Did(("referral.take_over", "referral.handle")), Did(("referral.refuse",))),
    ),
)  # fmt: skip
SOCIETY = (
    _index(
        "IB1 | 社会人士参与 | social case share | 有没有政府、法院、机构以外的人 | was anybody from outside involved | 调解员是社会人士的案件 / 确定了调解员的案件（律师、高校、村居和社会组织；观察员尚未登记） | cases whose mediator comes from law, teaching or the community / cases with a mediator (observers are not recorded yet) | 只计有记录的参与 | token attendance: count only recorded acts | more",
        OfCases(TAKEN, Did(TAKEN.acts, (("_background", SOCIAL),))),
    ),
    _index(
        "IB2 | 活跃调解员 | active rate | 名册上的人办不办案 | do those on the roster work | 近90日接过案的 / 名册上的社会调解员 | social mediators on the roster who took a case in the last 90 days / social mediators on the roster | 季节 | seasonal | more",
        AtDay(Did(("neutral.register",), (("background", SOCIAL),)), LEFT, 90, Did(("neutral.took_case",))),
    ),
    _index(
        "IB3 | 工作量集中度 | workload concentration | 是不是少数人办多数案 | do few do all | 接案最多的一成调解员所接的案件 / 全部 | cases of the busiest tenth of those who took any / all | 人数少 | small pools | less",
        Spread("top_tenth", TAKEN, "_neutral"),
        Also("基尼系数", "Gini coefficient", Spread("gini", TAKEN, "_neutral")),
    ),
    _index(
        "IB4 | 背景多样性 | diversity | 调解员是不是一种背景 | is the panel of one colour | 按案件加权的香农 H / ln K | Shannon H = -sum p_k ln p_k over background groups weighted by cases, divided by ln K | 分类须稳定 | classes must be stable | more",
        Spread("evenness", TAKEN, "_background", kinds=len(BACKGROUND.options)),
    ),
    _index(
        "IB5 | 覆盖 | reach | 乡镇有没有人用得上 | is it used in the townships | 期内有人经站点提交过的乡镇 / 名录中有站点的乡镇（流动调解尚未登记） | townships through whose station somebody filed / townships with a station in the directory (visiting mediators are not recorded yet) | 没有站点的乡镇不在分母中；挂牌不等于使用 | townships without a station are not counted; nominal stations | more",
        Reached(Did(("body.register",)), Did(("body.retire",)), Did(("body.helped_to_file",)), "township"),
    ),
    _index(
        "IB6 | 留任 | retention | 人留不留得住 | do people stay | 一年前在岗且仍在岗 / 一年前在岗 | mediators active 12 months ago and still active / active 12 months ago | 去世、迁居 | death, moving | more",
        AtDay(LISTED, LEFT, 365),
    ),
    _index(
        "IB7 | 公众评查 | public review | 有没有外人看 | does anybody from outside look | 有社会监督评议员评过的结案 / 结案 | ended cases that a lay member reviewed / ended cases | 抽取由种子决定，可以重算；整改情况见评查台 | the draw follows from its seed and can be made again; what was mended stands at the desk of reviews | more",
        OfCases(ENDED, Did(("sampling.score",), (("seat", ("lay",)),))),
        Also("评查认为要整改的案件中已整改的", "Mended, of files in which something had to be", OfCases(Did(("sampling.score",), (("to_mend", (True,)),)), Did(("sampling.mend",)))),
    ),
    _index(
        "IB8 | 社会来源 | social origin | 案件从哪道门进来 | through which door do cases come | 经村居、协会、商会、工会、志愿者提交的 / 提交 | filed through village, association, chamber, union or volunteers / filed | 一件事可能两处登记 | double entry | more",
        OfCases(FILED, Did(FILED.acts, (("_origin", DOORS),))),
    ),
)  # fmt: skip
PROFESSION = (
    _index(
        "IC1 | 专长相符 | match | 办案的人懂不懂 | does the mediator know the field | 确定时，案件类别属调解员已证明专长的 / 确定了调解员且有类别的案件 | taken by somebody whose proved specialisms cover the class / taken, with a class | 自报的专长不算 | self-declared skills do not count | more",
        Covered(TAKEN, "_covers", "dispute_class"),
    ),
    _index(
        "IC2 | 培训 | training | 学时和考试够不够 | were hours and test passed | 近一年登记过年度培训考核的 / 在册调解员（要求的学时没有统一规定） | yearly training and test recorded in the last 365 days / mediators on the roster (no rule names the hours) | 学时不等于能力 | hours are not skill | more",
        AtDay(LISTED, LEFT, 365, Did(("neutral.qualify",), (("qualification", ("training",)),))),
    ),
    _index(
        "IC3 | 司法确认质量 | confirmation quality | 法院是否确认 | does the court confirm | 确认 / 作出裁定的申请 | confirmed / decided applications | 只申请容易的；须同时给出申请数 | only easy cases applied for: give applied / agreements | more",
        OfActs(Did(("confirmation.confirm", "confirmation.dismiss", "confirmation.not_accept")), Did(("confirmation.confirm",))),
        Also("生效协议中申请确认的", "Applied for, of agreements in effect", OfCases(EFFECTIVE, Did(("confirmation.apply",)))),
    ),
    _index(
        "IC4 | 履行 | performance | 协议是否履行 | are agreements kept | 已全部履行（截至统计日） / 期内最后一期到期的协议（按生效时的约定） | performed in full by the cut-off / agreements of which the last instalment fell due in the period, as agreed when they took effect | 情况不明另列，不算履行 | unknown status: own line, not success | more",
        OfCases(DUE, Did(("performance.complete",))),
        Also("履行情况标为不明的", "Marked unknown", OfCases(DUE, Did(("performance.mark_unknown",)))),
        Also("登记违约的", "Breach recorded", OfCases(DUE, Did(("performance.note_breach",)))),
        Also("生效协议中已全部履行的，未到期的也算在内", "Performed, of all agreements in effect, due or not", OfCases(EFFECTIVE, Did(("performance.complete",)))),
    ),
    _index(
        "IC5 | 再起纠纷 | re-dispute | 是不是真的了结 | is the matter really over | 回访答有新纠纷 / 回访答复 | follow-up says a new dispute / follow-ups answered | 只知道答复的人 | needs court match | less",
        OfActs(Did(VISIT), Did(VISIT, (("new_dispute", (True,)),))),
        Also("生效协议中有回访答复的", "Agreements in effect with an answer to the follow-up", OfCases(EFFECTIVE, Did(VISIT))),
    ),
    _index(
        "IC6 | 案卷完整 | file completeness | 该有的文书有没有 | are the papers there | 没有评查人说缺文书的 / 评查过的案卷 | no reader says that a paper is missing / files reviewed | 走形式 | box ticking | more",
        OfCases(SCORED, Did(("sampling.score",), (("complete", (False,)),)), none=True),
    ),
    _index(
        "IC7 | 评查得分 | review score | 评查怎么看 | what do reviewers say | 两人互不知情评分的均值（1—5分），并给出加权 κ | mean score of two readers who do not know each other's (1 to 5), with their weighted kappa | 评查人尺度变化 | reviewer drift | more",
        Mean(SCORED, "score", agreement=True),
    ),
    _index(
        "IC8 | 期限内办理 | timely closing | 有没有超期 | were limits kept | 结案前没有任何超期的 / 受理后已结的案件 | nothing overdue before the end / accepted cases that ended | 经同意的延长另列 | consented extensions shown apart | more",
        OfCases(ENDED, Did(("case.overdue",)), before=True, none=True, among=ACCEPTED),
        Also("经同意延长的", "Extended by consent", OfCases(ENDED, Did(("mediation.extended",)), before=True, among=ACCEPTED)),
    ),
)  # fmt: skip
NEUTRALITY = (
    _index(
        "ID1 | 事先披露 | disclosure | 接受前是否披露 | was there disclosure first | 接受前已披露 / 接受 | disclosed before acceptance / acceptances | 套话 | template answers | more",
        OfCases(IN_OFFICE, Did(("appointment.disclose",)), before=True),
    ),
    _index(
        "ID2 | 回避申请成立 | recusal | 回避规则是否有用 | is recusal a live rule | 成立 / 回避申请 | requests upheld / cases with a request | 没有申请可能是没有告知 | zero can mean nobody told | neither",
        OfCases(CHALLENGED, Did(("appointment.uphold_challenge",))),
        Also("确定调解员的案件中有人申请的", "Requested, of cases in which a neutral was named", OfCases(CHOSEN, CHALLENGED)),
        Also("从申请到决定", "From request to decision", Until(CHALLENGED, Did(("appointment.uphold_challenge", "appointment.dismiss_challenge", "appointment.dismiss_later_challenge")))),
        Also("调解员主动回避的", "Withdrew on own motion", OfCases(CHOSEN, Did(("appointment.step_back", "fast_track.step_back")))),
    ),
    _index(
        "ID3 | 共同选定 | joint choice | 调解员由谁选 | who chooses the neutral | 双方共同选定 / 全部确定 | joint choices / appointments | 名单上只有一人不是选择 | 'choice' from a list of one | more",
        OfActs(CHOSEN, Did(("appointment.joint_choice",))),
    ),
    _index(
        "ID4 | 双方感受的差距 | perceived gap | 双方觉得一样公平吗 | do both sides feel alike | 同案机构与消费者公平分之差 | mean fairness score of institutions minus of consumers, same cases | 按结果分组 | losers score low: compare within outcome | less",
        Paired(Did(VISIT), "fair", "respondent", "applicant"),
    ),
    _index(
        "ID5 | 发言 | voice | 双方说话的机会 | were both heard | 调解室中发言较多的一方占双方发言次数的比例，各案中位数（一半对一半为50%） | the share of the side that speaks more among both sides' messages in the joint room, median over cases (50%: alike) | 电话和当面的看不到；案情繁简不同 | telephone and meetings are not seen; complexity differs | neither",
        Louder(Did(("rooms.speak",)), "applicant", "respondent"),
    ),
    _index(
        "ID6 | 固定搭配 | pair concentration | 有没有固定搭档 | are there cosy pairs | 某调解员办某机构的最大份额 | max over institutions of (cases by mediator m / cases of institution i), cases >= 10 | 小机构 | small institutions | less",
        Pairs(TAKEN, "_neutral", "institution"),
    ),
    _index(
        "ID7 | 漏斗图 | funnel | 有没有人偏离太多 | does anybody stand out | （协议生效 / 接案）在95%控制限以外的调解员 / 接案满30件的调解员；控制限已计入离散程度 | mediators whose (agreements in effect / taken) lies outside the 95% limits, over-dispersion counted in / mediators with 30 cases or more | 不得单凭此处罚；案情不同 | never punish on it alone; case mix | neither",
        Outside(OfCases(TAKEN, EFFECTIVE), "_neutral"),
    ),
    _index(
        "ID8 | 方案被接受 | proposal acceptance | 调解员的方案双方都接受吗 | are proposals accepted | 成立 / 提出方案的案件 | proposals that both accept / cases with a proposal | 小额快速解决另列 | bound small-dispute cases apart | neither",
        OfCases(PUT, Did(("mediation.proposal_agreed",))),
        Also("消费者接受的", "Accepted by the consumer", OfCases(PUT, Did(("mediation.accept_proposal",), (("_side", ("applicant",)),)))),
        Also("机构接受的", "Accepted by the institution", OfCases(PUT, Did(("mediation.accept_proposal",), (("_side", ("respondent",)),)))),
    ),
)  # fmt: skip
THRESHOLDS = (
    _index(
        "IE1 | 有理由的不予受理 | reasoned refusal | 拒绝是否写明公布的理由 | does each refusal name a published ground | 写明理由的 / 不予受理 | with a published ground / refusals | 抄来的理由须抽查 | copy-paste reasons: sample | more",
        OfActs(Did(("intake.refuse",)), Did(("intake.refuse",), (("ground", (*grounds(), NEUTRAL_GROUND)),))),
    ),
    _index(
        "IE2 | 等待受理 | delay before the gate | 多久才有人答复 | how long until an answer | 从第一次接触到受理或拒绝的工作日中位数 | median working days from first contact to acceptance or refusal | 从第一次接触起算 | start the clock at first contact, not at 'complete' | less",
        Until(FILED, Did(("intake.accept", "intake.refuse")), Did(("withdrawal.record", "case.join_duplicate"))),
        Also("到期没有答复的", "No answer by the limit", OfCases(FILED, Did(("case.overdue",), (("_clock", ("accept_decision",)),)))),
    ),
    _index(
        "IE3 | 多次补正 | paper wall | 是不是反复要材料 | are papers asked for again and again | 补正两次以上 / 要求补正的案件 | corrections asked for twice or more / cases with a request | 确有新事实 | list must be versioned; honest new facts | less",
        OfCases(Did(("intake.ask_completion",)), Did(("intake.ask_completion",)), times=2),
    ),
    _index(
        "IE4 | 提交后受理 | funnel loss | 人在哪一步掉队 | where do people fall out | 受理 / 提交（其余各步另列） | accepted / filed (the other steps apart) | 一人多次尝试 | one person many tries: link by consented id | more",
        OfCases(FILED, ACCEPTED),
    ),
    _index(
        "IE5 | 不予受理 | refusal rate, by group | 哪些人更常被拒绝 | who is refused more often | 不予受理 / 提交，分组比较 | refused / filed, compared by group | 分组资料须另行同意 | group data need separate consent | less",
        OfCases(FILED, Did(("intake.refuse",))),
    ),
    _index(
        "IE6 | 机构不到场 | institution no-show | 机构来不来 | do institutions come | 拒绝、不答复、联系不上 / 邀请 | declined, no answer or not reached / invitations | 地址错误 | wrong address | less",
        OfCases(INVITED, Did(("invitation.decline", "invitation.give_up_no_answer", "invitation.give_up_unreachable"))),
    ),
    _index(
        "IE7 | 消费者的花费 | cost to consumer | 消费者有没有花钱 | does it cost the consumer | 回访答花过钱的申请人 / 答复的申请人 | applicants who say in the follow-up that it cost them anything / who answered | 路费、复印须询问 | travel, copies: ask | less",
        OfActs(Did(VISIT, (("paid", (True, False)), ("_side", ("applicant",)))), Did(VISIT, (("paid", (True,)),))),
    ),
    _index(
        "IE8 | 存疑的撤回 | withdrawn under doubt | 撤回是不是本人的意思 | was it their own will | 回访转复核人（感到压力或并非本人意愿）的 / 回访过的撤回 | follow-ups passed to the reviewer (pressed, or not of own will) / withdrawals followed up | 答复率低 | low answer rate | less",
        OfCases(Did(("withdrawal.record",)), Did(("follow_up.to_reviewer",)), among=Did(VISIT)),
        Also("撤回中回访过的", "Withdrawals followed up", OfCases(Did(("withdrawal.record",)), Did(VISIT))),
    ),
)  # fmt: skip
LASTING = (
    _index(
        "IF1 | 可维持月数 | runway | 钱还能用多久 | how long does the money last | 非限定资金 / 近六个月月均支出 | unrestricted money / mean monthly spending of 6 months | 限定用途的拨款 | restricted grants | more",
        Money("runway", ENDED, FILED, TAKEN),
    ),
    _index(
        "IF2 | 已落实的比例 | secured share | 明年的钱有没有着落 | is next year funded | 已签的未来十二个月资金 / 预算 | signed funding for the next 12 months / budget for them | 口头承诺 | promises | more",
        Money("secured", ENDED, FILED, TAKEN),
    ),
    _index(
        "IF3 | 每案成本 | cost per case | 一件案件花多少 | what does a case cost | 全年支出 / 全年结案 | costs of twelve months / cases that ended in them | 不追求便宜，与履行、再起纠纷一并看 | do not chase cheap: pair with IC4, IC5 | neither",
        Money("per_case", ENDED, FILED, TAKEN),
    ),
    _index(
        "IF4 | 报酬拖欠 | pay delay | 调解员多久拿到报酬 | how long until pay | 从结案到付给调解员报酬的日历日中位数（台账中写明案号的付款） | median calendar days from the end of a case to its mediator's pay (lines of the ledger that name the case) | 部分付款按第一笔算；不按件付酬的看不到 | a part counts from the first payment; pay that is not by case is not seen | less",
        Money("pay_delay", ENDED, FILED, TAKEN),
    ),
    _index(
        "IF5 | 负荷 | load | 每人手上几件 | how many cases does one have | 已有调解员、尚未结束的案件 / 名册上的调解员 | cases with a mediator that have not ended / mediators on the roster | 案件轻重不同 | case weights | less",
        Per(Stock(TAKEN, ENDED), Stock(LISTED, LEFT)),
    ),
    _index(
        "IF6 | 流失 | turnover | 人走了多少 | how many leave | 一年内离开的 / 平均人数 | mediators who left in 12 months / mean number | 正常届满 | normal terms | less",
        Turnover(Stock(LISTED, LEFT)),
    ),
    _index(
        "IF7 | 收入波动 | volatility | 收入稳不稳 | is income steady | 月收入标准差 / 均值 | standard deviation / mean of monthly income | 季节性拨款 | seasonal grants: use 12-month windows | less",
        Money("swing", ENDED, FILED, TAKEN),
    ),
    _index(
        "IF8 | 来源种类 | sources | 靠几种来源 | how many kinds of source | 各占一成以上的来源种类数 | number of source kinds (government, association, donation, services, court subsidy) each >= 10% of income | 换个名目 | relabelled money | more",
        Money("sources", ENDED, FILED, TAKEN),
    ),
)  # fmt: skip

FAULTS = MappingProxyType(
    {
        "independence": ("独立和联动", "independence and integration", INDEPENDENCE),
        "society": ("社会参与", "social participation", SOCIETY),
        "profession": ("专业", "professionalism", PROFESSION),
        "neutrality": ("中立", "neutrality", NEUTRALITY),
        "thresholds": ("隐性门槛", "hidden thresholds", THRESHOLDS),
        "lasting": ("可持续", "sustainability", LASTING),
    }
)
INDICES = MappingProxyType({one.key: one for _, _, some in FAULTS.values() for one in some})
INDEX_OPTIONS = tuple(
    Option(one.key, f"{one.key} {one.label}", f"{one.key} {one.en}") for one in INDICES.values()
)
