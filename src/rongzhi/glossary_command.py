"""`rongzhi glossary render` writes the declared words of docs/glossary.md anew; what is written by hand above them stays."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from rongzhi.conf.environment import PREFIX, Environment
from rongzhi.core.parameters import Open, Parameter
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import (
    Act,
    Confidence,
    NewEntry,
    NewSchedule,
    Of,
    Procedure,
    SetCase,
    Source,
)
from rongzhi.core.procedure.render.page import MARKS, UNITS
from rongzhi.rulebook.indices import INDICES
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.register_words import ENTRIES, Words, pairs
from rongzhi.rulebook.registry import national_procedures
from rongzhi.rulebook.roles import CAPACITIES, Role
from rongzhi.rulebook.tables import bodies, channels, ends, forms, grounds

PAGE = Path("docs/glossary.md")
BEGINS = "<!-- rongzhi glossary render -->"
BAR = "¦"  # a bar would end a cell
HEAD = "# 术语表 Glossary\n"

Row = tuple[str, str, str, str]  # identifier, 中文, meaning, source

COLUMNS = pairs("""
address | 单位地址 | address of a body
agreed_amount | 约定金额 | amount agreed
amount | 争议金额 | amount in dispute
arbitration_clause | 有无仲裁条款 | is there an arbitration clause
background | 调解员背景 | background of a neutral
channel | 办理渠道 | channel taken
channel_wished | 希望的渠道 | channel wished for
chosen_by | 调解员的产生方式 | how the neutral was chosen
commissioned_by | 委派或委托的法院 | court that commissioned or entrusted
court | 申请司法确认的法院 | court asked for confirmation
court_kind | 委派或委托 | commissioned or entrusted
court_online | 是否在线调解 | by the courts' online mediation
court_procedure | 法院适用的程序 | procedure of the court
credit_code | 单位统一社会信用代码 | credit code of a body
demo | 是否演示县域 | is it a demo county
dispute_class | 纠纷类别 | class of the dispute
door | 提交方式 | door by which it came
effective_on | 协议生效日 | day the agreement took effect
email | 单位电子邮箱 | e-mail of a body
employer | 调解员的聘用单位 | who employs a neutral
ended_on | 案件结束日 | day the case ended
evaluator | 评估员 | evaluator
filed_on | 提交日 | day of filing
handle | 名录中的代号 | short name in the directory
host | 调解员的接待单位 | who hosts a neutral
hours | 单位办公时间 | hours of a body
joined_to | 并入的案件 | case it was joined to
kind | 单位种类 | kind of body
known_on | 知道损害和义务人之日 | day harm and obligor were known
load_limit | 在办案件上限 | most open cases of a neutral
may_evaluate | 可否担任评估员 | may act as evaluator
mediation_kind | 调解种类 | kind of mediation
name_en | 英文名称 | name in English
name_zh | 中文名称 | name in Chinese
neutral | 调解员 | neutral
neutral_proposed | 拟任调解员 | neutral proposed
officer | 承办人 | officer in charge
origin_body | 移送来的单位 | body that handed the case over
origin_number | 移送来的案号 | number it had there
pack | 采用的规则包 | rule pack adopted
pack_version | 规则包版本 | version of the pack
parent | 上级单位 | body above
payer | 调解员的付酬单位 | who pays a neutral
phone | 单位电话 | telephone of a body
reason | 纠纷原因 | reason of the dispute
respondent | 群体涉及的金融机构 | institution a group is about
specialisms | 专长 | specialisms
status | 案卷状态 | state of the file
successor | 承继单位 | body that follows
suit_pending | 是否已起诉 | is a suit pending
synthetic | 演示中生成的内容 | fields that were made up for the demo
track | 简易、普通或疑难复杂程序 | simple, ordinary or complex track
""")
"""The header columns that acts write; two more, `status` and `ended_on`, the machinery keeps for cases."""

SETTINGS = pairs("""
home | 安装文件夹：数据库、密钥、日志 | folder of the installation
key_file | 安装密钥文件 | file of the installation key
key | 安装密钥本身（优先于文件） | the installation key itself
database_url | 数据库地址：SQLite 或 PostgreSQL | database
secret_key | 会话签名密钥 | key that signs sessions
hosts | 网站的名称，用逗号分隔 | names of the site
public_address | 公众打开本网站的网址，印在文书的二维码中 | where the public reaches the site; in the mark of papers
https | 网站是否使用 HTTPS | is the site reached by HTTPS
behind_proxy | 前面有代理设置 X-Forwarded-Proto | is there a proxy in front
second_factor | 工作人员是否必须绑定动态验证码 | must staff enrol an app
idle_minutes | 多少分钟没有操作即退出 | minutes until an idle sign-in ends
session_hours | 登录最长小时数 | hours until a sign-in ends
mail_server | 发送电子邮件的服务器 | server that sends e-mail
sms_program | 发送短信的程序 | program that sends text messages
email_program | 发送电子邮件的程序 | program that sends e-mail
letter_program | 寄送信函的程序 | program that sends letters
court_program | 向法院平台移送材料包的程序 | program that hands packets to the courts
province_program | 向省级平台移送材料包的程序 | program that hands packages to the province
static | 静态文件从原处还是收集后提供 | where static files come from
debug | 显示出错详情；有真实案件时不要使用 | show traces
log_format | 日志格式 | form of the log
""")


def run(arguments: list[str]) -> int:
    """The command `glossary`; 1 when --check finds the page other than declared."""
    parser = argparse.ArgumentParser(
        prog="rongzhi glossary", description="生成术语表 / write the glossary from the declarations"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="生成 docs/glossary.md / write docs/glossary.md")
    render.add_argument("--check", action="store_true", help="只比较，不写入 / only compare")
    render.add_argument("--to", type=Path, default=PAGE, metavar="FILE", help="目标文件 / where to write")
    given = parser.parse_args(arguments)
    return render_page(given.to, only_compare=given.check)


def render_page(file: Path, *, only_compare: bool) -> int:
    """Write the declared part of the page, or tell that it is not as declared."""
    there = file.read_text("utf-8") if file.is_file() else ""
    by_hand = there.partition(BEGINS)[0] or HEAD + "\n"
    wanted = by_hand + declared()
    if only_compare:
        if wanted != there:
            print(
                f"{file}：与声明不一致，请运行 rongzhi glossary render。\n"
                f"{file} is not as declared. Run: rongzhi glossary render",
                file=sys.stderr,
            )
        return int(wanted != there)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(wanted, "utf-8")
    print(f"{file}：{'已是最新 is current' if wanted == there else '已写入 written'}")
    return 0


def declared() -> str:
    """The part of the page that follows from the declarations, from its marker on."""
    procedures = national_procedures()
    lines = [
        BEGINS,
        "",
        "以下各表由 `rongzhi glossary render` 从声明生成，不手工修改。 "
        "The tables below are rendered from the declarations by `rongzhi glossary render` and never edited by hand.",
        "",
        "〔间接核实 verified-secondary〕〔待核实 recall〕〔本项目建议 design〕：来源的确定程度；没有标记的见于文件原文。 "
        "Marks of confidence; what bears none was found in the text of the instrument itself.",
    ]
    lines += _table("程序 Procedures", map(_procedure, procedures))
    lines += _table("阶段 Stages", _stages(procedures))
    for procedure in procedures:
        title = f"事项：{procedure.label} Acts: {procedure.en}"
        lines += _table(title, (_act(procedure, act) for act in procedure.acts))
    lines += _table("角色 Roles", _roles())
    lines += _table("单位种类 Kinds of bodies", _bodies())
    lines += _table("结束代码 End codes", _ends())
    lines += _table("不予受理的理由 Grounds of refusal", _grounds())
    lines += _table("渠道 Channels", _channels())
    lines += _table("文书 Forms", _forms())
    lines += _table("登记事项 Kinds of entries in the register", _entries(procedures))
    lines += _table("概况各栏 Header columns of a file", _columns(procedures))
    lines += _table("期限和数值 Clock parameters and values", map(_parameter, national().values()))
    lines += _table("指标 Indicators", _indices())
    lines += _table("数据类别 Data classes", _classes())
    lines += _table("设置 Settings of an installation", _settings())
    return "\n".join(lines) + "\n"


def _table(title: str, rows: Iterable[Row]) -> Iterator[str]:
    yield from (
        "",
        f"## {title}",
        "",
        "| 标识 Identifier | 中文 | 含义 Meaning | 来源 Source |",
        "|---|---|---|---|",
    )
    for identifier, zh, meaning, source in rows:
        cells = (f"`{identifier}`", zh, meaning, source)
        yield f"| {' | '.join(' '.join(cell.split()).replace('|', BAR).replace('<', '&lt;') for cell in cells)} |"


def _source(source: Source) -> str:
    return _marked(str(source), source.confidence)


def _marked(text: str, confidence: Confidence) -> str:
    return f"{text}{MARKS[confidence]}"


def _procedure(procedure: Procedure) -> Row:
    off = "; off until a county's pack switches it on" if procedure.off else ""
    shape = "standing acts" if procedure.standing else f"{len(procedure.stages)} stages"
    meaning = (
        f"{procedure.en}: {shape}, {len(procedure.acts)} acts{off} ([page](procedures/{procedure.key}.md))"
    )
    return procedure.key, procedure.label, meaning, _source(procedure.source)


def _stages(procedures: Iterable[Procedure]) -> Iterator[Row]:
    for procedure in procedures:
        for stage in procedure.stages:
            role = CAPACITIES.get(stage.waiting_for)
            waits = "final" if stage.final else f"waits for: {role.en if role else stage.waiting_for}"
            yield f"{procedure.key}:{stage.code}", stage.label, f"{stage.en} ({waits})", "stages.csv"


def _act(procedure: Procedure, act: Act) -> Row:
    who = ", ".join(act.who)
    way = ""
    if procedure.stages:
        way = f"; {', '.join(act.from_) or 'begins'} → {act.to or 'stays'}"
    manner = (
        "; automatic"
        if act.automatic
        else "; when a clock runs out"
        if act.timer
        else "; follows another file"
        if act.echo
        else ""
    )
    return act.key, act.label, f"{act.en} ({who}{way}{manner})", _source(act.source)


def _roles() -> Iterator[Row]:
    words = {
        role: [word for word, known in CAPACITIES.items() if known is role and word != role] for role in Role
    }
    for role in Role:
        also = f" (in stages.csv also: {', '.join(words[role])})" if words[role] else ""
        yield str(role), role.label, f"{role.en}{also}", "rulebook/roles.py"


def _bodies() -> Iterator[Row]:
    for row in bodies().values():
        yield row.code, row.name_zh, f"{row.name_en}: {row.roles}", "bodies.csv"


def _ends() -> Iterator[Row]:
    for row in ends().values():
        yield row.code, row.name_zh, f"{row.name_en}. {row.meaning}", _marked("ends.csv", row.confidence)


def _grounds() -> Iterator[Row]:
    for row in grounds().values():
        public = f" Shown to the parties as {row.public_code}." if row.public_code != row.code else ""
        invited = " Only after a recorded invitation." if row.needs_invitation else ""
        yield row.code, row.name_zh, f"{row.name_en}.{public}{invited}", _marked(row.basis, row.confidence)


def _channels() -> Iterator[Row]:
    for row in channels().values():
        meaning = f"{row.name_en} (§{row.section}, handled as {row.handling}, by {row.own_procedure or '—'})"
        yield row.code, row.name_zh, meaning, _marked(row.basis, row.confidence)


def _forms() -> Iterator[Row]:
    for row in forms().values():
        yield row.code, row.name_zh, f"{row.name_en} ({row.issued_by}, at {row.at_step})", "forms.csv"


def _entries(procedures: Iterable[Procedure]) -> Iterator[Row]:
    writers: dict[str, list[Act]] = {}
    for act in (act for procedure in procedures for act in procedure.acts):
        for effect in act.does:
            if isinstance(effect, NewEntry | NewSchedule) and act not in writers.setdefault(effect.kind, []):
                writers[effect.kind].append(act)
    for kind, acts in sorted(writers.items()):
        zh, en = _words(ENTRIES, kind) or (acts[0].label, acts[0].en)
        yield kind, zh, en, f"written by {_some(act.key for act in acts)}"


def _columns(procedures: Iterable[Procedure]) -> Iterator[Row]:
    writers: dict[str, list[Act]] = {}
    asked: dict[str, tuple[str, str]] = {}
    for act in (act for procedure in procedures for act in procedure.acts):
        for effect in act.does:
            if isinstance(effect, SetCase):
                if act not in writers.setdefault(effect.column, []):
                    writers[effect.column].append(act)
                field = act.field(effect.value.field) if isinstance(effect.value, Of) else None
                if field is not None:
                    asked.setdefault(effect.column, (field.label, field.en))
    for column in sorted({*writers, "ended_on"}):
        zh, en = _words(COLUMNS, column) or asked.get(column, (column, column))
        by = _some(act.key for act in writers.get(column, ()))
        yield column, zh, en, f"written by {by}" if by else "kept by the machinery"


def _words(table: Mapping[str, Words], key: str) -> tuple[str, str] | None:
    found = table.get(key)
    return (found.label, found.en) if found is not None else None


def _some(keys: Iterable[str]) -> str:
    listed = [f"`{key}`" for key in keys]
    more = f" and {len(listed) - 4} more" if len(listed) > 4 else ""
    return ", ".join(listed[:4]) + more


def _parameter(parameter: Parameter) -> Row:
    starts = f"; from: {parameter.starts_when}" if parameter.starts_when else ""
    if not parameter.values:
        return parameter.key, parameter.label, f"{parameter.en}: left to the county{starts}", "—"
    value = parameter.values[-1]
    unit = UNITS.get(str(value.unit), (str(value.unit), str(value.unit)))[1]
    more = ""
    if isinstance(value.extension, Open):
        more = f", extension: {value.extension} ({value.extended_by})"
    elif value.extension:
        more = f", extension: at most {value.extension} ({value.extended_by})"
    meaning = f"{parameter.en}: {value.amount:,} {unit}{more}{starts}"
    return parameter.key, parameter.label, meaning, _marked(value.source, value.confidence)


def _indices() -> Iterator[Row]:
    for one in INDICES.values():
        yield (one.key, f"{one.label}：{one.question}", f"{one.en}: {one.formula_en}", _source(one.source))


def _classes() -> Iterator[Row]:
    for each in DataClass:
        yield str(each), each.label, each.en, f"access.csv{MARKS[Confidence.DESIGN]}"


def _settings() -> Iterator[Row]:
    for name, field in Environment.model_fields.items():
        zh = SETTINGS[name].label if name in SETTINGS else "—"
        meaning = f"{field.description} Default: {_default(field)}"
        yield f"{PREFIX}{name.upper()}", zh, meaning, "conf/environment.py"


def _default(field: FieldInfo) -> str:
    value = field.default
    return "unset" if value is None or isinstance(value, SecretStr) else f"`{value}`"
