"""The ceiling of private-lending interest: fixed by the LPR of the contract day, and not for licensed lenders."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Confidence, Source
from rongzhi.rulebook.calculators.lpr import lpr_on

NEW_RULE_FROM = date(2020, 8, 20)  # 民间借贷规定(2020), 第三十一条
CEILING = Source("民间借贷规定(2020)", "第二十五条、第二十九条")
TRANSITION = Source("民间借贷规定(2020)", "第三十一条")
OLDER = Source("民间借贷规定（2020年修改前）", "", Confidence.RECALL)
NOT_LICENSED = Source("民间借贷规定(2020)", "第一条；最高人民法院批复（2021-01-01起）")


@dataclass(frozen=True, slots=True)
class CapPart:
    """The ceiling, percent a year, for interest that runs from `from_` to `until` (None: open)."""

    from_: date | None
    until: date | None
    percent: Decimal
    formula: str
    en: str
    source: Source
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """Whether the ceiling binds, and its parts in time; interest, penalties and fees count in total."""

    applies: bool
    parts: tuple[CapPart, ...]
    explanation: str
    explanation_en: str
    source: Source

    @property
    def percent(self) -> Decimal | None:
        """The ceiling of today's interest, or None when none binds or the day of the suit is needed for it."""
        return self.parts[-1].percent if self.parts and self.parts[-1].until is None else None


def private_lending_cap(
    contract_date: date, lender_licensed: bool, *, parameters: Parameters, sued_on: date | None = None
) -> Cap:
    """The ceiling for a loan made on `contract_date` (民间借贷规定 2020, Art. 1, 25, 28, 29, 31).

    `lender_licensed`: a licensed financial institution or one of the seven local types; the ceiling does not bind it.
    `sued_on` is needed for the newer part of a contract made before 2020-08-20.
    """
    if lender_licensed:
        return Cap(
            False,
            (),
            "出借人是持牌金融机构或者七类地方金融组织，民间借贷利率上限不适用。",
            "The lender is a licensed institution or one of the seven local types, so the private-lending ceiling does not bind it.",
            NOT_LICENSED,
        )
    if contract_date >= NEW_RULE_FROM:
        part = _multiple(
            contract_date, None, parameters, "合同成立时", "the day the contract was made", CEILING
        )
        return Cap(True, (part,), part.formula, part.en, CEILING)
    older = parameters.on("private_lending_older_protected", contract_date)
    forbidden = parameters.on("private_lending_older_ceiling", contract_date)
    old_suit = sued_on is not None and sued_on < NEW_RULE_FROM
    parts = [
        CapPart(
            None,
            None if old_suit else NEW_RULE_FROM - timedelta(days=1),
            Decimal(older.amount),
            f"2020年8月19日以前：年利率{older.amount}%以内受保护，超过{forbidden.amount}%的部分无效",
            f"to 2020-08-19: protected up to {older.amount}% a year; above {forbidden.amount}% nothing is owed",
            OLDER,
        )
    ]
    zh, en = "", ""
    if sued_on is None:
        zh, en = (
            "；其后按起诉时的上限计算，请补充起诉日期",
            "; after that the ceiling of the day of the suit, which must be given",
        )
    elif not old_suit:
        parts.append(
            _multiple(sued_on, NEW_RULE_FROM, parameters, "起诉时", "the day of the suit", TRANSITION)
        )
    zh, en = "；".join(part.formula for part in parts) + zh, "; ".join(part.en for part in parts) + en
    return Cap(True, tuple(parts), zh, en, TRANSITION)


def _multiple(
    day: date, from_: date | None, parameters: Parameters, when: str, when_en: str, source: Source
) -> CapPart:
    times = parameters.on("private_lending_lpr_multiple", day).amount
    quote = lpr_on(day)
    percent = times * quote.one_year
    return CapPart(
        from_,
        None,
        percent,
        f"{when}（{day}）一年期LPR {quote.one_year}%（{quote.published_on}公布）× {times} = {percent}%",
        f"one-year LPR of {when_en} ({day}): {quote.one_year}% (published {quote.published_on}) × {times} = {percent}%",
        source,
        quote.provisional,
    )
