"""A working day of those who do not handle cases themselves, and of the intake officer beside the cases."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import People

BOTH = pytest.mark.parametrize(("language", "window"), [("zh", "desktop"), ("en", "phone")])


@BOTH
def test_manager_sees_load_and_deadlines(people: People, language: str, window: str) -> None:
    manager = people.staff("manager", window, language)
    manager.desk("负责人台", "Manager's desk")
    manager.picture("desk")
    manager.press(manager.page.locator("main a.tile[href*='late']").first)
    manager.desk("负责人台", "Manager's desk")
    manager.press(manager.page.locator("main a.tile[href*='officer=']").first)
    manager.picture("no-officer")
    manager.desk("负责人台", "Manager's desk")
    manager.press(manager.page.locator("main a[href$='/desk/handover/']").first)
    manager.picture("hand-over")
    manager.desk()
    manager.link("全部办理中", "All open")
    manager.picture("all-open")
    assert manager.takes_out("导出 XLSX", "Export XLSX").endswith(".xlsx")


@BOTH
def test_assessor_keeps_a_log_closed_to_managers(people: People, language: str, window: str) -> None:
    assessor = people.staff("assessor", window, language)
    assessor.desk("评查台", "Assessor's desk")
    assessor.link("开始一项评查", "Begin an assessment")
    subject = assessor.say("抽查：不予受理的理由是否写明", "Sample: do refusals name their ground")
    assessor.fill({"about": "sample", "subject": subject})
    assessor.picture("begins")
    assessor.send()
    assessor.desk("评查台", "Assessor's desk")
    assessor.press(assessor.page.locator("main a[href*='assessment.note']").first)
    assessor.fill({"note": assessor.say("抽取12件，理由齐全11件。", "Of 12 drawn, 11 name it.")})
    assessor.send()
    assessor.desk("评查台", "Assessor's desk")
    assessor.press(assessor.page.locator("main a[href*='assessment.find']").first)
    assessor.fill(
        {"finding": "better", "note": assessor.say("一件只写了条号。", "One gives a number alone.")}
    )
    assessor.picture("finds")
    assessor.send()
    assessor.desk("评查台", "Assessor's desk")
    assessor.picture("log")
    assessor.sees(subject)
    manager = people.staff("manager", window, language)
    manager.desk()
    expect(manager.page.locator("main a[href*='/desk/assessor/']")).to_have_count(0)


@BOTH
def test_auditor_reads_who_opened_what(people: People, language: str, window: str) -> None:
    auditor = people.staff("auditor", window, language)
    auditor.picture("worklist")
    auditor.desk("审计台", "Auditor's desk")
    auditor.picture("desk")
    auditor.fill({"reader": "intake"})
    auditor.button("筛选", "Filter")
    auditor.picture("openings-of-one")
    assert auditor.takes_out("导出 XLSX", "Export XLSX").endswith(".xlsx")
    auditor.link("全部公开根", "All public roots")
    auditor.picture("public-roots")


@BOTH
def test_administrator_keeps_people_calendar_and_pack(people: People, language: str, window: str) -> None:
    administrator = people.staff("administrator", window, language)
    say = administrator.say
    administrator.desk("管理台", "Administrator's desk")
    administrator.picture("desk")
    administrator.link("人员", "People")
    administrator.picture("people")
    administrator.link("增加人员", "Add somebody")
    administrator.fill(
        {
            "username": f"newcomer.{language}",
            "name_zh": "苗初晴",
            "name_en": "Miao Chuqing",
            "body": "PMCF",
            "functions": "officer",
        }
    )
    administrator.picture("adds-somebody")
    administrator.button("增加", "Add")
    administrator.picture("reset-code")
    administrator.desk("管理台", "Administrator's desk")
    administrator.link("节假日", "Holidays")
    administrator.fill(
        {
            "year": "2027",
            "notice": say("国办发明电〔2026〕演示号", "Notice of 2026 (demo)"),
            "days": "2027-01-01至2027-01-03 放假 元旦\n2027-02-05至2027-02-11 放假 春节\n2027-02-14 上班 春节",
        }
    )
    administrator.button("预览", "Preview")
    administrator.picture("previews-holidays")
    administrator.desk("管理台", "Administrator's desk")
    administrator.link("规则包", "Rule pack")
    administrator.picture("pack")
    text = administrator.page.locator("main textarea").first
    changed = text.input_value().replace('version = "2026.1"', 'version = "2026.2"')
    administrator.fill({str(text.get_attribute("name")): changed.split("[[switch_on]]")[0]})
    administrator.button("检查并预览", "Check and preview")
    administrator.picture("previews-pack")
    administrator.desk("管理台", "Administrator's desk")
    administrator.link("名册和单位", "Roster and bodies")
    administrator.picture("roster")


@BOTH
def test_researcher_reads_what_is_public(people: People, language: str, window: str) -> None:
    researcher = people.staff("researcher", window, language)
    researcher.picture("worklist")
    researcher.nav("规则", "Rules")
    researcher.picture("rules")
    researcher.nav("程序", "Procedures")
    researcher.picture("procedures")
    researcher.press(researcher.page.locator("main a[href*='/procedures/mediation/']").first)
    researcher.picture("mediation-drawn")
    researcher.link("谁能看、谁能办", "Who sees and does what", among="footer")
    researcher.picture("who-sees-what")
    researcher.link("记录的每日公开根", "Public daily roots", among="footer")


@BOTH
def test_intake_officer_beside_the_cases(people: People, tmp_path: Path, language: str, window: str) -> None:
    officer = people.staff("intake", window, language)
    officer.search("手续费")
    officer.picture("searches")
    officer.desk()
    officer.link("批量提交", "Batch file")
    officer.page.locator("main input[type=file]").set_input_files(
        _batch(people.county.home, tmp_path, language)
    )
    officer.button("提交", "Send")
    officer.picture("batch-filed")
    officer.desk()
    officer.link("未送达的消息", "Messages not sent")
    officer.picture("messages-not-sent")
    officer.desk()
    officer.link("批量打印信函", "Print letters")
    officer.picture("letters")
    officer.desk()
    officer.link("全选本页", "Tick this page")
    officer.press(officer.page.locator("main form[action*='/desk/bulk/'] button.button").first)
    officer.picture("acts-on-several")
    officer.nav("账户", "Account")
    officer.picture("own-account")


def _batch(home: Path, folder: Path, language: str) -> Path:
    """Three filings of the demo's batch, with numbers of their own."""
    rows = list(csv.DictReader(io.StringIO((home / "demo" / "batch.csv").read_text("utf-8-sig"))))[:3]
    out = folder / "batch.csv"
    with out.open("w", encoding="utf-8-sig", newline="") as kept:
        writer = csv.DictWriter(kept, rows[0])
        writer.writeheader()
        writer.writerows({**row, "external_ref": f"{language}-{row['external_ref']}"} for row in rows)
    return out
