"""Companies."""

import json
from typing import Any

from sqlmodel import col, select

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, DealId, UserId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.companies import (
    CompanyCard,
    CompanyChanges,
    CompanyPage,
    CompanyRow,
    CreateCompany,
    DeleteCompany,
    EditCompany,
    GetCompany,
    ListCompanies,
    TagCompany,
)
from crm_tui.operations.contacts import ContactRow
from crm_tui.operations.errors import InvalidValue, NameTaken
from crm_tui.operations.values import UNSET
from crm_tui.storage import contact_data, custom, records, tagging
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.handlers.contacts import contact_row, matching
from crm_tui.storage.tables import Company, Contact, Member
from crm_tui.storage.words import split_words

_LINE_FIELDS = ("city", "address", "website", "source", "comment")
_PEOPLE_SHOWN = 100
_DEALS = """
    SELECT d.id FROM deal d LEFT JOIN contact c ON c.id = d.buyer_id AND c.deleted_at IS NULL
    WHERE d.deleted_at IS NULL AND (d.company_id = :company OR c.company_id = :company) ORDER BY d.n DESC
"""


@handles(GetCompany)
def get_company(context: Context, query: GetCompany) -> CompanyCard:
    """One company."""
    return card(context, records.company(context.session, query.company_id))


def card(context: Context, company: Company) -> CompanyCard:
    """A company with everything its screen shows."""
    responsible = context.session.get(Member, company.responsible_id) if company.responsible_id else None
    return CompanyCard(
        id=CompanyId(company.id),
        name=company.name,
        phones=contact_data.shown_phones(context, company.id),
        emails=contact_data.shown_emails(context, company.id),
        city=company.city,
        address=company.address,
        website=company.website,
        source=company.source,
        comment=company.comment,
        responsible=UserId(responsible.id) if responsible else None,
        responsible_name=responsible.name if responsible else "",
        tags=tagging.shown(context, company.id),
        people=_people(context, company.id),
        deals=_deals(context, company.id),
        custom=custom.shown(company.custom),
        extra=json.loads(company.extra),
        external_id=company.external_id,
        created_at=from_ms(company.created_at),
        seq=records.rows_of(context)("SELECT value FROM sequence", {})[0][0],
    )


def _people(context: Context, company_id: str) -> tuple[ContactRow, ...]:
    works = select(Contact).where(Contact.company_id == company_id, col(Contact.deleted_at).is_(None))
    found = context.session.exec(works.order_by(col(Contact.n).desc()).limit(_PEOPLE_SHOWN))
    return tuple(contact_row(context, contact) for contact in found)


def _deals(context: Context, company_id: str) -> tuple[DealId, ...]:
    found = records.rows_of(context)(_DEALS, {"company": company_id})
    return tuple(DealId(deal) for (deal,) in found)


@handles(ListCompanies)
def list_companies(context: Context, query: ListCompanies) -> CompanyPage:
    """Companies as lines, newest first."""
    found = select(Company).where(col(Company.deleted_at).is_(None))
    tags, plain = split_words(query.text)
    for numbers in matching(context, "company", tags, plain):
        found = found.where(col(Company.n).in_(numbers))
    if query.after is not None:
        found = found.where(col(Company.n) < records.company(context.session, query.after).n)
    limit = max(1, min(query.limit, 10_000))
    companies = context.session.exec(found.order_by(col(Company.n).desc()).limit(limit + 1)).all()
    return CompanyPage(tuple(_row(context, one) for one in companies[:limit]), complete=len(companies) <= limit)


def _row(context: Context, company: Company) -> CompanyRow:
    phones = contact_data.shown_phones(context, company.id)
    counted = "SELECT count(*) FROM contact WHERE company_id = :id AND deleted_at IS NULL"
    return CompanyRow(
        id=CompanyId(company.id),
        name=company.name,
        phone=(phones[0].e164 or phones[0].typed) if phones else "",
        city=company.city,
        people=int(records.rows_of(context)(counted, {"id": company.id})[0][0]),
        tags=tuple(tag.name for tag in tagging.shown(context, company.id)),
        created_at=from_ms(company.created_at),
    )


@handles(CreateCompany)
def create_company(context: Context, command: CreateCompany) -> CompanyCard:
    """A new company."""
    company = Company(
        id=new_id(context.now),
        name="",
        name_key="",
        created_at=context.now,
        responsible_id=context.actor.id,
        external_id=command.external_id,
    )
    _rename(context, company, command.name)
    custom.fill_defaults(context, Entity.COMPANY, company)
    context.session.add(company)
    context.session.flush()
    _change(context, company, command.changes)
    tagging.add(context, company.id, command.tags)
    context.session.flush()
    return card(context, company)


@handles(EditCompany)
def edit_company(context: Context, command: EditCompany) -> CompanyCard:
    """Change fields of a company."""
    company = records.company(context.session, command.company_id)
    _change(context, company, command.changes)
    context.session.flush()
    return card(context, company)


def _change(context: Context, company: Company, changes: CompanyChanges) -> None:
    if changes.name is not UNSET:
        _rename(context, company, changes.name)
    if changes.responsible is not UNSET:
        if changes.responsible is not None:
            records.member(context.session, changes.responsible)
        company.responsible_id = changes.responsible
    if changes.phones is not UNSET:
        contact_data.set_phones(context, company.id, company.id, changes.phones)
    if changes.emails is not UNSET:
        contact_data.set_emails(context, company.id, company.id, changes.emails)
    for field in _LINE_FIELDS:
        value: Any = getattr(changes, field)
        if value is not UNSET:
            setattr(company, field, value)
    custom.change(context, Entity.COMPANY, company, changes.custom)


def _rename(context: Context, company: Company, typed: str) -> None:
    """Give a company a name that no other has, whatever the case. Raises InvalidValue, NameTaken."""
    name = " ".join(typed.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type what the company is called"))
    live = select(Company.id).where(Company.name_key == name.casefold(), col(Company.deleted_at).is_(None))
    if any(other != company.id for other in context.session.exec(live)):
        raise NameTaken(name)
    company.name, company.name_key = name, name.casefold()


@handles(TagCompany)
def tag_company(context: Context, command: TagCompany) -> CompanyCard:
    """Put tags on and take tags off."""
    company = records.company(context.session, command.company_id)
    tagging.add(context, company.id, command.add)
    tagging.remove(context, company.id, command.remove)
    context.session.flush()
    return card(context, company)


@handles(DeleteCompany)
def delete_company(context: Context, command: DeleteCompany) -> None:
    """Take a company out of sight."""
    records.company(context.session, command.company_id).deleted_at = context.now
