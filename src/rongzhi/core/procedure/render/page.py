"""Writes the page of a procedure in Markdown: what it is for, its drawing, stages and acts, in Chinese and English."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rongzhi.core.parameters import Open, Value
from rongzhi.core.procedure.definition import Act, Clock, Confidence, Guard, Procedure, Source
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
    Checked,
    Choice,
    ClockRef,
    Code,
    Day,
    EntryRef,
    Field,
    Kind,
    Number,
    PartyRef,
    Schedule,
    Text,
    YesNo,
)
from rongzhi.core.procedure.rules import Rules

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of codes in both languages: forms, roles and end codes."""

    forms: Mapping[str, Words]
    roles: Mapping[str, Words]
    ends: Mapping[str, Words]


MARKS = {
    Confidence.VERIFIED: "",
    Confidence.VERIFIED_SECONDARY: "〔间接核实 verified-secondary〕",
    Confidence.RECALL: "〔待核实 recall〕",
    Confidence.DESIGN: "〔本项目建议 design〕",
}
UNITS = {
    "calendar": ("日", "days"),
    "working": ("个工作日", "working days"),
    "months": ("个月", "months"),
    "years": ("年", "years"),
    "hours": ("小时", "hours"),
}
KINDS: Mapping[type, Words] = {
    Text: ("文字", "text"),
    Choice: ("选择", "choice"),
    Code: ("代码", "code"),
    Amount: ("金额", "amount"),
    Day: ("日期", "day"),
    Number: ("数字", "number"),
    YesNo: ("是或否", "yes or no"),
    PartyRef: ("当事人", "party"),
    EntryRef: ("登记项", "entry"),
    ClockRef: ("期限", "time limit"),
    Schedule: ("分期", "schedule"),
    Checked: ("校验文字", "checked text"),
    Attachment: ("文件", "files"),
}


def page(rules: Rules, key: str, *, names: Names, drawing: str = "") -> str:
    """The Markdown page of a procedure; `drawing` is the file name of its drawing beside the page."""
    procedure = rules.procedures[key]
    lines = [f"# {procedure.label} · {procedure.en}", "", *_about(rules, procedure, drawing)]
    if procedure.stages:
        lines += ["## 阶段 Stages", "", *_stages(procedure, names)]
    lines += ["## 事项一览 Acts", "", *_overview(procedure, names)]
    for number, act in enumerate(procedure.acts, 1):
        lines += ["", f"### {number}. {act.label} · {act.en}", "", *_act(rules, act, names)]
    return "\n".join(lines).rstrip() + "\n"


def index(rules: Rules, drawn: Iterable[str]) -> str:
    """The index of all procedure pages."""
    with_drawing = set(drawn)
    lines = [
        "# 程序 Procedures",
        "",
        "本目录由 `rongzhi procedures render` 从声明生成，不手工修改；`--check` 会比较两者是否一致。",
        "",
        "These pages are rendered from the declarations by `rongzhi procedures render` and never edited by hand; "
        "`--check` compares both.",
        "",
        "| 程序 Procedure | 阶段 Stages | 事项 Acts | 图 Drawing |",
        "|---|---|---|---|",
    ]
    for procedure in rules.procedures.values():
        drawing = f"[图 drawing]({procedure.key}.svg)" if procedure.key in with_drawing else "—"
        off = "（默认关闭 off by default）" if procedure.off else ""
        lines.append(
            f"| [{procedure.label} · {procedure.en}]({procedure.key}.md){off} | {len(procedure.stages) or '—'} "
            f"| {len(procedure.acts)} | {drawing} |"
        )
    return "\n".join(lines) + "\n"


def _about(rules: Rules, procedure: Procedure, drawing: str) -> Iterator[str]:
    yield f"依据 Source: {_source(procedure.source)}"
    yield ""
    if procedure.off:
        yield "默认关闭，由县规则包写明依据后启用。 Off by default; a county's pack switches it on, with its basis."
        yield ""
    if procedure.standing:
        yield "常设事项：没有阶段，案卷办理期间随时可以办理。 Standing acts: no stages; possible as long as the file is."
        yield ""
    opened = [act for act in rules.acts.values() if any(o.procedure == procedure.key for o in act.opens)]
    if opened:
        yield f"由以下事项开启 Opened by: {'；'.join(_link(act, procedure) for act in opened)}"
        yield ""
    if drawing:
        yield f"![{procedure.label} {procedure.en}]({drawing})"
        yield ""
        yield "图中数字是下表的序号；绿色为最终阶段。 The numbers are those of the list below; green stages are final."
        yield ""


