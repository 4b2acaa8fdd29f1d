"""Two contacts into one, and apart again."""

from sqlmodel import col, select

from crm_tui.domain.ids import MergeId
from crm_tui.i18n import N_
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.errors import AlreadySplit, NotFound
from crm_tui.operations.matching import (
    ListMerges,
    MergeContacts,
    Merged,
    MergeField,
    MergeInfo,
    PreviewMerge,
    SplitContacts,
)
from crm_tui.storage import merge_fields, merging, records
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.handlers.contacts import card
from crm_tui.storage.tables import Contact, Member, Merge


@handles(PreviewMerge)
def preview_merge(context: Context, query: PreviewMerge) -> tuple[MergeField, ...]:
    """Where two contacts differ."""
    contact, other = merging.two(context, query.contact_id, query.other_id, "other_id")
    return tuple(merge_fields.differing(context, contact, other))


@handles(MergeContacts)
def merge_contacts(context: Context, command: MergeContacts) -> Merged:
    """One contact into another."""
    contact, other = merging.two(context, command.contact_id, command.other_id, "other_id")
    made = merging.merge(context, contact, other, command.take)
    return Merged(card(context, contact), MergeId(made.id))


@handles(ListMerges)
def list_merges(context: Context, query: ListMerges) -> tuple[MergeInfo, ...]:
    """What was merged into a contact."""
    contact = records.contact(context.session, query.contact_id)
    query_of = (
        select(Merge, Contact.name, Member.name)
        .join(Contact, col(Contact.id) == col(Merge.other_id))
        .join(Member, col(Member.id) == col(Merge.author_id))
        .where(Merge.contact_id == contact.id, col(Merge.deleted_at).is_(None), col(Merge.split_at).is_(None))
        .order_by(col(Merge.at).desc(), col(Merge.id).desc())
    )
    found = context.session.exec(query_of)
    return tuple(MergeInfo(MergeId(merge.id), name, from_ms(merge.at), by) for merge, name, by in found)


@handles(SplitContacts)
def split_contacts(context: Context, command: SplitContacts) -> ContactCard:
    """A merge taken apart."""
    merge = context.session.get(Merge, command.merge_id)
    if merge is None or merge.deleted_at is not None:
        raise NotFound(N_("merge"), command.merge_id)
    if merge.split_at is not None:
        named = context.session.exec(select(Contact.name).where(Contact.id == merge.other_id)).one()
        raise AlreadySplit(named)
    return card(context, merging.split(context, merge))
