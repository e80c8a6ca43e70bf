"""The lead body: competence follows from the matter with its source, one is named, may object, and keeps it till then."""

from dataclasses import replace
from datetime import date

import pytest

from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.charge import charged, days_lost, hand_offs
from rongzhi.rulebook.competence import competent_bodies, lead_line
from rongzhi.rulebook.competences import matters
from rongzhi.rulebook.pack import read_pack, rules_for, shipped_pack
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.lead import LEAD
from rongzhi.rulebook.tables import bodies, taxonomy
from tests.rulebook.by_hand import (
    BODIES,
    CLERK,
    CONSUMER,
    SECRETARIAT,
    Play,
    accepted_case,
    officer_of,
    rules_with,
)

RULES = rules_with((INTAKE, LEAD))
RULES = replace(RULES, tables={**RULES.tables, "competence": matters()})
NFRA, FIN = officer_of("b-nfra"), officer_of("b-fin")
COLLECTION = "M03"


def found(dispute_class: str, **tables: object) -> list[tuple[str, bool]]:
    case = accepted_case(dispute_class=dispute_class)
    rows = competent_bodies(case, {"body_handles": BODIES, **tables})  # type: ignore[dict-item]
    return [(row.body_code, row.lead) for row in rows]


@pytest.mark.parametrize(
    ("dispute_class", "lead"),
    [
        ("N06", "FIN"),
        ("K01", "PBOC"),
        ("D02", "PBOC"),
        ("G01", "CSRC"),
        ("B02", "NFRA"),
        ("E08", "NFRA"),
        ("I03", "FIN"),
    ],
)
def test_the_lead_follows_from_the_matter(dispute_class: str, lead: str) -> None:
    assert found(dispute_class)[0] == (lead, True)


def test_each_competent_body_stands_once_and_one_leads() -> None:
    for code in taxonomy():
        rows = found(code)
        assert len({body for body, _ in rows}) == len(rows)
        assert [lead for _, lead in rows] == [True] + [False] * (len(rows) - 1)


def test_every_line_names_a_body_and_its_source() -> None:
    for line in matters().values():
        assert line.body in bodies()
        assert line.source
        assert line.zh
        assert line.en
        assert line.classes or line.institutions or line.petition
        assert all(any(code.startswith(start) for code in taxonomy()) for start in line.classes)
        assert set(line.institutions) <= set(bodies())


def test_no_court_arbitration_body_or_notary_is_ever_competent() -> None:
    assert not {line.body for line in matters().values()} & {
        "COURT",
        "COURTF",
        "COURTE",
        "ARB",
        "NOT",
        "MED",
        "EVAL",
    }


def test_a_county_chooses_lines_and_their_order(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = (shipped_pack("plain") / "pack.toml").read_text("utf-8")
    chosen = '\n[[choose]]\ntable = "competence"\ncodes = ["payment", "banks_and_insurers"]\nbasis = "联席会议规则"\n'
    (tmp_path / "pack.toml").write_text(text + chosen, "utf-8")
    rules = rules_for(read_pack(tmp_path))

    assert found("D02", competence=rules.tables["competence"]) == [("PBOC", True), ("NFRA", False)]


def asked() -> Play:
    play = Play(RULES, accepted_case(dispute_class=COLLECTION))
    play.do("lead.ask", CLERK, why="催收中有威胁，又涉及银行")
    return play


def named() -> Play:
    play = asked()
    play.do("lead.name", SECRETARIAT, body="b-nfra", rule="banks_and_insurers")
    return play


def test_a_question_needs_more_than_one_competent_body() -> None:
    play = Play(RULES, accepted_case(dispute_class="E08"))

    assert play.refused("lead.ask", CLERK, why="不清楚") == {"several_competent"}


def test_the_rule_names_the_lead_within_a_working_day() -> None:
    play = asked()
    assert play.running()["lead_named"] == "lead_named"
    assert "lead_by_the_rule" in play.refused("lead.name", SECRETARIAT, body="b-police")
    assert "rule_of_that_body" in play.refused(
        "lead.name", SECRETARIAT, body="b-nfra", rule="collection_crime"
    )
    assert "never_to_a_court" in play.refused("lead.name", SECRETARIAT, body="b-court", departs="更合适")
    play.do("lead.name", SECRETARIAT, body="b-police", departs="主要是威胁行为")

    line = lead_line(play.case)
    assert line is not None
    assert line.code == "b-police"


def test_the_named_body_keeps_the_case_until_its_objection_is_decided() -> None:
    play = named()
    assert "not_yours" in play.refused("lead.object", FIN, basis="不属我", proposal="b-nfra")
    play.do("lead.object", NFRA, basis="主要是威胁行为", proposal="b-police")

    assert charged(play.case, "lead-1") == "b-nfra"
    play.today = date(2026, 3, 5)
    play.do("lead.uphold", SECRETARIAT, body="b-police", rule="collection_crime", reasons="以威胁行为为主")

    assert charged(play.case, "lead-1") == "b-police"
    assert play.stage("lead") == "named"
    (lost,) = hand_offs(play.case)
    assert (lost.giver, lost.to, lost.accepted_on) == ("b-nfra", "b-police", None)
    play.today = date(2026, 3, 6)
    play.do("lead.accept", officer_of("b-police"))
    (lost,) = hand_offs(play.case)
    assert days_lost(lost, mainland_calendar(), play.today) == 1


def test_a_dismissed_objection_leaves_it_where_it_was() -> None:
    play = named()
    play.do("lead.object", NFRA, basis="主要是威胁行为", proposal="b-police")
    play.do("lead.dismiss", SECRETARIAT, reasons="银行的催收行为属其职责")

    assert play.stage("lead") == "settled"
    assert charged(play.case, "lead-1") == "b-nfra"


def test_silence_settles_the_lead() -> None:
    play = named()
    play.expire("lead_objection")

    assert play.stage("lead") == "settled"


def test_a_party_has_no_say_in_who_leads() -> None:
    play = asked()
    assert "not_yours" in play.refused("lead.name", CONSUMER, body="b-nfra")
