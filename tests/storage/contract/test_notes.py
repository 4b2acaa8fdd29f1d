"""Notes, mentions, the memo, calls and messages."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, NoteId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import GetDeal
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound
from crm_tui.operations.feed import FeedKind, GetFeed
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.notes import (
    AddNote,
    Channel,
    DeleteNote,
    EditNote,
    ListMentions,
    LogCommunication,
    ReadMentions,
    SetMemo,
)
from tests.storage.acts import deal


def on(record_id: str) -> RecordId:
    return RecordId(record_id)


async def notes_of(store: Store, record_id: str) -> list[str]:
    page = await store.ask(GetFeed(on(record_id)))
    return [item.text for item in page.items if item.kind is FeedKind.NOTE]


async def test_a_note_stands_on_its_card_and_is_touched_by_it(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    clock.set(clock.now() + timedelta(hours=1))

    note = await store.do(AddNote(on(made.id), " measured the roof \n twice "))

    me = (await store.ask(GetBoard())).me
    assert (note.text, note.author, note.at) == ("measured the roof \n twice", me.name, clock.now())
    assert await notes_of(store, made.id) == ["measured the roof \n twice"]
    assert (await store.ask(GetDeal(made.id))).touched_at == clock.now()


async def test_a_contact_has_notes_too(store: Store) -> None:
    contact = await store.do(CreateContact("Ivan"))
    await store.do(AddNote(on(contact.id), "prefers mornings"))
    assert await notes_of(store, contact.id) == ["prefers mornings"]


async def test_a_note_is_written_anew_and_taken_away(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    note = await store.do(AddNote(on(made.id), "one"))
    clock.set(clock.now() + timedelta(minutes=5))

    edited = await store.do(EditNote(note.id, "two"))
    assert (edited.text, edited.at, edited.edited_at) == ("two", note.at, clock.now())
    assert (await store.do(EditNote(note.id, "two"))).edited_at == clock.now()

    await store.do(DeleteNote(note.id))
    assert await notes_of(store, made.id) == []
    await store.do(Undo())
    assert await notes_of(store, made.id) == ["two"]
    await store.do(Redo())
    assert await notes_of(store, made.id) == []


async def test_what_is_no_note_is_refused(store: Store, reader: Store) -> None:
    made = await deal(store)
    with pytest.raises(InvalidValue):
        await store.do(AddNote(on(made.id), " \n "))
    with pytest.raises(NotFound):
        await store.do(AddNote(on("nobody"), "text"))
    with pytest.raises(NotFound):
        await store.do(EditNote(NoteId("none"), "text"))
    with pytest.raises(NotFound):
        await store.do(DeleteNote(NoteId("none")))
    with pytest.raises(NotAllowed):
        await reader.do(AddNote(on(made.id), "text"))
    assert await notes_of(store, made.id) == []


async def test_a_colleague_who_is_named_is_told_once(store: Store) -> None:
    made = await deal(store, "Roof")
    me = (await store.ask(GetBoard())).me
    olga = await store.do(CreateUser("Ольга Рябова"))

    note = await store.do(AddNote(on(made.id), f"@Ольга посмотри замеры, @ольга рябова! и @{me.name}"))
    await store.do(EditNote(note.id, "@Ольга посмотри замеры сегодня"))

    assert note.mentioned == (olga.id, me.id)
    assert await store.ask(ListMentions()) == ()


async def test_the_caller_sees_where_they_were_named(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")
    them = (await manager.ask(GetBoard())).me
    await store.do(AddNote(on(made.id), f"look at this, @{them.name}"))

    (mention,) = await manager.ask(ListMentions())
    assert (mention.title, mention.entity, mention.unread) == ("Roof", "deal", True)
    assert await manager.do(ReadMentions(on(made.id))) == 1
    assert await manager.ask(ListMentions()) == ()
    (read,) = await manager.ask(ListMentions(unread_only=False))
    assert not read.unread
    assert await manager.do(ReadMentions(on(made.id))) == 0


async def test_a_deal_has_one_memo(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    first = await store.do(SetMemo(made.id, "keys at the guard"))
    clock.set(clock.now() + timedelta(minutes=1))
    second = await store.do(SetMemo(made.id, "keys at the neighbour"))

    assert (first.text, second.text, second.at) == ("keys at the guard", "keys at the neighbour", clock.now())
    page = await store.ask(GetFeed(on(made.id)))
    assert [item.text for item in page.items if item.kind is FeedKind.MEMO] == ["keys at the neighbour"]
    await store.do(Undo())
    page = await store.ask(GetFeed(on(made.id)))
    assert [item.text for item in page.items if item.kind is FeedKind.MEMO] == ["keys at the guard"]


async def test_an_empty_memo_is_none(store: Store) -> None:
    made = await deal(store)
    assert (await store.do(SetMemo(made.id, " "))).at is None
    await store.do(SetMemo(made.id, "keys"))
    assert (await store.do(SetMemo(made.id, ""))).text == ""
    assert (await store.do(SetMemo(made.id, "again"))).text == "again"
    with pytest.raises(NotFound):
        await store.do(SetMemo(DealId("none"), "text"))


async def test_a_call_is_written_down(store: Store, clock: FixedClock) -> None:
    made = await deal(store)
    before = clock.now() - timedelta(hours=2)

    call = await store.do(
        LogCommunication(
            on(made.id),
            Channel.CALL,
            incoming=True,
            text=" asked for a price ",
            address="+7 916",
            seconds=252,
            at=before,
        )
    )

    assert (call.text, call.seconds, call.incoming, call.at) == ("asked for a price", 252, True, before)
    (item,) = [one for one in (await store.ask(GetFeed(on(made.id)))).items if one.kind is FeedKind.COMMUNICATION]
    assert (item.channel, item.incoming, item.seconds, item.at) == (Channel.CALL, True, 252, before)
    with pytest.raises(InvalidValue):
        await store.do(LogCommunication(on(made.id), Channel.CALL, seconds=-1))
    with pytest.raises(NotFound):
        await store.do(LogCommunication(on("none"), Channel.CALL))
