"""The pages of oversight: who has them, the same numbers as the command, pictures with a table behind, and what is kept back."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from rongzhi import figures_command
from rongzhi.casework.actions import perform
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.statistics.index import Period
from rongzhi.directory.models import Account
from rongzhi.oversight.publishing import publish
from rongzhi.rulebook.faults import PAGES
from rongzhi.rulebook.indices import INDICES
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW, act, key
from tests.web.secret_files import of_body, people

pytestmark = pytest.mark.django_db
MEASURED = [key for key, one in INDICES.items() if one.measure is not None]


@pytest.fixture
def played(db: None) -> str:
    there.county()
    people()
    for _ in range(6):
        main_line.mediating()
    for name, more in {"lead": {"body": "LEAD"}, "auditor2": {"functions": "auditor", "body": "AUD"}}.items():
        Account.objects.get_or_create(username=name, defaults={"county": CODE, "name_zh": name, **more})
    return CODE


def reader(name: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(
        Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_every_page_and_picture_is_there_in_both_languages(played):
    client = reader("agent-SEC")
    addresses = ["/desk/oversight/", *(f"/desk/oversight/{fault.key}/" for fault in PAGES)]
    addresses += [
        f"/desk/oversight/index/{key}/?by={by}" for key in ("IE4", "IE2", "IC4") for by in ("body", "door")
    ]

    for address in addresses:
        for language in ("zh-hans", "en"):
            page = client.get(address, headers={"accept-language": language})
            assert page.status_code == 200, address
    for picture in ("trend", "groups"):
        for more in ("", "&dark=1", "&narrow=1"):
            answer = client.get(f"/desk/oversight/index/IE4/{picture}.svg?by=channel{more}")
            assert answer.status_code == 200
            assert answer.content.startswith(b"<svg")


def test_what_counts_from_the_filing_is_not_told_by_the_channel_that_acceptance_gives(played):
    client = reader("agent-SEC")
    page = "/desk/oversight/index/{}/?by=channel"

    assert "&amp;by=channel" not in client.get(page.format("IE5")).text
    assert "&amp;by=channel" in client.get(page.format("IC4")).text
    for _ in range(6):
        there.filed()  # not accepted yet: none of them has a channel
    assert "<span>受理 · " not in client.get("/desk/oversight/thresholds/?by=channel").text


def test_page_says_the_same_as_the_command(played, capsys):
    figures_command.run(["--index", "IE4", "--json"])
    told = json.loads(capsys.readouterr().out)["indices"][0]["values"][0]

    text = reader("agent-SEC").get("/desk/oversight/index/IE4/").content.decode()

    assert f"{100 * told['value']:.1f}%" in text
    assert f"{told['part']:,} / {told['whole']:,}" in text
    assert f"{100 * told['low']:.1f}%–{100 * told['high']:.1f}%" in text


def test_what_cannot_be_given_says_why_and_nothing_is_estimated(played):
    text = reader("agent-SEC").get("/desk/oversight/professional/").content.decode()

    assert "件，少于5件，数量太少，不能下结论" in text
    assert "台账中没有可用的登记" in reader("agent-SEC").get("/desk/oversight/lasting/").content.decode()


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        ("independence", ("调解员怎样产生", "会商中有没有人带着走")),
        ("professional", ("同样的结果，双方觉得一样公平吗", "没有协议的")),
        ("society", ("从哪里进来", "怎样出去")),
        (
            "thresholds",
            ("人在哪一步掉队", "哪些人在哪一步与别人不同", "程序本身有没有门槛", "声明证明不了，由人看管"),
        ),
        ("lasting", ("钱还能用多久", "不足6个整月的支出，不作预计", "各渠道的成本")),
    ],
)
def test_each_fault_has_its_further_tables(played, fault, shown):
    text = reader("agent-SEC").get(f"/desk/oversight/{fault}/?by=body").content.decode()

    for words in shown:
        assert words in text


def test_county_page_shows_seasons_townships_recurrence_and_what_was_published(played):
    day = NOW.date()
    period = Period(day.replace(day=1), day + timedelta(days=1), day)
    publish(CODE, "2026-03", period, by="test", now=NOW)
    client = reader("agent-SEC")

    text = client.get("/desk/oversight/").content.decode()

    for words in ("各月提交件数", "各月末在办件数", "乡镇", "同样的事又来了", "已公布的数字"):
        assert words in text
    assert client.get("/desk/oversight/county/filed.svg").content.startswith(b"<svg")
    assert client.get("/desk/oversight/county/open.svg?dark=1&narrow=1").content.startswith(b"<svg")
    assert client.get("/desk/oversight/county/other.svg").status_code == 404
    assert "全部数字与公布时相同" in client.get("/desk/oversight/published/2026-03/").content.decode()
    assert client.get("/desk/oversight/published/none/").status_code == 404


@pytest.fixture
def county_file(played) -> str:
    told = {"handle": CODE, "name_zh": "某县"}
    done = perform(
        None, "county.found", by=there.administrator(), data=told, now=NOW, request=key(), county=CODE
    )
    assert not isinstance(done, Refusal), done
    return done.file


def test_secretariat_says_what_is_done_and_everybody_reads_it(county_file):
    secretariat, lead = reader("agent-SEC"), reader("lead")
    file = county_file
    told = {"index": "IE4", "what": "窗口每周三晚开放", "body": "PMCF", "due": "2026-12-01"}
    form = secretariat.get(f"/cases/{file}/acts/county.take_measure/?index=IE4")

    assert form.status_code == 200
    assert "登记一项措施" in secretariat.get("/desk/oversight/thresholds/").content.decode()
    assert "登记一项措施" not in lead.get("/desk/oversight/thresholds/").content.decode()
    act(file, "county.take_measure", by=of_body("agent-SEC"), **told)
    for page in ("thresholds/", "index/IE4/"):
        assert "窗口每周三晚开放" in lead.get(f"/desk/oversight/{page}").content.decode()
    assert "窗口每周三晚开放" not in lead.get("/desk/oversight/index/IE2/").content.decode()
    act(
        file,
        "county.end_measure",
        by=of_body("agent-SEC"),
        measure="measure-1",
        result="done",
        what_came="开放",
    )
    assert "已完成" in lead.get("/desk/oversight/thresholds/").content.decode()


@pytest.mark.parametrize("who", ["lead", "officer", "auditor2"])
def test_nobody_else_takes_a_measure(county_file, who):
    told = {"index": "IE4", "what": "x", "body": "PMCF", "due": "2026-12-01"}

    answer = perform(county_file, "county.take_measure", by=of_body(who), data=told, now=NOW, request=key())

    assert isinstance(answer, Refusal)


def test_a_group_below_the_minimum_has_no_figure(played):
    text = reader("agent-SEC").get("/desk/oversight/index/IE8/").content.decode()

    assert "数量太少，不能下结论" in text
    assert "共 0 件" in text


def test_cases_behind_a_figure_are_listed_for_who_may_open_them_alone(played):
    seen = {
        name: reader(name).get("/desk/oversight/index/IE4/").content.decode()
        for name in ("agent-SEC", "manager")
    }

    assert (
        "/cases/W-2026-000001/" not in seen["agent-SEC"]
    )  # no consultation, no task: not for the secretariat
    assert "/cases/W-2026-000001/" in seen["manager"]


@pytest.mark.parametrize("name", ["p1", "n1", "officer", "agent-BANK1", "clerk", "agent-CSRC"])
def test_for_others_the_pages_are_not_there(played, name):
    if not Account.objects.filter(username=name).exists():
        Account.objects.create_user(name, county=CODE, name_zh=name, body="CSRC")
    for address in ("/desk/oversight/", "/desk/oversight/lasting/", "/desk/oversight/index/IE4/"):
        assert reader(name).get(address).status_code == 404
        assert Client().get(address).status_code in (302, 404)
    assert reader(name).get("/desk/oversight/index/IE4/trend.svg").status_code == 404


@pytest.mark.parametrize("address", ["nowhere/", "index/ZZ9/", "index/IE4/pie.svg", "index/IC7/trend.svg"])
def test_what_is_not_there_is_not_found(played, address):
    assert reader("agent-SEC").get(f"/desk/oversight/{address}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "from=x&to=y",
        "from=2026-12-01&to=2026-01-01",
        "from=0001-01-01",
        "from=0001-01-01&to=0001-01-02",
        "from=9999-12-31&to=9999-12-31",
        "by=actor",
    ],
)
def test_period_that_makes_no_sense_is_the_last_year(played, query):
    assert reader("agent-SEC").get(f"/desk/oversight/index/IE4/?{query}").status_code == 200


def test_county_page_tells_what_is_open_and_what_is_filed_without_groups_below_five(played):
    text = reader("agent-SEC").get("/desk/oversight/").content.decode()

    assert "现有在办 <strong>6</strong> 件" in text
    assert "利特尔定律" in text
    assert "不足五件的合计" not in text  # all six are of one class, at one organisation
