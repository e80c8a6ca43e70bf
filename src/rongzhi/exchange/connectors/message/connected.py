"""By which ports this installation sends messages."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from rongzhi.directory.models import County
from rongzhi.exchange.connectors.message.demo import DeskPort, files_about, folder_ports
from rongzhi.exchange.connectors.message.mail import MailPort, MailServer
from rongzhi.exchange.connectors.message.port import Port, Ports
from rongzhi.exchange.connectors.message.program import ProgramPort

FOLDER = "outbox"


def message_ports(home: Path) -> Ports:
    """In a demo a folder of the installation stands for every way out; elsewhere the desk, and what settings name.

    A message that finds no port is marked so in the outbox, and staff tell the person in another way.
    """
    return folder_ports(home / FOLDER) if is_demo() else Ports(DeskPort(), *_set())


def _set() -> Iterator[Port]:
    """The ways out that the settings name: programs of the county, and a mail server."""
    for means, program in settings.RONGZHI_MESSAGE_PROGRAMS.items():
        yield ProgramPort(means, program)
    if settings.RONGZHI_MAIL_SERVER and "email" not in settings.RONGZHI_MESSAGE_PROGRAMS:
        yield MailPort(MailServer.read(settings.RONGZHI_MAIL_SERVER))


def is_demo() -> bool:
    """Whether every county of this installation is a demo."""
    return set(County.objects.values_list("demo", flat=True)) == {True}


def forget_messages(file: str, part: str) -> None:
    """Delete the message files of a case, after a person's part was erased: they hold that person's contact."""
    if part.startswith("person:"):
        for path in files_about(Path(settings.RONGZHI_HOME) / FOLDER, file):
            path.unlink(missing_ok=True)
