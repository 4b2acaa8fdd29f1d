"""The tab of a client's deals."""

from dataclasses import replace
from typing import Any

import pytest

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, ContactId, DealId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation
from crm_tui.operations.board import GetCards
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, GetDeal
from crm_tui.operations.documents import DocumentInfo, ListDocuments
from crm_tui.operations.errors import StoreLocked
from crm_tui.operations.people import AddPerson, RemovePerson
from crm_tui.operations.values import Person
from tests.screens.card.drawer import EMPTY, Shelf, opened, placed
from tests.screens.fakes import HOSTILE, deal

SUM = (Money(3_000_00, "RUB"), Money(70_00, "USD"))


def with_deals() -> Shelf:
    """Two open deals and a lost one."""
    shelf = Shelf()
    two = DealFigure(2, SUM, (DealId("d-1"), DealId("d-2")))
    one = DealFigure(1, (), (DealId("d-3"),))
    shelf.answers[GetRelation] = lambda _query: replace(EMPTY, open=two, lost=one)
    return shelf


class House:
    """Remembers which deals were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    async def deal(self, deal_id: str, **_options: Any) -> None:
        self.opened.append(deal_id)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_deals_stand_by_their_end_with_counts_and_sums(size: tuple[int, int]) -> None:
    async with opened(with_deals(), size=size) as drawer:
        await drawer.goes_to("deals")
        await drawer.sees("Open 2   3,000 ₽   $70", "Deal 1", "Deal 2", "Lost 1", "Deal 3")
        assert "Won" not in drawer.text


async def test_a_client_without_deals_is_told_the_key() -> None:
    async with opened(Shelf()) as drawer:
        await drawer.goes_to("deals")
        await drawer.sees("No deals yet; + links one or makes a new one.")


async def test_deals_beyond_those_that_have_a_line_are_counted() -> None:
    shelf = with_deals()
    many = DealFigure(150, (), tuple(DealId(f"d-{n}") for n in range(150)))
    shelf.answers[GetRelation] = lambda _query: replace(EMPTY, open=many)
    async with opened(shelf) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("end")
        await drawer.sees("50 more that are older")


async def test_enter_opens_the_deal() -> None:
    async with opened(with_deals()) as drawer:
        house = House()
        drawer.screen.house = house  # type: ignore[assignment]  # a stand-in that remembers
        await drawer.goes_to("deals")
        await drawer.press("down", "enter")
        await drawer.until(lambda: house.opened == ["d-2"])


async def test_plus_links_a_deal_that_is_found_to_the_contact() -> None:
    async with opened(Shelf()) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("plus")
        await drawer.sees("Link a deal", "Ремонт офиса 7")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.shelf.done)
        (command,) = drawer.shelf.done
        assert isinstance(command, AddPerson)
        assert (command.deal_id, command.person.name, command.person.contact_id) == ("d-7", "Иван Петров", "c-1")


async def test_linking_twice_changes_nothing_and_says_so() -> None:
    shelf = Shelf()
    mine = Person("x", "Иван Петров", "", contact_id=ContactId("c-1"))
    shelf.answers[GetDeal] = lambda _query: deal(7, people=(mine,))
    async with opened(shelf) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("plus")
        await drawer.sees("Ремонт офиса 7")
        await drawer.press("enter")
        await drawer.until(lambda: "“Ремонт офиса 7” is on this card already." in drawer.app.said)
        assert not shelf.done


@pytest.mark.parametrize(("entity", "carries"), [(Entity.CONTACT, "Иван Петров"), (Entity.COMPANY, "ООО «Вектор»")])
async def test_plus_makes_a_new_deal_with_the_client(entity: Entity, carries: str) -> None:
    shelf = Shelf()
    shelf.answers[CreateDeal] = lambda _command: deal(9)
    async with opened(shelf, entity=entity) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("plus")
        await drawer.sees("New deal")
        await drawer.write("Крыша")
        await drawer.press("down", "enter")
        await drawer.until(lambda: shelf.done)
        (command,) = shelf.done
        assert isinstance(command, CreateDeal)
        assert command.title == "Крыша"
        assert (command.contact.name if command.contact else command.company) == carries


@pytest.mark.parametrize("sure", [True, False])
async def test_minus_takes_the_deal_off_the_contact_after_asking(sure: bool) -> None:
    shelf = with_deals()
    twice = (Person(one, "Иван Петров", "", contact_id=ContactId("c-1")) for one in "xy")
    people = tuple(twice)
    shelf.answers[GetDeal] = lambda _query: deal(1, people=people)
    async with opened(shelf) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("minus")
        await drawer.sees("Take “Ремонт офиса 1” off this card? The deal stays.")
        await drawer.press("enter" if sure else "escape")
        await drawer.until(lambda: drawer.app.screen is drawer.screen)
        if sure:
            await drawer.until(lambda: shelf.done)
            assert [(type(one), one.everywhere) for one in shelf.done if isinstance(one, RemovePerson)] == [
                (RemovePerson, True)
            ]
        else:
            assert not shelf.done


async def test_a_company_keeps_the_deals_of_its_people() -> None:
    async with opened(with_deals(), entity=Entity.COMPANY) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("minus")
        said = "The deal is here through one of the people; take it off on their card."
        await drawer.until(lambda: said in drawer.app.said)
        assert not drawer.shelf.done


async def test_a_deal_of_another_company_changes_hands_after_asking() -> None:
    shelf = Shelf()
    shelf.answers[GetDeal] = lambda _query: deal(7, company_id=CompanyId("k-2"), company="Альфа")
    async with opened(shelf, entity=Entity.COMPANY) as drawer:
        await drawer.goes_to("deals")
        await drawer.press("plus")
        await drawer.sees("Ремонт офиса 7")
        await drawer.press("enter")
        await drawer.sees("The deal is with “Альфа”. Make it one with “ООО «Вектор»”?")
        await drawer.press("enter")
        await drawer.until(lambda: shelf.done == [EditDeal(DealId("d-7"), DealChanges(company="ООО «Вектор»"))])


async def test_a_page_that_cannot_be_read_leaves_the_one_in_front() -> None:
    shelf = Shelf()

    def locked(_query: object) -> tuple[DocumentInfo, ...]:
        raise StoreLocked("deals.db")

    async with opened(shelf) as drawer:
        await drawer.goes_to("analytics")
        shelf.answers[ListDocuments] = locked
        await drawer.press("greater_than_sign")
        await drawer.until(lambda: drawer.app.failures)
        assert isinstance(drawer.app.failures[0], StoreLocked)
        assert "Mean cheque" in drawer.text


async def test_hostile_titles_are_only_text() -> None:
    shelf = with_deals()
    shelf.answers[GetCards] = lambda query: tuple(placed(1, HOSTILE) for _one in query.deal_ids[:1])
    async with opened(shelf) as drawer:
        await drawer.goes_to("deals")
        await drawer.sees("[/][@click=app.quit]x[/]")
        assert "\x1b" not in drawer.text
