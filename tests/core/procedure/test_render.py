"""Drawings and pages: every stage and act is on them, boxes do not overlap, and nothing breaks a strict content policy."""

import itertools
from xml.etree import ElementTree

import pytest

from rongzhi.core.procedure.render import Names, draw, index, page
from rongzhi.core.procedure.render.layout import Text, lay_out, wrapped
from tests.core.procedure.small_house import LOAN, rules

SVG = "{http://www.w3.org/2000/svg}"
NAMES = Names(
    forms={"F02": ("决定书", "Decision")}, roles={"party": ("当事人", "party")}, ends={"E1": ("办结", "done")}
)


def texts(drawing):
    return ["".join(each.itertext()) for each in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_drawing_names_every_stage_and_act(language):
    shown = " ".join(texts(draw(rules(), "loan", language=language)))

    for each in (*LOAN.stages, *LOAN.acts):
        if language != "en":
            assert each.label in shown
        if language != "zh":
            assert each.en in shown


def test_drawing_for_a_page_has_classes_only():
    drawing = draw(rules(), "loan", current="signing")

    assert "<style" not in drawing
    assert "style=" not in drawing
    assert drawing.count("stage current") == 1


def test_drawing_that_stands_alone_brings_its_style():
    assert "<style>" in draw(rules(), "loan", styled=True)


def test_standing_procedure_has_no_drawing():
    assert draw(rules(), "case") == ""


def test_boxes_do_not_overlap_and_lanes_stay_outside_them():
    layout = lay_out(LOAN, {stage.code: (Text(stage.label),) for stage in LOAN.stages}, opened=False)

    for one, other in itertools.combinations(layout.boxes.values(), 2):
        apart = one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
        assert apart, (one.stage.code, other.stage.code)
    lanes = [*layout.left, *layout.right]
    assert len({lane.x for lane in lanes}) == len(lanes)
    for lane, box in itertools.product(lanes, layout.boxes.values()):
        assert not box.x <= lane.x <= box.right


def test_every_move_is_drawn():
    layout = lay_out(LOAN, {stage.code: (Text(stage.label),) for stage in LOAN.stages}, opened=False)
    drawn = {(source, target, number) for source, target, numbers in layout.down for number in numbers}
    for lane in (*layout.left, *layout.right):
        drawn |= {(stub.source, lane.target, number) for stub in lane.stubs for number in stub.numbers}

    assert drawn == {
        (source, act.to, number)
        for number, act in enumerate(LOAN.acts, 1)
        for source in act.from_
        if act.to not in (None, source)
    }


@pytest.mark.parametrize(
    ("words", "lines"),
    [("甲乙丙丁", ["甲乙", "丙丁"]), ("a word here", ["a", "word", "here"]), ("", []), ("甲 b", ["甲 b"])],
)
def test_text_is_wrapped(words, lines):
    assert wrapped(words, 14, 30) == lines


def test_page_tells_who_what_and_why():
    text = page(rules(), "loan", names=NAMES, drawing="loan.svg")

    assert "# 借阅 · loan" in text
    assert "![借阅 loan](loan.svg)" in text
    assert "已有邀请记录 · an invitation is recorded（《规则》 第一条）" in text
    assert "F02 决定书" in text
    assert "5个工作日 5 working days" in text
    assert "本项目建议 design" in text
    assert "E1 办结 · done" in text
    for act in LOAN.acts:
        assert f"{act.label} · {act.en}" in text


def test_index_links_every_page():
    text = index(rules(), ["loan"])

    assert "(loan.md)" in text
    assert "(case.md)" in text
    assert "(loan.svg)" in text
