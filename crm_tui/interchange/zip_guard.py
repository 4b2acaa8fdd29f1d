"""A look at a workbook before it is opened, told in the words of an import."""

from pathlib import Path

from crm_tui.interchange.errors import DamagedFile, PackedTooTightly
from crm_tui.papers import archives


def check(path: Path) -> None:
    """Raise PackedTooTightly or DamagedFile for a workbook that must not be opened."""
    try:
        with path.open("rb") as file:
            archives.check(file)
    except archives.PackedTooTightly:
        raise PackedTooTightly(path) from None
    except archives.BadArchive:
        raise DamagedFile(path) from None
