"""A loss formula as a sheet: a small closed language of arithmetic on named columns, read and reckoned exactly in yuan."""

import ast
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow, localcontext

LONGEST = 2_000  # characters of a sheet
MOST_LINES = 20
MOST_NODES = 300
DEEPEST = 20  # brackets within brackets
LONGEST_NUMBER = 20
CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")
EXACT = Context(prec=40, rounding=ROUND_HALF_UP, traps=[InvalidOperation, Overflow])

Value = Decimal | date
Rate = Callable[[date], Decimal]

_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "，": ",", "（": "(", "）": ")", "＝": "=", "、": ","})
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAME = re.compile(r"[^\W\d]\w{0,30}")

NAMES: Mapping[str, str] = {
    "最小": "min",
    "最大": "max",
    "四舍五入": "round",
    "天数": "days",
    "min": "min",
    "max": "max",
    "round": "round",
    "days": "days",
    "lpr": "lpr",
}


class FormulaFault(ValueError):
    """A formula or a figure that cannot be used; `zh` and `en` say what is wrong, where, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the sheet: what it gives a name to, and how it is reckoned."""

    name: str
    text: str
    tree: ast.expr


@dataclass(frozen=True, slots=True)
class Sheet:
    """A formula that was read: its steps in order, the last one being the result, and the columns that it asks for."""

    lines: tuple[Line, ...]
    columns: tuple[str, ...]

    @property
    def result(self) -> str:
        return self.lines[-1].name


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a sheet gave for one member: each step, and the result in yuan and fen (rounded half up)."""

    steps: tuple[tuple[str, Decimal], ...]
    amount: Decimal


def read_sheet(text: str) -> Sheet:
    """The sheet that people wrote, one `name = arithmetic` a line; the last line is the result.

    Arithmetic: + - * / and brackets, plain numbers, columns and earlier steps by name, `min`, `max`,
    `round(x, digits)`, `days(from, to)` between two dates, `lpr(day)` (one-year rate of that day, 3.00 % being 0.03).
    Nothing else is taken: no other calls, no attributes, no powers, no texts. Raises FormulaFault.
    """
    if len(text) > LONGEST:
        raise FormulaFault(
            f"公式过长：最多 {LONGEST} 字。", f"The formula is too long: at most {LONGEST} characters."
        )
    rows = [row.strip() for row in text.replace("\r", "\n").split("\n") if row.strip()]
    if not rows:
        raise FormulaFault("公式是空的，请至少写一行。", "The formula is empty; write at least one line.")
    if len(rows) > MOST_LINES:
        raise FormulaFault(f"公式最多 {MOST_LINES} 行。", f"A formula has at most {MOST_LINES} lines.")
    lines: list[Line] = []
    asked: dict[str, None] = {}
    for number, row in enumerate(rows, 1):
        line = _line(row, number)
        known = {one.name for one in lines}
        if line.name in known:
            raise _at(number, f"「{line.name}」已经用过。", f"“{line.name}” was used before.")
        for name in _names(line.tree, number):
            if name not in known:
                asked[name] = None
        lines.append(line)
    if late := [line.name for line in lines if line.name in asked]:
        raise FormulaFault(
            f"「{late[0]}」在算出以前就被用到，请调整各行的先后。",
            f"“{late[0]}” is used before it is reckoned; change the order of the lines.",
        )
    return Sheet(tuple(lines), tuple(asked))


def _line(row: str, number: int) -> Line:
    plain = unicodedata.normalize("NFKC", row.translate(_SIGNS)).translate(_SIGNS)
    name, equals, body = (piece.strip() for piece in plain.partition("="))
    if not equals or not _NAME.fullmatch(name) or not body:
        raise _at(
            number,
            "每行应写成“名称 = 算式”，例如：应退 = 本金 * 0.05。",
            "each line reads “name = arithmetic”, for example: refund = principal * 0.05.",
        )
    if name in NAMES:
        raise _at(number, f"「{name}」是函数名，请换一个名称。", f"“{name}” is a function; use another name.")
    depth = most = 0
    for sign in body:
        depth += (sign in "([{") - (sign in ")]}")
        most = max(most, depth)
    if most > DEEPEST:
        raise _at(number, f"括号最多嵌套 {DEEPEST} 层。", f"brackets go at most {DEEPEST} deep.")
    try:
        tree = ast.parse(body, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _at(
            number,
            "算式不完整或者有多余的符号，请核对括号和运算符。",
            "the arithmetic is incomplete or has a stray sign; check brackets and operators.",
        ) from None
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
        raise _at(number, "算式过长，请分成几行。", "the arithmetic is too long; split it into lines.")
    _allowed(tree, body, number)
    return Line(name, body, tree)


def _at(number: int, zh: str, en: str) -> FormulaFault:
    return FormulaFault(f"第 {number} 行：{zh}", f"Line {number}: {en}")


def _allowed(tree: ast.expr, body: str, number: int) -> None:
    """Refuse everything that is not in the language; numbers are read from the text itself, never as floats."""
    match tree:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            parts = [left, right]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            parts = [operand]
        case ast.Name():
            return
        case ast.Constant():
            _number(tree, body, number)
            return
        case ast.Call(func=ast.Name(id=called), args=args, keywords=[]) if called in NAMES:
            _arity(NAMES[called], args, number)
            parts = args
        case _:
            raise _at(
                number,
                "只能使用加减乘除、括号、数字、栏目名和 min、max、round、days、lpr。",
                "only + - * / brackets, numbers, names of columns and min, max, round, days, lpr are known here.",
            )
    for part in parts:
        _allowed(part, body, number)


def _arity(called: str, args: list[ast.expr], number: int) -> None:
    wanted = {"round": (1, 2), "days": (2, 2), "lpr": (1, 1)}.get(called, (2, 20))
    if not wanted[0] <= len(args) <= wanted[1]:
        raise _at(number, f"{called} 的括号里项数不对。", f"{called} has the wrong number of terms.")
    if called == "round" and len(args) == 2:
        last = args[1]
        if not (isinstance(last, ast.Constant) and type(last.value) is int and 0 <= last.value <= 6):
            raise _at(number, "round 的位数应为 0 到 6。", "round takes 0 to 6 digits.")


def _number(tree: ast.Constant, body: str, number: int) -> Decimal:
    text = ast.get_source_segment(body, tree) or ""
    if type(tree.value) not in (int, float) or len(text) > LONGEST_NUMBER or not _PLAIN.fullmatch(text):
        raise _at(
            number,
            f"「{text[:20]}」不是普通数字，请写成例如 1234.5 或 0.05（不用科学记数法）。",
            f"“{text[:20]}” is no plain number; write for example 1234.5 or 0.05, without exponents.",
        )
    return Decimal(text)


def _names(tree: ast.expr, number: int) -> list[str]:
    """The columns and steps that an expression names; functions are no columns."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called]
    if wrong := [name for name in found if name in NAMES]:
        raise _at(number, f"{wrong[0]} 后面应有括号。", f"{wrong[0]} needs its brackets.")
    return list(dict.fromkeys(found))


