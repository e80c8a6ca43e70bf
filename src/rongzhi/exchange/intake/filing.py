"""Files the rows of a batch by the same act as any other filing: bad rows are passed over and told, nothing twice."""

import os
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from rongzhi.casework.actions import CHUNK, SHANGHAI, Done, perform_many
from rongzhi.casework.models import RequestKey
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.exchange.intake.codes import codes_of
from rongzhi.exchange.intake.errors import Language
from rongzhi.exchange.intake.problems import BatchRefused, Problem
from rongzhi.exchange.intake.reader import Batch, Row, open_batch
from rongzhi.exchange.intake.receipts import Receipts
from rongzhi.exchange.intake.spool import ProblemSpool
from rongzhi.exchange.intake.values import read_values
from rongzhi.exchange.receiving import with_own_body

SHOWN = 20  # problems that a report holds itself; all of them go to the error file


@dataclass
class BatchReport:
    """What became of a batch, in rows: read, filed now, filed before, refused by the rules, and bad (not readable).

    `first` and `last` are the numbers of the files opened now. `problems` holds the first ones, `problem_count` says
    how many there are; `notes` are remarks on the file as a whole.
    """

    batch: str
    filename: str
    total: int
    read: int = 0
    filed: int = 0
    again: int = 0
    refused: int = 0
    bad: int = 0
    first: str = ""
    last: str = ""
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def file_batch(
    path_or_file: str | os.PathLike[str] | IO[bytes],
    *,
    filename: str,
    by: Actor,
    county: str,
    owner: str,
    now: datetime,
    batch: str | None = None,
    errors: IO[bytes] | None = None,
    errors_kind: str = "csv",
    receipts: IO[bytes] | None = None,
    language: Language = "zh",
    progress: Callable[[int, int], None] | None = None,
    chunk: int = CHUNK,
) -> BatchReport:
    """File every row that can be filed, 500 in a transaction, with flat memory; `owner` is the receiving body.

    The batch is named by the SHA-256 of its bytes, so the same file given again after a crash goes on where it
    stopped and files nothing twice. `errors` receives a table of all problems, `receipts` one line for each row
    filed (binary files that are open for writing; they stay open). `progress` is told rows done and rows in all.
    Raises BatchRefused when the file as a whole cannot be taken, or somebody else has filed it already;
    NotSaved or KeyFault when saving stops: the rows told before are filed, give the same file again.
    """
    with open_batch(path_or_file, filename=filename) as rows, ProblemSpool() as problems:
        run = _Run(rows, by, county, batch or rows.digest, now.astimezone(SHANGHAI), problems)
        run.refuse_a_second_filer()
        slips = (
            Receipts(receipts, county=county, owner=owner, at=run.now, language=language)
            if receipts
            else None
        )
        good = run.good()
        answers = perform_many(
            good, by=by, now=run.now, batch=run.report.batch, county=county, owner=owner, chunk=chunk
        )
        try:
            for number, answer in answers:
                row, data = run.waiting.pop(number)
                run.count(row, answer)
                if slips is not None and isinstance(answer, Done):
                    slips.write(row, data, answer)
                if progress is not None:
                    progress(run.report.read, rows.rows)
        finally:
            good.close()  # before the file that it reads is closed
            run.close()
            if errors is not None:
                problems.write(errors, kind=errors_kind, language=language)
        return run.report


class _Run:
    """One batch while it is filed: the rows that wait for their answer, and the counts so far."""

    def __init__(
        self, rows: Batch, by: Actor, county: str, batch: str, now: datetime, problems: ProblemSpool
    ) -> None:
        self.rows = rows
        self.by = by
        self.county = county
        self.now = now
        self.problems = problems
        self.report = BatchReport(batch, rows.filename, rows.rows, notes=list(rows.notes))
        self.waiting: dict[int, tuple[Row, Mapping[str, Any]]] = {}

    def refuse_a_second_filer(self) -> None:
        """Request keys belong to their actor: the same file by somebody else would be filed a second time."""
        keys = [f"{self.report.batch}:{number}" for number in range(1, CHUNK + 1)]
        others = RequestKey.objects.filter(county=self.county, key__in=keys).exclude(actor=self.by.id)
        if others.exists():
            raise BatchRefused(FILED_BY_OTHER)

    def good(self) -> Generator[tuple[int, Mapping[str, Any]], None, None]:
        """The rows that can be read, as answers of the filing; what is wrong with the others goes to the problems."""
        codes = codes_of(self.county)
        today: date = self.now.date()
        for row in self.rows:
            self.report.read += 1
            values, wrong = read_values(row, today=today, codes=codes)
            if wrong:
                self.report.bad += 1
                self._tell(wrong)
                continue
            data = {**with_own_body(values, self.by), "door": "batch"}
            self.waiting[row.number] = (row, data)
            yield row.number, data

    def count(self, row: Row, answer: Done | Refusal) -> None:
        report = self.report
        if isinstance(answer, Refusal):
            report.refused += 1
            self._tell(
                [
                    Problem(
                        row.number, reason.field, reason.key, reason.zh, reason.en, DO_ZH, DO_EN, row.line
                    )
                    for reason in answer.reasons
                ]
            )
        elif answer.again:
            report.again += 1
        else:
            report.filed += 1
            report.first = report.first or answer.file
            report.last = answer.file

    def close(self) -> None:
        self.report.problem_count = len(self.problems)

    def _tell(self, found: list[Problem]) -> None:
        for problem in found:
            self.problems.add(problem)
            if len(self.report.problems) < SHOWN:
                self.report.problems.append(problem)


DO_ZH = "请改正后，把改正的行放进一个新文件提交；已立案的行不要重复提交。"
DO_EN = "Correct it and send the corrected rows in a new file; leave out the rows that were filed."
FILED_BY_OTHER = Problem(
    0,
    "",
    "filed_by_other",
    "这份文件已由另一个账户提交过，再次提交会重复立案。",
    "Another account has filed this very file; filing it again would open every case twice.",
    "如上次没有办完，请由原账户再次提交；如确属新的申请，请改动文件内容后提交。",
    "If it was cut off, let the same account give it again; if these are new matters, give a file that says so.",
)
