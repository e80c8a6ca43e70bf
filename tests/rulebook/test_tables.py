"""The tables that come with the rulebook: equal to the domain's, whole, and refused when a line is broken."""

import os
from pathlib import Path

import pytest

from rongzhi.core.procedure.definition import Confidence
from rongzhi.rulebook import tables
from rongzhi.rulebook.stages import stage, stages_of
from rongzhi.rulebook.tables import BrokenTable

SHIPPED = Path(tables.__file__).parent
SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain"
FILES = (
    "stages",
    "ends",
    "grounds",
    "channels",
    "forms",
    "taxonomy",
    "reasons",
    "bodies",
    "body_roles",
    "access",
    "deadlines",
    "lpr",
)
LOADERS = {
    tables.stages: 137,
    tables.ends: 17,
    tables.grounds: 12,
    tables.channels: 17,
    tables.forms: 57,
    tables.taxonomy: 128,
    tables.reasons: 47,
    tables.bodies: 53,
    tables.body_roles: 53,
    tables.access_rows: 80,
}
HEAD = b"code,parent,name_en,name_zh,notes\r\n"


def test_domain_tables_are_at_hand_in_continuous_integration():
    assert SHARED.is_dir() or os.environ.get("CI") != "true"


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_shipped_table_is_a_byte_copy_of_the_domain(name):
    assert (SHIPPED / f"{name}.csv").read_bytes() == (SHARED / f"{name}.csv").read_bytes()


def test_every_shipped_file_is_explained():
    explained = (SHIPPED / "README.txt").read_text(encoding="utf-8")

    assert {path.stem for path in SHIPPED.glob("*.csv")} == set(FILES)
    assert all(explained.count(f"{name}.csv") == 2 for name in FILES)


@pytest.mark.parametrize(("load", "number"), LOADERS.items(), ids=lambda item: getattr(item, "__name__", ""))
def test_table_holds_every_line_of_its_file(load, number):
    assert len(load()) == number
    assert load() is load()


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_table_cannot_be_changed(load):
    with pytest.raises(TypeError):
        load()["X"] = None


def test_form_fields_are_split_at_semicolons_alone():
    asked = tables.forms()["F01"].required_fields

    assert asked[8] == "complaint made to the institution (date, answer)"
    assert asked[-1] == "signature"
    assert len(asked) == 18


def test_channel_names_its_handling_and_deadlines():
    rows = tables.channels()

    assert rows["notarial"].handling == "referral"
    assert rows["notarial"].deadlines == ("notary_certificate",)
    assert rows["evaluation"].handling == "procedure"
    assert rows["evaluation"].deadlines == ()
    assert rows["people_mediation"].who_may_start == ("any party", "committee on its own motion")


def test_channel_deadlines_are_in_the_deadline_table():
    lines = tables.lines(
        "deadlines.csv",
        tables.shipped("deadlines.csv"),
        (
            "key",
            "event_from",
            "days",
            "calendar_or_working",
            "extension_days",
            "who_extends",
            "basis",
            "confidence",
            "notes",
            "roll",
        ),
    )
    known = {line.text("key") for line in lines}

    assert {key for row in tables.channels().values() for key in row.deadlines} <= known


def test_procedures_named_by_ends_and_channels_have_stages():
    procedures = {procedure for procedure, _ in tables.stages()}

    assert {row.proceeding for row in tables.ends().values()} <= procedures
    assert {row.own_procedure for row in tables.channels().values()} <= procedures


def test_suspicions_share_one_public_code_and_text():
    grounds = tables.grounds()
    hidden = [grounds[code] for code in ("NA7", "NA8", "NA9")]

    assert {row.public_code for row in hidden} == {"NA7–9"}
    assert len({(row.public_text_zh, row.public_text_en) for row in hidden}) == 1
    assert grounds["NA5"].public_code == "NA5"


def test_only_absence_and_refusal_need_an_invitation():
    assert {code for code, row in tables.grounds().items() if row.needs_invitation} == {"NA5", "NA6"}


def test_marks_are_read_as_confidence():
    assert tables.grounds()["NA12"].confidence is Confidence.DESIGN
    assert tables.channels()["evaluation"].confidence is Confidence.RECALL


def test_groups_stand_before_their_members():
    assert tables.taxonomy()["B06"].parent == "B"
    assert tables.taxonomy()["B"].parent is None
    assert tables.reasons()["R1502"].parent == "R15"