def _link(act: Act, here: Procedure) -> str:
    page_of = "" if act.procedure == here.key else f" ([{act.procedure}]({act.procedure}.md))"
    return f"{act.label} · {act.en}{page_of}"


def _stages(procedure: Procedure, names: Names) -> Iterator[str]:
    yield "| 代码 Code | 阶段 Stage | 等待 Waits for |"
    yield "|---|---|---|"
    for stage in procedure.stages:
        waits = "最终 final" if stage.final else _pair(names.roles, stage.waiting_for)
        yield f"| `{stage.code}` | {stage.label} · {stage.en} | {waits} |"
    yield ""


def _overview(procedure: Procedure, names: Names) -> Iterator[str]:
    yield "| 序号 No. | 事项 Act | 办理人 Who | 阶段 Stages |"
    yield "|---|---|---|---|"
    for number, act in enumerate(procedure.acts, 1):
        who = "；".join(_pair(names.roles, role) for role in act.who)
        yield f"| {number} | {act.label} · {act.en} | {who} | {_way(procedure, act)} |"


def _way(procedure: Procedure, act: Act) -> str:
    if procedure.standing:
        return "随时 any time"
    labels = {stage.code: stage.label for stage in procedure.stages}
    begin = "、".join(labels[code] for code in act.from_) or "（开始 begin）"
    end = labels[act.to] if act.to else "（不变 stays）"
    if not act.from_ and not act.to:
        end = procedure.first.label
    return f"{begin} → {end}"


def _act(rules: Rules, act: Act, names: Names) -> Iterator[str]:
    yield f"`{act.key}`；依据 source: {_source(act.source)}"
    yield ""
    yield f"- 办理人 Who: {'；'.join(_pair(names.roles, role) for role in act.who)}{_manner(act)}"
    if act.warning:
        yield f"- 事先提示 Warning: {act.warning} {act.warning_en}"
    if act.data:
        yield "- 填写 Asked:"
        yield from (f"  - {_field(field, names)}" for field in act.data)
    if act.needs:
        yield "- 条件 Conditions:"
        yield from (f"  - {_guard(each, names)}" for each in act.needs)
    yield from _clocks(rules, act)
    yield from _papers(act, names)
    yield from _follows(rules, act, names)


def _manner(act: Act) -> str:
    marks = [
        (act.automatic, "条件具备时自动办理 automatic as soon as the conditions hold"),
        (act.timer, "期限届满时办理 when the time limit runs out"),
        (act.echo, "随另一案卷的事项办理 follows from an act on another file"),
        (act.founds, "开立新案卷 opens a new file"),
        (act.backdatable, "可以补录日期 may be recorded for an earlier day"),
        (act.refuses, "拒绝事项 a refusal"),
        (act.reviews, "复核事项 a review"),
        (act.optional, "可选事项，县规则包可以省去 optional: a pack may leave it out"),
    ]
    said = [words for holds, words in marks if holds]
    return f"（{'；'.join(said)}）" if said else ""


def _field(field: Field, names: Names) -> str:
    zh, en = KINDS[type(field.kind)]
    required = "必填 required" if field.required else "可不填 optional"
    form = f"；{_form(field.form, names)}" if field.form else ""
    return (
        f"{field.label} · {field.en}（{zh}{_detail(field.kind)} {en}；{required}；{field.data_class}{form}）"
    )


def _detail(kind: Kind) -> str:
    if isinstance(kind, Choice):
        return "：" + "、".join(f"{option.label}/{option.en}" for option in kind.options)
    if isinstance(kind, Code):
        return f" `{kind.table}`"
    if isinstance(kind, Text):
        return f"≤{kind.max}"
    return ""


