"""Rules of domain.md §17 that hold for the declarations as a whole: papers, texts, advice, and the way without a device."""

import re
from pathlib import Path

import pytest

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import From, NewEntry, Of
from rongzhi.rulebook.access import cell
from rongzhi.rulebook.procedures.referral import NOTARISED_NOW, PACK
from rongzhi.rulebook.registry import national_procedures
from rongzhi.rulebook.roles import RoleColumn
from rongzhi.rulebook.tables import reasons, taxonomy
from tests.law.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TEXTS = {".py", ".toml", ".csv", ".md", ".html", ".txt", ".svg"}
ACTS = {act.key: act for procedure in national_procedures() for act in procedure.acts}
PARTIES = {
    "party",
    "applicant",
    "respondent",
    "guarantor",
    "agent",
    "consumer",
    "institution",
    "obliged_party",
}
FREE = ("intake", "invitation", "appointment", "mediation", "agreement", "follow_up", "withdrawal", "case")
COUNTER = {"how": "counter"}

# What a party can do online and nobody records for it at the counter: the act that serves instead, and why.
WITHOUT_DEVICE = {
    "invitation.join": ("invitation.agree", "joining opens one's own page; the answer itself is taken at the counter"),
    "consultation.ask_as_party": ("consultation.ask", "told at the counter, and asked for by the organisation"),
    "mediation.confide": ("mediation.caucus_note", "for the neutral alone, told in person or by telephone: no officer hears it"),
    "rooms.speak": ("mediation.hold_meeting", "said at a meeting, and written in its minutes"),
    "rooms.speak_apart": ("mediation.caucus_note", "for the neutral alone, told in person or by telephone"),
    "rooms.read": ("mediation.hold_meeting", "read marks belong to pages; who meets hears it"),
    "rooms.read_apart": ("mediation.caucus_note", "read marks belong to pages; who is called hears it"),
    "case.confirm_mandate": ("agreement.signed_on_paper", "the body's own seal on the paper needs no confirmation of its agent"),
    "meetings.join": ("meetings.attendance", "the neutral records who came and how"),
    "mediation.ask_extension": ("mediation.ask_extension", "the neutral asks for it; each side's consent is taken at the counter"),
    "agreement.ask_change": ("agreement.ask_change", "told to the neutral, who puts the change into the text"),
    "agreement.not_sign": ("agreement.not_sign", "told to the neutral, who records it"),
    "agreement.sign": ("agreement.signed_on_paper", "signed on paper"),
    "follow_up.answer": ("follow_up.record", "answered on the telephone or at a visit"),
}  # fmt: skip

# Acts of parties and officers in which the officer speaks for the organisation, not for a party.
OFFICE_SPEAKS = {
    "fast_track.begin": "the office may begin it; the consumer's word is asked for at the proposal",
    "evaluation.propose": "a proposal of the office; each side's consent is taken apart",
    "case.interrupt_limitation": "an event that the office enters from its proof",
    "case.send_message": "a message of the office",
    "case.upload": "a paper that the office puts into the file, under the name that it gives",
}


def test_rule_5_nothing_on_the_way_of_mediation_asks_for_a_fee() -> None:
    asked = {f"{act.key}:{f.key}" for act in ACTS.values() if act.procedure in FREE for f in act.data}

    assert asked
    assert not [name for name in asked if re.search(r"fee|charge|price", name.split(":")[1])]


def test_rule_9_the_execution_certificate_is_named_where_the_notary_is_asked_and_where_it_has_acted() -> None:
    packet = PACK.field("packet")

    assert packet is not None
    assert "执行证书" in packet.hint
    assert "execution certificate" in packet.hint_en
    assert "执行证书" in NOTARISED_NOW.warning
    assert "execution certificate" in NOTARISED_NOW.warning_en


def test_rule_11_the_court_reads_undisputed_facts_and_no_confidence() -> None:
    assert cell(RoleColumn.COURT, DataClass.DC4).right == "none"
    assert cell(RoleColumn.COURT, DataClass.DC5).right == "read"
    kinds = {
        key: {f.data_class for f in ACTS[key].data} - {DataClass.DC2}
        for key in ("mediation.confide", "mediation.caucus_note", "mediation.record_facts")
    }
    assert kinds == {
        "mediation.confide": {DataClass.DC4},
        "mediation.caucus_note": {DataClass.DC4},
        "mediation.record_facts": {DataClass.DC5},
    }


