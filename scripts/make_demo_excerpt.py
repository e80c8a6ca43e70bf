"""Makes the demo's excerpt of real complaint texts from the shared data set; run it again and the bytes are the same."""

import argparse
import gzip
import io
import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared" / "data" / "cfpb_narratives"
TARGET = ROOT / "src" / "rongzhi" / "demo" / "data" / "complaints.jsonl.gz"

SEED = 20250901
ROWS = 1200
SHORTEST, LONGEST = 40, 6000
FORMULA_STARTS = ("=", "+", "-", "@")

Row = dict[str, str]


def read_groups(source: Path) -> dict[str, list[Row]]:
    """Reads both files; one group for each product of the older file and one for the newer file."""
    groups: dict[str, list[Row]] = {}
    with gzip.open(source / "product_narratives_open.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            groups.setdefault(record["product"], []).append(
                {"id": record["id"], "product": record["product"], "narrative": record["narrative"]}
            )
    with (source / "credit_card_full_open.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            groups.setdefault(record["product"] + " (2024-2025)", []).append(
                {"id": record["complaint_id"], "product": record["product"], "narrative": record["narrative"]}
            )
    return groups


def usable(row: Row) -> bool:
    """A text of a fit length that no spreadsheet would take for a formula."""
    text = row["narrative"]
    return SHORTEST <= len(text) <= LONGEST and not text.startswith(FORMULA_STARTS)


def shares(sizes: dict[str, int], total: int) -> dict[str, int]:
    """Splits the total over the groups as evenly as their sizes allow; small groups are taken whole."""
    share = dict.fromkeys(sizes, 0)
    if total > sum(sizes.values()):
        raise ValueError(f"{total} texts are wanted, but only {sum(sizes.values())} are usable.")
    while total:
        for name in sorted(sizes):
            if total and share[name] < sizes[name]:
                share[name] += 1
                total -= 1
    return share


def choose(groups: dict[str, list[Row]], *, total: int, seed: int) -> list[Row]:
    """Chooses the rows of each group at random by the seed and sorts them by product and id."""
    fit = {name: sorted(filter(usable, rows), key=lambda row: row["id"]) for name, rows in groups.items()}
    chooser = random.Random(seed)
    share = shares({name: len(rows) for name, rows in fit.items()}, total)
    chosen = [row for name in sorted(fit) for row in chooser.sample(fit[name], share[name])]
    return sorted(chosen, key=lambda row: (row["product"], row["id"]))


def packed(rows: Iterable[Row]) -> bytes:
    """The rows as gzipped JSON Lines without a file name or time in the header."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(text.encode("utf-8"))
    return buffer.getvalue()


def main() -> int:
    """Writes the excerpt, or with --check compares it with the file that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--source", type=Path, default=SOURCE, help="folder cfpb_narratives of the shared data"
    )
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if the file differs")
    options = parser.parse_args()
    if not options.source.is_dir():
        print(f"There is no folder {options.source}. Give the data folder with --source.", file=sys.stderr)
        return 2
    rows = choose(read_groups(options.source), total=ROWS, seed=SEED)
    content = packed(rows)
    if options.check:
        with gzip.open(options.target, "rb") as there:
            same = there.read() == gzip.decompress(content)
        print("the same" if same else "different: run scripts/make_demo_excerpt.py")
        return 0 if same else 1
    options.target.write_bytes(content)
    print(f"{len(rows)} texts, {len(content)} bytes: {options.target.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
