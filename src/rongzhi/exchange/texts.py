"""The words of messages: the county pack's text, with case and county filled in and nothing else of the case."""

from functools import cache

from rongzhi.casework.rules import folder_for
from rongzhi.directory.models import County
from rongzhi.rulebook.pack import Words, installed_pack

# Where a county's pack has no text of its own for a message.
PLAIN = Words(
    "您与案件 {case} 有关的办理情况有更新，请凭案件编号和查询码登录查看，或者联系{county}金融纠纷调解组织。",
    "There is news in case {case}. Sign in with case number and access code, or ask the mediation organisation "
    "of {county}.",
)
CODE = Words("查询码：{code}。请勿告诉他人。", "Access code: {code}. Do not give it to anybody else.")
SUBJECT = Words("案件 {case} 通知", "Notice in case {case}")
CARRIES_CODE = frozenset({"invitation"})


@cache
def _pack_texts(pack: str, version: str) -> dict[str, Words]:
    return dict(installed_pack(pack).texts)


def words_of(county: County, text: str) -> Words:
    """The county's text of that name, else the plain one. Raises BrokenPack."""
    return _pack_texts(folder_for(county.pack), county.pack_version).get(text, PLAIN)


def written(county: County, text: str, *, file: str, code: str = "", short: bool = False) -> str:
    """The message as it is sent: Chinese, and English below unless it has to be short. An invitation alone
    carries an access code.
    """
    words = words_of(county, text)
    lines = [
        (
            words.zh.format(case=file, county=county.name_zh),
            words.en.format(case=file, county=county.name_en),
        ),
    ]
    if code and text in CARRIES_CODE:
        lines.append((CODE.zh.format(code=code), CODE.en.format(code=code)))
    chinese, english = ("\n".join(part) for part in zip(*lines, strict=True))
    return chinese if short else f"{chinese}\n\n{english}"


def subject(file: str) -> str:
    return f"{SUBJECT.zh.format(case=file)} / {SUBJECT.en.format(case=file)}"
