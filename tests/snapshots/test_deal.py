"""Pictures of a deal's own screen: full, empty, edited, failing, and small."""

import pytest

from crm_tui.operations.deals import GetDeal
from tests.snapshots.camera import (
    EVERYWHERE,
    MAIN,
    NARROW,
    PLAIN,
    WORDY,
    M,
    S,
    Scene,
    hasty,
    keys,
    shots,
    takes,
)
from tests.snapshots.conftest import Photograph

TO_FULL = ("right", "down", "down", "enter")
TO_BUDGET = (*TO_FULL, "j", "e", "ctrl+u", "'a lot'", "enter")

PICTURES = [
    *shots(Scene("full", keys(*TO_FULL)), [*EVERYWHERE, *takes(S, M, langs=("ru", "uk"))]),
    *shots(Scene("bare", keys("enter")), PLAIN),
    *shots(Scene("described", keys("right", "right", "enter")), takes(M)),
    *shots(Scene("edited", keys(*TO_FULL, "e")), takes(M)),
    *shots(Scene("fault", keys(*TO_BUDGET)), WORDY),
    *shots(Scene("long-text", keys("right", "right", "enter", *["j"] * 7, "e")), PLAIN),
    *shots(Scene("not-read", keys("enter"), failing=(GetDeal,)), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Scene("loading", hasty("enter"), silent=(GetDeal,)), takes(S, M)),
    *shots(
        Scene("history", keys(*TO_FULL, "tab")), [*takes(S, themes=("dark", "light")), *takes(S, langs=("ru", "uk"))]
    ),
    *shots(Scene("lost", keys(*["right"] * 5, "enter")), takes(S)),
    *shots(Scene("narrow", keys(*TO_FULL)), takes(NARROW)),
    *shots(Scene("ascii", keys(*TO_FULL), config={"ascii": True}), takes(M)),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_deal(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
