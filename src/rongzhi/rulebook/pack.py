"""Reads a county pack, the folder that makes an installation this county's, and makes the rules in force from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rongzhi.core.parameters import BasisMissing, Change, NoValue, Parameters, UnknownParameter, overlay
from rongzhi.core.procedure.adjust import Adjustment, adjust
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.pack_adjustments import read_adjustments, read_changes
from rongzhi.rulebook.pack_files import BrokenPack, PackFault, TomlFile, read_toml
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.registry import national_procedures, national_rules, published_tables
from rongzhi.rulebook.tables import bodies as body_kinds

HOUSE_PACK = "plain"  # its message texts hold wherever a county has none of its own
PACK_FILE = "pack.toml"
PARAMETER_FILE = "parameters.toml"
BODY_FILE = "bodies.toml"
CHOSEN = ("channels", "reasons", "competence", "risk")
WANTED: Mapping[type, tuple[str, str]] = {
    bool: ("value 须为 true 或 false。", "value must be true or false."),
    int: ("value 须为整数（元）。", "value must be a whole number (yuan)."),
}
SETTINGS: Mapping[str, type] = MappingProxyType({"code_signature": bool, "consult_amount": int})
PLACEHOLDERS = frozenset({"case", "county"})
IDENTITY = frozenset({"code", "county", "county_en", "version", "demo"})
PARTS = frozenset({"pack", "settings", "choose", "leave_out", "narrow", "demand", "switch_on"})


@dataclass(frozen=True, slots=True)
class Setting:
    """A switch of the county with the rule or decision it rests on."""

    value: Any
    basis: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; `{case}` and `{county}` are filled in when it is sent."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PackBody:
    """A body of the county: its own code, its kind (a code of bodies.csv) and its names."""

    code: str
    kind: str
    name: str
    en: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Pack:
    """What a county adds to the national rules: settings, adjustments, values, chosen codes, bodies and texts."""

    code: str
    county: str
    county_en: str
    version: str
    demo: bool = False
    settings: Mapping[str, Setting] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    changes: tuple[Change, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bodies: tuple[PackBody, ...] = ()
    texts: Mapping[str, Words] = field(default_factory=dict)
    places: Mapping[int, tuple[str, int]] = field(
        default_factory=dict
    )  # id of an adjustment or change -> file, line

    @property
    def name(self) -> str:
        """What a proceeding stores as the pack it was decided by."""
        return f"{self.code}@{self.version}"


def shipped_pack(name: str) -> Path:
    """The folder of a pack that comes with the project: w_county (demo) or plain."""
    return Path(str(resources.files("rongzhi"))) / "packs" / name


def installed_pack(name: str) -> Pack:
    """The pack of that name as it comes with the project, or the one in the folder of that path. Raises BrokenPack."""
    folder = shipped_pack(name)
    return read_pack(folder if folder.is_dir() else Path(name))


def read_pack(folder: Path) -> Pack:
    """The pack in that folder. Raises BrokenPack with every fault, each with its file and line."""
    faults: list[PackFault] = []
    main = read_toml(folder, PACK_FILE, faults)
    if main is None:
        raise BrokenPack(folder.name, faults)
    places: dict[int, tuple[str, int]] = {}
    identity = _identity(main)
    settings, chosen = _settings(main), _chosen(main)
    adjustments = read_adjustments(main, places)
    main.known(main.tables, PARTS, 0)
    changes: tuple[Change, ...] = ()
    if (folder / PARAMETER_FILE).exists():
        file = read_toml(folder, PARAMETER_FILE, faults)
        changes = read_changes(file, national(), places) if file else ()
    pack_bodies: tuple[PackBody, ...] = ()
    if (folder / BODY_FILE).exists():
        file = read_toml(folder, BODY_FILE, faults)
        pack_bodies = _bodies(file) if file else ()
    texts = _texts(shipped_pack(HOUSE_PACK), faults) | _texts(folder, faults)
    if faults:
        raise BrokenPack(folder.name, faults)
    return Pack(
        **identity,
        settings=settings,
        adjustments=adjustments,
        changes=changes,
        chosen=chosen,
        bodies=pack_bodies,
        texts=texts,
        places=places,
    )


def rules_for(pack: Pack) -> Rules:
    """The rules in force in the pack's county. Raises BrokenPack for an adjustment or value that is not allowed."""
    faults: list[PackFault] = []
    declared = {procedure.key: procedure for procedure in national_procedures()}
    parameters = _overlaid(pack, faults)
    for adjustment in pack.adjustments:
        declared, found = adjust(declared, [adjustment])
        file, line = pack.places.get(id(adjustment), (PACK_FILE, 1))
        faults += [
            PackFault(file, line, f"{fault.where}：{fault.zh}", f"{fault.where}: {fault.en}")
            for fault in found
        ]
    if faults:
        raise BrokenPack(pack.name, faults)
    return national_rules(
        pack.code,
        pack.name,
        procedures=declared.values(),
        parameters=parameters,
        tables={
            **{name: _only(published_tables()[name], codes) for name, codes in pack.chosen.items()},
            "settings": {name: setting.value for name, setting in pack.settings.items()},
        },
    )


