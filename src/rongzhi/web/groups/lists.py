"""The members of a group as a list to take out: numbers and states of the cases that exist for the reader, no person."""

from rongzhi.casework.groups.reading import MemberRow
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.groups.words import state_words
from rongzhi.web.speech import say

MEMBERS: Table[MemberRow] = Table(
    "group-members",
    "群体成员",
    "Members of a group",
    (
        Column("案件号", "Case", lambda row: row.line.code),
        Column("状态", "State", lambda row: state_words(row.line.status)),
        Column("自", "Since", lambda row: row.line.on, "date"),
        Column("示范案件", "Lead case", lambda row: say("是", "yes") if row.lead else ""),
        Column("代表人", "Representative", lambda row: say("是", "yes") if row.speaks else ""),
        Column("等待结果", "Waits", lambda row: say("是", "yes") if row.held else ""),
        Column("数据已登记", "Figures in", lambda row: say("是", "yes") if row.figures else ""),
        Column("计算结果（元）", "Result in yuan", lambda row: row.proposed, "amount"),
        Column("请答复于", "Answer by", lambda row: row.answer_by, "date"),
    ),
)
