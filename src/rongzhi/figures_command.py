"""`rongzhi figures`: the indicators of a county from its own record, with their intervals; and what cannot be given yet."""

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from rongzhi import published_command
from rongzhi.core.statistics.counts import Interval
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.given import Given
from rongzhi.core.statistics.index import Index, Period
from rongzhi.core.statistics.measures import Grouped, unit_of
from rongzhi.rulebook.indices import FAULTS, INDICES


class NoIndex(Exception):
    """An index, county or grouping that is not there; `label` and `en` say what there is."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


class Differs(Exception):
    """Two ways of counting give different figures; `label` and `en` name them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.label = f"两种算法的结果不一致：{'、'.join(keys)}。这些数字不能使用，请报告。"
        self.en = (
            f"Counted in two ways the figures differ: {', '.join(keys)}. Do not use them, and report it."
        )


def run(arguments: list[str]) -> int:
    """Print the indices that were asked for; with --gaps what the record does not hold yet; `prove` tries the intervals,
    `publish` keeps them as they are, `published` counts what was kept anew.

    0 when all went well, 1 when an interval does not hold.
    """
    if arguments and (other := OTHERS.get(arguments[0])):
        return other(arguments[1:])
    parser = argparse.ArgumentParser(
        "rongzhi figures", description="指标：由本县的记录算出。 Indicators from the county's own record."
    )
    parser.add_argument(
        "--index", action="append", default=[], metavar="KEY", help="只算这一项，如 IE2 this one alone"
    )
    parser.add_argument(
        "--by",
        default="",
        help="分组 group by: channel, body, institution, dispute_class, door, track, amount_band, reason",
    )
    parser.add_argument("--from", dest="start", type=date.fromisoformat, default=None, help="起日 first day")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, default=None, help="止日 last day")
    parser.add_argument("--county", default="", help="县 county")
    parser.add_argument(
        "--gaps", action="store_true", help="还不能给出的指标和原因 what cannot be given yet, and why"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="每项再逐件数一遍，两种算法必须一致 count each anew case by case: both must agree",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    if given.gaps:
        return _gaps(as_json=given.json)
    wanted = [_index(key) for key in given.index] or [
        one for one in INDICES.values() if one.measure is not None
    ]
    found = _evaluated(wanted, given.county, given.by, given.start, given.end, check=given.check)
    print(json.dumps(found, ensure_ascii=False) if given.json else "\n".join(_lines(found)))
    return 0


def _prove(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "rongzhi figures prove",
        description="在真值已知的虚拟县里检验区间。 Try the intervals in made counties of which the truth is known.",
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK[0]} 个县 counties, not {FULL[0]}")
    parser.add_argument("--seed", type=int, default=PROOF_SEED, help="随机种子 seed")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    given = parser.parse_args(arguments)
    from rongzhi.oversight.proving import CASES, prove  # app ready

    counties, whole = QUICK if given.quick else FULL
    found = prove(counties=counties, whole=whole, seed=given.seed)
    missed = [one.index for one in found if not one.holds]
    if given.json:
        told = [
            {
                "index": one.index,
                "method": one.method,
                "nominal": one.nominal,
                "coverage": one.coverage,
                "error": one.error,
                "counties": one.counties,
            }
            for one in found
        ]
        print(
            json.dumps(
                {
                    "seed": given.seed,
                    "counties": counties,
                    "cases": CASES,
                    "intervals": told,
                    "missed": missed,
                }
            )
        )
    else:
        print(
            f"{counties} 个虚拟县，各 {CASES} 件，种子 {given.seed}。 {counties} made counties of {CASES} cases, seed {given.seed}."
        )
        for one in found:
            mark = "✓" if one.holds else "✗"
            print(
                f"  {mark} {one.index:<4} {one.coverage:.1%} ±{one.error:.1%}  {one.nominal:.0%}  "
                f"{one.counties:,}  {one.method}"
            )
        print(f"未达到：{'、'.join(missed) or '无'}。 Missed: {', '.join(missed) or 'none'}.")
    return 1 if missed else 0


QUICK, FULL = (600, 150), (4_000, 700)  # counties; of them those that are gone through one by one
PROOF_SEED = 7


OTHERS: Mapping[str, Callable[[list[str]], int]] = {
    "prove": _prove,
    "publish": published_command.publish,
    "published": published_command.published,
}


def _index(key: str) -> Index:
    if key not in INDICES:
        known = ", ".join(INDICES)
        raise NoIndex(f"没有指标 {key}。现有：{known}。", f"There is no index {key}. There is: {known}.")
    return INDICES[key]


def _gaps(*, as_json: bool) -> int:
    lacking = [one for one in INDICES.values() if one.lacks is not None]
    if as_json:
        told = {one.key: {"zh": one.lacks[0], "en": one.lacks[1]} for one in lacking if one.lacks}
        print(json.dumps({"given": len(INDICES) - len(lacking), "gaps": told}, ensure_ascii=False))
        return 0
    for zh, en, some in FAULTS.values():
        print(f"{zh} {en}")
        for one in some:
            why = f"✗ {one.lacks[0]} {one.lacks[1]}" if one.lacks else "✓"
            print(f"  {one.key} {one.label} {one.en}  {why}")
    print(
        f"可以给出 {len(INDICES) - len(lacking)} / {len(INDICES)}。 Given: {len(INDICES) - len(lacking)} of {len(INDICES)}."
    )
    return 0


def _evaluated(
    wanted: list[Index], county: str, by: str, start: date | None, end: date | None, *, check: bool = False
) -> dict[str, Any]:
    from rongzhi.oversight.asking import county_of, period_of  # app ready
    from rongzhi.oversight.figures import figures  # app ready
    from rongzhi.oversight.stories import GROUPINGS  # app ready

    code = county_of(county)
    if by and by not in GROUPINGS:
        raise NoIndex(
            f"不能按 {by} 分组。可以：{'、'.join(GROUPINGS)}。",
            f"Nothing is grouped by {by}. There is: {', '.join(GROUPINGS)}.",
        )
    period = period_of(start, end)
    if by and (whole := [one.key for one in wanted if not isinstance(one.measure, Grouped)]):
        wanted = [one for one in wanted if one.key not in whole]
        if not wanted:
            raise NoIndex(
                f"{'、'.join(whole)} 只能就全县计算，不能分组。",
                f"{', '.join(whole)}: of the whole county alone, not by groups.",
            )
    values = figures(code, wanted, period, by=by)
    if check:
        _checked(code, wanted, period, by, values)
    return {
        "county": code,
        "from": period.start.isoformat(),
        "to": (period.end - timedelta(days=1)).isoformat(),
        "cut_off": period.cut_off.isoformat(),
        "by": by,
        "indices": [
            {
                "index": one.key,
                "zh": one.label,
                "en": one.en,
                "unit": unit_of(one.measure) if one.measure is not None else None,
                "formula": one.formula,
                "formula_en": one.formula_en,
                "pitfall": one.pitfall,
                "pitfall_en": one.pitfall_en,
                "values": [_told(given) for given in values.get(one.key, ())],
                "lacks": one.lacks[0] if one.lacks else None,
                "lacks_en": one.lacks[1] if one.lacks else None,
            }
            for one in wanted
        ],
    }


def _checked(
    county: str, wanted: list[Index], period: Period, by: str, values: dict[str, list[Given]]
) -> None:
    """Count each index once more, case by case over the record. Raises Differs naming those that are not the same."""
    from rongzhi.casework.rules import rules_of  # app ready
    from rongzhi.oversight.stories import stories  # app ready

    told, days = list(stories(county)), rules_of(county).calendar.workdays_between
    wrong = [
        one.key
        for one in wanted
        if one.measure is not None
        and [(v.group, v.figure, v.share, v.beside) for v in values[one.key]]
        != [(v.group, v.figure, v.share, v.beside) for v in evaluate(one, told, period, days=days, by=by)]
    ]
    if wrong:
        raise Differs(wrong)


def _told(given: Given) -> dict[str, Any]:
    figure = given.figure
    between = figure.interval
    return {
        "group": given.group,
        "value": figure.value,
        "n": figure.n,
        "part": given.share.part if given.share else None,
        "whole": given.share.whole if given.share else None,
        "low": between.low if between else None,
        "high": _finite(between),
        "method": between.method if between else None,
        "beside": [
            {
                "zh": one.zh,
                "en": one.en,
                "value": one.value,
                "n": one.n,
                "unit": one.unit,
                "low": one.interval.low if one.interval else None,
                "high": _finite(one.interval),
            }
            for one in given.beside
        ],
        "why_none": figure.too_few.zh if figure.too_few else None,
        "why_none_en": figure.too_few.en if figure.too_few else None,
    }


def _finite(between: Interval | None) -> float | None:
    """The upper end of an interval that has one."""
    return None if between is None or between.high == float("inf") else between.high


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['county']}  {found['from']} – {found['to']}  截至 cut off {found['cut_off']}"]
    for one in found["indices"]:
        lines.append(f"{one['index']} {one['zh']} {one['en']}  [{one['formula']}; {one['formula_en']}]")
        if one["lacks"]:
            lines.append(f"    ✗ {one['lacks']} {one['lacks_en']}")
        for value in one["values"]:
            group = value["group"] or ("（无） none" if found["by"] else "全部 all")
            lines.append(f"    {group}  {_value(value, one['unit'])}")
            for more in value["beside"]:
                told = "—" if more["value"] is None else UNITS[more["unit"]](more["value"])
                lines.append(f"      {more['zh']} {more['en']}: {told} (n={more['n']})")
    return lines


def _value(value: dict[str, Any], unit: str) -> str:
    if value["value"] is None:
        return f"— {value['why_none']} {value['why_none_en']}"
    told = UNITS[unit]
    of = f"{value['part']}/{value['whole']}" if value["whole"] is not None else f"n={value['n']}"
    if value["method"] is None:
        return f"{told(value['value'])}  {of}"
    high = told(value["high"]) if value["high"] is not None else "…"
    return f"{told(value['value'])}  ({told(value['low'])}–{high}, {value['method']})  {of}"


UNITS: Mapping[str, Callable[[float], str]] = {
    "share": lambda value: f"{value:.1%}",
    "points": lambda value: f"{100 * value:+.1f} 个百分点 points",
    "days": lambda value: f"{value:g} 个工作日 working days",
    "calendar": lambda value: f"{value:g} 天 days",
    "yuan": lambda value: f"{value:,.2f} 元 yuan",
    "months": lambda value: f"{value:.1f} 个月 months",
    "number": lambda value: f"{value:,.2f}".rstrip("0").rstrip("."),
}