def _overlaid(pack: Pack, faults: list[PackFault]) -> Parameters:
    parameters = national()
    for change in pack.changes:
        try:
            parameters = overlay(parameters, [change], layer=pack.name)
        except (UnknownParameter, BasisMissing, NoValue, ValueError) as wrong:
            file, line = pack.places.get(id(change), (PARAMETER_FILE, 1))
            faults.append(
                PackFault(file, line, f"这个值不能使用（{wrong}）。", f"the value cannot be used: {wrong}")
            )
    return parameters


def _only(table: Mapping[str, Any], codes: tuple[str, ...]) -> Mapping[str, Any]:
    """The rows chosen, in the order of the county: of the lines of competence the first that fits leads."""
    return {code: table[code] for code in codes if code in table}


def _identity(file: TomlFile) -> dict[str, Any]:
    table, head = file.tables.get("pack"), file.head("pack")
    if not isinstance(table, dict):
        file.fault(
            head,
            "缺少 [pack] 一节：县名、代码和版本。",
            "the part [pack] with county, code and version is missing.",
        )
        return {"code": "", "county": "", "county_en": "", "version": ""}
    file.known(table, IDENTITY, head)
    found: dict[str, Any] = {
        name: file.words(table, name, head) for name in ("code", "county", "county_en", "version")
    }
    if found["code"] and not (
        found["code"].isascii() and found["code"].isalnum() and len(found["code"]) <= 12
    ):
        file.fault(
            file.at("code", head),
            "县代码须为 12 个以内的字母或者数字。",
            "the county's code must be at most 12 letters or digits.",
        )
    return {**found, "demo": file.truth(table, "demo", head)}


def _settings(file: TomlFile) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    tables = file.tables.get("settings", {})
    for name, row in tables.items() if isinstance(tables, dict) else ():
        head = file.head(f"settings.{name}" if isinstance(row, dict) else name)
        if name not in SETTINGS:
            known = ", ".join(SETTINGS)
            file.fault(
                head,
                f"没有“{name}”这一设置；可以设置：{known}。",
                f"there is no setting {name!r}; known: {known}.",
            )
            continue
        if not isinstance(row, dict):
            file.fault(
                head,
                f"请写成 [settings.{name}]，下面写 value 和 basis。",
                f"write [settings.{name}] with value and basis below.",
            )
            continue
        file.known(row, frozenset({"value", "basis"}), head)
        if type(row.get("value")) is not SETTINGS[name]:
            file.fault(file.at("value", head), *WANTED[SETTINGS[name]])
        found[name] = Setting(row.get("value"), file.words(row, "basis", head))
    return found


def _chosen(file: TomlFile) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row, head in file.records("choose"):
        file.known(row, frozenset({"table", "codes", "basis"}), head)
        table, codes = file.words(row, "table", head), file.items(row, "codes", head)
        file.words(row, "basis", head)
        if table not in CHOSEN:
            known = ", ".join(CHOSEN)
            file.fault(
                file.at("table", head),
                f"只能从这些目录中选用：{known}。",
                f"codes can be chosen of these tables only: {known}.",
            )
            continue
        for code in codes:
            if code not in published_tables()[table]:
                file.fault(
                    file.at("codes", head),
                    f"公布的目录中没有“{code}”。",
                    f"the published table has no {code!r}.",
                )
        found[table] = codes
    return found


def _bodies(file: TomlFile) -> tuple[PackBody, ...]:
    found: dict[str, PackBody] = {}
    for row, head in file.records("bodies"):
        file.known(row, frozenset({"code", "kind", "name", "en", "phone", "address"}), head)
        code, kind, name, en = (file.words(row, each, head) for each in ("code", "kind", "name", "en"))
        phone, address = (file.words(row, each, head, optional=True) for each in ("phone", "address"))
        body = PackBody(code, kind, name, en, phone, address)
        if body.kind and body.kind not in body_kinds():
            file.fault(
                file.at("kind", head),
                f"bodies.csv 中没有“{body.kind}”。",
                f"bodies.csv has no kind {body.kind!r}.",
            )
        if body.code in found:
            file.fault(file.at("code", head), f"“{body.code}”重复。", f"{body.code!r} is given twice.")
        found[body.code] = body
    return tuple(found.values())


def _texts(folder: Path, faults: list[PackFault]) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for path in sorted((folder / "texts").glob("*.toml")):
        file = read_toml(folder, f"texts/{path.name}", faults)
        for key, row in file.tables.items() if file else ():
            assert file is not None
            head = file.head(key)
            if not isinstance(row, dict):
                file.fault(head, f"请写成 [{key}]，下面写 zh 和 en。", f"write [{key}] with zh and en below.")
                continue
            file.known(row, frozenset({"zh", "en"}), head)
            if key in found:
                file.fault(head, f"“{key}”在另一个文件中已有。", f"{key!r} stands in another file too.")
            found[key] = Words(_text(file, row, "zh", head), _text(file, row, "en", head))
    return found


def _text(file: TomlFile, row: Mapping[str, Any], name: str, head: int) -> str:
    text = file.words(row, name, head)
    for piece in text.split("{")[1:]:
        placeholder = piece.partition("}")[0]
        if placeholder not in PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS))
            file.fault(
                file.at(name, head),
                f"没有“{{{placeholder[:20]}}}”可以代入；可以用：{known}。",
                f"there is nothing to put in for {{{placeholder[:20]}}}; use {known}.",
            )
    return text
