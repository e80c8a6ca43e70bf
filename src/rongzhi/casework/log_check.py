"""Whether the county log only grew, and whether the files still hold what was sealed in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rongzhi.casework.county_log import leaf_bytes
from rongzhi.casework.faults import Fault
from rongzhi.casework.models import Counter, CountyLeaf, CountyRoot, File, SealedHead
from rongzhi.casework.numbers import LETTERS
from rongzhi.casework.stored import StoredFile
from rongzhi.core.record.keys import InstallationKeys, file_pseudonym
from rongzhi.core.record.merkle import Tree, leaf_hash


@dataclass(slots=True)
class Sealed:
    """What the log says of some files: (seq, head, county, index) of each sealed state."""

    leaves: dict[str, list[tuple[int, bytes, str, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbers: Iterable[str], installation: InstallationKeys | None) -> "Sealed":
        """With the installation's keys by pseudonym; without, only the last state of each file, as the sealer noted it."""
        wanted = list(numbers)
        columns = ("seq", "head", "county", "index")
        found: dict[str, list[tuple[int, bytes, str, int]]] = {}
        if installation is not None:
            names = {file_pseudonym(installation, number).hex(): number for number in wanted}
            rows = CountyLeaf.objects.filter(pseudonym__in=list(names)).values_list("pseudonym", *columns)
            for pseudonym, seq, head, county, index in rows:
                found.setdefault(names[pseudonym], []).append((seq, bytes(head), county, index))
            return cls(found)
        noted = {
            (county, index): file
            for file, county, index in SealedHead.objects.filter(file__in=wanted).values_list(
                "file", "county", "index"
            )
        }
        by_county: dict[str, list[int]] = {}
        for county, index in noted:
            by_county.setdefault(county, []).append(index)
        for county, indexes in by_county.items():
            rows = CountyLeaf.objects.filter(county=county, index__in=indexes).values_list(*columns)
            for seq, head, _, index in rows:
                found.setdefault(noted[county, index], []).append((seq, bytes(head), county, index))
        return cls(found)

    def reach(self, number: str) -> int:
        """The last sealed event of a file, 0 for none."""
        return max((leaf[0] for leaf in self.leaves.get(number, ())), default=0)


def log_faults(county: str) -> Iterator[Fault]:
    """The county's leaves hashed anew, one by one, against every root that was kept."""
    roots = {
        size: (bytes(root), frontier)
        for size, root, frontier in CountyRoot.objects.filter(county=county).values_list(
            "size", "root", "frontier"
        )
    }
    end = max(roots, default=0)
    tree = Tree()
    leaves = CountyLeaf.objects.filter(county=county).order_by("index")
    for index, pseudonym, seq, head, leaf in leaves.values_list(
        "index", "pseudonym", "seq", "head", "leaf"
    ).iterator(chunk_size=5000):
        if index >= end and tree.size >= end:
            break  # sealed meanwhile, or without a root: see below
        if index != tree.size:
            yield _log(county, f"缺少第 {tree.size} 号叶", f"leaf {tree.size} is missing")
            return
        hashed = leaf_hash(leaf_bytes(pseudonym, seq, bytes(head)))
        if hashed != bytes(leaf):
            yield _log(county, f"第 {index} 号叶被改动", f"leaf {index} was changed")
            return
        tree.append_hash(hashed)
        if tree.size in roots and roots[tree.size] != (tree.root(), tree.to_text()):
            yield _log(
                county, f"第 {tree.size} 叶处的根与各叶不符", f"the root over {tree.size} leaves is another"
            )
            return
    if tree.size < end:
        yield _log(
            county,
            f"末尾被截去：应有 {end} 叶，现有 {tree.size} 叶",
            f"cut: {end} leaves were sealed, {tree.size} are there",
        )
    elif _without_root(county, end):
        yield _log(county, f"第 {end} 叶之后的根被删去", f"the root behind leaf {end} was removed")


