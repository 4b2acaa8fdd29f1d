"""Spam: numbers and e-mail addresses from which nobody wants to hear (I7)."""

from dataclasses import dataclass
from datetime import datetime

from crm_tui.domain.ids import DealId, SpamId
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Line, Page


@dataclass(frozen=True, slots=True)
class SpamEntry:
    """A number in E.164 or an e-mail address on the list; ``title`` is the deal's that brought it there, else ""."""

    id: SpamId
    address: str
    author: str
    at: datetime
    title: str


@dataclass(frozen=True)
class MarkSpam(Command[tuple[SpamEntry, ...]]):
    """Put all numbers and addresses of a deal's main contact on the list, and the deal out of sight.

    Raises NotFound, NothingToMark.
    """

    route = Route("POST", "/deals/{deal_id}/spam")
    deal_id: DealId


@dataclass(frozen=True)
class AddSpam(Command[SpamEntry]):
    """Put a number, in any spelling, or an e-mail address on the list; deals that have it show the warning sign.

    Raises InvalidValue.
    """

    route = Route("POST", "/spam")
    address: Line


@dataclass(frozen=True)
class RemoveSpam(Command[SpamEntry]):
    """Take an entry off the list; the deal that went out of sight with it comes back. Raises NotFound."""

    route = Route("DELETE", "/spam/{entry_id}")
    entry_id: SpamId


@dataclass(frozen=True)
class ListSpam(Query[tuple[SpamEntry, ...]]):
    """The list, newest first."""

    route = Route("GET", "/spam")
    limit: Page = 1_000


@dataclass(frozen=True)
class FindSpam(Query[SpamEntry | None]):
    """The entry of a number, in any spelling, or of an e-mail address; None where there is none.

    Raises InvalidValue.
    """

    route = Route("GET", "/spam/find")
    address: Line
