"""Proves that nothing is demanded of people that the published forms and fields do not name (no hidden thresholds)."""

from collections.abc import Iterator

from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.check.references import guards_of
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.rules import Rules


def check_demands(rules: Rules, published: Published) -> Iterator[Fault]:
    """Faults of demands.

    What somebody from outside must give stands in a published form: the field names it, or the act takes or issues
    it. A field of an officer's act demands nothing of people; its label is published with the procedure's page.
    What a condition demands is a published form or a field of the act. A filing is blocked by the founding fields only.
    """
    for procedure in rules.procedures.values():
        for act in procedure.acts:
            yield from _fields(act, published)
            yield from _conditions(act, published)
            if act.founds and procedure.kind == "case":
                yield from _founding(act, published)


def _fields(act: Act, published: Published) -> Iterator[Fault]:
    if not published.outside & set(act.who):
        return
    papers = {form for form in (*act.takes, *act.issues) if form in published.forms}
    for field in act.data:
        if field.required and not field.form and not papers and field.key not in published.own_words:
            yield Fault(
                "hidden_demand",
                f"{act.key}/{field.key}",
                f"必填项「{field.label}」没有写明出自哪一份公布的文书，属于隐性门槛。",
                f"“{field.en}” is demanded, but no published form names it: a hidden threshold.",
            )


def _conditions(act: Act, published: Published) -> Iterator[Fault]:
    for guard in guards_of(act):
        for demanded in guard.demands:
            if demanded not in published.forms and act.field(demanded) is None:
                yield Fault(
                    "hidden_demand",
                    f"{act.key}/{guard.key}",
                    f"条件要求「{demanded}」，公布的文书和本事项的填写项中都没有。",
                    f"The condition demands {demanded!r}, which is neither a published form nor a field of the act.",
                )


def _founding(act: Act, published: Published) -> Iterator[Fault]:
    for field in act.data:
        if field.required and field.key not in published.founding:
            yield Fault(
                "blocks_filing",
                f"{act.key}/{field.key}",
                f"提交申请时只能要求四项内容和个人信息告知，「{field.label}」不能必填。",
                f"Only the four inputs and the privacy notice may block a filing; “{field.en}” may not be required.",
            )
