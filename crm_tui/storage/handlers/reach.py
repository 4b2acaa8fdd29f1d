"""Conversations that were begun in other programs, and with whom a channel may begin one."""

from crm_tui.domain.ids import ContactId, new_id
from crm_tui.domain.links import BadAddress, link
from crm_tui.i18n import N_
from crm_tui.operations.errors import BuyerNeeded, InvalidValue
from crm_tui.operations.notes import CommunicationInfo
from crm_tui.operations.reach import GetAddressee, RecordReach
from crm_tui.storage import records
from crm_tui.storage.communications import write_down
from crm_tui.storage.context import Context, handles
from crm_tui.storage.finding import find
from crm_tui.storage.tables import Communication, Contact, Deal

OPENED = "opened"
"""The state of what was begun in another program, and of which nobody knows what came."""


@handles(RecordReach)
def record_reach(context: Context, command: RecordReach) -> CommunicationInfo:
    """A conversation with a client in another program."""
    try:
        link(command.way, command.address)
    except BadAddress:
        raise InvalidValue("address", N_("is neither a number nor an e-mail address; correct it on the card")) from None
    communication = Communication(
        id=new_id(context.now),
        subject_id=command.subject_id,
        channel=command.way,
        incoming=False,
        address=command.address,
        text=command.text.strip(),
        state=OPENED,
        author_id=context.actor.id,
        at=context.now,
    )
    return write_down(context, communication)


@handles(GetAddressee)
def get_addressee(context: Context, query: GetAddressee) -> ContactId:
    """To whom a channel sends in a deal's name."""
    return ContactId(addressee(context, records.deal(context.session, query.deal_id)).id)


def addressee(context: Context, deal: Deal) -> Contact:
    """The saved buyer of a deal, whom every channel asks for before it sends. Raises BuyerNeeded."""
    buyer = find(context.session, Contact, deal.buyer_id) if deal.buyer_id else None
    if buyer is None or buyer.deleted_at is not None:
        raise BuyerNeeded(deal.title)
    return buyer
