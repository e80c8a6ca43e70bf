"""Files that are no cases: neutrals, bodies and the county, each change an act on record."""

from datetime import date, datetime
from typing import Any

import pytest

from rongzhi.core.procedure.decide import Outcome
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.procedures.bodies import BODIES
from rongzhi.rulebook.procedures.county import COUNTY
from rongzhi.rulebook.procedures.roster import ROSTER
from tests.rulebook.by_hand import BEIJING, MONDAY, Play, assert_as_published, rules_with

RULES = rules_with((ROSTER, BODIES, COUNTY))
ADMIN = Actor("a-admin", functions=frozenset({"administrator"}))
NEUTRAL = {
    "handle": "N-01",
    "name_zh": "李调解",
    "background": "law",
    "employer": "b-fmo",
    "load": "20",
    "phone": "13900001234",
}
DIGEST = "0f" * 32


def file_of(key: str, **data: Any) -> Play:
    of = key.split(".")[0]
    play = Play(RULES, Picture(number=f"{of}-1", county="W", kind=of))
    play.do(key, ADMIN, **data)
    return play


def neutral() -> Play:
    return file_of("neutral.register", **NEUTRAL)


def body(kind: str = "BANK") -> Play:
    return file_of("body.register", kind=kind, handle="b-new", name_zh="某农商行")


def county() -> Play:
    return file_of("county.found", handle="W", name_zh="W县")


@pytest.mark.parametrize("procedure", [ROSTER, BODIES, COUNTY])
def test_files_are_declared_as_published(procedure: Any) -> None:
    assert_as_published(procedure)
    assert [a.key for a in procedure.acts if a.founds] == [procedure.acts[0].key]


def test_registered_neutral_is_active_and_names_who_pays() -> None:
    play = neutral()
    assert play.case.header["status"] == "active"
    assert (play.case.header.get("employer"), play.case.header.get("payer")) == ("b-fmo", None)
    assert play.last is not None
    assert play.last.sealed == {"file": {"phone": "13900001234"}}


def test_change_of_payer_keeps_the_earlier_post() -> None:
    play = neutral()
    play.do("neutral.paid_by", ADMIN, payer="b-bank", since="2026-03-01")
    assert [e.status for e in play.case.list("post")] == ["replaced", "open"]
    assert (play.case.header.get("employer"), play.case.header.get("payer")) == (None, "b-bank")


def test_ties_qualifications_and_load_are_on_record() -> None:
    play = neutral()
    play.do("neutral.tie", ADMIN, body="b-bank", tie="was_employed", since="2020-01-01", until="2024-06-30")
    play.do(
        "neutral.qualify",
        ADMIN,
        qualification="training",
        gained_on="2026-01-10",
        expires_on="2027-01-10",
        hours="40",
    )
    assert play.refused(
        "neutral.qualify", ADMIN, qualification="lawyer", gained_on="2020-01-01", expires_on="2026-03-02"
    ) == {"not_expired"}
    play.do("neutral.end_tie", ADMIN, entry="tie-1", ended_on="2024-06-30")
    assert play.refused("neutral.end_tie", ADMIN, entry="tie-1", ended_on="2024-06-30") == {"entry_open"}
    play.do("neutral.load", Actor("a-n", neutral="neutral-1"), load="5")
    assert play.case.header["load_limit"] == 5


def test_suspended_neutral_resumes_or_leaves() -> None:
    play = neutral()
    play.do("neutral.suspend", ADMIN, reasons="投诉调查")
    assert play.refused("neutral.suspend", ADMIN, reasons="x") == {"neutral_active"}
    play.do("neutral.resume", ADMIN, reasons="查无实据")
    play.do("neutral.leave", ADMIN, ground="own_wish", reasons="本人申请")
    assert play.case.header["status"] == "left"
    assert play.refused("neutral.resume", ADMIN, reasons="x") == {"neutral_suspended"}


