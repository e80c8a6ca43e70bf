"""By which ports this installation sends messages."""

from pathlib import Path

from django.conf import settings

from rongzhi.directory.models import County
from rongzhi.exchange.connectors.message.demo import DeskPort, folder_ports
from rongzhi.exchange.connectors.message.port import Ports

FOLDER = "messages"


def message_ports() -> Ports:
    """In a demo, a folder stands for every way out. Elsewhere only the desk is connected.

    A message that finds no port is marked so in the outbox, and staff tell the person in another way.
    """
    if is_demo():
        return folder_ports(Path(settings.RONGZHI_HOME) / FOLDER)
    return Ports(DeskPort())


def is_demo() -> bool:
    """Is every county of this installation a demo?"""
    demos = set(County.objects.values_list("demo", flat=True))
    return demos == {True}