def reckon(sheet: Sheet, figures: Mapping[str, Value], *, lpr: Rate) -> Reckoned:
    """What the sheet gives for one member's figures; exact Decimals, the result in fen, rounded half up.

    `lpr` gives the one-year rate of a day as a fraction and raises LookupError where there was none.
    Raises FormulaFault: a missing column, a division by zero, a wrong kind of figure, a result below 0 or too large.
    """
    known: dict[str, Value] = dict(figures)
    steps: list[tuple[str, Decimal]] = []
    with localcontext(EXACT):
        for number, line in enumerate(sheet.lines, 1):
            try:
                value = _value(line.tree, line.text, known, lpr, number)
            except (InvalidOperation, Overflow):
                raise _too_large(number) from None
            if isinstance(value, date):
                raise _at(number, "结果是日期，不是数字。", "the result is a date, not a number.")
            if abs(value) > LARGEST:
                raise _too_large(number)
            known[line.name] = value
            steps.append((line.name, value))
        amount = steps[-1][1].quantize(CENT)
    if amount < 0:
        raise FormulaFault(
            f"结果为负数（{amount}），请核对数据或公式。",
            f"The result is below zero ({amount}); check the figures or the formula.",
        )
    return Reckoned(tuple(steps), amount)


def _too_large(number: int) -> FormulaFault:
    return _at(number, "结果超出可以计算的范围。", "the result is too large.")


