"""What can be wrong with a batch file or one of its rows, and what to do about it, in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `row` counts data rows from 1 (0: the whole file), `line` is the line or sheet row."""

    row: int
    column: str
    code: str
    message_zh: str
    message_en: str
    do_zh: str
    do_en: str
    line: int = 0


class BatchRefused(Exception):
    """The file as a whole cannot be taken; nothing of it was read into the system."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.message_en} {problem.do_en}")
        self.problem = problem
        self.code = problem.code
        self.zh = f"{problem.message_zh}{problem.do_zh}"
        self.en = f"{problem.message_en} {problem.do_en}"


def problem(code: str, *, row: int = 0, column: str = "", line: int = 0, **facts: object) -> Problem:
    """The problem with this code, its sentences filled with `facts`."""
    message_zh, message_en, do_zh, do_en = (text.format(line=line, **facts) for text in TEXTS[code])
    return Problem(row, column, code, message_zh, message_en, do_zh, do_en, line)


def refused(code: str, *, column: str = "", line: int = 0, **facts: object) -> BatchRefused:
    """A BatchRefused with this code, ready to be raised."""
    return BatchRefused(problem(code, row=0, column=column, line=line, **facts))


_TEMPLATE = ("请下载本站的模板，填好后重新上传。", "Download the template, fill it in and send it again.")
_SAVE_XLSX = (
    "请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV（UTF-8）后重新上传。",
    "Open it in Excel or WPS, save it as .xlsx or CSV (UTF-8) and send it again.",
)
_SPLIT = ("请分成几个文件分别上传。", "Split it into several files and send them one by one.")
_ONE_OBJECT = (
    '请每行写一个 JSON 对象，例如 {{"applicant_name": "张三"}}。',
    'Write one JSON object a line, for example {{"applicant_name": "Zhang San"}}.',
)

# code: what is wrong (Chinese, English), what to do (Chinese, English)
TEXTS: dict[str, tuple[str, str, str, str]] = {
    # the file
    "empty": ("文件是空的。", "The file is empty.", *_TEMPLATE),
    "no_rows": ("文件中没有可读的数据行。", "The file has no row of data that can be read.", *_TEMPLATE),
    "too_big": (
        "文件超过 {most} MB，无法受理。",
        "The file is larger than {most} MB.",
        *_SPLIT,
    ),
    "no_space": (
        "服务器暂时没有空间保存文件，未读取任何内容。",
        "The server has no room for the file just now; nothing was read.",
        "请稍后再传，并告知管理员。",
        "Try again later and tell the administrator.",
    ),
    "unreadable": (
        "文件无法打开。",
        "The file cannot be opened.",
        "请确认文件存在且可以读取。",
        "Check that it exists and may be read.",
    ),
    "nul_bytes": (
        "文件含有空字节，不是文本文件，或者已经损坏。",
        "The file holds NUL bytes: it is not a text file, or it is damaged.",
        *_SAVE_XLSX,
    ),
    "utf16": (
        "文件采用 UTF-16 编码，这里不能识别。",
        "The file is written in UTF-16, which is not taken here.",
        "请另存为“CSV UTF-8（逗号分隔）”后重新上传。",
        "Save it as “CSV UTF-8 (comma delimited)” and send it again.",
    ),
    "encoding": (
        "第 {line} 行附近有既不是 UTF-8 也不是国标（GBK、GB18030）编码的内容。",
        "Near line {line} there is content that is neither UTF-8 nor GBK (GB18030).",
        "请另存为“CSV UTF-8（逗号分隔）”后重新上传，并检查该行有无乱码。",
        "Save it as “CSV UTF-8 (comma delimited)”, look for broken text near that line, and send it again.",
    ),
    "html": ("这是网页（HTML）文件，不是表格数据。", "This is a web page (HTML), not a table.", *_SAVE_XLSX),
    "svg": ("这是图形或 XML 文件，不是表格数据。", "This is a drawing or XML, not a table.", *_SAVE_XLSX),
    "old_excel": (
        "这是旧版 Excel（.xls）文件，或者设有打开密码。",
        "This is an old Excel file (.xls), or one that needs a password.",
        "请取消密码，另存为 .xlsx 后重新上传。",
        "Remove the password, save it as .xlsx and send it again.",
    ),
    "not_xlsx": (
        "这是压缩包或其他文档，不是 .xlsx 表格。",
        "This is an archive or another document, not an .xlsx table.",
        *_SAVE_XLSX,
    ),
    "macros": (
        "表格带有宏，为安全起见不予接收。",
        "The workbook has macros; for safety it is not taken.",
        "请另存为不带宏的 .xlsx 后重新上传。",
        "Save it as .xlsx without macros and send it again.",
    ),
    "kind": (
        "文件内容是“{found}”，这里只接收 CSV、XLSX 和 JSON Lines。",
        "The content is “{found}”; only CSV, XLSX and JSON Lines are taken here.",
        *_SAVE_XLSX,
    ),
    "zip_bomb": (
        "表格解压后过大或内部文件过多（{why_zh}），为安全起见未打开。",
        "Unpacked, the workbook would be too large or hold too many parts ({why_en}); it was not opened.",
        "请把数据复制到新的空白表格中保存，或分成几个文件上传。",
        "Copy the data into a new, empty workbook, or split it into several files.",
    ),
    "damaged_xlsx": ("表格已损坏，无法读取。", "The workbook is damaged and cannot be read.", *_SAVE_XLSX),
    "too_many_rows": (
        "数据超过 {most} 行，或者在很远的单元格里有内容。",
        "There are more than {most} rows, or something stands in a cell far away.",
        *_SPLIT,
    ),
    "too_many_columns": (
        "表格超过 {most} 列，或者在很远的单元格里有内容。",
        "There are more than {most} columns, or something stands in a cell far away.",
        "请只保留模板中的列。",
        "Keep the columns of the template only.",
    ),
    "json_array": (
        "这是一个 JSON 数组或跨行的 JSON，不是 JSON Lines。",
        "This is a JSON array, or JSON spread over several lines, not JSON Lines.",
        *_ONE_OBJECT,
    ),
    "no_columns": (
        "第一行不是列名，没有一列能够识别。",
        "The first row holds no column name that is known here.",
        *_TEMPLATE,
    ),
    "missing_columns": (
        "缺少必需的列：{zh}。没有这些内容无法立案。",
        "Columns that a filing needs are missing: {en}.",
        "请补上这些列后重新上传（联系方式在电话、邮箱、地址中有一列即可）。",
        "Add them and send the file again (of phone, e-mail and address one column is enough).",
    ),
    "missing_figures": (
        "缺少列：{zh}。",
        "Columns are missing: {en}.",
        "第一行写列名：案件号，以及公式中用到的各个名称；补上后重新上传。",
        "The first row names the columns: case, and each name that the formula uses. Add them and send it again.",
    ),
    "duplicate_columns": (
        "以下列出现了不止一次：{zh}。无法确定以哪一列为准。",
        "These columns appear more than once: {en}. It is not clear which one counts.",
        "请每项只保留一列后重新上传。",
        "Keep one column of each and send the file again.",
    ),
    "open_quote": (
        "从第 {line} 行开始双引号没有成对，或有一格过长，其后从哪里断行无法确定。",
        "From line {line} on quotation marks do not pair, or a cell is too long; where later rows begin is unclear.",
        '请在该行补上或删去一个双引号；文字中的双引号应写成两个（""）；过长的文字请缩短。',
        'Add or delete a quotation mark there; one inside a text is written twice (""). Shorten what is too long.',
    ),
    # notes: the file is read, but its filer should know
    "foreign_column": (
        "“{name}”不是受理用的列，其内容未读取、未保存。",
        "“{name}” is not a column of a filing; its content was neither read nor stored.",
        "不需要的可以不管；需要的请改用模板中的列名。",
        "If you do not need it, leave it; otherwise rename it as in the template.",
    ),
    "other_sheets": (
        "只读取了第一张工作表“{first}”；其他工作表（{names}）未读取。",
        "Only the first sheet “{first}” was read; not the others ({names}).",
        "其他工作表中如有数据，请另存为单独的文件上传。",
        "If they hold data, save them as files of their own and send those too.",
    ),
    # a row
    "quotes": (
        "本行双引号的位置不对，无法分出各列。",
        "The quotation marks in this row are misplaced, so its columns cannot be told apart.",
        '文字中的双引号请写成两个（""），或改用中文引号。',
        'Write a quotation mark inside a text twice (""), or use typographic ones.',
    ),
    "cell_count": (
        "本行有 {found} 格，列名有 {wanted} 个，内容可能错位。",
        "This row has {found} cells and there are {wanted} columns, so its content may have shifted.",
        "请检查是否多写或少写了分隔符；含分隔符的文字要加双引号。",
        "Look for a delimiter too many or too few; a text that holds one stands in quotation marks.",
    ),
    "row_too_long": (
        "本行过长，未读取。",
        "This row is too long and was not read.",
        "请缩短文字；“事情经过”最多 20000 字，其余作为材料补交。",
        "Shorten it: “what happened” holds 20,000 characters; hand in the rest as material.",
    ),
    "formula": (
        "此格是公式，或以 = + - @ 开头，为安全起见不读取。",
        "This cell is a formula or begins with = + - @; for safety it is not read.",
        "请改为普通文字或数值，去掉开头的符号。",
        "Replace it by plain text or a number, without the sign in front.",
    ),
    "error_cell": (
        "此格显示的是表格软件的错误值。",
        "This cell holds an error value of the spreadsheet.",
        "请填写实际内容或留空。",
        "Write the real content or leave it empty.",
    ),
    "digits_lost": (
        "此格是按数字保存的长号码，表格软件已丢掉后几位。",
        "This long number was stored as a quantity, and the spreadsheet has dropped its last digits.",
        "请把该列设为“文本”格式后重新录入号码。",
        "Format the column as text and type the number again.",
    ),
    "json_line": ("本行不是有效的 JSON 对象。", "This line is not a valid JSON object.", *_ONE_OBJECT),
    "json_nested": (
        "此项的值不是文字、数字或是/否。",
        "The value is not a text, a number or yes/no.",
        "请把它写成一段文字。",
        "Write it as one text.",
    ),
    "duplicate_key": (
        "本行中这一项出现了不止一次。",
        "This field appears more than once in the line.",
        "请只保留一个。",
        "Keep one of them.",
    ),
    "duplicate_row": (
        "与第 {first} 条（文件第 {first_line} 行）重复：{why_zh}。",
        "This repeats data row {first} (line {first_line} of the file): {why_en}.",
        "确属两件不同纠纷的，请写明不同之处或使用不同编号；否则无需处理。",
        "If these are two disputes, say what differs or give another number; otherwise nothing need be done.",
    ),
    "example_row": (
        "这是模板中的示例行，不会立案。",
        "This is the example row of the template; it is not filed.",
        "请删除此行；如是实际案件，请改写自编号。",
        "Delete it; if it is a real case, give it another number of your own.",
    ),
    "missing_value": (
        "缺少必填内容“{zh}”。",
        "“{en}” is needed and is empty.",
        "请填写后重新上传该行。",
        "Fill it in and send the row again.",
    ),
    "no_contact": (
        "申请人的电话、邮箱和地址都没有填写，无法联系。",
        "The applicant has no phone, no e-mail and no address, so nobody can be reached.",
        "请至少填写一项。",
        "Give at least one of them.",
    ),
    "privacy_notice": (
        "没有确认已告知个人信息处理规则，不能受理。",
        "It is not confirmed that the privacy notice was given, so the row cannot be filed.",
        "请向申请人告知后填写“是”。",
        "Give the applicant the notice, then write yes.",
    ),
    "choice": (
        "“{found}”不是可选的内容。",
        "“{found}” is not one of the answers.",
        "请填写以下之一：{zh}。",
        "Write one of: {en}.",
    ),
    "code_unknown": (
        "“{found}”不在公布的代码表中。",
        "“{found}” is not in the published list.",
        "请按模板说明页中的代码或名称填写，或留空由工作人员判断。",
        "Use a code or name from the template's list, or leave it empty for staff to decide.",
    ),
    "date_future": (
        "日期 {found} 晚于今天（{today}）。",
        "The date {found} lies after today ({today}).",
        "请核对年份和月份。",
        "Check year and month.",
    ),
    "amount": (
        "金额无法接受：{zh}",
        "The amount cannot be taken: {en}",
        "请以元为单位填写，例如 5000.00。",
        "Write it in yuan, for example 5000.00.",
    ),
    "synthetic": (
        "“{found}”不是字段名。",
        "“{found}” is not the name of a field.",
        "请用英文字段名，以逗号分隔。",
        "Use the English keys of the columns, with commas between.",
    ),
}
