"""The sealer: states of files go into their county's public log; proofs that they stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, Subquery

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import CountyLeaf, CountyRoot, File, SealedHead
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.keys import file_pseudonym
from rongzhi.core.record.merkle import Tree, inclusion_proof, leaf_hash, verify_inclusion

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT_ONCE = 5000  # files sealed in one transaction


@dataclass(frozen=True, slots=True)
class Proof:
    """That a file's state stands in a county's log: the leaf, the hashes beside its way up, and the root."""

    county: str
    pseudonym: str
    seq: int
    head: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    root: bytes
    sealed_at: datetime  # of the root


def leaf_bytes(pseudonym: str, seq: int, head: bytes) -> bytes:
    """What is hashed as a leaf."""
    return canonical([pseudonym, seq, head.hex()])


def seal(county: str | None = None, *, now: datetime) -> int:
    """Append every file that changed since it was last sealed to its county's log; gives the number of leaves.

    Raises KeyFault without the installation's key: the log's names of files need it.
    """
    counties = [county] if county is not None else _counties_to_seal()
    done = 0
    for code in counties:
        while _changed(code).exists():
            done += _seal_some(code, now)
    return done


def unsealed_events(county: str | None = None) -> int:
    """How many events no root covers yet."""
    rows = _changed(county).values_list("seq", "sealed_seq")
    return sum(seq - (sealed or 0) for seq, sealed in rows)


def _changed(county: str | None) -> "QuerySet[Any, Any]":
    """The files that went on since they were sealed, each with `sealed_seq`."""
    sealed = SealedHead.objects.filter(file=OuterRef("number")).values("seq")
    rows = File.objects.annotate(sealed_seq=Subquery(sealed)).filter(
        Q(sealed_seq__isnull=True) | Q(sealed_seq__lt=F("seq"))
    )
    return rows if county is None else rows.filter(county=county)


def _counties_to_seal() -> list[str]:
    return sorted(_changed(None).order_by().values_list("county", flat=True).distinct())


def _seal_some(county: str, now: datetime) -> int:
    keys = installation_keys()
    with transaction.atomic():
        _alone(county)
        last = CountyRoot.objects.filter(county=county).order_by("size").last()
        tree = Tree.from_text(last.frontier) if last else Tree()
        files = [
            (file_pseudonym(keys, number).hex(), number, seq, bytes(head))
            for number, seq, head in _changed(county)
            .order_by("number")
            .values_list("number", "seq", "head")[:AT_ONCE]
        ]
        leaves, heads = [], []
        for pseudonym, number, seq, head in sorted(files):  # an order that does not tell the files' numbers
            index = tree.size
            hashed = tree.append(leaf_bytes(pseudonym, seq, head))
            leaves.append(
                CountyLeaf(
                    county=county,
                    index=index,
                    pseudonym=pseudonym,
                    seq=seq,
                    head=head,
                    leaf=hashed,
                    sealed_at=now,
                )
            )
            heads.append(SealedHead(file=number, county=county, seq=seq, index=index))
        if leaves:
            CountyLeaf.objects.bulk_create(leaves, batch_size=1000)
            SealedHead.objects.bulk_create(
                heads,
                batch_size=1000,
                update_conflicts=True,
                unique_fields=["file"],
                update_fields=["county", "seq", "index"],
            )
            CountyRoot.objects.create(
                county=county, size=tree.size, root=tree.root(), frontier=tree.to_text(), sealed_at=now
            )
    return len(leaves)


def _alone(county: str) -> None:
    """One sealer at a time; on SQLite the IMMEDIATE transaction sees to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"rongzhi seal {county}"])


def proof(file: str, *, seq: int = 0, root: CountyRoot | None = None) -> Proof | None:
    """The proof of the first sealed state of a file that holds event `seq` (0: the last state); None if not sealed.

    It leads to `root`, or to the county's newest root.
    """
    pseudonym = file_pseudonym(installation_keys(), file).hex()
    leaves = CountyLeaf.objects.filter(pseudonym=pseudonym)
    if root is not None:
        leaves = leaves.filter(county=root.county, index__lt=root.size)
    leaf = leaves.filter(seq__gte=seq).order_by("seq").first() if seq else leaves.order_by("seq").last()
    if leaf is None:
        return None
    if root is None:
        root = CountyRoot.objects.filter(county=leaf.county).order_by("size").last()
        if root is None:
            return None
    hashes = [bytes(h) for h in _leaf_hashes(leaf.county, root.size)]
    path = tuple(inclusion_proof(hashes, leaf.index, size=root.size))
    return Proof(
        county=leaf.county,
        pseudonym=leaf.pseudonym,
        seq=leaf.seq,
        head=bytes(leaf.head),
        index=leaf.index,
        size=root.size,
        path=path,
        root=bytes(root.root),
        sealed_at=root.sealed_at,
    )


def _leaf_hashes(county: str, size: int) -> Iterator[bytes]:
    rows = CountyLeaf.objects.filter(county=county, index__lt=size).order_by("index")
    return rows.values_list("leaf", flat=True).iterator(chunk_size=10_000)


def check_proof(found: Proof) -> bool:
    """Whether the proof leads from its leaf to its root; needs no database and no key."""
    leaf = leaf_hash(leaf_bytes(found.pseudonym, found.seq, found.head))
    return verify_inclusion(leaf, found.path, index=found.index, size=found.size, root=found.root)


def daily_root(county: str, day: date) -> CountyRoot | None:
    """The county's public root of a day: its tree head at the midnight that ends the day, in Shanghai."""
    midnight = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    return CountyRoot.objects.filter(county=county, sealed_at__lt=midnight).order_by("size").last()
