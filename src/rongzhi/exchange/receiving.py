"""Which organisation a filing is addressed to, and for which institution it is filed."""

from collections.abc import Mapping
from typing import Any

from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body
from rongzhi.rulebook.tables import bodies as body_kinds

ORDER = (
    "PMCF",
    "FMO",
    "PMC",
    "IPC",
    "CMO",
)  # record.md §8: the people's committee for finance, when there is one
ORGANISATION = "mediation_org"
INSTITUTION = "institution"


def receiving_body(county: str, *, by: Actor | None = None, handle: str = "") -> Body | None:
    """The organisation named by `handle`, else the actor's own, else the county's; None when there is no such one."""
    active = [
        b
        for b in Body.objects.filter(county=county, status="active").order_by("number")
        if _is(b.kind, ORGANISATION)
    ]
    if handle:
        return next((body for body in active if body.handle == handle), None)
    own = [body for body in active if by is not None and body.handle in by.bodies]
    order = {kind: place for place, kind in enumerate(ORDER)}
    return next(iter(own or sorted(active, key=lambda body: order.get(body.kind, len(ORDER)))), None)


def own_institution(by: Actor) -> str:
    """The handle of the financial institution the actor works for; empty when for none."""
    return min(by.bodies, default="") if any(_is(kind, INSTITUTION) for kind in by.codes) else ""


def with_own_body(data: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """The answers of a filing, with the actor's own institution as applicant where an institution applies."""
    body = own_institution(by)
    if body and data.get("applicant_kind") == "institution" and not data.get("applicant_body"):
        return {**data, "applicant_body": body}
    return dict(data)


def _is(kind: str, group: str) -> bool:
    return kind in body_kinds() and body_kinds()[kind].kind == group
