"""Similar people as a person is shown them: the contacts found, with what one tells them apart by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from crm_tui.domain import emails, phones
from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Match
from crm_tui.operations.matching import FindSimilar, Similar
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import match_sql
from crm_tui.storage.asking import ask
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.match_source import Source

_CONTACTS: Final = """
    SELECT c.n, c.id, c.name, c.city, c.external_id, y.name FROM contact c
    LEFT JOIN company y ON y.id = c.company_id AND y.deleted_at IS NULL
    WHERE c.n AMONG AND c.deleted_at IS NULL
"""
_PHONES: Final = """
    SELECT owner_id, typed, label, e164, problem FROM phone
    WHERE owner_id AMONG AND deleted_at IS NULL ORDER BY position
"""
_EMAILS: Final = """
    SELECT owner_id, typed, label FROM email WHERE owner_id AMONG AND deleted_at IS NULL ORDER BY position
"""
_DEALS: Final = """
    SELECT buyer_id, title FROM deal
    WHERE buyer_id AMONG AND deleted_at IS NULL AND closed_at IS NULL ORDER BY n DESC
"""
_NUMBER: Final = "SELECT n FROM contact WHERE id = :id"
_REGION: Final = "SELECT value FROM setting WHERE key = 'region'"


def answer(rows: Rows, query: FindSimilar) -> tuple[Similar, ...]:
    """The contacts most like a person as typed, best first."""
    asked = source(rows, query.name, query.phones, query.emails, query.city).profile()
    without = rows(_NUMBER, {"id": query.without}, keyed=True) if query.without else []
    found = match_sql.find(rows, asked, query.limit, without[0][0] if without else None)
    known = shown(rows, [(number, match) for number, match in found])
    return tuple(known[number] for number, _match in found if number in known)


def source(rows: Rows, name: str, typed: Iterable[Phone], mails: Iterable[Email], city: str) -> Source:
    """A person as typed: phones are read as the base reads them."""
    ((region,),) = rows(_REGION, {}, keyed=True) or (("",),)
    numbers = (one.e164 or phones.read(one.typed, region).e164 or one.typed for one in typed)
    return Source(name, phones=tuple(numbers), emails=tuple(emails.read(one.typed)[0] for one in mails), city=city)


def shown(rows: Rows, found: Sequence[tuple[int, Match]]) -> dict[int, Similar]:
    """Contacts with how they compare, by their numbers; those out of sight are left out."""
    matches = dict(found)
    contacts = {row[1]: row for row in ask(rows, _CONTACTS, list(matches))} if matches else {}
    reach = _by_owner(rows, _PHONES, contacts), _by_owner(rows, _EMAILS, contacts), _by_owner(rows, _DEALS, contacts)
    return {row[0]: _similar(row, matches[row[0]], *(each[row[1]] for each in reach)) for row in contacts.values()}


def _by_owner(rows: Rows, sql: str, owners: Iterable[str]) -> dict[str, list[Sequence[Any]]]:
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for owner, *values in ask(rows, sql, list(owners)):
        found[owner].append(values)
    return found


def _similar(
    row: Sequence[Any],
    match: Match,
    numbers: Iterable[Sequence[Any]],
    addresses: Iterable[Sequence[Any]],
    deals: Iterable[Sequence[Any]],
) -> Similar:
    _number, contact_id, name, city, external_id, company = row
    return Similar(
        id=ContactId(contact_id),
        name=name,
        phones=tuple(Phone(*values) for values in numbers),
        emails=tuple(Email(*values) for values in addresses),
        company=company or "",
        city=city,
        open_deals=tuple(title for (title,) in deals),
        score=match.score,
        band=match.band,
        reasons=match.reasons,
        external_id=external_id,
    )
