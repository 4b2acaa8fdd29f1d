"""The company's tags: renamed, coloured, merged, deleted (C11)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from crm_tui.domain.ids import TagId
from crm_tui.domain.tags import COLOURS
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.tags import CreateTag, DeleteTag, ListTagUses, MergeTags, RenameTag, SetTagColour, TagInfo
from crm_tui.screens.dialogs.choose import ListDialog
from crm_tui.screens.settings.asking import ask_name, sure
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.screens.settings.words import COLOUR_NAMES
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.plain import MUTED, colour_style, one_line

_NAME = 40


class TagSettings(SettingsList):
    """Every tag with its colour and its uses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New tag"), id="tag-list.new"),
        Binding("c", "change('colour')", N_("Colour"), id="tag-list.colour"),
        Binding("m", "change('merge')", N_("Merge"), id="tag-list.merge"),
        Binding("X", "change('delete')", N_("Delete"), id="tag-list.delete"),
    ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._tags: tuple[TagInfo, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Settings, tags."""
        return _("Settings"), _("Tags")

    async def read(self) -> Sequence[CardBlock]:
        """The tags by name."""
        self._tags = await self._store.ask(ListTagUses())
        return (CardBlock("", tuple(map(_line, self._tags)), _("No tags yet. Press n to make one.")),)

    @property
    def _tag(self) -> TagInfo | None:
        name = self.cursor.name if self.cursor else ""
        return next((one for one in self._tags if one.id == name), None)

    # Keys

    def action_new(self) -> None:
        """A tag before any record has it."""
        self.act(self._new)

    def action_change(self, how: str) -> None:
        """Another colour, one tag instead of two, or none."""
        tag = self._tag
        acts = {"colour": self._colour, "merge": self._merge, "delete": self._delete}
        if tag is not None:
            self.act(lambda: acts[how](tag))

    async def opened(self, line: CardField) -> str | None:
        """Another name."""
        tag = self._tag
        if not self._may or tag is None:
            self.say(self.refusal)
            return None
        done = await ask_name(
            self.app, _("Rename the tag"), lambda name: self._store.do(RenameTag(tag.id, name)), value=tag.name
        )
        return tag.id if done else None

    async def _new(self) -> str | None:
        made = await ask_name(self.app, _("New tag"), lambda name: self._store.do(CreateTag(name)))
        return await self._colour(made) or made.id if made else None

    async def _colour(self, tag: TagInfo) -> str | None:
        rows = [(PickerRow(colour, _(COLOUR_NAMES[colour]), "", "▪", colour), colour) for colour in COLOURS]
        title = _("Colour of “%(name)s”") % {"name": one_line(tag.name, 50)}
        chosen = await self.app.push_screen_wait(ListDialog(title, rows, current=tag.colour))
        if chosen is None or chosen == tag.colour:
            return None
        return (await self._store.do(SetTagColour(tag.id, chosen))).id

    async def _merge(self, tag: TagInfo) -> str | None:
        rows = [(PickerRow(one.id, one.name, _uses(one), "▪", one.colour), one) for one in self._tags if one != tag]
        if not rows:
            self.say(_("There is no other tag."))
            return None
        title = _("Which tag takes the place of “%(name)s”?") % {"name": one_line(tag.name, 50)}
        into: TagInfo | None = await self.app.push_screen_wait(ListDialog(title, rows))
        if into is None or not await sure(self.app, _merge_question(tag, into), _("Merge")):
            return None
        return (await self._store.do(MergeTags(tag.id, into.id))).id

    async def _delete(self, tag: TagInfo) -> str | None:
        question = ngettext(
            "Delete “%(name)s” and take it off %(n)d record? u brings it back.",
            "Delete “%(name)s” and take it off %(n)d records? u brings it back.",
            tag.uses,
        ) % {"name": one_line(tag.name, 50), "n": tag.uses}
        if not await sure(self.app, question, _("Delete")):
            return None
        await self._store.do(DeleteTag(TagId(tag.id)))
        return tag.id


def _merge_question(tag: TagInfo, into: TagInfo) -> str:
    names = {"name": one_line(tag.name, 50), "into": one_line(into.name, 50), "n": tag.uses}
    return (
        ngettext(
            "Put “%(into)s” in the place of “%(name)s” on %(n)d record? u undoes it.",
            "Put “%(into)s” in the place of “%(name)s” on %(n)d records? u undoes it.",
            tag.uses,
        )
        % names
    )


def _uses(tag: TagInfo) -> str:
    return ngettext("%(n)d record", "%(n)d records", tag.uses) % {"n": tag.uses} if tag.uses else _("not in use")


def _line(tag: TagInfo) -> CardField:
    name = one_line(f"#{tag.name}", _NAME)
    padding = " " * (_NAME - Content(name).cell_length)
    colour = _(COLOUR_NAMES[tag.colour]) if tag.colour in COLOUR_NAMES else ""
    shown = Content.assemble((name, colour_style(tag.colour)), padding, (f"  {colour:<12}{_uses(tag)}", MUTED))
    return CardField(tag.id, "", shown, way=Way.OPEN, cut=True)
