"""Reports: one command writes PDF and Word in both languages, with the figures of the pages; nothing below the minimum."""

import io
import json
from datetime import date

import docx
import pypdfium2
import pytest

from rongzhi import figures_command, report_command
from rongzhi.core.procedure.definition import Actor
from rongzhi.report_command import NoReport
from rongzhi.web.reports import content, files
from rongzhi.web.reports.content import month_period, year_up_to
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(tmp_path):
    return tmp_path / "reports"


@pytest.fixture
def played(db: None) -> str:
    there.county()
    people()
    for _ in range(6):
        main_line.mediating()
    return CODE


def text_of(path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def words_of(path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_monthly_report_has_both_languages_and_kinds(played, out, capsys):
    assert report_command.run(["monthly", "--month", f"{NOW:%Y-%m}", "--to", str(out)]) == 0

    files = sorted(path.name for path in out.iterdir())
    assert files == [f"{CODE}-{NOW:%Y-%m}-{end}" for end in ("en.docx", "en.pdf", "zh.docx", "zh.pdf")]
    assert "月报" in text_of(out / f"{CODE}-{NOW:%Y-%m}-zh.pdf")
    assert "monthly report" in words_of(out / f"{CODE}-{NOW:%Y-%m}-en.docx")
    assert "monthly report" in text_of(out / f"{CODE}-{NOW:%Y-%m}-en.pdf")


def test_report_says_what_the_command_says(played, out, capsys):
    month = f"{NOW:%Y-%m}"
    year = year_up_to(month_period(NOW.date()))
    figures_command.run(["--index", "IE4", "--json", "--from", f"{year.start}", "--to", f"{NOW.date()}"])
    told = json.loads(capsys.readouterr().out)["indices"][0]["values"][0]

    report_command.run(["monthly", "--month", month, "--language", "zh", "--to", str(out)])

    shown = words_of(out / f"{CODE}-{month}-zh.docx")
    assert f"{100 * told['value']:.1f}%" in shown
    assert f"{told['part']} / {told['whole']}" in shown
    assert "数量太少" in shown


def test_word_file_has_its_pictures_with_words_for_them(played, out, capsys):
    report_command.run(["annual", "--year", f"{NOW.year}", "--language", "en", "--to", str(out)])

    document = docx.Document(str(out / f"{CODE}-{NOW.year}-en.docx"))
    pictures = document.inline_shapes
    assert len(pictures) == 1
    assert pictures[0]._inline.docPr.get("descr") == "Received in each month"


def test_annual_report_has_the_fields_of_the_network(played, out, capsys):
    report_command.run(["annual", "--year", f"{NOW.year}", "--language", "en", "--to", str(out)])

    shown = words_of(out / f"{CODE}-{NOW.year}-en.docx")
    for field in (
        "Received",
        "Out of scope",
        "In scope, declined",
        "Discontinued",
        "Resolved",
        "In whose favour",
        "Time taken",
        "Compliance",
        "Systemic problems",
        "Governance, quality and funding",
        "Case studies",
    ):
        assert field in shown


def test_same_report_gives_the_same_bytes(played):
    one, other = (
        content.annual(Actor(id="report", county=CODE), "某县", NOW.year, now=NOW) for _ in range(2)
    )

    for make in (files.pdf, files.word):
        assert make(one, at=NOW) == make(other, at=NOW)


def test_county_without_a_case_has_its_report(db, out, capsys):
    there.county()

    for which in ("monthly", "annual"):
        assert report_command.run([which, "--language", "zh", "--to", str(out)]) == 0


@pytest.mark.parametrize(
    "asked", [["--month", "2026-13"], ["--month", "x"], ["--month", "2099-01"], ["--year", "1999"]]
)
def test_what_cannot_be_reported_is_refused_in_words(played, out, asked):
    which = "annual" if asked[0] == "--year" else "monthly"

    with pytest.raises(NoReport) as caught:
        report_command.run([which, *asked, "--to", str(out)])

    assert caught.value.label
    assert not out.exists()


def test_months_are_whole_and_the_year_ends_with_them():
    own = month_period(date(2026, 2, 17))

    assert (own.start, own.end, own.cut_off) == (date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 28))
    assert year_up_to(own).start == date(2025, 3, 1)
    assert year_up_to(month_period(date(2026, 12, 3))).start == date(2026, 1, 1)
