"""Companies: read, list, make, change, tag, delete (C8)."""

from dataclasses import dataclass, field
from datetime import datetime

from crm_tui.domain.fields import FieldValue
from crm_tui.domain.ids import CompanyId, DealId, UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.contacts import ContactRow
from crm_tui.operations.values import UNSET, Email, Line, Name, Page, Phone, Tag, Text, Unset


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """A company with everything its screen shows.

    ``people`` are its contacts, the newest first, at most a hundred; ``deals`` its own and theirs. ``custom`` holds
    values by field id, bank requisites among them (``domain.requisites``).
    """

    id: CompanyId
    name: str
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    city: str
    address: str
    website: str
    source: str
    comment: str
    responsible: UserId | None
    responsible_name: str
    tags: tuple[Tag, ...]
    people: tuple[ContactRow, ...]
    deals: tuple[DealId, ...]
    custom: dict[str, FieldValue]
    extra: dict[str, str]
    external_id: str
    created_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company as a line of a list; ``people`` is how many contacts work there."""

    id: CompanyId
    name: str
    phone: str
    city: str
    people: int
    tags: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Lines of a list and whether more follow."""

    rows: tuple[CompanyRow, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class CompanyChanges:
    """A partial change: what is UNSET stays as it is. Phones and e-mails are given whole, ``custom`` field by field."""

    name: Name | Unset = UNSET
    phones: tuple[Phone, ...] | Unset = UNSET
    emails: tuple[Email, ...] | Unset = UNSET
    city: Line | Unset = UNSET
    address: Line | Unset = UNSET
    website: Line | Unset = UNSET
    source: Line | Unset = UNSET
    comment: Text | Unset = UNSET
    responsible: UserId | None | Unset = UNSET
    custom: dict[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True)
class GetCompany(Query[CompanyCard]):
    """One company. Raises NotFound."""

    route = Route("GET", "/companies/{company_id}")
    company_id: CompanyId


@dataclass(frozen=True)
class ListCompanies(Query[CompanyPage]):
    """Companies as lines, newest first; ``text`` searches name, phone, e-mail. ``after`` goes on behind one.

    Raises NotFound where that one is gone.
    """

    route = Route("POST", "/companies/list")
    text: Line = ""
    after: CompanyId | None = None
    limit: Page = 100


@dataclass(frozen=True)
class CreateCompany(Command[CompanyCard]):
    """A new company. Raises InvalidValue where the name is empty or a value is wrong, NameTaken, NotFound."""

    route = Route("POST", "/companies")
    right = Right.EDIT_CONTACTS
    name: Name
    changes: CompanyChanges = CompanyChanges()
    tags: tuple[Name, ...] = ()
    external_id: Line = ""


@dataclass(frozen=True)
class EditCompany(Command[CompanyCard]):
    """Change fields of a company. Raises NotFound, InvalidValue, NameTaken."""

    route = Route("PATCH", "/companies/{company_id}")
    right = Right.EDIT_CONTACTS
    company_id: CompanyId
    changes: CompanyChanges


@dataclass(frozen=True)
class TagCompany(Command[CompanyCard]):
    """Put tags on a company and take tags off it, by name. Raises NotFound."""

    route = Route("POST", "/companies/{company_id}/tags")
    right = Right.EDIT_CONTACTS
    company_id: CompanyId
    add: tuple[Name, ...] = ()
    remove: tuple[Name, ...] = ()


@dataclass(frozen=True)
class DeleteCompany(Command[None]):
    """Take a company out of sight; its people stay. Raises NotFound."""

    route = Route("DELETE", "/companies/{company_id}")
    right = Right.EDIT_CONTACTS
    company_id: CompanyId
