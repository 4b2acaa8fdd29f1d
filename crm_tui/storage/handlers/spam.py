"""The list of spam, and the deals that go out of sight with it."""

from typing import Any, Final

from sqlmodel import select

from crm_tui.domain import emails
from crm_tui.domain.ids import SpamId
from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound, NothingToMark
from crm_tui.operations.spam import AddSpam, FindSpam, ListSpam, MarkSpam, RemoveSpam, SpamEntry
from crm_tui.storage import records, spam
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.finding import find
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.tables import Deal, Spam

_LISTED: Final = """
    SELECT s.id, s.address, m.name, s.at, coalesce(d.title, '') FROM spam s JOIN member m ON m.id = s.author_id
    LEFT JOIN deal d ON d.id = s.deal_id WHERE s.deleted_at IS NULL
"""


@handles(MarkSpam)
def mark_spam(context: Context, command: MarkSpam) -> tuple[SpamEntry, ...]:
    """A deal's main contact is spam."""
    deal = records.deal(context.session, command.deal_id)
    addresses = _addresses(context, deal)
    if not addresses:
        raise NothingToMark(deal.title)
    entries = [spam.put(context, address, deal.id) for address in addresses]
    spam.judge_all(context, addresses)
    deal.deleted_at = context.now
    touch(context, deal)
    return tuple(_entry(context, entry) for entry in entries)


@handles(AddSpam)
def add_spam(context: Context, command: AddSpam) -> SpamEntry:
    """An address that somebody typed."""
    entry = spam.put(context, spam.read(command.address, context.region))
    spam.judge_all(context, [entry.address])
    return _entry(context, entry)


@handles(RemoveSpam)
def remove_spam(context: Context, command: RemoveSpam) -> SpamEntry:
    """An entry off the list; its deal comes back."""
    entry = context.session.exec(select(Spam).where(Spam.id == command.entry_id)).first()
    if entry is None or entry.deleted_at is not None:
        raise NotFound(N_("entry of the spam list"), command.entry_id)
    told = _entry(context, entry)
    entry.deleted_at = context.now
    spam.judge_all(context, [entry.address])
    deal = find(context.session, Deal, entry.deal_id) if entry.deal_id else None
    if deal is not None:
        deal.deleted_at = None
        touch(context, deal)
    return told


@handles(ListSpam)
def list_spam(context: Context, query: ListSpam) -> tuple[SpamEntry, ...]:
    """The list, newest first."""
    found = records.rows_of(context)(f"{_LISTED} ORDER BY s.at DESC, s.id DESC LIMIT :limit", {"limit": query.limit})
    return tuple(map(_read, found))


@handles(FindSpam)
def find_spam(context: Context, query: FindSpam) -> SpamEntry | None:
    """The entry of an address."""
    address = spam.read(query.address, context.region)
    found = records.rows_of(context)(f"{_LISTED} AND s.address = :address", {"address": address})
    return _read(found[0]) if found else None


def _addresses(context: Context, deal: Deal) -> list[str]:
    """What a deal's main contact can be known by."""
    people = records.people(context.session, deal.id)
    if not people:
        return []
    numbers = [phone.e164 for phone in records.phones(context.session, people[0].id) if phone.e164]
    mails = [mail.address for mail in records.emails(context.session, people[0].id)]
    return list(dict.fromkeys([*numbers, *(mail for mail in mails if emails.read(mail)[1] is None)]))


def _entry(context: Context, entry: Spam) -> SpamEntry:
    context.session.flush()
    return _read(records.rows_of(context)(f"{_LISTED} AND s.id = :id", {"id": entry.id})[0])


def _read(row: Any) -> SpamEntry:
    entry, address, author, at, title = row
    return SpamEntry(SpamId(entry), address, author, from_ms(at), title)
