"""What people are found alike by follows the contacts, whoever writes them and however many."""

from pathlib import Path

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactChanges, CreateContact, DeleteContact, EditContact
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.matching import FindSimilar
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import match_index, upkeep
from crm_tui.storage.opening import open_store
from tests.storage.acts import rows
from tests.storage.dump import assert_people_are_found_by_what_they_are
from tests.storage.kinds import on_both
from tests.storage.older import make_older

GIVEN = ("Марія", "Іван", "Олександр", "Anna", "Сергей")
SURNAMES = ("Шевченко", "Коваль", "Иванова", "Brown")
PHONE = Phone("067 123 45 67")


def drafts(count: int) -> list[Draft]:
    return [
        Draft(
            number,
            name=f"{GIVEN[number % 5]} {SURNAMES[number % 4]} {GIVEN[number % 3]}",
            phones=[Phone("067", e164=f"+38067{number:07}")],
            emails=[Email(f"p{number}@ex.ua")],
            city="Київ",
            external_id=f"x{number}",
        )
        for number in range(count)
    ]


@on_both
async def test_the_index_follows_a_contact_through_its_life(store: Store, where: str) -> None:
    made = await store.do(CreateContact("Марія Шевченко", (PHONE,), (Email("m@dim.ua"),), city="Київ"))
    assert_people_are_found_by_what_they_are(where)
    changes = (
        ContactChanges(name="Олена Коваль"),
        ContactChanges(phones=(), emails=(Email("o@dim.ua"), Email("k@dim.ua"))),
        ContactChanges(city="Львів", comment="no part of it"),
        ContactChanges(name="👩‍🚀", phones=(Phone("12"),)),
    )
    for change in changes:
        await store.do(EditContact(made.id, change))
        assert_people_are_found_by_what_they_are(where)
    await store.do(DeleteContact(made.id))
    assert rows(where, "SELECT * FROM match_key") == rows(where, "SELECT * FROM match_token") == []
    for _ in (*changes, None, None):
        await store.do(Undo())
        assert_people_are_found_by_what_they_are(where)
    await store.do(Redo())
    assert_people_are_found_by_what_they_are(where)


@on_both
async def test_an_import_and_its_undo_leave_the_index_right(
    store: Store, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With so little held in memory that all ways of writing very many are gone."""
    monkeypatch.setattr(match_index, "_KEYS_HELD", 500)
    monkeypatch.setattr(match_index, "_MANY", 50)
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(20)))
    changed = drafts(200)
    for draft in changed:
        draft.city = "Львів"
    await store.do(ImportRecords(RecordKind.CONTACTS, changed))
    assert_people_are_found_by_what_they_are(where)

    await store.do(Undo())
    assert_people_are_found_by_what_they_are(where)
    await store.do(Redo())
    assert_people_are_found_by_what_they_are(where)


@on_both
async def test_a_dry_run_leaves_no_trace(store: Store, where: str) -> None:
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(30), dry_run=True))

    assert rows(where, "SELECT count(*) FROM match_key") == [(0,)]


async def test_an_older_store_is_searched_as_completely_as_any_other(store_path: Path, clock: FixedClock) -> None:
    store = await open_store(str(store_path), clock=clock)
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(40)))
    await store.close()
    make_older(store_path, 3)

    store = await open_store(str(store_path), clock=clock)
    (found, *_) = await store.ask(FindSimilar("", (Phone("0670000007"),)))
    await store.close()

    assert found.external_id == "x7"
    assert_people_are_found_by_what_they_are(store_path)


async def test_a_copy_is_searched_too(store_path: Path, empty_url: str, clock: FixedClock) -> None:
    store = await open_store(str(store_path), clock=clock)
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(40)))
    await store.close()

    upkeep.copy(str(store_path), empty_url, lambda _done, _total: None)

    assert_people_are_found_by_what_they_are(empty_url)
