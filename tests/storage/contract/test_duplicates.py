"""Pairs that may be one person: looked for step by step, followed through changes, and decided on."""

import pytest

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Evidence
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactChanges, CreateContact, DeleteContact, EditContact
from crm_tui.operations.errors import AlreadyMerged, InvalidValue, NotAllowed, NotFound
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.matching import (
    DuplicatePage,
    DuplicatePair,
    FindSimilar,
    GetScan,
    LearnWeights,
    ListDuplicates,
    MergeContacts,
    NotDuplicates,
    ScanDuplicates,
    ScanState,
    SplitContacts,
)
from crm_tui.operations.values import Email, Phone

NOBODY = ContactId("f" * 32)
PHONE = Phone("067 123 45 67")


async def scanned(store: Store, contacts: int = 5_000) -> ScanState:
    """The base looked through to its end."""
    state = await store.do(ScanDuplicates(contacts))
    while not state.complete:
        state = await store.do(ScanDuplicates(contacts))
    return state


async def found(store: Store, least: Band = Band.LIKELY) -> list[set[str]]:
    return [{pair.first.name, pair.second.name} for pair in (await store.ask(ListDuplicates(least))).pairs]


SURNAMES = ("Коваль", "Шевченко", "Бондар", "Лисенко", "Мороз", "Гнатюк")
OTHERS = ("Ada Wong", "Kurt Weill", "Nina Berg", "Otto Dix", "Ruth Stein", "Lena Horn")


async def base(store: Store, *numbers: int) -> None:
    """For each number two who are one, and one who is nobody else."""
    drafts = [
        Draft(
            2 * number,
            name=f"{name} {SURNAMES[number]}",
            phones=[Phone("067", e164=f"+38067{number}234{number}{number}5")],
        )
        for number in numbers
        for name in ("Марія", "Мария")
    ]
    drafts += [Draft(99, name=OTHERS[number]) for number in numbers]
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts))


async def test_a_pair_is_found_with_its_reasons_the_older_first(store: Store) -> None:
    older = await store.do(CreateContact("Марія Шевченко", (Phone("067 123 45 67"),), city="Київ"))
    newer = await store.do(CreateContact("Мария Шевченко", (Phone("+380671234567"),), (Email("m@dim.ua"),)))
    assert await store.ask(GetScan()) == ScanState(0, 2, 0, None)

    state = await store.do(ScanDuplicates())

    assert (state.done, state.total, state.found, state.complete) == (2, 2, 1, True)
    assert await store.ask(GetScan()) == state
    page = await store.ask(ListDuplicates())
    (pair,) = page.pairs
    assert (pair.first.id, pair.second.id, pair.band) == (older.id, newer.id, Band.SAME)
    assert (pair.first.city, pair.second.emails) == ("Київ", (Email("m@dim.ua"),))
    assert Evidence.SAME_PHONE in [reason.evidence for reason in pair.reasons]
    assert (page.complete, page.total) == (True, 1)


async def test_a_look_through_is_stopped_and_continued(store: Store) -> None:
    await base(store, *range(6))

    first = await store.do(ScanDuplicates(5))
    assert 0 < first.done < first.total == 18
    state = await scanned(store, 5)

    assert (state.done, state.found) == (18, 6)
    assert len(await found(store)) == 6
    assert await store.do(ScanDuplicates(5)) == state
    again = await store.do(ScanDuplicates(5, afresh=True))
    assert 0 < again.done < 18
    assert (await scanned(store, 5)).found == 6


async def test_what_changes_counts_as_not_looked_through(store: Store) -> None:
    await base(store, 1, 2)
    await scanned(store)
    first, second = (await store.ask(ListDuplicates())).pairs
    renamed = EditContact(first.first.id, ContactChanges(name="Олег Дуб", phones=()))
    new = await store.do(CreateContact("Іван Тимчук", (Phone("050 999 88 77"),)))
    await store.do(renamed)
    await store.do(CreateContact("Тимчук Иван", (Phone("050 999 88 77"),)))

    state = await store.ask(GetScan())
    assert not state.complete
    assert (await scanned(store)).complete
    assert sorted(map(sorted, await found(store))) == sorted(
        map(sorted, ({second.first.name, second.second.name}, {"Іван Тимчук", "Тимчук Иван"}))
    )
    await store.do(DeleteContact(new.id))
    assert await found(store) == [{second.first.name, second.second.name}]
    await store.do(Undo())
    await scanned(store)
    assert {"Іван Тимчук", "Тимчук Иван"} in await found(store)