def _guard(guard: Guard, names: Names) -> str:
    demands = (
        f"；要求 demands: {'、'.join(_form(form, names) for form in guard.demands)}" if guard.demands else ""
    )
    return f"{guard.requires} · {guard.en}（{_source(guard.source)}{demands}）"


def _clocks(rules: Rules, act: Act) -> Iterator[str]:
    started = [clock for clock in act.starts if clock.key not in act.restates]
    opened = [clock for opening in act.opens for clock in opening.starts]
    if started or opened:
        yield "- 开始计算 Clocks started:"
        yield from (f"  - {line}" for clock in (*started, *opened) for line in _clock(rules, clock))
    for words, clocks in (
        ("停止 Stopped", act.stops),
        ("暂停 Paused", act.pauses),
        ("恢复 Go on", act.resumes),
        ("按新的期限重新计算，不重新起算 Counted anew from the same start", act.restates),
    ):
        if clocks:
            yield f"- {words}: {', '.join(f'`{clock}`' for clock in clocks)}"
    if act.extends:
        yield f"- 延长 Extended: `{act.extends.clock}`"


def _clock(rules: Rules, clock: Clock) -> Iterator[str]:
    when = f"；仅当 only if {clock.when.requires} · {clock.when.en}" if clock.when else ""
    end = rules.acts.get(clock.on_expiry)
    follows = f"届满 on expiry: {end.label} · {end.en}" if end else clock.on_expiry
    yield f"`{clock.key}` {_period(rules, clock.parameter)}；{follows}{when}"
    for choice in clock.choices:
        yield f"`{clock.key}` {choice.when.requires} · {choice.when.en}: {_period(rules, choice.parameter)}"


def _period(rules: Rules, key: str) -> str:
    if key not in rules.parameters:
        return f"`{key}`"
    parameter = rules.parameters[key]
    if not parameter.values:
        return f"{parameter.label} · {parameter.en}（由县确定 set by the county）"
    return f"{parameter.label} · {parameter.en}：{_length(parameter.values[-1])}"


def _length(value: Value) -> str:
    zh, en = UNITS.get(str(value.unit), (str(value.unit), str(value.unit)))
    more = ""
    if isinstance(value.extension, Open):
        more = "，可以延长 extendable"
    elif value.extension:
        more = f"，可以延长 extendable by {value.extension}"
    return f"{value.amount}{zh} {value.amount} {en}{more}（{value.source}{MARKS[value.confidence]}）"


def _papers(act: Act, names: Names) -> Iterator[str]:
    if act.takes:
        yield f"- 收到 Papers taken: {'；'.join(_form(form, names) for form in act.takes)}"
    if act.issues:
        yield f"- 发出 Papers issued: {'；'.join(_form(form, names) for form in act.issues)}"


def _follows(rules: Rules, act: Act, names: Names) -> Iterator[str]:
    for opening in act.opens:
        other = rules.procedures.get(opening.procedure)
        when = f"（仅当 only if {opening.when.requires} · {opening.when.en}）" if opening.when else ""
        if other is not None:
            yield f"- 开启 Opens: [{other.label} · {other.en}]({other.key}.md){when}"
    for closing in act.closes:
        other = rules.procedures.get(closing.procedure)
        if other is not None:
            yield f"- 结束 Closes: {other.label} · {other.en}（{other.stage(closing.stage).label}）"
    if act.ends is not None:
        for guard, code in act.ends.choices:
            yield f"- 结束代码 End code: {_end(code, names)}（仅当 only if {guard.requires} · {guard.en}）"
        if isinstance(act.ends.code, str):
            yield f"- 结束代码 End code: {_end(act.ends.code, names)}"
    if act.tells:
        yield f"- 通知 Messages: {', '.join(f'`{tell.text}`' for tell in act.tells)}"


def _end(code: str, names: Names) -> str:
    return f"{code} {' · '.join(names.ends.get(code, (code, code)))}"


def _form(code: str, names: Names) -> str:
    return f"{code} {names.forms[code][0]}" if code in names.forms else code


def _pair(table: Mapping[str, Words], code: str) -> str:
    return " · ".join(table[code]) if code in table else code


def _source(source: Source) -> str:
    return f"{source}{MARKS[source.confidence]}"
