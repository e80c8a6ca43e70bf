"""Search over sealed text: what is found by its form, by whom, and what never is."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from rongzhi.casework.actions import perform
from rongzhi.casework.erasure import erase
from rongzhi.casework.models import SearchedFile, SearchRow
from rongzhi.casework.search import indexing
from rongzhi.casework.search.finding import PAGE, find, indexed
from rongzhi.casework.search.indexing import index, waiting
from rongzhi.casework.search.query import Unclear, read_query
from rongzhi.casework.search.store import WORDS
from rongzhi.casework.verify import verify
from tests.factories.county import (
    NOW,
    act,
    administrator,
    agent,
    county,
    filed,
    key,
    mediator,
    officer,
    party,
)
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def numbers(by, typed, kind="", **more):
    hits, _ = find(by, read_query(typed, kind), **more)
    return [hit.number for hit in hits]


def words_kept() -> int:
    """How many rows the full-text table of SQLite still holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {WORDS}")
        return cursor.fetchone()[0]


def test_file_is_found_by_everything_that_a_counter_asks_for():
    file = filed(
        applicant_name="欧阳明月",
        applicant_phone="138 0000 1234",
        respondent_credit_code="91350100M000100Y43",
        what_happened="理财经理承诺保本，结果亏损 12,345.00 元，合同号 HT2024。",
        amount="12345.00",
    )
    other = filed(applicant_name="王小二", what_happened="信用卡年费争议", amount="99.00")
    index()

    for typed in (
        file,
        "欧阳明月",
        "明月",
        "月",
        "13800001234",
        "+86 138-0000-1234",
        "91350100M000100Y43",
        "12345",
        "１２，３４５元",
        "12000-13000",
        "1.2万-1.3万",
        "承诺保本",
        "理财 亏损",
        "HT 2024",
    ):
        assert numbers(officer(), typed) == [file], typed
    assert numbers(officer(), "12345.00", "text") == [file]
    assert numbers(officer(), "W-2026") == [other, file]
    assert numbers(officer(), "2026年3月2日") == [other, file]
    assert numbers(officer(), "保本承诺") == []
    assert numbers(officer(), "234", "text") == []


def test_hit_shows_where_the_words_stand_and_opens_no_more():
    file = filed(what_happened="当天理财经理承诺保本，后来理财亏损。")
    index()

    (hit,), more = find(officer(), read_query("理财"))

    assert (hit.number, more) == (file, False)
    ((piece, spots),) = hit.found
    assert [piece.value[start:end] for start, end in spots] == ["理财", "理财"]
    assert {p.key for p in hit.seen.pieces} == {"name", "what_happened"}


def test_pages_follow_each_other_without_a_gap():
    made = [filed(what_happened=f"同一争议第{n}件") for n in range(PAGE + 3)]
    index()

    first, more = find(officer(), read_query("同一争议"))
    second, end = find(officer(), read_query("同一争议"), after=first[-1].number)

    assert (more, end) == (True, False)
    assert [hit.number for hit in (*first, *second)] == sorted(made, reverse=True)


def test_filters_narrow_by_what_the_reader_knows():
    file = filed(dispute_class="C05", what_happened="过滤争议")
    index()

    assert numbers(officer(), "过滤", status="open", dispute_class="C05") == [file]
    assert numbers(officer(), "过滤", status="ended") == []
    assert numbers(officer(), "过滤", dispute_class="C01") == []


def test_only_changed_files_are_indexed_again():
    file, other = filed(), filed()

    assert index() == 2
    assert index() == 0
    act(file, "case.note", by=officer(), note="补充了转账凭证")
    assert [row.number for row in waiting()] == [file]
    assert numbers(officer(), "转账凭证") == []
    assert index() == 1
    assert numbers(officer(), "转账凭证") == [file]
    assert index(anew=True) == 2
    assert numbers(officer(), other) == [other]
    assert SearchedFile.objects.count() == 2


