"""The limitation tracker: which periods run on a claim, until when, and which of them mediation does not stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rongzhi.core.parameters import Parameters, Value
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import Calendar
from rongzhi.rulebook.calculators.interruptions import GROUNDS, Ground, Interruption, run
from rongzhi.rulebook.calculators.limitation_texts import GUARANTEE_UNKNOWN, WARNINGS


class Kind(StrEnum):
    """Which limitation a claim has."""

    GENERAL = "limitation_general"
    INSURANCE_NONLIFE = "limitation_insurance_nonlife"
    INSURANCE_LIFE = "limitation_insurance_life"
    NONE = "none"


class Standing(StrEnum):
    """How a period stands."""

    RUNNING = "running"
    NOT_SUBJECT = "not_subject"  # no limitation at all
    START_UNKNOWN = "start_unknown"  # the day it runs from was not given


# taxonomy.csv: A01 and O04 have no limitation defence, insurance two years, life insurance five (保险法 26).
# E08, E10, E11 and E99 do not say which insurance it is: the shorter period is shown, with a note.
KIND_OF_CLASS = {
    "A01": Kind.NONE,
    "O04": Kind.NONE,
    "E05": Kind.INSURANCE_LIFE,
} | dict.fromkeys(
    ("E01", "E02", "E03", "E04", "E06", "E07", "E08", "E10", "E11", "E99"), Kind.INSURANCE_NONLIFE
)
INSURANCE_NOT_NAMED = frozenset({"E08", "E10", "E11", "E99"})
SURETYSHIP = "H01"

NOT_SUBJECT_SOURCE = "诉讼时效规定 Art.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What the tracker must know of a claim; a day that is not known stays None.

    `known_on`: harm and obligor were known (insurance: the insured event). `harmed_on`: the harm itself.
    `last_instalment_due`: the last of several instalments of one debt. `main_debt_due`: when a guaranteed debt falls
    due; `guarantee_until`: the end of the guarantee period that was agreed. `voidable_known_on`, `mistake_known_on`
    and `act_done_on` concern avoidance. `preserved_on`: pre-suit preservation was carried out.
    `kind` overrides what the class of the dispute says.
    """

    dispute_class: str = ""
    kind: Kind | None = None
    known_on: date | None = None
    harmed_on: date | None = None
    last_instalment_due: date | None = None
    guaranteed: bool = False
    main_debt_due: date | None = None
    guarantee_until: date | None = None
    voidable_known_on: date | None = None
    mistake_known_on: date | None = None
    act_done_on: date | None = None
    preserved_on: date | None = None
    interruptions: tuple[Interruption, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """One period on a claim; `affected_by_mediation` tells whether a request for mediation starts it again."""

    key: str
    label: str
    en: str
    standing: Standing
    start: date | None
    last_day: date | None
    provisional: bool
    interrupted_on: date | None
    ground: Ground | None
    affected_by_mediation: bool
    warning: str
    warning_en: str
    source: str
    confidence: Confidence

    def over(self, today: date) -> bool:
        """True when the last day has passed."""
        return self.last_day is not None and self.last_day < today

    def days_left(self, today: date) -> int | None:
        """Calendar days up to the last day, 0 on the day itself, negative afterwards; None without a last day."""
        return None if self.last_day is None else (self.last_day - today).days


def track(facts: ClaimFacts, *, parameters: Parameters, calendar: Calendar) -> tuple[Period, ...]:
    """The periods on a claim, the earliest last day first and those without one at the end (domain.md §8).

    Advice for people, never a decision: a court does not raise limitation itself (民法典 193).
    """
    tracker = _Tracker(facts, parameters, calendar)
    periods = [tracker.limitation(), *tracker.fixed_periods()]
    return tuple(
        sorted(periods, key=lambda each: (each.last_day is None, each.last_day or date.min, each.key))
    )


def kind_of(facts: ClaimFacts) -> Kind:
    """The limitation of the claim: as stated, else by its class, else the general one."""
    return facts.kind or KIND_OF_CLASS.get(facts.dispute_class, Kind.GENERAL)


def earliest(periods: Iterable[Period]) -> Period | None:
    """The period that ends first, or None when none has a last day."""
    return min(
        (each for each in periods if each.last_day), key=lambda each: each.last_day or date.max, default=None
    )


@dataclass(frozen=True, slots=True)
class _Tracker:
    facts: ClaimFacts
    parameters: Parameters
    calendar: Calendar

    def limitation(self) -> Period:
        kind = kind_of(self.facts)
        if kind is Kind.NONE:
            return _not_subject()
        start = self.facts.last_instalment_due or self.facts.known_on
        if start is None:
            return self._unknown(
                kind.value,
                "知道权利受损害和义务人的日期",
                "the day harm and obligor were known",
                mediation=True,
            )
        value = self.parameters.on(kind.value, start)
        ran = run(value, start, self.facts.interruptions, calendar=self.calendar)
        zh, en = _interrupted(ran.last, ran.start, ran.due.date)
        if self.facts.kind is None and self.facts.dispute_class in INSURANCE_NOT_NAMED:
            zh += "尚不知是否为人寿保险，先按较短的期间提示。"
            en += " Whether it is life insurance is not known yet; the shorter period is shown."
        return Period(
            key=kind.value,
            label=self.parameters[kind.value].label,
            en=self.parameters[kind.value].en,
            standing=Standing.RUNNING,
            start=ran.start,
            last_day=ran.due.date,
            provisional=ran.due.provisional,
            interrupted_on=ran.last.on if ran.last else None,
            ground=ran.last.ground if ran.last else None,
            affected_by_mediation=True,
            warning=zh,
            warning_en=en,
            source=value.source,
            confidence=value.confidence,
        )

    def fixed_periods(self) -> list[Period]:
        """The periods that nothing said here interrupts."""
        facts = self.facts
        starts = {
            "avoidance_general": facts.voidable_known_on,
            "avoidance_mistake": facts.mistake_known_on,
            "court_preservation_sue": facts.preserved_on,
        }
        if kind_of(facts) is not Kind.NONE:
            starts["limitation_longstop"] = facts.harmed_on
        if facts.voidable_known_on or facts.mistake_known_on:
            starts["avoidance_longstop"] = facts.act_done_on
        periods = [self._fixed(key, start) for key, start in starts.items() if start is not None]
        if (
            facts.guaranteed
            or facts.dispute_class == SURETYSHIP
            or facts.main_debt_due
            or facts.guarantee_until
        ):
            periods.append(self._guarantee())
        return periods

    def _guarantee(self) -> Period:
        key, facts = "guarantee_period_default", self.facts
        agreed = facts.guarantee_until
        if agreed and facts.main_debt_due and agreed <= facts.main_debt_due:
            agreed = None  # 民法典 692(2): an end not later than the main debt's is no agreement
        if agreed is None:
            if facts.main_debt_due is None:
                return self._unknown(
                    key, "主债务履行期限届满日", "the day the main debt falls due", mediation=False
                )
            return self._fixed(key, facts.main_debt_due)
        value = self.parameters.on(key, agreed)
        return self._period(key, value, facts.main_debt_due, agreed, provisional=False)

    def _fixed(self, key: str, start: date) -> Period:
        value = self.parameters.on(key, start)
        due = value.last_day(start, calendar=self.calendar)
        return self._period(key, value, start, due.date, provisional=due.provisional)

    def _period(
        self, key: str, value: Value, start: date | None, last_day: date, *, provisional: bool
    ) -> Period:
        zh, en = WARNINGS[key]
        return Period(
            key=key,
            label=self.parameters[key].label,
            en=self.parameters[key].en,
            standing=Standing.RUNNING,
            start=start,
            last_day=last_day,
            provisional=provisional,
            interrupted_on=None,
            ground=None,
            affected_by_mediation=False,
            warning=zh.format(day=last_day),
            warning_en=en.format(day=last_day),
            source=value.source,
            confidence=value.confidence,
        )

    def _unknown(self, key: str, what: str, what_en: str, *, mediation: bool) -> Period:
        value = self.parameters[key].values[-1]
        return Period(
            key=key,
            label=self.parameters[key].label,
            en=self.parameters[key].en,
            standing=Standing.START_UNKNOWN,
            start=None,
            last_day=None,
            provisional=False,
            interrupted_on=None,
            ground=None,
            affected_by_mediation=mediation,
            warning=f"缺少{what}，无法计算最后一日，请向当事人询问。"
            + ("" if mediation else GUARANTEE_UNKNOWN[0]),
            warning_en=f"The last day cannot be computed without {what_en}; ask the party."
            + ("" if mediation else GUARANTEE_UNKNOWN[1]),
            source=value.source,
            confidence=value.confidence,
        )


def _not_subject() -> Period:
    return Period(
        key=Kind.NONE.value,
        label="不适用诉讼时效",
        en="No limitation",
        standing=Standing.NOT_SUBJECT,
        start=None,
        last_day=None,
        provisional=False,
        interrupted_on=None,
        ground=None,
        affected_by_mediation=False,
        warning="存款本息和国债、金融债券本息的请求不受诉讼时效限制。",
        warning_en="Claims for deposits, government bonds and financial bonds, with interest, have no limitation.",
        source=NOT_SUBJECT_SOURCE,
        confidence=Confidence.VERIFIED,
    )


def _interrupted(last: Interruption | None, start: date, last_day: date) -> tuple[str, str]:
    if last is None:
        return (
            f"诉讼时效最后一日为{last_day}；在此之前提出调解申请，自提出之日起中断、重新计算。",
            f"The last day is {last_day}; a request for mediation made by then starts the period again from its day.",
        )
    ground = GROUNDS[last.ground]
    return (
        f"诉讼时效因{ground.label}于{start}中断并重新计算，最后一日为{last_day}（{ground.source}）。",
        f"Interrupted on {start} by {ground.en} and running anew; the last day is {last_day} ({ground.source}).",
    )
