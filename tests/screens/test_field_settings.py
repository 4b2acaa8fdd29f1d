"""The fields of the cards, set by keys: added, ordered, renamed, removed; and only read by who may not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Static

from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Change
from crm_tui.operations.errors import InvalidValue, NotFound, StoreLocked
from crm_tui.operations.fields import (
    AddField,
    AddGroup,
    AddTab,
    EditField,
    EditGroup,
    EditTab,
    FieldChanges,
    Layout,
    RemoveField,
    RemoveGroup,
    RemoveTab,
    ShiftField,
    ShiftGroup,
    ShiftTab,
)
from crm_tui.operations.history import Undo
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.settings.fields import FieldSettings
from crm_tui.widgets.field_form import FieldForm
from tests.screens.desk import SettingsDesk
from tests.screens.fakes import ANNA, CLOCK, HOSTILE
from tests.screens.office_settings import AREA, BANK, DELIVERY, IBAN, SIZE, SettingsStore, custom
from tests.screens.settled import Host, settle


class Desk(SettingsDesk):
    """The screen and the store below it."""

    def __init__(self, pilot: Pilot[None], screen: FieldSettings, store: SettingsStore) -> None:
        super().__init__(pilot, screen)
        self.store = store


@asynccontextmanager
async def at_desk(
    store: SettingsStore | None = None, entity: Entity = Entity.CONTACT, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Desk]:
    host, store = Host(), store or SettingsStore()
    async with host.run_test(size=size) as pilot:
        screen = FieldSettings(entity, store, DealActions(host, store, clock=CLOCK, region="RU"))
        host.push_screen(screen)
        await settle(pilot)
        yield Desk(pilot, screen, store)


async def test_tabs_groups_and_fields_stand_in_their_order() -> None:
    async with at_desk() as desk:
        main = desk.lines.index("Main")
        assert "Birthday built in" in desk.lines
        added = desk.lines[desk.lines.index("Comment built in") + 1 :]
        assert main == 0
        assert added == [
            "Площадь number",
            "Size one choice required, S / M",
            "Bank",
            "IBAN text unique",
            "Analytics",
            "Where the client came from",
            *(f"utm_{name} built in" for name in ("source", "medium", "campaign", "term", "content")),
            "Доставка",
        ]


async def test_a_new_field_goes_where_the_cursor_is() -> None:
    async with at_desk() as desk:
        await desk.go_to("group.g-bank")
        await desk.press("n", *"Account", "enter", "n", "ctrl+s")
        assert desk.store.done == [AddField(Entity.CONTACT, "Account", FieldKind.NUMBER, MAIN, BANK.id)]
        assert desk.cursor == "Account number"


async def test_a_choice_asks_for_its_answers() -> None:
    async with at_desk() as desk:
        await desk.press("n", *"Colour", "enter", "o", "ctrl+s")
        assert desk.faults == {"options": "Type at least one answer."}
        await desk.press(*"red", "enter", *"blue", "ctrl+s")
        (made,) = desk.store.done
        assert isinstance(made, AddField)
        assert (made.kind, made.options) == (FieldKind.CHOICE, ("red", "blue"))


async def test_rules_are_ticked() -> None:
    async with at_desk() as desk:
        await desk.press("n", *"Contract", "enter", "enter", "enter", "space", "down", "space", "ctrl+s")
        (made,) = desk.store.done
        assert isinstance(made, AddField)
        assert (made.required, made.distinct, made.indexed) == (True, True, False)


async def test_a_name_that_is_taken_is_said_and_what_was_typed_stays() -> None:
    async with at_desk() as desk:
        await desk.press("n", *"iban", "ctrl+s")
        assert "iban" in desk.faults["name"]
        assert desk.pilot.app.screen.query_one(FieldForm).values["name"] == "iban"
        await desk.press("2", "ctrl+s")
        assert [type(command) for command in desk.store.done] == [AddField]


async def test_a_default_that_cannot_be_is_said_beside_it() -> None:
    async with at_desk() as desk:
        await desk.press("n", *"Rooms", "enter", "n", "enter", "enter", "enter", *"many", "ctrl+s")
        assert desk.faults == {"default": "is no number"}


async def test_editing_sends_what_differs() -> None:
    async with at_desk() as desk:
        await desk.go_to("field.f-1")
        await desk.press("enter", "end", *" m2", "ctrl+s")
        assert desk.store.done == [EditField(AREA.id, FieldChanges(name="Площадь m2"))]
        assert desk.cursor == "Площадь m2 number"


async def test_a_field_that_a_colleague_removed_meanwhile_loses_nothing_typed() -> None:
    async with at_desk() as desk:
        await desk.go_to("field.f-1")
        await desk.press("enter", "end", *"!!")
        desk.store.refusal = NotFound("field", "Площадь")
        await desk.press("ctrl+s")
        assert "Площадь" in desk.faults["name"]
        assert desk.pilot.app.screen.query_one(FieldForm).values["name"] == "Площадь!!"


async def test_a_new_tab_and_a_new_group_on_it() -> None:
    async with at_desk() as desk:
        await desk.press("+", *"Logistics", "enter")
        assert desk.cursor == "Logistics"
        await desk.press("N", *"Docks", "enter")
        assert desk.store.done == [AddTab(Entity.CONTACT, "Logistics"), AddGroup(Entity.CONTACT, "Docks", "t-1")]
        assert desk.cursor == "Docks"


async def test_enter_renames_a_group_and_a_tab() -> None:
    async with at_desk() as desk:
        await desk.go_to("group.g-bank")
        await desk.press("enter", "end", "s", "enter")
        await desk.go_to("tab.t-delivery")
        await desk.press("e", "end", "!", "enter")
        assert desk.store.done == [EditGroup(BANK.id, "Banks"), EditTab(DELIVERY.id, "Доставка!")]


async def test_order_is_changed_by_keys_and_the_cursor_follows() -> None:
    async with at_desk() as desk:
        await desk.go_to("field.f-1")
        await desk.press("J")
        assert desk.cursor == "Площадь number"
        await desk.press("K")
        await desk.go_to("group.g-bank")
        await desk.press("J")
        await desk.go_to("tab.t-delivery")
        await desk.press("K")
        expected = [ShiftField(AREA.id, 1), ShiftField(AREA.id, -1), ShiftGroup(BANK.id, 1), ShiftTab(DELIVERY.id, -1)]
        assert desk.store.done == expected


async def test_what_is_built_in_stays() -> None:
    async with at_desk() as desk:
        await desk.press("J", "X", "enter")
        assert desk.store.done == []
        assert "built in" in desk.host.said[0]
        assert "v hides" in desk.host.said[1]


async def test_removing_says_how_many_values_go_out_of_sight() -> None:
    async with at_desk() as desk:
        await desk.go_to("field.f-3")
        await desk.press("X")
        question = " ".join(str(one.render()) for one in desk.pilot.app.screen.query(Static))
        assert "“IBAN”? It hides the values of 3 records; u brings them back." in question
        await desk.press("n")
        assert desk.store.done == []
        await desk.press("X", "y", "u")
        assert desk.store.done == [RemoveField(IBAN.id), Undo()]


async def test_removing_a_group_and_a_tab() -> None:
    async with at_desk() as desk:
        await desk.go_to("group.g-bank")
        await desk.press("X", "y")
        await desk.go_to("tab.t-delivery")
        await desk.press("X", "y")
        assert desk.store.done == [RemoveGroup(BANK.id), RemoveTab(DELIVERY.id)]
        assert "IBAN text unique" in desk.lines


async def test_a_manager_reads_and_is_told_whom_to_ask() -> None:
    store = SettingsStore(me=replace(ANNA, role=Role.MANAGER))
    store.users = (ANNA, replace(ANNA, id=UserId("u-boss"), name="Olena Koval", role=Role.OWNER))
    async with at_desk(store) as desk:
        await desk.go_to("field.f-1")
        assert "ask Olena Koval" in str(desk.screen.query_one("#settings-note", Static).render())
        await desk.press("enter", "+")
        assert desk.host.said == ["Your role does not allow this; ask Olena Koval."] * 2
        assert not any(desk.screen.check_action(action, ()) for action in ("new", "remove", "shift"))
        assert desk.screen.why_disabled("new") == desk.host.said[0]
        await desk.press("n", "X", "J")
        assert desk.store.done == []


async def test_what_another_admin_writes_appears() -> None:
    async with at_desk() as desk:
        desk.store.layout = replace(desk.store.layout, fields=(SIZE,))
        desk.screen.refresh_from([Change(9, "RemoveField", "Oleg", False, frozenset())])
        await settle(desk.pilot)
        assert "Size one choice required, S / M" in desk.lines
        assert "Площадь number" not in desk.lines


async def test_a_store_that_fails_leaves_the_list_and_r_reads_again() -> None:
    async with at_desk() as desk:
        desk.store.failure = StoreLocked("crm.db")
        await desk.press("r")
        fault = desk.screen.query_one("#settings-fault", Static)
        assert "crm.db" in str(fault.render())
        assert "Bank" in desk.lines
        await desk.press("r")
        assert str(fault.render()) == ""


async def test_hostile_names_are_shown_as_they_stand() -> None:
    hostile = custom(1, HOSTILE, kind=FieldKind.CHOICE, options=(HOSTILE,), default=HOSTILE)
    tab, group = replace(DELIVERY, name=HOSTILE), replace(BANK, name=HOSTILE)
    layout = Layout(Entity.CONTACT, (tab,), (group,), (hostile,))
    async with at_desk(SettingsStore(layout=layout), size=(80, 24)) as desk:
        await desk.go_to("field.f-1")
        assert "[/][@click=app.quit]x[/]" in desk.cursor
        assert "\x1b" not in "".join(desk.lines)
        await desk.press("enter")
        assert isinstance(desk.pilot.app.screen, Dialog)
        await desk.press("escape", "X", "n")
        assert desk.host.failures == []


async def test_a_refusal_of_a_rule_stands_beside_the_rules() -> None:
    async with at_desk() as desk:
        await desk.go_to("field.f-1")
        desk.store.refusal = InvalidValue("required", "three records have no value")
        await desk.press("enter", "end", "2", "ctrl+s")
        assert desk.faults == {"rules": "three records have no value"}


async def test_only_a_field_of_deals_is_asked_for_pipelines() -> None:
    async with at_desk() as desk:
        await desk.press("n")
        assert "pipelines" not in desk.pilot.app.screen.query_one(FieldForm).values
    async with at_desk(entity=Entity.DEAL) as desk:
        await desk.press("n", *"Area", *["enter"] * 5, "down", "space", "ctrl+s")
        (made,) = desk.store.done
        assert isinstance(made, AddField)
        assert made.pipelines == ("p-2",)
