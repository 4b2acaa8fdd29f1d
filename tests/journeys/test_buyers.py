"""One person, one record: buyers saved from the board and the card, by two managers at once, and told apart again."""

from crm_tui.domain.ids import ContactId
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactCard, CreateContact, DeleteContact, GetContact, ListContacts
from crm_tui.operations.deals import CreateDeal, DealCard, GetDeal, NewPerson
from crm_tui.operations.matching import SaveBuyer
from crm_tui.operations.values import BuyerState, Email, Phone
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk
from tests.journeys.driving import SMALL, Manager
from tests.journeys.fields import go_to

MELNYK = Phone("067 123 45 67", "", "+380671234567")
TARAS = Email("taras@example.com")


async def known(store: Store) -> ContactCard:
    """The base has Taras already, by his full name in Cyrillic letters."""
    return await store.do(CreateContact("Мельник Тарас Петрович", (MELNYK,), (TARAS,)))


async def buyer(manager: Manager, title: str) -> ContactId | None:
    """Who stands for the main contact of a deal."""
    return (await manager.deal(title)).people[0].contact_id


async def people(manager: Manager) -> list[str]:
    """All contacts of the base by name."""
    return sorted(row.name for row in (await manager.ask(ListContacts())).rows)


async def test_a_buyer_is_saved_from_the_board_as_the_one_who_is_there(morning: Store, desk: Desk) -> None:
    taras = await known(morning)
    async with desk() as manager:
        await manager.press("down", "b")
        await manager.sees("Save buyer", "Мельник Тарас Петрович", "same phone")
        await manager.press("enter")
        await manager.sees("● Taras Melnyk", "Buyer saved")
        assert await buyer(manager, "Office repair") == taras.id
        assert await people(manager) == ["Мельник Тарас Петрович"]
        await manager.press("u")
        await manager.sees("○ Taras Melnyk")
        assert await buyer(manager, "Office repair") is None


async def test_a_new_buyer_is_saved_at_one_key_and_opened_by_the_name(morning: Store, desk: Desk) -> None:
    async with desk(size=SMALL) as manager:
        await manager.press("down", "b", "n")
        await manager.sees("● Taras Melnyk")
        assert await people(manager) == ["Taras Melnyk"]
        await manager.press("enter")
        await manager.sees("Buyers › Unsorted")
        await go_to(manager, "● Taras")
        await manager.press("enter")
        await manager.sees("Contacts", "Position")
        await manager.press("escape", "escape")
        await manager.sees("live")


async def test_what_the_card_adds_goes_to_the_buyer(morning: Store, desk: Desk) -> None:
    taras = await morning.do(CreateContact("Taras Melnyk", (), (TARAS,)))
    person = NewPerson("Taras Melnyk", (MELNYK,), (TARAS,))
    await morning.do(CreateDeal("Bathroom", person))
    async with desk() as manager:
        await manager.press("b")
        await manager.sees("Adds to Taras Melnyk", "[x] phone 067 123 45 67")
        await manager.press("enter")
        await manager.sees("● Taras Melnyk")
        assert [one.e164 for one in (await manager.ask(GetContact(taras.id))).phones] == [MELNYK.e164]


async def test_two_managers_save_the_same_person(morning: Store, colleague: Store, desk: Desk) -> None:
    deal = await second_deal(colleague)
    async with desk() as manager:
        await manager.press("down", "down", "b")
        await manager.sees("Save buyer")
        saved = await colleague.do(SaveBuyer(deal.id, seen=deal.seq))
        await manager.press("n")
        await manager.sees(f"{COLLEAGUE} saved this buyer a moment before")
        assert await buyer(manager, "Office repair") == saved.contact_id
        assert await people(manager) == ["Taras Melnyk"]


async def second_deal(store: Store) -> DealCard:
    """Taras calls again, and another manager picks it up."""
    made = await store.do(CreateDeal("Call again", NewPerson("Taras Melnyk", (MELNYK,))))
    return await store.ask(GetDeal(made.id))


async def test_the_buyer_is_deleted_while_the_dialog_is_open(morning: Store, colleague: Store, desk: Desk) -> None:
    taras = await known(morning)
    async with desk() as manager:
        await manager.press("down", "b")
        await manager.sees("Мельник Тарас Петрович")
        await colleague.do(DeleteContact(taras.id))
        await manager.sees_no("Мельник Тарас Петрович")
        await manager.press("enter")
        await manager.sees("● Taras Melnyk")
        assert await people(manager) == ["Taras Melnyk"]


async def test_b_says_what_is_missing_and_chooses_by_name_without_a_phone(morning: Store, desk: Desk) -> None:
    taras = await known(morning)
    await morning.do(CreateDeal("Garage", NewPerson("Тарас Мельник")))
    async with desk() as manager:
        await manager.press("b")
        await manager.sees("Choose buyer from list", "Мельник Тарас Петрович")
        await manager.press("enter")
        await manager.sees("● Тарас Мельник")
        assert await buyer(manager, "Garage") == taras.id
        await manager.press("down", "b")
        await manager.sees("Fill in a name, a phone or an e-mail first")


async def test_another_takes_the_buyers_place_and_undo_brings_the_first_back(morning: Store, desk: Desk) -> None:
    olena = await morning.do(CreateContact("Олена Ткач"))
    async with desk() as manager:
        await manager.press("down", "b", "n")
        first = await buyer(manager, "Office repair")
        await manager.press("B")
        await manager.sees("Replace buyer")
        await manager.type("Олена")
        await manager.press("enter")
        await manager.sees("Buyer replaced")
        assert await buyer(manager, "Office repair") == olena.id
        await manager.press("u")
        assert await buyer(manager, "Office repair") == first
        assert (await manager.deal("Office repair")).buyer is BuyerState.SAVED


async def test_duplicates_are_reviewed_merged_and_taken_apart(morning: Store, desk: Desk) -> None:
    first = await known(morning)
    other = await morning.do(CreateContact("Тарас Мельник", (MELNYK,), city="Київ"))
    await morning.do(CreateContact("Олена Ткач", (Phone("050 000 00 01", "", "+380500000001"),)))
    async with desk() as manager:
        await manager.press("g", "d")
        await manager.sees("Duplicates › 1 of 1", "All contacts looked through: 3", "same phone", "Київ")
        await manager.press("enter")
        await manager.sees("Merged into “Мельник Тарас", "No duplicates")
        assert await people(manager) == ["Мельник Тарас Петрович", "Олена Ткач"]
        assert (await manager.ask(GetContact(first.id))).city == "Київ"
        await manager.press("escape")
        await manager.press("ctrl+k")
        await manager.type("Мельник")
        await manager.press("enter")
        await manager.sees("Merged into this card", "Тарас Мельник")
        await manager.press("A", "enter")
        await manager.sees_no("Merged into this card")
        assert await people(manager) == ["Мельник Тарас Петрович", "Олена Ткач", "Тарас Мельник"]
        assert (await manager.ask(GetContact(other.id))).city == "Київ"


async def test_a_pair_that_is_none_does_not_come_again(morning: Store, desk: Desk) -> None:
    await known(morning)
    await morning.do(CreateContact("Тарас Мельник", (MELNYK,)))
    async with desk(size=SMALL) as manager:
        await manager.press("g", "d")
        await manager.sees("1 of 1")
        await manager.press("x")
        await manager.sees("No duplicates")
        await manager.press("R")
        await manager.sees("No duplicates")
        await manager.press("u")
        await manager.sees("1 of 1")
