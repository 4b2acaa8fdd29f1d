"""A deal that waits, at a glance: why, who it is, what happened last, what is planned."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from textual.content import Content

from crm_tui.domain.person_names import nameless
from crm_tui.i18n import _, ngettext
from crm_tui.operations.deals import DealCard
from crm_tui.operations.feed import FeedItem, FeedKind
from crm_tui.operations.triage import Cause, TriageItem
from crm_tui.operations.values import Person
from crm_tui.widgets.activity_feed.words import plain_signs, said
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, content
from crm_tui.widgets.preview import next_task_line, person_lines
from crm_tui.widgets.shown import age
from crm_tui.widgets.triage.head import CAUSES
from crm_tui.widgets.wording import BUYER_STYLES, moment_text, money_text, tag_names

MOST_EVENTS: Final = 6
MOST_PEOPLE: Final = 4
_STYLES: Final = {Cause.UNREAD: "$text-accent", Cause.OVERDUE: "$text-error", Cause.ROTTING: "$text-warning"}


def head(item: TriageItem, now: datetime, glyphs: Glyphs) -> Content:
    """The title, and why the deal waits since when: known from the queue itself, so that it is there at once."""
    signs = {
        Cause.UNREAD: f"{glyphs.unread} ",
        Cause.OVERDUE: f"{glyphs.overdue} ",
        Cause.ROTTING: f"{glyphs.rotting} ",
    }
    count = len(item.deal_ids)
    many = ngettext("%(n)d appeal", "%(n)d appeals", count) % {"n": count}
    return Content.assemble(
        content(item.title, "bold"),
        "\n",
        (f"{signs.get(item.cause, '')}{_(CAUSES[item.cause])} {age(item.since, now)}", _STYLES.get(item.cause, MUTED)),
        (f"   {many}" if item.others else "", "$text-warning"),
    )


def waiting(item: TriageItem, glyphs: Glyphs) -> Content:
    """What the queue itself knows of the contact, until the deal is read."""
    return Content.assemble((f"{glyphs.buyer(item.buyer)} ", BUYER_STYLES[item.buyer]), content(item.contact))


def body(cards: Sequence[DealCard], events: Iterable[FeedItem], now: datetime, glyphs: Glyphs) -> Content:
    """Contacts, figures, last events and the next task; of several appeals the people of all of them."""
    card = cards[0]
    blocks = [
        _people(cards, glyphs),
        _figures(card),
        _texts(card),
        _events(events, now, glyphs),
        next_task_line([task for one in cards for task in one.tasks], now, glyphs),
    ]
    return Content("\n\n").join(block for block in blocks if block.plain)


def _people(cards: Sequence[DealCard], glyphs: Glyphs) -> Content:
    people = list(_each_once(cards))
    lines = [line for person, card in people[:MOST_PEOPLE] for line in person_lines(person, card, glyphs)]
    return Content("\n").join(lines) if lines else Content.styled(_("No contact yet."), MUTED)


def _each_once(cards: Sequence[DealCard]) -> Iterator[tuple[Person, DealCard]]:
    """The people of all appeals; who gave no name and a number that is told already is not told again."""
    told: set[str] = set()
    people = [(person, card) for card in cards for person in card.people]
    for person, card in sorted(people, key=lambda one: nameless(one[0].name)):
        points = {phone.e164 or phone.typed for phone in person.phones} | {email.typed for email in person.emails}
        if not (nameless(person.name) and points and points <= told):
            yield person, card
        told |= points


def _figures(card: DealCard) -> Content:
    parts = (content(card.stage), content(money_text(card.amount)), content(card.responsible_name))
    return Content("   ").join(part for part in (*parts, content(tag_names(card.tags), MUTED)) if part.plain)


def _texts(card: DealCard) -> Content:
    lines = [content(text) for text in (card.description, card.comment, card.memo) if text.strip()]
    return Content("\n").join(lines)


def _events(events: Iterable[FeedItem], now: datetime, glyphs: Glyphs) -> Content:
    lines = [_event(item, now, glyphs) for item in islice(events, MOST_EVENTS)]
    return Content("\n").join(lines) if lines else Content.styled(_("Nothing has happened yet."), MUTED)


def _event(item: FeedItem, now: datetime, glyphs: Glyphs) -> Content:
    words = said(item, now.astimezone(), glyphs)
    style = MUTED if item.kind is FeedKind.CHANGE else ""
    text = plain_signs(words.text.replace("\n", " "), glyphs)
    who = f"{words.who}  " if words.who else ""
    return Content.assemble((f"{moment_text(item.at, now)}  ", MUTED), (who, "$text-accent"), content(text, style))
