"""Reads a form off a page and sends it back, as a browser does."""

import re
from html import unescape
from typing import Any

from django.test import Client

HIDDEN = re.compile(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"\s*>')


def carried(text: str) -> dict[str, str]:
    """The hidden fields of the page's main form."""
    fields = {name: unescape(value) for name, value in HIDDEN.findall(text)}
    fields.pop("csrfmiddlewaretoken", None)
    fields.pop("next", None)
    return fields


def send(client: Client, address: str, answers: dict[str, Any], *, follow: bool = False) -> Any:
    """Open the page, fill it in and send it."""
    opened = client.get(address)
    assert opened.status_code == 200, opened.status_code
    return client.post(address, {**carried(opened.text), **answers}, follow=follow)


FILING = {
    "applicant_name": "赵六",
    "applicant_phone": "13800000008",
    "respondent_name": "示例银行W县支行",
    "what_happened": "手续费没有事先告知。",
    "privacy_notice": "yes",
}


def codes_shown(text: str) -> list[str]:
    """The case number and codes that a receipt prints."""
    return re.findall(r'class="code">([^<]+)<', text)
