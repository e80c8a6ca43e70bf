"""The tables of casework: the record itself, and the rows projected from it."""

from rongzhi.casework.models.access_log import AccessLog
from rongzhi.casework.models.county_log import CountyLeaf, CountyRoot, SealedHead
from rongzhi.casework.models.projection import AccessCode, Case, Clock, Due, Entry, Match, Party, Proceeding
from rongzhi.casework.models.record import Counter, Event, File, PartKey, RequestKey, SealedPart

__all__ = [
    "AccessCode",
    "AccessLog",
    "Case",
    "Clock",
    "Counter",
    "CountyLeaf",
    "CountyRoot",
    "Due",
    "Entry",
    "Event",
    "File",
    "Match",
    "PartKey",
    "Party",
    "Proceeding",
    "RequestKey",
    "SealedHead",
    "SealedPart",
]
