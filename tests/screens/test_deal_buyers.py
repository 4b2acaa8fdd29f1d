"""The buyer on the card of a deal: saved, put in another's place, opened by the name."""

from dataclasses import replace
from typing import cast

from crm_tui.domain.ids import DealId
from crm_tui.operations.matching import ReplaceBuyer, SaveBuyer
from crm_tui.operations.values import BuyerState, Person
from crm_tui.screens.card.house import CardHouse
from crm_tui.screens.dialogs.save_buyer import SaveBuyerDialog
from tests.screens.buyers import IVANOV, IVANOVA, SASHA, BuyersStore, with_person
from tests.screens.deal_shown import showing
from tests.screens.fakes import deal

MARIA = replace(SASHA, id="m", name="Мария, бухгалтер", role="accountant")


class House:
    """Where cards are opened: it remembers which."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def contact(self, contact_id: str) -> str:
        """Open a contact."""
        self.opened.append(contact_id)
        return contact_id


def store(*people: Person) -> BuyersStore:
    """A deal with these contacts."""
    state = BuyerState.SAVED if people and people[0].contact_id else BuyerState.UNSAVED
    return BuyersStore({"d-1": deal(1, people=people, buyer=state)})


async def test_b_saves_the_main_contact_and_the_icon_turns() -> None:
    async with showing(store(SASHA)) as card:
        assert "○ Саша Иванов" in card.page
        await card.press("b")
        assert isinstance(card.front, SaveBuyerDialog)
        await card.press("enter")
        assert "● Саша Иванов" in card.page
        assert isinstance(card.store.done[-1], SaveBuyer)


async def test_b_saves_the_contact_under_the_cursor() -> None:
    async with showing(store(SASHA, MARIA)) as card:
        card.field("person.m.name").focus()
        await card.press("b")
        await card.press("enter")
        saved = card.store.done[-1]
        assert isinstance(saved, SaveBuyer)
        assert saved.person_id == "m"


async def test_b_is_off_with_its_reason_until_something_is_filled() -> None:
    async with showing(BuyersStore({"d-1": with_person(None)})) as card:
        assert card.screen.check_action("save_buyer", ()) is None
        assert card.screen.why_disabled("save_buyer") == (
            "Fill in a name, a phone or an e-mail first; then b saves the buyer."
        )


async def test_shift_b_puts_another_in_the_place_of_the_one_under_the_cursor() -> None:
    async with showing(store(replace(SASHA, contact_id=IVANOV.id))) as card:
        await card.press("B")
        await card.press("enter")
        assert card.store.done[-1] == ReplaceBuyer(DealId("d-1"), SASHA.id, IVANOVA.id, seen=1)  # type: ignore[arg-type]  # a plain id


async def test_enter_on_the_name_opens_the_buyers_card_and_e_edits_it() -> None:
    async with showing(store(replace(SASHA, contact_id=IVANOV.id))) as card:
        house = House()
        card.screen.live_in(cast(CardHouse, house))
        card.field("person.x.name").focus()
        await card.press("enter")
        assert house.opened == [IVANOV.id]
        await card.press("e")
        assert card.screen.body.editing


async def test_enter_on_the_name_of_one_who_is_not_saved_edits_it() -> None:
    async with showing(store(SASHA)) as card:
        card.field("person.x.name").focus()
        await card.press("enter")
        assert card.screen.body.editing
