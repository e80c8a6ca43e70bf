"""What the texts of the papers may never print, and what the law wants in some of them."""

from functools import cache

import pytest

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.pack import HOUSE_PACK
from rongzhi.rulebook.papers.library import Library, read_library
from rongzhi.rulebook.papers.text import PaperText
from rongzhi.rulebook.papers.variables import Vocabulary
from rongzhi.rulebook.registry import national_rules
from rongzhi.rulebook.tables import forms

IN_CONFIDENCE = frozenset({"F20"})
CRIME_AND_VIOLATION = frozenset({"F53", "F54"})
# What was offered and conceded while talking: acts whose answers no paper for a court may name.
OFFERS = (
    "mediation.offer",
    "mediation.propose",
    "mediation.confide",
    "mediation.caucus_note",
    "mediation.reach",
)


@cache
def library() -> Library:
    """The texts of the house."""
    return read_library(HOUSE_PACK)[0]


def field_classes(text: PaperText) -> set[DataClass]:
    """The classes of data behind the answers that a text prints."""
    vocabulary = Vocabulary(national_rules(), library().phrases)
    found = (vocabulary.field(name, text.form) for name in library().whole(text).variables)
    return {field.data_class for field in found if field is not None}


def words(form: str) -> str:
    """All Chinese words of a text, with the shared sentences in their place."""
    text = library().whole(library().texts[form])
    plain = "\n".join(pair.zh for _, pair in text.texts())
    for key, phrase in library().phrases.items():
        plain = plain.replace(f"{{phrase.{key}}}", phrase.zh)
    return plain


@pytest.mark.parametrize("form", sorted(forms()))
def test_text_prints_nothing_said_in_confidence_outside_the_caucus_note(form: str) -> None:
    text = library().texts.get(form)
    if text is not None and form not in IN_CONFIDENCE:
        assert DataClass.DC4 not in field_classes(text)


@pytest.mark.parametrize("form", sorted(forms()))
def test_text_prints_nothing_of_a_lead_outside_its_own_letters(form: str) -> None:
    text = library().texts.get(form)
    if text is not None and form not in CRIME_AND_VIOLATION:
        assert DataClass.DC9 not in field_classes(text)


def test_crime_letter_does_not_name_who_gave_the_lead() -> None:
    assert not any("informant" in name for name in library().texts["F53"].variables)


@pytest.mark.parametrize("form", ["F31", "F32", "F36", "F37", "F57"])
def test_paper_that_reaches_a_court_names_no_offer(form: str) -> None:
    text = library().whole(library().texts[form])
    assert not any(name.startswith(f"answer.{act}.") for name in text.variables for act in OFFERS)


def test_report_to_the_court_prints_no_free_answer() -> None:
    assert not any(name.startswith("answer.") for name in library().texts["F36"].variables)
    assert not any(block.kind == "answers" for block in library().texts["F36"].blocks)


@pytest.mark.parametrize(
    "demanded",
    [
        "自愿",
        "拒绝",
        "终止调解",
        "更换调解员",
        "回避",
        "让步",
        "虚假调解",
        "司法确认",
        "诉讼时效",
        "保证期间",
    ],
)
def test_notice_of_rights_tells_what_the_law_wants_told(demanded: str) -> None:
    assert demanded in words("F10")


@pytest.mark.parametrize(
    "demanded", ["真实", "自愿", "他人合法权益", "{parameter.jc_apply}", "调解组织主持调解的证明", "送达"]
)
def test_application_for_confirmation_states_what_the_court_needs(demanded: str) -> None:
    assert demanded in words("F31")


def test_record_marks_proposals_as_confidential() -> None:
    blocks = [b for b in library().texts["F19"].blocks if "proposals marked confidential" in b.covers]
    assert blocks
    assert all("保密" in block.words.zh and block.strong for block in blocks)


def test_proposal_binds_the_institution_only_if_the_consumer_accepts() -> None:
    assert "只有在消费者接受后才约束机构" in words("F24")
    assert "逾期没有答复的，本意见不约束任何一方" in words("F24")
