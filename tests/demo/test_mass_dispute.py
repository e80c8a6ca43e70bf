"""The demo's mass dispute: 120 people, one lead case with its agreement, each their own sheet and answer, three leave."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from rongzhi.casework.groups.reading import funnel
from rongzhi.casework.models import Entry, Event
from rongzhi.casework.rules import forget
from rongzhi.demo import live as living
from rongzhi.demo.live import Lived
from rongzhi.demo.mass_dispute import DECLINE, LEAVE, MEMBERS, REFUSE, SILENT
from rongzhi.demo.summary import as_table, summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The demo with no other case than those of the mass dispute."""
    forget()
    monkeypatch.setattr(living.build, "planned", lambda seed, count: [])
    monkeypatch.setattr(living, "_leave_ready", lambda lived: None)
    yield
    forget()


def lived(seed: int) -> Lived:
    return living.live(seed=seed, group=True)


def test_everybody_is_asked_and_three_leave(alone: None) -> None:
    played = lived(3)

    assert played.mass is not None
    group = played.mass._picture(played.mass.number)
    counts = funnel(group)
    assert (counts.invited, counts.refused, counts.left) == (MEMBERS, REFUSE, LEAVE)
    assert (counts.declined, counts.waiting) == (DECLINE, SILENT)
    assert (
        counts.accepted == MEMBERS - REFUSE - LEAVE - DECLINE - SILENT - 1
    )  # the lead has its own agreement
    assert group.at("group", "carry_over")
    assert group.latest("typical_result", "open").code == "agreement"
    assert played.sealed is not None
    assert played.sealed.ok
    assert not played.player.stuck
    assert summary(played)["group"]["accepted"] == counts.accepted
    assert "members of the mass dispute" in as_table(summary(played))


def test_each_sheet_follows_from_the_members_own_figures(alone: None) -> None:
    played = lived(3)

    rows = Entry.objects.filter(kind="group_proposal").values_list("file", "amount")
    assert played.mass is not None
    fees = {case: fee for case, (fee, _) in played.mass.fees.items()}
    assert len(rows) == MEMBERS - REFUSE - 1
    assert all(fees[case] * Decimal("0.6") < amount < fees[case] * Decimal("0.65") for case, amount in rows)


def test_same_seed_plays_the_same(alone: None) -> None:
    def acts() -> Counter[tuple[str, str]]:
        return Counter(Event.objects.values_list("file", "act"))

    from django.db import transaction

    found = []
    for seed in (4, 4, 5):
        with transaction.atomic():
            lived(seed)
            found.append(acts())
            transaction.set_rollback(True)
        forget()

    assert found[0] == found[1] != found[2]
