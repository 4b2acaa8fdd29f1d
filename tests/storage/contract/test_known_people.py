"""Rows of a file whose people are known: each says of whom and why, and becomes what was decided (B12)."""

from dataclasses import replace
from typing import Any

from crm_tui.domain.matching.reasons import Band, Evidence
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactCard, CreateContact, DeleteContact, GetContact, ListContacts
from crm_tui.operations.deals import DealCard, GetDeal, ListDeals, NewPerson
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.import_rows import Choice, Decision, FieldChange, RowReport, Verdict
from crm_tui.operations.imports import Draft, ImportRecords, ImportReport, RecordKind
from crm_tui.operations.values import BuyerState, Email, Phone

KYIV = Phone("067 123 45 67", "work", e164="+380671234567")
SPELT = Phone("+38 (067) 123-45-67", e164="+380671234567")
OTHER = Phone("050 765 43 21", e164="+380507654321")
OLENA = Draft(2, name="Олена Шевченко", phones=[SPELT], emails=[Email("olena@ex.ua")], city="Львів", tags=["vip"])
STRANGER = Draft(3, name="Тарас Мельник", phones=[OTHER])


async def known(store: Store) -> ContactCard:
    """A manager's own contact."""
    return await store.do(CreateContact("Шевченко Олена Іванівна", (KYIV,), city="Київ"))


async def told(store: Store, *drafts: Draft, kind: RecordKind = RecordKind.CONTACTS, **terms: Any) -> ImportReport:
    """Take drafts in with matching."""
    command = ImportRecords(kind, [replace(draft, tags=list(draft.tags)) for draft in drafts], matching=True)
    return await store.do(replace(command, **terms))


async def looked_at(store: Store, *drafts: Draft, **terms: Any) -> list[RowReport]:
    """Every row of a dry run."""
    rows: list[RowReport] = []
    await told(store, *drafts, dry_run=True, row_told=rows.append, **terms)
    return rows


async def names(store: Store) -> list[str]:
    return sorted(row.name for row in (await store.ask(ListContacts())).rows)


async def test_every_row_is_told_before_anything_is_written(store: Store) -> None:
    there = await known(store)

    olena, stranger, empty = await looked_at(store, OLENA, STRANGER, Draft(4))

    assert (olena.verdict, olena.choice, olena.name) == (Verdict.DUPLICATE, Choice.ASK, "Олена Шевченко")
    (likeness,) = olena.likenesses
    assert (likeness.contact_id, likeness.name, likeness.row) == (there.id, there.name, 0)
    assert likeness.band is Band.SAME
    assert Evidence.SAME_PHONE in {reason.evidence for reason in likeness.reasons}
    assert {(change.field, change.after) for change in olena.changes} == {
        ("email", "olena@ex.ua"),
        ("tags", "vip"),
        ("alias", "Олена Шевченко"),
        ("extra.city", "Львів"),
    }
    assert (stranger.verdict, stranger.choice, stranger.likenesses) == (Verdict.NEW, None, ())
    assert (empty.verdict, empty.number) == (Verdict.REFUSED, 4)
    assert await names(store) == [there.name]


async def test_nobody_decides_and_the_row_waits(store: Store) -> None:
    there = await known(store)

    report = await told(store, OLENA, STRANGER)

    assert (report.new, report.duplicates, report.left_out, report.matched) == (1, 1, 1, True)
    assert [row.number for row in report.rows] == [2]
    assert await names(store) == ["Тарас Мельник", there.name]
    assert replace(await store.ask(GetContact(there.id)), seq=0) == replace(there, seq=0)


async def test_a_known_contact_gains_what_it_lacks_and_keeps_what_it_has(store: Store) -> None:
    there = await known(store)

    report = await told(store, replace(OLENA, external_id="A-7", company="Дах"), duplicates=Choice.UPDATE)

    card = await store.ask(GetContact(there.id))
    assert (report.new, report.duplicates, report.added) == (0, 1, 1)
    assert (card.name, card.city, card.phones) == (there.name, there.city, there.phones)
    assert (card.emails, card.company, card.external_id) == ((Email("olena@ex.ua"),), "Дах", "A-7")
    assert ([tag.name for tag in card.tags], card.extra) == (["vip"], {"city": "Львів"})
    again = await told(store, replace(OLENA, external_id="A-7", city=""), duplicates=Choice.UPDATE)
    assert (again.new, again.duplicates, again.unchanged + again.updated) == (0, 0, 1)


async def test_new_makes_another_and_skip_leaves_the_row_out(store: Store) -> None:
    there = await known(store)

    made = await told(store, OLENA, duplicates=Choice.NEW)
    assert (made.new, made.duplicates, made.made) == (0, 1, 1)
    assert await names(store) == ["Олена Шевченко", there.name]

    skipped = await told(store, OLENA, duplicates=Choice.SKIP)
    assert (skipped.duplicates, skipped.left_out) == (1, 1)
    assert len(await names(store)) == 2


