"""The fields and tabs that admins add to a client's card, by keys: every kind, what is wrong, others in between."""

from dataclasses import replace

import pytest

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.operations.base import Change
from crm_tui.operations.contacts import EditContact
from crm_tui.operations.errors import Clash, Conflict
from crm_tui.screens.dialogs.choose import ChoiceDialog
from crm_tui.screens.dialogs.conflict import ConflictDialog
from crm_tui.screens.dialogs.ticks import TicksDialog
from tests.screens.card.clients import DELIVERY, EVERY_KIND, ClientShelf, added
from tests.screens.card.drawer import opened
from tests.screens.card.hands import go, shown, type_into
from tests.screens.fakes import HOSTILE, NOW, OLEG

SIZES = [(120, 40), (80, 24), (40, 20)]


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "seen"),
    [
        (FieldKind.TEXT, "two  words", "two words", "two words"),
        (FieldKind.NUMBER, "1 200,5", "1200.5", "1200.5"),
        (FieldKind.MONEY, "1200", "1200.00 RUB", "1,200"),
        (FieldKind.DATE, "1.2.2027", "2027-02-01", "01.02.2027"),
        (FieldKind.PHONE, "89161112233", "+79161112233", "+79161112233"),
        (FieldKind.EMAIL, "a@b.com", "a@b.com", "a@b.com"),
        (FieldKind.LINK, "example.com", "https://example.com", "https://example.com"),
    ],
)
async def test_a_field_of_an_admins_takes_what_its_kind_allows(
    kind: FieldKind, typed: str, kept: str, seen: str
) -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        view = await type_into(drawer, f"custom.{kind.value}", typed)
        await drawer.until(lambda: not view.editing)
        assert shelf.contact.card.custom[kind.value] == kept
        assert seen in shown(drawer, f"custom.{kind.value}")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldKind.NUMBER, "many"),
        (FieldKind.MONEY, "a lot"),
        (FieldKind.DATE, "31.02.2027"),
        (FieldKind.EMAIL, "nobody"),
        (FieldKind.LINK, "javascript:x"),
    ],
)
async def test_what_a_kind_does_not_allow_is_said_beside_the_field_and_stays(kind: FieldKind, typed: str) -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        view = await type_into(drawer, f"custom.{kind.value}", typed)
        await drawer.until(lambda: view.faults)
        assert (view.editing, view.text) == (True, typed)
        assert shelf.contact.card.custom == {}
        await drawer.sees(view.faults[f"custom.{kind.value}"][:20])


async def test_a_checkbox_is_turned_by_enter_and_back() -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        await go(drawer, "custom.checkbox")
        await drawer.press("enter")
        await drawer.until(lambda: shown(drawer, "custom.checkbox") == "yes")
        await drawer.press("enter")
        await drawer.until(lambda: shown(drawer, "custom.checkbox") == "no")


@pytest.mark.parametrize("size", SIZES)
async def test_one_answer_is_chosen_and_taken_back(size: tuple[int, int]) -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf, size=size) as drawer:
        await go(drawer, "custom.choice")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ChoiceDialog))
        await drawer.press("down", "enter")
        await drawer.until(lambda: shown(drawer, "custom.choice") == "large, with a crane")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ChoiceDialog))
        await drawer.press("down", "down", "enter")
        await drawer.until(lambda: shown(drawer, "custom.choice") == "")
        assert len(shelf.done) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_several_answers_are_ticked_even_where_they_hold_commas(size: tuple[int, int]) -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf, size=size) as drawer:
        await go(drawer, "custom.choices")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, TicksDialog))
        await drawer.press("space", "down", "space", "enter")
        await drawer.until(lambda: shown(drawer, "custom.choices") == "small, large, with a crane")
        assert shelf.contact.card.custom["choices"] == ("small", "large, with a crane")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, TicksDialog))
        await drawer.press("space", "down", "space", "enter")
        await drawer.until(lambda: shown(drawer, "custom.choices") == "")


async def test_a_colleague_is_chosen_from_the_colleagues() -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        await go(drawer, "custom.user")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ChoiceDialog))
        await drawer.press(*"oleg", "enter")
        await drawer.until(lambda: shown(drawer, "custom.user") == OLEG.name)
        assert shelf.contact.card.custom["user"] == OLEG.id


async def test_leaving_a_dialog_or_choosing_the_same_writes_nothing() -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        for kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.USER):
            await go(drawer, f"custom.{kind.value}")
            await drawer.press("enter")
            await drawer.until(lambda: drawer.app.screen is not drawer.screen)
            await drawer.press("escape")
            await drawer.until(lambda: drawer.app.screen is drawer.screen)
        await go(drawer, "custom.choices")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, TicksDialog))
        await drawer.press("enter")
        await drawer.until(lambda: drawer.app.screen is drawer.screen)
        assert shelf.done == []


