"""The list of spam: what is on it, and which deals have something of it."""

from collections.abc import Iterable
from typing import Final

from sqlmodel import select

from crm_tui.domain import emails, phones
from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.storage import records
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context
from crm_tui.storage.finding import find
from crm_tui.storage.tables import Deal, Spam

_OF_A_DEAL: Final = """
    SELECT 1 FROM person p JOIN phone h ON h.owner_id = p.id JOIN spam s ON s.address = h.e164
    WHERE p.deal_id = :deal AND p.deleted_at IS NULL AND h.deleted_at IS NULL AND s.deleted_at IS NULL
    UNION ALL
    SELECT 1 FROM person p JOIN email e ON e.owner_id = p.id JOIN spam s ON s.address = e.address
    WHERE p.deal_id = :deal AND p.deleted_at IS NULL AND e.deleted_at IS NULL AND s.deleted_at IS NULL
"""
_DEALS_WITH: Final = """
    SELECT p.deal_id FROM phone h JOIN person p ON p.id = h.owner_id WHERE h.e164 = :address
    UNION
    SELECT p.deal_id FROM email e JOIN person p ON p.id = e.owner_id WHERE e.address = :address
"""


def read(typed: str, region: str) -> str:
    """A number in E.164 or an e-mail address, whatever the spelling. Raises InvalidValue."""
    if "@" in typed:
        address, problem = emails.read(typed)
    else:
        number = phones.read(typed, region)
        address, problem = number.e164 or "", number.problem
    if problem is not None or not address:
        raise InvalidValue("address", problem or N_("is neither a number nor an e-mail address; type one of them"))
    return address


def listed(rows: Rows) -> frozenset[str]:
    """Everything on the list."""
    return frozenset(row[0] for row in rows("SELECT address FROM spam WHERE deleted_at IS NULL", {}))


def put(context: Context, address: str, deal_id: str | None = None) -> Spam:
    """Put an address on the list, if it is not there; one that was there before comes back."""
    entry = context.session.exec(select(Spam).where(Spam.address == address)).first()
    if entry is None:
        entry = Spam(
            id=new_id(context.now), address=address, deal_id=deal_id, author_id=context.actor.id, at=context.now
        )
    elif entry.deleted_at is not None:
        entry.deleted_at, entry.deal_id = None, deal_id
        entry.author_id, entry.at = context.actor.id, context.now
    context.session.add(entry)
    return entry


def judge(context: Context, deal: Deal) -> None:
    """Say of a deal whether any of its people is on the list."""
    context.session.flush()
    deal.spam = bool(records.rows_of(context)(_OF_A_DEAL, {"deal": deal.id}))


def judge_all(context: Context, addresses: Iterable[str]) -> None:
    """Say it anew of every deal that has one of these addresses, those out of sight too."""
    context.session.flush()
    rows = records.rows_of(context)
    for deal_id in sorted({row[0] for address in addresses for row in rows(_DEALS_WITH, {"address": address})}):
        deal = find(context.session, Deal, deal_id)
        if deal is not None:
            judge(context, deal)
