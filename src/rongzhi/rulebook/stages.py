"""Finds a stage of a procedure by its code."""

from rongzhi.rulebook.tables import StageRow, stages


def stage(procedure: str, code: str) -> StageRow:
    """The stage of that code. Raises LookupError when the procedure has no such stage."""
    found = stages().get((procedure, code))
    if found is None:
        known = ", ".join(row.code for row in stages_of(procedure)) or "none"
        raise LookupError(f"stages.csv has no stage {code!r} of {procedure!r} (known: {known})")
    return found


def stages_of(procedure: str) -> tuple[StageRow, ...]:
    """The stages of a procedure in the order of the table; empty for an unknown one."""
    return tuple(row for row in stages().values() if row.procedure == procedure)
