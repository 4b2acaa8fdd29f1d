"""An index over the values of a field: made and dropped with the field, where the database can have one."""

import pytest
from sqlalchemy import create_engine, text

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.places import is_database
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.fields import AddField, EditField, FieldChanges, GetLayout, RemoveField
from crm_tui.operations.history import Redo, Undo
from crm_tui.storage.local import LocalStore
from tests.storage.kinds import on_both

pytestmark = on_both


def indexes(where: str) -> int:
    engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'ix!_value%' ESCAPE '!'"))
        count = int(found.scalar_one())
    engine.dispose()
    return count


async def test_an_index_comes_and_goes_with_undo_and_redo(where: str, store: LocalStore) -> None:
    asked = AddField(Entity.DEAL, "Area", FieldKind.NUMBER, indexed=True)
    if not is_database(where):
        with pytest.raises(InvalidValue):
            await store.do(asked)
        assert (await store.ask(GetLayout(Entity.DEAL))).fields == ()
        return
    area = await store.do(asked)
    assert indexes(where) == 1
    await store.do(EditField(area.id, FieldChanges(indexed=False)))
    assert indexes(where) == 0
    await store.do(Undo())
    assert indexes(where) == 1
    await store.do(Redo())
    assert indexes(where) == 0
    await store.do(EditField(area.id, FieldChanges(indexed=True)))
    await store.do(RemoveField(area.id))
    assert indexes(where) == 0
