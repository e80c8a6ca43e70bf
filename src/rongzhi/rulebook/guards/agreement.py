"""Conditions of the agreement: what was signed is what stands, by whom, and when it takes effect by kind of mediation."""

from rongzhi.core.certificates import NotCertified, signer_of
from rongzhi.core.procedure.definition import Confidence, Given, Source, guard
from rongzhi.rulebook.case import Case, answered_by_all, channel, party_key
from rongzhi.rulebook.guards.speaking import not_among
from rongzhi.rulebook.sources import ESIGN, HOUSE, PML_29, PML_30, SPM_20, SPM_24

EFFECT = Source(
    "《人民调解法》第二十九条；法释〔2016〕14号第二十四条", "其他种类按本县规则", Confidence.DESIGN
)


def _draft_seq(case: Case) -> int:
    draft = case.latest("agreement")
    return draft.seq if draft else 0


@guard(
    "text_unchanged",
    requires="签署的文本与当前文本一致",
    en="what you sign is the text as it stands now",
    source=ESIGN,
    on_data=True,
)
def text_unchanged(case: Case, given: Given) -> bool:
    draft = case.latest("agreement")
    return draft is not None and given.data.get("text_hash") == draft.code


@guard(
    "not_signed_yet", requires="您还没有签署这一文本", en="you have not signed this text yet", source=PML_29
)
def not_signed_yet(case: Case, given: Given) -> bool:
    mine = party_key(case, given.by)
    return all(e.seq < _draft_seq(case) for e in case.list("signature", "valid", party=mine))


@guard(
    "party_not_signed_yet",
    requires="该当事人还没有签署这一文本",
    en="that party has not signed this text yet",
    source=PML_29,
    on_data=True,
)
def party_not_signed_yet(case: Case, given: Given) -> bool:
    party = str(given.data.get("party"))
    return all(e.seq < _draft_seq(case) for e in case.list("signature", "valid", party=party))


@guard(
    "not_read_yet",
    requires="这一方还没有确认核对",
    en="this side has not confirmed the reading yet",
    source=PML_29,
)
def not_read_yet(case: Case, given: Given) -> bool:
    since = _draft_seq(case)
    return not_among(case, given, {e.party for e in case.list("reading") if e.seq >= since})


@guard("read_by_all", requires="各方均已核对文本", en="every side has read the text", source=PML_29)
def read_by_all(case: Case, given: Given) -> bool:
    return answered_by_all(case, "reading", status="done", since=_draft_seq(case))


@guard("signed_by_all", requires="各方均已签署", en="every side has signed", source=PML_29)
def signed_by_all(case: Case, given: Given) -> bool:
    return answered_by_all(case, "signature", status="valid", since=_draft_seq(case))


@guard(
    "seal_has_witness",
    requires="使用公章的须有扫描件和见证人",
    en="an official seal needs its scan and a witness",
    source=PML_29,
    on_data=True,
    demands=("F29",),
)
def seal_has_witness(case: Case, given: Given) -> bool:
    if given.data.get("signature_kind") != "official_seal":
        return True
    return bool(given.data.get("witness")) and bool(given.data.get("scan"))


@guard(
    "code_is_signature",
    requires="本县规则包已确认验证码可以作为电子签名",
    en="the county's pack confirms that a code counts as an electronic signature",
    source=ESIGN,
    on_data=True,
)
def code_counts_here(case: Case, given: Given) -> bool:
    return given.data.get("signature_kind") != "code" or bool(
        given.tables.get("settings", {}).get("code_signature")
    )


@guard(
    "certificate_stands",
    requires="数字证书由本县信任的机构签发、在有效期内，并且签的正是这一文本",
    en="the certificate is issued by somebody the county trusts, is valid, and signs this very text",
    source=ESIGN,
    on_data=True,
    demands=("F29",),
)
def certificate_stands(case: Case, given: Given) -> bool:
    if given.data.get("signature_kind") != "certificate":
        return True
    anchors = [str(row["pem"]) for row in given.tables.get("anchors", {}).values()]
    try:
        signer_of(
            str(given.data.get("text_hash")),
            signature=str(given.data.get("signature_value") or ""),
            certificate=str(given.data.get("certificate") or ""),
            anchors=anchors,
            at=given.at,
        )
    except NotCertified:
        return False
    return True


@guard("mediator_not_signed", requires="调解员尚未签名", en="the neutral has not signed yet", source=PML_29)
def mediator_not_signed(case: Case, given: Given) -> bool:
    return all(e.seq < _draft_seq(case) for e in case.list("mediator_signature"))


@guard("not_sealed", requires="组织尚未盖章", en="the organisation has not sealed yet", source=PML_29)
def not_sealed(case: Case, given: Given) -> bool:
    return all(e.seq < _draft_seq(case) for e in case.list("seal"))


@guard(
    "effect_complete",
    requires="生效条件齐备：人民调解须当事人、调解员签名并加盖调解委员会印章；特邀调解自各方签名、盖章或按指印时生效",
    en="all that effect needs: in people's mediation the parties' and the mediator's signatures and the committee's seal; in specially invited mediation the parties' signatures, seals or fingerprints",
    source=EFFECT,
)
def effect_complete(case: Case, given: Given) -> bool:
    if not signed_by_all(case, given):
        return False
    if case.header.get("mediation_kind") == "court":
        return True
    return not mediator_not_signed(case, given) and not not_sealed(case, given)


@guard(
    "may_be_confirmed",
    requires="立案后委托的调解由法院出具调解书，不另行司法确认",
    en="after filing the court makes its own mediation document: no confirmation",
    source=SPM_20,
)
def confirmation_open(case: Case, given: Given) -> bool:
    return channel(case) != "entrusted"


@guard("pays_in_money", requires="协议约定有付款期次", en="the agreement has dated payments", source=HOUSE)
def has_instalments(case: Case, given: Given) -> bool:
    return bool(case.list("instalment", "planned", "open"))


@guard("no_payments", requires="协议没有付款期次", en="the agreement has no dated payments", source=HOUSE)
def no_instalments(case: Case, given: Given) -> bool:
    return not has_instalments(case, given)


@guard(
    "oral_performed",
    requires="口头协议已经履行",
    en="the oral agreement was performed",
    source=PML_30,
    on_data=True,
    demands=("F30",),
)
def oral_and_performed(case: Case, given: Given) -> bool:
    return bool(given.data.get("performed_at_once"))


@guard("court_invited", requires="特邀调解", en="specially invited mediation", source=SPM_24)
def court_invited(case: Case, given: Given) -> bool:
    return case.header.get("mediation_kind") == "court"
