"""Sampled reviews: drawn by a root nobody chose, scored blind by two, seen by those whom it concerns, and mended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from rongzhi.casework.actions import perform
from rongzhi.casework.county_log import seal
from rongzhi.casework.models import Case, Event
from rongzhi.casework.queries import history
from rongzhi.casework.sampling import draw_last_month, frame
from rongzhi.casework.visibility import sight
from rongzhi.core.draws import drawn
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import Account
from rongzhi.web.desks.reviews import drawn_cases
from tests.factories import county as there
from tests.factories.county import CODE, NOW, act, key, mediator, officer, party, reviewer
from tests.web.secret_files import people, stopped

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)
SCORE = {
    "seat": "expert",
    "complete": "no",
    "missing": "F39",
    "score": "2",
    "reasons": "缺送达回证",
    "to_mend": "yes",
}


def second() -> object:
    return replace(reviewer(), id="second-reviewer")


@pytest.fixture
def ended(db: None) -> list[str]:
    there.county()
    people()
    return sorted(stopped() for _ in range(4))


@pytest.fixture
def file(ended: list[str]) -> str:
    seal(CODE, now=NOW + MONTH)
    assert draw_last_month(CODE, now=NOW + MONTH) == 2
    return Event.objects.filter(act="sampling.draw").order_by("file").first().file


def score(file: str, by, **changes):
    return perform(file, "sampling.score", by=by, data=SCORE | changes, now=NOW + MONTH, request=key())


def reasons(answer) -> set[str]:
    assert isinstance(answer, Refusal), answer
    return {reason.key for reason in answer.reasons}


def test_nothing_is_drawn_before_a_root_was_sealed_after_the_month(ended):
    seal(CODE, now=NOW)

    assert frame(CODE, NOW.date()) is None
    assert draw_last_month(CODE, now=NOW + MONTH) == 0


def test_draw_follows_from_the_record_and_is_made_once(ended):
    assert (
        list(Case.objects.filter(status="ended").order_by("number").values_list("number", flat=True)) == ended
    )
    seal(CODE, now=NOW + MONTH)

    found = frame(CODE, NOW.date())

    assert found.cases == tuple(ended)
    assert found.drawn == drawn(ended, 2, seed=found.seed)
    assert draw_last_month(CODE, now=NOW + MONTH) == 2
    assert draw_last_month(CODE, now=NOW + MONTH) == 0
    there.filed(now=NOW + MONTH)
    seal(CODE, now=NOW + 2 * MONTH)
    assert frame(CODE, NOW.date()) == found  # later roots do not change it


def test_nobody_scores_what_was_not_drawn_twice_or_as_a_third(file, ended):
    other = next(number for number in ended if not Event.objects.filter(file=number, act="sampling.draw"))
    assert reasons(score(other, reviewer())) == {"drawn_for_review"}

    score(file, reviewer())
    assert "score_not_given" in reasons(score(file, reviewer()))
    score(file, second())
    assert "reader_wanted" in reasons(score(file, replace(reviewer(), id="third")))


def test_who_took_part_does_not_review(file):
    handled = replace(reviewer(), id=Case.objects.get(number=file).officer or officer().id)

    assert reasons(score(file, handled)) & {"took_no_part", "not_for_you"}


@pytest.mark.parametrize("who", ["officer", "second", "party", "mediator"])
def test_first_score_is_seen_by_nobody_else_before_both_are_in(file, who):
    by = {"officer": officer, "second": second, "party": lambda: party(file), "mediator": mediator}[who]()
    before = _seen(file, by)
    score(file, reviewer())

    assert _seen(file, by) == before
    assert "缺送达回证" in str(_seen(file, reviewer()))


def test_scores_are_open_to_staff_when_both_are_in_and_never_to_parties(file):
    before = _seen(file, party(file))
    score(file, reviewer())
    score(file, second(), score="4", complete="yes", missing="", to_mend="no")

    assert _seen(file, party(file)) == before
    for by in (officer(), second(), reviewer()):
        assert "缺送达回证" in str(_seen(file, by))


def _seen(file: str, by) -> tuple:
    found = sight(by, file)
    if found is None:
        return ()
    return (
        found.picture.seq,
        [(line.key, line.kind) for line in found.entries()],
        [(piece.key, str(piece.value)) for piece in found.pieces],
        [str(one) for one in history(found)],
    )


def test_finding_waits_for_both_scores_and_is_mended_by_the_organisation(file):
    score(file, reviewer())
    finding = {"finding": "file_finding-1", "done": "补正"}
    answer = perform(file, "sampling.mend", by=officer(), data=finding, now=NOW + MONTH, request=key())
    assert "findings_shown" in reasons(answer)

    score(file, second(), to_mend="no")
    (one,) = [c for c in drawn_cases(officer()) if c.number == file]
    assert one.findings == ("file_finding-1",)
    act(file, "sampling.mend", by=officer(), now=NOW + MONTH, **finding)
    (one,) = [c for c in drawn_cases(officer()) if c.number == file]
    assert (one.findings, one.mended, one.scores) == ((), 1, (2, 2))


def test_desk_tells_a_reader_nothing_of_the_other(file):
    score(file, reviewer())
    client = Client()
    account = Account.objects.get(username="reviewer")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/desk/reviews/")

    assert page.status_code == 200
    assert file in page.text
    shown = next(one for one in drawn_cases(second()) if one.number == file)
    assert (shown.mine_to_score, shown.all_in, shown.scores) == (True, False, ())


def test_month_without_an_end_draws_nothing(file):
    assert frame(CODE, date(2026, 1, 5)).drawn == []
