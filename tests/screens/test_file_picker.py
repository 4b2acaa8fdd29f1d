"""Choosing files from their folders by keys alone."""

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static
from textual_fspicker.parts import CurrentDirectory

from crm_tui.screens.dialogs.file_path import FilePathDialog
from crm_tui.screens.dialogs.file_picker import FilePicker, Folder
from tests.screens.settled import Host, settle

SIZES = [(80, 24), (40, 20), (120, 40)]


def files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x" * 2_000)


async def at(pilot: Any, folder: Path) -> None:
    """Until the list shows a folder."""
    for _round in range(200):
        await settle(pilot)
        listed = pilot.app.screen.query_one(Folder)
        if listed.location == folder and listed.option_count:
            return
    raise AssertionError(f"{folder} is not shown")


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_is_chosen_in_a_folder_below(tmp_path: Path, size: tuple[int, int]) -> None:
    files(tmp_path, "offers/second.txt", "offers/.secret", "b.txt")
    given: list[Path | None] = []
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.push_screen(FilePicker(tmp_path, "Attach files"), given.append)
        await at(pilot, tmp_path)
        assert app.screen.query_one(Folder).option_count == 3
        await pilot.press("down", "enter")
        await at(pilot, tmp_path / "offers")
        assert app.screen.query_one(Folder).option_count == 2
        await pilot.press("full_stop")
        await settle(pilot)
        assert app.screen.query_one(Folder).option_count == 3
        await pilot.press("end", "enter")
        await settle(pilot)
    assert given == [tmp_path / "offers" / "second.txt"]


async def test_backspace_goes_up_and_esc_leaves(tmp_path: Path) -> None:
    files(tmp_path, "offers/second.txt")
    given: list[Path | None] = []
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FilePicker(tmp_path / "offers", "Attach files"), given.append)
        await at(pilot, tmp_path / "offers")
        await pilot.press("backspace")
        await at(pilot, tmp_path)
        await pilot.press("escape")
        await settle(pilot)
    assert given == [None]


async def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    files(tmp_path, "[red]x\x1b[2J\u202egnp.txt")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FilePicker(tmp_path, "Attach files"))
        await at(pilot, tmp_path)
        text = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "[red]x" in text
        assert not {"\x1b", "\u202e"} & set(text)


async def test_a_folder_that_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_folder: Path) -> Any:
        raise OSError("gone")

    monkeypatch.setattr(Path, "iterdir", gone)
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FilePicker(tmp_path, "Attach files"))
        await at(pilot, tmp_path)
        await settle(pilot)
        assert str(app.screen.query_one("#fault", Static).content).startswith("This folder cannot be read")
        assert str(tmp_path)[-20:] in str(app.screen.query_one(CurrentDirectory).content)
        assert app.screen.query_one(OptionList).option_count == 1


async def test_chosen_files_join_those_on_the_line(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "b.txt")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FilePathDialog("Attach files", "~/offer.pdf", browsing=True))
        await settle(pilot)
        app.screen.query_one(Input).value = str(tmp_path / "a.txt")
        await pilot.press("ctrl+o")
        await at(pilot, tmp_path)
        await pilot.press("end", "enter")
        await settle(pilot)
        assert app.screen.query_one(Input).value == f"{tmp_path}/a.txt; {tmp_path}/b.txt"


async def test_a_place_to_save_to_is_not_browsed_for() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = FilePathDialog("Save to a file", "~/offer.pdf")
        app.push_screen(dialog)
        await settle(pilot)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert app.screen is dialog
