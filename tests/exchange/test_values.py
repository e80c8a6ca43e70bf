"""From the text of a row to typed data: what is taken, what is not, and what its filer is told."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.exchange.intake.columns import BY_KEY, FILING_COLUMNS, Option
from rongzhi.exchange.intake.problems import TEXTS, Problem, problem
from rongzhi.exchange.intake.reader import Row
from rongzhi.exchange.intake.values import code_names, read_values

TODAY = date(2026, 3, 1)
LEAST = {
    "applicant_name": "张三",
    "applicant_phone": "13800000000",
    "respondent_name": "示例银行",
    "what_happened": "多收了费用",
    "privacy_notice": "是",
}
CLASSES = (
    Option("B", "贷款类", "Loans and credit"),
    Option("B03", "个人消费贷款", "Personal consumer loan"),
    Option("B99", "其他", "Other"),
    Option("C99", "其他", "Other"),
)


def found(**changes: str) -> list[tuple[str, str]]:
    values = {key: text for key, text in {**LEAST, **changes}.items() if text}
    _, problems = read_values(Row(7, values, [], 9), today=TODAY)
    assert all((one.row, one.line) == (7, 9) for one in problems)
    return [(one.code, one.column) for one in problems]


def test_row_with_the_least_is_taken():
    data, problems = read_values(Row(1, LEAST), today=TODAY)

    assert problems == []
    assert data == {**LEAST, "privacy_notice": True}


def test_full_row_becomes_typed_data():
    values = {
        **LEAST,
        "applicant_kind": "消费者",
        "applicant_age_band": "60+",
        "amount": "1,234.50元",
        "happened_on": "2026年1月31日",
        "known_on": "2026/3/1",
        "complaint_made": "YES",
        "suit_pending": "不清楚",
        "arbitration_clause": "0",
        "respondent_kind": "Financial Institution",
        "representative_authority": "特别授权",
        "e_service_consent": "否",
        "dispute_class": "个人消费贷款",
        "synthetic": "amount, applicant_name，amount",
    }

    data, problems = read_values(Row(1, values), today=TODAY, codes={"dispute_class": code_names(CLASSES)})

    assert problems == []
    assert data == {
        **LEAST,
        "privacy_notice": True,
        "applicant_kind": "consumer",
        "applicant_age_band": "60plus",
        "amount": Decimal("1234.50"),
        "happened_on": date(2026, 1, 31),
        "known_on": date(2026, 3, 1),
        "complaint_made": "yes",
        "suit_pending": "unknown",
        "arbitration_clause": "no",
        "respondent_kind": "institution",
        "representative_authority": "special",
        "e_service_consent": False,
        "dispute_class": "B03",
        "synthetic": "amount,applicant_name",
    }


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("applicant_name", "", "missing_value"),
        ("respondent_name", "", "missing_value"),
        ("what_happened", "", "missing_value"),
        ("privacy_notice", "", "missing_value"),
        ("privacy_notice", "否", "privacy_notice"),
        ("privacy_notice", "也许", "yes_no"),
        ("applicant_phone", "", "no_contact"),
        ("applicant_phone", "123456", "phone"),
        ("applicant_email", "x@y", "email"),
        ("applicant_name", "三" * 201, "too_long"),
        ("applicant_name", "张\x07三", "control_character"),
        ("what_happened", "经" * 20_001, "too_long"),
        ("applicant_kind", "外星人", "choice"),
        ("complaint_made", "maybe", "choice"),
        ("happened_on", "2026-02-30", "date_impossible"),
        ("happened_on", "2026-03-02", "date_future"),
        ("known_on", "2026-03-02", "date_future"),
        ("happened_on", "上周", "date_form"),
        ("amount", "1e30", "amount"),
        ("amount", "1" + "0" * 30, "amount"),
        ("amount", "0.001", "amount"),
        ("amount", "-5", "amount"),
        ("amount", "NaN", "amount"),
        ("amount", "很多", "amount"),
        ("applicant_id_number", "110101199003071230", "id_number_check"),
        ("applicant_credit_code", "911100006000373411", "credit_code_check"),
        ("respondent_credit_code", "123", "credit_code"),
        ("synthetic", "amount,姓名", "synthetic"),
    ],
)
def test_value_that_cannot_be_taken_is_one_problem(column: str, text: str, code: str):
    assert found(**{column: text}) == [(code, column)]


@pytest.mark.parametrize("contact", ["applicant_email", "applicant_address"])
def test_one_contact_of_three_is_enough(contact: str):
    assert found(applicant_phone="", **{contact: "a@example.cn"}) == []


def test_all_problems_of_a_row_are_told_at_once():
    assert found(applicant_name="", amount="x", happened_on="y") == [
        ("amount", "amount"),
        ("date_form", "happened_on"),
        ("missing_value", "applicant_name"),
    ]


def test_problems_of_the_reader_are_kept_and_not_named_twice():
    values = {key: text for key, text in LEAST.items() if key not in ("what_happened", "applicant_phone")}
    earlier = [problem("formula", row=1, column=key) for key in ("what_happened", "applicant_phone")]

    data, problems = read_values(Row(1, values, earlier), today=TODAY)

    assert problems == earlier
    assert set(data) == set(values)


def test_row_that_could_not_be_read_is_not_searched_for_more():
    earlier = [problem("quotes", row=1)]

    assert read_values(Row(1, {}, earlier), today=TODAY) == ({}, earlier)


def test_empty_object_lacks_everything():
    _, problems = read_values(Row(1, {}), today=TODAY)

    assert [one.code for one in problems] == ["missing_value"] * 4 + ["no_contact"]


@pytest.mark.parametrize(
    ("text", "code"), [("B03", "B03"), ("b03", "B03"), ("贷款类", "B"), ("personal consumer LOAN", "B03")]
)
def test_code_is_found_by_code_and_label(text: str, code: str):
    row = Row(1, {**LEAST, "dispute_class": text})

    assert (
        read_values(row, today=TODAY, codes={"dispute_class": code_names(CLASSES)})[0]["dispute_class"]
        == code
    )


@pytest.mark.parametrize("text", ["X01", "其他", "other"])
def test_code_that_is_unknown_or_shared_by_two_is_refused(text: str):
    row = Row(1, {**LEAST, "dispute_class": text})
    _, problems = read_values(row, today=TODAY, codes={"dispute_class": code_names(CLASSES)})

    assert [one.code for one in problems] == ["code_unknown"]


def test_numbers_of_persons_are_not_repeated_in_messages():
    _, problems = read_values(
        Row(1, {**LEAST, "applicant_id_number": "110101199003071230", "respondent_phone": "1380000000"}),
        today=TODAY,
    )

    assert len(problems) == 2
    assert not any(
        number in text
        for one in problems
        for text in (one.message_zh, one.message_en, one.do_zh, one.do_en)
        for number in ("110101199003071230", "1380000000")
    )


def test_examples_of_every_column_can_be_taken():
    for language in ("zh", "en"):
        values = {
            column.key: example
            for column in FILING_COLUMNS
            if (example := column.example_zh if language == "zh" else column.example_en)
        }
        assert read_values(Row(1, values), today=TODAY)[1] == []


def test_every_sentence_stands_in_both_languages():
    for code, texts in TEXTS.items():
        assert len(texts) == 4, code
        assert all(any("一" <= sign <= "鿿" for sign in text) for text in texts[0::2]), code
        assert not any("一" <= sign <= "鿿" for text in texts[1::2] for sign in text.replace("张三", "")), (
            code
        )


@given(st.dictionaries(st.sampled_from(sorted(BY_KEY)), st.text(min_size=1)))
def test_any_text_gives_data_or_problems(values: dict[str, str]):
    data, problems = read_values(Row(1, values), today=TODAY)

    assert data.keys() <= values.keys()
    assert all(isinstance(one, Problem) and one.message_zh and one.do_en for one in problems)
    assert not any(one.column in data and one.code != "privacy_notice" for one in problems)
