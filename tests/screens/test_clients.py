"""The lists of contacts and companies by keys: found, paged, opened and come back from, made, followed, failing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from crm_tui.domain.ids import CompanyId, ContactId
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.companies import CompanyPage, CompanyRow, CreateCompany, ListCompanies
from crm_tui.operations.contacts import ContactPage, ContactRow, CreateContact, ListContacts
from crm_tui.operations.errors import InvalidValue, NameTaken, StoreLocked
from crm_tui.operations.history import Step, Undo
from crm_tui.screens.client_lists import Companies, Contacts
from crm_tui.screens.clients import ClientsScreen
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.dialogs.client_form import ClientFormDialog
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.field_form import FieldForm
from tests.screens.card.drawer import company, contact
from tests.screens.fakes import CLOCK, HOSTILE, NOW
from tests.screens.settled import Host, settle

Neighbour = Callable[[int], Awaitable[str | None]]
SIZES = [(120, 40), (80, 24), (40, 20)]


def person(number: int, name: str = "", tags: tuple[str, ...] = ()) -> ContactRow:
    """A contact as a line; the greater the number, the newer."""
    return ContactRow(ContactId(f"c-{number}"), name or f"Person {number}", "", "", "", "", tags, NOW)


@dataclass
class Register:
    """A store with nothing but contacts and companies in it, newest first."""

    people: list[ContactRow] = field(default_factory=lambda: [person(3, "Иванов"), person(2, "Petrov"), person(1)])
    firms: list[CompanyRow] = field(default_factory=lambda: [CompanyRow(CompanyId("k-1"), "Дах", "", "", 2, (), NOW)])
    asked: list[Query[Any]] = field(default_factory=list)
    done: list[Command[Any]] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    late: asyncio.Event | None = None
    """What an answer waits for."""

    async def ask(self, query: Query[Any]) -> Any:
        self.asked.append(query)
        if self.late is not None:
            await self.late.wait()
        self._fail()
        match query:
            case ListContacts(text, after, limit):
                return ContactPage(*page(self.people, text, after, limit))
            case ListCompanies(text, after, limit):
                return CompanyPage(*page(self.firms, text, after, limit))
        raise AssertionError(query)

    async def do(self, command: Command[Any]) -> Any:
        self._fail()
        self.done.append(command)
        match command:
            case CreateContact(name):
                self.people.insert(0, person(99, name))
                return contact(id=self.people[0].id, name=name)
            case Undo():
                self.people.insert(0, person(7, "Back again"))
                return Step(7, "DeleteContact", ("c-7",), "Back again")
            case CreateCompany(name):
                return company(id=self.firms[0].id, name=name)
        raise AssertionError(command)

    async def changes(self) -> AsyncIterator[Change]:
        for change in tuple[Change, ...]():
            yield change

    async def close(self) -> None:
        return None

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


def page(rows: list[Any], text: str, after: str | None, limit: int) -> tuple[tuple[Any, ...], bool]:
    """The rows that hold the text, behind one of them, and whether those are all."""
    found = [row for row in rows if text.casefold() in row.name.casefold()]
    start = 1 + [row.id for row in found].index(after) if after else 0
    return tuple(found[start : start + limit]), start + limit >= len(found)


class Listed:
    """The list on the screen, and the hands on its keys."""

    def __init__(self, pilot: Pilot[None], kind: type[Contacts] | type[Companies], register: Register) -> None:
        self.pilot, self.register = pilot, register
        actions = DealActions(pilot.app, register, clock=CLOCK, region="RU")
        self.screen = ClientsScreen(kind("RU"), register, self.open_card, actions)
        self.opened: list[str] = []
        self.paging: tuple[int, ...] = ()

    @property
    def host(self) -> Host:
        assert isinstance(self.pilot.app, Host)
        return self.pilot.app

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    @property
    def names(self) -> list[str]:
        return [line.text for line in self.view.fields]

    @property
    def view(self) -> CardView:
        return self.screen.query_one(CardView)

    @property
    def cursor(self) -> str:
        return self.screen.title_in_focus

    @property
    def fault(self) -> str:
        return str(self.screen.query_one("#clients-fault", Static).content)

    @property
    def typed(self) -> str:
        return self.screen.query_one("#clients-text", Input).value

    @property
    def drawn(self) -> str:
        return "\n".join(self.view.render_line(y).text.rstrip() for y in range(self.view.size.height))

    @property
    def form(self) -> FieldForm:
        assert isinstance(self.host.screen, ClientFormDialog)
        return self.host.screen.query_one(FieldForm)

    async def open_card(self, record_id: str, neighbour: Neighbour) -> str | None:
        """In the place of a card: what was opened, then as many neighbours as the test wants to page through."""
        self.opened.append(record_id)
        last: str | None = record_id
        for step in self.paging:
            last = await neighbour(step)
        return last


@asynccontextmanager
async def listed(
    register: Register, kind: type[Contacts] | type[Companies] = Contacts, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Listed]:
    """A list on the screen."""
    host = Host()
    async with host.run_test(size=size) as pilot:
        listing = Listed(pilot, kind, register)
        await host.push_screen(listing.screen)
        await settle(pilot)
        yield listing


def change(*subjects: str) -> Change:
    return Change(9, "Олег", "EditContact", False, frozenset(subjects))


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_stand_first_and_the_cursor_is_on_them(size: tuple[int, int]) -> None:
    async with listed(Register(), size=size) as screen:
        assert screen.names == ["Иванов", "Petrov", "Person 1"]
        assert screen.cursor == "Иванов"
        assert "Иванов" in screen.drawn


async def test_what_is_typed_is_looked_for_and_esc_brings_all_back() -> None:
    async with listed(Register()) as screen:
        await screen.press("j", "slash", *"пет")
        assert screen.names == []
        assert "Nothing like that is here." in screen.drawn
        await screen.press("escape")
        assert (screen.typed, screen.names[0]) == ("", "Иванов")
        await screen.press("slash", *"PET", "enter")
        assert (screen.names, screen.view.has_focus) == (["Petrov"], True)
        await screen.press("enter")
        assert (screen.opened, screen.typed) == (["c-2"], "PET")
        await screen.press("escape")
        assert (screen.typed, screen.cursor) == ("", "Petrov")
        await screen.press("escape")
        assert screen.screen not in screen.host.screen_stack


async def test_an_answer_that_comes_late_does_not_stand_for_what_was_typed_since() -> None:
    register = Register()
    async with listed(register) as screen:
        late = register.late = asyncio.Event()
        await screen.pilot.press("slash", "p")
        await screen.pilot.pause()
        register.late = None
        await screen.press("e", "r")
        late.set()
        await settle(screen.pilot)
        assert screen.names == ["Person 1"]


async def test_beyond_the_first_page_the_list_goes_on() -> None:
    register = Register([person(number) for number in range(250, 0, -1)])
    async with listed(register) as screen:
        await screen.press("end")
        assert screen.cursor == "Person 151"
        await screen.press("j")
        assert (screen.cursor, len(screen.names)) == ("Person 150", 200)
        await screen.press("end", "down", "end")
        assert (screen.cursor, len(screen.names)) == ("Person 1", 250)
        asked = len(register.asked)
        await screen.press("j")
        assert (screen.cursor, len(register.asked)) == ("Person 1", asked)


async def test_whoever_comes_back_finds_the_further_pages_and_the_cursor_where_it_was() -> None:
    register = Register([person(number) for number in range(250, 0, -1)])
    async with listed(register) as screen:
        await screen.press("end", "j", "j", "enter")
        assert screen.opened == ["c-149"]
        assert (screen.cursor, len(screen.names)) == ("Person 149", 200)
        assert "Person 149" in screen.drawn


async def test_a_page_that_cannot_be_read_is_told_and_what_stands_there_stays() -> None:
    register = Register([person(number) for number in range(250, 0, -1)])
    async with listed(register) as screen:
        await screen.press("end")
        register.faults.append(StoreLocked("crm.db"))
        await screen.press("j")
        assert (screen.cursor, len(screen.names)) == ("Person 151", 100)
        assert len(screen.host.failures) == 1
        await screen.press("j")
        assert screen.cursor == "Person 150"


async def test_above_the_first_line_is_the_search_and_down_leads_back() -> None:
    async with listed(Register()) as screen:
        await screen.press("k", "p", "down")
        assert (screen.typed, screen.view.has_focus) == ("p", True)
        assert screen.names == ["Petrov", "Person 1"]


async def test_paging_on_the_card_takes_the_cursor_along() -> None:
    async with listed(Register()) as screen:
        screen.paging = (1, 1)
        await screen.press("enter")
        assert (screen.opened, screen.cursor) == (["c-3"], "Person 1")
        screen.paging = (-1,)
        await screen.press("enter")
        assert screen.cursor == "Petrov"


async def test_beyond_the_ends_there_is_no_neighbour() -> None:
    async with listed(Register()) as screen:
        assert await screen.screen._neighbour(-1) is None
        await screen.press("end")
        assert await screen.screen._neighbour(1) is None
        assert screen.cursor == "Person 1"


@pytest.mark.parametrize("size", SIZES)
async def test_n_makes_one_opens_its_card_and_leaves_the_cursor_on_it(size: tuple[int, int]) -> None:
    async with listed(Register(), size=size) as screen:
        await screen.press("n", *"Ann", "enter", *"89161112233", "enter", *"a@b.ru", "ctrl+s")
        (made,) = screen.register.done
        assert isinstance(made, CreateContact)
        assert (made.name, [one.e164 for one in made.phones], [one.typed for one in made.emails]) == (
            "Ann",
            ["+79161112233"],
            ["a@b.ru"],
        )
        assert (screen.opened, screen.cursor) == (["c-99"], "Ann")


async def test_a_form_that_is_left_makes_nothing() -> None:
    async with listed(Register()) as screen:
        await screen.press("n", "escape")
        assert (screen.register.done, screen.opened, screen.cursor) == ([], [], "Иванов")


@pytest.mark.parametrize(
    ("fault", "at", "words"),
    [
        (StoreLocked("crm.db"), "name", "held by another program"),
        (InvalidValue("phones", "too long"), "phones", "too long"),
    ],
)
@pytest.mark.parametrize("kind", [Contacts, Companies])
async def test_what_the_store_refuses_comes_back_with_all_that_was_typed(
    kind: type[Contacts] | type[Companies], fault: Exception, at: str, words: str
) -> None:
    async with listed(Register(), kind) as screen:
        await screen.press("n", *"Ann", "tab", *"12")
        screen.register.faults.append(fault)
        await screen.press("ctrl+s")
        assert (screen.form.values["name"], screen.form.values["phones"]) == ("Ann", "12")
        assert {row.field.name: row.fault for row in screen.form.rows if row.fault}.keys() == {at}
        assert words in next(row.fault for row in screen.form.rows if row.fault)
        await screen.press("ctrl+s")
        assert len(screen.register.done) == 1


async def test_a_company_whose_name_is_taken_is_told_at_its_name() -> None:
    async with listed(Register(), Companies) as screen:
        await screen.press("n", *"Roof")
        screen.register.faults.append(NameTaken("Roof"))
        await screen.press("ctrl+s")
        (fault,) = [(row.field.name, row.fault) for row in screen.form.rows if row.fault]
        assert fault == ("name", "The name “Roof” is already in use; choose another.")
        assert screen.form.values["name"] == "Roof"


async def test_companies_tell_how_many_people_work_there() -> None:
    async with listed(Register(), Companies) as screen:
        assert "2 contacts" in " ".join(line.shown.plain for line in screen.view.fields)
        await screen.press("enter")
        assert screen.opened == ["k-1"]


async def test_what_others_write_comes_in_and_the_cursor_stays_on_its_record() -> None:
    async with listed(Register()) as screen:
        await screen.press("j")
        screen.register.people.insert(0, person(4, "Сидоров"))
        screen.screen.refresh_from([change("c-4")])
        await settle(screen.pilot)
        assert (screen.names[0], screen.cursor) == ("Сидоров", "Petrov")
        screen.register.people.pop(2)
        screen.screen.refresh_from([change("c-2")])
        await settle(screen.pilot)
        assert (screen.names, screen.cursor) == (["Сидоров", "Иванов", "Person 1"], "Иванов")


async def test_what_others_write_leaves_the_search_as_it_is_being_typed() -> None:
    async with listed(Register()) as screen:
        await screen.press("slash", *"pe")
        screen.register.people.insert(0, person(4, "Peters"))
        screen.screen.refresh_from([change("c-4")])
        await settle(screen.pilot)
        assert (screen.names[0], screen.typed, screen.view.has_focus) == ("Peters", "pe", False)


async def test_a_store_that_fails_leaves_what_was_read_and_r_tries_again() -> None:
    async with listed(Register()) as screen:
        screen.register.faults.append(StoreLocked("crm.db"))
        screen.screen.read_again()
        await settle(screen.pilot)
        assert "held by another program" in screen.fault
        assert "Press r to try again." in screen.fault
        assert screen.names[0] == "Иванов"
        await screen.press("r")
        assert (screen.fault, screen.names[0]) == ("", "Иванов")


@pytest.mark.parametrize(("kind", "words"), [(Contacts, "No contacts yet"), (Companies, "No companies yet")])
async def test_an_empty_list_names_the_key_that_fills_it(kind: type[Contacts] | type[Companies], words: str) -> None:
    async with listed(Register([], []), kind) as screen:
        assert f"{words}. Press n to add one." in screen.drawn
        await screen.press("enter", "j", "k")
        assert (screen.opened, screen.host.failures) == ([], [])


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_stand_as_they_are(size: tuple[int, int]) -> None:
    register = Register([person(2, HOSTILE, (HOSTILE,)), person(1, "客户" * 400)])
    async with listed(register, size=size) as screen:
        assert "[/][@click=app.quit" in screen.drawn
        assert "\x1b" not in screen.drawn
        await screen.press("j", "enter")
        assert (screen.opened, screen.host.failures) == (["c-1"], [])


async def test_what_was_deleted_on_a_card_is_brought_back_on_the_list() -> None:
    async with listed(Register()) as screen:
        await screen.press("u")
        assert [type(command) for command in screen.register.done] == [Undo]
        assert screen.names[0] == "Back again"
