"""The jobs of `rongzhi serve`: what each tidies up, and that one that fails leaves the others alone."""

import os
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.utils import timezone

from rongzhi.casework import calendar, keys_file
from rongzhi.casework.actions import perform
from rongzhi.casework.models import Clock
from rongzhi.core.procedure.definition import Actor
from rongzhi.installation import jobs
from rongzhi.installation.jobs import JOBS, Job, run_jobs
from rongzhi.web import results
from tests.factories import county as made

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_expired_sessions_are_deleted(db: None) -> None:
    Session.objects.create(
        session_key="old", session_data="", expire_date=timezone.now() - timedelta(hours=1)
    )
    Session.objects.create(
        session_key="new", session_data="", expire_date=timezone.now() + timedelta(hours=1)
    )

    assert jobs.clear_sessions(NOW) == 1
    assert jobs.clear_sessions(NOW) == 0
    assert Session.objects.get().session_key == "new"


def test_lock_out_records_go_after_a_month(db: None) -> None:
    tables = (AccessAttempt, AccessFailureLog, AccessLog)
    for days in (31, 29):
        for table in tables:
            more = {"failures_since_start": 3} if table is AccessAttempt else {}
            row = table.objects.create(username=f"after {days}", ip_address="127.0.0.1", **more)
            table.objects.filter(pk=row.pk).update(attempt_time=timezone.now() - timedelta(days=days))

    assert jobs.prune_lock_outs(NOW) == 3
    assert jobs.prune_lock_outs(NOW) == 0
    assert [table.objects.get().username for table in tables] == ["after 29"] * 3


def test_batch_results_go_after_a_day(installation) -> None:
    old, new = results.keep({"errors": b"1", "receipts": b"2"}), results.keep({"errors": b"3"})
    folder = installation / "batch-results"
    before = time.time() - results.KEPT_SECONDS - 60
    for path in folder.glob(f"{old}.*"):
        os.utime(path, (before, before))

    assert jobs.clear_batch_results(NOW) == 2
    assert jobs.clear_batch_results(NOW) == 0
    assert results.read(new, "errors") == b"3"


def test_expired_cache_files_are_deleted(installation, settings) -> None:
    place = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": installation / "cache",
    }
    settings.CACHES = {"default": place}
    caches["default"].set("over", "1", timeout=-1)
    caches["default"].set("soon", "2", timeout=600)
    caches["default"].set("never", "3", timeout=None)

    assert jobs.clear_cache(NOW) == 1
    assert jobs.clear_cache(NOW) == 0
    assert [caches["default"].get(key) for key in ("over", "soon", "never")] == [None, "2", "3"]


def test_cache_that_lies_in_no_files_is_left_alone(settings) -> None:
    assert jobs.clear_cache(NOW) == 0


def test_deadlines_that_waited_for_a_calendar_are_computed_once(
    db: None, installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2026, 12, 30, 10, 0, tzinfo=NOW.tzinfo)
    founder = Actor("root", functions=frozenset({"administrator"}), county="Q")
    keys_file.create(installation / "installation.key")
    founding = {"handle": "Q", "name_zh": "Q县", "name_en": "Q County"}
    made.done(
        perform(None, "county.found", by=founder, data=founding, now=late, request="r", county="Q", owner="")
    )
    data = made.dispute(respondent_body=None)
    by = Actor("filer", county="Q")
    number = made.done(
        perform(None, "intake.file", by=by, data=data, now=late, request="r", county="Q", owner="PMCF")
    ).file
    provisional = Clock.objects.filter(file=number, provisional=True)
    waiting = provisional.count()
    with monkeypatch.context() as patch:
        patch.setattr(calendar, "recompute", lambda county, *, now: 0)
        answer, _ = calendar.load_year(
            "Q", year=2027, days="2027-01-01 day_off 元旦", notice="n", by=founder, now=late
        )

    assert answer.ok
    assert (waiting, provisional.count()) == (1, 1)
    assert jobs.recompute_clocks(late) == 1
    assert jobs.recompute_clocks(late) == 0
    assert not provisional.exists()


def test_every_job_has_a_name_in_both_languages() -> None:
    assert len({job.en for job in JOBS}) == len({job.label for job in JOBS}) == len(JOBS) == 11


def test_job_that_fails_is_said_and_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(now: datetime) -> int:
        raise OSError("the folder is gone")

    done = run_jobs(NOW, [Job("甲", "first", broken), Job("乙", "second", lambda now: 2)])

    said = capsys.readouterr()
    assert done == {"first": None, "second": 2}
    assert "the folder is gone" in said.err
    assert "甲" in said.err
    assert "乙：2  second: 2" in said.out


def test_jobs_that_find_nothing_say_nothing(
    db: None, installation, capsys: pytest.CaptureFixture[str]
) -> None:
    made.county()

    assert set(run_jobs(NOW).values()) == {0}
    assert capsys.readouterr() == ("", "")
