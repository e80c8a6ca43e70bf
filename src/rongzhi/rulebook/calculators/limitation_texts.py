"""What people read about periods that mediation does not stop, in Chinese and English."""

GUARANTEE_UNKNOWN = (
    "调解不中断、不中止、不延长保证期间。",
    " Mediation does not interrupt, suspend or extend the guarantee period.",
)

WARNINGS = {
    "limitation_longstop": (
        "自权利受到损害之日起最长保护到{day}；调解不使其中断，仅法院可以根据申请决定延长。",
        "The right is protected until {day} at the longest; mediation does not interrupt this, only a court may extend it.",
    ),
    "guarantee_period_default": (
        "保证期间到{day}届满；调解不中断、不中止、不延长保证期间。一般保证须在此前对债务人起诉或者申请仲裁，连带责任保证须在此前请求保证人承担责任，否则保证人不再承担责任。",
        "The guarantee period ends on {day}; mediation does not interrupt, suspend or extend it. Under a general guarantee "
        "the debtor must be sued or taken to arbitration by then, under a joint one the guarantor must be asked to pay by then; otherwise the guarantee is lost.",
    ),
    "avoidance_general": (
        "撤销权到{day}消灭；该期间固定不变，调解不使其中断。",
        "The right of avoidance ends on {day}; this period is fixed and mediation does not interrupt it.",
    ),
    "avoidance_mistake": (
        "因重大误解产生的撤销权到{day}消灭；该期间固定不变，调解不使其中断。",
        "The right of avoidance for mistake ends on {day}; this period is fixed and mediation does not interrupt it.",
    ),
    "avoidance_longstop": (
        "自民事法律行为发生之日起，撤销权最迟到{day}消灭；调解不使其中断。",
        "The right of avoidance ends on {day} at the latest; mediation does not interrupt it.",
    ),
    "court_preservation_sue": (
        "诉前保全后须在{day}前（含当日）起诉或者申请仲裁，否则解除保全；调解不停止该期限。",
        "After pre-suit preservation a suit or arbitration must be filed by {day}, or it is lifted; mediation does not stop this period.",
    ),
}