async def test_a_field_that_an_admin_removes_while_it_is_typed_into_is_told_and_keeps_the_text() -> None:
    field = added("zone")
    shelf = ClientShelf(field)
    async with opened(shelf) as drawer:
        view = await go(drawer, "custom.zone")
        await drawer.press("e", *"north")
        shelf.take_away(field)
        await drawer.press("enter")
        await drawer.until(lambda: view.faults)
        assert view.faults == {"custom.zone": "this field is no longer there"}
        assert (view.editing, view.text) == (True, "north")


async def test_a_resize_while_typing_keeps_the_text_and_the_field() -> None:
    shelf = ClientShelf(*EVERY_KIND)
    async with opened(shelf) as drawer:
        view = await go(drawer, "custom.link")
        await drawer.press("e", *"exam")
        for size in ((80, 24), (40, 20), (120, 40)):
            await drawer.pilot.resize_terminal(*size)
            await drawer.pilot.pause()
            assert (view.editing, view.text) == (True, "exam")
            await drawer.sees("exam")
        await drawer.press(*"ple.com", "enter")
        await drawer.until(lambda: not view.editing)
        assert shelf.contact.card.custom["link"] == "https://example.com"


async def test_a_wrong_check_digit_is_said_beside_the_inn_and_stays() -> None:
    shelf = ClientShelf()
    async with opened(shelf, entity=Entity.COMPANY) as drawer:
        view = await type_into(drawer, "custom.requisite_inn", "7707083894")
        await drawer.until(lambda: view.faults)
        assert (view.editing, view.text, shelf.company.card.custom) == (True, "7707083894", {})
        await drawer.press("backspace", "3", "enter")
        await drawer.until(lambda: not view.editing)
        assert shelf.company.card.custom == {"requisite_inn": "7707083893"}
        await drawer.sees("7707083893", "✓")


@pytest.mark.parametrize("size", SIZES)
async def test_a_tab_that_an_admin_added_is_filled(size: tuple[int, int]) -> None:
    shelf = ClientShelf(added("zone", tab=DELIVERY.id), added("size", FieldKind.CHOICE, DELIVERY.id), tabs=(DELIVERY,))
    async with opened(shelf, size=size) as drawer:
        await drawer.goes_to(DELIVERY.id)
        for text in ("north", "south"):
            view = await type_into(drawer, "custom.zone", text)
            await drawer.until(lambda view=view: not view.editing)  # type: ignore[misc]  # mypy infers no type for the default
            await drawer.until(lambda text=text: shown(drawer, "custom.zone") == text)  # type: ignore[misc]  # as above
        await go(drawer, "custom.size")
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ChoiceDialog))
        await drawer.press("enter")
        await drawer.until(lambda: shown(drawer, "custom.size") == "small")
        assert shelf.contact.card.custom == {"zone": "south", "size": "small"}


async def test_a_tab_without_fields_says_who_adds_them_and_one_taken_away_leads_to_the_main_page() -> None:
    shelf = ClientShelf(tabs=(DELIVERY,))
    async with opened(shelf) as drawer:
        await drawer.goes_to(DELIVERY.id)
        await drawer.sees("No fields on this tab yet")
        shelf.layout = ClientShelf().layout
        drawer.screen.refresh_from([Change(9, "Олег", "RemoveTab", False, frozenset({"c-1"}))])
        await drawer.until(lambda: DELIVERY.name not in drawer.text)
        await drawer.sees("City", "Birthday")
        await drawer.press("greater_than_sign")
        await drawer.sees("Relation")


async def test_hostile_answers_and_labels_stand_as_they_are() -> None:
    field = added("size", FieldKind.CHOICES)
    shelf = ClientShelf(replace(field, name=HOSTILE, options=(HOSTILE, "[/]")))
    async with opened(shelf) as drawer:
        await go(drawer, "custom.size")
        await drawer.press("enter")
        await drawer.sees("[@click=app.quit]x[/]", "[ ] [/]")
        await drawer.press("space", "enter")
        await drawer.until(lambda: drawer.app.screen is drawer.screen)
        await drawer.sees("[@click=app.quit]x[/]")
        assert drawer.app.failures == []


async def test_a_colleague_who_chose_meanwhile_is_asked_about_before_theirs_goes() -> None:
    shelf = ClientShelf(*EVERY_KIND)
    clash = Clash("custom.choice", "", "huge", "small", "Анна", NOW, 7, "choice")
    async with opened(shelf) as drawer:
        await go(drawer, "custom.choice")
        shelf.refusals.append(Conflict((clash,)))
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ChoiceDialog))
        await drawer.press("enter")
        await drawer.until(lambda: isinstance(drawer.app.screen, ConflictDialog))
        await drawer.press("ctrl+s")
        await drawer.until(lambda: shown(drawer, "custom.choice") == "small")
        assert [one.seen for one in shelf.done if isinstance(one, EditContact)] == [7]
