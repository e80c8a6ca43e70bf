"""`rongzhi procedures check` proves the rules of every shipped pack; `rongzhi procedures render` writes their pages."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.render import Names, draw, index, page
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.hidden_thresholds import not_provable, proved
from rongzhi.rulebook.pack import Pack, installed_pack, rules_for
from rongzhi.rulebook.proofs import faults_of
from rongzhi.rulebook.registry import national_rules
from rongzhi.rulebook.roles import CAPACITIES, Role
from rongzhi.rulebook.tables import ends, forms

SHIPPED = ("plain", "w_county")
PAGES = Path("docs/procedures")


def run(arguments: list[str]) -> int:
    """The command `procedures`; 0 when all is well, 1 when something has to be mended."""
    parser = argparse.ArgumentParser(
        prog="rongzhi procedures", description="检查程序、生成程序页面 / check and render the procedures"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="证明程序没有缺陷 / prove that the procedures have no fault")
    check.add_argument("--json", action="store_true", help="输出 JSON / print JSON")
    check.add_argument(
        "packs", nargs="*", metavar="PACK", help="规则包名称或文件夹 / names or folders of packs"
    )
    render = commands.add_parser("render", help="生成 docs/procedures / write docs/procedures")
    render.add_argument("--check", action="store_true", help="只比较，不写入 / only compare")
    render.add_argument(
        "--to", type=Path, default=PAGES, metavar="FOLDER", help="目标文件夹 / where to write"
    )
    given = parser.parse_args(arguments)
    if given.command == "check":
        return check_packs(given.packs or SHIPPED, as_json=given.json)
    return render_pages(given.to, only_compare=given.check)


def check_packs(names: Iterable[str], *, as_json: bool = False) -> int:
    """Check the adjusted procedures of these packs and print what is proved. Raises BrokenPack."""
    results = [(pack, rules, _faults(pack, rules)) for pack, rules in _packs(names)]
    if as_json:
        print(json.dumps([_as_data(*result) for result in results], ensure_ascii=False, indent=2))
    else:
        for result in results:
            _print(*result)
        _print_thresholds(results[-1][1])
    return 1 if any(faults for _, _, faults in results) else 0


def _packs(names: Iterable[str]) -> list[tuple[Pack, Rules]]:
    packs = [installed_pack(name) for name in names]
    return [(pack, rules_for(pack)) for pack in packs]


def _faults(pack: Pack, rules: Rules) -> list[Fault]:
    """The faults of the rules and of the twenty points."""
    found = faults_of(rules, pack.texts)
    found += [fault for _, faults in proved(rules) for fault in faults]
    return list(dict.fromkeys(found))


def _as_data(pack: Pack, rules: Rules, faults: list[Fault]) -> dict[str, object]:
    return {
        "pack": pack.name,
        "procedures": len(rules.procedures),
        "acts": len(rules.acts),
        "faults": [{"code": f.code, "where": f.where, "zh": f.zh, "en": f.en} for f in faults],
        "thresholds_proved": [e.number for e, against in proved(rules) if not against and not e.partly],
        "thresholds_proved_in_part": [e.number for e, against in proved(rules) if not against and e.partly],
        "thresholds_not_provable": {each.number: each.why_en for each in not_provable()},
    }


def _print(pack: Pack, rules: Rules, faults: list[Fault]) -> None:
    stages = sum(len(procedure.stages) for procedure in rules.procedures.values())
    print(
        f"规则包 pack {pack.name}：{len(rules.procedures)} 个程序 procedures，{stages} 个阶段 stages，{len(rules.acts)} 个事项 acts"
    )
    for fault in faults:
        print(f"  ✗ {fault.where} [{fault.code}]\n    {fault.zh}\n    {fault.en}")
    if not faults:
        print("  ✓ 没有缺陷 no fault")


def _print_thresholds(rules: Rules) -> None:
    print(
        "隐性门槛，声明可以证明没有的（◐ 部分） Hidden thresholds that the declarations rule out (◐ in part):"
    )
    for each, against in proved(rules):
        mark = "✗" if against else "◐" if each.partly else "✓"
        print(f"  {mark} {each.number:>2} {each.zh}：{each.why}\n       {each.en}: {each.why_en}")
    print("声明不能证明的 Not provable by declarations:")
    for each in not_provable():
        print(f"  – {each.number:>2} {each.zh}：{each.why}\n       {each.en}: {each.why_en}")


def names() -> Names:
    """The names of forms, roles and end codes, for pages and drawings."""
    roles = {str(role): (role.label, role.en) for role in Role}
    roles |= {word: (role.label, role.en) for word, role in CAPACITIES.items() if word not in roles}
    return Names(
        forms={code: (row.name_zh, row.name_en) for code, row in forms().items()},
        roles=roles,
        ends={code: (row.name_zh, row.name_en) for code, row in ends().items()},
    )


def pages() -> dict[str, str]:
    """Every file of docs/procedures by its name, as the declarations say now."""
    rules = national_rules()
    drawn = [key for key, procedure in rules.procedures.items() if procedure.stages]
    files = {"README.md": index(rules, drawn)}
    words = names()
    for key in rules.procedures:
        drawing = f"{key}.svg" if key in drawn else ""
        files[f"{key}.md"] = page(rules, key, names=words, drawing=drawing)
        if drawing:
            files[drawing] = draw(rules, key, language="both", styled=True)
    return files


def render_pages(folder: Path, *, only_compare: bool) -> int:
    """Write the pages, or tell which of them are not as the declarations say."""
    files = pages()
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.*")} if folder.is_dir() else {}
    changed = [name for name, text in files.items() if there.get(name) != text]
    foreign = [name for name in there if name not in files]
    if only_compare:
        for name in (*changed, *foreign):
            print(f"{folder / name}：与声明不一致 is not as declared", file=sys.stderr)
        if changed or foreign:
            print("请运行 Run: rongzhi procedures render", file=sys.stderr)
        return 1 if changed or foreign else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        (folder / name).write_text(files[name], "utf-8")
    for name in foreign:
        (folder / name).unlink()
    print(
        f"{folder}：写入 written {len(changed)}，不变 unchanged {len(files) - len(changed)}，删除 removed {len(foreign)}"
    )
    return 0
