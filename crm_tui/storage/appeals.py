"""Where an appeal goes: the deal of whoever it is from, or a new one in the unsorted stage (I2-I4, I8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import col, select

from crm_tui.domain import emails, phones
from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import ContactId, new_id
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_, _
from crm_tui.operations import values
from crm_tui.operations.deals import CreateDeal, NewPerson
from crm_tui.operations.errors import StageFull, StageRefused
from crm_tui.operations.notes import Channel
from crm_tui.operations.triage import RecordAppeal, Taken
from crm_tui.storage import contact_data, custom, moving, records
from crm_tui.storage.appellants import learn, points
from crm_tui.storage.context import Context, to_ms
from crm_tui.storage.handlers.deals import blank, touch
from crm_tui.storage.tables import Communication, Deal, Stage

_TITLES: Final = {
    Channel.CALL: N_("Call"),
    Channel.SMS: N_("SMS"),
    Channel.EMAIL: N_("E-mail"),
    Channel.VIBER: "Viber",
    Channel.TELEGRAM: "Telegram",
    Channel.WHATSAPP: "WhatsApp",
    Channel.MEETING: N_("Visit"),
    Channel.OTHER: N_("Appeal"),
}
_CONTACTS: Final = """
    SELECT c.id FROM phone h JOIN contact c ON c.id = h.owner_id
    WHERE h.e164 = :e164 AND h.deleted_at IS NULL AND c.deleted_at IS NULL
    UNION SELECT c.id FROM email e JOIN contact c ON c.id = e.owner_id
    WHERE e.address = :address AND e.deleted_at IS NULL AND c.deleted_at IS NULL
"""
_DEALS: Final = f"""
    SELECT d.id, s.kind, p.reopens FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = d.pipeline_id
    WHERE d.deleted_at IS NULL AND d.id IN (
        SELECT o.deal_id FROM phone h JOIN person o ON o.id = h.owner_id
        WHERE h.e164 = :e164 AND h.deleted_at IS NULL AND o.deleted_at IS NULL
        UNION SELECT o.deal_id FROM email e JOIN person o ON o.id = e.owner_id
        WHERE e.address = :address AND e.deleted_at IS NULL AND o.deleted_at IS NULL
        UNION SELECT o.deal_id FROM person o WHERE o.deleted_at IS NULL AND o.contact_id IN ({_CONTACTS})
    ) ORDER BY coalesce(d.closed_at, d.touched_at) DESC, d.id DESC
"""


_LISTED: Final = """
    SELECT coalesce(deal_id, id) FROM spam WHERE address IN (:e164, :address) AND deleted_at IS NULL ORDER BY at LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Appellant:
    """Who appealed, as far as the delivery says."""

    name: str
    phone: values.Phone | None
    email: values.Email | None
    address: str

    @property
    def shown(self) -> str:
        """What stands for the name where there is none: a contact of a deal always has one (D2)."""
        return self.name or (self.phone.typed if self.phone else "") or (self.email.typed if self.email else "")

    @property
    def phones(self) -> tuple[values.Phone, ...]:
        """The number, where there is one."""
        return () if self.phone is None else (self.phone,)

    @property
    def emails(self) -> tuple[values.Email, ...]:
        """The address, where there is one."""
        return () if self.email is None else (self.email,)


def appellant(context: Context, command: RecordAppeal) -> Appellant:
    """Who a delivery is from, its number and address read."""
    read = phones.read(command.phone, context.region) if command.phone.strip() else None
    address, _problem = emails.read(command.email)
    return Appellant(
        name=" ".join(command.name.split()),
        phone=None if read is None else values.Phone(command.phone.strip(), e164=read.e164, problem=read.problem),
        email=values.Email(command.email.strip()) if command.email.strip() else None,
        address=address,
    )


def earlier(context: Context, command: RecordAppeal) -> str | None:
    """The record that this very delivery was put on before; None for one that is new."""
    taken = select(Communication).where(
        Communication.channel == command.channel, Communication.delivery == command.key.strip()
    )
    found = context.session.exec(taken).first()
    return None if found is None else found.subject_id


