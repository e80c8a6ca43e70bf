"""The declared procedures: proved by the checker in every shipped pack, plain declarations only, pages up to date."""

import ast
from pathlib import Path

import pytest

from rongzhi import procedures_command
from rongzhi.rulebook import hidden_thresholds
from rongzhi.rulebook import procedures as procedures_package
from rongzhi.rulebook.pack import installed_pack, rules_for
from rongzhi.rulebook.proofs import faults_of
from rongzhi.rulebook.registry import national_procedures, national_rules, public_grounds
from rongzhi.rulebook.tables import stages

MODULES = sorted(
    path for path in Path(procedures_package.__file__).parent.glob("*.py") if path.name != "__init__.py"
)
PAGES = Path(__file__).resolve().parents[2] / "docs" / "procedures"


@pytest.mark.parametrize("pack", procedures_command.SHIPPED)
def test_rules_of_a_shipped_pack_have_no_fault(pack):
    read = installed_pack(pack)

    assert [str(fault) for fault in faults_of(rules_for(read), read.texts)] == []


def test_national_rules_have_no_fault():
    assert [str(fault) for fault in faults_of(national_rules())] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_procedure_module_holds_imports_and_assignments_only(path):
    tree = ast.parse(path.read_text("utf-8"))
    kinds = {type(node) for node in tree.body[1:]}
    inside = {type(node) for node in ast.walk(tree)}

    assert ast.get_docstring(tree)
    assert kinds <= {ast.ImportFrom, ast.Assign}
    assert not inside & {
        ast.FunctionDef,
        ast.Lambda,
        ast.For,
        ast.If,
        ast.IfExp,
        ast.ListComp,
        ast.GeneratorExp,
        ast.DictComp,
        ast.SetComp,
        ast.While,
        ast.Try,
        ast.With,
    }


def test_every_procedure_module_is_registered():
    declared = {procedure.key for procedure in national_procedures()}

    assert len(declared) == len(national_procedures()) == len(MODULES)


def test_every_procedure_of_the_stage_table_is_declared():
    wanted = {procedure for procedure, _ in stages()}

    assert wanted <= {procedure.key for procedure in national_procedures()}


def test_act_keys_are_unique_over_all_procedures():
    keys = [act.key for procedure in national_procedures() for act in procedure.acts]

    assert len(keys) == len(set(keys))


def test_grounds_that_hide_a_lead_cannot_be_told_apart():
    assert {"NA7", "NA8", "NA9"}.isdisjoint(public_grounds())
    assert list(public_grounds())[6] == "NA7–9"


def test_twenty_thresholds_are_proved_or_named():
    rules = national_rules()
    proved = {each.number for each, against in hidden_thresholds.proved(rules) if not against}
    open_points = {each.number for each in hidden_thresholds.not_provable()}

    assert proved | open_points == set(range(1, 21))
    assert not proved & open_points


def test_pages_are_as_declared():
    files = procedures_command.pages()
    there = {path.name: path.read_text("utf-8") for path in PAGES.iterdir()}

    assert sorted(there) == sorted(files)
    assert [name for name, text in files.items() if there[name] != text] == []
