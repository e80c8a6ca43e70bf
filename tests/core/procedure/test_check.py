"""The checker finds each kind of fault when it is planted, and none in sound rules."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.check import check
from rongzhi.core.procedure.data_classes import DC2, DC3
from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Closes,
    Ends,
    Extends,
    Guard,
    Last,
    NewEntry,
    NewSchedule,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetClock,
    SetEntries,
    Source,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Code, EntryRef, Field, Text
from tests.core.procedure import small_house as house
from tests.core.procedure.small_house import EVERYDAY, LAW, LOAN, PUBLISHED, rules, with_act, with_more

NOTHING = Source("")


def act(key, **what):
    given = {"label": "事项", "en": "act", "who": ("organisation",), "source": LAW} | what
    return Act(key=key, **given)


def changed(key, **what):
    return with_act(key, lambda old: replace(old, **what))


def stages(*more, without=()):
    kept = tuple(stage for stage in LOAN.stages if stage.code not in without)
    return rules(replace(LOAN, stages=(*kept, *more)), EVERYDAY)


def needing(key, **what):
    base = {"requires": "条件", "en": "condition", "test": lambda case, given: True, "source": LAW}
    return (Guard(key, **(base | what)),)


def asking(**what):
    return Field("extra", Text(), DC3, "新项", "Extra", **what)


LATE_HOLD = Stage("held", "搁置", "held", waiting_for="organisation")
HOLD = act("loan.hold", from_=("asked",), to="held")
PASS_ON = {"who": ("system",), "automatic": True}

FAULTS = {
    "unreachable_stage": lambda: stages(LATE_HOLD),
    "never_ends": lambda: rules(
        replace(LOAN, stages=(*LOAN.stages, LATE_HOLD), acts=(*LOAN.acts, HOLD)), EVERYDAY
    ),
    "nobody_acts": lambda: rules(
        replace(LOAN, stages=(*LOAN.stages, LATE_HOLD), acts=(*LOAN.acts, HOLD)), EVERYDAY
    ),
    "stage_differs": lambda: stages(LATE_HOLD),
    "no_stages": lambda: rules(LOAN, EVERYDAY, Procedure("empty", "空", "empty", (), source=LAW)),
    "automatic_stays": lambda: with_more(act("loan.loop", from_=("asked",), **PASS_ON)),
    "automatic_cycle": lambda: with_more(
        act("loan.there", from_=("asked",), to="signing", **PASS_ON),
        act("loan.back", from_=("signing",), to="asked", **PASS_ON),
    ),
    "refusal_without_ground": lambda: changed("loan.refuse", data=house.REFUSE.data[1:]),
    "refusal_without_reasons": lambda: changed("loan.refuse", data=house.REFUSE.data[:1]),
    "refusal_unwritten": lambda: changed("loan.refuse", issues=()),
    "refusal_before_invitation": lambda: changed("loan.refuse", needs=()),
    "refusal_without_review": lambda: changed("loan.uphold", reviews=False),
    "unmarked_refusal": lambda: changed("loan.refuse", refuses=False),
    "same_person_reviews": lambda: changed("loan.uphold", needs=()),
    "unknown_parameter": lambda: changed("loan.accept", starts=(Clock("c", "nothing"),)),
    "no_value": lambda: changed("loan.accept", starts=(Clock("c", "unset"),)),
    "not_a_period": lambda: changed("loan.accept", starts=(Clock("c", "yuan"),)),
    "not_a_timer": lambda: changed("loan.accept", starts=(Clock("c", "days", on_expiry="loan.sign"),)),
    "expiry_out_of_stage": lambda: changed("loan.time_over", from_=("asked",)),
    "foreign_expiry": lambda: rules(
        LOAN,
        EVERYDAY,
        Procedure(
            "other",
            "其他",
            "other",
            (
                act("other.begin", to="a", starts=(Clock("c", "days", on_expiry="loan.time_over"),)),
                act("other.end", from_=("a",), to="b"),
            ),
            (Stage("a", "甲", "a"), Stage("b", "乙", "b", final=True)),
            LAW,
        ),
    ),
    "unknown_clock": lambda: changed("loan.uphold", stops=("no_such_clock",)),
    "restates_nothing": lambda: changed("loan.uphold", restates=("review_time",)),
    "no_source": lambda: changed("loan.sign", source=NOTHING),
    "no_sentence": lambda: changed("loan.sign", needs=needing("silent", requires=" ")),
    "unknown_role": lambda: changed("loan.sign", who=("party", "wizard")),
    "nobody_may": lambda: changed("loan.sign", who=("system",)),
    "unknown_stage": lambda: changed("loan.uphold", to="nowhere"),
    "unknown_procedure": lambda: changed("loan.uphold", opens=(Opens("nothing"),)),
    "unknown_form": lambda: changed("loan.uphold", issues=("F99",)),
    "unknown_end": lambda: changed("loan.all_signed", ends=Ends("E9")),
    "unknown_text": lambda: changed("loan.accept", tells=(Tells("never_written", "applicant"),)),
    "unknown_table": lambda: changed("loan.uphold", data=(Field("c", Code("nothing"), DC2, "码", "Code"),)),
    "unknown_field": lambda: changed("loan.uphold", does=(SetCase("amount", Of("nothing")),)),
    "unknown_entry": lambda: changed("loan.uphold", does=(SetEntries("nothing", "done"),)),
    "unknown_act": lambda: changed("loan.accept", starts=(Clock("c", "days", on_expiry="loan.nothing"),)),
    "duplicate": lambda: with_more(house.SIGN),
    "foreign_act": lambda: with_more(act("elsewhere.look", from_=("asked",))),
    "no_label": lambda: changed("loan.uphold", data=(Field("x", Text(), DC3, "", "x"),)),
    "hidden_demand": lambda: changed("loan.ask_review", data=(asking(required=True),)),
    "blocks_filing": lambda: changed("loan.ask", data=(*house.ASK.data, asking(required=True, form="F01"))),
}


def codes(found):
    return {fault.code for fault in found}


def test_sound_rules_have_no_fault():
    assert check(rules(), published=PUBLISHED) == []


@pytest.mark.parametrize("code", FAULTS)
def test_fault_is_found(code):
    found = [fault for fault in check(FAULTS[code](), published=PUBLISHED) if fault.code == code]

    assert found
    assert all(fault.zh and fault.en and fault.where for fault in found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"closes": (Closes("nothing", "done"),)}, "unknown_procedure"),
        ({"closes": (Closes("loan", "asked"),)}, "unknown_stage"),
        ({"extends": Extends("no_clock", Of("day"))}, "unknown_clock"),
        ({"ends": Ends(Of("code"))}, "unknown_field"),
        ({"tells": (Tells("accepted", Of("nobody")),)}, "unknown_field"),
        ({"does": (SetCase("x", Last("nothing")),)}, "unknown_entry"),
        ({"does": (NewEntry("x", facts=("nothing",)),)}, "unknown_field"),
        ({"does": (NewSchedule("x", "nothing"),)}, "unknown_field"),
        ({"does": (SetClock(Of("nothing"), Of("nothing")),)}, "unknown_field"),
        ({"data": (Field("e", EntryRef("nothing"), DC2, "项", "Entry"),)}, "unknown_entry"),
        ({"starts": (Clock("c", "days", from_entry="nothing"),)}, "unknown_entry"),
        ({"starts": (Clock("c", "days", from_field="nothing"),)}, "unknown_field"),
        ({"needs": needing("paper", demands=("F99",))}, "hidden_demand"),
        ({"needs": needing("paper", source=NOTHING)}, "no_source"),
    ],
)
def test_name_that_means_nothing_is_found(change, code):
    assert code in codes(check(changed("loan.accept", **change), published=PUBLISHED))


def test_clock_alone_brings_a_stage_on_where_it_surely_runs():
    assert "nobody_acts" not in codes(check(with_act("loan.sign", lambda old: None), published=PUBLISHED))


def test_clock_that_may_be_stopped_brings_nothing_on():
    stop = act("loan.stop", from_=("asked",), to="signing")
    found = check(
        rules(replace(LOAN, acts=(*(a for a in LOAN.acts if a is not house.SIGN), stop)), EVERYDAY),
        published=PUBLISHED,
    )

    assert ("nobody_acts", "loan.signing") in {(fault.code, fault.where) for fault in found}


def test_automatic_act_that_uses_up_the_register_may_stay():
    once = act(
        "loan.once",
        from_=("asked",),
        does=(SetEntries("signature", "used", match="all", was=("open",)),),
        **PASS_ON,
    )

    assert "automatic_stays" not in codes(check(with_more(once), published=PUBLISHED))


def test_automatic_acts_that_open_each_other_are_a_cycle():
    def opening(key, other):
        stage = Stage("a", "甲", "a", waiting_for="organisation")
        end = Stage("b", "乙", "b", final=True)
        acts = (
            act(f"{key}.go", from_=("a",), to="b", opens=(Opens(other),), **PASS_ON),
            act(f"{key}.end", from_=("a",), to="b"),
        )
        return Procedure(key, "甲", key, acts, (stage, end), LAW)

    found = check(rules(LOAN, EVERYDAY, opening("one", "two"), opening("two", "one")), published=PUBLISHED)

    assert "automatic_cycle" in codes(found)


def test_texts_are_not_checked_when_none_are_given():
    found = check(FAULTS["unknown_text"](), published=replace(PUBLISHED, texts=None))

    assert "unknown_text" not in codes(found)
