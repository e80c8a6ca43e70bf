"""How many acts the pure core weighs in a second, in a process without the framework."""

import hashlib
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from benchmarks.disputes import disputes
from benchmarks.figures import Figure, per_second, ratio_of, side_by_side, timed
from rongzhi.core.procedure.decide import Outcome, decide, moved
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.registry import national_rules

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=8)))
OFFICER = Actor(
    "officer",
    bodies=frozenset({"PMCF"}),
    codes=frozenset({"PMCF"}),
    functions=frozenset({"officer"}),
    county="W",
)
BODIES = {"PMCF": {"kind": "PMCF"}, "BANK1": {"kind": "BANK"}, "BANK2": {"kind": "BANK"}}
BLANK = Picture(number="", county="W", owner="PMCF")


def measure(*, size: int, repetitions: int) -> list[Figure]:
    """Weigh `size` filings and invitations; the reference writes the same answers as JSON and hashes them."""
    rules = national_rules("W", "plain", tables={"body_handles": BODIES, "neutrals": {}})
    filings = [data for _, data in disputes(size)]

    def weigh(case: Picture, act: str, data: dict[str, str]) -> Outcome:
        roles = roles_of(OFFICER, case)
        found = decide(rules, case, act, by=OFFICER, roles=roles, data=data, at=NOW, today=NOW.date())
        if not isinstance(found, Outcome):
            raise RuntimeError(f"{act} was refused: {found.reasons}; the figure would say nothing")
        return found

    filed = moved(BLANK, weigh(BLANK, "intake.file", filings[0]))
    how = {"channel": "people_mediation", "mediation_kind": "people", "track": "ordinary"}
    taken = moved(filed, weigh(filed, "intake.accept", how))
    invite = {"party": "p2", "way": "phone"}
    figures = [
        _figure(
            "intake.file",
            size,
            repetitions,
            lambda: [weigh(BLANK, "intake.file", d) for d in filings],
            filings,
        ),
        _figure(
            "invitation.send",
            size,
            repetitions,
            lambda: [weigh(taken, "invitation.send", invite) for _ in filings],
            [invite] * size,
        ),
    ]
    if "django" in sys.modules:
        raise RuntimeError("the framework was imported; this is no figure of the pure core")
    return figures


def _figure(
    act: str, size: int, repetitions: int, weigh: Callable[[], object], answers: list[dict[str, str]]
) -> Figure:
    def hash_all() -> None:
        for data in answers:
            hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).digest()

    pairs = side_by_side(lambda: timed(weigh), lambda: timed(hash_all), repetitions)
    return Figure(
        "deciding",
        f"decide({act}) / its answers as JSON, hashed",
        "none",
        **ratio_of(pairs),
        counts={"acts_per_second": per_second(size, [pair[0] for pair in pairs]), "repetitions": repetitions},
    )
