"""Fields, groups and tabs of one's own: laid out by admins, filled by managers, kept when they are taken off."""

import pytest

from crm_tui.domain.fields import ANALYTICS, MAIN, Entity, FieldKind, FieldValue
from crm_tui.domain.ids import FieldId, GroupId, PipelineId, TabId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, GetDeal, GetHistory, ListDeals
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.errors import InvalidValue, NameTaken, NotAllowed, NotFound
from crm_tui.operations.fields import (
    AddField,
    AddGroup,
    AddTab,
    CountFieldValues,
    EditField,
    EditGroup,
    EditTab,
    FieldChanges,
    GetLayout,
    GetPreference,
    RemoveField,
    RemoveGroup,
    RemoveTab,
    SetPreference,
    ShiftField,
    ShiftGroup,
    ShiftTab,
)
from crm_tui.operations.filters import DealFilter, FieldFilter, FieldOperator
from crm_tui.operations.history import Undo
from crm_tui.operations.team import SetRole
from tests.conftest import COLLEAGUE, OWNER
from tests.storage.contract.conftest import OpenAs

DEAL = Entity.DEAL
NO_FIELD, NO_GROUP, NO_TAB = FieldId("f" * 32), GroupId("f" * 32), TabId("f" * 32)


async def fields(store: Store) -> list[str]:
    return [field.name for field in (await store.ask(GetLayout(DEAL))).fields]


async def test_a_field_is_laid_out_as_it_was_asked_for(store: Store) -> None:
    tab = await store.do(AddTab(DEAL, " Measures "))
    group = await store.do(AddGroup(DEAL, "Roof", tab.id))
    pipeline = (await store.ask(GetBoard())).pipeline.id
    made = await store.do(
        AddField(
            DEAL,
            " Roof  kind ",
            FieldKind.CHOICE,
            tab.id,
            group.id,
            ("Slate", "Tin"),
            required=True,
            default="tin",
            pipelines=(pipeline,),
        )
    )

    assert (made.name, made.options, made.default, made.group_id) == ("Roof kind", ("Slate", "Tin"), "Tin", group.id)
    layout = await store.ask(GetLayout(DEAL))
    assert (layout.tabs, layout.groups, layout.fields) == ((tab,), (group,), (made,))
    assert (await store.ask(GetLayout(Entity.COMPANY))).fields == ()
    assert (await store.do(CreateDeal("Roof"))).custom == {made.id: "Tin"}


async def test_values_are_read_and_a_fault_names_the_field(store: Store) -> None:
    area = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER, required=True))
    number = await store.do(AddField(DEAL, "Contract", FieldKind.TEXT, distinct=True))
    deal = await store.do(CreateDeal("Roof"))
    other = await store.do(CreateDeal("Gate"))

    filled = await store.do(EditDeal(deal.id, DealChanges(custom={area.id: "1 200,50", number.id: "A-1"})))
    assert filled.custom == {area.id: "1200.5", number.id: "A-1"}
    faults: tuple[tuple[dict[str, FieldValue], str], ...] = (
        ({area.id: "much"}, "Area: takes digits and one decimal comma or point; type it again"),
        ({area.id: ""}, "Area: must be filled; type a value"),
    )
    for changes, sentence in faults:
        with pytest.raises(InvalidValue) as refused:
            await store.do(EditDeal(deal.id, DealChanges(title="X", custom=changes)))
        assert (refused.value.field, str(refused.value)) == (f"custom.{area.id}", sentence)
    with pytest.raises(InvalidValue, match="“Roof” has this value already"):
        await store.do(EditDeal(other.id, DealChanges(custom={number.id: "A-1"})))
    assert (await store.ask(GetDeal(deal.id))).title == "Roof"
    assert await store.ask(CountFieldValues(area.id)) == 1


async def test_a_field_that_was_removed_meanwhile_is_told_and_its_values_come_back(store: Store) -> None:
    area = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER))
    deal = await store.do(CreateDeal("Roof"))
    await store.do(EditDeal(deal.id, DealChanges(custom={area.id: "7"})))
    await store.do(RemoveField(area.id))

    with pytest.raises(InvalidValue, match="Area: this field was taken off the cards meanwhile"):
        await store.do(EditDeal(deal.id, DealChanges(title="X", custom={area.id: "8"})))
    assert (await store.ask(GetDeal(deal.id))).title == "Roof"
    assert await fields(store) == []
    await store.do(Undo())
    assert await fields(store) == ["Area"]
    assert (await store.ask(GetDeal(deal.id))).custom == {area.id: "7"}