def deal_for(context: Context, command: RecordAppeal, who: Appellant) -> tuple[Deal, Taken]:
    """The deal that an appeal belongs to, made where there is none, and how it was found."""
    asked = {"e164": who.phone.e164 if who.phone else None, "address": who.address or None}
    rows = records.rows_of(context)
    known = rows(_DEALS, asked)
    filed = [deal for deal, kind, _reopens in known if kind != StageKind.UNSORTED and not StageKind(kind).closed]
    if filed:
        return records.deal(context.session, filed[0]), Taken.LANDED
    if unsorted := [deal for deal, kind, _reopens in known if kind == StageKind.UNSORTED]:
        return records.deal(context.session, unsorted[-1]), Taken.GROUPED
    for deal, _kind, reopens in known[:1]:
        if reopens and (opened := _reopened(context, deal)):
            return opened, Taken.REOPENED
    contacts = [contact for (contact,) in rows(_CONTACTS, asked)]
    return _new_deal(context, command, who, contacts), Taken.NEW


def _reopened(context: Context, deal_id: str) -> Deal | None:
    """A closed deal in the first open stage again; None where that stage does not take it."""
    deal = records.deal(context.session, deal_id)
    stage = first_open_stage(context, deal.pipeline_id)
    try:
        if stage is None:
            return None
        moving.enter(context, deal, stage)
    except (StageRefused, StageFull):
        return None
    moving.place(context, deal, None)
    return deal


def first_open_stage(context: Context, pipeline_id: str) -> Stage | None:
    """Where a filed deal goes; None where the pipeline has no open stage."""
    open_ones = select(Stage).where(
        Stage.pipeline_id == pipeline_id, Stage.kind == StageKind.OPEN, col(Stage.deleted_at).is_(None)
    )
    return context.session.exec(open_ones.order_by(col(Stage.position), col(Stage.id))).first()


def _new_deal(context: Context, command: RecordAppeal, who: Appellant, contacts: Sequence[str]) -> Deal:
    """An unsorted deal with what is known; its buyer is saved where exactly one contact has the number."""
    title = _(_TITLES[command.channel])
    deal = blank(context, CreateDeal(title, responsible=None), records.unsorted_stage(context.session))
    custom.fill_defaults(context, Entity.DEAL, deal)
    context.session.add(deal)
    moving.place(context, deal, None)
    context.session.flush()
    buyer = ContactId(contacts[0]) if len(contacts) == 1 else None
    known = records.contact(context.session, buyer).name if buyer and not who.name else who.shown
    person = NewPerson(known, phones=who.phones, emails=who.emails, contact_id=buyer)
    contact_data.set_main_person(context, deal, person)
    context.session.flush()
    return deal


def from_spam(context: Context, who: Appellant) -> str | None:
    """The record that appeals from the spam list are kept on: the deal that brought the sender there, or the entry."""
    asked = {"e164": who.phone.e164 if who.phone else None, "address": who.address or None}
    found = records.rows_of(context)(_LISTED, asked)
    return str(found[0][0]) if found else None


def put_on(context: Context, command: RecordAppeal, who: Appellant, deal: Deal) -> None:
    """Write the appeal on a deal, which wants somebody's eyes from now on."""
    keep(context, command, who, deal.id)
    _learn_more(context, who, deal)
    deal.unread, deal.snoozed_until = True, None
    if records.stage(context.session, deal.stage_id).kind != StageKind.UNSORTED:
        touch(context, deal)


def keep(context: Context, command: RecordAppeal, who: Appellant, subject_id: str) -> None:
    """Write the appeal down."""
    context.session.add(
        Communication(
            id=new_id(context.now),
            subject_id=subject_id,
            channel=command.channel,
            incoming=True,
            address=who.phone.typed if who.phone else who.email.typed if who.email else "",
            text=command.text.strip(),
            seconds=command.seconds,
            at=context.now if command.at is None else to_ms(command.at),
            delivery=command.key.strip(),
        )
    )


def _learn_more(context: Context, who: Appellant, deal: Deal) -> None:
    """Add what the delivery tells to the one on the deal whom it is from."""
    wanted = {who.phone.e164 or who.phone.typed if who.phone else "", who.address} - {""}
    people = records.people(context.session, deal.id)
    same = next((one for one in people if wanted & points(context.session, one)), None)
    if same is not None:
        learn(context, same, who.name, who.phones, who.emails)
        contact_data.repeat_main_person(context, deal)
