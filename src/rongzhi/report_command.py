"""`rongzhi report monthly` and `rongzhi report annual`: the county's figures as PDF and Word files, in both languages."""

import argparse
from datetime import date
from pathlib import Path

LANGUAGES = ("zh", "en")


class NoReport(Exception):
    """A report that cannot be made; `label` and `en` say why."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def run(arguments: list[str]) -> int:
    """Write the report as PDF and DOCX in each language into the folder; prints the files. 0 when all were written."""
    parser = argparse.ArgumentParser(
        "rongzhi report",
        description="报告：月报供联席会议，年报按 INFO 网络的事项。 Reports as PDF and DOCX, in Chinese and English.",
    )
    parser.add_argument("which", choices=("monthly", "annual"), help="月报或年报 monthly or annual")
    parser.add_argument(
        "--month", default="", help="如 2026-08；不写为上个月 such as 2026-08; else last month"
    )
    parser.add_argument(
        "--year", type=int, default=0, help="如 2026；不写为今年 such as 2026; else this year"
    )
    parser.add_argument("--language", choices=(*LANGUAGES, "both"), default="both", help="语言 language")
    parser.add_argument("--to", default=".", help="写到哪个文件夹 folder")
    parser.add_argument("--county", default="", help="县 county")
    given = parser.parse_args(arguments)
    from django.utils import translation  # app ready

    from rongzhi.casework.actions import SHANGHAI  # app ready
    from rongzhi.casework.clock_now import now  # app ready
    from rongzhi.core.procedure.definition import Actor  # app ready
    from rongzhi.directory.models import County  # app ready
    from rongzhi.oversight.asking import county_of  # app ready
    from rongzhi.web.reports import content, files  # app ready
    from rongzhi.web.speech import words  # app ready

    code, at = county_of(given.county), now().astimezone(SHANGHAI)
    month = _month(given.month, at.date())
    year = given.year or at.year
    if not 2000 <= year <= at.year:
        raise NoReport(f"年度应在 2000 和 {at.year} 之间。", f"The year lies between 2000 and {at.year}.")
    folder = Path(given.to)
    folder.mkdir(parents=True, exist_ok=True)
    reader = Actor(id="report", county=code)
    for language in LANGUAGES if given.language == "both" else (given.language,):
        with translation.override("zh-hans" if language == "zh" else "en"):
            name = words(County.objects.get(code=code))
            if given.which == "monthly":
                report, stem = content.monthly(reader, name, month, now=at), f"{code}-{month:%Y-%m}"
            else:
                report, stem = content.annual(reader, name, year, now=at), f"{code}-{year}"
            for kind, make in (("pdf", files.pdf), ("docx", files.word)):
                path = folder / f"{stem}-{language}.{kind}"
                path.write_bytes(make(report, at=at))
                print(path)
    return 0


def _month(text: str, today: date) -> date:
    """The month meant; last month where none is named. Raises NoReport for one that is none, or has not begun."""
    if not text:
        return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NoReport(
            f"月份写成 2026-08 这样，不是 {text}。", f"A month is written 2026-08, not {text}."
        ) from None
    if not date(2000, 1, 1) <= found <= today:
        raise NoReport(f"{text} 还没有开始，或者太早。", f"{text} has not begun, or lies too far back.")
    return found
