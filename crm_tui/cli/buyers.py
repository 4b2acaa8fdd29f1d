"""``crm-tui deals buyer``: the person of a deal saved as a buyer, chosen from the contacts, or replaced."""

from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.options import DealArgument
from crm_tui.cli.output import Reply, short
from crm_tui.cli.session import Session, command
from crm_tui.domain.ids import ContactId, DealId
from crm_tui.i18n import N_, _
from crm_tui.operations.contacts import GetContact
from crm_tui.operations.deals import GetDeal
from crm_tui.operations.matching import ReplaceBuyer, SaveBuyer, Saved

ContactOption = Annotated[
    str | None, typer.Option("--contact", metavar="C", help=_("A contact that is there, by its id; else a new one."))
]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help=_("Put that contact in the buyer's place; without --contact, nobody."))
]

_OUTCOMES = {
    Saved.CREATED: N_("Saved as a new contact: %(name)s"),
    Saved.LINKED: N_("The buyer is %(name)s"),
    Saved.ALREADY: N_("Saved already, so nobody was made: %(name)s"),
}


def attach(app: typer.Typer) -> None:
    """Put the command under the deals."""
    command(app, "buyer", _("Save a deal's person as a buyer, choose one, or replace it."))(buyer)


async def buyer(
    session: Session, identity: DealArgument, contact: ContactOption = None, replace: ReplaceOption = False
) -> Reply:
    """The buyer of a deal."""
    deal = await resolve.deal(session, identity)
    chosen = await resolve.contact(session, contact) if contact is not None else None
    return await (_replace if replace else _save)(session, deal, chosen)


async def _save(session: Session, deal: DealId, chosen: ContactId | None) -> Reply:
    seen = (await session.ask(GetDeal(deal))).seq
    saved = await session.do(SaveBuyer(deal, contact_id=chosen, seen=seen))
    contact = await session.ask(GetContact(saved.contact_id))
    told = _(_OUTCOMES[saved.outcome]) % {"name": contact.name}
    return Reply(saved, [f"{told}  ({short(contact.id)})"])


async def _replace(session: Session, deal: DealId, chosen: ContactId | None) -> Reply:
    card = await session.do(ReplaceBuyer(deal, contact_id=chosen))
    shown = [person.name for person in card.people if person.contact_id is not None]
    told = _("The buyer is %(name)s") % {"name": shown[0]} if shown else _("The deal has no buyer now.")
    return Reply(card, [told])
