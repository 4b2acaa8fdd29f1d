"""A made-up base whose cards can be laid out: tabs, groups and fields in memory, for one kind of card."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import FieldId, GroupId, TabId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Command, Query
from crm_tui.operations.errors import InvalidValue, NameTaken, NotAllowed
from crm_tui.operations.fields import (
    AddField,
    AddGroup,
    AddTab,
    CountFieldValues,
    EditField,
    EditGroup,
    EditTab,
    FieldInfo,
    GetLayout,
    GetPreference,
    GroupInfo,
    Layout,
    RemoveField,
    RemoveGroup,
    RemoveTab,
    SetPreference,
    ShiftField,
    ShiftGroup,
    ShiftTab,
    TabInfo,
)
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import Unset, User
from tests.screens.fakes import ANNA, FakeStore

Thing = TypeVar("Thing", FieldInfo, GroupInfo, TabInfo)
BANK = GroupInfo(GroupId("g-bank"), MAIN, "Bank")
DELIVERY = TabInfo(TabId("t-delivery"), "Доставка")


def custom(number: int, name: str, **changes: Any) -> FieldInfo:
    info = FieldInfo(
        FieldId(f"f-{number}"), Entity.CONTACT, name, FieldKind.TEXT, MAIN, None, (), False, False, "", (), False
    )
    return replace(info, **changes)


AREA = custom(1, "Площадь", kind=FieldKind.NUMBER)
SIZE = custom(2, "Size", kind=FieldKind.CHOICE, options=("S", "M"), required=True)
IBAN = custom(3, "IBAN", group_id=BANK.id, distinct=True)


@dataclass
class SettingsStore(FakeStore):
    """Lays cards out for an admin, and for nobody else."""

    layout: Layout = field(default_factory=lambda: Layout(Entity.CONTACT, (DELIVERY,), (BANK,), (AREA, SIZE, IBAN)))
    me: User = replace(ANNA, role=Role.ADMIN)
    values: int = 3
    preferences: dict[str, str] = field(default_factory=dict)

    async def ask(self, query: Query[Any]) -> Any:
        match query:
            case WhoAmI() if not self.failure:
                return self.me
            case GetLayout():
                return self.layout
            case CountFieldValues():
                return self.values
            case GetPreference(name):
                return self.preferences.get(name, "")
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        if isinstance(command, SetPreference):
            self.preferences[command.name] = command.value
            return None
        if not isinstance(command, AddField | EditField | _GROUPS | _TABS | ShiftField | RemoveField):
            return super()._carried_out(command)
        if self.me.role is not Role.ADMIN:
            raise NotAllowed("Olena Koval")
        return self._fields_carried_out(command)

    def _fields_carried_out(self, command: Command[Any]) -> Any:
        layout = self.layout
        match command:
            case AddField():
                return self._add_field(command)
            case EditField(field_id, changes):
                given = {one.name: getattr(changes, one.name) for one in fields(changes)}
                changed = {name: value for name, value in given.items() if not isinstance(value, Unset)}
                self.layout = replace(layout, fields=_with(layout.fields, field_id, **changed))
                return next(one for one in self.layout.fields if one.id == field_id)
            case ShiftField(field_id, by):
                return self._keep(fields=_shifted(layout.fields, field_id, by))
            case RemoveField(field_id):
                return self._keep(fields=_without(layout.fields, field_id))
            case AddGroup(_, name, tab):
                group = GroupInfo(GroupId(f"g-{len(layout.groups)}"), tab, name)
                self._keep(groups=(*layout.groups, group))
                return group
            case EditGroup(group_id, name):
                self._keep(groups=_with(layout.groups, group_id, name=name))
                return next(one for one in self.layout.groups if one.id == group_id)
            case ShiftGroup(group_id, by):
                return self._keep(groups=_shifted(layout.groups, group_id, by))
            case RemoveGroup(group_id):
                return self._keep(groups=_without(layout.groups, group_id))
        return self._tabs_carried_out(command)

    def _tabs_carried_out(self, command: Command[Any]) -> Any:
        layout = self.layout
        match command:
            case AddTab(_, name):
                tab = TabInfo(TabId(f"t-{len(layout.tabs)}"), name)
                self._keep(tabs=(*layout.tabs, tab))
                return tab
            case EditTab(tab_id, name):
                self._keep(tabs=_with(layout.tabs, tab_id, name=name))
                return next(one for one in self.layout.tabs if one.id == tab_id)
            case ShiftTab(tab_id, by):
                return self._keep(tabs=_shifted(layout.tabs, tab_id, by))
            case RemoveTab(tab_id):
                return self._keep(tabs=_without(layout.tabs, tab_id))
        raise AssertionError(command)

    def _add_field(self, command: AddField) -> FieldInfo:
        if any(one.name.casefold() == command.name.casefold() for one in self.layout.fields):
            raise NameTaken(command.name)
        if command.kind is FieldKind.NUMBER and command.default and not command.default.isdigit():
            raise InvalidValue("default", "is no number")
        given = {one.name: getattr(command, one.name) for one in fields(command) if one.name != "seen"}
        info = FieldInfo(FieldId(f"f-{len(self.layout.fields) + 1}"), **given)
        self._keep(fields=(*self.layout.fields, info))
        return info

    def _keep(self, **parts: Any) -> Layout:
        self.layout = replace(self.layout, **parts)
        return self.layout


_GROUPS = AddGroup | EditGroup | ShiftGroup | RemoveGroup
_TABS = AddTab | EditTab | ShiftTab | RemoveTab


def _with(things: Sequence[Thing], one_id: str, **changes: Any) -> tuple[Thing, ...]:
    return tuple(replace(one, **changes) if one.id == one_id else one for one in things)


def _without(things: Sequence[Thing], one_id: str) -> tuple[Thing, ...]:
    return tuple(one for one in things if one.id != one_id)


def _shifted(things: Sequence[Thing], one_id: str, by: int) -> tuple[Thing, ...]:
    rest = list(_without(things, one_id))
    at = next(at for at, one in enumerate(things) if one.id == one_id)
    moved = next(one for one in things if one.id == one_id)
    rest.insert(max(0, at + by), moved)
    return tuple(rest)
