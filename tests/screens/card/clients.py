"""A store with a contact and a company that keeps what is written into them, and answers with them."""

from dataclasses import fields, replace
from typing import Any, Generic, TypeVar

from crm_tui.domain import requisites
from crm_tui.domain.field_values import BadValue, Surroundings, read
from crm_tui.domain.fields import MAIN, Entity, FieldKind, FieldValue
from crm_tui.domain.ids import FieldId, TabId
from crm_tui.operations.base import Command
from crm_tui.operations.companies import CompanyCard, DeleteCompany, EditCompany, GetCompany, TagCompany
from crm_tui.operations.contacts import ContactCard, DeleteContact, EditContact, GetContact, TagContact
from crm_tui.operations.directory import ListTags, ListUsers
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.fields import FieldInfo, GetLayout, Layout, TabInfo
from crm_tui.operations.history import Redo, Step, Undo
from crm_tui.operations.matching import ListMerges, MergeInfo, SplitContacts
from crm_tui.operations.values import UNSET, Tag
from tests.screens.card.drawer import Shelf, company, contact
from tests.screens.fakes import ANNA, OFFICE, OLEG, VIP

OPTIONS = ("small", "large, with a crane", "huge")
Client = TypeVar("Client", ContactCard, CompanyCard)


def added(name: str, kind: FieldKind = FieldKind.TEXT, tab: str = MAIN) -> FieldInfo:
    """A field that an admin added to contacts; its id is its name."""
    options = OPTIONS if kind in (FieldKind.CHOICE, FieldKind.CHOICES) else ()
    return FieldInfo(
        FieldId(name), Entity.CONTACT, name, kind, tab, None, options, False, False, "", (), False
    )  # fmt: skip


EVERY_KIND = tuple(added(kind.value, kind) for kind in FieldKind)
DELIVERY = TabInfo(TabId("tab-1"), "Доставка")


class Keeper(Generic[Client]):
    """One record with its former states."""

    def __init__(self, card: Client, layout: Layout) -> None:
        self.card: Client = card
        self.layout = layout
        self.past: list[Client] = []

    def edit(self, command: Any) -> Client:
        """Write what is set; a field of an admin's is read as the store reads it."""
        given = {one.name: getattr(command.changes, one.name) for one in fields(command.changes)}
        changed = {name: value for name, value in given.items() if value is not UNSET}
        custom = {**self.card.custom}
        for name, typed in changed.pop("custom").items():
            custom[name] = read_custom(self.layout, name, typed)
        if "responsible" in changed:
            names = {user.id: user.name for user in (ANNA, OLEG)}
            changed["responsible_name"] = names.get(changed["responsible"], "")
        return self.put(custom=custom, **changed)

    def tag(self, command: Any) -> Client:
        """Put tags on and take them off."""
        known: dict[str, Tag] = {tag.name: tag for tag in (VIP, OFFICE)}
        left: list[Tag] = [tag for tag in self.card.tags if tag.name not in command.remove]
        return self.put(tags=(*left, *(known[name] for name in command.add)))

    def put(self, **changes: Any) -> Client:
        """The record as it is from now on."""
        self.past.append(self.card)
        self.card = replace(self.card, **{"seq": self.card.seq + 1, **changes})
        return self.card

    def back(self) -> None:
        """The state before the last change."""
        self.card = self.past.pop()


def read_custom(layout: Layout, name: str, typed: FieldValue) -> FieldValue:
    """What was typed into a field of an admin's, as the store reads it. Raises InvalidValue."""
    try:
        if isinstance(typed, str) and name.startswith("requisite_"):
            return requisites.read(name, typed)
        field = next((one for one in layout.fields if one.id == name), None)
        if field is None:
            raise InvalidValue(f"custom.{name}", "this field is no longer there")
        users: dict[str, str] = {user.id: user.name for user in (ANNA, OLEG)}
        return read(field.kind, typed, Surroundings("RU", "RUB", field.options, users))
    except (BadValue, requisites.BadRequisite) as error:
        details = error.details if isinstance(error, BadValue) else {}
        raise InvalidValue(f"custom.{name}", error.reason, details) from None


class ClientShelf(Shelf):
    """The store."""

    def __init__(self, *added_fields: FieldInfo, tabs: tuple[TabInfo, ...] = ()) -> None:
        super().__init__()
        self.layout = Layout(Entity.CONTACT, tabs, (), added_fields)
        self.contact = Keeper(contact(), self.layout)
        self.company = Keeper(company(), self.layout)
        self.merges: tuple[MergeInfo, ...] = ()
        self.answers |= {
            GetContact: lambda _query: self.contact.card,
            GetCompany: lambda _query: self.company.card,
            GetLayout: self._laid_out,
            ListMerges: lambda _query: self.merges,
            SplitContacts: self._split,
            ListUsers: lambda _query: (ANNA, OLEG),
            ListTags: lambda _query: (VIP, OFFICE),
            EditContact: self.contact.edit,
            EditCompany: self.company.edit,
            TagContact: self.contact.tag,
            TagCompany: self.company.tag,
            DeleteContact: lambda _command: None,
            DeleteCompany: lambda _command: None,
            Undo: self._undo,
            Redo: self._undo,
        }

    def take_away(self, field: FieldInfo) -> None:
        """An admin removes a field."""
        self.layout = replace(self.layout, fields=tuple(one for one in self.layout.fields if one != field))
        self.contact.layout = self.company.layout = self.layout

    def _laid_out(self, query: Any) -> Layout:
        return replace(self.layout, entity=query.entity)

    def _split(self, command: SplitContacts) -> ContactCard:
        self.merges = tuple(one for one in self.merges if one.id != command.merge_id)
        return self.contact.card

    def _undo(self, _command: Command[Any]) -> Step:
        self.contact.back()
        return Step(2, "EditContact", (self.contact.card.id,), self.contact.card.name)
