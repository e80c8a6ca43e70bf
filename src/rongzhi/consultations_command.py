"""`rongzhi consultations`: figures over a county's consultations; each says when there is too little to say it."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from rongzhi.casework.clock_now import now
from rongzhi.casework.consultation_figures import SEED, Figures, figures
from rongzhi.core.opinions import Figure
from rongzhi.directory.models import County

NAMES = {
    "yes_no": "是或否 yes/no",
    "amount": "金额 amounts",
    "choice": "选一项 choices",
    "rank": "排顺序 orders",
    "lead": "向牵头单位靠拢 drift towards the lead",
    "payer": "向付费单位靠拢 drift towards who pays",
}


def run(arguments: Sequence[str]) -> int:
    """Print the figures. 0, or 1 when there is no such county."""
    parser = argparse.ArgumentParser(prog="rongzhi consultations", description=__doc__)
    parser.add_argument("--county", default="", help="县代码；省略时为唯一的县 the county's code")
    parser.add_argument("--seed", type=int, default=SEED, help="随机种子 seed of bootstrap and permutations")
    parser.add_argument(
        "--alarms", type=int, default=0, help="用多少次模拟给出误报率 simulated runs for the false-alarm rate"
    )
    parser.add_argument("--json", action="store_true", help="JSON")
    given = parser.parse_args(list(arguments))
    found = County.objects.filter(**({"code": given.county} if given.county else {})).first()
    if found is None:
        print("没有这个县。There is no such county.", file=sys.stderr)
        return 1
    made = figures(found.code, now=now(), seed=given.seed, alarm_runs=given.alarms)
    if given.json:
        print(json.dumps(asdict(made), ensure_ascii=False, default=str, sort_keys=True))
        return 0
    print(
        f"会商 consultations：已开启意见 opened {made.held}，进行中 open {made.open}；种子 seed {made.seed}"
    )
    for name, figure in _lines(made):
        print(f"  {name}：{_words(figure)}")
    if made.alarms is not None:
        print(f"  误报率 false alarms：{made.alarms.part}/{made.alarms.whole}")
    for body in made.bodies:
        time = body.time.in_time
        print(f"  {body.body}：按时 in time {time.part}/{time.whole}，Brier {_words(body.truth.score)}")
    return 0


def _lines(made: Figures) -> Sequence[tuple[str, Figure]]:
    found = [(f"α {NAMES[kind]}", figure) for kind, figure in made.agreement.items()]
    if made.concordance is not None:
        found.append(("Kendall W", made.concordance))
    return [*found, *((NAMES[name], one.weight) for name, one in made.dominance.items())]


def _words(figure: Figure) -> str:
    if figure.value is None:
        return f"{figure.too_few.zh} / {figure.too_few.en}" if figure.too_few else "—"
    interval = f" [{figure.interval.low:.3f}, {figure.interval.high:.3f}]" if figure.interval else ""
    return f"{figure.value:.3f}{interval}  n={figure.n}"