def _value(tree: ast.expr, body: str, known: Mapping[str, Value], lpr: Rate, number: int) -> Value:
    match tree:
        case ast.Constant():
            return _number(tree, body, number)
        case ast.Name(id=name):
            if name not in known:
                raise FormulaFault(f"缺少「{name}」这一栏。", f"The column “{name}” is missing.")
            return known[name]
        case ast.UnaryOp(operand=operand):
            return -_decimal(operand, body, known, lpr, number)
        case ast.Call(func=ast.Name(id=called), args=args):
            return _called(NAMES[called], args, body, known, lpr, number)
        case ast.BinOp(left=left, op=op, right=right):
            a = _decimal(left, body, known, lpr, number)
            b = _decimal(right, body, known, lpr, number)
            if isinstance(op, ast.Div) and not b:
                raise _at(number, "除数为零，无法计算。", "a division by zero; it cannot be reckoned.")
            return _OPERATIONS[type(op)](a, b)
    raise _at(number, "无法计算。", "it cannot be reckoned.")  # `_allowed` lets nothing else through


_OPERATIONS: Mapping[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def _decimal(tree: ast.expr, body: str, known: Mapping[str, Value], lpr: Rate, number: int) -> Decimal:
    value = _value(tree, body, known, lpr, number)
    if isinstance(value, date):
        raise _at(
            number,
            "日期不能直接加减乘除，请用 days(起, 止) 算天数。",
            "dates are not reckoned with directly; use days(from, to).",
        )
    return value


def _day(tree: ast.expr, body: str, known: Mapping[str, Value], lpr: Rate, number: int) -> date:
    value = _value(tree, body, known, lpr, number)
    if not isinstance(value, date):
        raise _at(number, "这里应为日期。", "a date is wanted here.")
    return value


def _called(
    name: str, args: list[ast.expr], body: str, known: Mapping[str, Value], lpr: Rate, number: int
) -> Decimal:
    if name == "days":
        first, last = (_day(part, body, known, lpr, number) for part in args)
        return Decimal((last - first).days)
    if name == "lpr":
        day = _day(args[0], body, known, lpr, number)
        try:
            return lpr(day)
        except LookupError:
            raise _at(number, f"{day} 没有公布的 LPR。", f"no LPR was published for {day}.") from None
    values = [_decimal(part, body, known, lpr, number) for part in args]
    if name == "round":
        digits = int(values[1]) if len(values) > 1 else 2
        return values[0].quantize(Decimal(1).scaleb(-digits))
    return min(values) if name == "min" else max(values)


def read_figures(text: str) -> dict[str, Value]:
    """One member's figures, one `name = value` a line; a value is a number or a day such as 2026-01-31.

    Raises FormulaFault for a line that is neither, a name given twice, or a number that is no plain one.
    """
    found: dict[str, Value] = {}
    for number, row in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        if number > MOST_LINES:
            raise FormulaFault(f"最多 {MOST_LINES} 项数据。", f"At most {MOST_LINES} figures.")
        plain = unicodedata.normalize("NFKC", row.translate(_SIGNS)).translate(_SIGNS).replace(":", "=", 1)
        name, equals, value = (piece.strip() for piece in plain.partition("="))
        if not equals or not _NAME.fullmatch(name):
            raise _at(number, "应写成“名称 = 数值”。", "write “name = value”.")
        if name in found:
            raise _at(number, f"「{name}」写了两次。", f"“{name}” is given twice.")
        found[name] = read_figure(value, name=name)
    if not found:
        raise FormulaFault("没有数据。", "There are no figures.")
    return found


def read_figure(text: str, *, name: str) -> Value:
    """One figure of the column `name`: a plain number (thousands may be parted by commas) or a day. Raises FormulaFault."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("元").strip()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain):
        year, month, day = (int(piece) for piece in plain.split("-"))
        try:
            return date(year, month, day)
        except ValueError:
            raise FormulaFault(
                f"「{name}」：{plain} 不是可能的日期。", f"“{name}”: {plain} is no possible date."
            ) from None
    digits = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain) else plain
    if not _PLAIN.fullmatch(digits) or len(digits) > LONGEST_NUMBER or not digits.isascii():
        raise FormulaFault(
            f"「{name}」：“{plain[:20]}”不是普通数字或日期，请写成 1234.50 或 2026-01-31。",
            f"“{name}”: “{plain[:20]}” is neither a plain number nor a day; write 1234.50 or 2026-01-31.",
        )
    value = Decimal(digits)
    if value > LARGEST:
        raise FormulaFault(f"「{name}」数值过大。", f"“{name}” is too large.")
    return value


def write_figures(figures: Mapping[str, Value]) -> str:
    """The figures as `read_figures` reads them."""
    return "\n".join(f"{name} = {value}" for name, value in figures.items())
