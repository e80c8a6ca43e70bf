"""How commands of the installation speak: one line in both languages, and a refusal that says what to do next."""

import sys


class NotDone(Exception):
    """A command cannot do its work; says in Chinese and English what is wrong and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def say(label: str, en: str) -> None:
    """Print one message in both languages, at once, also into a file or a pipe."""
    print(f"{label}  {en}", flush=True)


def warn(label: str, en: str) -> None:
    """Print a message that somebody must act on."""
    print(f"注意：{label}\nNote: {en}", file=sys.stderr, flush=True)
