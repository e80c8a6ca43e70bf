"""What is tidied up while serving: a table of small jobs, each a function that returns how many things it did."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache
from django.utils import timezone

from rongzhi.installation.words import say, warn

DAY = 24 * 3600  # seconds
LOCK_OUTS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its name in both languages, and its work at a moment of the county's clock."""

    label: str
    en: str
    work: Callable[[datetime], int]


def run_jobs(now: datetime, jobs: Sequence[Job] | None = None) -> Mapping[str, int | None]:
    """Do every job once; gives the counts by name, None where a job failed. One that fails is said, the others go on."""
    done: dict[str, int | None] = {}
    for job in JOBS if jobs is None else jobs:
        try:
            count = done[job.en] = job.work(now)
        except Exception as fault:  # whatever it is, the other jobs do not wait for it
            done[job.en] = None
            reason = f"{type(fault).__name__}: {fault}"
            warn(
                f"定时清理“{job.label}”没有完成，十分钟后再试；反复出现时请运行 rongzhi health。",
                f"The job “{job.en}” failed ({reason}) and is tried again in ten minutes. If that goes on, run rongzhi health.",
            )
            continue
        if count:
            say(f"{job.label}：{count}", f"{job.en}: {count}")
    return done


def clear_sessions(now: datetime) -> int:
    """Delete the sessions that have run out by the machine's clock."""
    from django.contrib.sessions.models import Session  # app ready

    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def prune_lock_outs(now: datetime) -> int:
    """Delete what is noted of sign-ins and wrong passwords, a month after."""
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog  # app ready

    before = timezone.now() - LOCK_OUTS_KEPT
    tables = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(table.objects.filter(attempt_time__lt=before).delete()[0] for table in tables)


def prune_sign_ins(now: datetime) -> int:
    """Delete what is noted of sign-ins that were last seen a month ago."""
    from rongzhi.accounts.sign_ins import prune  # app ready

    return prune(at=timezone.now())


def clear_batch_results(now: datetime) -> int:
    """Delete the error files and receipts of batches, a day after."""
    from rongzhi.web.results import clear  # app ready

    return clear()


def clear_packages(now: datetime) -> int:
    """Delete packages that were looked into and not taken in, and what broken ones left, a day after."""
    from rongzhi.exchange.models import Transfer  # app ready
    from rongzhi.exchange.parcels_kept import sweep  # app ready

    held = Transfer.objects.filter(wrapped__isnull=False).values_list("wrapped", flat=True)
    return sweep([bytes(one) for one in held], before=time.time() - DAY)


def clear_cache(now: datetime) -> int:
    """Delete the files of the cache that have run out; Django deletes one only when it is asked for again."""
    cache, count = caches["default"], 0
    if not isinstance(cache, FileBasedCache):
        return 0
    for name in cache._list_cache_files():
        with suppress(FileNotFoundError), open(name, "rb") as file:
            count += cache._is_expired(file)
    return count


def recompute_clocks(now: datetime) -> int:
    """Compute anew the deadlines that waited for a year's calendar and no longer have to."""
    from rongzhi.casework.calendar import recompute  # app ready
    from rongzhi.directory.models import County  # app ready

    return sum(recompute(code, now=now) for code in County.objects.values_list("code", flat=True))


def sweep_files(now: datetime) -> int:
    """Destroy files that were received and not handed in within a day, and what broken uploads left."""
    from rongzhi.casework.evidence.erasing import sweep  # app ready

    return sweep(now)


def draw_papers(now: datetime) -> int:
    """Draw the papers that acts have issued since."""
    from rongzhi.casework.papers.job import draw_due  # app ready

    return draw_due(now)


def index_search(now: datetime) -> int:
    """Index the files that went on since the last time; nothing while the installation's key is lost."""
    from rongzhi.casework.keys import key_fault  # app ready
    from rongzhi.casework.search.indexing import index  # app ready

    return index() if key_fault() is None else 0


def tell_members(now: datetime) -> int:
    """Tell the members of groups that are over and were not told, as after a machine that stopped in the middle."""
    from rongzhi.casework.groups.batches import tell_all_over  # app ready
    from rongzhi.casework.keys import key_fault  # app ready

    return tell_all_over(now=now) if key_fault() is None else 0


def sign_stories(now: datetime) -> int:
    """Sign the cases that went on since the last time, put them into their clusters, and note on the cases of large
    ones that they are; nothing while the key is lost.
    """
    from rongzhi.casework.keys import key_fault  # app ready
    from rongzhi.casework.likeness.noting import note_similar  # app ready
    from rongzhi.casework.likeness.signing import sign  # app ready

    if key_fault() is not None:
        return 0
    done = sign()
    note_similar(now=now)
    return done


def draw_reviews(now: datetime) -> int:
    """Draw the closed cases of last month that are to be reviewed, in every county; nothing while the key is lost."""
    from rongzhi.casework.keys import key_fault  # app ready
    from rongzhi.casework.sampling import draw_last_month  # app ready
    from rongzhi.directory.models import County  # app ready

    if key_fault() is not None:
        return 0
    return sum(draw_last_month(code, now=now) for code in County.objects.values_list("code", flat=True))


EACH_MINUTE: tuple[Job, ...] = (
    Job("编入检索", "files indexed for search", index_search),
    Job("比对相似案情", "cases compared with others", sign_stories),
)
"""Jobs that people wait for: done in every round of the worker, the others in each tenth."""

JOBS: tuple[Job, ...] = (
    Job("制作应出具的文书", "papers drawn that acts have issued", draw_papers),
    Job("清除一天内未提交的文件", "files destroyed that nobody handed in within a day", sweep_files),
    Job("清除过期会话", "expired sessions deleted", clear_sessions),
    Job("清除一个月前的登录锁定记录", "lock-out records of a month ago deleted", prune_lock_outs),
    Job("清除一个月前的登录记录", "sign-ins of a month ago deleted", prune_sign_ins),
    Job("清除一天前的批量结果文件", "batch result files of a day ago deleted", clear_batch_results),
    Job("清除一天前未收入的移送包", "packages of a day ago deleted that were not taken in", clear_packages),
    Job("清除过期缓存文件", "expired cache files deleted", clear_cache),
    Job("重新计算暂算期限", "provisional deadlines computed anew", recompute_clocks),
    Job("抽取评查案件", "cases drawn for review", draw_reviews),
    Job("告知成员群体已经结束", "members told that their group is over", tell_members),
)
"""Every job, in the order in which they are done."""
