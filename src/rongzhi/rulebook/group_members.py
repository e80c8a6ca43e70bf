"""What a group's own file says of its members: case numbers and how they stand, never a person; done by the system.

Each of these acts follows, in the same transaction, from what a person or the organisation did on the member's own
case (rulebook/echoes.py): no answer can stand in one of the two files without the other.
"""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, SetEntries
from rongzhi.core.procedure.fields import EntryRef, Field, Text
from rongzhi.rulebook.answers import DC2
from rongzhi.rulebook.guards.group import formula_set, room_for_representative
from rongzhi.rulebook.sources import HOUSE, MASS_DISPUTES

STANDING = (
    "consent",
    "typical_choice",
    "court_choice",
    "demonstration",
    "trial",
    "held",
    "carry_over",
)
EVER = ("detected", *STANDING)
CASE = Field("case", Text(max=40), DC2, label="成员案件编号", en="Number of the member's case", required=True)
MEMBER = Field("member", EntryRef("member"), DC2, label="成员", en="Member", required=True)
SYSTEM = ("system",)

INVITE_MEMBER = Act(
    key="group.invite_member",
    label="成员已邀请",
    en="Member invited",
    from_=STANDING,
    who=SYSTEM,
    data=(CASE,),
    does=(NewEntry("member", "invited", code=Of("case"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

INVITE_AGAIN = Act(
    key="group.invite_member_again",
    label="成员再次受邀",
    en="Member invited again",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(
        SetEntries(
            "member",
            "invited",
            match=Of("member"),
            was=("uninvited", "refused", "left", "put_out", "ended"),
            on=From.TODAY,
        ),
    ),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

UNINVITE_MEMBER = Act(
    key="group.uninvite_member",
    label="邀请已撤回",
    en="Invitation withdrawn",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "uninvited", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_JOINS = Act(
    key="group.member_joins",
    label="成员加入",
    en="Member joins",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "member", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

MEMBER_REFUSES = Act(
    key="group.member_refuses",
    label="成员不参加",
    en="Member stays out",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "refused", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

MEMBER_LEAVES = Act(
    key="group.member_leaves",
    label="成员退出",
    en="Member leaves",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "left", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

MEMBER_RELEASED = Act(
    key="group.member_released",
    label="成员移出",
    en="Member put out",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "put_out", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_BACK = Act(
    key="group.member_put_back",
    label="成员恢复",
    en="Member put back",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "member", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_PROPOSED = Act(
    key="group.propose",
    label="成员收到本人的方案",
    en="Member has their own sheet",
    from_=("carry_over",),
    who=SYSTEM,
    data=(MEMBER,),
    needs=(formula_set,),
    does=(SetEntries("member", "proposed", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

PROPOSAL_WITHDRAWN = Act(
    key="group.withdraw_proposal",
    label="成员的方案已撤回",
    en="Member's sheet withdrawn",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "member", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_ACCEPTS = Act(
    key="group.member_accepts",
    label="成员接受方案",
    en="Member accepts",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "accepted", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

MEMBER_DECLINES = Act(
    key="group.member_declines",
    label="成员不接受方案",
    en="Member declines",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "declined", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

ANSWER_TAKEN_BACK = Act(
    key="group.answer_taken_back",
    label="成员收回答复",
    en="Member takes the answer back",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(SetEntries("member", "proposed", match=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_ENDS = Act(
    key="group.member_ends",
    label="成员案件结束",
    en="Member's case ends",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    does=(
        SetEntries(
            "member",
            "ended",
            match=Of("member"),
            was=("invited", "member", "proposed", "declined"),
            on=From.TODAY,
        ),
    ),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

NAME_REPRESENTATIVE = Act(
    key="group.name_representative",
    label="成员同意担任代表人",
    en="Member agrees to represent the group",
    from_=STANDING,
    who=SYSTEM,
    data=(MEMBER,),
    needs=(room_for_representative,),
    does=(NewEntry("representative", "open", code=Of("member"), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

END_REPRESENTATIVE = Act(
    key="group.end_representative",
    label="成员不再担任代表人",
    en="Member no longer represents the group",
    from_=STANDING,
    who=SYSTEM,
    data=(
        Field(
            "representative",
            EntryRef("representative"),
            DC2,
            label="代表人",
            en="Representative",
            required=True,
        ),
    ),
    does=(SetEntries("representative", "ended", match=Of("representative"), was=("open",), on=From.TODAY),),
    concurrent=True,
    echo=True,
    source=HOUSE,
)

MEMBER_ACTS = (
    INVITE_MEMBER,
    INVITE_AGAIN,
    UNINVITE_MEMBER,
    MEMBER_JOINS,
    MEMBER_REFUSES,
    MEMBER_LEAVES,
    MEMBER_RELEASED,
    MEMBER_BACK,
    NAME_REPRESENTATIVE,
    END_REPRESENTATIVE,
    MEMBER_PROPOSED,
    PROPOSAL_WITHDRAWN,
    MEMBER_ACCEPTS,
    MEMBER_DECLINES,
    ANSWER_TAKEN_BACK,
    MEMBER_ENDS,
)
