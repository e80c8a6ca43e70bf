"""What the roster says of neutrals and bodies, in words: background, specialisms, kind of body."""

from rongzhi.rulebook.procedures.roster import BACKGROUND
from rongzhi.rulebook.tables import bodies, taxonomy
from rongzhi.web.speech import say, words

BACKGROUNDS = {option.code: option for option in BACKGROUND.options}


def background_words(code: str) -> str:
    """Where somebody comes from; what is no code is shown as it stands."""
    return words(BACKGROUNDS.get(code, code))


def specialism_words(codes: str) -> str:
    """The classes of dispute that somebody knows best, from their codes with commas between."""
    known = taxonomy()
    named = (code.strip() for code in codes.replace("，", ",").split(","))
    return say("、", ", ").join(words(known.get(code, code)) for code in named if code)


def body_kind_words(code: str) -> str:
    """What kind of body it is."""
    return words(bodies().get(code, code))
