"""A text is filled with what is on record; what is not there is said so, and conditions hold what they say."""

from decimal import Decimal

import pytest

from rongzhi.rulebook.papers.filling import Answered, Filling, Signed, sheet
from rongzhi.rulebook.papers.library import Library
from rongzhi.rulebook.papers.numerals import capital, chinese, numeral
from rongzhi.rulebook.papers.text import Block, Pair, PaperText, Piece


def text(*blocks: Block, issuer: str = "organisation") -> PaperText:
    from datetime import date

    return PaperText("F07", "1", date(2026, 1, 1), issuer, Pair("通知", "Notice"), blocks)


def drawn(filling: Filling, *blocks: Block, language: str = "zh", **phrases: Pair) -> list[dict]:
    return sheet(text(*blocks), filling, phrases, language)["blocks"]


def paragraph(words: str, **more: str) -> Block:
    return Block("paragraph", Pair(words, words), **more)


def test_what_is_not_on_record_is_said_in_both_languages() -> None:
    block = paragraph("{case.number}")

    assert drawn(Filling(), block)[0]["text"] == ["未填写"]
    assert drawn(Filling(), block, language="en")[0]["text"] == ["not stated"]


def test_a_value_is_never_read_as_a_text() -> None:
    filling = Filling(values={"applicant.name": Pair("{case.number}", ""), "case.number": Pair("7", "7")})

    assert drawn(filling, paragraph("{applicant.name}"))[0]["text"] == ["{case.number}"]


def test_a_phrase_is_filled_with_its_own_variables() -> None:
    filling = Filling(values={"parameter.jc_apply": Pair("30日", "30 days")})
    phrase = Pair("自生效之日起{parameter.jc_apply}内", "within {parameter.jc_apply}")

    assert drawn(filling, paragraph("{phrase.effect}"), effect=phrase)[0]["text"] == ["自生效之日起30日内"]


@pytest.mark.parametrize(
    ("when", "unless", "shown"),
    [
        ("case.consumer", "", True),
        ("case.agreed", "", False),
        ("", "case.consumer", False),
        ("", "case.agreed", True),
        ("has.case.number", "", True),
        ("has.case.amount", "", False),
        ("has.list.parties", "", True),
        ("has.list.payments", "", False),
    ],
)
def test_a_condition_prints_or_leaves_out(when: str, unless: str, shown: bool) -> None:
    filling = Filling(
        values={"case.number": Pair("7", "7"), "case.amount": Pair(" ", " ")},
        lists={"parties": ({"name": Pair("张三", "")},)},
        yes=frozenset({"case.consumer"}),
    )

    assert bool(drawn(filling, paragraph("x", when=when, unless=unless))) is shown


def test_clauses_are_numbered_after_what_is_left_out() -> None:
    items = (Piece(Pair("甲", "A")), Piece(Pair("乙", "B"), when="case.agreed"), Piece(Pair("丙", "C")))

    block = drawn(Filling(), Block("clauses", style="article", pieces=items))[0]

    assert [(item["mark"], item["text"]) for item in block["items"]] == [
        ("第一条", ["甲"]),
        ("第二条", ["丙"]),
    ]


def test_an_empty_list_says_that_there_is_none() -> None:
    block = drawn(Filling(), Block("list", of="payments"))[0]

    assert (block["rows"], block["empty"]) == ([], "无记录")


def test_answers_print_what_no_other_block_did() -> None:
    filling = Filling(
        answers=(
            Answered("intake.file.claim", Pair("请求", "Claim"), Pair("退费", "")),
            Answered("intake.file.reason", Pair("原因", "Reason"), Pair("误导", "")),
        )
    )

    rows = drawn(filling, paragraph("{answer.claim}"), Block("answers"))[1]["rows"]

    assert [row["label"] for row in rows] == ["原因"]


def test_a_place_shows_who_signed_and_else_stays_open() -> None:
    places = (
        Piece(Pair("申请人", ""), who="applicant", sign="signature"),
        Piece(Pair("调解员", ""), who="neutral", sign="signature"),
    )
    signed = {"applicant": (Signed(Pair("张三", ""), Pair("手写签名", ""), Pair("2026年3月2日", "")),)}

    block = drawn(Filling(signed=signed), Block("signatures", pieces=places))[0]

    assert [[s["who"] for s in place["signed"]] for place in block["places"]] == [["张三"], []]


def test_includes_leave_out_the_address_and_the_signatures_of_the_other_text() -> None:
    other = text(Block("addressee", Pair("致", "")), paragraph("事实"), Block("signatures"))
    mine = text(Block("include", form="F01"), paragraph("末"))
    library = Library({"F01": other, "F07": mine})

    assert [block.words.zh for block in library.whole(mine).blocks] == ["事实", "末"]


def test_a_paper_of_a_party_has_no_heading_of_a_body() -> None:
    filling = Filling(values={"issuer.name": Pair("委员会", ""), "county.name": Pair("W县", "")})

    heads = [
        sheet(text(issuer=kind), filling, {})["issuer"] for kind in ("organisation", "party", "platform")
    ]

    assert heads == ["委员会", "", "W县金融纠纷多元化解平台"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1234.50", "壹仟贰佰叁拾肆元伍角整"),
        ("100000", "壹拾万元整"),
        ("10010001.10", "壹仟零壹万零壹元壹角整"),
        ("100000000", "壹亿元整"),
        ("20.08", "贰拾元零捌分"),
    ],
)
def test_amounts_in_characters(amount: str, words: str) -> None:
    assert capital(Decimal(amount)) == words


def test_an_amount_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        capital(Decimal("-1"))


def test_numerals_of_clauses() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 101, 110)] == [
        "一",
        "十",
        "十一",
        "二十",
        "一百零一",
        "一百一十",
    ]
    assert numeral(3, "article", "en") == "Article 3"
