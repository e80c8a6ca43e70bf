"""A province's platform that fails: down for the first tries, or with its answer lost after it took the package."""

from dataclasses import dataclass

from rongzhi.exchange.connectors.failing import FailingPlatform


@dataclass
class FailingProvince(FailingPlatform):
    """The province's platform behind a line that fails as declared."""
