"""The same first steps in Russian, on a store that was made in Russian."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_tui import i18n
from crm_tui.i18n import _
from tests.journeys.conftest import Desk

LATIN_WORD = re.compile(r"[A-Za-z]{4,}")


@pytest.fixture
def russian() -> Iterator[None]:
    """The language in force, as ``--lang ru`` sets it."""
    i18n.use("ru")
    yield
    i18n.use("en")


@pytest.mark.usefixtures("russian")
async def test_first_steps(tmp_path: Path, desk: Desk) -> None:
    async with desk(path=tmp_path / "first.db", lang="ru") as manager:
        await manager.sees(_("An empty board"))
        assert not LATIN_WORD.search(manager.screen)
        await manager.press("e")
        await manager.sees(_("No deals yet. Press n to add one."), _("Buyers"), _("Unsorted"))
        await manager.press("n")
        await manager.type("Иван Петров +7 916 123-45-67 50000 #опт")
        await manager.sees(_("Contact"), "+79161234567", "50 000")
        await manager.press("enter")
        await manager.sees(f"{_('Unsorted')} 1")
        await manager.press("L")
        await manager.sees(_("Moved to %(stage)s") % {"stage": _("In work")})
        card = await manager.deal("Иван Петров")
        assert card.stage == _("In work") == "В работе"
        await manager.press("enter")
        await manager.sees(_("Description"), _("Activity"))


@pytest.mark.usefixtures("russian")
async def test_refusals_are_in_russian_too(tmp_path: Path, desk: Desk) -> None:
    async with desk(path=tmp_path / "first.db", lang="ru") as manager:
        await manager.press("e", "n")
        await manager.type("Иван")
        await manager.press("enter", "5")
        await manager.sees(_("Budget"))
        await manager.type("много")
        await manager.press("enter")
        assert not set(LATIN_WORD.findall(manager.screen)) - {"ctrl", "enter"}
        await manager.press("escape", "enter", "U")
        await manager.sees(_("There is nothing to redo."))
