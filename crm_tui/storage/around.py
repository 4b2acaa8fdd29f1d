"""Whose cards show what a transaction touched: a deal's clients, a voucher's cards, a contact's company.

A change is journalled under its own card alone. A card that counts and lists what others hold hears of it through
these. Who stood there before the change is found by the journal, who stands there now by the tables.
"""

from typing import Final, NamedTuple

from crm_tui.storage.board_sql import SUBJECTS, Rows

_NAMED: Final = 2_000
_AROUND: Final = f"""
    WITH told (id) AS ({SUBJECTS}),
        before (id) AS (SELECT substr(old, 2, length(old) - 2) FROM journal_entry
            WHERE seq = :seq AND field IN ('buyer_id', 'company_id', 'contact_id', 'invoice_id') AND old IS NOT NULL),
        paper (id) AS (SELECT id FROM told UNION SELECT id FROM before
            UNION SELECT v.invoice_id FROM told t JOIN voucher v ON v.id = t.id),
        near (id) AS (SELECT id FROM told UNION SELECT id FROM before
            UNION SELECT l.record_id FROM paper p JOIN voucher_link l ON l.voucher_id = p.id),
        client (id) AS (SELECT id FROM near
            UNION SELECT p.contact_id FROM near n JOIN person p ON p.deal_id = n.id
            UNION SELECT d.company_id FROM near n JOIN deal d ON d.id = n.id)
    SELECT 'record', id FROM (SELECT id FROM client
        UNION SELECT c.company_id FROM client l JOIN contact c ON c.id = l.id) found WHERE id IS NOT NULL
    UNION ALL SELECT DISTINCT 'setting', entity FROM journal_entry WHERE seq = :seq AND entity IN
        ('card_field', 'card_group', 'card_tab', 'lost_reason', 'member', 'pipeline', 'setting', 'stage', 'tag')
    LIMIT :limit
"""


class Around(NamedTuple):
    """Records, the touched ones among them, None where there are too many to name; and kinds of settings."""

    records: frozenset[str] | None
    settings: frozenset[str]


def around(rows: Rows, seq: int) -> Around:
    """Whose cards show something of what a transaction touched, and which kinds of settings it changed."""
    found = rows(_AROUND, {"seq": seq, "limit": _NAMED + 1}, keyed=True)
    if len(found) > _NAMED:
        return Around(None, frozenset())
    named: dict[str, set[str]] = {"record": set(), "setting": set()}
    for kind, one in found:
        named[kind].add(one)
    return Around(frozenset(named["record"]), frozenset(named["setting"]))
