"""One mass dispute of the demo: 120 consumers against one instalment fee of one bank, day by day, by declared acts alone."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from rongzhi.casework.actions import Done, perform, perform_many
from rongzhi.casework.groups import batches
from rongzhi.casework.groups.batches import BATCHES, FIGURES, Batch
from rongzhi.casework.groups.reading import Group, group_of
from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.demo import synthesis
from rongzhi.demo.arrivals import SHANGHAI
from rongzhi.demo.behaviour import behaviour
from rongzhi.demo.build import COUNTY, OFFICER, OWNER, Filing
from rongzhi.demo.filings import Design
from rongzhi.demo.player import Player, done_or_raise
from rongzhi.demo.tables import bodies

MEMBERS, BANK = 120, "BANK1"
LEAVE, DECLINE, SILENT, REFUSE = 3, 8, 6, 4  # how many leave, say no, say nothing, never join
EVENING = time(17, 40)
FILED, ASKED, CHOSEN = date(2026, 5, 18), date(2026, 5, 25), date(2026, 6, 12)
JOINING = 12  # days in which people answer the invitation
NO_RESULT = date(2026, 8, 3)  # a lead case without agreement by then has failed
ANSWERING = 14

TEXTS = {
    "respondent": BANK,
    "dispute_class": "C03",
    "product": "信用卡账单分期（月费率宣传）",
    "facts": "2025年，该行以“月手续费率0.6%”推广信用卡账单分期，宣传页和电话中没有说明折算的年化利率，分期后按原始本金逐期收取手续费。",
    "issues": "一、没有说明年化利率，是否影响消费者的选择；二、已收手续费应当退还多少。",
    "reasons": "同一机构、同一产品、同一宣传页，请求都是退还分期手续费。",
}
STORIES = (
    "去年{month}月客服打电话说账单可以分期，每月手续费才千分之六，我就办了{periods}期。后来同事一算，折成年利率要一成多，可从头到尾没人跟我说过年利率。手续费一共收了{fee}元，我要求退。",
    "我在手机上点了账单分期，页面上大字写着月费率0.6%，没有年化利率。{periods}期下来手续费{fee}元，本金越还越少，手续费一分不少。觉得被误导了，要求银行退还。",
    "{month}月账单分了{periods}期，当时问过利息高不高，客服说“没有利息，只有手续费”。现在才知道手续费折算下来比贷款还贵。已交手续费{fee}元，请求退还。",
    "分期是柜台劝我办的，说先缓一缓压力小。合同里只有每期手续费，没有写年化。总共交了{fee}元（{periods}期），请帮忙要回来。",
)
FORMULA = "占用费 = 已收手续费 * lpr(收取日) * days(收取日, 计算日) / 365\n应退 = 已收手续费 * 0.6 + 占用费"
IN_WORDS = (
    "退还已收手续费的六成，另按收取日的一年期贷款市场报价利率（LPR）计算到计算日的资金占用费。"
    " / Sixty per cent of the fee, and interest on the fee at the one-year LPR of the day it was taken, up to the day of reckoning."
)
EXAMPLE = "已收手续费 = 1000.00\n收取日 = 2025-07-01\n计算日 = 2026-07-01"
TERMS = (
    "银行在协议签署后十个工作日内，按您的计算表所列金额一次退还；双方不再就这笔分期手续费主张其他权利。"
    " / Within ten working days after signing the bank pays back the amount of your sheet; nothing else is claimed about this fee."
)
COMMON_TERMS = (
    "银行承认没有说明年化利率，同意退还已收手续费的六成，并支付资金占用费。"
    " / The bank accepts that the yearly rate was not told, pays back sixty per cent of the fee and interest on it."
)


@dataclass
class MassDispute:
    """The group while it is played; each day it does what that day brings."""

    player: Player
    seed: int
    number: str = ""
    cases: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    fees: dict[str, tuple[Decimal, date]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)  # who hold a sheet and say nothing
    planned: dict[date, list[Callable[[datetime], None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = random.Random(f"{self.seed}/mass")
        self._on(FILED, self._file)
        self._on(ASKED, self._ask)
        self._on(CHOSEN, self._choose)

    # Days

    def day(self, day: date) -> None:
        """What this day brings, in the evening, when the other cases of the day are done."""
        for step, act in enumerate(self.planned.pop(day, ())):
            act(datetime.combine(day, EVENING, tzinfo=SHANGHAI) + timedelta(seconds=20 * step))

    def _on(self, day: date, act: Callable[[datetime], None]) -> None:
        self.planned.setdefault(day, []).append(act)

    @property
    def officer(self) -> Actor:
        return self.player.people[OFFICER]

    # Acts

    def _do(self, file: str | None, act: str, now: datetime, *, by: Actor | None = None, **data: Any) -> Done:
        return done_or_raise(
            perform(
                file,
                act,
                by=by or self.officer,
                data=data,
                now=now,
                request=f"mass:{act}:{file or ''}:{now:%m%d%H%M%S}",
                county=COUNTY,
                owner=OWNER,
            )
        )

    def _party(self, case: str) -> Actor:
        return Actor(id=f"{case}/p1", party="p1", file=case, county=COUNTY)

    def _own_word(self, case: str, act: str, now: datetime, **data: str) -> None:
        self._do(case, act, now, by=self._party(case), **data)

    def _batch(
        self, kind: Batch, cases: list[str], now: datetime, own: batches.Extra | None = None, **shared: str
    ) -> None:
        items = batches.prepare(self._group(), kind, cases, shared, own)
        for result in batches.run(
            kind, items, by=self.officer, now=now, token=f"mass:{kind.key}:{now:%m%d%H%M}"
        ):
            if result.done is None:
                raise RuntimeError(f"{kind.key} {result.case}: {result.reasons}")

    def _group(self) -> Group:
        found = group_of(self.officer, self.number)
        assert found is not None
        return found

    def picture(self) -> Picture:
        """The group as it stands."""
        return self._picture(self.number)

    def _picture(self, number: str) -> Picture:
        return load(File.objects.values_list("picture", flat=True).get(number=number))

    # What the days bring

    def _file(self, now: datetime) -> None:
        """Everybody files; the officer takes the cases in."""
        filed = [self._filing(n, now.date()) for n in range(MEMBERS)]
        answers = perform_many(
            [(n, row) for n, row in enumerate(filed)],
            by=self.officer,
            now=now,
            batch=f"mass:{self.seed}",
            county=COUNTY,
            owner=OWNER,
        )
        for n, answer in answers:
            done = done_or_raise(answer)
            self.cases.append(done.file)
            self.codes[done.file] = done.codes.get("p1", "")
            self.rows[done.file] = filed[n]
            self.fees[done.file] = (Decimal(filed[n]["amount"]), date.fromisoformat(filed[n]["happened_on"]))
        taken = {"channel": "people_mediation", "mediation_kind": "people", "track": "ordinary"}
        for case in self.cases:
            self._do(case, "intake.accept", now + timedelta(minutes=1), dispute_class="C03", **taken)

    def _filing(self, n: int, today: date) -> dict[str, str]:
        source = self.source
        place, fee = synthesis.township(source), synthesis.amount(source, middle=1_200, steps=8)
        taken = today - timedelta(days=source.randint(220, 500))
        story = STORIES[n % len(STORIES)]
        row = {
            "applicant_kind": "consumer",
            "applicant_name": synthesis.person_name(source),
            "applicant_phone": f"1990005{n:04d}",
            "applicant_township": place.name,
            "applicant_address": synthesis.address(place, source),
            "respondent_kind": "institution",
            "respondent_name": bodies()[BANK].name,
            "respondent_body": BANK,
            "what_happened": story.format(
                month=taken.month, periods=source.choice((6, 12, 18, 24)), fee=f"{fee:.2f}"
            ),
            "claim": "退还分期手续费",
            "amount": f"{fee:.2f}",
            "dispute_class": "C03",
            "happened_on": taken.isoformat(),
            "known_on": (taken + timedelta(days=source.randint(30, 200))).isoformat(),
            "privacy_notice": "yes",
            "door": "counter",
        }
        return {**row, "synthetic": ",".join(key for key in row if key not in ("privacy_notice", "door"))}

    def _ask(self, now: datetime) -> None:
        """The group is opened and everybody is asked; their answers come in over the next days."""
        self.number = self._do(None, "group.open", now, **TEXTS).file
        self._do(self.number, "group.ask_consent", now)
        reply_by = str(now.date() + timedelta(days=JOINING + 4))
        about = "您的纠纷与多人相同。参加群体，只是一起计算、一起听取示范结果；接受与否由您决定。"
        self._batch(BATCHES["invite"], self.cases, now, reply_by=reply_by, about=about)
        for case in self.source.sample(self.cases, REFUSE):
            self._on(self._soon(now, JOINING), self._saying(case, "membership.refuse"))
        refusing = {c for acts in self.planned.values() for a in acts if (c := getattr(a, "case", ""))}
        for case in self.cases:
            if case not in refusing:
                wait = self.source.choice(("yes", "yes", "yes", "no"))
                self._on(
                    self._soon(now, JOINING), self._saying(case, "membership.join", agrees="yes", wait=wait)
                )

    def _soon(self, now: datetime, most: int) -> date:
        return now.date() + timedelta(days=self.source.randint(1, most))

    def _saying(self, case: str, act: str, **data: str) -> "Saying":
        return Saying(self, case, act, data)

    def _members(self, *statuses: str) -> list[str]:
        return [line.code for line in self._picture(self.number).list("member", *statuses)]

    def _choose(self, now: datetime) -> None:
        """Two speak for the group; one case goes first; who agreed lets theirs wait."""
        members = self._members("member")
        for n, case in enumerate(members[1:3]):
            self._do(case, "membership.ask_to_speak", now, party="p1")
            self._own_word(case, "membership.speak", now + timedelta(minutes=n), agrees="yes")
        self._do(self.number, "group.end_consent", now)
        waiting = [case for case in members if self._picture(case).list("group_joining")[-1].code == "yes"]
        agreed = "银行来函同意在示范结果以前暂缓。 / The bank agreed in writing to wait."
        self._batch(
            BATCHES["hold"], waiting, now, until="2026-08-31", institution_agrees="yes", how_agreed=agreed
        )
        self._lead(now, waiting[0])
        self._do(self.number, "group.hold_parallel", now)
        self._on(self._soon(now, 1), self._look)

    def _lead(self, now: datetime, case: str) -> None:
        line = next(one for one in self._picture(self.number).list("member") if one.code == case)
        why = "事实完整、金额居中，双方都愿意先谈。 / Complete facts, a middle amount, both sides willing."
        self._do(self.number, "group.choose_lead_case", now, member=line.key, reasons=why)
        row = {"privacy_notice": "yes", **self.rows[case]}
        filing = Filing(now, OFFICER, row, Design(f"MASS-{case}", "ordinary", "", ""))
        route = behaviour().named["settled"]
        played = self.player.begin(case, filing, route, codes={"p1": self.codes[case]})
        self.player._next(played, now + timedelta(hours=16))

    def _look(self, now: datetime) -> None:
        """Whether the lead case has come to its end; if it failed, another goes first."""
        lead = self._group().lead
        assert lead is not None
        picture = self._picture(lead.code)
        if picture.at("agreement", "effective"):
            self._result(now)
        elif picture.header.get("status") == "ended" or now.date() >= NO_RESULT:
            self._failed(now)
        else:
            self._on(now.date() + timedelta(days=1), self._look)

    def _failed(self, now: datetime) -> None:
        self._do(self.number, "group.lead_fails", now, reasons="没有谈成。 / No agreement was reached.")
        left = [case for case in self._members("member") if self._picture(case).list("group_hold", "open")]
        if now.date() >= NO_RESULT or not left:
            why = "示范案件未成，各案单独办理。 / The lead case failed; each case goes on alone."
            self._do(self.number, "group.dissolve", now, reasons=why)
            batches.after_act(self.number, "group.dissolve", now=now)
            return
        self._lead(now, left[0])
        self._on(now.date() + timedelta(days=1), self._look)

    def _result(self, now: datetime) -> None:
        """The lead's agreement, the formula, everybody's figures and sheets."""
        day = now.date()
        on = {"result": "agreement", "on_day": str(day), "common_terms": COMMON_TERMS}
        self._do(self.number, "group.lead_result", now, **on)
        self._do(self.number, "group.set_formula", now, formula=FORMULA, in_words=IN_WORDS, example=EXAMPLE)
        lead = self._group().lead
        members = [case for case in self._members("member") if lead is None or case != lead.code]
        own = {
            case: {
                "figures": f"已收手续费 = {self.fees[case][0]}\n收取日 = {self.fees[case][1]}\n计算日 = {day}"
            }
            for case in members
        }
        self._batch(BATCHES["tell"], members, now)
        self._batch(FIGURES, members, now, own)
        answer_by = str(day + timedelta(days=ANSWERING))
        self._batch(BATCHES["propose"], members, now, terms=TERMS, answer_by=answer_by)
        order = self.source.sample(members, len(members))
        for n, case in enumerate(order):
            if n < LEAVE:
                act, data = "membership.leave", {}
            elif n < LEAVE + DECLINE:
                act, data = "membership.decline", {}
            elif n < LEAVE + DECLINE + SILENT:
                self.silent.append(case)
                continue
            else:
                act, data = "membership.accept", {"agrees": "yes"}
            self._on(self._soon(now, ANSWERING), self._saying(case, act, **data))


@dataclass(frozen=True)
class Saying:
    """One member's own word, to be given on its day."""

    group: MassDispute
    case: str
    act: str
    data: Mapping[str, str]

    def __call__(self, now: datetime) -> None:
        self.group._own_word(self.case, self.act, now, **self.data)
