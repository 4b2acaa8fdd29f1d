"""Contacts and companies: read, list, make, change, delete (C2)."""

from dataclasses import dataclass, field
from datetime import datetime

from crm_tui.domain.fields import FieldValue
from crm_tui.domain.ids import CompanyId, ContactId, DealId, UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import UNSET, Email, Line, Name, Page, Phone, Tag, Text, Unset


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact with everything its screen shows. ``extra`` holds imported columns that have no field of their own.

    ``custom`` holds values by field id (``domain.fields``), ``messengers`` how to write to them otherwise, ``aliases``
    the other names that they are found by.
    """

    id: ContactId
    name: str
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    company_id: CompanyId | None
    company: str
    position: str
    city: str
    address: str
    birthday: str
    source: str
    comment: str
    responsible: UserId | None
    responsible_name: str
    tags: tuple[Tag, ...]
    deals: tuple[DealId, ...]
    extra: dict[str, str]
    external_id: str
    created_at: datetime
    seq: int
    messengers: str = ""
    custom: dict[str, FieldValue] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a line of a list."""

    id: ContactId
    name: str
    phone: str
    email: str
    company: str
    city: str
    tags: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Lines of a list and whether more follow."""

    rows: tuple[ContactRow, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """A partial change: what is UNSET stays as it is. Phones, e-mails, aliases are given whole, ``custom`` by field."""

    name: Name | Unset = UNSET
    phones: tuple[Phone, ...] | Unset = UNSET
    emails: tuple[Email, ...] | Unset = UNSET
    company: Name | Unset = UNSET
    position: Line | Unset = UNSET
    city: Line | Unset = UNSET
    address: Line | Unset = UNSET
    birthday: Line | Unset = UNSET
    source: Line | Unset = UNSET
    comment: Text | Unset = UNSET
    responsible: UserId | None | Unset = UNSET
    messengers: Line | Unset = UNSET
    aliases: tuple[Name, ...] | Unset = UNSET
    custom: dict[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True)
class GetContact(Query[ContactCard]):
    """One contact. Raises NotFound."""

    route = Route("GET", "/contacts/{contact_id}")
    contact_id: ContactId


@dataclass(frozen=True)
class ListContacts(Query[ContactPage]):
    """Contacts as lines, newest first; ``text`` searches name, phone, e-mail, company. ``after`` goes on behind one.

    Raises NotFound where that one is gone.
    """

    route = Route("POST", "/contacts/list")
    text: Line = ""
    after: ContactId | None = None
    limit: Page = 100


@dataclass(frozen=True)
class CreateContact(Command[ContactCard]):
    """A new contact; ``tags`` are names. Raises InvalidValue where the name is empty."""

    route = Route("POST", "/contacts")
    right = Right.EDIT_CONTACTS
    name: Name
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    company: Name = ""
    position: Line = ""
    city: Line = ""
    address: Line = ""
    birthday: Line = ""
    source: Line = ""
    comment: Text = ""
    tags: tuple[Name, ...] = ()
    external_id: Line = ""
    messengers: Line = ""


@dataclass(frozen=True)
class EditContact(Command[ContactCard]):
    """Change fields of a contact. Raises NotFound, InvalidValue."""

    route = Route("PATCH", "/contacts/{contact_id}")
    right = Right.EDIT_CONTACTS
    contact_id: ContactId
    changes: ContactChanges


@dataclass(frozen=True)
class TagContact(Command[ContactCard]):
    """Put tags on a contact and take tags off it, by name. Raises NotFound."""

    route = Route("POST", "/contacts/{contact_id}/tags")
    right = Right.EDIT_CONTACTS
    contact_id: ContactId
    add: tuple[Name, ...] = ()
    remove: tuple[Name, ...] = ()


@dataclass(frozen=True)
class DeleteContact(Command[None]):
    """Take a contact out of sight; its deals keep what was typed on them. Raises NotFound."""

    route = Route("DELETE", "/contacts/{contact_id}")
    right = Right.EDIT_CONTACTS
    contact_id: ContactId
