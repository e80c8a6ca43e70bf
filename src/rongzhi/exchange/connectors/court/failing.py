"""A courts' platform that fails: down for the first tries, or with its answer lost after it took the packet."""

from dataclasses import dataclass

from rongzhi.exchange.connectors.failing import FailingPlatform


@dataclass
class FailingCourt(FailingPlatform):
    """The courts' platform behind a line that fails as declared."""
