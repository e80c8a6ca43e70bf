"""Why a file was not received: a sentence in both languages that says what to do."""


class NotReceived(Exception):
    """A file that cannot be taken; `label` and `en` say why and what to do. Nothing of it was kept."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


class NotThere(Exception):
    """The bytes of a file are not where they should be: erased, missing, or changed."""