def test_institution_commits_and_others_cannot() -> None:
    promise = {"product": "信用卡", "cap": "5000", "valid_from": "2026-04-01", "paper": "备忘录"}
    play = body()
    play.do("body.commit", ADMIN, **promise)
    commitment = play.case.latest("commitment", "open")
    assert commitment is not None
    assert (commitment.code, str(commitment.amount)) == ("信用卡", "5000.00")
    play.do("body.end_commitment", ADMIN, entry="commitment-1", ends_on="2026-12-31")
    assert not play.case.list("commitment", "open")
    assert body("COURT").refused("body.commit", ADMIN, **promise) == {"is_institution"}
    assert play.refused("body.commit", ADMIN, **(promise | {"cap": "0"})) == {"cap_positive"}


def test_body_is_renamed_and_retired() -> None:
    play = body()
    play.do(
        "body.authority", ADMIN, authorised_person="张经理", scope="settle", limit="10000", until="2026-12-31"
    )
    assert play.last is not None
    assert play.last.sealed == {"file": {"authorised_person": "张经理"}}
    play.do("body.rename", ADMIN, name_zh="某农商银行", reasons="更名批复")
    play.do("body.retire", ADMIN, reasons="并入")
    assert (play.case.header["name_zh"], play.case.header["status"]) == ("某农商银行", "retired")


def test_county_adopts_a_pack_once() -> None:
    play = county()
    pack = {"pack": "w-county", "version": "1", "digest": DIGEST, "basis": "联席会议纪要1号"}
    play.do("county.adopt_pack", ADMIN, **pack)
    assert play.refused("county.adopt_pack", ADMIN, **pack) == {"pack_is_newer"}
    play.do("county.adopt_pack", ADMIN, **(pack | {"version": "2"}))
    assert [e.status for e in play.case.list("pack")] == ["replaced", "in_force"]
    assert play.case.header["pack_version"] == "2"


def test_county_confirms_published_parameters_only() -> None:
    play = county()
    play.do("county.confirm_parameter", ADMIN, parameter="med_simple", value="15", basis="县规则第九条")
    assert play.refused("county.confirm_parameter", ADMIN, parameter="nothing", value="1", basis="x") == {
        "known_parameter"
    }


def test_calendar_is_loaded_once_for_each_text() -> None:
    play = county()
    days = "2027-01-01 day_off 元旦"
    year = {"year": "2027", "digest": DIGEST, "days": days, "notice": "国办发明电"}
    play.do("county.load_calendar", ADMIN, **year)
    assert play.refused("county.load_calendar", ADMIN, **year) == {"year_not_loaded"}


def test_last_administrator_stays() -> None:
    play = county()
    play.do("county.appoint", ADMIN, account="a-1", function="administrator", basis="任命书")
    play.do("county.appoint", ADMIN, account="a-2", function="officer", basis="任命书")
    assert play.refused("county.dismiss", ADMIN, office="office-1", basis="x") == {"administrator_left"}
    play.do("county.dismiss", ADMIN, office="office-2", basis="调离")


def test_procedure_is_switched_on_with_its_basis() -> None:
    play = county()
    assert play.refused("county.switch_on", ADMIN, procedure="silent_plan") == {"missing"}
    unknown = {"procedure": "magic", "basis": "x"}
    assert play.refused("county.switch_on", ADMIN, **unknown) == {"known_procedure"}
    play.do("county.switch_on", ADMIN, procedure="silent_plan", basis="法律顾问确认函")
    switched = play.case.latest("switch")
    assert switched is not None
    assert (switched.code, switched.status) == ("silent_plan", "on")


def test_moments_are_given_not_read() -> None:
    play = neutral()
    assert isinstance(play.last, Outcome)
    assert play.last.given.at == datetime(2026, 3, 2, 10, tzinfo=BEIJING)
    assert play.last.given.today == MONDAY == date(2026, 3, 2)
