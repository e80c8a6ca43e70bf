"""What the law demands a paper to say stands on the drawn paper: PML 29 and SPM 24, SPM 14, CPL 87."""

import pypdfium2
import pytest

from rongzhi.casework.papers.making import made, pdf_of
from rongzhi.casework.visibility import sight
from tests.factories import county as there
from tests.factories.county import NOW
from tests.factories.main_line import effective, mediating


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    there.county()


def drawn(number: str, form: str) -> str:
    from rongzhi.casework.papers.listing import listed
    from rongzhi.casework.rules import rules_of

    seen = sight(there.officer(), number)
    one = next(one for one in listed(seen, rules_of("W")) if one.form == form)
    _, pdf = pdf_of(made(seen, form, one.seqs[-1]), now=NOW)
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_agreement_names_the_parties_facts_issues_duties_way_and_time() -> None:
    """《人民调解法》第二十九条；法释〔2016〕14号第二十四条。"""
    text = drawn(effective(payer="p2"), "F29")

    assert "张三" in text  # the parties
    assert "示例银行W县支行" in text
    assert "保费争议" in text  # main facts, issues and responsibilities
    assert "各方责任" in text
    assert "银行分两期退还4000元" in text  # what is agreed, way and time
    assert "2026年4月1日" in text
    assert "4,000.00元" in text


def test_agreement_has_the_signatures_and_the_seal_and_the_day_it_takes_effect() -> None:
    """《人民调解法》第二十九条第二款：签名、盖章或者按指印，调解员签名，加盖印章之日起生效。"""
    text = drawn(effective(), "F29")

    assert "手写签名" in text
    assert "调解员签名" in text
    assert "盖章" in text
    assert "协议生效日：2026年3月2日" in text


@pytest.mark.parametrize("told", ["权利", "规则", "程序", "效力", "司法确认", "终止调解", "回避"])
def test_before_mediation_rights_rules_course_effect_and_confirmation_are_told(told: str) -> None:
    """法释〔2016〕14号第十四条。"""
    assert told in drawn(mediating(), "F10")


def test_service_receipt_has_a_place_for_the_day_and_the_signature() -> None:
    """《民事诉讼法》第八十七条。"""
    text = drawn(mediating(), "F07")

    for told in ("送达回证", "收到日期", "收件人签名或者盖章"):
        assert told in text


def test_refusal_is_written_with_its_reasons_the_other_ways_and_the_review() -> None:
    number = there.filed()
    given = {"ground": "NA1", "facts": "争议不在受理范围", "next_ways": "可以向法院起诉"}
    there.act(number, "intake.refuse", by=there.officer(), **given)

    text = drawn(number, "F08")

    for told in ("NA1", "争议不在受理范围", "可以向法院起诉", "复核", "诉讼时效"):
        assert told in text
