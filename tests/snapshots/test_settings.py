"""Pictures of the settings: all of them, fields and their form, tags, templates, and the fields that one sees."""

import pytest

from crm_tui.operations.documents import ListTemplates
from crm_tui.operations.fields import GetLayout
from crm_tui.operations.spam import ListSpam
from tests.snapshots.camera import MAIN, NARROW, PLAIN, L, M, S, Scene, keys, shots, takes
from tests.snapshots.conftest import Photograph

FIELDS = ("g", "s", "down", "enter")
NUMBER, CHOICE = ["down"] * 2, ["down"] * 5
MADE = (
    *(
        *FIELDS,
        "+",
        "'Доставка'",
        "enter",
        "N",
        "'Склад'",
        "enter",
        "n",
        "'Площадь'",
        "enter",
        *NUMBER,
        "ctrl+s",
    ),
    *("home", "n", "'Loyalty'", "enter", *CHOICE, "enter", "'gold'", "enter", "'silver'", "tab", "tab", "space"),
    "ctrl+s",
)
MARKED = ("down", "down", "exclamation_mark")
WORDS = takes(S, langs=("ru", "uk"))

PICTURES = [
    *shots(Scene("settings", keys("g", "s")), [*MAIN, *WORDS]),
    *shots(Scene("fields", keys(*MADE)), [*MAIN, *takes(L, themes=("light",)), *WORDS]),
    *shots(Scene("field-form", keys(*FIELDS, "n", "'Loyalty'", "enter", *CHOICE)), [*MAIN, *WORDS]),
    *shots(Scene("field-removed", keys(*MADE, "X")), [*takes(S), *WORDS]),
    *shots(Scene("fields-failed", keys(*FIELDS), failing=(GetLayout,)), PLAIN),
    *shots(Scene("tags", keys("g", "s", "end", "up", "up", "enter")), [*MAIN, *WORDS]),
    *shots(Scene("tag-colour", keys("g", "s", "end", "up", "up", "enter", "c")), takes(S, M)),
    *shots(Scene("tag-merge", keys("g", "s", "end", "up", "up", "enter", "m")), takes(S)),
    *shots(
        Scene("templates-failed", keys("g", "s", "end", "up", "enter"), failing=(ListTemplates,)), [*takes(S), *WORDS]
    ),
    *shots(Scene("spam", keys(*MARKED, "g", "s", "end", "enter")), [*MAIN, *WORDS, *takes(NARROW)]),
    *shots(Scene("spam-empty", keys("g", "s", "end", "enter")), [*PLAIN, *WORDS]),
    *shots(Scene("spam-failed", keys("g", "s", "end", "enter"), failing=(ListSpam,)), takes(S)),
    *shots(Scene("seen-fields", keys("right", "down", "down", "enter", "v")), [*MAIN, *WORDS]),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_settings(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
