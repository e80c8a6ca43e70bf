"""The twenty hidden thresholds: each one that can be proved is found when it is planted."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.data_classes import DC2
from rongzhi.core.procedure.fields import Amount, Field, Text, YesNo
from rongzhi.rulebook.hidden_thresholds import THRESHOLDS, not_provable, proved
from rongzhi.rulebook.registry import national_procedures, national_rules


def planted(key, change):
    """The national rules with the acts of that key changed; `key` may end with a dot for a whole procedure."""
    declared = [
        replace(
            p,
            acts=tuple(
                change(a) if a.key == key or (a.key.startswith(key) and key.endswith(".")) else a
                for a in p.acts
            ),
        )
        for p in national_procedures()
    ]
    return national_rules(procedures=declared)


def asking(name, kind=None):
    field = Field(name, kind or Text(), DC2, "新项", "New", required=True, form="F01")
    return lambda act: replace(act, data=(*(f for f in act.data if f.key != name), field))


PLANTED = {
    1: ("intake.file", asking("complaint_made")),
    4: ("intake.", lambda act: replace(act, founds=False) if "filer" in act.who else act),
    5: ("mediation.offer", asking("face_scan", YesNo())),
    6: ("intake.file", asking("amount", Amount())),
    7: ("intake.file", asking("respondent_body")),
    8: ("intake.file", asking("applicant_township")),
    9: ("mediation.offer", asking("deposit", Amount())),
    12: ("intake.refuse", lambda act: replace(act, issues=())),
    13: ("intake.ask_completion", lambda act: replace(act, needs=())),
    14: ("appointment.choose", lambda act: replace(act, who=("organisation",))),
    15: ("intake.file", lambda act: replace(act, starts=())),
    16: ("withdrawal.", lambda act: replace(act, who=("organisation",))),
    17: ("invitation.send", lambda act: replace(act, starts=())),
    18: ("intake.file", lambda act: replace(act, data=tuple(replace(f, required=True) for f in act.data))),
    19: ("withdrawal.record", lambda act: replace(act, opens=())),
}


def against(rules, number):
    return next(faults for each, faults in proved(rules) if each.number == number)


def test_twenty_points_in_order():
    assert [each.number for each in THRESHOLDS] == list(range(1, 21))
    assert all(each.zh and each.en and each.why and each.why_en for each in THRESHOLDS)


def test_every_point_is_planted_or_not_provable():
    assert set(PLANTED) == {each.number for each in THRESHOLDS} - {each.number for each in not_provable()}


@pytest.mark.parametrize("number", PLANTED)
def test_national_rules_hold(number):
    assert against(national_rules(), number) == ()


@pytest.mark.parametrize("number", PLANTED)
def test_planted_threshold_is_found(number):
    assert against(planted(*PLANTED[number]), number)
