"""Tasks in the browser: on the desks of who has them and of the secretariat, the days lost on the case page."""

import pytest

from tests.factories.county import act, agent
from tests.factories.sign_in import signed_in
from tests.factories.tasks import tasked
from tests.web.test_desk_exports import cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(county):
    file = tasked(body="NFRA", helper="SAMR", task="核对销售记录丁戊")
    act(file, "task.object", by=agent("NFRA"), ground="competence", basis="不属本单位", competent="SAMR")
    act(file, "task.objection_upheld", by=agent("SEC"), body="SAMR", reasons="属该局", due="2026-04-10")
    return file


def test_the_desk_of_a_body_lists_its_tasks(file):
    told = signed_in("agent-SAMR").get("/desk/received/").text

    assert file in told
    assert "交办本单位的事项" in told
    assert file not in signed_in("agent-NFRA").get("/desk/received/").text


def test_the_secretariat_sees_who_answers_and_the_days_between_bodies(file):
    told = signed_in("agent-SEC").get("/desk/received/").text

    assert "全部在办的交办事项" in told
    assert "W县市场监督管理局" in told
    assert "交接用时" in told
    assert "金融监管总局W县支局 → W县市场监督管理局" in told


def test_the_secretariat_takes_the_days_between_bodies_out(file):
    browser = signed_in("agent-SEC")

    rows = cells(browser, "handed")

    assert 'action="/desk/lists/handed/"' in browser.get("/desk/received/").text
    assert [file, "交办"] in [row[:2] for row in rows[2:]]
    assert "金融监管总局W县支局" in str(rows)
    assert signed_in("agent-SAMR").post("/desk/lists/handed/").status_code == 404


def test_the_case_page_shows_the_days_lost(file):
    told = signed_in("officer").get(f"/cases/{file}/").text

    assert 'id="hand-offs"' in told
    assert "待接受" in told


def test_a_body_answers_its_task_by_the_page(file):
    browser = signed_in("agent-SAMR")
    page = browser.get(f"/cases/{file}/acts/task.receive/?proceeding=task-1")

    assert page.status_code == 200
    assert "核对销售记录丁戊" in browser.get(f"/cases/{file}/").text


def test_the_sheet_prints_bodies_task_and_date(file):
    told = signed_in("agent-SAMR").get(f"/cases/{file}/").text

    assert "交办单" in told
