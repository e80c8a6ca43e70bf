"""`rongzhi groups`: proves that mass disputes are found (`prove`), and lists those that were (`find`)."""

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rongzhi.core.likeness.clusters import Clusters
from rongzhi.core.likeness.planting import Found, Planted, Text, compare, distinct, plant
from rongzhi.core.likeness.signature import signature
from rongzhi.core.likeness.siphash import KEY_BYTES

SHARED = (Path("../shared/data"), Path(__file__).resolve().parents[3] / "shared" / "data")
"""Where the real texts lie: beside the folder that one stands in, else beside the source."""

RECALL, PRECISION = 0.95, 0.9
SETS = (
    ("en", "cfpb_narratives", "product_narratives*.jsonl*", "product", "narrative"),
    ("zh", "cjrc_civil_reading", "cjrc_civil*.jsonl*", "cause", "context"),
)


class NoTexts(Exception):
    """The real texts are not where they were looked for; `label` and `en` say what is missing and what to do."""

    def __init__(self, missing: Path, why: str, why_en: str) -> None:
        self.label = f"{missing}：{why}。请用 --data 指明真实文本所在的文件夹（其中有 cfpb_narratives 和 cjrc_civil_reading）。"
        self.en = f"{missing}: {why_en}. Say with --data where the folder with cfpb_narratives and cjrc_civil_reading is."
        super().__init__(self.en)


class NoCounty(Exception):
    """The county asked for is not on this installation; `label` and `en` say which are."""

    def __init__(self, code: str, known: list[str]) -> None:
        self.label = f"本平台没有 {code} 县。现有：{'、'.join(known) or '无'}。"
        self.en = f"There is no county {code} here. There is: {', '.join(known) or 'none'}."
        super().__init__(self.en)


def run(arguments: list[str]) -> int:
    """Prove or find; 0 when all went well, 1 when what was planted is not found well enough."""
    parser = argparse.ArgumentParser(
        "rongzhi groups",
        description="成批相似案件：证明能发现，或列出已发现的。 Mass disputes: prove that they are found, or list them.",
    )
    ways = parser.add_subparsers(dest="what", required=True)
    prove = ways.add_parser(
        "prove", help="植入 40 批改写的真实文本，看能否找回 plant 40 clusters of edited real texts"
    )
    prove.add_argument("--seed", type=int, required=True, help="随机种子 seed")
    prove.add_argument(
        "--data", type=Path, default=None, help="数据文件夹 folder of the real texts (../shared/data)"
    )
    prove.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    find = ways.add_parser(
        "find", help="比对新案件，列出成批相似案件 compare what is new, list the proposals"
    )
    find.add_argument("--county", default="", help="只列一个县 one county alone")
    find.add_argument("--least", type=int, default=0, help="最少案件数 least number of cases (5)")
    find.add_argument(
        "--anew", action="store_true", help="清空后重新比对 forget all signatures and make them anew"
    )
    find.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    if given.what == "find":
        return _find(given.county, given.least, anew=given.anew, as_json=given.json)

    return _prove(given.seed, given.data or _usual_folder(), as_json=given.json)