def test_names_are_in_both_languages():
    for load in (tables.stages, tables.ends, tables.grounds, tables.channels, tables.forms, tables.taxonomy):
        for row in load().values():
            assert any("\u4e00" <= letter <= "\u9fff" for letter in row.name_zh)
            assert any("a" <= letter <= "z" for letter in row.name_en)


def test_stage_is_found_by_procedure_and_code():
    found = stage("mediation", "appraisal")

    assert (found.name_en, found.final, found.waiting_for) == ("appraisal, clock stopped", False, "appraiser")
    assert stages_of("withdrawal")[0].code == "asked"
    assert stages_of("nothing") == ()


def test_stage_unknown_is_refused_with_the_known_ones():
    with pytest.raises(LookupError, match=r"no stage 'appraisal' of 'withdrawal' \(known: asked, check"):
        stage("withdrawal", "appraisal")


def test_every_procedure_has_an_open_and_a_final_stage():
    for procedure in {row.procedure for row in tables.stages().values()}:
        assert {row.final for row in stages_of(procedure)} == {True, False}


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "no rows"),
        (HEAD, 1, "no rows"),
        (b"code,name\r\nA,B\r\n", 1, "the head must be"),
        (HEAD + b"A,,Deposits,\xe5\xad\x98\r\n", 2, "4 cells instead of 5"),
        (HEAD + b"A,,Deposits,\xe5\xad\x98,\r\n\r\n", 3, "0 cells instead of 5"),
        (HEAD + b"A,,Deposits,\xe5\xad\x98,a,b\r\n", 2, "6 cells instead of 5"),
        (HEAD + b"A,,,\xe5\xad\x98,\r\n", 2, "“name_en” is empty"),
        (HEAD + b"A,,x,\xe5\xad\x98,\r\nA,,y,\xe5\xad\x98,\r\n", 3, "given twice"),
        (HEAD + b"A01,A,x,\xe5\xad\x98,\r\n", 2, "parent “A” is not given before"),
        (HEAD + b"A,,x,\xb4\xe6,\r\n", 2, "not UTF-8"),
        (HEAD + b'A,,"x,\xe5\xad\x98,\r\n', 2, "not proper CSV"),
        (HEAD + b'A,,"two\r\nlines",\xe5\xad\x98,\r\nB,,,\xe5\xad\x98,\r\n', 4, "“name_en” is empty"),
        (b"# remark\n" + HEAD + b"A,,,\xe5\xad\x98,\r\n", 3, "“name_en” is empty"),
    ],
)
def test_broken_table_names_file_line_and_fault(data, line, said):
    with pytest.raises(BrokenTable) as broken:
        tables.TAXONOMY.read(data)

    assert (broken.value.file, broken.value.line) == ("taxonomy.csv", line)
    assert said in broken.value.en
    assert f"taxonomy.csv, line {line}: " in str(broken.value)
    assert f"taxonomy.csv 第 {line} 行" in broken.value.zh


def test_broken_cell_is_refused_with_the_known_values():
    stages = tables.shipped("stages.csv")
    access = tables.shipped("access.csv")

    with pytest.raises(BrokenTable, match=r"must be yes or no, not “maybe”"):
        tables.STAGES.read(stages.replace(b"recorded,no,", b"recorded,maybe,", 1))
    with pytest.raises(BrokenTable, match="a final stage waits for none"):
        tables.STAGES.read(stages.replace(b"recorded,no,", b"recorded,yes,", 1))
    with pytest.raises(BrokenTable, match=r"access.csv, line 2: .*“all” \(known: none, own, read, write\)"):
        tables.ACCESS.read(access.replace(b"DC1,read", b"DC1,all", 1))
    with pytest.raises(BrokenTable, match=r"access.csv, line 3: a condition must be given in Chinese and in"):
        tables.ACCESS.read(access.replace(b",own case only", b",", 1))
    with pytest.raises(BrokenTable, match="an empty item between semicolons"):
        tables.FORMS.read(tables.shipped("forms.csv").replace(b"respondent;", b";", 1))


def test_missing_table_is_refused_by_name():
    with pytest.raises(BrokenTable, match=r"nothing\.csv, line 1: the file is missing"):
        tables.shipped("nothing.csv")
