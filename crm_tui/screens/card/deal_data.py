"""A deal as a card: what stands in its head and on its main page, and what saving a field of it asks of the store."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from textual.content import Content

from crm_tui.domain.clock import Clock
from crm_tui.domain.fields import MAIN
from crm_tui.domain.ids import PersonId
from crm_tui.i18n import _
from crm_tui.operations.base import Command
from crm_tui.operations.deals import DealCard, DealChanges, EditDeal, NewPerson
from crm_tui.operations.fields import Layout
from crm_tui.operations.people import AddPerson, EditPerson, RemovePerson
from crm_tui.operations.values import BuyerState, Person, User
from crm_tui.screens.card.custom import custom_blocks
from crm_tui.screens.card.faults import BadField
from crm_tui.screens.card.points import EMAILS, PHONES, email_fields, phone_fields, with_email, with_phone
from crm_tui.screens.dialogs import checks
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, colour_style, content, one_line
from crm_tui.widgets.preview import person_state, task_line
from crm_tui.widgets.wording import BUYER_STYLES, amount_typed, money_text

LONGEST_TEXT: Final = 2_000
NEW_PERSON: Final = "person.new"
_NOBODY: Final = Person("", "", "")


def head(card: DealCard, glyphs: Glyphs) -> tuple[CardBlock, ...]:
    """Title, budget, responsible, tags; that somebody on it is on the spam list."""
    tags = [content(f"#{tag.name}", colour_style(tag.colour)) for tag in card.tags]
    return (
        CardBlock(
            "",
            (
                CardField("title", _("Title"), content(card.title, "bold"), card.title, place="title"),
                CardField(
                    "amount",
                    _("Budget"),
                    content(money_text(card.amount)) if card.amount else content(_("no budget"), MUTED),
                    amount_typed(card.amount),
                    place="right",
                ),
                CardField(
                    "responsible",
                    _("Responsible"),
                    content(card.responsible_name) if card.responsible_name else content(_("nobody"), MUTED),
                    way=Way.DIALOG,
                    place="right",
                ),
                CardField(
                    "tags",
                    _("Tags"),
                    Content(" ").join(tags) if tags else content(_("no tags"), MUTED),
                    way=Way.DIALOG,
                    place="below",
                ),
                *((_spam_warning(glyphs),) if card.spam else ()),
            ),
        ),
    )


def _spam_warning(glyphs: Glyphs) -> CardField:
    told = content(f"{glyphs.spam} {_('on the spam list')}", "$text-warning")
    return CardField("spam", "", told, way=Way.NONE, place="below")


def main(
    card: DealCard, layout: Layout, users: Sequence[User], glyphs: Glyphs, more: str = ""
) -> tuple[CardBlock, ...]:
    """The people with what they are reached by, the request, the texts.

    ``more`` names an empty line to be filled in. The request is what admins ask of deals in this pipeline (D1).
    """
    request = custom_blocks(layout, card.custom, MAIN, users, pipeline=card.pipeline_id)
    return (
        CardBlock(_("Contacts"), tuple(_people(card, glyphs, more))),
        CardBlock(
            _("Request"),
            (
                CardField("company", _("Company"), content(card.company), card.company, cut=True),
                CardField("source", _("Source"), content(card.source), card.source, cut=True),
                *(field for block in request if not block.title for field in block.fields),
            ),
        ),
        *(block for block in request if block.title),
        CardBlock(
            "",
            (
                _long("description", _("Description"), card.description),
                _long("comment", _("Comment"), card.comment),
                replace(_long("memo", _("Memo"), card.memo), way=Way.DIALOG),
            ),
        ),
    )


def _people(card: DealCard, glyphs: Glyphs, more: str) -> list[CardField]:
    fields: list[CardField] = []
    for person in card.people or (_NOBODY,):
        fields += _person(card, person, glyphs, more)
    if more == NEW_PERSON:
        fields.append(CardField(f"{NEW_PERSON}.name", _("Contact"), content("")))
    return fields


def _person(card: DealCard, person: Person, glyphs: Glyphs, more: str) -> list[CardField]:
    prefix = f"person.{person.id}."
    main_one = not card.people or person is card.people[0]
    state = card.buyer if main_one else person_state(person)
    icon = (f"{glyphs.buyer(state)} ", BUYER_STYLES[state])
    named = content(person.name, "bold") if person.name else content(_("no name yet"), MUTED)
    fields = [
        CardField(
            f"{prefix}name", "", Content.assemble(icon, named), person.name, cut=True, opens=state is BuyerState.SAVED
        ),
        *phone_fields(prefix, person.phones, glyphs, more=_added(more, f"{prefix}{PHONES}")),
        *email_fields(prefix, person.emails, more=_added(more, f"{prefix}{EMAILS}")),
    ]
    if person.role or len(card.people) > 1:
        fields.insert(1, CardField(f"{prefix}role", _("Role"), content(person.role), person.role, cut=True))
    return fields


def _added(more: str, prefix: str) -> int | None:
    start, _dot, at = more.rpartition(".")
    return int(at) if start == prefix else None


def _long(name: str, label: str, text: str) -> CardField:
    lines = text[:LONGEST_TEXT].splitlines()
    shown = Content("\n").join(Content(one_line(line, LONGEST_TEXT)) for line in lines)
    return CardField(name, label, shown, text, way=Way.LONG)


def tasks(card: DealCard, glyphs: Glyphs, clock: Clock) -> tuple[CardBlock, ...]:
    """The open tasks, for where the feed is not in sight."""
    now = clock.now()
    open_ones = tuple(
        CardField(f"task.{task.id}", "", task_line(task, now, glyphs), way=Way.NONE, cut=True)
        for task in card.tasks
        if task.done_at is None
    )
    return (CardBlock(_("Tasks"), open_ones),) if open_ones else ()


def command(name: str, text: str, card: DealCard, region: str, seen: int | None) -> Command[DealCard]:
    """What saving a field asks of the store. Raises BadField where the text cannot be its value."""
    match name.split("."):
        case ["person", *rest]:
            return _person_command(rest, text, card, region, seen)
        case ["title"] if not text.strip():
            raise BadField(_("A deal needs a title."))
        case ["title"]:
            change = DealChanges(title=text.strip())
        case ["amount"]:
            change = DealChanges(amount=_amount(text, card.currency))
        case ["description"]:
            change = DealChanges(description=text)
        case ["company"]:
            change = DealChanges(company=text.strip())
        case ["source"]:
            change = DealChanges(source=text.strip())
        case ["custom", field_id]:
            change = DealChanges(custom={field_id: text})
        case _:
            change = DealChanges(comment=text)
    return EditDeal(card.id, change, seen=seen)


def _amount(text: str, currency: str) -> str:
    if fault := checks.amount(currency)(text.strip()):
        raise BadField(fault)
    return text.strip()


def _person_command(rest: list[str], text: str, card: DealCard, region: str, seen: int | None) -> Command[DealCard]:
    who, what = rest[0], rest[1:]
    if who == "new":
        return AddPerson(card.id, NewPerson(_named(text)), seen=seen)
    person = next((one for one in card.people if one.id == who), _NOBODY)
    changed = _changed(person, what, text, region)
    if not card.people or person is card.people[0]:
        return EditDeal(card.id, DealChanges(contact=changed), seen=seen)
    return EditPerson(card.id, PersonId(person.id), changed, seen=seen)


def _changed(person: Person, what: list[str], text: str, region: str) -> NewPerson:
    name, role, phones, emails = person.name, person.role, person.phones, person.emails
    match what:
        case ["name"]:
            name = text.strip()
        case ["role"]:
            role = text.strip()
        case ["phones", at]:
            phones = with_phone(phones, int(at), text, region)
        case ["emails", at]:
            emails = with_email(emails, int(at), text)
    return NewPerson(_named(name), phones, emails, role, person.contact_id)


def _named(name: str) -> str:
    """A contact in a deal always has a name (D2)."""
    if not name.strip():
        raise BadField(_("A contact in a deal always has a name; fill it in first."))
    return name.strip()


def next_point(name: str, card: DealCard) -> str:
    """Where one more phone or e-mail goes, asked on a line of a contact; "" where there is none to go on from.

    On an e-mail it is an e-mail, else a phone; while the main one is empty, that is the one to be filled in (D5).
    """
    match name.split("."):
        case ["person", who, *rest]:
            person = next((one for one in card.people if one.id == who), _NOBODY)
            emails = bool(rest) and rest[0] == EMAILS
            points = person.emails if emails else person.phones
            return f"person.{who}.{EMAILS if emails else PHONES}.{len(points)}"
        case _:
            return ""


def taken_off(name: str, card: DealCard, region: str) -> Command[DealCard] | None:
    """What takes the phone, the e-mail or the contact of a line off the deal; None where the line is no such."""
    match name.split("."):
        case ["person", who, ("phones" | "emails") as kind, at]:
            person = next((one for one in card.people if one.id == who), _NOBODY)
            there = int(at) < len(person.phones if kind == PHONES else person.emails)
            return command(name, "", card, region, card.seq) if there else None
        case ["person", who, "name"] if card.people:
            return RemovePerson(card.id, PersonId(who), seen=card.seq)
        case _:
            return None