async def test_a_row_may_be_one_that_stands_before_it(store: Store) -> None:
    between = [Draft(n, name=f"Name {n}") for n in range(10, 700)]
    drafts = [OLENA, replace(OLENA, number=3, city=""), *between, replace(OLENA, number=900, name="Лена Шевченко")]

    rows = await looked_at(store, *drafts, duplicates=Choice.UPDATE)

    near, far = (next(row for row in rows if row.number == number) for number in (3, 900))
    assert [(like.row, like.contact_id) for like in (near.likenesses[0], far.likenesses[0])] == [(2, None), (2, None)]
    assert (near.verdict, far.verdict) == (Verdict.DUPLICATE, Verdict.DUPLICATE)
    assert far.changes == (FieldChange("alias", "", "Лена Шевченко"),)
    report = await told(store, *drafts, duplicates=Choice.UPDATE)
    assert (report.new, report.added) == (691, 2)


async def test_a_row_has_a_choice_of_its_own(store: Store) -> None:
    there = await known(store)
    decisions = (Decision(2, Choice.NEW, there.id), Decision(5, Choice.UPDATE, row=3))
    again = replace(STRANGER, number=5, emails=[Email("taras@ex.ua")])

    report = await told(store, OLENA, STRANGER, again, duplicates=Choice.SKIP, decisions=decisions)

    assert (report.new, report.made, report.added, report.left_out) == (1, 1, 1, 0)
    assert await names(store) == ["Олена Шевченко", "Тарас Мельник", there.name]


async def test_a_decision_about_a_contact_that_is_gone_is_none(store: Store) -> None:
    there = await known(store)
    await store.do(DeleteContact(there.id))

    report = await told(store, OLENA, decisions=(Decision(2, Choice.UPDATE, there.id),))

    assert (report.new, report.duplicates) == (1, 0)


async def test_likely_people_are_a_hint_that_can_be_taken_in(store: Store) -> None:
    there = await known(store)
    relative = Draft(2, name="Шевченко Марія", phones=[SPELT])

    (hinted,) = await looked_at(store, relative)
    assert (hinted.verdict, hinted.choice) == (Verdict.NEW, None)
    assert [(like.contact_id, like.band) for like in hinted.likenesses] == [(there.id, Band.LIKELY)]

    report = await told(store, relative, least=Band.LIKELY, duplicates=Choice.SKIP)
    assert (report.new, report.duplicates, report.likely) == (0, 1, 0)


async def test_rows_are_compared_where_there_is_somebody_to_compare_with(store: Store) -> None:
    first = await told(store, OLENA, replace(OLENA, number=3), matching=None)
    assert (first.matched, first.new) == (False, 2)

    second = await told(store, replace(OLENA, number=4), matching=None)
    assert (second.matched, second.duplicates) == (True, 1)

    third = await told(store, replace(OLENA, number=5), matching=False)
    assert (third.matched, third.new) == (False, 1)


async def one_deal(store: Store) -> DealCard:
    return await store.ask(GetDeal((await store.ask(ListDeals())).rows[-1].id))


async def test_the_people_of_deals_are_linked_with_the_contacts_that_they_are(store: Store) -> None:
    there = await known(store)
    deal = replace(OLENA, title="Roof", people=[NewPerson("Тарас Мельник", (OTHER,))])

    (row,) = await looked_at(store, deal, kind=RecordKind.DEALS)
    assert (row.verdict, row.choice, row.likenesses[0].about) == (Verdict.NEW, Choice.ASK, "Олена Шевченко")
    report = await told(store, deal, kind=RecordKind.DEALS, duplicates=Choice.UPDATE)

    card = await one_deal(store)
    assert (report.new, report.duplicates, report.added) == (1, 1, 1)
    assert [person.contact_id for person in card.people] == [there.id, None]
    assert card.buyer is BuyerState.SAVED
    assert (await store.ask(GetContact(there.id))).emails == (Email("olena@ex.ua"),)


async def test_the_people_of_deals_stay_as_typed_where_nobody_decides(store: Store) -> None:
    there = await known(store)

    report = await told(store, replace(OLENA, title="Roof"), kind=RecordKind.DEALS)

    assert (report.new, report.duplicates, report.added) == (1, 1, 0)
    assert [person.contact_id for person in (await one_deal(store)).people] == [None]
    assert replace(await store.ask(GetContact(there.id)), seq=0) == replace(there, seq=0)


async def test_one_undo_takes_all_of_it_back(store: Store) -> None:
    there = await known(store)
    await told(store, OLENA, STRANGER, duplicates=Choice.UPDATE)
    filled = await store.ask(GetContact(there.id))

    await store.do(Undo())
    before = await store.ask(GetContact(there.id))
    assert (before.emails, before.tags, before.extra, await names(store)) == ((), (), {}, [there.name])

    await store.do(Redo())
    assert replace(await store.ask(GetContact(there.id)), seq=0) == replace(filled, seq=0)


async def test_what_is_no_person_is_like_nobody(store: Store) -> None:
    await known(store)
    odd = [
        Draft(2, name="Я"),
        Draft(3, name="ш" * 500),
        Draft(4, name="🙂🙂"),
        Draft(5, phones=[Phone("123")]),
        Draft(6, phones=[Phone("call me", problem="no number")]),
        Draft(7, emails=[Email("no at sign")]),
        Draft(8, company="Шевченко"),
        Draft(9, name="Олена \ud800 Шевченко", phones=[SPELT]),
    ]

    report = await told(store, *odd)

    assert (report.new, report.duplicates, report.refused) == (7, 0, 1)
