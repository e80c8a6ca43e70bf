"""What a lawyer has still to check is marked wherever it is shown; limits that run together are shown, the earlier first."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rongzhi.core.parameters import Value
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import RunningClock
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.registry import national_procedures
from rongzhi.web.labels import CONFIDENCE
from rongzhi.web.views import cases
from tests.factories import county as made
from tests.factories.main_line import mediating, picture

ZH = {"accept-language": "zh"}
TODAY = made.NOW.date()
NOT_DAYS = ("percent", "yuan", "number")


def _in_force(key: str) -> Value | None:
    return national()[key].on(TODAY)


UNCONFIRMED = [key for key in national() if (value := _in_force(key)) is not None and value.unconfirmed]
PERIODS = [key for key in UNCONFIRMED if str(national().on(key, TODAY).unit) not in NOT_DAYS]


def mark_of(key: str) -> str:
    return CONFIDENCE[str(national().on(key, TODAY).confidence)].label


def parameters_of(act: Act) -> set[str]:
    return {c.parameter for c in act.starts} | {v.parameter for c in act.starts for v in c.choices}


def test_there_are_marks_of_both_kinds() -> None:
    assert {mark_of(key) for key in UNCONFIRMED} == {CONFIDENCE["recall"].label, CONFIDENCE["design"].label}


def test_every_unconfirmed_value_is_marked_on_the_rules_page(county: str, client: Client) -> None:
    text = client.get("/rules/", headers=ZH).text
    rows = [row for row in re.findall(r"<tr>.*?</tr>", text, re.S) if "doubt" in row]

    for key in UNCONFIRMED:
        fitting = [row for row in rows if f">{national()[key].label}<" in row]
        assert any(mark_of(key) in row for row in fitting), key
    assert len(rows) == len(UNCONFIRMED)


@pytest.mark.parametrize("key", [p.key for p in national_procedures()])
def test_every_unconfirmed_period_is_marked_on_its_procedures_page(
    county: str, client: Client, key: str
) -> None:
    (procedure,) = [p for p in national_procedures() if p.key == key]
    text = client.get(reverse("procedure", args=[key]), headers=ZH).text

    for act in procedure.acts:
        shown = text.split(f'id="{act.key}"', 1)[1].split("</section>", 1)[0]
        for parameter in parameters_of(act) & set(UNCONFIRMED):
            lines = [p for p in shown.split("<p>") if p.startswith(national()[parameter].label)]
            assert any(mark_of(parameter) in line for line in lines), (act.key, parameter)


def test_every_unconfirmed_period_is_marked_on_the_staffs_page_of_a_case_alone(
    county: str, staff, party, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = mediating()
    clocks = {
        f"x/{n}": RunningClock(f"x/{n}", key, "", key, started=TODAY, due=TODAY + timedelta(days=n))
        for n, key in enumerate(PERIODS, 1)
    }
    opened = cases.open_file

    def with_all_clocks(request, file, **how):
        seen = opened(request, file, **how)
        return replace(seen, picture=replace(seen.picture, clocks=clocks))

    monkeypatch.setattr(cases, "open_file", with_all_clocks)

    lines = deadlines_of(staff("officer").get(f"/cases/{number}/", headers=ZH).text)
    own = deadlines_of(party(number).get(f"/cases/{number}/", headers=ZH).text)

    assert len(lines) == len(own) == len(PERIODS)
    for key, line in zip(PERIODS, lines, strict=True):
        assert national()[key].label in line
        assert mark_of(key) in line, key
    assert not any("tag doubt" in line for line in own)


def deadlines_of(page: str) -> list[str]:
    """The lines of the list of deadlines, in their order."""
    listed = re.search(r'<ul class="clocks">(.*?)</ul>', page, re.S)
    return re.findall(r"<li.*?</li>", listed.group(1), re.S) if listed else []


@pytest.mark.parametrize(("days", "first"), [(-1, "答复"), (1, "调解")])
def test_two_limits_that_run_together_are_both_shown_the_earlier_first(
    county: str, staff, monkeypatch: pytest.MonkeyPatch, days: int, first: str
) -> None:
    number = mediating()
    (period,) = picture(number).running_clocks
    assert period.due is not None
    day = period.due + timedelta(days=days)
    second = RunningClock(
        "x/1", "answer", "", "med_party_response", started=TODAY, due=day, due_at=end_of(day)
    )
    opened = cases.open_file

    def with_a_second(request, file, **how):
        seen = opened(request, file, **how)
        return replace(seen, picture=replace(seen.picture, clocks={period.key: period, second.key: second}))

    monkeypatch.setattr(cases, "open_file", with_a_second)

    lines = deadlines_of(staff("officer").get(f"/cases/{number}/", headers=ZH).text)

    assert len(lines) == 2
    names = {"答复": national()["med_party_response"].label, "调解": national()[period.parameter].label}
    assert names[first] in lines[0]
    assert names[{"答复": "调解", "调解": "答复"}[first]] in lines[1]


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), made.SHANGHAI)


def test_what_the_counter_adds_is_not_asked_of_the_party_itself(county: str, staff, party) -> None:
    number = mediating()
    address = f"/cases/{number}/acts/mediation.leave/"

    own, counter = party(number).get(address).text, staff("officer").get(address).text

    assert ('name="party"' in counter, 'name="how"' in counter) == (True, True)
    assert ('name="party"' in own, 'name="how"' in own) == (False, False)
