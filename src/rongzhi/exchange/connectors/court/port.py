"""What a way to the courts' platform has to be able to do, and which bodies are behind it."""

from typing import Protocol

from rongzhi.exchange.connectors.parcels import TransferPort

COURT = "court"
BEHIND = frozenset({"COURT", "COURTF", "COURTE"})


class CourtPort(TransferPort, Protocol):
    """Takes a packet for a court. The answer's reference is the court's mark of the case (案号)."""
