"""The pack in force in a county: where its files are, whether they are those adopted, and how another one is adopted."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import AdoptedPack, File, Proceeding
from rongzhi.casework.rules import folder_for, forget
from rongzhi.casework.snapshot import load
from rongzhi.core.parameters import NoValue
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.workdays import TIMES, Unit
from rongzhi.directory.models import County
from rongzhi.rulebook.pack import Pack, read_pack
from rongzhi.rulebook.pack_differences import Difference, differences
from rongzhi.rulebook.pack_files import BrokenPack, PackFault
from rongzhi.rulebook.pack_folder import digest_of, files_in, folder_of, packed, write_folder
from rongzhi.rulebook.papers.library import read_library
from rongzhi.rulebook.proofs import accepted_rules


@dataclass(frozen=True, slots=True)
class InForce:
    """The pack of a county, its files, and the line of the county's file that adopted it (None: not on record)."""

    pack: Pack
    rules: Rules
    files: Mapping[str, bytes]
    adopted: Entry | None

    @property
    def digest(self) -> str:
        return digest_of(self.files)

    @property
    def as_adopted(self) -> bool:
        """Whether the files are those whose digest was recorded."""
        return self.adopted is not None and self.adopted.facts.get("digest") == self.digest


def in_force(county: str) -> InForce:
    """The pack by which the county decides now. Raises County.DoesNotExist or BrokenPack."""
    row = County.objects.get(code=county)
    folder = folder_of(folder_for(row.pack))
    pack = read_pack(folder)
    return InForce(pack, accepted_rules(pack), files_in(folder), _adopted(county))


def _adopted(county: str) -> Entry | None:
    text = File.objects.filter(county=county, kind="county").values_list("picture", flat=True).first()
    lines = load(text).list("pack", "in_force") if text else []
    return lines[-1] if lines else None


@dataclass(frozen=True, slots=True)
class Shift:
    """A period that begins today: its last day by the old pack and by the new one."""

    key: str
    label: str
    en: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pack that was looked at: its faults, or what it changes and whom that concerns."""

    files: Mapping[str, bytes]
    faults: tuple[PackFault, ...] = ()
    pack: Pack | None = None
    differences: tuple[Difference, ...] = ()
    running: tuple[tuple[str, str, str, int], ...] = ()  # procedure, label, en, proceedings under way
    shifts: tuple[Shift, ...] = ()


def weighed(county: str, files: Mapping[str, bytes], *, today: date) -> Candidate:
    """Check the files as the pack of this county and say what adopting them would do; nothing is changed."""
    old = in_force(county)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pack"
        write_folder(folder, files)
        try:
            pack = read_pack(folder)
            rules = accepted_rules(pack)
        except BrokenPack as broken:
            return Candidate(files, tuple(broken.faults))
        faults = read_library(str(folder))[1]
    if pack.version == old.pack.version:
        faults.append(
            PackFault(
                "pack.toml",
                1,
                f"版本 {pack.version} 正在使用，请写新的版本。",
                f"version {pack.version} is in force; give the changed pack a new version.",
            )
        )
    if faults:
        return Candidate(files, tuple(faults))
    found = differences(old.pack, pack, old.rules, rules)
    running = _running(county, found, rules)
    stranded = tuple(_stranded(one) for one in running if one[3] and rules.procedures[one[0]].off)
    if stranded:
        return Candidate(files, stranded)
    return Candidate(files, (), pack, found, running, _shifts(old.rules, rules, found, today))


def _stranded(running: tuple[str, str, str, int]) -> PackFault:
    key, label, en, count = running
    return PackFault(
        "pack.toml",
        1,
        f"不再启用「{label}」（{key}），但还有 {count} 件在办，停用后无法继续办理。请等它们办结，或者继续启用。",
        f"“{en}” ({key}) would be switched off while {count} proceedings are under way, and nothing more could be done "
        "in them. Wait until they have ended, or leave it on.",
    )


def _running(
    county: str, found: tuple[Difference, ...], rules: Rules
) -> tuple[tuple[str, str, str, int], ...]:
    numbers = File.objects.filter(county=county).values("number")
    changed = sorted({one.procedure for one in found} - {""})
    return tuple(
        (
            key,
            rules.procedures[key].label,
            rules.procedures[key].en,
            Proceeding.objects.filter(procedure=key, open=True, file__in=numbers).count(),
        )
        for key in changed
    )


def _shifts(old: Rules, new: Rules, found: tuple[Difference, ...], today: date) -> tuple[Shift, ...]:
    days = [
        Shift(one.key, one.label, one.en, _last_day(old, one.key, today), _last_day(new, one.key, today))
        for one in found
        if one.kind == "value"
    ]
    return tuple(shift for shift in days if shift.before != shift.after)


def _last_day(rules: Rules, key: str, today: date) -> date | None:
    try:
        value = rules.parameters.on(key, today)
    except (KeyError, NoValue):
        return None
    if value.unit not in TIMES or value.unit == Unit.HOURS:
        return None
    return value.last_day(today, calendar=rules.calendar).date


def adopt(
    county: str, candidate: Candidate, *, basis: str, by: Actor, now: datetime
) -> tuple[Done | Refusal, Pack]:
    """Adopt a candidate without faults by an act on the county's file; its files are kept with it.

    Raises ValueError for a candidate that has faults.
    """
    if candidate.pack is None:
        raise ValueError("A pack with faults cannot be adopted.")
    digest = digest_of(candidate.files)
    name = f"{candidate.pack.code}-{digest[:16]}"
    data = {"pack": name, "version": candidate.pack.version, "digest": digest, "basis": basis}
    number = County.objects.get(code=county).number
    with transaction.atomic():
        AdoptedPack.objects.get_or_create(
            name=name, defaults={"digest": digest, "files": packed(candidate.files), "kept": now}
        )
        answer = perform(
            number, "county.adopt_pack", by=by, data=data, now=now, request=f"pack:{digest}:{now:%Y%m%d%H%M}"
        )
        if isinstance(answer, Refusal):
            transaction.set_rollback(True)
    forget()
    return answer, candidate.pack


def pack_notes(county: str) -> list[tuple[str, str]]:
    """What is to be said of the pack's files at the start and by verify; nothing when they are those adopted."""
    name = County.objects.values_list("pack", flat=True).filter(code=county).first()
    adopted = _adopted(county) if name else None
    if name is None or adopted is None:
        return []
    before, now = str(adopted.facts.get("digest")), digest_of(files_in(folder_of(folder_for(name))))
    if before == now:
        return []
    return [
        (
            f"县域 {county}：磁盘上的规则包不是采用的那一份（采用 {before[:12]}，现为 {now[:12]}）。请核对改动；确有必要的，"
            "请在管理台预览后采用。",
            f"County {county}: the pack on disk is not the one adopted (adopted {before[:12]}, now {now[:12]}). Check "
            "what changed; if it was meant, preview and adopt it at the administrator's desk.",
        )
    ]
