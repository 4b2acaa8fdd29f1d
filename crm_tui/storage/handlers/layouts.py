"""The groups and tabs that admins give to cards."""

from crm_tui.domain.fields import MAIN, Entity
from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.fields import (
    AddGroup,
    AddTab,
    EditGroup,
    EditTab,
    GroupInfo,
    Layout,
    RemoveGroup,
    RemoveTab,
    ShiftGroup,
    ShiftTab,
    TabInfo,
)
from crm_tui.storage import layouts
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import CardField, CardGroup, CardTab


@handles(AddGroup)
def add_group(context: Context, command: AddGroup) -> GroupInfo:
    """A new heading, last on its tab."""
    tab = layouts.check_tab(context, command.entity, command.tab)
    others = layouts.live(context, CardGroup, command.entity)
    beside = [group for group in others if group.tab == tab]
    group = CardGroup(
        id=new_id(context.now),
        entity=command.entity,
        tab=tab,
        name=layouts.named(command.name, beside),
        position=layouts.last(others),
    )
    context.session.add(group)
    return layouts.group_info(group)


@handles(EditGroup)
def edit_group(context: Context, command: EditGroup) -> GroupInfo:
    """Rename a heading."""
    group = _group(context, command.group_id)
    group.name = layouts.named(command.name, _beside(context, group), group.id)
    return layouts.group_info(group)


@handles(ShiftGroup)
def shift_group(context: Context, command: ShiftGroup) -> Layout:
    """Move a heading with its fields."""
    group = _group(context, command.group_id)
    layouts.shift(_beside(context, group), group.id, command.by)
    return _answer(context, group.entity)


@handles(RemoveGroup)
def remove_group(context: Context, command: RemoveGroup) -> Layout:
    """Take a heading away."""
    group = _group(context, command.group_id)
    group.deleted_at = context.now
    for field in layouts.live(context, CardField, group.entity):
        if field.group_id == group.id:
            field.group_id = None
    return _answer(context, group.entity)


@handles(AddTab)
def add_tab(context: Context, command: AddTab) -> TabInfo:
    """A new tab, the last one."""
    others = layouts.live(context, CardTab, command.entity)
    name = layouts.named(command.name, others)
    tab = CardTab(id=new_id(context.now), entity=command.entity, name=name, position=layouts.last(others))
    context.session.add(tab)
    return layouts.tab_info(tab)


@handles(EditTab)
def edit_tab(context: Context, command: EditTab) -> TabInfo:
    """Rename a tab."""
    tab = _tab(context, command.tab_id)
    tab.name = layouts.named(command.name, layouts.live(context, CardTab, tab.entity), tab.id)
    return layouts.tab_info(tab)


@handles(ShiftTab)
def shift_tab(context: Context, command: ShiftTab) -> Layout:
    """Move a tab."""
    tab = _tab(context, command.tab_id)
    layouts.shift(layouts.live(context, CardTab, tab.entity), tab.id, command.by)
    return _answer(context, tab.entity)


@handles(RemoveTab)
def remove_tab(context: Context, command: RemoveTab) -> Layout:
    """Take a tab away; what stood on it goes to the main one, headings with their fields."""
    tab = _tab(context, command.tab_id)
    tab.deleted_at = context.now
    rows: list[CardField | CardGroup] = [
        *layouts.live(context, CardField, tab.entity),
        *layouts.live(context, CardGroup, tab.entity),
    ]
    for row in rows:
        if row.tab == tab.id:
            row.tab = MAIN
    return _answer(context, tab.entity)


def _group(context: Context, group_id: str) -> CardGroup:
    return layouts.found(context, CardGroup, N_("group"), group_id)


def _beside(context: Context, group: CardGroup) -> list[CardGroup]:
    return [one for one in layouts.live(context, CardGroup, group.entity) if one.tab == group.tab]


def _tab(context: Context, tab_id: str) -> CardTab:
    return layouts.found(context, CardTab, N_("tab"), tab_id)


def _answer(context: Context, entity: str) -> Layout:
    context.session.flush()
    return layouts.layout(context, Entity(entity))
