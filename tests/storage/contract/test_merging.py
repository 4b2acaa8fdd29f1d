"""Two contacts into one: nothing is lost, and they come apart again, also after other edits."""

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import ContactId, MergeId, PersonId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import (
    ContactCard,
    ContactChanges,
    CreateContact,
    DeleteContact,
    EditContact,
    GetContact,
    ListContacts,
    TagContact,
)
from crm_tui.operations.deals import CreateDeal, DealCard, GetDeal, NewPerson
from crm_tui.operations.documents import AttachDocument, ListDocuments
from crm_tui.operations.errors import (
    AlreadyMerged,
    AlreadySplit,
    InvalidValue,
    NotAllowed,
    NotFound,
    UndoRefused,
)
from crm_tui.operations.feed import GetFeed
from crm_tui.operations.fields import AddField
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.matching import ListMerges, MergeContacts, MergeField, PreviewMerge, ReplaceBuyer, SplitContacts
from crm_tui.operations.notes import AddNote
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Email, Phone
from crm_tui.operations.vouchers import CreateVoucher, ListVouchers, VoucherKind

NOBODY = ContactId("f" * 32)
OpenAs = Callable[[str], Awaitable[Store]]


async def pair(store: Store) -> tuple[ContactCard, ContactCard]:
    """Two contacts that are one person."""
    first = await store.do(
        CreateContact("Марія Шевченко", (Phone("067 123 45 67"),), (Email("m@dim.ua"),), city="Київ", tags=("vip",))
    )
    other = await store.do(
        CreateContact(
            "Мария Шевченко",
            (Phone("+380671234567"), Phone("050 111 22 33", "work")),
            (Email("maria@dim.ua"),),
            company="Дім",
            city="Львів",
            comment="calls at noon",
            tags=("vip", "hot"),
            external_id="x7",
        )
    )
    return first, other


async def deal_of(store: Store, contact: ContactCard) -> DealCard:
    return await store.do(CreateDeal("Roof", NewPerson(contact.name, contact_id=contact.id)))


async def furnished(store: Store) -> tuple[ContactCard, ContactCard, DealCard]:
    """The two, the second with all that a contact can have."""
    first, other = await pair(store)
    card = RecordId(other.id)
    deal = await deal_of(store, other)
    await store.do(AddNote(card, "likes tiles"))
    await store.do(PlanTask(card, "call"))
    await store.do(AttachDocument(card, "plan.txt", b"plan"))
    await store.do(CreateVoucher(card, VoucherKind.INVOICE, "12", amount="5"))
    return first, other, deal


async def held(store: Store, contact_id: ContactId) -> tuple[object, ...]:
    """All that a person sees of a contact, as far as it can move."""
    card, record = await store.ask(GetContact(contact_id)), RecordId(contact_id)
    feed = await store.ask(GetFeed(record))
    return (
        card.name,
        [(phone.e164, phone.label) for phone in card.phones],
        [email.typed for email in card.emails],
        (card.company, card.city, card.comment, card.external_id, card.custom),
        sorted(tag.name for tag in card.tags),
        card.deals,
        sorted(item.kind for item in (*feed.items, *feed.upcoming) if item.kind != "change"),
        [document.name for document in await store.ask(ListDocuments(record))],
        [voucher.number for voucher in await store.ask(ListVouchers(record, VoucherKind.INVOICE))],
    )


async def test_a_merge_keeps_all_that_both_have(store: Store) -> None:
    first, other, deal = await furnished(store)

    merged = await store.do(MergeContacts(first.id, other.id))

    assert merged.contact == await store.ask(GetContact(first.id))
    name, phones, emails, fields, tags, deals, items, documents, vouchers = await held(store, first.id)
    assert (name, emails) == ("Марія Шевченко", ["m@dim.ua", "maria@dim.ua"])
    assert merged.contact.aliases == ("Мария Шевченко",)
    assert [row.id for row in (await store.ask(ListContacts("Мария Шевченко"))).rows] == [first.id]
    assert phones == [("+380671234567", ""), ("+380501112233", "work")]
    assert fields == ("Дім", "Київ", "calls at noon", "x7", {})
    assert (tags, deals) == (["hot", "vip"], (deal.id,))
    assert (documents, vouchers) == (["plan.txt"], ["12"])
    assert {"note", "task"} <= set(items)  # type: ignore[call-overload]  # a list of kinds
    assert (await store.ask(GetDeal(deal.id))).people[0].contact_id == first.id
    with pytest.raises(NotFound):
        await store.ask(GetContact(other.id))
    (row,) = (await store.ask(ListContacts("050 111 22 33"))).rows
    assert row.id == first.id


