"""Which declared field a stored answer belongs to, and on which side the person stands whom it is about."""

from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.picture import Picture


def field_of(act: Act | None, key: str, side: str = "") -> Field | None:
    """The declared field of a stored answer; those about a person are stored without their prefix.

    `side` is that of the person whose part it lies in, so that one act may ask the same of several.
    """
    if act is None:
        return None
    prefix = "representative" if side == "agent" else side
    return (
        act.field(f"{prefix}_{key}")
        or act.field(key)
        or next((f for f in act.data if f.about and f.key == f"{f.about}_{key}"), None)
    )


def side_of(part: str, picture: Picture) -> str:
    """On which side the person stands whose part this is; empty for other parts."""
    kind, _, key = part.partition(":")
    return picture.parties[key].side if kind == "person" and key in picture.parties else ""
