"""What was published is kept; counted anew it says what changed, what came late, and how many files were erased."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from rongzhi import figures_command
from rongzhi.casework.erasure import erase
from rongzhi.casework.rebuild import rebuild
from rongzhi.core.statistics.index import Period
from rongzhi.directory.models import Account
from rongzhi.oversight.models import Published
from rongzhi.oversight.publishing import NotPublished, publish, published, recount, told
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW, clock, officer
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db
YEAR = Period(NOW.date() - timedelta(days=200), NOW.date() + timedelta(days=1), NOW.date())


@pytest.fixture
def kept(db: None) -> Published:
    there.county()
    people()
    for _ in range(6):
        main_line.effective()
    return publish(CODE, "2026-03", YEAR, by="test", now=NOW)


def test_counted_anew_nothing_has_changed(kept):
    found = recount(kept)

    assert (found.whole, found.changed, found.late_events, found.erased_files) == (True, (), 0, 0)


def test_what_happens_after_the_cut_off_changes_nothing(kept):
    for _ in range(3):
        there.filed(now=clock(days=1))

    assert recount(kept).changed == ()
    assert recount(kept).late_events == 0


def test_what_comes_late_is_counted_and_named(kept):
    for _ in range(5):
        there.filed()

    found = recount(kept)
    assert found.late_events >= 5
    assert "IE4" in {one.key for one in found.changed}
    changed = next(one for one in found.changed if one.key == "IE4")
    assert (changed.then["whole"], changed.now["whole"]) == (6, 11)


def test_erased_files_are_named_by_their_number_and_the_figures_stay(kept):
    file = main_line.picture("W-2026-000001").number
    erase(file, "person:p2", reason="request", by=officer(), now=NOW)
    erase(file, "file", reason="request", by=officer(), now=NOW)

    found = recount(kept)
    assert (found.erased_files, found.changed) == (1, ())


def test_figures_are_the_same_to_the_last_digit_after_a_rebuild(kept):
    before = told(CODE, YEAR)

    rebuild()

    assert told(CODE, YEAR) == before


def test_a_name_is_published_once(kept):
    with pytest.raises(NotPublished, match="already"):
        publish(CODE, "2026-03", YEAR, by="test", now=NOW)
    assert len(published(CODE)) == 1


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 41, "<b>"])
def test_a_name_that_cannot_be_used_is_refused(db, name):
    there.county()

    with pytest.raises(NotPublished, match="name"):
        publish(CODE, name, YEAR, by="test", now=NOW)


def test_what_was_published_cannot_be_changed(kept):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE oversight_published SET content = '{}'")


def test_commands_publish_list_and_count_anew(kept, capsys):
    assert figures_command.run(["publish", "second"]) == 0
    assert figures_command.run(["published"]) == 0
    assert figures_command.run(["published", "second"]) == 0

    shown = capsys.readouterr().out
    assert "second" in shown
    assert "全部数字与公布时相同" in shown


def test_page_shows_what_was_published_and_what_is_counted_now(kept):
    client = Client()
    client.force_login(
        Account.objects.get(username="agent-SEC"), backend="django.contrib.auth.backends.ModelBackend"
    )
    same = client.get("/desk/oversight/published/2026-03/").text
    main_line.effective()
    other = client.get("/desk/oversight/published/2026-03/").text

    assert "全部数字与公布时相同" in same
    assert same.count("6 / 6") >= 1
    assert "当时不能下结论" in same
    assert "公布时" in other
    assert "6 / 6" in other
    assert "7 / 7" in other
