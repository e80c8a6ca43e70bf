"""County packs: what they may set, and that every fault names its file and line."""

import re
import textwrap

import pytest

from rongzhi.core.procedure.definition import Confidence
from rongzhi.rulebook.pack import BrokenPack, installed_pack, read_pack, rules_for, shipped_pack
from rongzhi.rulebook.proofs import accepted_rules

IDENTITY = """\
[pack]
code = "t"
county = "T县"
county_en = "T County"
version = "3"
"""


@pytest.fixture
def write(tmp_path):
    """Write the files of a pack and give its folder."""

    def make(more="", *, identity=IDENTITY, **files):
        (tmp_path / "pack.toml").write_text(identity + "\n" + textwrap.dedent(more), "utf-8")
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path = path.with_suffix(".toml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(textwrap.dedent(text), "utf-8")
        return tmp_path

    return make


def faults(folder):
    with pytest.raises(BrokenPack) as broken:
        rules_for(read_pack(folder))
    return [(fault.file, fault.line) for fault in broken.value.faults]


@pytest.mark.parametrize("name", ["plain", "w_county"])
def test_shipped_pack_is_sound(name):
    rules = rules_for(read_pack(shipped_pack(name)))

    assert rules.pack


def test_demo_pack_switches_on_what_is_off_by_default():
    rules = rules_for(installed_pack("w_county"))

    assert not rules.procedures["silent_plan"].off
    assert rules.tables["settings"] == {"code_signature": True, "consult_amount": 100000}
    assert rules_for(installed_pack("plain")).procedures["silent_plan"].off


def test_pack_in_a_folder_is_read_by_its_path(write):
    pack = installed_pack(str(write()))

    assert (pack.name, pack.county) == ("t@3", "T县")


def test_house_texts_hold_where_the_county_has_none(write):
    pack = read_pack(write(texts__own='[accepted]\nzh = "甲 {case}"\nen = "a {case}"\n'))

    assert pack.texts["accepted"].zh == "甲 {case}"
    assert pack.texts["refused"].zh


def test_value_is_set_with_its_basis(write):
    folder = write(parameters='[[med_simple]]\nvalue = 12\nbasis = "T县规则第五条"\n')

    value = rules_for(read_pack(folder)).parameters["med_simple"].values[-1]

    assert (value.amount, value.source, value.layer) == (12, "T县规则第五条", "t@3")
    assert not value.unconfirmed


def test_value_is_confirmed_as_it_stands(write):
    folder = write(parameters='[[pm_period]]\nbasis = "T县法律顾问意见"\n')

    value = rules_for(read_pack(folder)).parameters["pm_period"].values[-1]

    assert (value.amount, value.confidence) == (30, Confidence.VERIFIED)
    assert "recall" in value.notes


def test_chosen_codes_alone_are_offered(write):
    folder = write(
        '[[choose]]\ntable = "channels"\ncodes = ["people_mediation", "suit"]\nbasis = "T县规则"\n'
    )

    assert list(rules_for(read_pack(folder)).tables["channels"]) == ["people_mediation", "suit"]


def test_bodies_are_read(write):
    pack = read_pack(
        write(bodies='[[bodies]]\ncode = "B1"\nkind = "BANK"\nname = "甲行"\nen = "Bank A"\nphone = "1"\n')
    )

    assert [(body.code, body.kind, body.phone) for body in pack.bodies] == [("B1", "BANK", "1")]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ('[[leave_out]]\nact = "mediation.fail"\nbasis = "x"\n', 7),
        ('[[narrow]]\nact = "intake.accept"\nwho = ["court"]\nbasis = "x"\n', 7),
        (
            '[[demand]]\nact = "intake.nothing"\nfield = "p"\nform = "F01"\nlabel = "甲"\nen = "a"\nbasis = "x"\n',
            7,
        ),
        ('[[switch_on]]\nprocedure = "intake"\nbasis = "x"\n', 7),
        ('[[switch_on]]\nprocedure = "silent_plan"\n', 7),
        ('[[switch_on]]\nprocedure = "silent_plan"\nbasis = ""\n', 9),
        ('[[switch_on]]\nprocedure = "silent_plan"\nbasis = "x"\ncolour = "red"\n', 10),
        ('[[narrow]]\nact = "intake.accept"\nwho = "court"\nbasis = "x"\n', 9),
        ("[settings.colour]\nvalue = true\n", 7),
        ('[settings.code_signature]\nvalue = "yes"\nbasis = "x"\n', 8),
        ("[settings]\ncode_signature = true\n", 8),
        ('[[choose]]\ntable = "grounds"\ncodes = ["NA1"]\nbasis = "x"\n', 8),
        ('[[choose]]\ntable = "channels"\ncodes = ["nothing"]\nbasis = "x"\n', 9),
        ("[colour]\nred = 1\n", 7),
        ("[[leave_out\n", 7),
    ],
)
def test_fault_in_pack_file_names_its_line(write, more, line):
    assert ("pack.toml", line) in faults(write(more))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[nothing]]\nvalue = 3\nbasis = "x"\n', 1),
        ("[[med_simple]]\nvalue = 3\n", 1),
        ('[[med_simple]]\nvalue = "3"\nbasis = "x"\n', 2),
        ('[[med_simple]]\nvalue = 3\nunit = "weeks"\nbasis = "x"\n', 3),
        ('[[med_simple]]\nvalue = 3\nroll = "no"\nbasis = "x"\n', 3),
        ('[[med_simple]]\nvalue = 3\nfrom = "2026"\nbasis = "x"\n', 3),
        ('[[med_simple]]\nvalue = -3\nbasis = "x"\n', 1),
        ('[[provincial_average_wage]]\nvalue = 3\nbasis = "x"\n', 1),
        ('[med_simple]\nvalue = 3\nbasis = "x"\n', 1),
    ],
)
def test_fault_in_parameters_names_its_line(write, text, line):
    assert ("parameters.toml", line) in faults(write(parameters=text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[accepted]\nzh = "甲"\n', 1),
        ('[accepted]\nzh = "甲 {name}"\nen = "a"\n', 2),
        ('accepted = "甲"\n', 1),
        ('[accepted]\nzh = "甲"\nen = "a"\nfr = "a"\n', 4),
    ],
)
def test_fault_in_texts_names_its_line(write, text, line):
    assert ("texts/own.toml", line) in faults(write(texts__own=text))


