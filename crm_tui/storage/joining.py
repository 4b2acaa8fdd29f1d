"""Several appeals of one person become one deal: the oldest takes over what the others hold (I4)."""

import json
from collections.abc import Sequence

from sqlmodel import col, select

from crm_tui.domain.person_names import nameless
from crm_tui.storage import contact_data, records, tagging
from crm_tui.storage.appellants import learn, points
from crm_tui.storage.context import Context
from crm_tui.storage.handlers.vouchers import link
from crm_tui.storage.json_columns import written
from crm_tui.storage.tables import (
    Communication,
    Deal,
    Document,
    Memo,
    Mention,
    Note,
    Person,
    Tag,
    Tagging,
    Task,
    VoucherLink,
)


def join(context: Context, deal: Deal, others: Sequence[Deal]) -> None:
    """Let a deal take over the people, calls, notes, tasks, papers and words of others, which go out of sight."""
    for other in others:
        _take_people(context, deal, other)
        _take_what_happened(context, deal, other)
        _take_papers(context, deal, other)
        _take_words(context, deal, other)
        other.deleted_at = context.now
        context.session.flush()
    contact_data.repeat_main_person(context, deal)


def _take_people(context: Context, deal: Deal, other: Deal) -> None:
    for person in records.people(context.session, other.id):
        there = records.people(context.session, deal.id)
        same = next((one for one in there if _same(context, one, person)), None)
        if same is None:
            _move(context, person, deal, there[-1].position + 1 if there else 0)
            continue
        phones = contact_data.shown_phones(context, person.id)
        learn(context, same, person.name, phones, contact_data.shown_emails(context, person.id))
        same.contact_id = same.contact_id or person.contact_id


def _same(context: Context, one: Person, other: Person) -> bool:
    """Whether two are one: they share a number, and neither bears another name or another buyer's record."""
    named = nameless(one.name) or nameless(other.name) or one.name.casefold() == other.name.casefold()
    saved = one.contact_id is None or other.contact_id in (None, one.contact_id)
    return named and saved and bool(points(context.session, one) & points(context.session, other))


def _move(context: Context, person: Person, deal: Deal, position: int) -> None:
    for point in (*records.phones(context.session, person.id), *records.emails(context.session, person.id)):
        point.subject_id = deal.id
    person.deal_id, person.position = deal.id, position
    context.session.flush()


def _take_what_happened(context: Context, deal: Deal, other: Deal) -> None:
    for table in (Communication, Note, Mention, Task, Document):
        for row in context.session.exec(select(table).where(table.subject_id == other.id)):
            row.subject_id = deal.id
            if isinstance(row, Task):
                row.deal_id = deal.id
    context.session.flush()


def _take_papers(context: Context, deal: Deal, other: Deal) -> None:
    links = select(VoucherLink).where(VoucherLink.record_id == other.id, col(VoucherLink.deleted_at).is_(None))
    for taken in context.session.exec(links).all():
        link(context, taken.voucher_id, deal.id)
    worn = select(Tag).join(Tagging, col(Tagging.tag_id) == col(Tag.id))
    for tag in context.session.exec(worn.where(Tagging.record_id == other.id, col(Tagging.deleted_at).is_(None))).all():
        tagging.wear(context, deal.id, tag)


def _take_words(context: Context, deal: Deal, other: Deal) -> None:
    """Texts are put below each other; of the rest what is empty is filled."""
    deal.description = _below(deal.description, other.description)
    deal.comment = _below(deal.comment, other.comment)
    deal.source = deal.source or other.source
    deal.company_id = deal.company_id or other.company_id
    deal.responsible_id = deal.responsible_id or other.responsible_id
    if deal.amount is None and deal.currency == other.currency:
        deal.amount = other.amount
    values = {**json.loads(other.custom), **json.loads(deal.custom)}
    if values != json.loads(deal.custom):
        deal.custom = written(values)
    _take_memo(context, deal, other)


def _take_memo(context: Context, deal: Deal, other: Deal) -> None:
    memo, theirs = context.session.get(Memo, deal.id), context.session.get(Memo, other.id)
    if theirs is None or theirs.deleted_at is not None:
        return
    if memo is None:
        memo = Memo(id=deal.id, text=theirs.text, author_id=theirs.author_id, at=theirs.at)
    elif memo.deleted_at is not None:
        memo.text, memo.author_id, memo.at, memo.deleted_at = theirs.text, theirs.author_id, theirs.at, None
    else:
        memo.text = _below(memo.text, theirs.text)
    context.session.add(memo)


def _below(text: str, more: str) -> str:
    """One text under another, unless it is there already."""
    return text if more.strip() in text else "\n".join(part for part in (text, more) if part.strip())