async def test_history_names_the_field(store: Store) -> None:
    area = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER))
    deal = await store.do(CreateDeal("Roof"))
    await store.do(EditDeal(deal.id, DealChanges(custom={area.id: "7"})))
    await store.do(EditDeal(deal.id, DealChanges(custom={area.id: "8"})))

    assert (await store.ask(GetHistory(deal.id)))[0].lines == (("custom.Area", "7", "8"),)


async def test_an_edit_keeps_to_what_stands(store: Store) -> None:
    kind = await store.do(AddField(DEAL, "Kind", FieldKind.CHOICES, options=("Slate", "Tin", "Reed")))
    first, second = [await store.do(CreateDeal(name)) for name in "ab"]
    for deal in (first, second):
        await store.do(EditDeal(deal.id, DealChanges(custom={kind.id: ("tin", "slate")})))

    assert (await store.ask(GetDeal(first.id))).custom == {kind.id: ("Slate", "Tin")}
    for changes in (
        FieldChanges(options=("Slate",)),
        FieldChanges(options=("Slate", "Tin", "tin")),
        FieldChanges(options=()),
        FieldChanges(distinct=True),
        FieldChanges(default="Gold"),
        FieldChanges(name=" "),
    ):
        with pytest.raises(InvalidValue):
            await store.do(EditField(kind.id, changes))
    assert (await store.ask(GetLayout(DEAL))).fields == (kind,)
    changed = await store.do(EditField(kind.id, FieldChanges(name="Cover", options=("Tin", "Slate"), tab=ANALYTICS)))
    assert (changed.name, changed.options, changed.tab) == ("Cover", ("Tin", "Slate"), ANALYTICS)


async def test_fields_groups_and_tabs_are_moved(store: Store) -> None:
    made = [await store.do(AddField(DEAL, name, FieldKind.TEXT)) for name in "abc"]
    groups = [await store.do(AddGroup(DEAL, name)) for name in "xyz"]
    tabs = [await store.do(AddTab(DEAL, name)) for name in "xyz"]

    await store.do(ShiftField(made[0].id, 1))
    await store.do(ShiftGroup(groups[2].id, -9))
    layout = await store.do(ShiftTab(tabs[0].id, 9))

    assert [field.name for field in layout.fields] == ["b", "a", "c"]
    assert [group.name for group in layout.groups] == ["z", "x", "y"]
    assert [tab.name for tab in layout.tabs] == ["y", "z", "x"]
    await store.do(Undo())
    assert [tab.name for tab in (await store.ask(GetLayout(DEAL))).tabs] == ["x", "y", "z"]


async def test_a_field_goes_on_into_the_next_group_and_back(store: Store) -> None:
    loose = await store.do(AddField(DEAL, "loose", FieldKind.TEXT))
    roof, empty = await store.do(AddGroup(DEAL, "Roof")), await store.do(AddGroup(DEAL, "Empty"))
    await store.do(AddField(DEAL, "inside", FieldKind.TEXT, group_id=roof.id))

    async def stands() -> list[tuple[str, str | None]]:
        return [(field.name, field.group_id) for field in (await store.ask(GetLayout(DEAL))).fields]

    await store.do(ShiftField(loose.id, 1))
    assert await stands() == [("loose", roof.id), ("inside", roof.id)]
    await store.do(ShiftField(loose.id, 2))
    assert await stands() == [("inside", roof.id), ("loose", empty.id)]
    await store.do(ShiftField(loose.id, 9))
    await store.do(ShiftField(loose.id, -1))
    assert await stands() == [("inside", roof.id), ("loose", roof.id)]
    await store.do(Undo())
    assert await stands() == [("inside", roof.id), ("loose", empty.id)]
    await store.do(ShiftField(loose.id, -9))
    assert await stands() == [("loose", None), ("inside", roof.id)]


async def test_fields_stay_when_their_group_or_tab_goes(store: Store) -> None:
    tab = await store.do(AddTab(DEAL, "Measures"))
    group = await store.do(AddGroup(DEAL, "Roof", tab.id))
    field = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER, tab.id, group.id))

    moved = await store.do(RemoveTab(tab.id))
    assert (moved.tabs, moved.fields[0].tab, moved.fields[0].group_id, moved.groups[0].tab) == (
        (),
        MAIN,
        group.id,
        MAIN,
    )
    loose = await store.do(RemoveGroup(group.id))
    assert (loose.groups, loose.fields[0].group_id) == ((), None)
    await store.do(Undo())
    await store.do(Undo())
    assert (await store.ask(GetLayout(DEAL))).fields == (field,)


