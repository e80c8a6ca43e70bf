"""A second proceeding of the same kind prints nothing of what was said in the first."""

import pytest

from rongzhi.casework.papers.making import made
from rongzhi.casework.visibility import sight
from tests.factories import county as there
from tests.factories.county import act
from tests.factories.main_line import effective, mediating, picture

FIRST_DUTY = "某条例第十四条第一次"
FIRST_PACKET = "第一次移交的清单"
FIRST_TASK = "第一次须办的事"


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    there.county()


def prepared(file: str, **changes: str) -> str:
    """A hand-over that is prepared; gives its proceeding."""
    given = {
        "channel": "admin_mediation",
        "to_body": "SEC",
        "whose": "applicant",
        "packet": FIRST_PACKET,
        "why": "职责范围",
        "legal_duty": FIRST_DUTY,
    }
    seq = act(file, "referral.begin", by=there.officer(), **(given | changes)).seq
    return next(e.proceeding for e in picture(file).list("referral") if e.seq == seq)


def sent(file: str, run: str, **told: str) -> str:
    """The hand-over is sent; gives the words of its F09 as the officer reads it."""
    seq = act(
        file, "referral.send", by=there.officer(), proceeding=run, **({"next_on": "2026-03-09"} | told)
    ).seq
    return str(made(sight(there.officer(), file), "F09", seq).sheet())


def test_second_hand_over_has_no_legal_duty_of_the_first() -> None:
    file = mediating()
    first = sent(file, prepared(file), must_do=FIRST_TASK)
    run = prepared(file, to_body="COURT", packet="第二次的清单", legal_duty="")
    for party in ("p1", "p2"):
        act(
            file,
            "referral.give_consent",
            by=there.party(file, party) if party == "p1" else there.agent(),
            proceeding=run,
            party=party,
            recipient="COURT",
            agrees="yes",
        )
    second = sent(file, run)

    assert FIRST_DUTY in first
    assert FIRST_TASK in first
    assert FIRST_DUTY not in second
    assert FIRST_TASK not in second
    assert FIRST_PACKET not in second
    assert "第二次的清单" in second
    assert "单独同意" in second


def test_of_two_hand_overs_at_once_each_notice_names_its_own_receiver() -> None:
    file = mediating()
    earlier = prepared(file, to_body="SEC")
    prepared(file, to_body="COURT", packet="第二次的清单")

    notice = sent(file, earlier)

    assert there.BODIES["SEC"][1] in notice
    assert there.BODIES["COURT"][1] not in notice
    assert "第二次的清单" not in notice


def test_what_another_procedure_asked_still_prints() -> None:
    assert "保费争议" in str(made(sight(there.officer(), file := effective()), "F29", _last(file)).sheet())


def _last(file: str) -> int:
    return max(e.seq for e in picture(file).list("signature"))
