"""Reads the JSON of a request: bounded, without floats, and with nothing in it that is not known."""

import json
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from rongzhi.casework.actions import LONGEST_KEY
from rongzhi.core.procedure.decide import Reason

MOST_BYTES = 1_000_000
LONGEST_NAME = 60


class BadBody(Exception):
    """The body cannot be taken; `status` is 400 or 413."""

    def __init__(self, key: str, zh: str, en: str, *, status: int = 400, field: str = "") -> None:
        super().__init__(en)
        self.status = status
        self.reason = Reason(key, zh, en, field=field)


@dataclass(frozen=True, slots=True)
class Body:
    """What a caller sends: the answers, their own key of the request, and where it belongs."""

    data: dict[str, Any] = field(default_factory=dict)
    request: str = ""
    expected: int | None = None
    proceeding: str = ""
    owner: str = ""


def read_body(request: HttpRequest, *, allowed: frozenset[str]) -> Body:
    """The body of a request with the parts that are `allowed`. Raises BadBody."""
    content = _json(_bytes(request))
    if not isinstance(content, dict):
        raise BadBody("not_an_object", "请求正文应是一个 JSON 对象。", "The body has to be one JSON object.")
    for name in content.keys() - allowed:
        raise BadBody(
            "foreign_part",
            f"请求正文中没有“{name[:40]}”这一部分，可以有：{'、'.join(sorted(allowed))}。",
            f"The body has no part {name[:40]!r}; it may have {', '.join(sorted(allowed))}.",
            field=name[:40],
        )
    data = content.get("data", {})
    if not isinstance(data, dict):
        raise BadBody(
            "data",
            "data 应是一个对象：字段名和值。",
            "data has to be an object of fields and values.",
            field="data",
        )
    expected = content.get("expected")
    if expected is not None and (isinstance(expected, bool) or not isinstance(expected, int)):
        raise BadBody(
            "expected",
            "expected 应是读取案卷时得到的版本号（整数）。",
            "expected is the version that was read, a whole number.",
            field="expected",
        )
    return Body(
        data,
        _word(content, "request", most=LONGEST_KEY, required=True),
        expected,
        _word(content, "proceeding", most=LONGEST_NAME),
        _word(content, "owner", most=LONGEST_NAME),
    )


def _bytes(request: HttpRequest) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (MOST_BYTES + 1)
    except UnreadablePostError:
        raise BadBody(
            "cut_off", "请求没有完整送达，请再次发送。", "The request was cut off; send it again."
        ) from None
    if len(body) > MOST_BYTES:
        raise BadBody(
            "too_big",
            f"请求正文超过 {MOST_BYTES // 1000} KB。请缩短文字；许多申请请用批量文件提交。",
            f"The body is larger than {MOST_BYTES // 1000} kB. Shorten it; file many disputes as a batch.",
            status=413,
        )
    return body


def _json(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode(), parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once
        )
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise BadBody(
            "broken_json",
            "请求正文不是完整的 UTF-8 JSON，没有办理任何事项。请核对后重新发送。",
            "The body is not whole UTF-8 JSON; nothing was done. Check it and send it again.",
        ) from None


def _no_float(text: str) -> NoReturn:
    raise BadBody(
        "float",
        f'不接受小数形式的数字（{text[:20]}）。金额请写成文字，例如 "1000.00"。',
        f'Numbers with decimals are not taken ({text[:20]}). Write amounts as text, for example "1000.00".',
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadBody(
            "twice",
            "同一个名称出现了两次，无法确定以哪一个为准。",
            "A name stands twice; it is not clear which one counts.",
        )
    return found


def _word(content: dict[str, Any], name: str, *, most: int, required: bool = False) -> str:
    word = content.get(name)
    if word is None and not required:
        return ""
    if not isinstance(word, str) or not word.strip() or len(word) > most or not word.isprintable():
        raise BadBody(
            name,
            f"{name} 应是 1 到 {most} 个可见字符的文字。",
            f"{name} has to be text of 1 to {most} visible characters.",
            field=name,
        )
    return word
