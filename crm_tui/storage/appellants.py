"""Whose appeals are one person's: by the numbers and addresses that they came from (I3, I4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from sqlmodel import Session

from crm_tui.domain.person_names import nameless
from crm_tui.operations import values
from crm_tui.storage import contact_data, records
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context
from crm_tui.storage.tables import Person

_AT_ONCE: Final = 500
_NUMBERS: Final = """
    SELECT p.deal_id, h.e164 FROM person p JOIN phone h ON h.owner_id = p.id
    WHERE {among} AND p.deleted_at IS NULL AND h.deleted_at IS NULL AND h.e164 IS NOT NULL
"""
_ADDRESSES: Final = """
    SELECT p.deal_id, e.address FROM person p JOIN email e ON e.owner_id = p.id
    WHERE {among} AND p.deleted_at IS NULL AND e.deleted_at IS NULL AND e.address <> ''
"""


def grouped(rows: Rows, buyers: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Deals (with their buyers) that came from one number or address: for each of them, all of its group.

    Deals of different buyers are never one, whatever they share: then only those without a buyer go together.
    """
    groups = {deal: frozenset((deal,)) for deal in buyers}
    for deals in _by_point(rows, list(buyers)).values():
        named = {buyers[deal] for deal in deals} - {None}
        alike = deals if len(named) <= 1 else [deal for deal in deals if buyers[deal] is None]
        union = frozenset(chain.from_iterable(groups[deal] for deal in alike))
        if len({buyers[deal] for deal in union} - {None}) <= 1:
            groups.update(dict.fromkeys(union, union))
    return {deal: tuple(group) for deal, group in groups.items() if len(group) > 1}


def _by_point(rows: Rows, deals: Sequence[str]) -> dict[str, list[str]]:
    """The deals behind each number and each address."""
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(deals), _AT_ONCE):
        among, asked = rows.dialect.among("p.deal_id", deals[start : start + _AT_ONCE])
        for sql in (_NUMBERS, _ADDRESSES):
            for deal, point in rows(sql.format(among=among), asked):
                found[point].append(deal)
    return found


def points(session: Session, person: Person) -> frozenset[str]:
    """The numbers and addresses of somebody on a deal, as they are compared."""
    numbers = (phone.e164 or phone.typed for phone in records.phones(session, person.id))
    return frozenset(chain(numbers, (email.address for email in records.emails(session, person.id))))


def learn(
    context: Context, person: Person, name: str, phones: Iterable[values.Phone], emails: Iterable[values.Email]
) -> None:
    """Add to somebody on a deal what was not known of them; what a manager typed stays as it is (C1)."""
    if nameless(person.name) and name and not nameless(name):
        person.name = name
    known = points(context.session, person)
    there = contact_data.shown_phones(context, person.id)
    more = [phone for phone in phones if (phone.e164 or phone.typed) not in known]
    contact_data.set_phones(context, person.id, person.deal_id, (*there, *more))
    written = contact_data.shown_emails(context, person.id)
    new = [email for email in emails if email.typed.strip().lower() not in known]
    contact_data.set_emails(context, person.id, person.deal_id, (*written, *new))
    context.session.flush()
