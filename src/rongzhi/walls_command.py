"""The command that tries every wall: each role at each address, in a throw-away county."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


class NoTests(Exception):
    """The walk is part of the tests, and they are not here; `label` and `en` say where they are."""

    def __init__(self) -> None:
        self.label = "越墙测试随源代码提供，不在安装包内。请在源代码目录中先运行 make setup，再运行本命令。"
        self.en = "The walk comes with the source, not with the installed package: run make setup and this command there."
        super().__init__(self.en)


def run(arguments: list[str]) -> int:
    """rongzhi walls: 0 when nobody found what the table does not give them. Raises NoTests outside the source tree.

    It plants secrets in cases of every kind, then lets every role open every address, paper, export, feed and search,
    and compares what each found with the expectation written by hand from access.csv and bodies.csv.
    """
    parser = argparse.ArgumentParser(
        prog="rongzhi walls",
        description="每个角色访问每个地址，寻找不该看到的内容。 Every role at every address, looking for what is not theirs.",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    if not (SOURCE / "tests" / "walls.py").is_file():
        raise NoTests
    if not given.json:
        print("需要几分钟。 This takes some minutes.", file=sys.stderr)
    done = subprocess.run(
        [sys.executable, "-m", "tests.walls"], cwd=SOURCE, capture_output=True, text=True, check=False
    )
    try:
        told = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        print(done.stderr[-2000:], file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"尝试 probes: {told['probes']}  泄露 leaks: {told['leaks']}")
        for line in (*told["found"], *told["broken"]):
            print(f"  {line}")
    return done.returncode
