"""The demo lives its year cleanly: nothing is faulty, the same seed gives the same year, and rights hold."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Case, Entry, Event, File, Proceeding
from rongzhi.casework.rules import forget
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.demo.behaviour import Move, behaviour
from rongzhi.demo.live import live
from rongzhi.demo.player import Played
from rongzhi.demo.summary import as_table, summary
from rongzhi.rulebook.registry import national_procedures, public_grounds
from rongzhi.rulebook.tables import ends

pytestmark = pytest.mark.django_db
FEW = 40


@pytest.fixture(autouse=True)
def _rules_read_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def test_small_demo_ends_clean() -> None:
    lived = live(seed=3, count=FEW)

    figures = summary(lived)

    assert figures["filed"] == Case.objects.count() - 1 == FEW + 20 + _duplicates(lived.filings, FEW)
    assert figures["bad_rows"] == 0
    assert figures["verify"]["faults"] == figures["verify"]["unsealed"] == 0
    assert figures["verify"]["cases"] == Case.objects.count()
    assert figures["verify"]["events"] == Event.objects.count()
    assert not lived.player.refused
    assert not lived.player.stuck
    assert "verify" in as_table(figures)


def _duplicates(filings: list, count: int) -> int:
    """Second filings count among the rows asked for."""
    return len(filings) - count - 20


def test_same_seed_gives_the_same_year_and_another_one_differs() -> None:
    first, second, other = (_rolled_back(seed) for seed in (5, 5, 6))

    assert first == second
    assert first != other


def _rolled_back(seed: int) -> Mapping[str, object]:
    with transaction.atomic():
        forget()
        figures = summary(live(seed=seed, count=12))
        transaction.set_rollback(True)
    return figures


def test_every_played_act_is_refused_for_a_foreign_role() -> None:
    tried: set[str] = set()

    def as_somebody_else(
        case: Played, move: Move, by: Actor, data: Mapping[str, str], now: datetime, proceeding: str
    ) -> None:
        for place, stranger in enumerate(_strangers(by, case)):
            answer = perform(
                case.number,
                move.act,
                by=stranger,
                data=data,
                now=now,
                request=f"stranger{place}:{case.number}:{case.acts}:{move.name}",
                proceeding=proceeding,
            )
            assert isinstance(answer, Refusal), (move.name, stranger.id)
        tried.add(move.act)

    lived = live(seed=3, count=10, watch=as_somebody_else)

    assert lived.sealed is not None
    assert lived.sealed.ok
    assert len(tried) > 40


def _strangers(by: Actor, case: Played) -> tuple[Actor, ...]:
    """A bank's login of another county, a researcher, and a party of another case."""
    return (
        Actor("other-county", by.bodies, by.codes, by.functions, by.neutral, county="V"),
        Actor("researcher", frozenset({"UNI"}), frozenset({"RES"}), county="W"),
        Actor("elsewhere/p1", party="p1", file="W-1999-000001", county="W"),
    )


def test_made_up_fields_are_marked_and_real_texts_are_not() -> None:
    lived = live(seed=3, count=FEW)

    for filing in lived.filings:
        number = lived.player.by_ref[filing.design.ref]
        marked = str(load(File.objects.get(number=number).picture).header["synthetic"]).split(",")
        filled = {key for key, value in filing.row.items() if value} - {"external_ref", "synthetic"}
        written = filing.story is not None
        assert set(marked) >= (filled if written else filled - {"what_happened"})
        assert written or "what_happened" not in marked


def test_routes_name_known_acts_and_stages() -> None:
    acts = {act.key for procedure in national_procedures() for act in procedure.acts}
    stages = {
        (p.key, s.code) for p in national_procedures() if p.kind == "case" for s in p.stages if not s.final
    }

    tables = behaviour()

    assert {move.act for move in tables.moves.values()} <= acts
    assert {route.halt for route in tables.ready} == stages


def test_whole_demo_comes_to_every_end() -> None:
    lived = live(seed=20250901)

    figures = summary(lived)

    assert figures["filed"] >= 1000
    assert figures["played"] >= 200
    assert set(figures["ended"]) == set(ends())
    assert set(Entry.objects.filter(kind="refusal").values_list("code", flat=True)) == set(public_grounds())
    assert min(figures["reviews"].values()) >= 1
    assert figures["verify"]["faults"] == figures["verify"]["unsealed"] == 0
    assert {line["stage"] for line in figures["ready"]} == {":".join(r.halt) for r in behaviour().ready}
    for line in figures["ready"]:
        procedure, _, stage = line["stage"].partition(":")
        assert Proceeding.objects.filter(
            file=line["case"], procedure=procedure, stage=stage, open=True
        ).exists()


def test_own_batch_is_played_and_its_bad_rows_are_told(tmp_path: Path) -> None:
    batch = tmp_path / "own.csv"
    rows = [
        "张三,19900001234,银行,BANK1,被盗刷五千元,是,5000",
        "李四,,银行,BANK2,多扣了费,是,300",
        "王五,19900001235,赵六,,借款不还,是,300",
    ]
    head = (
        "applicant_name,applicant_phone,respondent_name,respondent_body,what_happened,privacy_notice,amount"
    )
    batch.write_text("\n".join([head, *rows]), encoding="utf-8")

    lived = live(seed=1, own=batch)

    figures = summary(lived)
    assert figures["filed"] == figures["played"] == 2
    assert figures["bad_rows"] == 1
    assert lived.player.filed.problems[0].row == 2
    assert figures["texts_real"] == figures["fields_synthetic"] == 0
    assert figures["verify"]["faults"] == 0
