"""How the text a person types becomes a date, an answer or a checked number, the same at every door."""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric, uscc

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
SHOWN = 40  # characters of an answer that a message repeats

YES = frozenset({"yes", "y", "true", "1", "是", "有", "同意", "已同意", "对", "√"})
NO = frozenset({"no", "n", "false", "0", "否", "没有", "无", "不同意", "不是", "×"})

_DATES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_TIME = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"1\d{2,4}|95\d{3,6}|96\d{3,6}|[48]00\d{7}")
_ABROAD = re.compile(r"\+(?!86)[1-9]\d{5,14}")
_EXTENSION = re.compile(r"(?i)(?<=\d)(?:转|分机|ext\.?|x|#)(\d{1,6})$")
_EMAIL_BEFORE = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}")
_EMAIL_AFTER = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Unreadable(ValueError):
    """An answer that cannot be taken: a code, what is wrong and what to do, each in Chinese and English.

    `zh` and `en` are both sentences in one; an identity number or phone is never repeated in them.
    """

    def __init__(self, code: str, *, wrong_zh: str, wrong_en: str, do_zh: str, do_en: str) -> None:
        self.code = code
        self.wrong_zh, self.wrong_en = wrong_zh, wrong_en
        self.do_zh, self.do_en = do_zh, do_en
        self.zh, self.en = f"{wrong_zh}{do_zh}", f"{wrong_en} {do_en}"
        super().__init__(self.en)


