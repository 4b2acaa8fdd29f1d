"""Tags on and off, for one deal or for many (C11)."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm_tui.domain.ids import TagId
from crm_tui.domain.tags import colour_of
from crm_tui.i18n import N_, _
from crm_tui.operations.values import Tag
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.picker import Picker, PickerRow
from crm_tui.widgets.plain import folded

TagAnswer = tuple[tuple[str, ...], tuple[str, ...]]
_NEW = "+"
_MARKS = {True: "[x]", False: "[ ]", None: "[-]"}


class TagDialog(Dialog[TagAnswer]):
    """The company's tags with their marks; gives the names to put on and the names to take off.

    Space marks, enter on an empty line saves; enter on a typed name marks it, and makes it where it is new. ``partly``
    are tags that only some of the deals carry; they stay as they are until they are marked.
    """

    keys = (("space", N_("mark")), ("enter", N_("save")), ("esc", N_("back")))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), show=False, priority=True, id="tags.mark")
    ]

    def __init__(self, tags: tuple[Tag, ...], on: frozenset[TagId], partly: frozenset[TagId] = frozenset()) -> None:
        super().__init__()
        self.title_text = _("Tags")
        self._tags = list(tags)
        before: dict[str, bool | None] = {
            tag.id: True if tag.id in on else None if tag.id in partly else False for tag in tags
        }
        self._before = before
        self._marks = dict(before)

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker(self._rows(""), placeholder=_("Type to find a tag or to make one"), spares_space=True)

    def answer(self) -> TagAnswer:
        """What changed, by name."""
        changed = [tag for tag in self._tags if self._marks[tag.id] is not self._before.get(tag.id, False)]
        add = tuple(tag.name for tag in changed if self._marks[tag.id])
        remove = tuple(tag.name for tag in changed if self._marks[tag.id] is False)
        return add, remove

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A blank is part of a new tag's name while nothing else matches."""
        if action == "mark" and self.is_mounted:
            row = self.query_one(Picker).highlighted
            return row is not None and row.id != _NEW
        return True

    def action_mark(self) -> None:
        """Mark the tag under the cursor, or take its mark off."""
        row = self.query_one(Picker).highlighted
        if row is not None:
            self._mark(row)

    @on(Picker.Narrowed)
    def _narrowed(self) -> None:
        picker = self.query_one(Picker)
        picker.set_rows(self._rows(picker.text), picker.highlighted.id if picker.highlighted else None)

    @on(Picker.Chosen)
    def _chosen(self, event: Picker.Chosen) -> None:
        if event.row is not None and event.text:
            self._mark(event.row)
        else:
            self.action_accept()

    def _mark(self, row: PickerRow) -> None:
        picker = self.query_one(Picker)
        tag_id = self._made(picker.text) if row.id == _NEW else row.id
        self._marks[tag_id] = not self._marks[tag_id]
        picker.clear_text()
        picker.set_rows(self._rows(""), tag_id)

    def _made(self, name: str) -> str:
        """A tag that does not exist yet; it is made when the answer is carried out."""
        tag = Tag(TagId(f"new-{len(self._tags)}"), _clean(name), colour_of(name))
        self._tags.insert(0, tag)
        self._marks[tag.id] = False
        return tag.id

    def _rows(self, typed: str) -> list[PickerRow]:
        rows = [PickerRow(tag.id, tag.name, "", _MARKS[self._marks[tag.id]], tag.colour) for tag in self._tags]
        name = _clean(typed)
        if name and all(folded(tag.name) != folded(name) for tag in self._tags):
            rows.append(PickerRow(_NEW, _("New tag: %(name)s") % {"name": typed}, "", "+", colour_of(name)))
        return rows


def _clean(name: str) -> str:
    return " ".join(name.lstrip("#").split())
