"""verify(): whether the record is whole, the rows follow from it, the log holds it, and what was erased is gone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from rongzhi.casework import append_only, county_log
from rongzhi.casework.adopted_packs import pack_notes
from rongzhi.casework.chain_check import chain_fault, column_faults, loose_parts
from rongzhi.casework.erasure_list import Erasure, ListUnusable, erased_parts
from rongzhi.casework.evidence.check import Rows as BlobRows
from rongzhi.casework.evidence.check import blob_faults
from rongzhi.casework.faults import Fault
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.log_check import Sealed, log_faults, removed_files, sealed_state_faults
from rongzhi.casework.models import CountyLeaf, CountyRoot, File
from rongzhi.casework.papers.check import paper_faults, with_papers
from rongzhi.casework.projection import PROJECTED, TABLES
from rongzhi.casework.replay import file_column, replay_faults, tables_of
from rongzhi.casework.sealed_check import Counted, Keys, sealed_faults
from rongzhi.casework.stored import StoredFile, file_numbers, read
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.directory.models import County

MOST_FAULTS = 1000  # kept in a report; the rest is counted
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What verify looked at and what it found. `notes` are no faults: they say what could not be looked at."""

    cases: int = 0
    files: int = 0
    events: int = 0
    unsealed: int = 0
    parts: int = 0
    opened: int = 0
    erased: int = 0
    sealed_now: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0  # faults in all, also those beyond MOST_FAULTS
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faulty

    def add(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faulty += 1
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(fault)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values; `faults` is their number, `found` the faults themselves."""
        return {
            "cases": self.cases,
            "files": self.files,
            "events": self.events,
            "unsealed": self.unsealed,
            "parts": self.parts,
            "opened": self.opened,
            "erased": self.erased,
            "sealed_now": self.sealed_now,
            "faults": self.faulty,
            "found": [
                {"file": f.file, "event": f.seq, "kind": f.kind, "zh": f.zh, "en": f.en} for f in self.faults
            ],
            "notes": [{"zh": zh, "en": en} for zh, en in self.notes],
        }


@dataclass(frozen=True, slots=True)
class _Knows:
    """What the checks of single files share: the keys, if they are there, and the list of erasures by file."""

    installation: InstallationKeys | None
    listed: dict[str, list[Erasure]]


def verify(
    *,
    county: str | None = None,
    seal: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check every file (of one county, if said) and everything around them; few queries, memory that stays flat.

    `seal` brings the log up to date at the end, at `now`, if nothing was found: a damaged file is not sealed.
    Without the installation's key the chain and the clear rows are checked and a note says what was not.
    """
    report = Report()
    knows = _Knows(_keys_or_note(report), _listed_by_file(report))
    report.add(_trigger_faults())
    for code in _counties(county):
        report.add(log_faults(code))
    for known in County.objects.order_by("code") if county is None else County.objects.filter(code=county):
        report.notes += pack_notes(known.code)
    total = (File.objects.all() if county is None else File.objects.filter(county=county)).count()
    for numbers in file_numbers(county=county):
        _check_some(numbers, knows, report)
        if progress is not None:
            progress(report.files, total)
    report.add(removed_files(county, knows.installation))
    report.add(_strays())
    if seal:
        _seal(report, county, now or timezone.now())
    return report


def _check_some(numbers: list[str], knows: _Knows, report: Report) -> None:
    files = read(numbers)
    doubtful = [file.number for file, faults, _ in _look(files, knows, report) if faults]
    for number in doubtful:  # once more under a lock: an act may have come between two queries
        with transaction.atomic():
            again = read([number], lock=True)
            if again[0].head is not None:
                for _, faults, _ in _look(again, knows, None):
                    report.add(faults)


def _look(
    files: list[StoredFile], knows: _Knows, report: Report | None
) -> Iterator[tuple[StoredFile, list[Fault], Counted]]:
    """The faults of each file; what is counted goes to `report`, if there is one."""
    numbers = [file.number for file in files]
    tables = tables_of(files)
    keys = Keys.of(numbers)
    sealed = Sealed.of(numbers, knows.installation)
    blobs = BlobRows.of(numbers)
    papers = with_papers(numbers)
    for file in files:
        counted = Counted()
        faults = _faults_of(file, tables, keys, sealed, blobs, knows, counted)
        if file.number in papers:
            faults += paper_faults(file, keys.parts.get(file.number, {}), knows.installation)
        if report is not None:
            report.files += 1
            report.cases += file.kind == "case"
            report.events += len(file.events)
            report.unsealed += max(0, file.seq - sealed.reach(file.number))
            report.parts += counted.parts
            report.opened += counted.opened
            report.erased += counted.erased
        yield file, faults, counted


def _faults_of(
    file: StoredFile,
    tables: Any,
    keys: Keys,
    sealed: Sealed,
    blobs: BlobRows,
    knows: _Knows,
    counted: Counted,
) -> list[Fault]:
    """All that is wrong with a file; behind a broken chain nothing else is worth comparing."""
    broken = chain_fault(file)
    if broken is not None:
        return [broken, *column_faults(file, before=broken.seq), *loose_parts(file)]
    faults = [*column_faults(file), *loose_parts(file), *sealed_state_faults(file, sealed)]
    faults += sealed_faults(file, keys, knows.installation, knows.listed.get(file.number, ()), counted)
    faults += blob_faults(file, blobs)
    faults += replay_faults(file, tables)
    return faults


def _keys_or_note(report: Report) -> InstallationKeys | None:
    try:
        return installation_keys()
    except KeyFault as fault:
        report.notes.append(
            (
                f"密封部分未能打开核验，只核验了记录链和明文各列。{fault.label}",
                f"Sealed parts could not be opened; only the chain and the clear columns were checked. {fault.en}",
            )
        )
        return None


def _listed_by_file(report: Report) -> dict[str, list[Erasure]]:
    found: dict[str, list[Erasure]] = {}
    try:
        for erasure in erased_parts():
            found.setdefault(erasure.file, []).append(erasure)
    except ListUnusable as fault:
        report.add([Fault("", 0, "list", fault.label, fault.en)])
    return found


def _trigger_faults() -> Iterator[Fault]:
    for name in append_only.missing(connection):
        zh = f"防改触发器 {name} 不在或被改动。请运行 rongzhi verify --triggers。"
        en = f"The trigger {name}, which keeps the record append-only, is missing or was changed. Run: rongzhi verify --triggers"
        yield Fault("", 0, "trigger", zh, en)
    for table in append_only.toothless(connection):
        zh = f"对 {table} 表的改动没有被拒绝（已撤回）。"
        yield Fault("", 0, "trigger", zh, f"A change to table {table} was not refused (it was taken back).")


def _counties(county: str | None) -> list[str]:
    if county is not None:
        return [county]
    leaves = CountyLeaf.objects.order_by().values_list("county", flat=True).distinct()
    roots = CountyRoot.objects.order_by().values_list("county", flat=True).distinct()
    return sorted({*leaves, *roots})


def _strays() -> Iterator[Fault]:
    """Rows of files that are not there."""
    for table in ("event", "sealedpart", *PROJECTED):
        if table == "file":
            continue
        place = file_column(table)
        rows = apps.get_model(TABLES[table][0], table).objects.exclude(
            **{f"{place}__in": File.objects.values("number")}
        )
        for number in rows.order_by(place).values_list(place, flat=True).distinct()[:MOST_FAULTS]:
            zh = f"{table} 表有这一案卷的行，案卷却不存在。"
            yield Fault(
                number, 0, "stray", zh, f"Table {table} has rows of this file, but there is no such file."
            )


def _seal(report: Report, county: str | None, now: datetime) -> None:
    if not report.ok:
        report.notes.append(
            ("发现问题，因此没有封存新的记录。", "Faults were found, so nothing new was sealed."),
        )
        return
    try:
        report.sealed_now = county_log.seal(county, now=now)
    except KeyFault as fault:
        report.notes.append((f"没有封存。{fault.label}", f"Nothing was sealed. {fault.en}"))
    report.unsealed = county_log.unsealed_events(county)
