"""`rongzhi glossary`: every declared word stands in the page, the page is current, and what is written by hand stays."""

from pathlib import Path

from rongzhi.conf.environment import PREFIX, Environment
from rongzhi.glossary_command import BEGINS, COLUMNS, PAGE, SETTINGS, declared, run
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.registry import national_procedures
from rongzhi.rulebook.roles import Role
from rongzhi.rulebook.tables import bodies, channels, ends, forms, grounds

GLOSSARY = Path(__file__).resolve().parents[1] / PAGE


def _missing(identifiers):
    text = GLOSSARY.read_text("utf-8")
    return [each for each in identifiers if f"| `{each}` |" not in text]


def test_every_stage_stands_in_the_glossary():
    assert _missing(f"{p.key}:{stage.code}" for p in national_procedures() for stage in p.stages) == []


def test_every_act_stands_in_the_glossary():
    assert _missing(act.key for p in national_procedures() for act in p.acts) == []


def test_every_role_stands_in_the_glossary():
    assert _missing(Role) == []


def test_every_setting_stands_in_the_glossary_with_its_chinese():
    assert _missing(f"{PREFIX}{name.upper()}" for name in Environment.model_fields) == []
    assert set(SETTINGS) == set(Environment.model_fields)


def test_every_published_code_and_value_stands_in_the_glossary():
    assert _missing([*ends(), *grounds(), *channels(), *forms(), *bodies(), *national()]) == []


def test_page_is_as_declared(capsys):
    assert run(["render", "--check", "--to", str(GLOSSARY)]) == 0, capsys.readouterr().err


def test_changed_page_is_told_and_rendered_anew(tmp_path, capsys):
    page = tmp_path / "glossary.md"
    by_hand = "# 手写 By hand\n\n"
    page.write_text(by_hand + BEGINS + "\nold\n", "utf-8")

    assert run(["render", "--check", "--to", str(page)]) == 1
    assert "rongzhi glossary render" in capsys.readouterr().err
    assert run(["render", "--to", str(page)]) == 0
    assert page.read_text("utf-8") == by_hand + declared()


def test_page_that_is_not_there_is_made(tmp_path):
    page = tmp_path / "docs" / "glossary.md"

    assert run(["render", "--to", str(page)]) == 0
    assert run(["render", "--check", "--to", str(page)]) == 0


def test_every_column_of_the_table_is_written_by_an_act():
    text = declared()

    assert [column for column in COLUMNS if f"| `{column}` |" not in text] == []


def test_no_cell_breaks_its_table():
    rows = [line for line in declared().splitlines() if line.startswith("| `")]

    assert [row for row in rows if row.count("|") != 5] == []
    assert [row for row in rows if "<" in row] == []
