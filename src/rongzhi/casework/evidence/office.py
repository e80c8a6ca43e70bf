"""Word and Excel files: really what they say, without programs inside, and not larger than they claim."""

import zipfile
from typing import IO

from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.core.zip_files import UNREADABLE

MOST_MEMBERS = 5000
MOST_UNPACKED = 300_000_000
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def examine(content: IO[bytes], code: str) -> None:
    """Refuse what is no such document, carries programs, or would unpack to far more than it is."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
    except UNREADABLE as fault:
        raise NotReceived(*DAMAGED) from fault
    names = {member.filename.lower() for member in members}
    if MAIN[code] not in names or "[content_types].xml" not in names:
        raise NotReceived(*OTHER)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise NotReceived(*BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise NotReceived(*LOCKED)
    if any("vbaproject" in n or n.endswith((".exe", ".dll", ".js", ".vbs", ".bat", ".ole")) for n in names):
        raise NotReceived(*PROGRAMS)


DAMAGED = (
    "文件打不开，可能已损坏或没有传完。请在电脑上确认能打开后重新提交。",
    "The file cannot be opened; it is damaged or was cut off. Check that it opens on your computer, then send it again.",
)
OTHER = (
    "文件名写的是 Word 或 Excel，内容却不是。请用 Word 或 Excel 另存后重新提交，也可以导出为 PDF。",
    "The name says Word or Excel, but the content is something else. Save it again from Word or Excel, or export a PDF.",
)
BOMB = (
    "文件展开后过大，无法安全处理。请导出为 PDF 再提交。",
    "The file unpacks to far more than it is and cannot be handled safely. Export it as PDF and send that.",
)
LOCKED = (
    "文件设有密码，其他各方无法打开。请去掉密码后再提交。",
    "The file is locked with a password, so nobody else could open it. Remove the password and send it again.",
)
PROGRAMS = (
    "文件里带有宏或程序，不能接收。请另存为不带宏的文件，或者导出为 PDF。",
    "The file carries macros or programs and is not taken. Save it without macros, or export it as PDF.",
)