async def test_renames_and_refusals(store: Store) -> None:
    field = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER))
    group, tab = await store.do(AddGroup(DEAL, "Roof")), await store.do(AddTab(DEAL, "Measures"))
    assert (await store.do(EditGroup(group.id, "ROOF"))).name == "ROOF"
    assert (await store.do(EditTab(tab.id, "MEASURES"))).name == "MEASURES"

    for taken in (AddField(DEAL, "area", FieldKind.TEXT), AddGroup(DEAL, "roof"), AddTab(DEAL, "measures")):
        with pytest.raises(NameTaken):
            await store.do(taken)
    for invalid in (
        AddField(DEAL, " ", FieldKind.TEXT),
        AddField(DEAL, "Kind", FieldKind.CHOICE),
        AddField(DEAL, "Day", FieldKind.DATE, default="someday"),
        AddField(DEAL, "Far", FieldKind.TEXT, tab.id, group.id),
        EditGroup(group.id, " "),
        EditTab(tab.id, " "),
    ):
        with pytest.raises(InvalidValue):
            await store.do(invalid)
    for lost in (
        AddField(DEAL, "X", FieldKind.TEXT, NO_TAB),
        AddField(Entity.COMPANY, "X", FieldKind.TEXT, tab.id),
        AddField(DEAL, "X", FieldKind.TEXT, MAIN, NO_GROUP),
        AddField(DEAL, "X", FieldKind.TEXT, pipelines=(PipelineId("f" * 32),)),
        EditField(NO_FIELD, FieldChanges()),
        ShiftField(NO_FIELD, 1),
        RemoveField(NO_FIELD),
        AddGroup(DEAL, "X", NO_TAB),
        EditGroup(NO_GROUP, "X"),
        ShiftGroup(NO_GROUP, 1),
        RemoveGroup(NO_GROUP),
        EditTab(NO_TAB, "X"),
        ShiftTab(NO_TAB, 1),
        RemoveTab(NO_TAB),
    ):
        with pytest.raises(NotFound):
            await store.do(lost)
    with pytest.raises(NotFound):
        await store.ask(CountFieldValues(NO_FIELD))
    assert (await store.ask(GetLayout(DEAL))).fields == (field,)


async def test_a_manager_is_told_whom_to_ask(store: Store, open_as: OpenAs) -> None:
    field = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER))
    user = await store.do(CreateUser(COLLEAGUE))
    await store.do(SetRole(user.id, Role.MANAGER))
    manager = await open_as(COLLEAGUE)

    for command in (AddField(DEAL, "X", FieldKind.TEXT), RemoveField(field.id), AddTab(DEAL, "X")):
        with pytest.raises(NotAllowed, match=OWNER):
            await manager.do(command)
    assert (await manager.ask(GetLayout(DEAL))).fields == (field,)


async def test_preferences_are_each_users_own(store: Store, open_as: OpenAs) -> None:
    await store.do(CreateUser(COLLEAGUE))
    colleague = await open_as(COLLEAGUE)
    assert await store.ask(GetPreference("fields")) == ""

    await store.do(SetPreference("fields", '["a"]'))
    await store.do(SetPreference("fields", '["b"]'))

    assert await store.ask(GetPreference("fields")) == '["b"]'
    assert await colleague.ask(GetPreference("fields")) == ""
    with pytest.raises(InvalidValue):
        await store.do(SetPreference("fields", "{"))


async def test_deals_are_filtered_by_a_field_with_an_index(store: Store) -> None:
    area = await store.do(AddField(DEAL, "Area", FieldKind.NUMBER, indexed=True))
    for title, value in (("small", "9"), ("large", "1 200,5")):
        made = await store.do(CreateDeal(title))
        await store.do(EditDeal(made.id, DealChanges(custom={area.id: value})))
    large = DealFilter(custom=(FieldFilter(area.id, FieldOperator.GREATER, "10"),))
    board = await store.ask(GetBoard())

    cards = (await store.ask(GetColumn(board.pipeline.stages[0].id, filter=large))).cards
    assert [card.title for card in cards] == ["large"]
    assert [row.title for row in (await store.ask(ListDeals(filter=large))).rows] == ["large"]
    await store.do(RemoveField(area.id))
    with pytest.raises(InvalidValue, match="taken off"):
        await store.ask(ListDeals(filter=large))