async def test_what_differs_is_shown_before_and_can_be_taken(store: Store) -> None:
    first, other = await pair(store)

    shown = await store.ask(PreviewMerge(first.id, other.id))

    assert shown == (
        MergeField("name", "Марія Шевченко", "Мария Шевченко", "first"),
        MergeField("company", "", "Дім", "second"),
        MergeField("city", "Київ", "Львів", "first"),
        MergeField("comment", "", "calls at noon", "second"),
        MergeField("external_id", "", "x7", "second"),
    )
    merged = await store.do(MergeContacts(first.id, other.id, take=("name", "city")))
    assert (merged.contact.name, merged.contact.city) == ("Мария Шевченко", "Львів")


async def test_values_of_card_fields_come_along(store: Store) -> None:
    size = await store.do(AddField(Entity.CONTACT, "Size", FieldKind.TEXT))
    colour = await store.do(AddField(Entity.CONTACT, "Colour", FieldKind.TEXT))
    first, other = await pair(store)
    await store.do(EditContact(first.id, ContactChanges(custom={size.id: "12"})))
    await store.do(EditContact(other.id, ContactChanges(custom={size.id: "15", colour.id: "red"})))

    merged = await store.do(MergeContacts(first.id, other.id))

    assert merged.contact.custom == {size.id: "12", colour.id: "red"}
    await store.do(SplitContacts(merged.merge_id))
    assert (await store.ask(GetContact(first.id))).custom == {size.id: "12"}
    assert (await store.ask(GetContact(other.id))).custom == {size.id: "15", colour.id: "red"}


async def test_a_merge_is_taken_apart_and_both_are_as_they_were(store: Store) -> None:
    first, other, _deal = await furnished(store)
    before = await held(store, first.id), await held(store, other.id)
    merged = await store.do(MergeContacts(first.id, other.id, take=("name",)))
    assert [(each.id, each.name, each.by) for each in await store.ask(ListMerges(first.id))] == [
        (merged.merge_id, "Мария Шевченко", (await store.ask(GetContact(first.id))).responsible_name)
    ]

    back = await store.do(SplitContacts(merged.merge_id))

    assert back == await store.ask(GetContact(other.id))
    assert (await held(store, first.id), await held(store, other.id)) == before
    assert await store.ask(ListMerges(first.id)) == ()
    with pytest.raises(AlreadySplit, match="Мария Шевченко"):
        await store.do(SplitContacts(merged.merge_id))


async def test_what_was_edited_since_stays_when_they_come_apart(store: Store) -> None:
    first, other, _deal = await furnished(store)
    merged = await store.do(MergeContacts(first.id, other.id))
    later = await deal_of(store, first)
    edited = (Phone("044 222 33 44"), Phone("050 111 22 33", "home"))
    await store.do(EditContact(first.id, ContactChanges(phones=edited, comment="calls at ten", company="")))
    await store.do(TagContact(first.id, add=("new",), remove=("hot",)))
    await store.do(AddNote(RecordId(first.id), "has moved"))

    await store.do(SplitContacts(merged.merge_id))

    _, phones, emails, fields, tags, deals, *_ = await held(store, first.id)
    assert phones == [("+380442223344", ""), ("+380501112233", "home")]
    assert (emails, deals, tags) == (["m@dim.ua"], (later.id,), ["new", "vip"])
    assert fields == ("", "Київ", "calls at ten", "", {})
    _, phones, emails, fields, tags, *_ = await held(store, other.id)
    assert phones == [("+380671234567", ""), ("+380501112233", "work")]
    assert (emails, tags) == (["maria@dim.ua"], ["hot", "vip"])
    assert fields == ("Дім", "Львів", "calls at noon", "x7", {})


async def test_a_deal_that_got_another_buyer_since_keeps_it(store: Store) -> None:
    first, other, deal = await furnished(store)
    third = await store.do(CreateContact("Іван"))
    merged = await store.do(MergeContacts(first.id, other.id))
    await store.do(ReplaceBuyer(deal.id, PersonId(deal.people[0].id), third.id))

    await store.do(SplitContacts(merged.merge_id))

    assert (await store.ask(GetContact(other.id))).deals == ()
    assert (await store.ask(GetContact(third.id))).deals == (deal.id,)


