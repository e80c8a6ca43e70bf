"""Every kind and state that the declarations can write has its words in both languages."""

from rongzhi.core.procedure.definition import NewEntry, NewSchedule, SetEntries
from rongzhi.rulebook.papers.library import library_of
from rongzhi.rulebook.register_words import ENTRIES, STATUSES
from rongzhi.rulebook.registry import national_procedures
from rongzhi.rulebook.tables import forms

EFFECTS = [e for p in national_procedures() for a in p.acts for e in a.does]


def test_every_kind_of_entry_has_words() -> None:
    kinds = {e.kind for e in EFFECTS if isinstance(e, NewEntry | NewSchedule | SetEntries)}

    assert sorted(kinds - set(ENTRIES)) == []


def test_every_state_of_an_entry_has_words() -> None:
    states = {
        e.status
        for e in EFFECTS
        if isinstance(e, NewEntry | NewSchedule | SetEntries) and isinstance(e.status, str)
    }

    assert sorted(states - set(STATUSES)) == []


def test_everything_that_a_form_must_say_is_said_by_its_paper() -> None:
    library = library_of("plain")

    for form, text in library.texts.items():
        if form in forms():
            assert sorted(set(forms()[form].required_fields) - text.covered) == [], form
