"""Contacts and companies as cards: one way for both, since both are somebody to reach, to describe, to sell to."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.content import Content

from crm_tui.domain.fields import MAIN
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.companies import CompanyCard
from crm_tui.operations.contacts import ContactCard, ContactRow
from crm_tui.operations.fields import Layout
from crm_tui.operations.values import Email, Phone, Tag, User
from crm_tui.screens.card.custom import custom_blocks
from crm_tui.screens.card.points import EMAILS, PHONES, email_fields, phone_fields
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, colour_style, content, one_line

LONGEST_TEXT: Final = 2_000
PERSON: Final = "contact."
CONTACT_LINES: Final = {
    "messengers": N_("Messengers"),
    "city": N_("City"),
    "address": N_("Address"),
    "birthday": N_("Birthday"),
    "company": N_("Company"),
    "position": N_("Position"),
    "source": N_("Source"),
}
COMPANY_LINES: Final = {
    "website": N_("Website"),
    "city": N_("City"),
    "address": N_("Address"),
    "source": N_("Source"),
}


def head(name: str, tags: Sequence[Tag], responsible: str) -> tuple[CardBlock, ...]:
    """The name as the title, whose client it is, tags right below (C1)."""
    marks = [content(f"#{tag.name}", colour_style(tag.colour)) for tag in tags]
    owner = content(responsible) if responsible else content(_("nobody"), MUTED)
    fields = (
        CardField("name", _("Name"), content(name, "bold"), name, place="title"),
        CardField("responsible", _("Responsible"), owner, way=Way.DIALOG, place="right"),
        CardField(
            "tags",
            _("Tags"),
            Content(" ").join(marks) if marks else content(_("no tags"), MUTED),
            way=Way.DIALOG,
            place="below",
        ),
    )
    return (CardBlock("", fields),)


def contact_main(
    card: ContactCard, layout: Layout, users: Sequence[User], glyphs: Glyphs, today: date, more: str = ""
) -> tuple[CardBlock, ...]:
    """The main page of a contact; ``more`` names an empty line to be filled in."""
    lines = [
        CardField(name, _(label), _line(name, getattr(card, name), today), getattr(card, name), cut=True)
        for name, label in CONTACT_LINES.items()
    ]
    return (
        CardBlock(_("Contact"), (*_points(card.phones, card.emails, glyphs, more), *lines)),
        *custom_blocks(layout, card.custom, MAIN, users),
        CardBlock("", (_comment(card.comment),)),
    )


def company_main(
    card: CompanyCard, layout: Layout, users: Sequence[User], glyphs: Glyphs, more: str = ""
) -> tuple[CardBlock, ...]:
    """The main page of a company: how it is reached, its people, its requisites and what admins added."""
    lines = [
        CardField(name, _(label), content(getattr(card, name)), getattr(card, name), cut=True)
        for name, label in COMPANY_LINES.items()
    ]
    return (
        CardBlock(_("Company"), (*_points(card.phones, card.emails, glyphs, more), *lines)),
        CardBlock(_("People"), tuple(_person(row, glyphs) for row in card.people), _("Nobody yet; + adds a contact.")),
        *custom_blocks(layout, card.custom, MAIN, users),
        CardBlock("", (_comment(card.comment),)),
    )


def _points(phones: Sequence[Phone], emails: Sequence[Email], glyphs: Glyphs, more: str) -> list[CardField]:
    return [
        *phone_fields("", phones, glyphs, more=_added(more, PHONES)),
        *email_fields("", emails, more=_added(more, EMAILS)),
    ]


def _added(more: str, kind: str) -> int | None:
    start, _dot, at = more.partition(".")
    return int(at) if start == kind else None


def _line(name: str, value: str, today: date) -> Content:
    return birthday_words(value, today) if name == "birthday" else content(value)


def birthday_words(value: str, today: date) -> Content:
    """A birthday with the age that it brings and how far it is, where it can be read as a date."""
    try:
        born = date.fromisoformat(value)
    except ValueError:
        return content(value)
    coming = _next(born, today)
    days = (coming - today).days
    years = coming.year - born.year
    when = ngettext("%(years)d in %(n)d day", "%(years)d in %(n)d days", days) % {"years": years, "n": days}
    told = _("%(years)d today") % {"years": years} if not days else when
    return Content.assemble(f"{born:%d.%m.%Y}", (f"  {told}", MUTED))


def _next(born: date, today: date) -> date:
    """The next time that day comes; who was born on 29 February has the 28th in other years."""
    for year in (today.year, today.year + 1):
        try:
            coming = born.replace(year=year)
        except ValueError:
            coming = date(year, 2, 28)
        if coming >= today:
            return coming
    raise AssertionError("a year holds every day")


def _person(row: ContactRow, glyphs: Glyphs) -> CardField:
    reached = "  ".join(filter(None, (row.phone, row.email)))
    shown = Content.assemble((f"{glyphs.saved} ", "$text-success"), content(row.name), content(f"  {reached}", MUTED))
    return CardField(f"{PERSON}{row.id}", "", shown, way=Way.OPEN, cut=True)


def _comment(text: str) -> CardField:
    lines = text[:LONGEST_TEXT].splitlines()
    shown = Content("\n").join(Content(one_line(line, LONGEST_TEXT)) for line in lines)
    return CardField("comment", _("Comment"), shown, text, way=Way.LONG)
