"""Why a package is refused: a code for tests and machines, and the sentence for people in both languages."""


class PackageRefused(Exception):
    """A package cannot be made, read or taken in; `label` and `en` say why and what to do, `member` which file it is.

    Nothing was written when this is raised.
    """

    def __init__(self, code: str, label: str, en: str, *, member: str = "") -> None:
        super().__init__(en)
        self.code = code
        self.label = label
        self.en = en
        self.member = member


def no_package() -> PackageRefused:
    """The bytes are no package at all, or were cut off."""
    return PackageRefused(
        "no_package",
        "这个文件不是案件移送包，或者已被截断。没有收入任何内容。请让移送单位重新导出或者重新传送。",
        "This file is no package of a case, or it was cut off. Nothing was taken in. Ask the sender for it once more.",
    )


def changed(member: str) -> PackageRefused:
    """A file in the package is not as it was signed."""
    return PackageRefused(
        "changed",
        f"移送包中的「{member}」与移送时不一致，已被改动或者损坏。没有收入任何内容。请让移送单位重新传送。",
        f"“{member}” in the package is not as it was sent: it was changed or damaged. Nothing was taken in. Ask the "
        "sender for the package once more.",
        member=member,
    )


def missing(member: str) -> PackageRefused:
    """The manifest names a file that is not there."""
    return PackageRefused(
        "missing",
        f"移送包缺少清单所列的「{member}」。没有收入任何内容。",
        f"The package lacks “{member}”, which its manifest lists. Nothing was taken in.",
        member=member,
    )


def extra(member: str) -> PackageRefused:
    """A file is there that the manifest does not name."""
    return PackageRefused(
        "extra",
        f"移送包中有清单没有列出的文件「{member}」。没有收入任何内容。",
        f"The package holds “{member}”, which its manifest does not list. Nothing was taken in.",
        member=member,
    )


def unsafe(member: str) -> PackageRefused:
    """A file's name leads out of the package, or it is a link, or comes twice."""
    shown = member[:80]
    return PackageRefused(
        "unsafe",
        f"移送包中的文件名「{shown}」不安全（指向包外、为链接、重名或者格式不符）。没有收入任何内容。",
        f"The name “{shown}” in the package is not safe: it leads out of it, is a link, comes twice or has another "
        "form. Nothing was taken in.",
        member=shown,
    )


def newer(found: int, known: int) -> PackageRefused:
    """The package was made by a later version of the program."""
    return PackageRefused(
        "newer",
        f"移送包的格式为 {found}，本程序只能读取到格式 {known}。请先升级本平台，再收入这个包。",
        f"The package has format {found}; this program reads up to format {known}. Update this installation first.",
    )


def too_large(member: str) -> PackageRefused:
    """A file, or all of them, is larger than an installation takes."""
    return PackageRefused(
        "too_large",
        f"移送包中的「{member}」超过允许的大小。没有收入任何内容。",
        f"“{member}” in the package is larger than is allowed. Nothing was taken in.",
        member=member,
    )


def other_signature() -> PackageRefused:
    """The signature is not of this manifest."""
    return PackageRefused(
        "signature",
        "移送包的签名与清单（manifest.json）不符：清单被改动，或者不是所称的单位签发。没有收入任何内容。",
        "The signature is not of this package's manifest (manifest.json): it was changed, or somebody else made it. "
        "Nothing was taken in.",
        member="manifest.json",
    )


def not_for_us() -> PackageRefused:
    """The package is sealed for another installation."""
    return PackageRefused(
        "not_for_us",
        "移送包是为另一个平台加密的，本平台的密钥打不开。请核对接收单位，由移送单位重新导出。",
        "The package is sealed for another installation; the key here does not open it. Ask the sender to make it for "
        "this one.",
    )


def wrong_phrase() -> PackageRefused:
    """The one-time passphrase does not open it."""
    return PackageRefused(
        "wrong_phrase",
        "口令不正确，或者移送包已损坏。请核对移送单位另行告知的一次性口令。",
        "The passphrase is wrong, or the package is damaged. Check the one-time passphrase that the sender told you.",
    )


def phrase_needed() -> PackageRefused:
    """The package is protected by a passphrase and none was given."""
    return PackageRefused(
        "phrase_needed",
        "移送包用一次性口令加密。请填写移送单位另行告知的口令。",
        "The package is protected by a one-time passphrase. Give the one that the sender told you.",
    )
