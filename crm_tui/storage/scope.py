"""Which records stand together on a card: its own, and on a contact's and a company's those of their deals too."""

from typing import Final

from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.storage import records
from crm_tui.storage.context import Context

KINDS: Final = ("deal", "contact", "company")
_COLUMNS: Final = "id, stage_id, amount, currency, created_at, closed_at, touched_at, next_task_at"
_ROWS: Final = f"SELECT {', '.join(f'd.{name}' for name in _COLUMNS.split(', '))} FROM deal d"
# Each deal once, though a contact may stand on it twice and a company have it twice over.
_DEALS: Final = {
    "deal": f"{_ROWS} WHERE d.id = :record",
    "contact": f"""{_ROWS} WHERE d.deleted_at IS NULL AND d.id IN (
        SELECT p.deal_id FROM person p WHERE p.contact_id = :record AND p.deleted_at IS NULL)""",
    "company": f"""{_ROWS} WHERE d.company_id = :record AND d.deleted_at IS NULL
        UNION ALL {_ROWS} WHERE d.deleted_at IS NULL AND (d.company_id IS NULL OR d.company_id <> :record)
            AND d.id IN (SELECT p.deal_id FROM contact c JOIN person p ON p.contact_id = c.id
                WHERE c.company_id = :record AND c.deleted_at IS NULL AND p.deleted_at IS NULL)""",
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

    In it ``scope`` are the deals of the card with what is counted of them, and ``around`` the ids of those and of the
    card itself.
    """
    return f"""WITH scope ({_COLUMNS}) AS ({_DEALS[kind]}),
        around (id) AS (SELECT id FROM scope UNION SELECT CAST(:record AS text))"""
