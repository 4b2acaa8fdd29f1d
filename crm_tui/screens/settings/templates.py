"""The templates that offers and invoices are made from (C6)."""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from crm_tui.domain.ids import TemplateId
from crm_tui.i18n import N_, _
from crm_tui.operations.documents import AddTemplate, ListTemplates, RemoveTemplate, TemplateInfo
from crm_tui.operations.errors import CrmError, InvalidValue, NameTaken
from crm_tui.screens.dialogs.template import TemplateDialog
from crm_tui.screens.own_files import read_file
from crm_tui.screens.settings.asking import reason, sure
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, one_line

_NAME = 40
_KILOBYTE = 1024


class TemplateSettings(SettingsList):
    """Every template with its size and its day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New template"), id="templates.new"),
        Binding("X", "remove", N_("Remove"), id="templates.remove"),
        Binding("f", "fields", N_("What a template may ask for"), id="templates.fields"),
    ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._templates: tuple[TemplateInfo, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Settings, templates."""
        return _("Settings"), _("Templates")

    async def read(self) -> Sequence[CardBlock]:
        """The templates by name."""
        self._templates = await self._store.ask(ListTemplates())
        empty = _("No templates of your own yet; documents are made from the built-in ones. Press n to add one.")
        return (CardBlock("", tuple(map(_line, self._templates)), empty),)

    # Keys

    def action_new(self) -> None:
        """A template from a file."""
        self.act(self._new)

    def action_fields(self) -> None:
        """The fields that a template may use; the one that is chosen is copied, ready to be put into it."""
        self.act(self._copy_field)

    def action_remove(self) -> None:
        """Take the template under the cursor away."""
        template = next((one for one in self._templates if self.cursor and one.id == self.cursor.name), None)
        if template is not None:
            self.act(lambda: self._remove(template))

    async def opened(self, line: CardField) -> str | None:
        """A template is changed in the program that wrote it."""
        self.say(_("Change the file and add it again: n adds, X removes."))
        return None

    async def _copy_field(self) -> str | None:
        from crm_tui.screens.dialogs.choose import ChoiceDialog
        from crm_tui.screens.settings.template_fields import rows

        field = await self.app.push_screen_wait(ChoiceDialog(_("What a template may ask for"), rows()))
        if field is not None:
            self.app.copy_to_clipboard(field)
            self.say(_("Copied: %(what)s") % {"what": field})
        return None

    async def _new(self) -> str | None:
        dialog = TemplateDialog()
        while (file := await self.app.push_screen_wait(dialog)) is not None:
            try:
                data = await asyncio.to_thread(read_file, file.path)
                return (await self._store.do(AddTemplate(file.name, data))).id
            except CrmError as error:
                about_name = isinstance(error, NameTaken) or (isinstance(error, InvalidValue) and error.field == "name")
                faults = {"name" if about_name else "path": reason(error)}
                dialog = TemplateDialog(dialog.typed, faults)
        return None

    async def _remove(self, template: TemplateInfo) -> str | None:
        question = _("Remove “%(name)s”? What was made from it stays; u brings it back.")
        if not await sure(self.app, question % {"name": one_line(template.name, 60)}, _("Remove")):
            return None
        await self._store.do(RemoveTemplate(TemplateId(template.id)))
        return template.id


def _line(template: TemplateInfo) -> CardField:
    name = one_line(template.name, _NAME)
    padding = " " * (_NAME - Content(name).cell_length)
    size = _("%(n)d KB") % {"n": -(-template.size // _KILOBYTE)}
    came = f"{template.at.astimezone():%d.%m.%Y}" if template.at else _("built in")
    details = f"  {size:>9}  {came:<10}  {one_line(template.media_type, 40)}"
    return CardField(template.id, "", Content.assemble(name, padding, (details, MUTED)), way=Way.OPEN, cut=True)
