"""Which fields of a card one sees: chosen by ticks, left out when drawn, kept for the user."""

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import OptionList
from textual.worker import Worker

from crm_tui.domain.fields import Entity
from crm_tui.operations.fields import SetPreference
from crm_tui.screens.card import shown_fields
from crm_tui.screens.card.choosing import choose_fields, hidden_fields
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.tick_list import Tick
from tests.screens.fakes import HOSTILE
from tests.screens.office_settings import SettingsStore
from tests.screens.settled import Host, settle


def line(name: str, label: str) -> CardField:
    return CardField(name, label, Content(""))


CONTACT = CardBlock(
    "Contact", (line("phones.0", "work"), line("phones.1", "home"), line("city", "City"), line("custom.f-1", "Area"))
)
PEOPLE = CardBlock("People", (line("contact.7", ""),))
COMMENT = CardBlock("", (line("comment", "Comment"),))
BLOCKS = (CONTACT, PEOPLE, COMMENT)


def names(blocks: tuple[CardBlock, ...]) -> list[list[str]]:
    return [[field.name for field in block.fields] for block in blocks]


def test_nothing_hidden_is_the_card_itself() -> None:
    assert shown_fields.visible(BLOCKS, frozenset()) == BLOCKS


def test_what_is_hidden_is_left_out_with_an_empty_block() -> None:
    left = shown_fields.visible(BLOCKS, {"phones", "comment", "custom.f-1"})

    assert names(left) == [["city"], ["contact.7"]]


def test_lines_without_a_name_are_no_fields() -> None:
    assert shown_fields.visible((PEOPLE,), {"contact.7"}) == (PEOPLE,)
    empty = CardBlock("Tasks", (), "None yet")
    assert shown_fields.visible((empty,), {"city"}) == (empty,)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("phones.2", "phones"),
        ("person.0192f.emails.1", "person.emails"),
        ("person.0192f.role", "person.role"),
        ("custom.0192f", "custom.0192f"),
        ("city", "city"),
    ],
)
def test_what_is_hidden_together(name: str, key: str) -> None:
    assert shown_fields.key(name) == key


def test_each_field_is_offered_once_under_its_heading() -> None:
    assert shown_fields.choices(BLOCKS) == (
        Tick("", "Contact"),
        Tick("phones", "Phones"),
        Tick("city", "City"),
        Tick("custom.f-1", "Area"),
        Tick("comment", "Comment"),
    )


def test_what_was_not_offered_stays_hidden() -> None:
    offered = shown_fields.choices((COMMENT,))

    assert shown_fields.chosen({"custom.gone"}, offered, ()) == {"custom.gone", "comment"}
    assert shown_fields.chosen({"comment"}, offered, ("comment",)) == frozenset()


@pytest.mark.parametrize("kept", ["", "[]", "{}", '"x"'])
def test_a_choice_that_is_none(kept: str) -> None:
    assert shown_fields.read(kept) == frozenset()


def test_a_choice_is_read_as_it_was_kept() -> None:
    assert shown_fields.read(shown_fields.written({"b", "a"})) == {"a", "b"}


async def chosen_by(pilot: Pilot[None], store: SettingsStore, blocks: tuple[CardBlock, ...], *keys: str) -> object:
    """What comes of the keys; what is hidden to begin with is what the store holds."""
    hidden = await hidden_fields(store, Entity.CONTACT)
    worker: Worker[object] = pilot.app.run_worker(choose_fields(pilot.app, store, Entity.CONTACT, blocks, hidden))
    await settle(pilot)
    await pilot.press(*keys)
    return await worker.wait()


async def test_ticks_are_taken_off_and_put_on_again() -> None:
    store = SettingsStore()
    async with Host().run_test() as pilot:
        assert await chosen_by(pilot, store, BLOCKS, "space", "down", "space", "enter") == {"phones", "city"}
        assert store.done == [SetPreference("fields.contact.hidden", '["city", "phones"]')]
        assert await chosen_by(pilot, store, BLOCKS, "space", "enter") == {"city"}


async def test_leaving_and_saving_what_is_there_change_nothing() -> None:
    store = SettingsStore()
    async with Host().run_test() as pilot:
        assert await chosen_by(pilot, store, BLOCKS, "space", "escape") is None
        assert await chosen_by(pilot, store, BLOCKS, "enter") is None
        assert store.done == []


async def test_hostile_names_are_drawn_as_they_stand() -> None:
    store = SettingsStore()
    hostile = (CardBlock(HOSTILE, (line("custom.x", HOSTILE),)),)
    async with Host().run_test() as pilot:
        worker = pilot.app.run_worker(choose_fields(pilot.app, store, Entity.CONTACT, hostile, frozenset()))
        await settle(pilot)
        options = pilot.app.screen.query_one(OptionList)
        shown = str(options.get_option_at_index(1).prompt)
        assert "[/][@click=app.quit]" in shown
        assert "\x1b" not in shown
        await pilot.press("enter")
        await worker.wait()
