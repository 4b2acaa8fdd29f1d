"""Paths completed while one types."""

from pathlib import Path

import pytest

from crm_tui.widgets.path_suggester import PathSuggester


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("{home}/pl", "{home}/plans/"),
        ("{home}/of", "{home}/offer.pdf"),
        ("{home}/offer.pdf; {home}/pl", "{home}/offer.pdf; {home}/plans/"),
        ("{home}/", "{home}/offer.pdf"),
        ("{home}/.h", "{home}/.hidden"),
        ("{home}/x", None),
        ("{home}/bad", None),
        ("{home}/nowhere/x", None),
        ("~nobody-of-that-name/x", None),
        ("a\0b/x", None),
        ("offer", None),
    ],
)
async def test_a_path_is_completed_from_its_folder(tmp_path: Path, typed: str, completed: str | None) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("offer.pdf", ".hidden", "bad\x1b[2J"):
        (tmp_path / name).touch()
    found = await PathSuggester().get_suggestion(typed.format(home=tmp_path))
    assert found == (completed and completed.format(home=tmp_path))