def test_rule_12_complaints_are_classed_by_the_right_standard() -> None:
    notes = [row.notes for row in (*taxonomy().values(), *reasons().values())]

    assert any("JR/T 0169" in note for note in notes)


def test_rule_12_the_cloud_standard_is_cited_nowhere() -> None:
    files = [
        path
        for top in ("src", "docs", "tests", "README.md", "README.zh-CN.md", "CHANGELOG.md")
        for path in ([ROOT / top] if (ROOT / top).is_file() else (ROOT / top).rglob("*"))
        if path.suffix in TEXTS and HERE not in path.parents
    ]

    wrong = [path.name for path in files if re.search(r"JR/T\s*0168", path.read_text("utf-8"))]

    assert len(files) > 200
    assert wrong == []


ASKED = {"test_law": "yes", "test_regulators": "yes", "why_complex": "x", "questions": "x"}
CONVENED = {
    **{f"member_{n}": body for n, body in enumerate(("NFRA", "PBOC", "FIN", "SAMR", "JB"), 1)},
    "chair": "SEC",
    "question_1": "应否退还？",
    "kind_1": "yes_no",
    "facts_agreed": "x",
    "facts_disputed": "x",
    "left_out": "x",
    "basis": "x",
}
OWN_LINES = {"consult", "chair", "consult_question", "seat", "opened", "rounds_ended", "minutes_done"}


def consulting(advice: str) -> Scenario:
    scene = Scenario()
    scene.to("mediating")
    assert scene.do("mediation.consult", "officer", ASKED), scene.refused
    assert scene.do("consultation.admit", "SEC", {}), scene.refused
    assert scene.do("consultation.convene", "SEC", CONVENED), scene.refused
    scene.wait(5)
    assert scene.do("consultation.conclude", "SEC", {"ended_because": "one_round"}), scene.refused
    assert scene.do("consultation.record_minutes", "SEC", {"conclusion_1": advice, "plan": advice}), (
        scene.refused
    )
    assert scene.do("mediation.consulted", "officer", {"advice": advice}), scene.refused
    return scene


def test_rule_14_advice_of_a_consultation_moves_nothing() -> None:
    before = Scenario()
    before.to("mediating")
    after = [consulting(text).case for text in ("应当全额退还", "不予支持")]

    assert after[0] == after[1]
    assert after[0].clock("mediation_period") == before.case.clock("mediation_period")
    runs = [(p.procedure, p.stage, p.end) for p in after[0].proceedings.values()]
    assert runs == [
        *((p.procedure, p.stage, p.end) for p in before.case.proceedings.values()),
        ("consultation", "tasks", ""),
    ]
    assert {e.kind for e in after[0].entries.values()} - {
        e.kind for e in before.case.entries.values()
    } == OWN_LINES
    assert not after[0].list("agreement")
    assert after[0].header.get("agreed_amount") is None


def test_rule_14_the_period_runs_on_during_a_consultation() -> None:
    scene = Scenario()
    scene.to("mediating")
    due = scene.case.clock("mediation_period")

    assert scene.do("mediation.consult", "officer", ASKED)

    assert scene.case.clock("mediation_period") == due


def test_rule_14_the_court_gives_no_advice_in_a_case_before_it() -> None:
    scene = Scenario()
    scene.to("mediating", channel="commissioned", kind="court")
    assert scene.do("mediation.consult", "officer", ASKED)

    assert "court" not in ACTS["mediation.consulted"].who
    assert not scene.do("mediation.consulted", "COURT", {"advice": "x"})
    assert "not_yours" in scene.refused
    assert not scene.do("consultation.convene", "SEC", {**CONVENED, "member_5": "COURT"})


def test_rule_16_every_act_of_a_party_has_a_way_without_a_device() -> None:
    online_only = {
        key for key, act in ACTS.items() if set(act.who) & PARTIES and "organisation" not in act.who
    }

    assert online_only == set(WITHOUT_DEVICE)


@pytest.mark.parametrize("key", WITHOUT_DEVICE)
def test_rule_16_what_the_counter_does_not_take_somebody_else_records(key: str) -> None:
    instead, why = WITHOUT_DEVICE[key]

    assert set(ACTS[instead].who) & {"organisation", "mediator"}
    assert why


