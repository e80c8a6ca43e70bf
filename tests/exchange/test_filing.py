"""Batches become cases by the same act as any other filing: what is bad is told, nothing is filed twice."""

import csv
import io
import tracemalloc

import pytest

from rongzhi.casework.actions import NotSaved, perform_many
from rongzhi.casework.models import Case, Event, Party
from rongzhi.core.procedure.definition import Actor
from rongzhi.exchange.intake.filing import file_batch
from rongzhi.exchange.intake.problems import BatchRefused
from tests.factories.batches import table
from tests.factories.county import CODE, agent, clock, county, filer, officer

pytestmark = pytest.mark.django_db


def give(file: io.BytesIO, *, by: Actor | None = None, **options):
    return file_batch(
        file, filename="batch.csv", by=by or filer(), county=CODE, owner="PMCF", now=clock(), **options
    )


def rows_of(file: io.BytesIO) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))


def test_every_good_row_becomes_a_case():
    county()

    report = give(table({}, {"respondent_body": "示例银行W县支行"}, {"amount": ""}))

    assert (report.read, report.filed, report.bad, report.refused) == (3, 3, 0, 0)
    assert (report.first, report.last) == ("W-2026-000001", "W-2026-000003")
    assert set(Case.objects.values_list("door", "owner")) == {("batch", "PMCF")}
    assert list(Party.objects.filter(side="respondent").values_list("body", flat=True)) == ["BANK1"] * 3


def test_bad_rows_are_passed_over_and_told():
    county()
    errors = io.BytesIO()

    report = give(
        table({}, {"amount": "1e30"}, {"applicant_name": "", "known_on": "2026-02-30"}, {}), errors=errors
    )

    assert (report.read, report.filed, report.bad, report.problem_count) == (4, 2, 2, 3)
    told = rows_of(errors)[1:]
    assert [(row[0], row[1]) for row in told] == [("2", "3"), ("3", "4"), ("3", "4")]
    assert all(row[3] and row[4] for row in told)


def test_row_that_the_rules_refuse_is_told_with_its_reasons():
    county()

    report = give(
        table({"applicant_kind": "institution", "applicant_name": "样例农村商业银行"}), by=agent("BANK2")
    )

    assert (report.filed, report.refused) == (0, 1)
    assert [problem.code for problem in report.problems] == ["institution_basis"]


def test_institution_files_as_itself():
    county()

    give(table({"applicant_kind": "institution", "legal_basis": "个人信息保护法第13条"}), by=agent("BANK2"))

    assert Party.objects.get(side="applicant").body == "BANK2"


def test_the_same_file_again_files_nothing():
    county()
    rows = ({}, {}, {"amount": "x"})
    give(table(*rows))

    report = give(table(*rows))

    assert (report.filed, report.again, report.bad) == (0, 2, 1)
    assert Case.objects.count() == 2


def test_batch_that_was_cut_off_goes_on_where_it_stopped(monkeypatch):
    county()
    rows = [{} for _ in range(10)]

    def cut_off(done: int, total: int) -> None:
        if Case.objects.count() == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give(table(*rows), chunk=4, progress=cut_off)
    before = Case.objects.count()
    report = give(table(*rows), chunk=4)

    assert before == 4
    assert (report.again, report.filed) == (4, 6)
    assert Case.objects.count() == Event.objects.filter(seq=1).count() == 10


def test_problems_found_before_a_batch_was_cut_off_are_written(monkeypatch):
    county()
    errors = io.BytesIO()

    def full(*args, **fields):
        for row in perform_many(*args, **fields):
            yield row
            raise NotSaved("满", "full")

    monkeypatch.setattr("rongzhi.exchange.intake.filing.perform_many", full)
    with pytest.raises(NotSaved):
        give(table({"amount": "x"}, {}), errors=errors)

    assert [row[0] for row in rows_of(errors)[1:]] == ["1"]


def test_the_same_file_by_somebody_else_is_refused():
    county()
    give(table({}))

    with pytest.raises(BatchRefused) as refused:
        give(table({}), by=officer())

    assert refused.value.code == "filed_by_other"
    assert Case.objects.count() == 1


def test_receipts_say_number_code_body_and_minute():
    county()
    receipts = io.BytesIO()

    give(table({"external_ref": "A-12"}), receipts=receipts)

    row = rows_of(receipts)[1]
    assert row[0] == "1"
    assert row[1] == "A-12"
    assert row[2] == "W-2026-000001"
    assert len(row[3].replace("-", "")) == 17
    assert row[4:6] == ["W县金融纠纷人民调解委员会", "2026-03-02 10:00"]
    assert row[6] == bytes(Event.objects.get().hash).hex()


def test_receipt_of_an_institution_has_no_code():
    county()
    receipts = io.BytesIO()

    give(
        table({"applicant_kind": "institution", "legal_basis": "个人信息保护法第13条"}),
        by=agent("BANK2"),
        receipts=receipts,
    )

    assert rows_of(receipts)[1][3] == ""


def test_receipts_are_added_to_and_never_lose_a_code():
    county()
    receipts = io.BytesIO()
    give(table({}), receipts=receipts)
    first = receipts.getvalue()

    give(table({}), receipts=receipts)

    assert receipts.getvalue().startswith(first)
    assert [row[3] != "" for row in rows_of(receipts)] == [True, True, False]


def test_file_that_is_no_table_is_refused_whole():
    county()

    with pytest.raises(BatchRefused):
        give(io.BytesIO(b"\x00\x01"))

    assert Case.objects.count() == 0


def test_memory_stays_flat():
    county()
    give(table({}))
    peaks = []
    for count in (60, 600):
        file = table(*({"external_ref": f"{count}-{n}"} for n in range(count)))
        tracemalloc.start()
        give(file, chunk=20)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert Case.objects.count() == 661
    assert peaks[1] < peaks[0] + 1_500_000
