"""The tables of casework: the record itself, and the rows projected from it."""

from rongzhi.casework.models.access_log import AccessLog
from rongzhi.casework.models.adopted_pack import AdoptedPack
from rongzhi.casework.models.blob import Blob
from rongzhi.casework.models.calendar_key import CalendarKey
from rongzhi.casework.models.county_log import CountyLeaf, CountyRoot, SealedHead
from rongzhi.casework.models.likeness import Likeness
from rongzhi.casework.models.paper import Paper
from rongzhi.casework.models.party_code import PartyCode
from rongzhi.casework.models.projection import AccessCode, Case, Clock, Due, Entry, Match, Party, Proceeding
from rongzhi.casework.models.record import Counter, Event, File, PartKey, RequestKey, SealedPart
from rongzhi.casework.models.search import SearchedFile, SearchRow

__all__ = [
    "AccessCode",
    "AccessLog",
    "AdoptedPack",
    "Blob",
    "CalendarKey",
    "Case",
    "Clock",
    "Counter",
    "CountyLeaf",
    "CountyRoot",
    "Due",
    "Entry",
    "Event",
    "File",
    "Likeness",
    "Match",
    "Paper",
    "PartKey",
    "Party",
    "PartyCode",
    "Proceeding",
    "RequestKey",
    "SealedHead",
    "SealedPart",
    "SearchRow",
    "SearchedFile",
]
