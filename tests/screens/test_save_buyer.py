"""Saving the buyer of a deal: by keys alone, on a made-up store, at 80×24 and at 40×20."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import Worker

from crm_tui.domain.ids import ContactId, DealId
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import CrmError, NotAllowed, StoreLocked
from crm_tui.operations.matching import ReplaceBuyer, SaveBuyer, Similar
from crm_tui.operations.values import Email, Person, Phone
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.dialogs.save_buyer import SaveBuyerDialog
from crm_tui.widgets.buyer.similar_list import SimilarList
from crm_tui.widgets.painted import Painted
from tests.screens.buyers import (
    IVANOV,
    IVANOVA,
    MAIL,
    MOBILE,
    NAMELESS,
    POISONED,
    SASHA,
    BuyersStore,
    with_person,
)
from tests.screens.fakes import CLOCK, HOSTILE
from tests.screens.settled import Host, settle

DEAL = DealId("d-1")
SIZES = [(80, 24), (40, 20)]


class Saving:
    """Somebody who saves a buyer: keys go in, what stands on the screen and what the store did come out."""

    def __init__(self, pilot: Pilot[None], person: Person | None) -> None:
        self.pilot = pilot
        self.store = BuyersStore({"d-1": with_person(person), "d-2": with_person(person, 2)})
        self.refused: list[CrmError] = []
        self.actions = DealActions(self.host, self.store, clock=CLOCK, region="RU", report=self.refused.append)

    @property
    def host(self) -> Host:
        assert isinstance(self.pilot.app, Host)
        return self.pilot.app

    async def begin(self, how: str = "save_buyer", deals: tuple[DealId, ...] = (DEAL,)) -> Worker[Any]:
        """Press the key."""
        worker = self.host.run_worker(getattr(self.actions, how)(deals))
        await settle(self.pilot)
        return worker

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        lines = self.host.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in lines)

    @property
    def cursor(self) -> str:
        """What stands beside the cursor's mark."""
        return next(line.split("▌", 1)[1].strip(" │") for line in self.screen.splitlines() if "▌" in line)

    @property
    def saved(self) -> SaveBuyer:
        """The one thing that was done."""
        (command,) = self.store.done
        assert isinstance(command, SaveBuyer)
        return command


@asynccontextmanager
async def saving(person: Person | None = SASHA, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Saving]:
    async with Host().run_test(size=size) as pilot:
        yield Saving(pilot, person)


@pytest.mark.parametrize("size", SIZES)
async def test_the_one_who_is_the_same_is_highlighted_and_gains_what_is_new(size: tuple[int, int]) -> None:
    async with saving(size=size) as here:
        await here.begin()
        assert here.cursor.startswith("● Иванов Александр Петро")
        await here.press("enter")
        assert here.saved == SaveBuyer(DEAL, SASHA.id, IVANOV.id, None, (), (MAIL,), "", seen=1)  # type: ignore[arg-type]  # a plain id
        assert here.host.said == ["Buyer saved: Саша Иванов · u undo"]


async def test_band_score_and_reasons_stand_beside_the_name() -> None:
    async with saving(size=(120, 40)) as here:
        await here.begin()
        assert "same   ▇▇▇▇▇▇▇▇  31" in here.screen
        assert "maybe   ▇▇▇        9" in here.screen
        why = here.screen.index("same phone")
        assert why < here.screen.index("Саша is short for Александр") < here.screen.index("another town")
        assert "2 open deals: Склад, Ремонт офиса" in here.screen


async def test_a_maybe_is_not_highlighted_before_a_new_one() -> None:
    async with saving() as here:
        here.store.similar = (IVANOVA,)
        await here.begin()
        assert here.cursor == "+ New buyer: Саша Иванов"
        await here.press("enter")
        assert here.saved == SaveBuyer(DEAL, SASHA.id, None, seen=1)  # type: ignore[arg-type]  # a plain id
        assert here.host.said == ["New buyer saved: Саша Иванов · u undo"]


async def test_n_saves_a_new_one_whoever_is_similar() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("n")
        assert here.saved.contact_id is None


async def test_space_skips_the_one_thing_that_the_card_adds() -> None:
    async with saving(replace(SASHA, name=IVANOV.name)) as here:
        await here.begin()
        assert "[x] e-mail ivanov@exmple.ru" in here.screen
        await here.press("space")
        assert "[ ] e-mail ivanov@exmple.ru" in here.screen
        await here.press("enter")
        assert here.saved.add_emails == ()