def test_text_that_stands_in_two_files_is_told(write):
    text = '[accepted]\nzh = "甲"\nen = "a"\n'

    assert ("texts/two.toml", 1) in faults(write(texts__one=text, texts__two=text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[bodies]]\ncode = "B"\nkind = "NOTHING"\nname = "甲"\nen = "a"\n', 3),
        ('[[bodies]]\ncode = "B"\nkind = "BANK"\nname = "甲"\nen = "a"\n' * 2, 7),
        ('[[bodies]]\ncode = "B"\nkind = "BANK"\nname = "甲"\n', 1),
    ],
)
def test_fault_in_bodies_names_its_line(write, text, line):
    assert ("bodies.toml", line) in faults(write(bodies=text))


@pytest.mark.parametrize(
    "identity",
    ["", '[pack]\ncode = "t"\n', IDENTITY.replace('"t"', '"T 县"'), IDENTITY + 'demo = "yes"\n'],
)
def test_pack_without_proper_identity_is_refused(write, identity):
    assert faults(write(identity=identity))


def test_missing_pack_is_told_in_both_languages(tmp_path):
    with pytest.raises(BrokenPack) as broken:
        read_pack(tmp_path / "nothing")

    assert "找不到这个文件" in broken.value.label
    assert "the file is missing" in broken.value.en


def test_pack_that_is_not_utf8_names_the_line(tmp_path):
    (tmp_path / "pack.toml").write_bytes(b'[pack]\ncounty = "' + "县".encode("gbk") + b'"\n')

    assert faults(tmp_path) == [("pack.toml", 2)]


def test_all_faults_are_told_at_once(write):
    folder = write("[colour]\n", parameters="[[nothing]]\n", bodies="[[bodies]]\n")

    assert {file for file, _ in faults(folder)} == {"pack.toml", "parameters.toml", "bodies.toml"}


def test_house_texts_carry_no_placeholder_but_case_and_county():
    for words in read_pack(shipped_pack("plain")).texts.values():
        assert set(re.findall(r"{(\w*)}", words.zh + words.en)) <= {"case", "county"}
        assert len(words.zh) <= 90


def test_sound_pack_is_accepted(write):
    assert accepted_rules(read_pack(write())).pack == "t@3"


def test_adjusted_pack_must_pass_the_checker(write):
    folder = write(
        '[[demand]]\nact = "intake.file"\nfield = "paper"\nform = "F01"\nlabel = "甲"\nen = "a"\nbasis = "x"\n'
    )

    with pytest.raises(BrokenPack) as broken:
        accepted_rules(read_pack(folder))

    (fault,) = broken.value.faults
    assert (fault.file, fault.line) == ("pack.toml", 7)
    assert "Only the four inputs" in fault.en


def test_demand_of_a_form_that_is_not_published_is_a_hidden_threshold(write):
    folder = write(
        '[[demand]]\nact = "intake.refuse"\nfield = "paper"\nform = "F99"\nlabel = "甲"\nen = "a"\nbasis = "x"\n'
    )

    with pytest.raises(BrokenPack) as broken:
        accepted_rules(read_pack(folder))

    assert [fault.line for fault in broken.value.faults] == [7]
