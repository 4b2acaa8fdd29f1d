"""Changing deals, one at a time."""

from crm_tui.domain import money
from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.deals import (
    CreateDeal,
    DealCard,
    DealChanges,
    EditDeal,
    MarkRead,
    MoveDeal,
    ShiftDeal,
)
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.values import UNSET, Unset
from crm_tui.storage import contact_data, custom, moving, records, spam, tagging
from crm_tui.storage.context import Context, handles
from crm_tui.storage.handlers.contacts import company_named
from crm_tui.storage.handlers.deal_reads import card
from crm_tui.storage.tables import Deal, Stage


@handles(CreateDeal)
def create_deal(context: Context, command: CreateDeal) -> DealCard:
    """A new deal at the top of its stage."""
    session = context.session
    stage = records.stage(session, command.stage_id) if command.stage_id else records.unsorted_stage(session)
    deal = blank(context, command, stage)
    custom.fill_defaults(context, Entity.DEAL, deal)
    session.add(deal)
    moving.place(context, deal, None)
    session.flush()
    if command.contact is not None:
        contact_data.set_main_person(context, deal, command.contact)
        spam.judge(context, deal)
    moving.enter(context, deal, stage)
    tagging.add(context, deal.id, command.tags)
    session.flush()
    return card(context, deal)


def blank(context: Context, command: CreateDeal, stage: Stage) -> Deal:
    """A deal as it begins, without its rank and its people. Raises InvalidValue, NotFound."""
    currency = records.pipeline(context.session, stage.pipeline_id).currency or context.currency
    responsible = context.actor.id if isinstance(command.responsible, Unset) else command.responsible
    if responsible is not None:
        records.member(context.session, responsible)
    return Deal(
        id=new_id(context.now),
        title=_title(command.title),
        pipeline_id=stage.pipeline_id,
        stage_id=stage.id,
        rank="",
        amount=_amount(command.amount, currency),
        currency=currency,
        responsible_id=responsible,
        description=command.description,
        company_id=company_named(context, command.company) if command.company else None,
        created_at=context.now,
        touched_at=context.now,
        stage_since=context.now,
    )


@handles(EditDeal)
def edit_deal(context: Context, command: EditDeal) -> DealCard:
    """Change fields of a deal."""
    deal = records.deal(context.session, command.deal_id)
    change(context, deal, command.changes)
    touch(context, deal)
    return card(context, deal)


@handles(MoveDeal)
def move_deal(context: Context, command: MoveDeal) -> DealCard:
    """Put a deal into a stage, at a place."""
    deal = records.deal(context.session, command.deal_id)
    move(context, deal, command.stage_id, command.fill)
    moving.place(context, deal, command.after)
    touch(context, deal)
    return card(context, deal)


def move(context: Context, deal: Deal, stage_id: str, fill: DealChanges) -> None:
    """Fill what the stage asks for and let the deal in; in its own stage it only gets the fields."""
    stage = records.stage(context.session, stage_id)
    change(context, deal, fill)
    if deal.stage_id != stage.id:
        moving.enter(context, deal, stage)


@handles(ShiftDeal)
def shift_deal(context: Context, command: ShiftDeal) -> DealCard:
    """Move a deal by places inside its stage."""
    deal = records.deal(context.session, command.deal_id)
    moving.shift(context, deal, command.by)
    context.session.flush()
    return card(context, deal)


@handles(MarkRead)
def mark_read(context: Context, command: MarkRead) -> DealCard:
    """Take the unread mark off, or put it back."""
    deal = records.deal(context.session, command.deal_id)
    deal.unread = command.unread
    context.session.flush()
    return card(context, deal)


def touch(context: Context, deal: Deal) -> None:
    """Somebody worked on the deal: its rotting starts anew."""
    deal.touched_at = context.now
    context.session.flush()


def change(context: Context, deal: Deal, changes: DealChanges) -> None:
    """Write the fields that are given. Raises InvalidValue, NotFound."""
    if changes.title is not UNSET:
        deal.title = _title(changes.title)
    if changes.amount is not UNSET:
        deal.amount = _amount(changes.amount, deal.currency)
    if changes.description is not UNSET:
        deal.description = changes.description
    if changes.comment is not UNSET:
        deal.comment = changes.comment
    if changes.responsible is not UNSET:
        assign(context, deal, changes.responsible)
    if changes.contact is not UNSET:
        contact_data.set_main_person(context, deal, changes.contact)
        spam.judge(context, deal)
    if changes.lost_reason is not UNSET:
        deal.lost_reason_id = records.lost_reason(context.session, changes.lost_reason).id
    if changes.lost_note is not UNSET:
        deal.lost_note = changes.lost_note
    _change_more(context, deal, changes)
    context.session.flush()


def _change_more(context: Context, deal: Deal, changes: DealChanges) -> None:
    if changes.source is not UNSET:
        deal.source = changes.source
    if changes.company is not UNSET:
        deal.company_id = company_named(context, changes.company)
    custom.change(context, Entity.DEAL, deal, changes.custom)


def assign(context: Context, deal: Deal, responsible: str | None) -> None:
    """Make somebody responsible, or nobody. Raises NotFound."""
    if responsible is not None:
        records.member(context.session, responsible)
    deal.responsible_id = responsible


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if not title:
        raise InvalidValue("title", N_("is empty; type what the deal is about"))
    return title


def _amount(typed: str, currency: str) -> int | None:
    if not typed.strip():
        return None
    try:
        minor = money.parse(typed, currency).minor
    except money.BadAmount as error:
        raise InvalidValue("amount", error.reason, {"currency": currency}) from None
    if minor < 0:
        raise InvalidValue("amount", N_("cannot be less than nothing; type it without the minus"))
    return minor