def _without_root(county: str, end: int) -> bool:
    """Leaf and root come in one transaction, so a leaf behind the last root means that the root is gone."""
    newest = (
        CountyRoot.objects.filter(county=county).order_by("size").values_list("size", flat=True).last() or 0
    )
    return newest == end and CountyLeaf.objects.filter(county=county, index__gte=end).exists()


def _log(county: str, zh: str, en: str) -> Fault:
    return Fault("", 0, "log", f"{county} 县域日志：{zh}。", f"County log of {county}: {en}.")


def sealed_state_faults(file: StoredFile, sealed: Sealed) -> Iterator[Fault]:
    """Sealed states that the file does not hold any more: a cut tail, or a chain that was written anew."""
    hashes = {event.seq: event.hash for event in file.events}
    for seq, head, _, _ in sorted(sealed.leaves.get(file.number, ())):
        if seq not in hashes:
            first = max(hashes, default=0) + 1
            zh = f"县域日志已封存到第 {seq} 号记录，第 {first} 号起缺失：末尾被截去。"
            en = f"The county log sealed event {seq}, but from event {first} on it is missing: the tail was cut."
            yield Fault(file.number, first, "sealed_cut", zh, en)
            return
        if hashes[seq] != head:
            zh = f"第 {seq} 号记录不是县域日志所封存的那一个：记录被重写。"
            en = f"Event {seq} is not the one that the county log sealed: the record was written anew."
            yield Fault(file.number, seq, "rewritten", zh, en)
            return


def removed_files(county: str | None, installation: InstallationKeys | None) -> Iterator[Fault]:
    """Files that were sealed, or whose numbers were given out, and that are not there any more."""
    heads = SealedHead.objects.exclude(file__in=File.objects.values("number")).order_by("file")
    if county is not None:
        heads = heads.filter(county=county)
    gone = set()
    for file in heads.values_list("file", flat=True).iterator():
        gone.add(file)
        yield _removed(file)
    for file in _numbers_not_there(county):
        if file not in gone:
            gone.add(file)
            yield _removed(file)
    if installation is not None:
        yield from _unknown_leaves(county, installation, gone)


def _unknown_leaves(county: str | None, installation: InstallationKeys, gone: set[str]) -> Iterator[Fault]:
    leaves = CountyLeaf.objects.order_by("id").values_list("id", flat=True)
    newest = leaves.last() or 0  # looked up before the files are
    known = {file_pseudonym(installation, file) for file in gone}
    known.update(
        file_pseudonym(installation, number)
        for number in File.objects.values_list("number", flat=True).iterator()
    )
    rows = CountyLeaf.objects.filter(id__lte=newest).order_by("county", "index")
    if county is not None:
        rows = rows.filter(county=county)
    for code, index, pseudonym in rows.values_list("county", "index", "pseudonym").iterator(chunk_size=5000):
        if bytes.fromhex(pseudonym) not in known:
            yield _log(
                code, f"第 {index} 号叶所指的案卷已不存在", f"the file behind leaf {index} is not there"
            )


def _numbers_not_there(county: str | None) -> Iterator[str]:
    counters = Counter.objects.all() if county is None else Counter.objects.filter(county=county)
    for code, kind, year, last in counters.values_list("county", "kind", "year", "last"):
        prefix = f"{code}-{LETTERS[kind]}{year}-"
        rows = File.objects.filter(county=code, kind=kind, number__startswith=prefix)
        if rows.count() < last:
            width = 6 if kind == "case" else 4
            there = set(rows.values_list("number", flat=True))
            yield from (
                f"{prefix}{n:0{width}d}" for n in range(1, last + 1) if f"{prefix}{n:0{width}d}" not in there
            )


def _removed(file: str) -> Fault:
    return Fault(
        file,
        1,
        "removed",
        "这一案卷的编号已经发出，案卷却已不存在。",
        "This file's number was given out, but the file is not there any more.",
    )
