"""`rongzhi search index`: brings the search index up to date, or makes it anew."""

import argparse
import json

from rongzhi.casework import progress
from rongzhi.casework.search.indexing import index, waiting


def run(arguments: list[str]) -> int:
    """Index what changed since the last time; with --anew everything."""
    parser = argparse.ArgumentParser(
        "rongzhi search", description="检索索引：把新的记录编入索引。 Bring the search index up to date."
    )
    parser.add_argument("what", choices=["index"], help="编入索引 index what is new")
    parser.add_argument(
        "--anew", action="store_true", help="清空后重建全部索引 empty it and index everything"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    done = index(anew=given.anew, progress=progress.shown("已编入 files", quiet=given.json, every=200))
    left = waiting().count()
    if given.json:
        print(json.dumps({"indexed": done, "waiting": left}))
    else:
        print(f"已编入索引 {done} 卷，尚待 {left} 卷。 Indexed {done} files, {left} still wait.")
    return 0
