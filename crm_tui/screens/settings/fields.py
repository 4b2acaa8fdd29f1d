"""The fields of a kind of card: admins add, order and remove them here (S1, S2)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from crm_tui.domain.fields import MAIN, Entity
from crm_tui.domain.ids import FieldId, GroupId, TabId
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.base import Command, Store
from crm_tui.operations.errors import CrmError, InvalidValue
from crm_tui.operations.fields import (
    AddGroup,
    AddTab,
    CountFieldValues,
    EditGroup,
    EditTab,
    FieldInfo,
    GetLayout,
    GroupInfo,
    Layout,
    RemoveField,
    RemoveGroup,
    RemoveTab,
    ShiftField,
    ShiftGroup,
    ShiftTab,
    TabInfo,
)
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.dialogs.field import FieldDialog, Places
from crm_tui.screens.settings import field_draft
from crm_tui.screens.settings.asking import ask_name, reason, sure
from crm_tui.screens.settings.field_draft import FieldDraft
from crm_tui.screens.settings.field_lines import FIELD, GROUP, TAB, Spot, blocks, line_of, spot
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.screens.settings.words import FIELDS_OF, KINDS, all_tabs, tab_name
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.plain import one_line

_SHOWN_AS = {"required": "rules", "distinct": "rules", "indexed": "rules", "group": "place", "tab": "place"}


class FieldSettings(SettingsList):
    """Tabs, groups and fields in the order of the cards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new('field')", N_("New field"), id="fields.new"),
        Binding("N", "new('group')", N_("New group"), id="fields.new_group"),
        Binding("J,shift+down", "shift(1)", N_("Move down"), id="fields.down"),
        Binding("K,shift+up", "shift(-1)", N_("Move up"), show=False, id="fields.up"),
        Binding("X", "remove", N_("Remove"), id="fields.remove"),
    ]

    def __init__(self, entity: Entity, store: Store, actions: DealActions, **options: Any) -> None:
        super().__init__(store, actions, **options)
        self._entity = entity
        self._laid_out = Layout(entity, (), (), ())
        self._pipelines: dict[str, str] = {}

    @property
    def path(self) -> tuple[str, ...]:
        """Settings, and whose fields."""
        return _("Settings"), _(FIELDS_OF[self._entity])

    async def read(self) -> Sequence[CardBlock]:
        """The layout as the store has it now."""
        if self._entity is Entity.DEAL:
            self._pipelines = {line.id: line.name for line in await self._store.ask(ListPipelines())}
        self._laid_out = await self._store.ask(GetLayout(self._entity))
        return blocks(self._laid_out, self._pipelines)

    # What stands under the cursor

    @property
    def _spot(self) -> Spot:
        return spot(self.cursor)

    @property
    def _field(self) -> FieldInfo | None:
        kind, found = self._spot
        return next((one for one in self._laid_out.fields if kind == FIELD and one.id == found), None)

    @property
    def _group(self) -> GroupInfo | None:
        kind, found = self._spot
        return next((one for one in self._laid_out.groups if kind == GROUP and one.id == found), None)

    @property
    def _tab(self) -> TabInfo | None:
        kind, found = self._spot
        return next((one for one in self._laid_out.tabs if kind == TAB and one.id == found), None)

    @property
    def _place(self) -> tuple[str, GroupId | None]:
        """The tab and the group that the cursor is in."""
        if field := self._field:
            return field.tab, field.group_id
        if group := self._group:
            return group.tab, group.id
        if tab := self._tab:
            return tab.id, None
        fixed = self.cursor.name.split(".")[1] if self.cursor else MAIN
        return (fixed if fixed in all_tabs(self._laid_out) else MAIN), None

    # Keys

    def action_new(self, what: str) -> None:
        """A new field, or a new group, where the cursor is."""
        self.act(self._new_field if what == "field" else self._new_group)

    @on(messages.MoreAsked)
    def _more_asked(self) -> None:
        if self._may:
            self.act(self._new_tab)
        else:
            self.say(self.refusal)

    def action_shift(self, by: int) -> None:
        """Move what is under the cursor among its kind; a field goes on into the next group."""
        kind, found = self._spot
        shifts: dict[str, Command[Layout]] = {
            FIELD: ShiftField(FieldId(found), by),
            GROUP: ShiftGroup(GroupId(found), by),
            TAB: ShiftTab(TabId(found), by),
        }
        if kind:
            self.act(lambda: self._do(shifts[kind]))
        else:
            self.say(_("This is built in and stays where it is."))

    def action_remove(self) -> None:
        """Take what is under the cursor off the cards, after saying what that hides."""
        removals = {FIELD: self._remove_field, GROUP: self._remove_group, TAB: self._remove_tab}
        if remove := removals.get(self._spot.kind):
            self.act(remove)
        else:
            self.say(_("This is built in and stays; on a card, v hides what you do not need."))

    async def opened(self, line: CardField) -> str | None:
        """Change a field, rename a group or a tab."""
        if not self._may:
            self.say(self.refusal)
            return None
        if field := self._field:
            return await self._edit_field(field)
        if group := self._group:
            return await self._rename_group(group)
        return await self._rename_tab(self._tab) if self._tab else None

    # Fields

    async def _new_field(self) -> str | None:
        tab, group_id = self._place
        draft = FieldDraft(tab=tab, group_id=group_id)
        made = await self._ask_for_field(_("New field"), draft, None)
        return line_of(FIELD, made.id) if made else None

    async def _edit_field(self, field: FieldInfo) -> str | None:
        title = f"{one_line(field.name, 60)} · {_(KINDS[field.kind])}"
        changed = await self._ask_for_field(title, field_draft.draft_of(field), field)
        return line_of(FIELD, changed.id) if changed else None

    async def _ask_for_field(self, title: str, draft: FieldDraft, field: FieldInfo | None) -> FieldInfo | None:
        places = self._places()
        dialog = FieldDialog(title, draft, places, kinds=field is None)
        while (answer := await self.app.push_screen_wait(dialog)) is not None:
            try:
                if field is None:
                    return await self._store.do(field_draft.adding(self._entity, answer))
                return await self._store.do(field_draft.editing(field.id, draft, answer))
            except CrmError as error:
                faults = {_beside(error, dialog): reason(error)}
                dialog = FieldDialog(title, draft, places, kinds=field is None, typed=dialog.typed, faults=faults)
        return None

    def _places(self) -> Places:
        layout = self._laid_out
        places: list[tuple[str, GroupId | None, str]] = []
        for tab in all_tabs(layout):
            places.append((tab, None, tab_name(layout, tab)))
            inside = [group for group in layout.groups if group.tab == tab]
            places += [(tab, group.id, f"{tab_name(layout, tab)} › {group.name}") for group in inside]
        return Places(tuple(places), tuple((pipeline, name) for pipeline, name in self._of_deals()))

    def _of_deals(self) -> list[tuple[Any, str]]:
        return list(self._pipelines.items())

    async def _remove_field(self) -> str | None:
        field = self._field
        if field is None:
            return None
        n = await self._store.ask(CountFieldValues(field.id))
        question = (
            ngettext(
                "Remove “%(name)s”? It hides the value of %(n)d record; u brings it back.",
                "Remove “%(name)s”? It hides the values of %(n)d records; u brings them back.",
                n,
            )
            if n
            else _("Remove “%(name)s”? Nobody has filled it in; u brings it back.")
        )
        return await self._remove(question % {"name": one_line(field.name, 60), "n": n}, RemoveField(field.id))

    # Groups and tabs

    async def _new_group(self) -> str | None:
        tab, _group = self._place
        title = _("New group on “%(tab)s”") % {"tab": one_line(tab_name(self._laid_out, tab), 40)}
        made = await ask_name(self.app, title, lambda name: self._store.do(AddGroup(self._entity, name, tab)))
        return line_of(GROUP, made.id) if made else None

    async def _rename_group(self, group: GroupInfo) -> str | None:
        rename = _("Rename the group")
        done = await ask_name(
            self.app, rename, lambda name: self._store.do(EditGroup(group.id, name)), value=group.name
        )
        return line_of(GROUP, group.id) if done else None

    async def _remove_group(self) -> str | None:
        group = self._group
        if group is None:
            return None
        question = _("Remove the group “%(name)s”? Its fields stay on the tab; u brings it back.")
        return await self._remove(question % {"name": one_line(group.name, 60)}, RemoveGroup(group.id))

    async def _new_tab(self) -> str | None:
        made = await ask_name(self.app, _("New tab"), lambda name: self._store.do(AddTab(self._entity, name)))
        return line_of(TAB, made.id) if made else None

    async def _rename_tab(self, tab: TabInfo) -> str | None:
        done = await ask_name(
            self.app, _("Rename the tab"), lambda name: self._store.do(EditTab(tab.id, name)), value=tab.name
        )
        return line_of(TAB, tab.id) if done else None

    async def _remove_tab(self) -> str | None:
        tab = self._tab
        if tab is None:
            return None
        question = _("Remove the tab “%(name)s”? Its fields go to the main tab; u brings it back.")
        return await self._remove(question % {"name": one_line(tab.name, 60)}, RemoveTab(tab.id))

    async def _remove(self, question: str, command: Command[Layout]) -> str | None:
        if not await sure(self.app, question, _("Remove")):
            return None
        return await self._do(command)

    async def _do(self, command: Command[Layout]) -> str:
        await self._store.do(command)
        return self._name_under_cursor


def _beside(error: CrmError, dialog: FieldDialog) -> str:
    """The field of the form that a refusal is about; the first where it is about none."""
    about = error.field if isinstance(error, InvalidValue) else ""
    shown = _SHOWN_AS.get(about, about)
    return shown if shown in dialog.typed else "name"
