"""Files in and out of the board: an import with a look at it first, an export of what is shown (A1)."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from crm_tui.i18n import _, ngettext
from crm_tui.screens.pipeline_views import PipelineViews

if TYPE_CHECKING:
    from crm_tui.screens.files import Files


class PipelineFiles(PipelineViews):
    """Takes a file in, and writes the deals of the present view into one."""

    @property
    def files(self) -> "Files | None":
        """How files are read and written."""
        return self.house.files

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Files come and go only where the program was started with a way to read and write them."""
        if action in ("import_file", "export_deals") and self.files is None:
            return False
        return super().check_action(action, parameters)

    @work(group="files", exit_on_error=False)
    async def action_import_file(self) -> None:
        """Ask for a file, show what it would do, and take it in."""
        from crm_tui.screens.dialogs.path import PathDialog

        title, example = _("Import a file"), _("Path of a CSV, XLSX or VCF file")
        path = await self.app.push_screen_wait(PathDialog(title, example))
        if path is not None and self.files is not None:
            async with self.telling():
                await self._import(self.files, path)

    async def _import(self, files: "Files", path: Path) -> None:
        from crm_tui.screens.importing.review import ImportReviewScreen
        from crm_tui.widgets.import_words import counted

        review = ImportReviewScreen(self.door, files, path, turn=self.turn, glyphs=self.glyphs)
        report = await self.app.push_screen_wait(review)
        if report is None:
            return
        await self.show_pipeline()
        self.reload_columns()
        self.say(_("%(what)s · u undo") % {"what": " ".join(counted(report))})

    @work(group="files", exit_on_error=False)
    async def action_export_deals(self) -> None:
        """Ask where to, and write the deals that are shown."""
        from crm_tui.interchange.errors import FileError
        from crm_tui.operations.deals import ListDeals
        from crm_tui.screens.dialogs.path import PathDialog

        title, example = _("Export the deals shown"), _("Path of a new CSV or XLSX file")
        path = await self.app.push_screen_wait(PathDialog(title, example))
        if path is None or self.files is None or self.pipeline is None:
            return
        async with self.telling():
            wanted = ListDeals(pipeline_id=self.pipeline.id, filter=self.view.filter)
            try:
                written = await self.files.export_deals(self.door, path, wanted)
            except FileError as error:
                self.house.report(error)  # the board itself is as fresh as before
                return
            told = ngettext("Wrote %(n)d record to %(file)s.", "Wrote %(n)d records to %(file)s.", written)
            self.tell(told % {"n": written, "file": path})
