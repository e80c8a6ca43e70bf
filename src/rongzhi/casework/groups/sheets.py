"""Each member's own sheet: the common formula reckoned with their own figures, written out so that they can check it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongzhi.core.formula import FormulaFault, Reckoned, Sheet, Value, read_figures, read_sheet, reckon
from rongzhi.core.money import format_yuan
from rongzhi.core.procedure.decide import Reason
from rongzhi.rulebook.calculators.lpr import lpr_on


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What the formula gives one member, or why it cannot be reckoned."""

    amount: Decimal | None = None
    text: str = ""
    fault: Reason | None = None


def one_year_rate(day: date) -> Decimal:
    """The one-year LPR of a day as a fraction a year. Raises LookupError before the first quote."""
    return lpr_on(day).one_year / 100


def own_sheet(formula: str, in_words: str, figures: str | None) -> OwnSheet:
    """Reckon one member's sheet; a fault of the formula or of the figures comes back in words."""
    if not figures:
        return OwnSheet(fault=NO_FIGURES)
    try:
        sheet, given = read_sheet(formula), read_figures(figures)
        made = reckon(sheet, given, lpr=one_year_rate)
    except FormulaFault as fault:
        return OwnSheet(fault=Reason("formula", fault.zh, fault.en))
    return OwnSheet(made.amount, written_out(sheet, in_words, given, made))


def written_out(sheet: Sheet, in_words: str, figures: Mapping[str, Value], made: Reckoned) -> str:
    """The sheet for the member: own figures, the formula in words and in signs, each step, the result."""
    rows = ["一、您的数据 Your figures"]
    rows += [f"  {name} = {value}" for name, value in figures.items() if name in sheet.columns]
    if in_words:
        rows += ["二、怎样计算 How it is reckoned", f"  {in_words}"]
    rows += ["三、逐步计算 Step by step"]
    rows += [
        f"  {line.name} = {line.text} = {plain(value)}"
        for line, (_, value) in zip(sheet.lines, made.steps, strict=True)
    ]
    rows += [f"四、结果（四舍五入到分） Result, rounded to the fen: {format_yuan(made.amount)}"]
    return "\n".join(rows)


def plain(value: Decimal) -> str:
    """A step with at most six decimals, without exponents or idle noughts."""
    text = format(value.quantize(Decimal("0.000001")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


NO_FIGURES = Reason(
    "no_figures",
    "还没有登记这位成员的数据，或者数据已经销毁。请先登记，再计算。",
    "This member's figures are not entered yet, or were erased. Enter them, then reckon.",
)
