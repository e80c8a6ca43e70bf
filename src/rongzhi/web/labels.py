"""The words for codes: tables, roles, stages, clocks, and the kinds and states of lines in a file's register."""

from typing import Any

from rongzhi.core.procedure.definition import Stage
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.register_words import ENTRIES, SIDES, STATUSES, UNITS, pairs
from rongzhi.rulebook.registry import public_grounds
from rongzhi.rulebook.roles import CAPACITIES
from rongzhi.web.speech import say, words


def waiting_words(word: str) -> str:
    """Whom a stage waits for."""
    role = CAPACITIES.get(word)
    if word == "parties":
        return say("各方当事人", "the parties")
    return words(role) if role is not None else ""


def code_words(rules: Rules, table: str, code: str) -> str:
    """The name that a published table gives a code; the code itself when it knows none."""
    row = rules.tables.get(table, {}).get(code)
    if row is None and table in ("grounds", "grounds_public"):
        row = public_grounds().get(code)
    return words(row) if row is not None else code


def stage_of(rules: Rules, procedure: str, code: str) -> Stage | None:
    """The declared stage, or None when this county's rules do not have it."""
    found = rules.procedures.get(procedure)
    return next((s for s in found.stages if s.code == code), None) if found else None


CONFIDENCE = pairs("""
verified | 已核对原文 | verified against the text
verified-secondary | 据转述核对 | verified from a secondary source
recall | 凭记忆，待法律顾问核对 | from memory, a lawyer has still to check it
design | 本县设计，待通过 | county design, still to be adopted
""")


def entry_words(kind: str) -> str:
    """The name of a kind of line in the register."""
    return words(ENTRIES[kind]) if kind in ENTRIES else kind.replace("_", " ")


def status_words(status: str) -> str:
    """The state of a line, a clock or a party."""
    return words(STATUSES[status]) if status in STATUSES else status.replace("_", " ")


def side_words(side: str) -> str:
    """On which side of the dispute a party stands."""
    return words(SIDES[side]) if side in SIDES else side


def confidence_words(mark: Any) -> str:
    """How sure the source of a value is."""
    return words(CONFIDENCE.get(str(mark), str(mark)))


# Sources that the table of values gives in English alone.
SOURCES_ZH = (
    ("county rule to be adopted", "本县规则（待通过）"),
    ("; model: ", "；参照："),
    ("; duty to watch performance: ", "；督促履行的职责："),
    ("Shanghai financial consumer mediation centre pilot rule", "上海金融消费纠纷调解试点规则"),
    ("rules of one provincial commercial mediation centre (Haikou)", "某省商事调解中心规则（海口）"),
    ("Dongzhi county practice", "东至县做法"),
)


SETTINGS = {
    "code_signature": ("验证码确认作为签名", "Confirmation by code counts as a signature"),
    "consult_amount": (
        "金额超过多少可以提请会商（元）",
        "Amount above which a consultation may be asked for (yuan)",
    ),
}


def setting_words(name: str) -> str:
    """What a switch of the county's pack is about."""
    return say(*SETTINGS[name]) if name in SETTINGS else name


def source_words(source: str) -> str:
    """Where a value comes from; laws keep their Chinese names in both languages."""
    zh = source
    for english, chinese in SOURCES_ZH:
        zh = zh.replace(english, chinese)
    return say(zh, source)


def length_words(value: Any) -> str:
    """A dated value in words: 15 days, 30 working days, 30,000 yuan."""
    unit = str(value.unit)
    if unit in UNITS:
        return say(f"{value.amount}{UNITS[unit].label}", f"{value.amount} {UNITS[unit].en}")
    return f"{value.amount} {unit}"


def clock_starts(parameter: Any) -> str:
    """What sets a period running, in the words of its table."""
    return str(parameter.starts_when)
