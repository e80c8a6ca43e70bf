"""What a court's platform hands to a mediation organisation: a commission (委派、委托) with the application and its papers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Protocol


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One paper that came with a commission. `open` gives its bytes from their beginning."""

    name: str
    title: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Commission:
    """One case that a court hands over, as its platform tells it (F37, domain.md §5).

    `key` is the platform's name for it for ever, of at most LONGEST_KEY signs. `kind` is commissioned (委派, before
    filing) or entrusted (委托, after it); `trial` ordinary, simple or empty. `handed_on` is the day on which the platform
    gave it out: the organisation's receipt, and with it the clock, begins when it is taken in. `answers` are the columns
    of a batch line, as texts. `online`: the parties confirmed on the platform.
    """

    key: str
    court: str
    to_body: str
    kind: str
    trial: str
    case_number: str
    handed_on: date
    answers: Mapping[str, str]
    enclosed: tuple[Enclosed, ...] = ()
    online: bool = True


LONGEST_KEY = 80


class CommissionPort(Protocol):
    """Where a court's commissions are fetched. Everything raises PlatformDown when the platform cannot be reached."""

    platform: str

    def commissions(self) -> Iterable[Commission]:
        """Those that were neither confirmed nor sent back."""

    def confirm(self, key: str, number: str, received_on: date) -> None:
        """Tell the number here and the day of receipt. The same again changes nothing."""

    def send_back(self, key: str, why: str) -> None:
        """Tell why it cannot be taken. The same again changes nothing."""
