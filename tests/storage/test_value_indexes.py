"""An index over the values of a field: filled and emptied with the field, and kept by whatever writes values."""

import sqlite3
from contextlib import closing
from pathlib import Path

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.places import is_database
from crm_tui.operations.deals import DealChanges, EditDeal
from crm_tui.operations.fields import AddField, EditField, FieldChanges, FieldInfo, RemoveField
from crm_tui.operations.history import Redo, Undo
from crm_tui.storage.doctor import examine
from crm_tui.storage.local import LocalStore
from tests.storage.acts import deal, rows
from tests.storage.dump import assert_derived_data_is_right
from tests.storage.kinds import on_both

pytestmark = on_both


def held(where: str) -> list[str]:
    """The values in the index."""
    assert_derived_data_is_right(where)
    return [value for (value,) in rows(where, "SELECT value FROM card_value ORDER BY 1")]


async def colour(store: LocalStore) -> FieldInfo:
    """A field with two values, not indexed."""
    field = await store.do(AddField(Entity.DEAL, "Colour", FieldKind.TEXT))
    for value in ("red", "blue"):
        made = await deal(store, value)
        await store.do(EditDeal(made.id, DealChanges(custom={field.id: value})))
    return field


async def test_it_comes_and_goes_with_the_field_with_undo_and_redo(where: str, store: LocalStore) -> None:
    field = await colour(store)
    assert held(where) == []
    await store.do(EditField(field.id, FieldChanges(indexed=True)))
    assert held(where) == ["blue", "red"]
    await store.do(Undo())
    assert held(where) == []
    await store.do(Redo())
    assert held(where) == ["blue", "red"]
    await store.do(RemoveField(field.id))
    assert held(where) == []
    await store.do(Undo())
    assert held(where) == ["blue", "red"]
    await store.do(EditField(field.id, FieldChanges(indexed=False)))
    assert held(where) == []


async def test_it_follows_each_change_of_a_value(where: str, store: LocalStore) -> None:
    field = await colour(store)
    await store.do(EditField(field.id, FieldChanges(indexed=True)))
    made = await deal(store, "third")

    await store.do(EditDeal(made.id, DealChanges(custom={field.id: "green"})))
    assert held(where) == ["blue", "green", "red"]
    await store.do(EditDeal(made.id, DealChanges(custom={field.id: "grey"})))
    assert held(where) == ["blue", "grey", "red"]
    await store.do(EditDeal(made.id, DealChanges(custom={field.id: ""})))
    assert held(where) == ["blue", "red"]
    await store.do(Undo())
    assert held(where) == ["blue", "grey", "red"]
    await store.do(Undo())
    assert held(where) == ["blue", "green", "red"]
    await store.do(Redo())
    assert held(where) == ["blue", "grey", "red"]


async def test_a_new_record_is_in_it_with_its_default(where: str, store: LocalStore) -> None:
    await store.do(AddField(Entity.DEAL, "Colour", FieldKind.TEXT, default="red", indexed=True))
    await deal(store)
    assert held(where) == ["red"]
    await store.do(Undo())
    await store.do(Redo())
    assert held(where) == ["red"]


async def test_the_doctor_finds_a_value_that_is_not_in_it(where: str, store: LocalStore) -> None:
    field = await colour(store)
    await store.do(EditField(field.id, FieldChanges(indexed=True)))
    if is_database(where):
        return
    before = {finding.name: finding.ok for finding in examine(Path(where))}
    with closing(sqlite3.connect(where)) as connection, connection:
        connection.execute("DELETE FROM card_value WHERE value = 'red'")
    after = {finding.name: finding.ok for finding in examine(Path(where))}

    assert before["index of fields"]
    assert [name for name, ok in after.items() if not ok] == ["index of fields"]
