"""The ten classes of data: what a piece of a file is, and so who may see it."""

from enum import StrEnum


class DataClass(StrEnum):
    """DC1 to DC10 of domain.md §3 [design, built on 个人信息保护法 Art. 6, 23, 28-29, 34, 51]."""

    label: str
    en: str

    DC1 = "DC1", "规则、名册、理由、收费、统计", "rules, lists, grounds, fees, statistics"
    DC2 = "DC2", "案件概况：类别、金额档、阶段、日期", "case header: class, amount band, step, dates"
    DC3 = "DC3", "提交的材料、姓名和联系方式", "filed material, names and contact"
    DC4 = "DC4", "背对背谈话、方案和让步", "caucus notes, proposals, concessions"
    DC5 = "DC5", "无争议事实记载", "undisputed-facts record"
    DC6 = "DC6", "调解协议", "agreement"
    DC7 = "DC7", "身份号码、账户、健康信息", "identity number, account, medical data"
    DC8 = "DC8", "会商意见", "consultation opinions"
    DC9 = "DC9", "犯罪线索、反洗钱信息、举报人", "crime leads, money-laundering information, informant"
    DC10 = "DC10", "查阅记录", "access log"

    def __new__(cls, value: str, label: str, en: str) -> "DataClass":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.en = en
        return member


DC1, DC2, DC3, DC4, DC5, DC6, DC7, DC8, DC9, DC10 = DataClass