async def test_several_things_are_kept_and_skipped_one_by_one() -> None:
    async with saving() as here:
        await here.begin()
        assert "[ ] also known as Саша Иванов" in here.screen
        await here.press("space", "down", "space", "enter")
        assert (here.saved.add_emails, here.saved.also_known_as) == ((), "Саша Иванов")


async def test_what_was_skipped_of_one_is_kept_for_another() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("space", "escape", "down", "enter")
        assert here.saved.contact_id == IVANOVA.id
        assert (here.saved.add_phones, here.saved.add_emails) == ((MOBILE,), (MAIL,))


async def test_typing_in_the_line_asks_anew_at_every_key_and_corrects_the_deal() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("e", "home", *"Пётр", "space")
        assert len(here.store.sought) == 6
        assert here.store.sought[-1].name == "Пётр Саша Иванов"
        await here.press("enter")
        assert here.saved.person == NewPerson("Пётр Саша Иванов", (MOBILE,), (MAIL,), "buyer")


async def test_a_phone_is_added_in_the_line() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("e", "end", *("~8~903~222-33-44".replace("~", " ")))
        phones = here.store.sought[-1].phones
        assert phones == (MOBILE, Phone("8 903 222-33-44", "", "+79032223344"))


async def test_an_answer_that_came_too_late_is_dropped() -> None:
    async with saving(size=(120, 40)) as here:
        late = here.store.held["ЫСаша Иванов"] = asyncio.Event()
        await here.begin()
        await here.pilot.press("e", "home", "Ы", "Ы")
        late.set()
        await settle(here.pilot)
        assert "for ЫЫСаша" in here.screen
        assert "for ЫСаша" not in here.screen


async def test_the_cursor_stays_on_the_one_that_was_chosen_by_hand() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("down")
        here.store.similar = (replace(IVANOV, id=ContactId("c-9")), IVANOV, IVANOVA)
        dialog = here.host.screen
        assert isinstance(dialog, SaveBuyerDialog)
        dialog.refresh_from(())
        await settle(here.pilot)
        chosen = dialog.query_one(SimilarList).chosen
        assert chosen is not None
        assert chosen.id == IVANOVA.id


@pytest.mark.parametrize("size", SIZES)
async def test_the_buyer_goes_while_the_dialog_is_open(size: tuple[int, int]) -> None:
    async with saving(size=size) as here:
        await here.begin()
        here.store.similar = (IVANOVA,)
        await here.press("enter")
        assert "There is no contact" in here.screen
        assert "Александр Петро" not in here.screen
        await here.press("enter")
        assert here.saved.contact_id is None


async def test_a_store_that_is_lost_takes_nothing() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("e", "end", "space", *"067", "escape", "escape")
        await here.press("escape")
        here.store.refusal = StoreLocked("deals.db")
        await here.press("enter")
        assert "deals.db" in here.screen
        assert here.host.screen.query_one(Input).value.endswith(" 067")
        await here.press("enter")
        assert here.saved.person is not None


async def test_a_list_that_was_not_read_is_not_nobody() -> None:
    async with saving() as here:
        worker = await here.begin()
        await here.press("escape")
        assert await worker.wait() is None
        here.store.failure = StoreLocked("deals.db")
        dialog = SaveBuyerDialog(*_alone(here))
        here.host.push_screen(dialog)
        await settle(here.pilot)
        assert "not read" in here.screen
        assert "deals.db" in here.screen
        await here.press("enter")
        assert "Иванов Александр" in here.screen
        assert here.store.done == []


def _alone(here: Saving) -> Any:
    from crm_tui.operations.matching import FindSimilar
    from crm_tui.screens.buyer_person import PersonLine

    async def find(person: NewPerson) -> tuple[Similar, ...]:
        return await here.store.ask(FindSimilar(person.name))  # type: ignore[no-any-return]  # the fake knows no types

    return PersonLine.of(SASHA, "RU"), find, lambda choice: here.store.do(choice.command(DEAL, None, 1))


async def test_nobody_similar_is_said() -> None:
    async with saving() as here:
        here.store.similar = ()
        await here.begin()
        assert "Nobody like this is in the base yet." in here.screen
        assert here.cursor == "+ New buyer: Саша Иванов"


