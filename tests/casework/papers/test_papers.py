"""Papers of real files: the same bytes again, for each reader their own, sealed, erasable, and found by their code."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest

from rongzhi.casework.erasure import erase
from rongzhi.casework.models import Due, Paper, PartKey
from rongzhi.casework.papers.codes import code_of, read_code
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.glyphs import missing
from rongzhi.casework.papers.job import draw_due
from rongzhi.casework.papers.keeping import bytes_of, part_of
from rongzhi.casework.papers.letters import WINDOWS, batch
from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import NoPaper, docx_of, made, pdf_of, public_link
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from rongzhi.rulebook.papers.required import ENGLISH, WORD
from tests.factories import county as there
from tests.factories.county import NOW
from tests.factories.main_line import effective, signing

ADDRESS = "W县城关镇东街1号"


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    there.county()


def printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    finally:
        document.close()


def of(number: str, form: str, by=None):
    seen = sight(by or there.officer(), number)
    one = next(one for one in listed(seen, rules_of(seen.picture.county)) if one.form == form)
    return made(seen, form, one.seqs[-1])


def test_every_paper_of_a_whole_case_is_drawn_for_everybody_who_may_have_it() -> None:
    number = effective(payer="p2")
    for by in (
        there.officer(),
        there.party(number),
        there.party(number, "p2"),
        there.agent(),
        there.mediator(),
    ):
        seen = sight(by, number)
        for one in listed(seen, rules_of(seen.picture.county)):
            for language in ("zh", "en") if one.form in ENGLISH else ("zh",):
                paper = made(seen, one.form, one.seqs[-1], language=language)
                row, pdf = pdf_of(paper, now=NOW)

                assert missing(paper.sheet()) == set()
                assert row.pages >= 1
                assert row.sha256 == hashlib.sha256(pdf).hexdigest()
                assert number in printed(pdf)
                if one.form in WORD:
                    assert docx_of(paper) == docx_of(paper)


def test_the_same_paper_is_the_same_bytes_and_one_row() -> None:
    number = effective()

    first, again = pdf_of(of(number, "F07"), now=NOW), pdf_of(of(number, "F07"), now=NOW + timedelta(days=9))

    assert first[1] == again[1]
    assert Paper.objects.filter(file=number, form="F07").count() == 1
    Paper.objects.all().delete()
    PartKey.objects.filter(name__startswith="paper:").delete()
    assert pdf_of(of(number, "F07"), now=NOW)[1] == first[1]


def test_later_events_change_nothing_in_a_paper_that_was_issued() -> None:
    number = there.filed(applicant_address=ADDRESS)
    before = of(number, "F01").sheet()
    assert ADDRESS in str(before)

    there.act(
        number, "case.correct_amount", by=there.officer(), amount="7777.00", reasons="录入有误", told="yes"
    )

    assert made(sight(there.officer(), number), "F01", 1).sheet() == before


def test_each_reader_gets_a_copy_of_their_own_only_where_they_see_other_things() -> None:
    number = effective()
    copies = {
        by.id: pdf_of(of(number, "F29", by), now=NOW)[0].code
        for by in (there.officer(), there.officer("officer2"), there.party(number), there.agent())
    }

    assert copies["officer"] == copies["officer2"]
    assert len(set(copies.values())) == 3


def test_the_bytes_are_sealed_and_erased_with_the_person_they_name() -> None:
    number = effective()
    row, pdf = pdf_of(of(number, "F29"), now=NOW)
    stored = bytes(Paper.objects.get(code=row.code).sealed)

    assert pdf[:20] not in stored
    assert bytes_of(Paper.objects.get(code=row.code)) == pdf
    erase(number, "person:p1", by=there.officer(), now=NOW, reason="request")

    left = Paper.objects.get(code=row.code)
    assert (left.sealed, left.sha256) == (None, row.sha256)
    assert not PartKey.objects.filter(file=number, name=part_of(row.code)).exists()
    with pytest.raises(LookupError):
        bytes_of(left)
    again, fresh = pdf_of(of(number, "F29"), now=NOW)
    assert again.code != row.code
    assert "张三" not in printed(fresh)


def test_one_paper_can_be_erased_by_itself() -> None:
    number = effective()
    row, _ = pdf_of(of(number, "F29"), now=NOW)
    other, _ = pdf_of(of(number, "F07"), now=NOW)

    erase(number, part_of(row.code), by=there.officer(), now=NOW, reason="mistake")

    assert Paper.objects.get(code=row.code).sealed is None
    assert Paper.objects.get(code=other.code).sealed is not None


def test_the_code_is_made_anew_from_the_key_and_reads_as_people_type_it() -> None:
    code = code_of("W-2026-000001", "F07", 3, "zh", "a")

    assert code == code_of("W-2026-000001", "F07", 3, "zh", "a")
    assert code != code_of("W-2026-000001", "F07", 3, "zh", "b")
    assert read_code(code.lower().replace("-", " ").replace("0", "o")) == code
    assert read_code("not a code") == ""


def test_the_text_to_be_signed_is_drawn_before_anybody_signs_and_stays() -> None:
    number = signing()
    draft = of(number, "F29")
    _, pdf = pdf_of(draft, now=NOW)

    assert "手写签名" not in printed(pdf)
    assert Due.objects.filter(file=number, kind="paper", what="F29").exists()
    done = effective()
    issues = next(o for o in listed(sight(there.officer(), done), rules_of("W")) if o.form == "F29").seqs
    assert len(issues) == 2  # the text to be signed, and the signed agreement
    unsigned, signed = (made(sight(there.officer(), done), "F29", seq).sheet() for seq in issues)
    assert "手写签名" not in str(unsigned)
    assert "手写签名" in str(signed)


def test_papers_that_are_due_are_drawn_by_the_job_once() -> None:
    number = effective()

    first, second = draw_due(NOW, most=500), draw_due(NOW, most=500)

    assert first > 10
    assert second == 0
    assert not Due.objects.filter(file=number, kind="paper", status="due").exists()
    assert Paper.objects.filter(file=number, recipient="p1", form="F07").exists()


def test_word_files_have_fixed_times_and_say_what_the_paper_says() -> None:
    number = effective()

    archive = zipfile.ZipFile(io.BytesIO(docx_of(of(number, "F29"))))

    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "银行分两期退还4000元" in archive.read("word/document.xml").decode()
    assert "2026-03-02" in archive.read("docProps/core.xml").decode()
    with pytest.raises(NoPaper):
        docx_of(of(number, "F07"))


def test_letters_of_many_cases_are_one_pdf_with_addresses_in_the_window() -> None:
    numbers = [there.filed(applicant_address=ADDRESS) for _ in range(3)]
    for number in numbers:
        there.act(
            number, "intake.refuse", by=there.officer(), ground="NA1", facts="不在范围", next_ways="起诉"
        )

    made_ = batch([*numbers, "W-2026-999999"], "F08", "DL", by=there.officer(), now=NOW)

    assert made_.count == 3
    assert [number for number, _, _ in made_.left] == ["W-2026-999999"]
    document = pypdfium2.PdfDocument(made_.pdf)
    page, spot = document[0].get_textpage(), WINDOWS["DL"]
    mm = 72 / 25.4
    height = document[0].get_height()
    inside = page.get_text_bounded(
        left=spot.x * mm,
        right=(spot.x + spot.width) * mm,
        top=height - spot.y * mm,
        bottom=height - (spot.y + spot.height) * mm,
    )
    page.close()
    document.close()
    assert ADDRESS in inside.replace(" ", "")
    assert "委员会" not in inside
    assert "张三" in inside


def test_nobody_prints_letters_of_cases_that_are_not_theirs() -> None:
    number = effective()

    assert batch([number], "F07", "DL", by=there.agent("BANK2"), now=NOW).count == 0


def test_a_long_table_runs_over_pages_with_its_head_on_each() -> None:
    plan = "\n".join(f"{2026 + n // 12}-{n % 12 + 1:02d}-28 40.00" for n in range(4, 104))
    number = signing(instalments=plan)
    paper = of(number, "F29")

    pdf = draw([paper.sheet()], at=NOW)

    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(texts) >= 4
    assert sum("金额" in text and "序号" in text for text in texts) >= 3
    assert f"共{len(texts)}页" in texts[-1].replace(" ", "").replace("\u3000", "")


def test_more_letters_than_one_file_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rongzhi.casework.papers.letters.MOST_LETTERS", 2)
    numbers = [there.filed(applicant_address=ADDRESS) for _ in range(3)]

    runs = [batch(numbers, "F01", "DL", by=there.officer(), now=NOW, file=file) for file in (0, 1, 2)]

    assert [(run.total, run.files) for run in runs] == [(3, 2)] * 3
    assert [run.count for run in runs] == [0, 2, 1]
    assert [bool(run.pdf) for run in runs] == [False, True, True]
    assert numbers[2] in printed(runs[2].pdf)
    assert numbers[2] not in printed(runs[1].pdf)


def test_the_mark_leads_to_the_public_address(settings) -> None:
    settings.RONGZHI_PUBLIC_ADDRESS = "https://rongzhi.example.cn/"
    assert public_link() == "https://rongzhi.example.cn/p/"

    settings.RONGZHI_PUBLIC_ADDRESS = ""
    assert public_link().endswith("/p/")
