"""The obvious bare page: the rows of a case by plain SQL, each sealed text opened once, put in a template of one loop."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.template import Context, Template

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Event, PartKey, SealedPart
from rongzhi.casework.sealing import SUITE, bound, context
from rongzhi.core.record.suites import unwrap_key

PAGE = Template(
    "<html><body><ol>{% for one in rows %}<li>{{ one.seq }} {{ one.act }} {{ one.actor }} "
    "{{ one.at|date:'c' }}{% for key, text in one.told %}<p>{{ key }}: {{ text }}</p>{% endfor %}</li>"
    "{% endfor %}</ol></body></html>"
)
ROOMS = "rooms.%"


def story(number: str) -> str:
    """The history of the case without what was said in its rooms, as its page shows it."""
    return _page(number, f"SELECT {_COLUMNS} FROM {_EVENT} WHERE file = %s AND act NOT LIKE %s ORDER BY seq")


def talk(number: str) -> str:
    """The newest fifty messages."""
    newest = f"SELECT {_COLUMNS} FROM {_EVENT} WHERE file = %s AND act LIKE %s ORDER BY seq DESC LIMIT 50"
    return _page(number, newest, "rooms.speak")


_COLUMNS = "seq, act, actor, at, header"
_EVENT, _PART, _KEY = (model._meta.db_table for model in (Event, SealedPart, PartKey))


def _page(number: str, sql: str, acts: str = ROOMS) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, [number, acts])
        events = cursor.fetchall()
        cursor.execute(f"SELECT name, wrapped FROM {_KEY} WHERE file = %s", [number])
        wrapping = installation_keys().wrapping
        keys = {
            name: unwrap_key(wrapping, bytes(key), context(number, name)) for name, key in cursor.fetchall()
        }
        places = ", ".join(["%s"] * len(events))
        cursor.execute(
            f"SELECT seq, name, nonce, sealed FROM {_PART} WHERE file = %s AND seq IN ({places})",
            [number, *(event[0] for event in events)],
        )
        told: dict[int, list[tuple[str, Any]]] = {}
        for part in cursor.fetchall():
            told.setdefault(part[0], []).extend(_opened(number, keys, part))
    rows = [
        {"seq": seq, "act": act, "actor": actor, "at": at,
         "told": [*json.loads(header)["facts"].get("data", {}).items(), *told.get(seq, ())]}
        for seq, act, actor, at, header in events
    ]  # fmt: skip
    return PAGE.render(Context({"rows": rows}))


def _opened(number: str, keys: dict[str, bytes], part: Sequence[Any]) -> list[tuple[str, Any]]:
    seq, name, nonce, sealed = part
    plain = SUITE.open(keys[name], bytes(nonce), bytes(sealed), bound(number, seq, name))
    return list(json.loads(plain).items())