async def test_two_people_are_not_shown_as_a_pair_again(store: Store) -> None:
    await base(store, 1)
    await scanned(store)
    (pair,) = (await store.ask(ListDuplicates())).pairs

    await store.do(NotDuplicates(pair.second.id, pair.first.id))

    assert await store.ask(ListDuplicates()) == DuplicatePage((), True, 0)
    await store.do(ScanDuplicates(afresh=True))
    assert await found(store) == []
    await store.do(Undo())
    assert len(await found(store)) == 1
    await store.do(Redo())
    assert await found(store) == []
    await store.do(NotDuplicates(pair.first.id, pair.second.id))


async def test_a_merged_pair_is_gone_and_comes_back_when_it_is_split(store: Store) -> None:
    await base(store, 1, 2)
    await scanned(store)
    pair = (await store.ask(ListDuplicates())).pairs[0]

    merged = await store.do(MergeContacts(pair.first.id, pair.second.id))
    assert len(await found(store)) == 1
    with pytest.raises(AlreadyMerged):
        await store.do(NotDuplicates(pair.first.id, pair.second.id))
    await store.do(SplitContacts(merged.merge_id))
    await scanned(store)

    assert len(await found(store)) == 2


async def test_pairs_come_page_by_page_the_best_first(store: Store) -> None:
    await base(store, *range(5))
    await scanned(store)
    whole = (await store.ask(ListDuplicates(Band.MAYBE))).pairs
    assert [pair.score for pair in whole] == sorted((pair.score for pair in whole), reverse=True)

    pages: list[DuplicatePair] = []
    after = None
    while True:
        page = await store.ask(ListDuplicates(Band.MAYBE, after, limit=2))
        pages += page.pairs
        if page.complete:
            break
        last = page.pairs[-1]
        after = (last.score, last.first.id, last.second.id)

    assert tuple(pages) == whole
    assert len(whole) >= 5
    sure = (await store.ask(ListDuplicates(Band.SAME))).pairs
    assert all(pair.band is Band.SAME for pair in sure)


async def test_an_import_is_looked_through_too(store: Store) -> None:
    await base(store, 1)
    await scanned(store)

    await base(store, 2, 3)

    assert not (await store.ask(GetScan())).complete
    assert (await scanned(store)).found == 3


async def test_who_is_one_or_gone_is_no_pair(store: Store, reader: Store) -> None:
    one = await store.do(CreateContact("Марія"))

    with pytest.raises(InvalidValue):
        await store.do(NotDuplicates(one.id, one.id))
    with pytest.raises(NotFound):
        await store.do(NotDuplicates(one.id, NOBODY))
    with pytest.raises(NotAllowed):
        await reader.do(ScanDuplicates())
    assert (await store.ask(GetScan())).done == 0


async def test_an_empty_base_has_no_duplicates(store: Store) -> None:
    state = await store.do(ScanDuplicates())

    assert state.complete
    assert await found(store) == []


async def test_a_base_teaches_what_its_evidence_weighs(store: Store, manager: Store) -> None:
    await base(store, *range(6))
    before = await store.ask(FindSimilar("Марія Коваль", (Phone("+380670234005"),)))

    learnt = await store.do(LearnWeights())

    assert learnt.pairs >= 6
    assert (learnt.rounds > 0, learnt.moved > 0) == (True, True)
    after = await store.ask(FindSimilar("Марія Коваль", (Phone("+380670234005"),)))
    assert [one.id for one in after] == [one.id for one in before]
    assert after[0].score != before[0].score
    assert (await store.do(LearnWeights())).pairs == learnt.pairs
    with pytest.raises(NotAllowed):
        await manager.do(LearnWeights())


async def test_an_empty_base_teaches_nothing(store: Store) -> None:
    assert (await store.do(LearnWeights())).pairs == 0


async def test_a_family_on_one_phone_is_no_likely_pair(store: Store) -> None:
    """B8: a shared phone is a hint, not a verdict."""
    await store.do(CreateContact("Марія Шевченко", (PHONE,), city="Київ"))
    husband = await store.do(CreateContact("Тарас Шевченко", (PHONE,), city="Київ"))
    await scanned(store)
    assert await found(store) == []
    assert len(await found(store, Band.MAYBE)) == 1

    await store.do(EditContact(husband.id, ContactChanges(city="Львів")))
    await scanned(store)
    assert await found(store) == []


async def test_two_who_have_a_phone_share_it_with_nobody_else(store: Store) -> None:
    await base(store, 1)
    await scanned(store)
    (pair,) = (await store.ask(ListDuplicates())).pairs
    assert {Evidence.SAME_PHONE} == {Evidence.SAME_PHONE, Evidence.SHARED_PHONE} & {
        reason.evidence for reason in pair.reasons
    }