def _find(county: str, least: int, *, anew: bool, as_json: bool) -> int:
    """Compare what is new and list what is proposed. Raises KeyFault, and NoCounty for a county that is not here."""
    from rongzhi.casework import progress  # app ready
    from rongzhi.casework.likeness.proposing import SIMILAR, proposals  # app ready
    from rongzhi.casework.likeness.signing import sign  # app ready
    from rongzhi.directory.models import County  # app ready

    known = sorted(County.objects.values_list("code", flat=True))
    if county and county not in known:
        raise NoCounty(county, known)
    done = sign(anew=anew, progress=progress.shown("已比对 compared", quiet=as_json, every=100))
    found = [
        (code, one)
        for code in ([county] if county else known)
        for one in proposals(code, least=max(2, least or SIMILAR))
    ]
    if as_json:
        told = [
            {
                "county": code,
                "cluster": one.cluster,
                "cases": list(one.cases),
                "share": one.share,
                "facts": {
                    key: {"value": value, "share": round(part, 3)} for key, (value, part) in one.facts.items()
                },
                "reasons": [{"zh": reason.label, "en": reason.en} for reason in one.reasons],
            }
            for code, one in found
        ]
        print(json.dumps({"compared": done, "proposals": told}, ensure_ascii=False))
        return 0
    print(
        f"新比对 {done} 件；{len(found)} 批相似案件，由人决定是否立群体卷。 Compared {done}; {len(found)} proposals, a person decides."
    )
    for code, one in found:
        print(f"\n{code} {one.cluster}：{'、'.join(one.cases)}")
        for reason in one.reasons:
            print(f"  {reason.label} {reason.en}")
    return 0


def _usual_folder() -> Path:
    return next((folder for folder in SHARED if folder.is_dir()), SHARED[0])


def _prove(seed: int, folder: Path, *, as_json: bool) -> int:
    texts = list(read_texts(folder))
    kept = distinct(texts)
    try:
        cases = plant(kept, seed)
    except ValueError as fault:
        raise NoTexts(folder, "文本太少", "there are too few texts") from fault
    start = time.perf_counter()
    found = trial(cases, seed)
    seconds = time.perf_counter() - start
    told: dict[str, Any] = {
        "seed": seed,
        "cases": len(cases),
        "clusters": len({one.cluster for one in cases if one.cluster}),
        "found": found.clusters,
        "pairs": found.pairs,
        "recall": round(found.recall, 4),
        "precision": round(found.precision, 4),
        "seconds": round(seconds, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "texts": len(texts),
        "set_aside": len(texts) - len(kept),
    }
    passed = found.recall >= RECALL and found.precision >= PRECISION
    print(json.dumps(told) if as_json else _in_words(told, passed=passed))
    return 0 if passed else 1


def trial(cases: list[Planted], seed: int) -> Found:
    """Sign the cases, take them in one by one, and count what was found; the key follows from the seed."""
    key = (seed % 256**KEY_BYTES).to_bytes(KEY_BYTES, "little")
    clusters = Clusters()
    for case in cases:
        clusters.add(case.name, signature(case.words, key), case.structure)
        if clusters.unsettled:
            clusters.settle()
    return compare(cases, clusters.clusters())


def read_texts(folder: Path) -> Iterator[Text]:
    """The real texts of the folder, in the order of their files. Raises NoTexts."""
    for language, name, pattern, product, words in SETS:
        files = sorted((folder / name).glob(pattern))
        if not files:
            raise NoTexts(folder / name, f"没有 {pattern}", f"there is no {pattern}")
        for file in files:
            try:
                for row in _rows(file):
                    yield Text(language, str(row[product]), str(row[words]))
            except (OSError, EOFError, ValueError, KeyError, TypeError) as fault:
                raise NoTexts(file, "文件损坏，无法读取", "the file is damaged and cannot be read") from fault


def _rows(file: Path) -> Iterator[Any]:
    opener: Any = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _in_words(told: dict[str, Any], *, passed: bool) -> str:
    return "\n".join(
        (
            f"种子 seed {told['seed']}：{told['cases']} 件 cases，植入 {told['clusters']} 批 clusters planted，{told['pairs']} 对 pairs",
            f"召回率 recall {told['recall']:.4f}（≥ {RECALL}），准确率 precision {told['precision']:.4f}（≥ {PRECISION}）",
            f"{told['seconds']} 秒 seconds，内存峰值 peak {told['peak_mb']} MB；"
            f"{told['set_aside']} 篇原文互为抄件，未使用 source texts that repeat another were set aside",
            "通过。 Passed." if passed else "未达到要求。 Not good enough.",
        )
    )
