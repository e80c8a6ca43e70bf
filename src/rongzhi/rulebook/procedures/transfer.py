"""Transfer: a case that another installation kept is taken over here with its history, from a proved package."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetCase, SetEntries
from rongzhi.core.procedure.fields import Choice, Field, Number, Option, Text
from rongzhi.rulebook.answers import DC2, DC3, LONG
from rongzhi.rulebook.guards.transfer import begun_from_package
from rongzhi.rulebook.sources import COUNTY, PIPL

# The history of the case stands before this act, as it came. None of the answers is asked of anybody: all are read
# from the proved package; the act is recorded under the name of the officer who took it in.
TAKE_IN = Act(
    key="transfer.take_in",
    label="收入移送的案件",
    en="Take in a case that was handed over",
    who=("system",),
    data=(
        Field(
            "origin_number",
            Text(max=40),
            DC2,
            label="原案号",
            en="Number it had there",
            required=True,
            form="F09",
        ),
        Field(
            "origin_body",
            Text(max=200),
            DC2,
            label="移送单位",
            en="Body that handed it over",
            required=True,
            form="F09",
        ),
        Field(
            "origin_head",
            Text(max=64),
            DC2,
            label="原记录的末位哈希值",
            en="Last hash of the record there",
            required=True,
            form="F09",
        ),
        Field(
            "origin_events",
            Number(),
            DC2,
            label="原记录的事项数",
            en="Events of the record there",
            required=True,
            form="F09",
        ),
        Field(
            "package",
            Text(max=64),
            DC2,
            label="移送包的摘要",
            en="Digest of the package",
            required=True,
            form="F09",
        ),
        Field(
            "sender",
            Text(max=40),
            DC2,
            label="移送平台的密钥指纹",
            en="Fingerprint of the sender's keys",
            required=True,
            form="F09",
        ),
        Field(
            "basis_kind",
            Choice(
                (
                    Option("consent", "当事人同意", "consent of the parties"),
                    Option("duty", "法定职责", "legal duty"),
                    Option("procedure", "依程序", "by the procedure itself"),
                )
            ),
            DC2,
            label="移送依据",
            en="Basis of the hand-over",
            form="F09",
        ),
        Field("basis", Text(max=400), DC3, label="依据的内容", en="The basis in words", form="F09"),
        Field("purpose", Text(max=400), DC3, label="移送目的", en="Purpose", form="F09"),
        Field("left_out", LONG, DC3, label="没有随包移送的内容", en="What did not travel", form="F09"),
    ),
    needs=(begun_from_package,),
    does=(
        SetCase("origin_number", Of("origin_number")),
        SetCase("origin_body", Of("origin_body")),
        SetEntries("origin", "replaced", match="all", was=("arriving",)),
        NewEntry(
            "origin",
            "taken",
            code=Of("package"),
            on=From.TODAY,
            facts=("sender", "origin_number", "origin_head"),
        ),
    ),
    automatic=True,
    source=PIPL,
)

TRANSFER = Procedure(
    key="transfer",
    label="接收移送案件",
    en="taking over of a case",
    acts=(TAKE_IN,),
    source=COUNTY,
    standing=True,
)
