"""The rules in force in a county as this process has them: its pack, and the roster and bodies of the moment."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from rongzhi.casework.models import AdoptedPack, Entry, File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body, County, Neutral
from rongzhi.rulebook.agents import Mandate, facts_of_line
from rongzhi.rulebook.calendar import with_years
from rongzhi.rulebook.guards.tasks import answered
from rongzhi.rulebook.pack import installed_pack, shipped_pack
from rongzhi.rulebook.pack_folder import digest_of, files_in, unpacked, write_folder
from rongzhi.rulebook.proofs import accepted_rules
from rongzhi.rulebook.registry import national_procedures

FRESH_SECONDS = 5.0  # how long another process may see the roster as it was
_held: dict[str, tuple[float, Rules]] = {}


def rules_of(county: str) -> Rules:
    """The adjusted procedures, parameters, calendar and tables of a county. Raises County.DoesNotExist."""
    held = _held.get(county)
    if held is not None and time.monotonic() - held[0] < FRESH_SECONDS:
        return held[1]
    rules = _with_directory(_pack_rules(folder_for(_pack_of(county))), county)
    if held is not None and held[1].tables == rules.tables and _same_calendar(held[1], rules):
        rules = held[1]
    _held[county] = (time.monotonic(), rules)
    return rules


def _same_calendar(one: Rules, other: Rules) -> bool:
    return one.pack == other.pack and one.calendar.special == other.calendar.special


def forget() -> None:
    """Read the directory anew at the next act: something in it has changed."""
    _held.clear()


def folder_for(pack: str) -> str:
    """The pack's name or folder as installed_pack() takes it; one adopted at the desk is laid out anew if it differs."""
    if shipped_pack(pack).is_dir():
        return pack
    kept = AdoptedPack.objects.filter(name=pack).first()
    if kept is None:
        return pack
    folder = Path(settings.RONGZHI_HOME) / "packs" / pack
    if not folder.is_dir() or digest_of(files_in(folder)) != kept.digest:
        shutil.rmtree(folder, ignore_errors=True)
        write_folder(folder, unpacked(bytes(kept.files)))
    return str(folder)


def _pack_of(county: str) -> str:
    return County.objects.values_list("pack", flat=True).filter(code=county).first() or "plain"


@cache
def _pack_rules(pack: str) -> Rules:
    return accepted_rules(installed_pack(pack))


def _with_directory(rules: Rules, county: str) -> Rules:
    mandates = _mandates(county)
    bodies: dict[str, Mapping[str, Any]] = {
        b.handle: {
            "kind": b.kind,
            "name_zh": b.name_zh,
            "name_en": b.name_en,
            "status": b.status,
            "mandates": mandates.get(b.number, ()),
        }
        for b in Body.objects.filter(county=county)
    }
    neutrals: dict[str, Mapping[str, Any]] = {
        n.handle: {
            "name_zh": n.name_zh,
            "name_en": n.name_en,
            "status": n.status,
            "employer": n.employer,
            "payer": n.payer,
            "host": n.host,
            "background": n.background,
            "specialisms": n.specialisms,
            "ties": frozenset(filter(None, n.ties.split(","))),
        }
        for n in Neutral.objects.filter(county=county)
    }
    loaded = _calendars(county)
    if loaded:
        rules = replace(rules, calendar=with_years(rules.calendar, loaded))
    return replace(
        rules,
        county=county,
        tables={**rules.tables, "body_handles": bodies, "neutrals": neutrals, "anchors": _anchors()},
    )


def _mandates(county: str) -> dict[str, tuple[Mandate, ...]]:
    """Who may act for a body up to what amount, from the body's own file, by its number."""
    numbers = Body.objects.filter(county=county).values("number")
    rows = Entry.objects.filter(kind="authority", status="open", file__in=numbers).order_by("pk")
    found: dict[str, tuple[Mandate, ...]] = {}
    for line in rows:
        account = str(facts_of_line(line.facts).get("account") or "")
        made = Mandate(account, line.code, line.amount, line.on)
        found[line.file] = (*found.get(line.file, ()), made)
    return found


def _anchors() -> dict[str, Mapping[str, Any]]:
    """Whose certificates count in this installation: the PEM files in <home>/trust, by name."""
    folder = Path(settings.RONGZHI_HOME) / "trust"
    return {path.name: {"pem": path.read_text("ascii")} for path in sorted(folder.glob("*.pem"))}


def _calendars(county: str) -> dict[int, str]:
    """The years of the calendar that the county has loaded since the project was shipped, latest loading last."""
    row = File.objects.filter(county=county, kind="county").values_list("picture", flat=True).first()
    if row is None or '"calendar"' not in row:
        return {}
    return {
        int(entry.code): str(entry.facts.get("days", "")) for entry in load(row).list("calendar", "loaded")
    }


@cache
def _stage_roles() -> Mapping[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for procedure in national_procedures():
        for stage in procedure.stages:
            deciders = {
                "reviewer" for act in procedure.acts if stage.code in act.from_ and act.who == ("reviewer",)
            }
            found[procedure.key, stage.code] = frozenset({stage.waiting_for, *deciders} - {"none"})
    return found


def stage_waits(procedure: str, stage: str) -> frozenset[str]:
    """Whom a proceeding in this stage waits for: stages.csv, and the reviewer where only a reviewer decides."""
    return _stage_roles().get((procedure, stage), frozenset())


WEIGHS_FEEDBACK = frozenset({"secretariat"})


def run_waits(picture: Picture, run: Proceeding) -> frozenset[str]:
    """Whom this open proceeding waits for: as its stage says, but a task that was reported back for the secretariat."""
    if run.procedure == "task" and answered(picture, run.key):
        return WEIGHS_FEEDBACK
    return stage_waits(run.procedure, run.stage)