def plain(text: str) -> str:
    """The text with full-width letters, digits and signs made narrow, and no blanks at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


def check_text(text: str, *, most: int) -> str:
    """A text for people to read, trimmed. Raises Unreadable (`control_character`, `too_long`)."""
    text = text.strip()
    if len(text) > most:
        raise Unreadable(
            "too_long",
            wrong_zh=f"共 {len(text)} 字，最多 {most} 字。",
            wrong_en=f"This has {len(text)} characters; at most {most} fit.",
            do_zh="请缩短；余下的内容可在立案后作为材料补交。",
            do_en="Shorten it; the rest can be handed in as material after filing.",
        )
    if found := _CONTROL.search(text):
        raise Unreadable(
            "control_character",
            wrong_zh=f"第 {found.start() + 1} 个字符是看不见的控制字符或残缺字符，无法保存。",
            wrong_en=f"Character {found.start() + 1} is an invisible or broken one and cannot be stored.",
            do_zh="请删去该字符，或重新录入这段文字。",
            do_en="Delete that character or type the text anew.",
        )
    return text


def parse_date(text: str) -> date:
    """The day in 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日 or 20260131; a time after it is dropped.

    Raises Unreadable: `date_form` for any other way of writing, `date_impossible` for a day that does not exist.
    """
    written = plain(text)[:SHOWN]
    for form in _DATES:
        found = form.match(written)
        if found and _TIME.fullmatch(written, found.end()):
            break
    else:
        raise Unreadable(
            "date_form",
            wrong_zh=f"“{shown(text)}”无法识别为日期。",
            wrong_en=f"“{shown(text)}” cannot be read as a date.",
            do_zh="请按 年-月-日 填写，例如 2026-01-31。",
            do_en="Write year-month-day, for example 2026-01-31.",
        )
    year, month, day = (int(part) for part in found.groups())
    try:
        result = date(year, month, day)
    except ValueError:
        result = date.min
    if not EARLIEST_YEAR <= result.year <= LATEST_YEAR:
        raise Unreadable(
            "date_impossible",
            wrong_zh=f"“{shown(text)}”不是可能的日期。",
            wrong_en=f"“{shown(text)}” is not a possible date.",
            do_zh="请核对年、月、日，例如 2 月最多 29 日。",
            do_en="Check year, month and day; February, for example, never has 30 days.",
        )
    return result


def parse_yes_no(text: str) -> bool:
    """True for 是, yes, 1 …; False for 否, no, 0 …. Raises Unreadable (`yes_no`)."""
    answer = plain(text).casefold()
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise Unreadable(
        "yes_no",
        wrong_zh=f"“{shown(text)}”无法识别为“是”或“否”。",
        wrong_en=f"“{shown(text)}” is neither yes nor no.",
        do_zh="请填写“是”或“否”。",
        do_en="Write yes or no.",
    )


def check_id_number(text: str) -> str:
    """An 18-character identity number with possible birth date and right check character (GB 11643).

    Upper case, no blanks. The place code is not looked up: lists of places are never complete, and nobody is to be
    turned away for that. Raises Unreadable (`id_number`, `id_number_date`, `id_number_check`).
    """
    number = _compact(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Unreadable(
            "id_number",
            wrong_zh=f"居民身份证号应为 18 位，现为 {len(number)} 个字符或含有其他字符。",
            wrong_en=f"An identity number has 17 digits and one digit or X; this has {len(number)} characters.",
            do_zh="请照证件填写；使用其他证件的，此栏留空，在经过中写明。",
            do_en="Copy it from the card; with another paper leave this empty and name the paper in the account.",
        )
    try:
        born = ric.get_birth_date(number)
    except ValueError:
        born = date.min
    if born.year < EARLIEST_YEAR:
        raise Unreadable(
            "id_number_date",
            wrong_zh="身份证号第 7 至 14 位不是可能的出生日期。",
            wrong_en="Digits 7 to 14 of the identity number are not a possible date of birth.",
            do_zh="请对照证件核对这八位数字。",
            do_en="Compare these eight digits with the card.",
        )
    if number[-1] != ric.calc_check_digit(number):
        raise Unreadable(
            "id_number_check",
            wrong_zh="身份证号校验码不符，可能有一位数字抄错或两位颠倒。",
            wrong_en="The check character of the identity number does not fit: a digit is wrong or two are swapped.",
            do_zh="请对照证件逐位核对；一时不能核对的可以留空。",
            do_en="Compare it with the card digit by digit; if you cannot now, leave it empty.",
        )
    return number


def check_credit_code(text: str) -> str:
    """An 18-character unified social credit code with right check character (GB 32100).

    Upper case, no blanks. The two signs in front may be letters, as village collectives have them.
    Raises Unreadable (`credit_code`, `credit_code_check`).
    """
    number = _compact(text)
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", number):
        raise Unreadable(
            "credit_code",
            wrong_zh=f"统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），现为 {len(number)} 个字符。",
            wrong_en=f"A credit code has 18 digits or letters (never I, O, S, V, Z); this has {len(number)}.",
            do_zh="请照营业执照或登记证书填写；没有的留空。",
            do_en="Copy it from the licence or certificate; leave it empty if there is none.",
        )
    if number[-1] != uscc.calc_check_digit(number):
        raise Unreadable(
            "credit_code_check",
            wrong_zh="统一社会信用代码校验码不符，可能有一位抄错或两位颠倒。",
            wrong_en="The check character of the credit code does not fit: one sign is wrong or two are swapped.",
            do_zh="请对照执照逐位核对；一时不能核对的可以留空。",
            do_en="Compare it with the licence sign by sign; if you cannot now, leave it empty.",
        )
    return number


def check_phone(text: str) -> str:
    """A mainland mobile, landline (with or without area code and extension), service or foreign number.

    A mobile comes back as eleven digits; others as digits, with `-` before an extension, `+` before a country.
    Raises Unreadable (`phone`).
    """
    number = re.sub(r"[\s().‐-―-]", "", plain(text))
    if home := re.fullmatch(r"(?:\+|00)86(\d+)", number):
        number = home[1]
        if not (number.startswith("0") or _MOBILE.fullmatch(number) or _SERVICE.fullmatch(number)):
            number = f"0{number}"  # the area code loses its zero behind +86
    number = re.sub(r"^00(?=[1-9])", "+", number)
    extension = ""
    if found := _EXTENSION.search(number):
        number, extension = number[: found.start()], f"-{found[1]}"
    elif found := re.fullmatch(r"\s*(0\d{2,3})\s*-\s*(\d{7,8})\s*-\s*(\d{1,6})\s*", plain(text)):
        number, extension = found[1] + found[2], f"-{found[3]}"
    for form in (_MOBILE, _LANDLINE, _LOCAL, _SERVICE, _ABROAD):
        if form.fullmatch(number) and number.isascii():
            return number + extension
    raise Unreadable(
        "phone",
        wrong_zh="电话号码的位数或写法不对。",
        wrong_en="This is not the form of a telephone number.",
        do_zh="手机填 11 位；座机带区号，例如 0571-87654321；一栏只填一个号码。",
        do_en="A mobile has 11 digits; a landline needs its area code, like 0571-87654321; one number only.",
    )


def check_email(text: str) -> str:
    """An e-mail address, its host in lower case. Raises Unreadable (`email`)."""
    address = plain(text)
    before, _, after = address.rpartition("@")
    good = (
        len(address) <= 254
        and _EMAIL_BEFORE.fullmatch(before)
        and _EMAIL_AFTER.fullmatch(after)
        and not _CONTROL.search(address)
    )
    if not good or before.startswith(".") or before.endswith(".") or ".." in before:
        raise Unreadable(
            "email",
            wrong_zh="电子邮箱的写法不对。",
            wrong_en="This is not the form of an e-mail address.",
            do_zh="应类似 name@example.cn；一栏只填一个邮箱。",
            do_en="It should look like name@example.cn; one address only.",
        )
    return f"{before}@{after.lower()}"


def shown(text: str) -> str:
    """The beginning of an answer, fit to be repeated in a message on one line."""
    line = " ".join(_CONTROL.sub("�", text[: SHOWN * 4]).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _compact(text: str) -> str:
    return re.sub(r"[\s-]", "", plain(text)).upper()
