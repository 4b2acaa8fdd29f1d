"""Pictures of the board and the table, and of what stands in their place."""

import pytest

from crm_tui.operations.board import GetColumn
from tests.snapshots.camera import (
    EVERYWHERE,
    MAIN,
    NARROW,
    PLAIN,
    WORDY,
    L,
    M,
    S,
    Scene,
    hasty,
    keys,
    pasted,
    shots,
    takes,
)
from tests.snapshots.conftest import Photograph

PICTURES = [
    *shots(Scene("cards"), [*EVERYWHERE, *takes(S, M, langs=("ru", "uk"))]),
    *shots(Scene("empty", empty=True), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Scene("loading", hasty(), opening="never"), MAIN),
    *shots(Scene("store-locked", hasty(), opening="locked"), [*MAIN, *takes(S, langs=("ru", "uk"))]),
    *shots(Scene("columns-failed", failing=(GetColumn,)), PLAIN),
    *shots(Scene("columns-loading", hasty(), silent=(GetColumn,)), PLAIN),
    *shots(Scene("filter-typed", pasted("slash", "лес")), MAIN),
    *shots(Scene("filter-kept", pasted("slash", "#vip", "enter")), takes(S)),
    *shots(Scene("filter-nothing", pasted("slash", "nobody of that name")), WORDY),
    *shots(Scene("view-chosen", keys("f", "down", "enter")), takes(M)),
    *shots(Scene("marks", keys("space", "down", "space", "right", "space")), PLAIN),
    *shots(Scene("moved", keys("down", "L")), takes(S, langs=("en", "ru", "uk"))),
    *shots(Scene("preview", keys("right", "down", "down", "p")), [*MAIN, *takes(M, langs=("ru", "uk"))]),
    *shots(Scene("preview-narrow", keys("p")), takes(NARROW)),
    *shots(Scene("narrow"), takes(NARROW, themes=("dark", "light"))),
    *shots(Scene("narrow-sideways", keys("right", "right")), takes(NARROW, langs=("ru",))),
    *shots(Scene("sideways", keys(*["right"] * 5)), takes(S)),
    *shots(Scene("ascii", config={"ascii": True}), takes(S, M)),
    *shots(Scene("other-pipeline", keys("P", "down", "enter")), takes(M)),
    *shots(Scene("table", keys("equals_sign")), [*MAIN, *takes(S, M, langs=("ru", "uk"))]),
    *shots(Scene("table-empty", keys("equals_sign"), empty=True), PLAIN),
    *shots(Scene("table-filtered", pasted("slash", "лес", "enter", "equals_sign")), PLAIN),
    *shots(Scene("table-marks", keys("equals_sign", "space", "down", "space")), takes(M)),
    *shots(Scene("table-wide-cursor", keys("equals_sign", "end")), takes(L)),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_board(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
