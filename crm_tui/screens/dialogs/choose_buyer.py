"""Choose a buyer from the list: by name, phone or e-mail as one types (B2, B6)."""

from collections.abc import Iterable, Sequence
from typing import Final

from crm_tui.domain.ids import ContactId
from crm_tui.domain.quick_add import parse_person
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactRow, ListContacts
from crm_tui.operations.matching import FindSimilar, Similar
from crm_tui.screens.dialogs.search import SearchDialog
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.wording import read_emails, read_phones

_SIMILAR: Final = 5
_LISTED: Final = 20

Found = tuple[PickerRow, ContactId]


class ChooseBuyerDialog(SearchDialog[ContactId]):
    """The whole base: those most like what is typed first, then those that hold it; none typed, the newest."""

    def __init__(self, store: Store, title: str, fresh: str, *, region: str, glyphs: Glyphs, begun: str = "") -> None:
        super().__init__(title, lambda text: found(store, text, region, glyphs), fresh, begun=begun)


async def found(store: Store, text: str, region: str, glyphs: Glyphs) -> Sequence[Found]:
    """Contacts for a text, each once."""
    rows: dict[ContactId, PickerRow] = {}
    for one in await _similar(store, text, region) if text else ():
        phones, emails = (phone.typed for phone in one.phones[:1]), (email.typed for email in one.emails[:1])
        rows[one.id] = _row(one.id, one.name, (*phones, *emails, one.company, one.city), glyphs)
    for listed in (await store.ask(ListContacts(text, limit=_LISTED))).rows:
        rows.setdefault(listed.id, _listed(listed, glyphs))
    return [(row, contact_id) for contact_id, row in rows.items()]


async def _similar(store: Store, text: str, region: str) -> Sequence[Similar]:
    said = parse_person(text, region)
    phones = tuple(phone for typed in said.phones for phone in read_phones(typed, region))
    emails = tuple(email for typed in said.emails for email in read_emails(typed))
    return await store.ask(FindSimilar(said.name, phones, emails, limit=_SIMILAR))


def _listed(row: ContactRow, glyphs: Glyphs) -> PickerRow:
    return _row(row.id, row.name, (row.phone, row.email, row.company, row.city), glyphs)


def _row(contact_id: ContactId, name: str, details: Iterable[str], glyphs: Glyphs) -> PickerRow:
    return PickerRow(contact_id, name, "  ".join(filter(None, details)), glyphs.saved, "green")
