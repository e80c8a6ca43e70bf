"""The room and the case page with few and with many messages: time and number of queries."""

from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.directory.models import Account
from tests.factories.county import act, agent, mediator, party
from tests.factories.main_line import mediating

GROWTH = 1.3
FEW = 5
VIEWS = 4  # of one page in one repetition
PAGES = ("case", "room")
READERS = ("n1", "agent-BANK1")
TEXT = "第{n}条：我们核对了贷款合同、保险单和当年的还款流水，其中有两笔扣款当事人不清楚，请对方说明。"


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Look at a case in which `size` messages were said in the joint room, and at one with five."""
    store.found("talks")
    numbers = {"few": _with_messages(FEW), "many": _with_messages(size)}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return [_figure(store, page, reader, numbers, size, repetitions) for page in PAGES for reader in READERS]


def _with_messages(count: int) -> str:
    """A case in mediation whose sides and neutral said so much in turn."""
    number = mediating()
    speakers = (party(number), agent("BANK1"), mediator())
    for n in range(count):
        act(number, "rooms.speak", by=speakers[n % len(speakers)], text=TEXT.format(n=n + 1))
    return number


def _figure(
    store: Store, page: str, reader: str, numbers: dict[str, str], size: int, repetitions: int
) -> Figure:
    looks = {name: _look(page, reader, number) for name, number in numbers.items()}
    asked = {name: _queries(look) for name, look in looks.items()}

    def at(name: str) -> Callable[[], float]:
        return lambda: timed(lambda: [looks[name]() for _ in range(VIEWS)]) / VIEWS

    pairs = side_by_side(at("many"), at("few"), repetitions)
    return Figure(
        "talks",
        f"{page} page of {reader}: {size} messages / {FEW}",
        store.kind,
        **ratio_of(pairs),
        goal=GROWTH,
        counts={
            "milliseconds_few": round(median(pair[1] for pair in pairs) * 1000, 1),
            "milliseconds_many": round(median(pair[0] for pair in pairs) * 1000, 1),
            "queries_few": asked["few"],
            "queries_many": asked["many"],
            "repetitions": repetitions,
        },
        broken=[] if asked["few"] == asked["many"] else ["the number of queries changes"],
    )


def _queries(look: Callable[[], object]) -> int:
    """How many queries the page takes when it was looked at before: the first look marks what was read."""
    look()
    look()
    with CaptureQueriesContext(connection) as queries:
        look()
    return len(queries)


def _look(page: str, reader: str, number: str) -> Callable[[], object]:
    """Asks for the real page as a signed-in reader."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=reader), "django.contrib.auth.backends.ModelBackend")
    address = reverse(page, args=[number])

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}; the figure would say nothing")

    return ask
