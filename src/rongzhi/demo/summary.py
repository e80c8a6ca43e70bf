"""What became of the demo's year, counted from the record: the same seed gives the same figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from statistics import median
from typing import Any

from rongzhi.casework.groups.reading import funnel
from rongzhi.casework.models import Case, Clock, Entry, Event, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.demo.live import Lived

STORY = "story"


def summary(lived: Lived) -> dict[str, Any]:
    """The figures of the demo as plain values, without machine times, codes or passwords."""
    player, cases = lived.player, Case.objects.all()
    ended = Counter(
        end for _, end in Proceeding.objects.exclude(end="").values_list("file", "end").distinct()
    )
    report = lived.sealed
    return {
        "seed": lived.seed,
        "filed": player.filed.filed,
        "bad_rows": player.filed.bad + player.filed.refused,
        "played": len(lived.cast.played & set(player.by_ref)),
        "acts": sum(player.performed.values()),
        "accepted": Event.objects.filter(act="intake.accept").values("file").distinct().count(),
        "refused": _refused(),
        "reviews": dict(sorted(_reviews().items())),
        "routed": _sorted(Counter(c for c in cases.values_list("channel", flat=True) if c)),
        "joined": _joined(),
        "group": _group(lived),
        "merged": Event.objects.filter(act="case.join_duplicate").count(),
        "agreed": ended["X01"] + ended["X02"],
        "confirmed": ended["confirmed"],
        "performed": ended["performed"],
        "broken": ended["breached"],
        "ended": _sorted(ended),
        "status": _sorted(Counter(cases.values_list("status", flat=True))),
        "median_working_days": _medians(player.rules),
        "clocks_expired": _sorted(player.expired),
        "clocks_now": _sorted(Counter(Clock.objects.values_list("status", flat=True))),
        "texts_real": sum(f.design.kind not in (STORY, "own") for f in lived.filings),
        "texts_written_for_the_demo": sum(f.design.kind == STORY for f in lived.filings),
        "fields_synthetic": sum(len(_synthetic(f.row)) for f in lived.filings),
        "ready": lived.ready,
        "verify": {
            "cases": report.cases if report else 0,
            "events": report.events if report else 0,
            "unsealed": report.unsealed if report else 0,
            "faults": report.faulty if report else 0,
        },
    }


def _group(lived: Lived) -> dict[str, int]:
    """How far the members of the mass dispute have come; empty when none was played."""
    return dict(funnel(lived.mass.picture()).steps()) if lived.mass is not None and lived.mass.number else {}


def _joined() -> int:
    """Cases in which the other side took part: it agreed to mediate, or the fast track bound it."""
    took_part = Proceeding.objects.filter(procedure="invitation", stage="agreed")
    bound = Proceeding.objects.filter(procedure="fast_track").exclude(
        stage__in=("commitment_check", "not_covered")
    )
    return len(set(took_part.values_list("file", flat=True)) | set(bound.values_list("file", flat=True)))


def _synthetic(row: Mapping[str, str]) -> list[str]:
    return [name for name in row.get("synthetic", "").split(",") if name]


def _sorted(found: Mapping[str, int]) -> dict[str, int]:
    return {key: found[key] for key in sorted(found) if found[key]}


def _refused() -> dict[str, int]:
    """Refusals that stand or wait for review, by the ground as the parties see it."""
    lines = Entry.objects.filter(kind="refusal").exclude(status="overturned")
    return _sorted(Counter(lines.values_list("code", flat=True)))


def _reviews() -> dict[str, int]:
    return {
        "upheld": Event.objects.filter(act="intake.uphold").count(),
        "overturned": Event.objects.filter(act="intake.overturn").count(),
    }


def _medians(rules: Rules) -> dict[str, float]:
    """Median working days that cases stood in each stage before they left it."""
    stood: dict[str, list[int]] = defaultdict(list)
    at: dict[tuple[str, str], tuple[str, Any]] = {}
    opened = set(Proceeding.objects.values_list("file", "procedure"))
    for file, key, moment in (
        Event.objects.order_by("file", "seq").values_list("file", "act", "at").iterator(2000)
    ):
        act, day = rules.acts.get(key), moment.date()
        if act is None:
            continue
        place = (file, act.procedure)
        if act.to:
            if place in at:
                stage, since = at[place]
                if stage != act.to:
                    stood[f"{act.procedure}:{stage}"].append(rules.calendar.workdays_between(since, day))
                    at[place] = (act.to, day)
            else:
                at[place] = (act.to, day)
        for each in act.opens:
            if (file, each.procedure) in opened:
                at.setdefault((file, each.procedure), (rules.procedures[each.procedure].first.code, day))
    order = [f"{p.key}:{s.code}" for p in rules.procedures.values() for s in p.stages if not s.final]
    return {stage: float(median(stood[stage])) for stage in order if stood.get(stage)}


LINES = (
    ("filed", "提交", "filed"),
    ("bad_rows", "未能读取的行", "rows not filed"),
    ("played", "全程演示", "played to an end"),
    ("acts", "办理事项", "acts done"),
    ("accepted", "受理", "accepted"),
    ("refused", "不予受理（按理由）", "refused, by ground"),
    ("reviews", "复核", "reviews"),
    ("routed", "分流渠道", "routed, by channel"),
    ("joined", "对方参加", "other side joined"),
    ("group", "群体纠纷成员", "members of the mass dispute"),
    ("merged", "并案", "duplicates merged"),
    ("agreed", "达成协议", "agreed"),
    ("confirmed", "司法确认", "confirmed by the court"),
    ("performed", "履行完毕", "performed"),
    ("broken", "违约", "broken"),
    ("ended", "终结代码（案件数）", "cases by end code"),
    ("clocks_expired", "期限届满", "clocks expired"),
    ("texts_real", "真实投诉文本", "real complaint texts"),
    ("texts_written_for_the_demo", "为演示撰写的文本", "texts written for the demo"),
    ("fields_synthetic", "虚构的字段值", "synthetic field values"),
    ("verify", "核验", "verify"),
)


def as_table(figures: Mapping[str, Any]) -> str:
    """The figures for people, in both languages."""
    lines = []
    for key, zh, en in LINES:
        value = figures[key]
        text = " · ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
        lines.append(f"  {zh} {en}: {text or '0'}")
    lines.append("  各阶段停留工作日（中位数） median working days in each stage:")
    days = figures["median_working_days"]
    lines += _columns([f"{stage} {value:g}" for stage, value in days.items()])
    lines.append("  每一阶段留有一案，可接着办理 one case is left ready in each stage (whose turn):")
    lines += _columns([f"{one['stage']} {one['case']} ({one['next']})" for one in figures["ready"]], wide=52)
    return "\n".join(lines)


def _columns(texts: list[str], *, wide: int = 34) -> list[str]:
    each = max(1, 110 // wide)
    return [
        "    " + "".join(text.ljust(wide) for text in texts[start : start + each]).rstrip()
        for start in range(0, len(texts), each)
    ]
