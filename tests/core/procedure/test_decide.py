"""The machinery on a small procedure that knows no law: weighing, moving, clocks, automatic acts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rongzhi.core.parameters import Parameter, Parameters, Value
from rongzhi.core.procedure.apply import apply
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.decide import SYSTEM, Outcome, Refusal, available, decide, follow
from rongzhi.core.procedure.definition import (
    Act,
    Actor,
    Clock,
    Closes,
    Confidence,
    Ends,
    From,
    Last,
    Look,
    NewEntry,
    NewParty,
    NewSchedule,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetEntries,
    Source,
    Stage,
    guard,
)
from rongzhi.core.procedure.fields import (
    Amount,
    Checked,
    Code,
    Day,
    EntryRef,
    Field,
    PartyRef,
    Schedule,
    Text,
    YesNo,
)
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.workdays import Calendar, Unit

SOURCE = Source("test rule")
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CLERK = Actor("clerk", functions=frozenset({"officer"}))
DC = DataClass


@guard("asked", requires="已经询问", en="it was asked", source=SOURCE)
def asked(case, given):
    return bool(case.list("question"))


@guard("all_said", requires="都已回答", en="all answered", source=SOURCE)
def all_said(case, given):
    return len(case.list("reply")) == 2


@guard("small", requires="金额较小", en="the amount is small", source=SOURCE, on_data=True)
def small(case, given):
    return given.data.get("amount", Decimal(0)) < 100


OPEN = Act(
    "talk.open",
    "开始",
    "open",
    who=("filer",),
    source=SOURCE,
    founds=True,
    to="asking",
    data=(
        Field(
            "a_name", Text(max=20), DC.DC3, label="姓名", en="Name", required=True, part="person", about="a"
        ),
        Field("a_phone", Checked("phone"), DC.DC3, label="电话", en="Phone", part="person", about="a"),
        Field("a_secret", Text(), DC.DC7, label="证号", en="ID", about="a"),
        Field("story", Text(max=50), DC.DC3, label="经过", en="Story", required=True),
        Field("amount", Amount(), DC.DC3, label="金额", en="Amount"),
        Field("kind", Code("kinds"), DC.DC2, label="类别", en="Kind"),
        Field("on", Day(), DC.DC3, label="日期", en="Day"),
    ),
    needs=(small,),
    starts=(Clock("wait", "three_days", on_expiry="talk.over"),),
    does=(
        NewParty("first", "a"),
        NewParty("second", "b"),
        SetCase("kind", Of("kind")),
        SetCase("filed_on", From.TODAY),
    ),
    gives_code="a",
)
ASK = Act(
    "talk.ask",
    "询问",
    "ask",
    who=("clerk",),
    source=SOURCE,
    from_=("asking",),
    does=(NewEntry("question", on=From.TODAY, code="q"),),
    pauses=("wait",),
    concurrent=True,
)
REPLY = Act(
    "talk.reply",
    "回答",
    "reply",
    who=("clerk",),
    source=SOURCE,
    from_=("asking",),
    needs=(asked,),
    data=(
        Field("party", PartyRef(), DC.DC2, label="谁", en="Who", required=True),
        Field("to", EntryRef("question"), DC.DC2, label="问题", en="Question"),
        Field("aside", Text(), DC.DC4, label="私话", en="Aside", about="party"),
        Field("plan", Schedule(), DC.DC6, label="期次", en="Plan"),
    ),
    does=(
        NewEntry("reply", party=Of("party"), remembers=(("colour", Look("kinds", Of("party"), "colour")),)),
        SetEntries("question", "answered", match=Of("to"), code=Of("party")),
        NewSchedule("line", "plan"),
    ),
    resumes=("wait",),
)
DONE = Act(
    "talk.done",
    "完成",
    "done",
    who=("system",),
    source=SOURCE,
    from_=("asking",),
    to="closed",
    needs=(all_said,),
    automatic=True,
    opens=(Opens("care"),),
    ends=Ends("E1"),
    does=(SetCase("last", Last("reply", "party")),),
    issues=("P1",),
)
OVER = Act(
    "talk.over",
    "期满",
    "over",
    who=("system",),
    source=SOURCE,
    from_=("asking",),
    to="closed",
    ends=Ends("E2"),
    timer=True,
)
CARE = Act(
    "care.finish", "结束", "finish", who=("clerk",), source=SOURCE, from_=("caring",), to="cared", data=()
)
STOP = Act(
    "stop.all",
    "全部停止",
    "stop",
    who=("clerk",),
    source=SOURCE,
    to="stopped",
    closes=(Closes("talk", "closed"), Closes("care", "cared")),
    ends=Ends("E3"),
)
RULES = Rules(
    procedures={
        "talk": Procedure(
            "talk",
            "谈话",
            "talk",
            (OPEN, ASK, REPLY, DONE, OVER),
            (Stage("asking", "询问中", "asking"), Stage("closed", "结束", "closed", final=True)),
        ),
        "care": Procedure(
            "care",
            "照看",
            "care",
            (CARE,),
            (Stage("caring", "照看中", "caring"), Stage("cared", "完", "cared", final=True)),
        ),
        "stop": Procedure("stop", "停止", "stop", (STOP,), (Stage("stopped", "停", "stopped", final=True),)),
    },
    parameters=Parameters(
        [
            Parameter(
                "three_days",
                "三日",
                "three days",
                "x",
                (Value(None, 3, Unit.WORKING, 0, False, "test", Confidence.DESIGN),),
            )
        ]
    ),
    calendar=Calendar.from_rows([], known_years=[2026]),
    tables={"kinds": {"k1": {"colour": "red"}, "p1": {"colour": "blue"}}},
)
BLANK = Picture("", "T")


def do(case, key, data=None, *, roles=("clerk",), at=NOW, by=CLERK, **more):
    answer = decide(
        RULES, case, key, by=by, roles=frozenset(roles), data=data or {}, at=at, today=at.date(), **more
    )
    if isinstance(answer, Outcome):
        return answer, apply(case, answer.changes, case.seq + 1)
    return answer, case


def opened():
    return do(
        BLANK,
        "talk.open",
        {"a_name": "张三", "a_phone": "19900001234", "story": "经过", "amount": "12.50", "kind": "k1"},
        roles=("filer",),
    )


def keys(refusal):
    return [reason.key for reason in refusal.reasons]


def test_founding_act_makes_parties_header_clock_and_sealed_parts():
    outcome, case = opened()

    assert case.parties["p1"].side == "first"
    assert case.parties["p2"].side == "second"
    assert case.header["kind"] == "k1"
    assert case.header["status"] == "open"
    assert outcome.sealed == {
        "person:p1": {"name": "张三", "phone": "19900001234"},
        "file": {"story": "经过"},
    }
    assert outcome.facts == {"amount": Decimal("12.50"), "kind": "k1"}
    assert [(c.name, c.due) for c in case.clocks.values()] == [("wait", date(2026, 3, 5))]
    assert ("code", "p1", {"purpose": "talk.open"}) in outcome.changes


def test_founding_act_on_an_existing_file_is_refused():
    _, case = opened()

    answer, _ = do(case, "talk.open", {"a_name": "x", "story": "y"}, roles=("filer",))

    assert keys(answer) == ["already_filed"]


def test_every_reason_comes_back_at_once():
    answer, _ = do(
        BLANK,
        "talk.open",
        {
            "a_phone": "12",
            "amount": "1e30",
            "kind": "zz",
            "on": "2026-02-30",
            "more": "x",
            "story": "很" * 51,
        },
        roles=("clerk",),
    )

    assert isinstance(answer, Refusal)
    assert sorted((r.key, r.field) for r in answer.reasons) == [
        ("foreign_field", "more"),
        ("missing", "a_name"),
        ("not_yours", ""),
        ("unfit", "a_phone"),
        ("unfit", "amount"),
        ("unfit", "kind"),
        ("unfit", "on"),
        ("unfit", "story"),
    ]
    assert all(r.zh and r.en for r in answer.reasons)


def test_guard_on_the_answers_refuses_with_its_sentence():
    answer, _ = do(BLANK, "talk.open", {"a_name": "x", "story": "y", "amount": "100"}, roles=("filer",))

    assert [(r.key, r.zh) for r in answer.reasons] == [("small", "尚不具备条件：金额较小。")]


def test_act_out_of_its_stage_names_both_stages():
    _, case = opened()

    answer, _ = do(case, "care.finish")

    assert keys(answer) == ["out_of_stage"]
    assert "照看中" in answer.reasons[0].zh
    assert "尚未开始" in answer.reasons[0].zh


def test_unknown_act_is_refused():
    assert keys(do(BLANK, "talk.nothing")[0]) == ["unknown_act"]


def test_stale_version_is_refused_unless_the_act_is_concurrent():
    _, case = opened()
    _, asked_once = do(case, "talk.ask", expected=99)

    answer, _ = do(asked_once, "talk.reply", {"party": "p1"}, expected=99)

    assert asked_once.list("question")
    assert keys(answer) == ["changed"]


def test_pause_and_resume_move_the_due_day_by_the_pause():
    _, case = opened()
    _, case = do(case, "talk.ask")
    paused = case.clock("wait")
    _, case = do(case, "talk.reply", {"party": "p1"}, at=NOW + timedelta(days=7))

    assert paused.status == "paused"
    assert case.clock("wait").status == "running"
    assert case.clock("wait").due == date(2026, 3, 11)


def test_aside_goes_to_the_part_of_the_party_named():
    _, case = opened()
    _, case = do(case, "talk.ask")

    answer, _ = do(case, "talk.reply", {"party": "p2", "aside": "底线"})

    assert answer.sealed == {"side:p2": {"aside": "底线"}}


def test_entry_reference_schedule_and_remembered_columns():
    _, case = opened()
    _, case = do(case, "talk.ask")
    _, case = do(
        case, "talk.reply", {"party": "p1", "to": "question-1", "plan": "2026-05-01 10\n2026-04-01 5.5"}
    )

    assert (case.entries["question-1"].status, case.entries["question-1"].code) == ("answered", "p1")
    assert case.entries["reply-1"].facts == {"colour": "blue"}
    assert [(e.on, e.amount) for e in case.list("line")] == [
        (date(2026, 4, 1), Decimal("5.50")),
        (date(2026, 5, 1), Decimal("10.00")),
    ]
    assert keys(do(case, "talk.reply", {"party": "p9", "to": "reply-1"})[0]) == ["unfit", "unfit"]


def test_automatic_act_follows_closes_the_proceeding_and_opens_the_next():
    _, case = opened()
    _, case = do(case, "talk.ask")
    _, case = do(case, "talk.reply", {"party": "p1"})
    assert list(follow(RULES, case, at=NOW, today=NOW.date())) == []
    _, case = do(case, "talk.reply", {"party": "p2"})

    steps = list(follow(RULES, case, at=NOW, today=NOW.date()))

    (outcome, after) = steps[0]
    assert [o.act.key for o, _ in steps] == ["talk.done"]
    assert (after.proceedings["talk-1"].open, after.proceedings["talk-1"].end) == (False, "E1")
    assert after.proceedings["care-1"].stage == "caring"
    assert after.header["last"] == "p2"
    assert after.clock("wait").status == "stopped"
    assert ("paper", "P1-5", {"form": "P1", "proceeding": "talk-1", "status": "due"}) in outcome.changes


def test_timer_acts_only_when_its_clock_ran_out():
    _, case = opened()

    early, _ = do(case, "talk.over", roles=("system",), by=SYSTEM)
    late, after = do(case, "talk.over", roles=("system",), by=SYSTEM, at=NOW + timedelta(days=4))

    assert keys(early) == ["not_due"]
    assert isinstance(late, Outcome)
    assert after.clock("wait").status in ("expired", "stopped")
    assert after.header["status"] == "ended"
    assert after.header["ended_on"] == date(2026, 3, 6)


def test_closing_act_ends_all_other_proceedings():
    _, case = opened()

    _, after = do(case, "stop.all")

    assert [(p.key, p.stage, p.open, p.end) for p in after.proceedings.values()] == [
        ("talk-1", "closed", False, "E3"),
        ("stop-1", "stopped", False, "E3"),
    ]
    assert after.header["status"] == "ended"


def test_switched_off_procedure_offers_and_allows_nothing():
    rules = replace(
        RULES, procedures={**RULES.procedures, "stop": replace(RULES.procedures["stop"], off=True)}
    )
    _, case = opened()

    answer = decide(
        rules, case, "stop.all", by=CLERK, roles=frozenset({"clerk"}), data={}, at=NOW, today=NOW.date()
    )
    offered = available(rules, case, by=CLERK, roles=frozenset({"clerk"}), at=NOW, today=NOW.date())

    assert keys(answer) == ["switched_off"]
    assert [act.key for act, _, _ in offered] == ["talk.ask", "talk.reply"]


def test_offered_equals_allowed():
    _, case = opened()

    offered = {
        act.key: unmet
        for act, _, unmet in available(
            RULES, case, by=CLERK, roles=frozenset({"clerk"}), at=NOW, today=NOW.date()
        )
    }

    assert [r.key for r in offered["talk.reply"]] == ["asked"]
    assert keys(do(case, "talk.reply", {"party": "p1"})[0]) == ["asked"]
    assert offered["talk.ask"] == ()
    assert isinstance(do(case, "talk.ask")[0], Outcome)


@pytest.mark.parametrize("raw", [True, 1.5, ["x"], {"a": 1}, b"x", "\x00"])
def test_odd_json_values_never_raise(raw):
    answer, _ = do(
        BLANK,
        "talk.open",
        {"a_name": raw, "story": raw, "amount": raw, "on": raw, "kind": raw},
        roles=("filer",),
    )

    assert answer is not None


def test_yes_no_that_must_be_yes_refuses_no():
    from rongzhi.core.procedure.fields import Unfit, typed

    item = Field("ok", YesNo(must=True), DC.DC2, label="同意", en="OK")

    assert typed(item, "是", NOW.date()) is True
    with pytest.raises(Unfit):
        typed(item, "no", NOW.date())
