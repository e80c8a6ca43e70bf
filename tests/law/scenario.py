"""A case played in memory by the declared acts alone: no database, no pages; for law tests that acts decide."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rongzhi.core.procedure.apply import apply
from rongzhi.core.procedure.decide import SYSTEM, Refusal, decide, follow
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.pack import read_pack, rules_for, shipped_pack

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BODIES = {
    "PMCF": {"kind": "PMCF"},
    "BANK1": {"kind": "BANK"},
    "SEC1": {"kind": "SEC_CO"},
    "COURT": {"kind": "COURT"},
    "NOT1": {"kind": "NOT"},
    **{code: {"kind": code} for code in ("SEC", "NFRA", "PBOC", "FIN", "SAMR", "JB")},
}
NEUTRALS = {
    "n1": {"status": "active", "employer": "", "ties": frozenset()},
    "n2": {"status": "active", "employer": "BANK1", "ties": frozenset()},
    "n3": {"status": "active", "employer": "", "ties": frozenset({"BANK1"})},
}
FILING = {
    "applicant_kind": "consumer",
    "applicant_name": "张三",
    "applicant_phone": "13800000001",
    "respondent_kind": "institution",
    "respondent_name": "示例银行",
    "respondent_body": "BANK1",
    "what_happened": "经过",
    "privacy_notice": "yes",
}


def rules() -> Rules:
    found = rules_for(read_pack(shipped_pack("plain")))
    return replace(found, tables={**found.tables, "body_handles": BODIES, "neutrals": NEUTRALS})


RULES = rules()


def actor(name: str) -> Actor:
    """The person of that name: a role word, or a body of the table."""
    if name in ("applicant", "respondent"):
        return Actor(name, party={"applicant": "p1", "respondent": "p2"}[name], file="T-1", county="T")
    if name in NEUTRALS:
        return Actor(name, neutral=name, county="T")
    if name in BODIES and name != "PMCF":
        return Actor(
            name, frozenset({name}), frozenset({BODIES[name]["kind"]}), frozenset({"court"}), county="T"
        )
    functions = {"officer": {"officer"}, "reviewer": {"reviewer"}}[name]
    return Actor(name, frozenset({"PMCF"}), frozenset({"PMCF"}), frozenset(functions), county="T")


class Scenario:
    """A case on the table: its picture, the day, and the last refusal."""

    def __init__(self, filing: dict[str, Any] | None = None, *, now: datetime = NOW):
        self.now = now
        self.case = Picture("T-1", "T", owner="PMCF")
        self.refused: list[str] = []
        self.last: dict[str, str] = {}
        self.do("intake.file", "officer", {**FILING, **(filing or {})})

    def do(self, act: str, by: str, data: dict[str, Any] | None = None) -> bool:
        """Perform an act; what refuses it stands in `refused`."""
        values = {k: self._value(v) for k, v in (data or {}).items()}
        who = SYSTEM if by == "system" else actor(by)
        answer = decide(
            RULES,
            self.case,
            act,
            by=who,
            roles=roles_of(who, self.case),
            data=values,
            at=self.now,
            today=self.now.date(),
        )
        if isinstance(answer, Refusal):
            self.refused = [reason.key for reason in answer.reasons]
            return False
        self.refused = []
        self.case = apply(self.case, answer.changes, self.case.seq + 1)
        for _, after in follow(RULES, self.case, at=self.now, today=self.now.date()):
            self.case = after
        return True

    def _value(self, value: Any) -> Any:
        if value == "$hash":
            draft = self.case.latest("agreement")
            return draft.code if draft else ""
        return value

    def wait(self, days: int) -> None:
        """Days go by; what runs out meanwhile is performed by the system, in order."""
        end = self.now + timedelta(days=days)
        while True:
            due = sorted(
                (
                    c
                    for c in self.case.clocks.values()
                    if c.status == "running" and c.due_at and c.due_at <= end
                ),
                key=lambda c: c.due_at,
            )
            if not due:
                break
            self.now = due[0].due_at + timedelta(seconds=1)
            data = {"clock": due[0].key} if due[0].on_expiry == "case.overdue" else {}
            if not self.do(due[0].on_expiry, "system", data) and not self.do(
                "case.overdue", "system", {"clock": due[0].key}
            ):
                raise AssertionError(f"{due[0].key} cannot run out: {self.refused}")
        self.now = end

    def to(
        self, point: str, *, channel: str = "people_mediation", kind: str = "people", track: str = "ordinary"
    ) -> None:
        """Bring the case along the main line to a point of it."""
        for name, steps in LINE:
            if name == "accepted" and channel in ("commissioned", "entrusted"):
                self._must(
                    "intake.court_letter",
                    "officer",
                    {"court": "COURT", "court_kind": channel, "received_on": self.now.date()},
                )
            for act, by, data in steps:
                filled = {
                    k: {"$channel": channel, "$kind": kind, "$track": track}.get(str(v), v)
                    for k, v in data.items()
                }
                self._must(act, by, filled)
            if name == point:
                return
        raise AssertionError(f"the main line has no point {point!r}")

    def hand_over(self, name: str) -> None:
        """Hand the case over to another channel, and bring it there to the point of that name."""
        for act, by, data in OUTSIDE[name]:
            self._must(act, by, data)

    def _must(self, act: str, by: str, data: dict[str, Any]) -> None:
        if not self.do(act, by, data):
            raise AssertionError(f"{act}: {self.refused}")


AGREES = {"agrees": "yes"}
SCAN = {
    "id": "1",
    "name": "盖章页.pdf",
    "media": "application/pdf",
    "size": 1,
    "sha256": "ab" * 32,
    "pages": 1,
}
SEAL = {"signature_kind": "official_seal", "text_hash": "$hash", "witness": "李四", "scan": [SCAN]}
LINE: tuple[tuple[str, tuple[tuple[str, str, dict[str, Any]], ...]], ...] = (
    (
        "accepted",
        (
            (
                "intake.accept",
                "officer",
                {"channel": "$channel", "mediation_kind": "$kind", "track": "$track"},
            ),
        ),
    ),
    ("invited", (("invitation.send", "officer", {"party": "p2", "way": "phone"}),)),
    ("joined", (("invitation.agree", "respondent", {}),)),
    ("drawing", (("appointment.leave_it", "applicant", {}),)),
    ("proposed", (("appointment.propose", "officer", {"neutral": "n1", "method": "appointed"}),)),
    ("disclosed", (("appointment.disclose", "n1", {"ties": "no", "past_cases": "no", "available": "yes"}),)),
    (
        "appointed",
        (
            ("appointment.no_objection", "applicant", AGREES),
            ("appointment.no_objection", "respondent", AGREES),
            ("appointment.accept", "n1", AGREES),
        ),
    ),
    ("mediating", (("mediation.tell_rights", "n1", {}),)),
    ("agreed", (("mediation.reach", "n1", {"terms": "退还", "amount": "100.00"}),)),
    (
        "signing",
        (
            (
                "agreement.draft",
                "n1",
                {
                    "facts_and_issues": "x",
                    "terms": "y",
                    "amount": "100.00",
                    "instalments": "2026-06-01 100.00",
                    "no_harm": "yes",
                },
            ),
            ("agreement.confirm_reading", "applicant", AGREES),
            ("agreement.confirm_reading", "respondent", AGREES),
        ),
    ),
    (
        "signed",
        (
            ("agreement.sign", "applicant", {"signature_kind": "hand", "text_hash": "$hash"}),
            ("agreement.sign", "respondent", SEAL),
        ),
    ),
    (
        "effective",
        (
            ("agreement.mediator_sign", "n1", {"text_hash": "$hash"}),
            ("agreement.seal", "officer", {"text_hash": "$hash"}),
        ),
    ),
)


TODAY = NOW.date()
BY_DUTY = {"whose": "applicant", "packet": "协议、合同", "why": "x", "legal_duty": "民事诉讼法第一百二十五条"}
OUTSIDE: dict[str, tuple[tuple[str, str, dict[str, Any]], ...]] = {
    "order_served": (
        ("referral.begin", "officer", {"channel": "payment_order", "to_body": "COURT", **BY_DUTY}),
        ("referral.send", "officer", {"next_on": TODAY + timedelta(days=7)}),
        ("referral.receive", "COURT", {"received_on": TODAY}),
        ("referral.handle", "COURT", {"accepted_on": TODAY}),
        ("referral.order_issued", "COURT", {"on_day": TODAY}),
        ("referral.order_served", "COURT", {"on_day": TODAY}),
    ),
    "notarised": (
        ("referral.begin", "officer", {"channel": "notarial", "to_body": "NOT1", **BY_DUTY}),
        ("referral.send", "officer", {"next_on": TODAY + timedelta(days=7)}),
        ("referral.receive", "NOT1", {"received_on": TODAY}),
        ("referral.handle", "NOT1", {"accepted_on": TODAY}),
        ("referral.notarised", "NOT1", {"on_day": TODAY}),
    ),
}


def outcome(given: dict[str, Any]) -> dict[str, Any]:
    """What came of a case in `acts.toml`: refusals, stages, ends, last days; see README.md of this folder."""
    scene = Scenario(given.get("filing"))
    if "until" in given:
        chosen = {key: given[key] for key in ("channel", "kind", "track") if key in given}
        scene.to(given["until"], **chosen)
    if "outside" in given:
        scene.hand_over(given["outside"])
    warned = []
    for step in given.get("steps", []):
        scene.do(*step)
        if RULES.acts[step[0]].warning:
            warned.append(step[0])
    refused = scene.refused
    if "wait" in given:
        scene.wait(given["wait"])
    for step in given.get("then", []):
        scene.do(*step)
        refused = scene.refused
    case = scene.case
    last = {run.procedure: run for run in case.proceedings.values()}
    clocks = {clock.name: clock for clock in case.clocks.values()}
    return {
        "refused": refused,
        "stage": {name: run.stage for name, run in last.items()},
        "end": {name: run.end for name, run in last.items()},
        "absent": [name for name in ("confirmation",) if name not in last],
        "clock": {name: clock.due for name, clock in clocks.items()},
        "clock_is": {name: clock.status for name, clock in clocks.items()},
        "parameter": {name: clock.parameter for name, clock in clocks.items()},
        "warned": ",".join(warned),
    }
