"""What a party wished bundled leaves in one digest with case numbers alone; what is required never waits for it."""

from datetime import datetime, timedelta

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Due
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import County
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.exchange.connectors.message.port import Message, Ports
from rongzhi.exchange.digests import BUNDLED, MOST_NAMED, SHANGHAI, digest, leaves_at
from rongzhi.exchange.models import Delivered
from rongzhi.exchange.outbox import deliver
from rongzhi.exchange.texts import CARRIES_CODE
from rongzhi.rulebook.pack import installed_pack
from tests.factories.county import NOW, act, clock, county, filed, key, officer, party

NINE = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)  # the morning after NOW
SECRETS = {"applicant_name": "秘密甲", "what_happened": "绝密经过，欠款八千元。", "claim": "退还保费"}


def wishing(frequency: str, *, means: str = "sms", **changes) -> str:
    """A case whose applicant chose how to be told."""
    number = filed(**{**SECRETS, **changes})
    act(
        number,
        "case.choose_notices",
        by=officer(),
        means=means,
        frequency=frequency,
        party="p1",
        how="phone",
    )
    return number


def news(number: str, *, what: str = "message") -> None:
    """Something to tell the applicant, left by the file's last act."""
    Due.objects.create(file=number, key=key(), seq=1, kind="message", what=what, to="applicant", status="due")


def sent(ports: Ports) -> list[Message]:
    return [message for port in ports for message in port.sent.values()]


def test_digest_time_is_the_next_morning_or_monday():
    assert leaves_at("at_once", NOW) is None
    assert leaves_at("daily", NOW) == NINE
    assert leaves_at("daily", NINE - timedelta(minutes=1)) == NINE
    assert leaves_at("daily", NINE) == NINE + timedelta(days=1)
    assert leaves_at("weekly", NOW) == datetime(2026, 3, 9, 9, 0, tzinfo=SHANGHAI)


def test_only_news_without_a_date_or_a_question_is_bundled():
    texts = installed_pack("plain").texts

    assert set(texts) >= BUNDLED
    assert not BUNDLED & CARRIES_CODE
    for name in BUNDLED:
        for word in ("期限", "日期", "请您", "邀请", "答复", "时效"):
            assert word not in texts[name].zh, (name, word)


@pytest.mark.django_db
def test_news_of_several_cases_leaves_in_one_digest_with_numbers_alone():
    county()
    numbers = sorted(wishing("daily") for _ in range(3))
    for number in numbers:
        news(number)
        news(number, what="payment_proved")
    ports = memory_ports()

    early = deliver(ports, now=clock())
    assert (early.held, early.sent, sent(ports)) == (6, 0, [])
    late = deliver(ports, now=NINE)

    (message,) = sent(ports)
    assert (late.sent, Due.objects.filter(kind="message", status="sent").count()) == (6, 6)
    assert message.text.startswith(f"您有3件案件有新进展：{'、'.join(numbers)}。请登录查看")
    for secret in (*SECRETS.values(), "13800000001", "5000", "八千", "保险"):
        assert secret not in message.text + message.subject
    assert deliver(ports, now=NINE + timedelta(days=1)).total == 0


@pytest.mark.django_db
def test_people_with_different_contacts_get_their_own_digest():
    county()
    one, other = wishing("daily"), wishing("daily", applicant_phone="13800000009")
    news(one)
    news(other)
    ports = memory_ports()

    deliver(ports, now=NINE)

    texts = {message.to: message.text for message in sent(ports)}
    assert one in texts["13800000001"]
    assert other not in texts["13800000001"]
    assert other in texts["13800000009"]


@pytest.mark.django_db
@pytest.mark.parametrize("frequency", ["daily", "weekly", "required"])
def test_what_the_law_or_a_clock_requires_is_never_delayed(frequency):
    county()
    number = wishing(frequency)
    for what in ("accepted", "completion_asked", "refused", "meeting_set", "performance_reminder"):
        news(number, what=what)
    ports = memory_ports()

    assert deliver(ports, now=clock()).sent == 5
    assert len(sent(ports)) == 5


@pytest.mark.django_db
def test_who_wishes_only_what_is_required_hears_of_nothing_else():
    county()
    news(wishing("required"))
    ports = memory_ports()

    assert deliver(ports, now=clock()).sent == 1
    assert sent(ports) == []
    assert Delivered.objects.get().means == "none"


@pytest.mark.django_db
def test_preferred_means_is_used_and_the_last_choice_counts():
    county()
    number = wishing("weekly", applicant_email="a@example.cn")
    act(
        number,
        "case.choose_notices",
        by=officer(),
        means="email",
        frequency="at_once",
        party="p1",
        how="phone",
    )
    news(number)
    ports = memory_ports()

    deliver(ports, now=clock())

    assert [message.to for message in sent(ports)] == ["a@example.cn"]


@pytest.mark.django_db
def test_digest_through_a_port_that_is_down_comes_later_and_once():
    county()
    for _ in range(2):
        news(wishing("daily"))
    ports = memory_ports()

    assert deliver(failing_ports(), now=NINE).waiting == 2
    assert deliver(ports, now=NINE + timedelta(minutes=2)).sent == 2
    assert len(sent(ports)) == 1


@pytest.mark.django_db
def test_digest_names_at_most_so_many_cases():
    county()
    row = County.objects.get()

    text = digest(row, [f"W-2026-{n:06d}" for n in range(MOST_NAMED + 5)], short=True)

    assert text.count("W-2026-") == MOST_NAMED
    assert "15件" in text


@pytest.mark.django_db
def test_party_cannot_choose_for_the_other_side():
    county()
    number = filed()

    answer = perform(
        number,
        "case.choose_notices",
        by=party(number),
        data={"means": "sms", "frequency": "required", "party": "p2"},
        now=NOW,
        request=key(),
    )

    assert isinstance(answer, Refusal)
