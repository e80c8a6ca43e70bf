"""What a way to the province's platform has to be able to do, and which bodies are behind it."""

from typing import Protocol

from rongzhi.exchange.connectors.parcels import TransferPort

PROVINCE = "province"
BEHIND = frozenset({"PBOC", "NFRA", "CSRC", "FIN", "SAMR", "FMO", "PMC", "PMCF", "CMO", "IPC"})


class ProvincePort(TransferPort, Protocol):
    """Takes a packet or a whole file. The answer's reference is the number of the province's register."""