async def test_esc_goes_back_with_nothing() -> None:
    async with saving() as here:
        worker = await here.begin()
        await here.press("escape")
        assert await worker.wait() is None
        assert here.store.done == []


async def test_esc_asks_before_what_was_typed_is_lost() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("e", "x", "escape", "escape")
        assert "lose what you typed" in here.screen
        await here.press("escape")
        assert here.host.screen.query_one(Input).value.endswith("x")


async def test_the_whole_base_is_searched_and_the_choice_comes_back_with_what_it_gains() -> None:
    async with saving() as here:
        here.store.similar = ()
        await here.begin()
        await here.press("slash", *"Алекс", "enter")
        assert "chosen" in here.screen
        assert here.cursor.startswith("● Иванова Александра")
        assert "[x] phone +7 916 123-45-67" in here.screen
        await here.press("enter")
        assert (here.saved.contact_id, here.saved.add_phones) == (IVANOVA.id, (MOBILE,))


async def test_esc_in_the_whole_base_goes_back_to_the_similar_ones() -> None:
    async with saving() as here:
        await here.begin()
        await here.press("slash", "escape")
        assert isinstance(here.host.screen, SaveBuyerDialog)


async def test_without_phone_and_e_mail_the_buyer_is_chosen_from_the_list() -> None:
    async with saving(NAMELESS) as here:
        await here.begin()
        assert "Choose buyer from list" in here.screen
        assert here.store.sought[0].name == "Саша Иванов"
        await here.press("enter")
        assert here.saved.contact_id == IVANOV.id


async def test_the_list_has_a_new_one_too() -> None:
    async with saving(NAMELESS) as here:
        await here.begin()
        await here.press("up", "enter")
        assert here.saved.contact_id is None


async def test_there_is_nothing_to_save() -> None:
    for person in (None, Person("x", "", "")):
        async with saving(person) as here:
            await here.begin()
            assert here.host.said == ["Fill in a name, a phone or an e-mail first; then b saves the buyer."]


async def test_who_is_saved_is_not_saved_again() -> None:
    async with saving(replace(SASHA, contact_id=IVANOV.id)) as here:
        await here.begin()
        assert "B puts another" in here.host.said[0]


async def test_the_second_of_two_managers_is_told() -> None:
    async with saving() as here:
        here.store.colleague = "Oleg Ryabov"
        await here.begin()
        await here.press("n")
        assert here.host.said == [
            "Oleg Ryabov saved this buyer a moment before; theirs was taken: Саша Иванов · u undo"
        ]


async def test_another_takes_the_buyers_place() -> None:
    async with saving(replace(SASHA, contact_id=IVANOV.id)) as here:
        await here.begin("replace_buyer")
        await here.press("enter")
        assert here.store.done == [ReplaceBuyer(DEAL, SASHA.id, IVANOVA.id, seen=1)]  # type: ignore[arg-type]  # a plain id
        await here.begin("replace_buyer")
        await here.press("up", "enter")
        assert here.store.done[1:] == [ReplaceBuyer(DEAL, SASHA.id, None, seen=1)]  # type: ignore[arg-type]  # a plain id


async def test_several_deals_have_no_one_buyer() -> None:
    async with saving() as here:
        await here.begin(deals=(DEAL, DealId("d-2")))
        assert "take the marks off first" in here.host.said[0]


async def test_a_refusal_of_the_store_is_said_in_the_dialog() -> None:
    async with saving() as here:
        await here.begin()
        here.store.refusal = NotAllowed("Анна")
        await here.press("enter")
        assert "ask Анна" in here.screen
        assert here.refused == []


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_people_are_shown_and_saved_as_they_are(size: tuple[int, int]) -> None:
    hostile = Person("x", HOSTILE, HOSTILE, (Phone(HOSTILE),), (Email(HOSTILE),))
    async with saving(hostile, size) as here:
        here.store.similar = (POISONED, replace(POISONED, id=ContactId("c-4"), name="я" * 20_000))
        await here.begin()
        for widget in here.host.screen.query(Painted):
            assert not any("\x1b" in widget.render_line(y).text for y in range(widget.size.height))
        await here.press("up", "up", "enter")
        assert here.saved.contact_id == POISONED.id
        assert here.saved.person is None
