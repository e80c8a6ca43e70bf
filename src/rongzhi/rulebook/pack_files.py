"""Reads the TOML files of a county pack; every fault names its file and line, and all of them are told at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class PackFault:
    """What is wrong in a pack, and where."""

    file: str
    line: int
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行：{self.zh} / {self.file}, line {self.line}: {self.en}"


class BrokenPack(ValueError):
    """A pack that cannot be used. `faults` holds every reason; `label` and `en` say them in words."""

    def __init__(self, name: str, faults: list[PackFault]) -> None:
        self.faults = faults
        places = [f"  {fault.file} 第 {fault.line} 行：{fault.zh}" for fault in faults]
        places_en = [f"  {fault.file}, line {fault.line}: {fault.en}" for fault in faults]
        self.label = "\n".join((f"县域规则包 {name} 不能使用，系统不启动。请改正以下各处：", *places))
        self.en = "\n".join(
            (f"The county pack {name} cannot be used, so nothing starts. Mend these places:", *places_en)
        )
        super().__init__(f"{self.label}\n{self.en}")


@dataclass
class TomlFile:
    """One TOML file of a pack: its tables, where each stands, and the faults found in it."""

    name: str
    text: str
    tables: Mapping[str, Any]
    faults: list[PackFault]
    lines: list[str] = field(default_factory=list)

    def fault(self, line: int, zh: str, en: str) -> None:
        self.faults.append(PackFault(self.name, line, zh, en))

    def head(self, key: str, nth: int = 0) -> int:
        """The line of the nth header `[key]` or `[[key]]`, or of `key =` on the first level; 1 when it is not there."""
        name = r"\s*\.\s*".join(rf"\"?{re.escape(part)}\"?" for part in key.split("."))
        pattern = re.compile(rf"\s*\[{{1,2}}\s*{name}\s*\]{{1,2}}|\s*{name}\s*=")
        found = [number for number, line in enumerate(self.lines, 1) if pattern.match(line)]
        return found[nth] if nth < len(found) else 1

    def at(self, key: str, head: int) -> int:
        """The line of a field below its header, or the header's own."""
        for number, line in enumerate(self.lines[head:], head + 1):
            if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
                return number
            if re.match(r"\s*\[", line):
                break
        return head

    def records(self, key: str) -> list[tuple[dict[str, Any], int]]:
        """The tables below `[[key]]`, each with the line of its header."""
        rows = self.tables.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault(
                self.head(key),
                f"请把每一项写在 [[{key}]] 下面。",
                f"write each entry below its own [[{key}]].",
            )
            return []
        return [(row, self.head(key, number)) for number, row in enumerate(rows)]

    def known(self, row: Mapping[str, Any], names: frozenset[str], head: int) -> None:
        """A fault for each name that has no meaning here; `head` 0 is the first level of the file."""
        for name in row:
            if name not in names:
                wanted = "、".join(sorted(names))
                self.fault(
                    self.at(name, head) if head else self.head(name),
                    f"这里不能写“{name}”；可以写：{wanted}。",
                    f"{name!r} is not known here; known are {', '.join(sorted(names))}.",
                )

    def words(self, row: Mapping[str, Any], name: str, head: int, *, optional: bool = False) -> str:
        """A text that may not be empty unless it is optional."""
        value = row.get(name, "" if optional else None)
        if isinstance(value, str) and (optional or value.strip()):
            return value.strip()
        self.fault(
            self.at(name, head),
            f"“{name}”须为引号内的文字，不能为空。",
            f"{name} must be a text in quotation marks and not be empty.",
        )
        return ""

    def items(self, row: Mapping[str, Any], name: str, head: int) -> tuple[str, ...]:
        """A list of texts."""
        value = row.get(name)
        if isinstance(value, list) and value and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self.fault(
            self.at(name, head),
            f"“{name}”须为方括号内的一个或者多个文字。",
            f'{name} must be a list of texts such as ["a", "b"].',
        )
        return ()

    def truth(self, row: Mapping[str, Any], name: str, head: int) -> bool:
        """true or false; false when it is not there."""
        value = row.get(name, False)
        if isinstance(value, bool):
            return value
        self.fault(self.at(name, head), f"“{name}”须为 true 或 false。", f"{name} must be true or false.")
        return False


def read_toml(folder: Path, name: str, faults: list[PackFault]) -> TomlFile | None:
    """The file of that name in the pack, or None (with a fault) when it cannot be read."""
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
        return TomlFile(name, text, tomllib.loads(text), faults, text.splitlines())
    except FileNotFoundError:
        faults.append(PackFault(name, 1, "找不到这个文件。", "the file is missing."))
    except UnicodeDecodeError as wrong:
        line = (folder / name).read_bytes()[: wrong.start].count(b"\n") + 1
        faults.append(
            PackFault(
                name, line, "不是 UTF-8 编码，请另存为 UTF-8。", "the file is not UTF-8; save it as UTF-8."
            )
        )
    except tomllib.TOMLDecodeError as wrong:
        told = re.search(r"line (\d+)", str(wrong))
        line = int(told[1]) if told else len(text.splitlines()) or 1
        faults.append(PackFault(name, line, f"不是正确的 TOML（{wrong}）。", f"this is not TOML: {wrong}."))
    except OSError as wrong:
        reason = wrong.strerror or type(wrong).__name__
        faults.append(
            PackFault(name, 1, f"文件无法读取（{reason}）。", f"the file cannot be read ({reason}).")
        )
    return None
