"""The parts of which the pages are made, as the living page /design/ shows them: each with its markup and its use."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

STYLES = Path(__file__).parent / "static" / "web"
SHARED = (
    "tokens",
    "text",
    "frame",
    "forms",
    "tables",
    "parts",
    "print",
)  # all other sheets belong to one page


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, when to use it, and the template that shows it."""

    key: str
    label: str
    en: str
    use: str
    use_en: str

    @property
    def shown(self) -> SafeString:
        """The part as it looks."""
        return mark_safe(render_to_string(f"web/design/{self.key}.html"))

    @property
    def markup(self) -> str:
        """What stands in a template to get it."""
        return escape(render_to_string(f"web/design/{self.key}.html").strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet that belongs to one kind of page alone: its file and its first sentence."""

    name: str
    about: str


def _parts(text: str) -> tuple[Part, ...]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return tuple(Part(*row) for row in rows)


PARTS = _parts("""
head | 面包屑、标题和状态 | Breadcrumb, heading with state | 每一页开头：从哪里来，这一页是什么，现在是什么状态。当事人的页面不用面包屑。 | At the top of a page: where it belongs, what it is, and its state. Parties' pages have no breadcrumb.
next | 下一步 | Next step | 案件页第一眼要答的四件事：到哪一步、轮到谁、到什么时候、做什么。一页只有一块。 | The four answers of a case page: where are we, whose turn, until when, what next. One on a page.
progress | 进度 | Progress | 一个程序的各个阶段；手机上只写出当前阶段，其余由读屏软件读出。 | The stages of a proceeding; a phone names only the present one, a screen reader reads them all.
tiles | 数字块 | Count tiles | 列表上方的几个数，点开就是筛选后的列表；最多六个。 | A few counts above a list; each opens the list that it counts. Six at most.
facts | 要点 | Facts | 名称和内容成对的资料；手机上一上一下。 | Names and values in pairs; one above the other on a phone.
tags | 标记 | Tags | 一两个词的状态。绿：轮到您或已办成；琥珀：快到期或不确定；红：逾期或错误。颜色之外必有文字。 | A state in a word or two. Green: your turn, or done; amber: soon or unsure; red: late or wrong. Never colour alone.
notices | 提示和警告 | Notices and warnings | 提示一般事项；琥珀色用于点击之前应当知道的后果；红色只用于不能继续或者已经逾期。 | Plain for what is good to know; amber for what follows from a click; red only where something is late or barred.
messages | 办理结果 | What was just done | 办理之后在下一页顶部说一次。 | Said once at the top of the page that follows an act.
errors | 错误汇总 | Error summary | 表单没有提交时放在最上面，每一条连到要改的那一项；那一项旁边再说一次。 | Above a form that was not sent; each line leads to its question, which says it again.
questions | 问题 | Questions | 一项一问，上面是问题，下面是说明，再下面填写。能预填的先填好。 | One question after another: the question, a hint, the answer. What is known is filled in.
choices | 选项卡片 | Radio cards | 六个以下的选项全部列出，整块都能点；更多的用下拉框。 | Up to six answers are shown open and the whole card can be pressed; more fold into a list.
files | 选择文件 | Choosing files | 提交材料的地方；手机上可以直接拍照。 | Where files are handed in; a phone offers its camera.
buttons | 按钮 | Buttons | 表单只有一个实心按钮。绿色只用于“轮到您”的那一步，同意和不同意用同样的按钮，不诱导；红框用于不能撤回的事。 | A form has one filled button. Green is for the step that waits for you; yes and no look alike, so that nobody is steered. A red edge is for what cannot be undone.
tabs | 分页签 | Tabs by links | 同一对象的几个页面或者同一列表的几种看法；每个签都是一个地址。 | Pages of one thing, or views of one list; each tab is an address.
filters | 筛选、表头 | Filters, list head | 列表的筛选都写进地址；表头左边是件数，右边是导出。 | Filters of a list go into its address; the head has the count on the left, exports on the right.
table | 表格和卡片 | Table, cards on a phone | 多件并列时用；每个单元格写 data-label，手机上每行变成一张卡片。逾期、临期的行有边线，也有文字。 | For many things side by side; each cell carries data-label, each row becomes a card on a phone. Late and soon have an edge and a word.
pager | 翻页 | Pager | 列表每页五十件，前后各一个链接。 | Lists have fifty a page and two links.
timeline | 经过 | Timeline | 已经发生的事，最近的在上；内容收起。 | What has happened, latest first; contents folded.
clocks | 期限 | Deadlines | 每个期限：到哪天、是什么、依据什么。 | Each period: until when, what it is, what it rests on.
folds | 折叠 | Folded parts | 不是人人都要看的长内容；标题说明里面是什么、有多少。打印时不展开的不印。 | Long contents that not everybody needs; the title says what and how much. What is shut is not printed.
papers | 文书清单 | Papers | 案卷里的文书，名称在左，格式在右。 | The papers of a file: name on the left, formats on the right.
file | 证据卡片 | File card | 一份证据：编号、名称、谁提交、证明什么、文件。 | One exhibit: number, title, who handed it in, what it proves, its files.
bubble | 发言 | Message | 调解室里的一条发言；自己的在右。 | One message in a room; one's own on the right.
doors | 入口 | Doors | 当事人页面上通往对话、材料、文书的大入口。 | Large ways to talks, files and papers on a party's page.
cards | 卡片 | Cards | 几个并列的去处，各一句说明。 | A few places to go, with a sentence each.
sheet | 纸面 | Sheet | 回执、告知书等可以打印的一页。 | A receipt or notice that can be printed.
rights | 权利 | Rights | 用短句列出当事人随时可以做的事。 | Short sentences of what a party may do at any time.
text | 文字 | Text | 正文十七像素、行距一点七五；中文不用斜体，强调用字重。 | Seventeen pixels, line height 1.75; Chinese has no italics, weight says what matters.
banner | 横幅 | Banners | 全站的提醒，只有两种：演示、只能查看。 | For the whole site, of two kinds: demo, reading only.
empty | 空白 | Nothing here | 列表为空时说清楚为什么空、接下来去哪里。 | When a list is empty: why, and where to go.
print | 打印 | Print | 加 no-print 的不打印；按钮、导航、筛选本来就不打印。 | What carries no-print stays off the paper; buttons, navigation and filters always do.
""")


def sheet_names() -> list[str]:
    """Every sheet in the order in which pages link them: what is shared, what single pages have, print last."""
    *shared, last = SHARED
    own = sorted(file.stem for file in STYLES.glob("*.css") if file.stem not in SHARED)
    return [*shared, *own, last]


def page_own() -> list[Sheet]:
    """The sheets that belong to single pages, with what they say of themselves."""
    found = []
    for file in sorted(STYLES.glob("*.css")):
        if file.stem not in SHARED:
            first = file.read_text(encoding="utf-8").partition("*/")[0]
            found.append(Sheet(file.name, first.removeprefix("/*").strip()))
    return found
