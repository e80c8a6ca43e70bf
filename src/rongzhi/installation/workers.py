"""`rongzhi worker NAME`: what one child of the supervisor does, again and again until it is told to stop."""

import argparse
import itertools
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from rongzhi.casework.actions import NotSaved
from rongzhi.casework.clock_now import now
from rongzhi.installation.children import end_with_parent
from rongzhi.installation.words import say

THREADS = 8  # requests that one web process answers at once
WAITING = 64  # requests that it takes in meanwhile
TIDYING = 10  # rounds of the jobs worker between two tidyings
WEB_GRACE = 5  # seconds in which the web server's own processes must end

_rounds = itertools.count()


def run(arguments: list[str]) -> int:
    """Run one worker until SIGTERM or SIGINT; with --once a background worker does one round."""
    parser = argparse.ArgumentParser("rongzhi worker", description="One child of rongzhi serve. 后台进程。")
    parser.add_argument("name", choices=["web", *BACKGROUND])
    parser.add_argument("--supervised", action="store_true", help="end when whoever started it is gone")
    parser.add_argument("--once", action="store_true", help="one round only 只运行一次")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args(arguments)
    if given.supervised:
        end_with_parent()
    if given.name == "web":
        _web(given.host, given.port, given.workers)
    elif given.once:
        BACKGROUND[given.name][1](now())
    else:
        _again_and_again(given.name)
    return 0


def _web(host: str, port: int, workers: int) -> None:
    from granian import Granian  # slow import
    from granian.constants import Interfaces  # slow import
    from granian.log import LogLevels  # slow import

    Granian(
        "rongzhi.conf.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        workers_kill_timeout=WEB_GRACE,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def _again_and_again(name: str) -> None:
    """One round, a pause, the next. A busy or full database is said and tried again; other faults end the process."""
    pause, work = BACKGROUND[name]
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        try:
            work(now())
        except NotSaved as fault:
            say(f"{name}: {fault.label}", fault.en)
        except OperationalError as fault:
            say(
                f"{name}: 数据库暂时无法使用，稍后再试。",
                f"The database cannot be used now ({fault}); tried again.",
            )
        close_old_connections()
        stop.wait(pause)


def _clocks(now: datetime) -> None:
    from rongzhi.casework.clocks import run_clocks  # slow import
    from rongzhi.casework.seats_left import release_gone  # slow import

    release_gone(now=now)
    report = run_clocks(now=now)
    if report.total or report.stuck:
        say(
            f"期限：到期办理 {report.total} 项", f"clocks expired: {report.total}, stuck: {len(report.stuck)}"
        )


def _outbox(now: datetime) -> None:
    from rongzhi.accounts import news, party_codes, resets  # slow import
    from rongzhi.exchange.connectors.message.connected import message_ports  # slow import
    from rongzhi.exchange.outbox import deliver  # slow import

    ports = message_ports(Path(settings.RONGZHI_HOME))
    resets.send_codes(ports, at=timezone.now())
    party_codes.send_codes(ports, at=now)
    report = deliver(ports, now=now)
    news.send_news(ports, at=now)
    _transfers(now)
    _commissions(now)
    if report.total:
        say(
            f"消息：已发 {report.sent} 条，待再发 {report.waiting} 条，未送达 {report.failed + report.nowhere} 条",
            f"messages sent: {report.sent}, to try again: {report.waiting}, given up: {report.failed}, "
            f"without a way: {report.nowhere}",
        )


def _transfers(now: datetime) -> None:
    from rongzhi.exchange.connectors.platforms import platforms  # slow import
    from rongzhi.exchange.transfers import run_transfers  # slow import

    report = run_transfers(platforms(Path(settings.RONGZHI_HOME), now.date()), now=now)
    if report.total:
        say(
            f"移送：已签收 {report.acknowledged} 件，待再发 {report.waiting} 件，放弃 {report.failed} 件",
            f"packages acknowledged: {report.acknowledged}, to try again: {report.waiting}, given up: {report.failed}",
        )


def _commissions(now: datetime) -> None:
    from rongzhi.exchange.commissions import fetch_all  # slow import

    report = fetch_all(Path(settings.RONGZHI_HOME), now=now)
    if report.total:
        say(
            f"法院委派：收案 {report.taken} 件，退回 {report.sent_back} 件",
            f"commissions of courts taken in: {report.taken}, sent back: {report.sent_back}",
        )


def _sealer(now: datetime) -> None:
    from rongzhi.casework.county_log import seal  # slow import

    leaves = seal(now=now)
    if leaves:
        say(f"县域日志：封存 {leaves} 份案卷状态", f"county log: {leaves} states of files sealed")


def _jobs(now: datetime) -> None:
    """What people wait for in each round, the tidying in the first and then in each tenth."""
    from rongzhi.installation.jobs import EACH_MINUTE, run_jobs  # slow import

    run_jobs(now, EACH_MINUTE)
    if next(_rounds) % TIDYING == 0:
        run_jobs(now)


BACKGROUND: Mapping[str, tuple[float, Callable[[datetime], None]]] = MappingProxyType(
    {
        "clocks": (60.0, _clocks),
        "outbox": (10.0, _outbox),
        "sealer": (60.0, _sealer),
        "jobs": (60.0, _jobs),
    }
)
"""Background workers: seconds between two rounds, and the work of one."""
