"""The county's rule pack: what is in force, a changed one checked and previewed with its effects, and then adopted."""

import base64
from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.accounts.people import today_of
from rongzhi.casework.adopted_packs import Candidate, InForce, adopt, in_force, weighed
from rongzhi.core.procedure.adjust import Demand, LeaveOut, Narrow, SwitchOn
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.pack import PACK_FILE, PARAMETER_FILE
from rongzhi.rulebook.pack_folder import NoPackFiles, packed, unpacked
from rongzhi.web.desks.plans import from_plan, to_plan
from rongzhi.web.moment import now
from rongzhi.web.pages import page
from rongzhi.web.speech import say, words
from rongzhi.web.views.desks import desk_of

MOST_ZIP = 1_000_000
MOST_TEXT = 100_000
EDITED = (("pack", PACK_FILE), ("parameters", PARAMETER_FILE))
BOM = b"\xef\xbb\xbf"
KINDS = {
    "value": ("数值", "value"),
    "act": ("办理事项", "act"),
    "demand": ("要求的材料", "document demanded"),
    "procedure": ("程序", "procedure"),
    "setting": ("设置", "setting"),
    "codes": ("选用的代码", "codes chosen"),
    "text": ("通知文字", "message text"),
}
ADJUSTED = {
    SwitchOn: ("启用程序", "procedure switched on"),
    LeaveOut: ("不提供", "left out"),
    Narrow: ("减少办理人", "fewer may do it"),
    Demand: ("增加材料", "one more document"),
}


@desk_of("desk_administrator")
def packs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is in force; a POST previews a changed pack, or adopts the one that was previewed."""
    held = in_force(actor.county)
    if request.method != "POST":
        return _shown(request, held)
    if "plan" in request.POST:
        return _adopt(request, actor, held)
    try:
        files = _given(request, held)
    except NoPackFiles as fault:
        return _shown(request, held, problem=say(fault.label, fault.en), status=422)
    return _preview(request, actor, held, files, "")


def _given(request: HttpRequest, held: InForce) -> dict[str, bytes]:
    """The files of the uploaded zip, or those in force with the edited texts in their place. Raises NoPackFiles."""
    given = request.FILES.get("file")
    if given is not None:
        if (given.size or 0) > MOST_ZIP:
            raise NoPackFiles("zip 文件过大（超过 1 MB）。", "The zip file is larger than 1 MB.")
        return unpacked(given.read())
    files = dict(held.files)
    for name, file in EDITED:
        text = request.POST.get(name, "").replace("\r\n", "\n").replace("\x00", "")
        if len(text) > MOST_TEXT:
            raise NoPackFiles(f"{file} 过长。", f"{file} is too long.")
        was = _text(files.get(file, b""))
        if text.strip("\n") == was.strip("\n"):
            continue  # untouched: the same bytes as before
        files[file] = f"{text.rstrip()}\n".encode()
        if not text.strip():
            del files[file]
    if files == dict(held.files):
        raise NoPackFiles(
            "与现行规则包没有区别。请先修改，或者选择 zip 文件。",
            "This is the pack in force. Change it first, or choose a zip file.",
        )
    return files


def _preview(
    request: HttpRequest, actor: Actor, held: InForce, files: dict[str, bytes], basis: str, problem: str = ""
) -> HttpResponse:
    found = weighed(actor.county, files, today=today_of(now()))
    plan = ""
    if not found.faults:
        plan = to_plan(actor, "pack", (held.digest, base64.b64encode(packed(files)).decode()))
    status = 422 if found.faults or problem else 200
    return _shown(
        request, held, files=files, found=found, plan=plan, basis=basis, problem=problem, status=status
    )


def _adopt(request: HttpRequest, actor: Actor, held: InForce) -> HttpResponse:
    plan = from_plan(actor, "pack", request.POST["plan"])
    if plan is None or plan[0] != held.digest:
        text = say(
            "预览已过期，或者现行规则包已经变了；没有改动。请重新预览。",
            "The preview is too old, or the pack in force has changed; nothing was changed. Preview it again.",
        )
        return _shown(request, held, problem=text, status=409)
    files = unpacked(base64.b64decode(plan[1]))
    basis = request.POST.get("basis", "").replace("\x00", "").strip()[:500]
    if not basis:
        text = say(
            "请写明依据（哪一项决定或者法律条款），没有采用。",
            "Name the decision or law; nothing was adopted.",
        )
        return _preview(request, actor, held, files, basis, text)
    candidate = weighed(actor.county, files, today=today_of(now()))
    if candidate.faults:
        return _preview(request, actor, held, files, basis)
    answer, pack = adopt(actor.county, candidate, basis=basis, by=actor, now=now())
    if isinstance(answer, Refusal):
        text = say("没有改动：", "Nothing was changed: ") + say("；", "; ").join(map(words, answer.reasons))
        return _shown(request, held, problem=text, status=422)
    notes.success(request, say(f"已采用规则包 {pack.name}。", f"The pack {pack.name} is in force now."))
    return HttpResponseRedirect(reverse("packs"))


def _shown(
    request: HttpRequest,
    held: InForce,
    *,
    status: int = 200,
    files: dict[str, bytes] | None = None,
    found: Candidate | None = None,
    **context: Any,
) -> HttpResponse:
    shown = files or dict(held.files)
    texts = [(name, file, _text(shown.get(file, b""))) for name, file in EDITED]
    return page(
        request,
        "packs.html",
        status=status,
        held=held,
        short=held.digest[:12],
        adjusted=[(words_of(one), one) for one in held.pack.adjustments],
        own=_own_values(held),
        texts=texts,
        found=found,
        differences=[(say(*KINDS[one.kind]), one) for one in found.differences] if found else [],
        **context,
    )


def words_of(adjustment: object) -> tuple[str, str]:
    """The kind of an adjustment and what it is about."""
    about = getattr(adjustment, "act", "") or getattr(adjustment, "procedure", "")
    return say(*ADJUSTED[type(adjustment)]), about


def _own_values(held: InForce) -> list[dict[str, Any]]:
    """The values that the pack sets, each with its basis and how sure it is."""
    return [
        {"parameter": parameter, "value": value}
        for parameter in held.rules.parameters.values()
        for value in parameter.values
        if value.layer != "national"
    ]


def _text(content: bytes) -> str:
    return content.removeprefix(BOM).decode("utf-8", "replace")
