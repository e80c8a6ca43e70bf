"""`python -m benchmarks [--quick] [--only NAME] [--json FILE]`: measures, and prints a table and JSON lines."""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.machine import machine
from benchmarks.run import MEASUREMENTS, POSTGRES, Failed, measured
from benchmarks.table import head, lines, machine_lines
from tests.postgres import address, temporary_postgres


def main(arguments: list[str]) -> int:
    """Measure what was asked for. A missed goal is said, and is no error; a measurement without a figure is one."""
    asked = _parser().parse_args(arguments)
    names = asked.only or list(MEASUREMENTS)
    found = machine(Path(tempfile.gettempdir()))
    print(*machine_lines(found), "", head(), sep="\n")
    figures: list[Figure] = []
    databases: list[str] = []
    failures: list[str] = []
    with ExitStack() as stack:
        server = ""
        if any(POSTGRES in MEASUREMENTS[name].databases for name in names):
            server = address(stack.enter_context(temporary_postgres(durable=True)))
        for name in names:
            try:
                for some, database in measured(name, quick=asked.quick, postgres=server):
                    print(*lines(some), sep="\n", flush=True)
                    figures += some
                    databases += [database] if database and database not in databases else []
            except Failed as failed:  # the others are measured all the same
                failures.append(str(failed))
                print(f"没有得到数据。No figure: {failed}", file=sys.stderr, flush=True)
    missed = [figure.what for figure in figures if figure.verdict.startswith("missed")]
    print("", *databases, f"goals missed: {len(missed)}", *(f"  {what}" for what in missed), "", sep="\n")
    records = [
        {"machine": found, "databases": databases, "quick": asked.quick},
        *(f.as_json() for f in figures),
    ]
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    print(text, end="")
    if asked.json is not None:
        asked.json.write_text(text, encoding="utf-8")
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measures what the project promises."
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, under a minute")
    parser.add_argument(
        "--only", action="append", choices=list(MEASUREMENTS), help="this one alone; may be repeated"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the JSON lines to a file too")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
