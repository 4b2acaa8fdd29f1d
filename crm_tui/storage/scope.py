"""Which records stand together on a card: its own, and on a contact's and a company's those of their deals too."""

from typing import Final

from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.storage import records
from crm_tui.storage.context import Context

KINDS: Final = ("deal", "contact", "company")
_DEALS: Final = {
    "deal": ("SELECT d.id FROM deal d WHERE d.id = :record",),
    "contact": (
        """SELECT d.id FROM person p JOIN deal d ON d.id = p.deal_id
            WHERE p.contact_id = :record AND p.deleted_at IS NULL AND d.deleted_at IS NULL""",
    ),
    "company": (
        "SELECT d.id FROM deal d WHERE d.company_id = :record AND d.deleted_at IS NULL",
        """SELECT d.id FROM contact c JOIN person p ON p.contact_id = c.id JOIN deal d ON d.id = p.deal_id
            WHERE c.company_id = :record AND c.deleted_at IS NULL AND p.deleted_at IS NULL AND d.deleted_at IS NULL""",
    ),
}
_IS_THERE = " UNION ALL ".join(
    f"SELECT '{kind}' FROM {kind} WHERE id = :record AND deleted_at IS NULL" for kind in KINDS
)


def kind_of(context: Context, record_id: str) -> str:
    """Whether a live card is a deal's, a contact's or a company's. Raises NotFound."""
    context.session.flush()
    found = records.rows_of(context)(_IS_THERE, {"record": record_id})
    if not found:
        raise NotFound(N_("card"), record_id)
    return str(found[0][0])


def begin(kind: str) -> str:
    """The beginning of a statement about the card ``:record`` of a kind.

    In it ``scope`` are the ids of the deals of the card, and ``around`` those and the card's own.
    """
    deals = " UNION ".join(_DEALS[kind])
    return f"WITH scope (id) AS ({deals}), around (id) AS (SELECT id FROM scope UNION SELECT CAST(:record AS text))"
