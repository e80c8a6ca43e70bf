"""What the checker proves for the rules in force, held against the published tables and the county's texts."""

from collections.abc import Mapping
from typing import Any

from rongzhi.core.procedure.check import Published, check
from rongzhi.core.procedure.definition import Stage
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.pack import PACK_FILE, Pack, rules_for
from rongzhi.rulebook.pack_files import BrokenPack, PackFault
from rongzhi.rulebook.roles import Role
from rongzhi.rulebook.tables import ends, forms, grounds, stages

# Who comes for help or is called upon; what is demanded of them stands in a published form.
OUTSIDE = frozenset(
    {
        Role.APPLICANT,
        Role.RESPONDENT,
        Role.PARTY,
        Role.GUARANTOR,
        Role.AGENT,
        Role.CONSUMER,
        Role.INSTITUTION,
        Role.OBLIGED_PARTY,
        Role.FILER,
    }
)
# Fields that demand nothing but the will itself and how it was given.
OWN_WORDS = frozenset({"agrees", "signature_kind", "how"})
# Who, against whom, what happened, and the privacy notice; how to reach you is the condition `reachable` (record.md §8).
FOUNDING = frozenset({"applicant_name", "respondent_name", "what_happened", "privacy_notice"})
# stages.csv writes a consultation and its tasks as one run. Each task is a proceeding of its own (docs/decisions/0011), so
# these rows are the stages of `task`; `tasks` and `closed` are stages of the consultation as well.
TASK_STAGES = frozenset({"task_objected", "supervised", "escalated"})
SHARED_STAGES = frozenset({"tasks", "closed"})
# Stages that the published table has no row for: a task that the secretariat takes back.
OWN_STAGES = {"task": (Stage("cancelled", "交办已撤销", "task taken back", True, "none"),)}
RUNTIME_TABLES = frozenset({"neutrals", "body_handles"})


def published(texts: Mapping[str, Any] | None = None) -> Published:
    """The published tables as the checker takes them, with the message texts of a county (None: texts are not checked)."""
    table: dict[str, tuple[Stage, ...]] = {}
    for row in stages().values():
        stage = Stage(row.code, row.name_zh, row.name_en, row.final, row.waiting_for)
        for procedure in _procedures_of(row.procedure, row.code):
            table[procedure] = (*table.get(procedure, ()), stage)
    for procedure, own in OWN_STAGES.items():
        table[procedure] = (*table.get(procedure, ()), *own)
    return Published(
        forms=frozenset(forms()),
        ends=frozenset(ends()),
        roles=frozenset(Role),
        stages=table,
        texts=None if texts is None else frozenset(texts),
        outside=frozenset(str(role) for role in OUTSIDE),
        own_words=OWN_WORDS,
        founding=FOUNDING,
        runtime_tables=RUNTIME_TABLES,
        after_invitation=frozenset(code for code, row in grounds().items() if row.needs_invitation),
    )


def _procedures_of(procedure: str, stage: str) -> tuple[str, ...]:
    """The procedures of which a row of stages.csv is a stage."""
    if procedure != "consultation":
        return (procedure,)
    if stage in TASK_STAGES:
        return ("task",)
    return ("consultation", "task") if stage in SHARED_STAGES else ("consultation",)


def faults_of(rules: Rules, texts: Mapping[str, Any] | None = None) -> list[Fault]:
    """Every fault of the rules in force; none means that what check() says is proved."""
    return check(rules, published=published(texts))


def accepted_rules(pack: Pack) -> Rules:
    """The rules of a pack after the checker found no fault in them. Raises BrokenPack with every fault.

    A fault in an act that the pack adjusts names the line of that adjustment, any other the pack's first line.
    """
    rules = rules_for(pack)
    lines = {
        getattr(each, "act", getattr(each, "procedure", "")): pack.places[id(each)]
        for each in pack.adjustments
        if id(each) in pack.places
    }
    faults = []
    for fault in faults_of(rules, pack.texts):
        key = fault.where.partition("/")[0]
        file, line = (
            lines.get(key) or lines.get(key.partition(".")[0]) or _left_out(lines, key) or (PACK_FILE, 1)
        )
        faults.append(PackFault(file, line, f"{fault.where}：{fault.zh}", f"{fault.where}: {fault.en}"))
    if faults:
        raise BrokenPack(pack.name, faults)
    return rules


def _left_out(lines: Mapping[str, tuple[str, int]], key: str) -> tuple[str, int] | None:
    """The first adjustment in the same procedure: leaving out an act shows in another one or in a stage."""
    procedure = key.partition(".")[0]
    return next((place for act, place in lines.items() if act.partition(".")[0] == procedure), None)
