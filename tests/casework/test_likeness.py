"""Likeness as it is kept: signed after the commit, growing, erased with the case, and shown to who may see the cases."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi import groups_command
from rongzhi.casework.erasure import erase
from rongzhi.casework.likeness import held
from rongzhi.casework.likeness.noting import note_similar
from rongzhi.casework.likeness.proposing import proposals, proposals_for, similar_to
from rongzhi.casework.likeness.signing import sign, waiting
from rongzhi.casework.models import Case, Event, Likeness
from rongzhi.casework.verify import verify
from rongzhi.groups_command import NoCounty
from tests.factories.consulting import departments, refused
from tests.factories.county import (
    CODE,
    NOW,
    act,
    administrator,
    agent,
    county,
    filed,
    mediator,
    officer,
    party,
)
from tests.factories.main_line import mediating
from tests.factories.stories import copies, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()
    held._HELD.clear()


def filed_alike(count: int, **more: str) -> list[str]:
    return [filed(what_happened=text, **more) for text in copies(1, count)]


def test_cases_that_tell_the_same_are_proposed_with_reasons():
    alike = filed_alike(6, applicant_township="东 镇")
    filed(what_happened=story(50))

    assert sign() == 7

    (found,) = proposals(CODE)
    assert found.cases == tuple(alike)
    assert [reason.en for reason in found.reasons] == [
        "6 cases tell the same facts.",
        f"Two by two, {round(100 * found.share)} % of the shingles of their texts are the same on average.",
        "All have the same institution: BANK1.",
        "All have the same month: 2026-03.",
        "All have the same place.",
    ]


def test_fewer_than_five_are_not_proposed():
    filed_alike(4)
    sign()

    assert proposals(CODE) == []
    assert len(proposals(CODE, least=4)) == 1


def test_cluster_grows_as_cases_come_and_what_is_signed_waits_no_more():
    texts = copies(1, 7)
    for text in texts[:5]:
        filed(what_happened=text)
    sign()
    assert not waiting().exists()

    for text in texts[5:]:
        filed(what_happened=text)
    assert sign() == 2

    assert [len(one.cases) for one in proposals(CODE)] == [7]


def test_other_process_sees_the_rows_as_they_are():
    filed_alike(5)
    sign()
    held._HELD.clear()  # as a process that begins now
    filed(what_happened=copies(1, 6)[5])

    sign()

    assert [len(one.cases) for one in proposals(CODE)] == [6]


def test_rows_follow_when_cases_are_looked_at_again(monkeypatch):
    for text in copies(1, 5):
        filed(what_happened=text)
    sign()
    for row in Likeness.objects.all():  # as if nothing had been known when they came
        Likeness.objects.filter(file=row.file).update(cluster=row.file, turn=row.turn + 1)
    filed(what_happened=story(9))
    held.clusters_of(CODE)._settled = 0
    monkeypatch.setattr("rongzhi.core.likeness.clusters.SETTLED_FROM", 6)

    sign()

    assert [len(one.cases) for one in proposals(CODE)] == [5]


def test_case_that_went_on_without_another_story_keeps_its_signature():
    file = mediating()
    sign()
    before = Likeness.objects.get(file=file)
    act(file, "rooms.speak", by=party(file), text="另外说一句")

    assert sign() == 1

    after = Likeness.objects.get(file=file)
    assert (bytes(after.signature), after.cluster) == (bytes(before.signature), before.cluster)
    assert after.seq > before.seq


def test_only_what_was_filed_is_compared():
    file = mediating()
    sign()
    before = bytes(Likeness.objects.get(file=file).signature)
    act(file, "mediation.confide", by=party(file), note=story(3))
    act(file, "mediation.private_note", by=mediator(), note=story(4))
    act(file, "case.report_suspicion", by=officer(), kind="crime", facts=story(5))
    act(file, "rooms.speak", by=party(file), text=story(6))

    sign()

    assert bytes(Likeness.objects.get(file=file).signature) == before


def test_signature_is_erased_with_the_story():
    alike = filed_alike(6)
    sign()

    erase(alike[0], "file", by=administrator(), now=NOW, reason="retention")

    assert not Likeness.objects.filter(file=alike[0]).exists()
    assert [one.cases for one in proposals(CODE)] == [tuple(alike[1:])]
    assert similar_to(alike[0]) == []
    sign()
    assert bytes(Likeness.objects.get(file=alike[0]).signature) == b""
    assert [one.cases for one in proposals(CODE)] == [tuple(alike[1:])]
    assert [fault for fault in verify().faults if fault.file == alike[0]] == []


def test_digest_of_the_township_is_erased_with_the_person():
    file = filed(what_happened=story(1), applicant_township="东镇")
    sign()
    assert Likeness.objects.get(file=file).place

    erase(file, "person:p1", by=administrator(), now=NOW, reason="request")

    assert Likeness.objects.get(file=file).place == ""
    sign()
    assert Likeness.objects.get(file=file).place == ""


def test_verify_names_a_signature_that_is_still_there():
    file = filed(what_happened=story(1))
    sign()
    kept = Likeness.objects.get(file=file)
    erase(file, "file", by=administrator(), now=NOW, reason="request")
    kept.save(force_insert=True)

    found = [fault for fault in verify().faults if fault.file == file]

    assert [(fault.kind, "groups find --anew" in fault.en) for fault in found] == [("not_erased", True)]


def test_nothing_of_a_story_stands_in_the_row():
    filed(what_happened="承诺保本" + story(1), applicant_township="东镇")
    sign()

    row = Likeness.objects.get()

    assert "东镇" not in row.place
    for word in ("承诺保本", story(1)[:6]):
        for code in ("utf-8", "utf-16-le", "utf-32-le"):
            assert word.encode(code) not in bytes(row.signature)


def test_reader_is_told_of_own_cases_alone():
    filed_alike(6)
    others = [
        filed(what_happened=text, respondent_body="BANK2", respondent_name="样例")
        for text in copies(1, 11)[6:]
    ]
    sign()

    assert [len(one.cases) for one in proposals_for(officer())] == [11]
    assert [one.cases for one in proposals_for(agent("BANK2"))] == [tuple(others)]
    assert proposals_for(mediator()) == []
    assert proposals_for(agent("SEC_CO")) == []


def test_ended_cases_are_not_proposed():
    alike = filed_alike(6)
    sign()
    Case.objects.filter(number=alike[0]).update(status="ended")

    assert [one.cases for one in proposals(CODE)] == [tuple(alike[1:])]


def test_similar_cases_of_a_file_are_ranked_and_narrowed():
    alike = filed_alike(4)
    filed(what_happened=story(9))
    sign()

    found = similar_to(alike[0])

    assert {one.file for one in found} == set(alike[1:])
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert found[0].facts == ("institution", "month")
    assert similar_to(alike[0], among=Case.objects.filter(number=alike[2]))[0].file == alike[2]
    assert similar_to("nothing") == []


@pytest.mark.parametrize("groups", [1, 3])
def test_proposals_need_the_same_queries_however_many(groups):
    for seed in range(groups):
        for text in copies(seed, 5):
            filed(what_happened=text)
    sign()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = proposals(CODE)

    assert len(found) == groups
    assert len(asked) == 2


def test_command_lists_what_was_found(capsys):
    alike = filed_alike(5)

    assert groups_command.run(["find", "--county", CODE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["compared"] == 5
    assert told["proposals"][0]["cases"] == alike
    assert told["proposals"][0]["facts"]["institution"] == {"value": "BANK1", "share": 1.0}

    assert groups_command.run(["find", "--anew"]) == 0
    out = capsys.readouterr().out
    assert "Compared 5; 1 proposals" in out
    assert "5 cases tell the same facts." in out


def test_command_refuses_a_county_that_is_not_here():
    with pytest.raises(NoCounty, match="There is: W"):
        groups_command.run(["find", "--county", "Z"])


def test_fifth_similar_case_is_noted_on_each_and_counts_as_a_test_of_the_consultation():
    alike = [filed(what_happened=text) for text in copies(1, 5)]
    departments()
    asking = {"test_similar": None, "test_law": "yes", "test_regulators": None, "why_complex": "规定不明确"}

    sign()
    before = refused(
        alike[0], "consultation.ask", officer(), questions="是否应退", test_law="yes", why_complex="理由"
    )
    assert note_similar(now=NOW) == 5
    assert note_similar(now=NOW) == 0
    act(
        alike[0],
        "consultation.ask",
        by=officer(),
        questions="是否应退",
        **{k: v for k, v in asking.items() if v},
    )

    assert "two_tests" in before
    assert (
        list(Event.objects.filter(act="case.note_similar").values_list("actor", flat=True)) == ["system"] * 5
    )


def test_four_similar_cases_or_one_that_is_over_are_not_noted():
    alike = [filed(what_happened=text) for text in copies(1, 5)]
    act(alike[0], "withdrawal.ask", by=party(alike[0]), reasons="不再需要")
    Case.objects.filter(number=alike[0]).update(status="ended")
    sign()

    assert note_similar(now=NOW) == 0
