"""Clients reached through another program: what was opened is written down, what came of it nobody knows (M3)."""

from dataclasses import dataclass

from crm_tui.domain.ids import ContactId, DealId, RecordId
from crm_tui.domain.links import Way
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.notes import CommunicationInfo
from crm_tui.operations.values import Line, Text


@dataclass(frozen=True)
class RecordReach(Command[CommunicationInfo]):
    """A conversation was begun in another program, with a number in E.164 or an e-mail address.

    It stands in the feed as opened, result unknown, and is a step of undo. Raises NotFound, InvalidValue.
    """

    route = Route("POST", "/records/{subject_id}/reach")
    subject_id: RecordId
    way: Way
    address: Line
    text: Text = ""


@dataclass(frozen=True)
class GetAddressee(Query[ContactId]):
    """To whom a connected channel sends in a deal's name: its saved buyer, and nobody else (M2).

    Raises NotFound, BuyerNeeded.
    """

    route = Route("GET", "/deals/{deal_id}/addressee")
    deal_id: DealId
