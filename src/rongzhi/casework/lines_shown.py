"""Which lines of a file's register a reader may see."""

from rongzhi.casework.seen import TOOK_PART, Sight, best
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.access import DataClass, Part, Visible

LEADS = frozenset({"lead", "lead_notice", "lead_decision", "suspicion", "interference"})
ONE_SIDE = frozenset({"caucus", "confidence", "caucus_message", "caucus_read", "mandate_confirmed"})
AGREED = frozenset({"agreement", "instalment", "payment", "enforcement"})
PROCESS = frozenset(
    {"offer", "proposal", "answer", "plan", "room_message", "room_read", "group_figures", "group_proposal"}
)  # for those who took part in the mediation


def entry_shown(seen: Sight, entry: Entry) -> bool:
    """Whether a line of the register is for this reader."""
    if entry.kind in LEADS or entry.kind.startswith("lead"):
        return seen.leads is None or entry.proceeding in seen.leads
    if entry.kind in PROCESS and not any(viewer.role_column in TOOK_PART for viewer in seen.viewers):
        return False
    if entry.kind in ONE_SIDE:
        return (
            bool(entry.party)
            and best(seen.viewers, Part(f"side:{entry.party}", DataClass.DC4)) is not Visible.NO
        )
    kind = DataClass.DC6 if entry.kind in AGREED else DataClass.DC2
    if seen.picture.kind != "case":
        return True
    return best(seen.viewers, Part("header", kind, field=entry.kind)) is not Visible.NO