def test_rule_16_the_counter_records_the_word_of_the_party_it_names() -> None:
    def by_party(value: object) -> list[str]:
        return [
            act.key
            for act in ACTS.values()
            if set(act.who) & PARTIES
            and "organisation" in act.who
            and any(isinstance(e, NewEntry) and e.party == value for e in act.does)
        ]

    itself, named = by_party(From.ACTOR_PARTY), by_party(Of("party"))

    assert set(itself) - set(named) == set(OFFICE_SPEAKS)


def test_rule_16_a_case_can_be_settled_without_any_device() -> None:
    """Each word of both sides is recorded at the counter, each signature made on paper."""
    scene = Scenario()
    scene.to("invited")
    steps = [
        ("invitation.agree", "officer", {"how": "phone"}),
        *(("appointment.choose", "officer", {"neutral": "n1", "party": p, **COUNTER}) for p in ("p1", "p2")),
        ("appointment.disclose", "n1", {"ties": "no", "past_cases": "no", "available": "yes"}),
        *(("appointment.no_objection", "officer", {"agrees": "yes", "party": p, **COUNTER}) for p in ("p1", "p2")),
        ("appointment.accept", "n1", {"agrees": "yes"}),
        ("mediation.tell_rights", "n1", {"how": "counter"}),
        ("mediation.propose", "n1", {"terms": "退还", "amount": "100.00"}),
        *(("mediation.accept_proposal", "officer", {"agrees": "yes", "party": p, **COUNTER}) for p in ("p1", "p2")),
        ("agreement.draft", "n1", {"facts_and_issues": "x", "terms": "y", "no_harm": "yes"}),
        *(("agreement.confirm_reading", "officer", {"agrees": "yes", "party": p, "how": "paper"}) for p in ("p1", "p2")),
        *(
            ("agreement.signed_on_paper", "officer", {"party": p, "signature_kind": "hand", "text_hash": "$hash"})
            for p in ("p1", "p2")
        ),
        ("agreement.mediator_sign", "n1", {"text_hash": "$hash"}),
        ("agreement.seal", "officer", {"text_hash": "$hash"}),
        *(("confirmation.join", "officer", {"agrees": "yes", "party": p, **COUNTER}) for p in ("p1", "p2")),
    ]  # fmt: skip

    for act, by, data in steps:
        assert scene.do(act, by, data), (act, scene.refused)

    assert scene.case.at("agreement", "effective")
    assert scene.case.at("confirmation", "preparing")
    for kind in ("choice", "no_objection", "answer", "reading", "signature", "confirmation_choice"):
        assert sorted(e.party for e in scene.case.list(kind)) == ["p1", "p2"], kind


@pytest.mark.parametrize(
    ("act", "until", "data"),
    [
        ("appointment.challenge", "disclosed", {"reasons": "亲属"}),
        ("mediation.leave", "mediating", {}),
        ("appointment.leave_it", "joined", {}),
    ],
)
def test_rule_16_the_counter_names_the_party_or_is_refused(
    act: str, until: str, data: dict[str, str]
) -> None:
    unnamed, named = Scenario(), Scenario()
    unnamed.to(until)
    named.to(until)

    assert not unnamed.do(act, "officer", data)
    assert set(unnamed.refused) & {"speaks_for_party", "speaks_for_principal"}
    assert named.do(act, "officer", {**data, "party": "p1", **COUNTER}), named.refused


def test_rule_16_leaving_at_the_counter_ends_as_that_party_left() -> None:
    ends = {}
    for key in ("p1", "p2"):
        scene = Scenario()
        scene.to("mediating")
        scene.do("mediation.leave", "officer", {"party": key, "how": "phone", "reasons": "x"})
        run = scene.case.proceeding("mediation")
        ends[key] = run.end if run else ""

    assert ends == {"p1": "X05", "p2": "X06"}


def test_every_rule_has_a_law_test() -> None:
    """Rules 1 to 16 of domain.md §17 each stand in a table of this folder or in a test here."""
    texts = "".join(path.read_text("utf-8") for path in (*HERE.glob("*.toml"), *HERE.glob("test_*.py")))
    named = {
        int(number)
        for number in re.findall(r"\(rule (\d+)\)|rule_(\d+)_", texts)
        for number in number
        if number
    }

    assert named == set(range(1, 17))
