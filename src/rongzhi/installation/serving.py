"""`rongzhi serve`: the web server, clocks, outbox, sealer and jobs as children of one supervisor."""

import argparse
import os
import socket
import sys

from django.conf import settings
from django.db import connections

from rongzhi.casework.adopted_packs import pack_notes
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.read_only import read_only
from rongzhi.installation.children import Child, Supervisor
from rongzhi.installation.state import counties, ready_to_serve
from rongzhi.installation.words import NotDone, say, warn
from rongzhi.installation.workers import BACKGROUND


def run(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; every child has then ended."""
    given = _parser().parse_args(arguments)
    ready_to_serve()
    for county in counties():
        for label, en in pack_notes(county.code):
            warn(label, en)
    serve(given.host, given.port, workers=given.workers)
    return 0


def serve(host: str, port: int, *, workers: int) -> None:
    """Keep the site running; read-only, with the web server alone, when the installation's key cannot be used.

    Raises NotDone when the address is taken.
    """
    _free(host, port)
    fault = read_only()
    if fault is not None:
        _say_read_only(fault)
    connections.close_all()
    ready = _Ready(host, port)
    supervisor = Supervisor(
        children(host, port, workers=workers, only_reading=fault is not None),
        environment={**os.environ, "RONGZHI_SECRET_KEY": settings.SECRET_KEY},
        say=say,
    )
    supervisor.run(each_look=ready.look)


def children(host: str, port: int, *, workers: int, only_reading: bool) -> list[Child]:
    """The processes of a serving installation."""
    web = ["--host", host, "--port", str(port), "--workers", str(workers)]
    background = [] if only_reading else [_child(name) for name in BACKGROUND]
    return [_child("web", *web), *background]


def _child(name: str, *arguments: str) -> Child:
    return Child(name, [sys.executable, "-m", "rongzhi", "worker", name, "--supervised", *arguments])


class _Ready:
    """Tells once, when the web server answers, where it is reached."""

    def __init__(self, host: str, port: int) -> None:
        self._place, self._told = (_reached(host), port), False

    def look(self) -> None:
        if self._told:
            return
        try:
            socket.create_connection(self._place, timeout=0.2).close()
        except OSError:
            return
        self._told = True
        host = f"[{self._place[0]}]" if ":" in self._place[0] else self._place[0]
        say(f"网站已就绪：http://{host}:{self._place[1]}/", "The site is ready. Ctrl-C ends it.")


def _reached(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as fault:
            raise NotDone(
                f"无法使用地址 {host}:{port}（{fault.strerror}），没有启动。请停止占用它的程序，或用 --port 换一个端口。",
                f"The address {host}:{port} cannot be used ({fault.strerror}); nothing was started. Stop what uses it, "
                "or take another port with --port.",
            ) from None


def _say_read_only(fault: KeyFault) -> None:
    warn(
        f"{fault.label} 网站以只读方式启动，只显示案卷的基本信息；期限、消息和日志的处理均已停止。恢复密钥后请重新启动。",
        f"{fault.en} The site starts read-only and shows header facts alone; clocks, messages and the county log wait. "
        "Start it again when the key is back.",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("rongzhi serve", description="Serve the site. 运行网站。")
    parser.add_argument("--host", default="127.0.0.1", help="address 地址")
    parser.add_argument("--port", type=int, default=8000, help="port 端口")
    parser.add_argument("--workers", type=int, default=1, help="web processes 网页进程数")
    return parser