def test_index_goes_on_from_one_transaction_to_the_next(monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    for _ in range(5):
        filed()

    told = []
    assert indexing.index(most=3, progress=lambda *counts: told.append(counts)) == 3
    assert indexing.index() == 2
    assert told == [(2, 5), (3, 5)]


def test_corrected_name_is_found_and_so_is_the_old_one_by_whom_it_is_shown():
    file = mediating(applicant_name="旧名字")
    data = {"party": "p1", "name": "新名字", "phone": "13800000001", "remark": "核对身份证"}
    answer = perform(file, "case.correct_party", by=officer(), data=data, now=NOW, request=key())
    assert answer.ok, answer
    index()

    assert numbers(officer(), "新名字") == [file]
    assert numbers(officer(), "旧名字") == [file]


def test_erased_part_is_found_no_more_and_leaves_no_token():
    file = filed(applicant_name="欧阳明月", what_happened="承诺保本的理财")
    index()
    before = words_kept() if connection.vendor == "sqlite" else 0

    erase(file, "person:p1", by=administrator(), now=NOW, reason="request")

    assert numbers(officer(), "欧阳明月") == []
    assert numbers(officer(), "13800000001") == []
    assert numbers(officer(), "承诺保本") == [file]
    assert not SearchRow.objects.filter(file=file, part="person:p1").exists()
    if connection.vendor == "sqlite":
        assert words_kept() == before - 1
    index()
    assert not SearchRow.objects.filter(file=file, part="person:p1").exists()
    assert [f for f in verify().faults if f.file == file] == []


def test_verify_names_an_erased_part_that_is_still_in_the_index():
    file = filed()
    erase(file, "person:p1", by=administrator(), now=NOW, reason="request")
    SearchRow.objects.create(file=file, part="person:p1")

    found = [f for f in verify().faults if f.file == file]

    assert [(f.file, f.kind) for f in found] == [(file, "not_erased")]
    assert "search index" in found[0].en


def test_token_tells_neither_order_nor_number_of_the_words():
    filed(what_happened="甲乙甲乙甲乙")
    index()

    (row,) = SearchRow.objects.filter(part="file")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT tokens FROM {WORDS} WHERE rowid = %s", [row.pk])
            tokens = cursor.fetchone()[0].split()
        else:
            cursor.execute("SELECT tsvector_to_array(words) FROM casework_searchrow WHERE id = %s", [row.pk])
            tokens = cursor.fetchone()[0]

    assert tokens == sorted(set(tokens))
    assert all(len(token) == 8 for token in tokens)
    assert "甲" not in "".join(tokens)


def test_index_holds_only_names_and_texts_that_may_be_in_it():
    file = mediating()
    secrets = ("单独谈话", "调解员备忘", "疑似集资", "双方笔录", "房间发言", "让步条件")
    act(file, "mediation.caucus_note", by=mediator(), party="p1", note="单独谈话")
    act(file, "mediation.confide", by=party(file), note="单独谈话")
    act(file, "mediation.private_note", by=mediator(), note="调解员备忘")
    act(file, "case.report_suspicion", by=officer(), kind="crime", facts="疑似集资")
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", present="双方", minutes="双方笔录")
    act(file, "rooms.speak", by=party(file), text="房间发言")
    act(file, "mediation.offer", by=party(file), amount="1.00", terms="让步条件")
    index()

    for words in secrets:
        assert not indexed(read_query(words)).exists(), words
    assert set(SearchRow.objects.values_list("part", flat=True)) == {"file", "person:p1", "person:p2"}


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("w-2026-000012", "number", "W-2026-000012"),
        ("Ｗ-２０２６-0", "number", "W-2026-0"),
        ("13800001234", "phone", "13800001234"),
        ("0571-8765 4321", "phone", "057187654321"),
        ("11010519491231002X", "id_number", "11010519491231002X"),
        ("a.b@mail.example", "email", "a.b@mail.example"),
        ("5000", "amount", "5,000.00"),
        ("5000-8000", "amount", "5,000.00 – 8,000.00"),
        ("80000-90000", "amount", "80,000.00 – 90,000.00"),
        ("3万元", "amount", "30,000.00"),
        ("2026-03-02", "date", "2026-03-02"),
        ("2026/3/2", "date", "2026-03-02"),
        ("欧阳明月", "words", "欧阳明月"),
        ("Zhang San", "words", "Zhang San"),
    ],
)
def test_form_tells_what_is_looked_for(typed, kind, text):
    query = read_query(typed)

    assert (query.kind, query.text) == (kind, text)


def test_chosen_way_goes_before_the_form():
    assert read_query("5000", "text").kind == "text"
    assert read_query("20260302", "date").day == date(2026, 3, 2)
    assert read_query("8000~5000").least == Decimal("5000.00")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("", ""), ("。，", ""), ("abc", "phone"), ("x", "amount"), ("字" * 60 + "变", "text"), ("W", "number")],
)
def test_what_cannot_be_looked_for_is_said(typed, kind):
    if typed.startswith("字"):
        typed = "".join(chr(0x4E00 + n) for n in range(60))
    with pytest.raises(Unclear) as fault:
        read_query(typed, kind)

    assert fault.value.label
    assert fault.value.en


def test_other_county_and_other_bodies_find_nothing():
    file = filed(applicant_name="欧阳明月")
    index()

    assert numbers(officer(), "欧阳明月") == [file]
    assert numbers(agent("BANK1"), "欧阳明月") == [file]
    for by in (agent("BANK2"), agent("SEC_CO"), mediator(2), administrator(), party("W-2026-000099")):
        assert numbers(by, "欧阳明月") == [], by.id
        assert numbers(by, file) == [], by.id
        assert numbers(by, "13800000001") == [], by.id
