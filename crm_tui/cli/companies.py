"""``crm-tui companies``: list, show, make, change and delete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from crm_tui.cli import resolve, values
from crm_tui.cli.deal_text import email_text, phone_text
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.options import (
    AddressOption,
    AsTypedOption,
    CityOption,
    CommentOption,
    EmailOption,
    FilterOption,
    LimitOption,
    PhoneOption,
    RegionOption,
    SetOption,
    SourceOption,
    TagOption,
)
from crm_tui.cli.output import Reply, record, short, table, when
from crm_tui.cli.paging import more_follow, some_companies
from crm_tui.cli.session import Opens, Session, command
from crm_tui.domain.fields import Entity, FieldValue
from crm_tui.i18n import _
from crm_tui.operations.companies import (
    CompanyCard,
    CompanyChanges,
    CompanyRow,
    CreateCompany,
    DeleteCompany,
    EditCompany,
    GetCompany,
    ListCompanies,
)
from crm_tui.operations.values import UNSET, Unset

app = typer.Typer(
    name="companies", cls=GroupPage, help=_("Companies: list, show, make, change, delete."), no_args_is_help=True
)

CompanyArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The company’s id, or the end of it as listed."))]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("What the company is called."))]
NameOption = Annotated[str | None, typer.Option(metavar="N", help=_("Another name."))]
_Reach = tuple[list[str] | None, list[str] | None, list[str] | None]
WebsiteOption = Annotated[str | None, typer.Option(metavar="W", help=_("The website."))]


@command(app, "list", _("List companies, newest first."))
async def list_companies(session: Session, text: FilterOption = "", limit: LimitOption = 100) -> Reply:
    """Companies as lines, page after page up to the limit."""
    page = await some_companies(session, ListCompanies(text=text), limit)
    return Reply(page, _lines(page.rows, filtered=bool(text)), "" if page.complete else more_follow(limit))


@command(app, "show", _("Show one company."))
async def show_company(session: Session, identity: CompanyArgument) -> Reply:
    """Everything about a company."""
    card = await session.ask(GetCompany(await resolve.company(session, identity)))
    return Reply(card, _card(card, await values.labels(session, Entity.COMPANY)))


@command(app, "add", _("Make a company."), opens=Opens.CREATING)
async def add_company(
    session: Session,
    name: NameArgument,
    phone: PhoneOption = None,
    email: EmailOption = None,
    city: CityOption = None,
    address: AddressOption = None,
    website: WebsiteOption = None,
    source: SourceOption = None,
    comment: CommentOption = None,
    value: SetOption = None,
    tag: TagOption = None,
    region: RegionOption = None,
    as_typed: AsTypedOption = False,
) -> Reply:
    """A new company."""
    texts = CompanyChanges(
        city=_given(city),
        address=_given(address),
        website=_given(website),
        source=_given(source),
        comment=_given(comment),
    )
    changes = await _changes(session, texts, (phone, email, value), region, as_typed=as_typed)
    card = await session.do(CreateCompany(name, changes, tuple(tag or ())))
    return Reply(card, [f"{_('Made')}: {short(card.id)}  {card.name}"])


@command(app, "edit", _("Change a company; what is not named stays as it is."))
async def edit_company(
    session: Session,
    identity: CompanyArgument,
    name: NameOption = None,
    phone: PhoneOption = None,
    email: EmailOption = None,
    city: CityOption = None,
    address: AddressOption = None,
    website: WebsiteOption = None,
    source: SourceOption = None,
    comment: CommentOption = None,
    value: SetOption = None,
    region: RegionOption = None,
    as_typed: AsTypedOption = False,
) -> Reply:
    """Fields of a company as they are from now on."""
    company_id = await resolve.company(session, identity)
    texts = CompanyChanges(
        name=_given(name),
        city=_given(city),
        address=_given(address),
        website=_given(website),
        source=_given(source),
        comment=_given(comment),
    )
    changes = await _changes(session, texts, (phone, email, value), region, as_typed=as_typed)
    card = await session.do(EditCompany(company_id, changes))
    return Reply(card, [f"{_('Changed')}: {short(card.id)}  {card.name}"])


@command(app, "delete", _("Delete a company; its people stay."))
async def delete_company(session: Session, identity: CompanyArgument) -> Reply:
    """A company out of sight."""
    card = await session.ask(GetCompany(await resolve.company(session, identity)))
    await session.do(DeleteCompany(card.id))
    return Reply({"deleted": card.id}, [f"{_('Deleted')}: {short(card.id)}  {card.name}"])


async def _changes(
    session: Session, texts: CompanyChanges, reach: _Reach, region: str | None, *, as_typed: bool
) -> CompanyChanges:
    """What was named on the command line; phones and e-mails take the place of those that stood there."""
    phone, email, value = reach
    where = await resolve.region(session, region) if phone else ""
    return replace(
        texts,
        phones=UNSET if phone is None else resolve.phones(phone, where, as_typed=as_typed),
        emails=UNSET if email is None else resolve.emails(email, as_typed=as_typed),
        custom=await values.custom(session, Entity.COMPANY, value or ()),
    )


def _given(text: str | None) -> str | Unset:
    return UNSET if text is None else text


def _lines(rows: Sequence[CompanyRow], *, filtered: bool) -> Iterator[str]:
    if not rows:
        missing = _("No companies here. Make one with: crm-tui companies add …")
        yield _("Nothing fits the filter.") if filtered else missing
        return
    headings = (_("ID"), _("Name"), _("Phone"), _("City"), _("People"), _("Tags"), _("Created"))
    cells = [
        (short(row.id), row.name, row.phone, row.city, str(row.people), ", ".join(row.tags), when(row.created_at))
        for row in rows
    ]
    yield from table(headings, cells, right=frozenset({4}))


def _card(card: CompanyCard, labels: Mapping[str, str]) -> Iterator[str]:
    return record(
        (
            (_("ID"), card.id),
            (_("Name"), card.name),
            (_("Phones"), "\n".join(map(phone_text, card.phones))),
            (_("E-mails"), "\n".join(map(email_text, card.emails))),
            (_("City"), card.city),
            (_("Address"), card.address),
            (_("Website"), card.website),
            (_("Source"), card.source),
            (_("Responsible"), card.responsible_name),
            (_("Tags"), ", ".join(tag.name for tag in card.tags)),
            (_("Comment"), card.comment),
            *((labels.get(field, field), _said(value)) for field, value in card.custom.items()),
            *card.extra.items(),
            (_("People"), "\n".join(f"{short(each.id)}  {each.name}" for each in card.people)),
            (_("Deals"), "\n".join(map(short, card.deals))),
            (_("Created"), when(card.created_at)),
            (_("External id"), card.external_id),
        )
    )


def _said(value: FieldValue) -> str:
    return value if isinstance(value, str) else ", ".join(value)
