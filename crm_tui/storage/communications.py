"""Calls and messages as they are written down, whoever does it."""

from crm_tui.domain.ids import RecordId
from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.operations.notes import Channel, CommunicationInfo
from crm_tui.storage import records
from crm_tui.storage.context import Context, from_ms
from crm_tui.storage.finding import find
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.subjects import entity_of
from crm_tui.storage.tables import Communication, Deal


def touch_card(context: Context, subject_id: str) -> None:
    """Something happened on a record: a deal begins to rot anew. Raises NotFound."""
    if entity_of(records.rows_of(context), subject_id) is None:
        raise NotFound(N_("record"), subject_id)
    deal = find(context.session, Deal, subject_id)
    if deal is not None:
        touch(context, deal)


def write_down(context: Context, communication: Communication) -> CommunicationInfo:
    """Put a call or a message of the caller's on its card. Raises NotFound."""
    touch_card(context, communication.subject_id)
    context.session.add(communication)
    context.session.flush()
    return CommunicationInfo(
        id=communication.id,
        subject_id=RecordId(communication.subject_id),
        channel=Channel(communication.channel),
        incoming=communication.incoming,
        address=communication.address,
        text=communication.text,
        seconds=communication.seconds,
        state=communication.state,
        problem=communication.problem,
        author=context.actor.name,
        at=from_ms(communication.at),
    )
