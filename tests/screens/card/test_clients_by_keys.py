"""A contact's and a company's card by keys: lines, phones and e-mails, tags, acts, a lost store, a resize."""

import pytest

from crm_tui.domain.fields import Entity
from crm_tui.operations.companies import DeleteCompany, EditCompany
from crm_tui.operations.contacts import DeleteContact, EditContact, TagContact
from crm_tui.operations.errors import StoreLocked
from crm_tui.operations.values import Email, Phone
from tests.screens.card.clients import ClientShelf
from tests.screens.card.drawer import contact, opened
from tests.screens.card.hands import go, shown, type_into
from tests.screens.fakes import OFFICE, OLEG, VIP

SIZES = [(120, 40), (80, 24), (40, 20)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("name", "Пётр", "Пётр"),
        ("city", " Москва ", "Москва"),
        ("position", "director", "director"),
        ("company", "Роза", "Роза"),
        ("birthday", "12.03.1984", "12.03.1984"),
    ],
)
async def test_a_line_of_a_contact_is_edited_where_it_stands(
    name: str, typed: str, kept: str, size: tuple[int, int]
) -> None:
    async with opened(ClientShelf(), size=size) as drawer:
        view = await type_into(drawer, name, typed)
        await drawer.until(lambda: not view.editing)
        assert [getattr(one.changes, name) for one in drawer.shelf.done if isinstance(one, EditContact)] == [kept]
        assert kept in shown(drawer, name)


async def test_the_comment_is_typed_on_several_lines() -> None:
    async with opened(ClientShelf()) as drawer:
        view = await go(drawer, "comment")
        await drawer.press("e", *"one", "enter", *"two", "ctrl+s")
        await drawer.until(lambda: not view.editing)
        assert shown(drawer, "comment") == "one\ntwo"


async def test_a_client_needs_a_name_and_what_was_typed_stays() -> None:
    async with opened(ClientShelf()) as drawer:
        view = await go(drawer, "name")
        await drawer.press("e", "ctrl+u", "enter")
        await drawer.until(lambda: view.faults)
        assert view.faults == {"name": "A contact needs a name."}
        assert (view.editing, drawer.shelf.done) == (True, [])
        await drawer.press("escape")
        assert shown(drawer, "name") == "Иван Петров"


async def test_a_lost_store_keeps_what_was_typed_and_takes_it_later() -> None:
    shelf = ClientShelf()
    async with opened(shelf) as drawer:
        shelf.refusals.append(StoreLocked("crm.db"))
        view = await type_into(drawer, "city", "Самара")
        await drawer.until(lambda: view.faults)
        assert (view.editing, view.text, shelf.done) == (True, "Самара", [])
        await drawer.press("enter")
        await drawer.until(lambda: not view.editing)
        assert shelf.contact.card.city == "Самара"


async def test_more_phones_and_e_mails_and_less() -> None:
    shelf = ClientShelf()
    async with opened(shelf) as drawer:
        view = await go(drawer, "phones.0")
        await drawer.press("plus")
        await drawer.until(lambda: view.editing)
        await drawer.press(*"84950001122 (home)", "enter")
        await drawer.until(lambda: not view.editing)
        assert [(one.label, one.e164) for one in shelf.contact.card.phones] == [
            ("work", "+79161234567"),
            ("home", "+74950001122"),
        ]
        await go(drawer, "emails.0")
        await drawer.press("plus")
        await drawer.until(lambda: view.editing)
        await drawer.press(*"a@b.com", "enter")
        await drawer.until(lambda: not view.editing)
        assert shelf.contact.card.emails == (Email("a@b.com"),)
        await go(drawer, "phones.0")
        await drawer.press("minus")
        await drawer.until(lambda: len(shelf.contact.card.phones) == 1)
        assert drawer.app.said[-1] == "Taken off · u undo"
        await drawer.press("u")
        await drawer.until(lambda: len(shelf.contact.card.phones) == 2)


async def test_a_bad_e_mail_is_refused_beside_it() -> None:
    async with opened(ClientShelf()) as drawer:
        view = await type_into(drawer, "emails.0", "nobody")
        await drawer.until(lambda: view.faults)
        assert (view.text, drawer.shelf.done) == ("nobody", [])


async def test_tags_and_responsible_are_chosen_from_the_head() -> None:
    shelf = ClientShelf()
    async with opened(shelf) as drawer:
        await go(drawer, "tags")
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press("space", "enter")
        await drawer.until(lambda: shown(drawer, "tags") == "#vip")
        assert shelf.done[-1] == TagContact(contact().id, (VIP.name,), ())
        await drawer.press("t")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press("down", "space", "enter")
        await drawer.until(lambda: shelf.contact.card.tags == (VIP, OFFICE))
        await drawer.press("a")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press(*"oleg", "enter")
        await drawer.until(lambda: shown(drawer, "responsible") == OLEG.name)


async def test_deleting_asks_and_leaves() -> None:
    shelf = ClientShelf()
    async with opened(shelf) as drawer:
        await drawer.press("X")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.sees("Delete “Иван Петров”? u brings it back.")
        await drawer.press("escape")
        await drawer.until(lambda: drawer.app.screen is drawer.screen)
        assert shelf.done == []
        await drawer.press("X")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press("enter")
        await drawer.until(lambda: drawer.screen not in drawer.app.screen_stack)
        assert shelf.done == [DeleteContact(contact().id)]


@pytest.mark.parametrize(("name", "typed"), [("name", "Роза"), ("website", "rosa.ru"), ("address", "Лесная, 5")])
async def test_a_line_of_a_company_is_edited_where_it_stands(name: str, typed: str) -> None:
    async with opened(ClientShelf(), entity=Entity.COMPANY) as drawer:
        view = await type_into(drawer, name, typed)
        await drawer.until(lambda: not view.editing)
        assert [getattr(one.changes, name) for one in drawer.shelf.done if isinstance(one, EditCompany)] == [typed]


async def test_a_companys_phone_tag_and_end() -> None:
    shelf = ClientShelf()
    async with opened(shelf, entity=Entity.COMPANY) as drawer:
        await type_into(drawer, "phones.0", "84950001122")
        await drawer.until(lambda: shelf.company.card.phones)
        assert shelf.company.card.phones == (Phone("8 495 000-11-22", "", "+74950001122"),)
        await drawer.until(lambda: not drawer.screen.body.editing)
        await drawer.press("t")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press("space", "enter")
        await drawer.until(lambda: shelf.company.card.tags == (VIP,))
        await drawer.press("X")
        await drawer.until(lambda: drawer.app.screen is not drawer.screen)
        await drawer.press("enter")
        await drawer.until(lambda: drawer.screen not in drawer.app.screen_stack)
        assert isinstance(shelf.done[-1], DeleteCompany)


async def test_the_next_one_and_the_last_one_of_the_list() -> None:
    shelf = ClientShelf()

    async def neighbours(by: int) -> str | None:
        return "c-2" if by > 0 else None

    async with opened(shelf) as drawer:
        drawer.screen.turn_to("c-1", neighbours=neighbours)
        drawer.screen.action_reload()
        await drawer.until(lambda: drawer.screen.takes_keys)
        await drawer.press("]")
        await drawer.until(lambda: drawer.screen.record_id == "c-2")
        await drawer.press("[")
        await drawer.until(lambda: drawer.app.said == ["This is the first one of the list."])
