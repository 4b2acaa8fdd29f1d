"""The two lists of clients: what a line of each says, and how a new one is made."""

from typing import Any

from crm_tui.domain.ids import CompanyId, ContactId
from crm_tui.i18n import _, ngettext
from crm_tui.operations.base import Store
from crm_tui.operations.companies import CompanyRow, CreateCompany, ListCompanies
from crm_tui.operations.contacts import ContactRow, CreateContact, ListContacts
from crm_tui.operations.errors import InvalidValue, NameTaken, StoreError
from crm_tui.screens.client_columns import ClientLine
from crm_tui.screens.clients import Lines
from crm_tui.screens.dialogs.client_form import ClientFormDialog
from crm_tui.widgets.wording import read_emails, read_phones


class Contacts:
    """People."""

    def __init__(self, region: str) -> None:
        self.title = _("Contacts")
        self.empty = _("No contacts yet. Press n to add one.")
        self._region = region

    async def read(self, store: Store, text: str, after: str | None, limit: int) -> Lines:
        """Contacts whose name, phone, e-mail or company holds the text."""
        page = await store.ask(ListContacts(text, ContactId(after) if after else None, limit))
        return Lines(tuple(_contact_line(row) for row in page.rows), page.complete)

    async def make(self, app: Any, store: Store) -> str | None:
        """Ask for name, phone and e-mail."""
        dialog = ClientFormDialog(_("New contact"), company=True)
        while (typed := await app.push_screen_wait(dialog)) is not None:
            try:
                card = await store.do(
                    CreateContact(
                        typed["name"],
                        read_phones(typed["phones"], self._region),
                        read_emails(typed["emails"]),
                        typed["company"],
                    )
                )
                return card.id
            except InvalidValue as fault:
                dialog = ClientFormDialog(
                    _("New contact"), company=True, typed=typed, faults={fault.field: fault.reason}
                )
            except StoreError as error:
                dialog = ClientFormDialog(_("New contact"), company=True, typed=typed, faults={"name": str(error)})
        return None


class Companies:
    """Companies."""

    def __init__(self, region: str) -> None:
        self.title = _("Companies")
        self.empty = _("No companies yet. Press n to add one.")
        self._region = region

    async def read(self, store: Store, text: str, after: str | None, limit: int) -> Lines:
        """Companies whose name, phone or e-mail holds the text."""
        page = await store.ask(ListCompanies(text, CompanyId(after) if after else None, limit))
        return Lines(tuple(_company_line(row) for row in page.rows), page.complete)

    async def make(self, app: Any, store: Store) -> str | None:
        """Ask for name, phone and e-mail."""
        from crm_tui.operations.companies import CompanyChanges

        dialog = ClientFormDialog(_("New company"))
        while (typed := await app.push_screen_wait(dialog)) is not None:
            changes = CompanyChanges(
                phones=read_phones(typed["phones"], self._region), emails=read_emails(typed["emails"])
            )
            try:
                return (await store.do(CreateCompany(typed["name"], changes))).id
            except InvalidValue as fault:
                dialog = ClientFormDialog(_("New company"), typed=typed, faults={fault.field: fault.reason})
            except (NameTaken, StoreError) as error:
                dialog = ClientFormDialog(_("New company"), typed=typed, faults={"name": str(error)})
        return None


def _contact_line(row: ContactRow) -> ClientLine:
    return ClientLine(row.id, row.name, (row.phone, row.email, row.company, row.city), row.tags)


def _company_line(row: CompanyRow) -> ClientLine:
    people = ngettext("%(n)d contact", "%(n)d contacts", row.people) % {"n": row.people} if row.people else ""
    return ClientLine(row.id, row.name, (row.phone, row.city, people), row.tags)
