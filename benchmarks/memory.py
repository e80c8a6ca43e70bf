"""How much memory a batch file takes that is ten times as long: the most that a process held, for each length."""

from pathlib import Path

from benchmarks.disputes import write_csv
from benchmarks.held import most_held
from benchmarks.store import Store
from rongzhi.exchange.intake.filing import file_batch
from tests.factories.county import CODE, NOW, officer


def peak(store: Store, folder: Path, *, size: int) -> dict[str, float]:
    """File a CSV file of `size` rows in this process. Gives megabytes before and at the most."""
    store.found("memory")
    _file(folder / "warm.csv", 600)
    before = most_held()
    _file(folder / "batch.csv", size)
    return {"before": before, "most": most_held()}


def _file(path: Path, size: int) -> None:
    write_csv(path, size)
    with (
        (path.parent / "errors.csv").open("wb") as errors,
        (path.parent / "receipts.csv").open("wb") as receipts,
    ):
        report = file_batch(
            path,
            filename=path.name,
            by=officer(),
            county=CODE,
            owner="PMCF",
            now=NOW,
            errors=errors,
            receipts=receipts,
        )
    if report.filed != size:
        raise RuntimeError(f"{size - report.filed} of {size} rows were not filed: {report.problems[:3]}")