async def test_merging_is_one_step_of_undo(store: Store) -> None:
    first, other, _deal = await furnished(store)
    before = await held(store, first.id), await held(store, other.id)
    await store.do(MergeContacts(first.id, other.id))
    merged = await held(store, first.id)

    await store.do(Undo())
    assert (await held(store, first.id), await held(store, other.id)) == before
    await store.do(Redo())
    assert await held(store, first.id) == merged
    (merge,) = await store.ask(ListMerges(first.id))
    await store.do(SplitContacts(merge.id))
    assert (await held(store, first.id), await held(store, other.id)) == before
    await store.do(Undo())
    assert await held(store, first.id) == merged


async def test_a_colleagues_edit_of_the_survivor_outlives_the_undo_of_a_merge(store: Store, manager: Store) -> None:
    first, other = await pair(store)
    await store.do(MergeContacts(first.id, other.id))
    await manager.do(EditContact(first.id, ContactChanges(city="Одеса")))

    await store.do(Undo())

    assert (await store.ask(GetContact(first.id))).city == "Одеса"
    assert [phone.e164 for phone in (await store.ask(GetContact(other.id))).phones] == [
        "+380671234567",
        "+380501112233",
    ]


async def test_undo_does_not_take_away_a_phone_that_a_colleague_edited(store: Store, manager: Store) -> None:
    first, other = await pair(store)
    merged = await store.do(MergeContacts(first.id, other.id))
    await manager.do(EditContact(first.id, ContactChanges(phones=(Phone("067 123 45 67"), Phone("093 000 11 22")))))

    with pytest.raises(UndoRefused, match="Ivan Petrenko"):
        await store.do(Undo())

    await store.do(SplitContacts(merged.merge_id))
    assert [phone.e164 for phone in (await store.ask(GetContact(first.id))).phones] == [
        "+380671234567",
        "+380930001122",
    ]
    assert [phone.e164 for phone in (await store.ask(GetContact(other.id))).phones] == [
        "+380671234567",
        "+380501112233",
    ]


async def test_a_pair_is_merged_once(store: Store, manager: Store) -> None:
    first, other = await pair(store)
    third = await store.do(CreateContact("Іван"))
    await store.do(MergeContacts(first.id, other.id))

    for again in (
        MergeContacts(first.id, other.id),
        MergeContacts(other.id, first.id),
        MergeContacts(third.id, other.id),
    ):
        with pytest.raises(AlreadyMerged, match="“Мария Шевченко” was merged into “Марія Шевченко”"):
            await manager.do(again)
    await store.do(MergeContacts(third.id, first.id))
    with pytest.raises(AlreadyMerged, match="“Мария Шевченко” was merged into “Іван”"):
        await store.ask(PreviewMerge(other.id, third.id))


async def test_contacts_that_are_gone_or_one_are_refused(store: Store) -> None:
    first, other = await pair(store)
    await store.do(DeleteContact(other.id))

    for gone in (other.id, NOBODY):
        with pytest.raises(NotFound):
            await store.do(MergeContacts(first.id, gone))
        with pytest.raises(NotFound):
            await store.ask(PreviewMerge(gone, first.id))
        with pytest.raises(NotFound):
            await store.ask(ListMerges(gone))
    with pytest.raises(InvalidValue):
        await store.do(MergeContacts(first.id, first.id))
    with pytest.raises(InvalidValue):
        await store.do(MergeContacts(first.id, (await store.do(CreateContact("Іван"))).id, take=("height",)))
    with pytest.raises(NotFound):
        await store.do(SplitContacts(MergeId("f" * 32)))


async def test_a_merge_whose_survivor_is_gone_comes_apart_once_that_is_back(store: Store) -> None:
    first, other = await pair(store)
    merged = await store.do(MergeContacts(first.id, other.id))
    await store.do(DeleteContact(first.id))

    with pytest.raises(NotFound):
        await store.do(SplitContacts(merged.merge_id))
    await store.do(Undo())
    assert (await store.do(SplitContacts(merged.merge_id))).id == other.id


async def test_a_reader_may_look_and_not_merge(store: Store, reader: Store) -> None:
    first, other = await pair(store)

    assert await reader.ask(PreviewMerge(first.id, other.id))
    with pytest.raises(NotAllowed):
        await reader.do(MergeContacts(first.id, other.id))
