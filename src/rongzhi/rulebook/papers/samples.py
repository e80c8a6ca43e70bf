"""Made-up values for looking at papers and for checking that every one can be drawn: a full sample and an empty one."""

from decimal import Decimal

from rongzhi.rulebook.papers.filling import Answered, Filling, Signed
from rongzhi.rulebook.papers.library import Library
from rongzhi.rulebook.papers.numerals import capital
from rongzhi.rulebook.papers.reading import WHO
from rongzhi.rulebook.papers.templates import names_in
from rongzhi.rulebook.papers.text import Pair, PaperText
from rongzhi.rulebook.papers.variables import LISTS, Variable, Vocabulary, column_kind

SIGNERS = WHO - {"issuer", "recipient", "witness"}
AMOUNT = Decimal("128640.50")
LONG = Pair(
    "申请人于2025年3月办理消费贷款，约定分十二期偿还；2025年9月起，申请人认为被申请人多收取了服务费，"
    "双方多次沟通没有结果。\n双方对借款本金和已还款项没有争议，对服务费的计算方法和退还数额有争议。",
    "In March 2025 the applicant took out a consumer loan to be repaid in twelve instalments. From September 2025 "
    "the applicant held that service fees were overcharged; the sides talked several times without result.\n"
    "The principal and the payments made are not in dispute; how the fees were computed and what is to be returned is.",
)
SAMPLES = {
    "name": Pair("样张甲", "Sample A"),
    "text": Pair("样张内容", "sample"),
    "long": LONG,
    "amount": Pair(f"{AMOUNT:,.2f}元", f"CNY {AMOUNT:,.2f}"),
    "day": Pair("2026年3月16日", "16 March 2026"),
    "number": Pair("W-2026-000123", "W-2026-000123"),
    "yes": Pair("是", "yes"),
}
NAMED = {
    "applicant.name": Pair("陈某某", "Chen Moumou"),
    "respondent.name": Pair("W县样张银行股份有限公司", "W County Sample Bank"),
    "applicant.contact": Pair("陈某某 139****1234 W县城关镇样张路1号", "Chen Moumou 139****1234, Sample Road 1"),
    "issuer.name": Pair("W县金融纠纷人民调解委员会", "W County People's Mediation Committee for Finance"),
    "issuer.contact": Pair("0000-1234567，W县城关镇样张路8号", "0000-1234567, Sample Road 8"),
    "organisation.name": Pair("W县金融纠纷人民调解委员会", "W County People's Mediation Committee for Finance"),
    "organisation.contact": Pair("0000-1234567，W县城关镇样张路8号", "0000-1234567, Sample Road 8"),
    "organisation.phone": Pair("0000-1234567", "0000-1234567"),
    "issuer.phone": Pair("0000-1234567", "0000-1234567"),
    "recipient.name": Pair("陈某某", "Chen Moumou"),
    "recipient.side": Pair("申请人", "applicant"),
    "recipient.address": Pair("W县城关镇样张路1号", "Sample Road 1, W County"),
    "case.dispute_class": Pair("消费贷款纠纷", "consumer loan dispute"),
    "case.track": Pair("普通程序", "ordinary track"),
    "county.name": Pair("W县", "W County"),
    "neutral.name": Pair("李调解", "Li Tiaojie"),
    "court.name": Pair("W县人民法院", "W County People's Court"),
    "case.amount_words": Pair(capital(AMOUNT), capital(AMOUNT)),
    "agreement.amount_words": Pair(capital(AMOUNT), capital(AMOUNT)),
    "paper.form": Pair("F00", "F00"),
    "paper.number": Pair("W-2026-000123-F00-12", "W-2026-000123-F00-12"),
}  # fmt: skip


def empty() -> Filling:
    """Nothing is on record."""
    return Filling()


def acts_told_apart(text: PaperText, words: Vocabulary) -> list[str]:
    """The acts whose papers the text words in different ways, in the order of the procedures; one empty when none."""
    asked = {name.removeprefix("act.") for _, name in text.conditions() if name.startswith("act.")}
    return [key for key in words.rules.acts if key in asked] or [""]


def full(text: PaperText, library: Library, words: Vocabulary, *, lines: int = 3, act: str = "") -> Filling:
    """Something stands in each variable, list, condition and place of the text; `lines` in each list.

    Of the conditions `act.KEY` only the one of that `act` holds (the first when empty): a paper has one act.
    """
    names = set(text.variables) | {
        "issuer.name",
        "county.name",
        "paper.date",
        "recipient.name",
        "paper.number",
    }
    for name in list(names):
        phrase = library.phrases.get(name.removeprefix("phrase.")) if name.startswith("phrase.") else None
        names |= set(names_in(phrase.zh)) | set(names_in(phrase.en)) if phrase else set()
    values = {}
    for name in sorted(names):
        forms = (text.form, *text.included)
        known = next((found for form in forms if (found := words.variable(name, form)) is not None), None)
        if known is not None and known.kind != "phrase":
            values[name] = _value(known, words)
    values["paper.number"] = Pair(*[f"W-2026-000123-{text.form}-12"] * 2)
    signed = (Signed(Pair("陈某某", "Chen Moumou"), Pair("手写签名", "hand signature"), SAMPLES["day"]),)
    chosen = f"act.{act or acts_told_apart(text, words)[0]}"
    yes = {
        name
        for _, name in text.conditions()
        if not name.startswith("has.") and (name == chosen or not name.startswith("act."))
    }
    return Filling(
        values=values,
        lists={name: tuple(_line(name, n) for n in range(1, lines + 1)) for name in text.lists & set(LISTS)},
        yes=frozenset(yes),
        signed=dict.fromkeys(SIGNERS, signed),
        answers=(Answered("sample", Pair("样张项目", "sample item"), LONG),),
    )


def _value(variable: Variable, words: Vocabulary) -> Pair:
    if variable.key in NAMED:
        return NAMED[variable.key]
    if variable.key.startswith("parameter."):
        return Pair("30日", "30 days")
    return SAMPLES[variable.kind]


def _line(name: str, number: int) -> dict[str, Pair]:
    line = {column: SAMPLES[column_kind(column)] for column in LISTS[name]}
    for column in line:
        if column == "number":
            line[column] = Pair(str(number), str(number))
        elif column == "pages":
            line[column] = Pair("2", "2")
        elif column == "contact":
            line[column] = NAMED["applicant.contact"]
    return line
