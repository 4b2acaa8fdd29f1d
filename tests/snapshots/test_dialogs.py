"""Pictures of every dialog that the board opens."""

import pytest

from tests.snapshots.camera import NARROW, PLAIN, WORDY, L, M, S, Scene, keys, shots, takes
from tests.snapshots.conftest import Photograph

SPAM = ("down", "down", "exclamation_mark")
SAVED = ("right", "right", "right", "down")
LINE = "'Ivan Petrov +7 916 123-45-67 50000 #vip'"

PICTURES = [
    *shots(Scene("move-to", keys("m")), PLAIN),
    *shots(Scene("move-to-typed", keys("m", "'serv'")), takes(L)),
    *shots(Scene("lost", keys("x")), WORDY),
    *shots(Scene("lost-other", keys("x", "down", "down", "down", "down", "ctrl+s")), PLAIN),
    *shots(Scene("won", keys("5")), PLAIN),
    *shots(Scene("won-fault", keys("5", "'a lot'", "ctrl+s")), WORDY),
    *shots(Scene("quick", keys("n")), PLAIN),
    *shots(Scene("quick-understood", keys("n", LINE)), WORDY),
    *shots(Scene("quick-fault", keys("n", "'+7 916 123-45-67'", "enter")), WORDY),
    *shots(Scene("form", keys("N")), WORDY),
    *shots(Scene("form-fault", keys("N", "tab", "tab", "'0671112233'", "tab", "tab", "'a lot'", "ctrl+s")), WORDY),
    *shots(Scene("bulk", keys("asterisk", "5")), WORDY),
    *shots(Scene("bulk-nothing", keys("space", "down", "space", "5")), takes(NARROW)),
    *shots(Scene("tags", keys("right", "t")), PLAIN),
    *shots(Scene("tags-new", keys("right", "t", "'терміново'")), takes(L)),
    *shots(Scene("responsible", keys("a")), PLAIN),
    *shots(Scene("responsible-nobody-fits", keys("a", "'zzz'")), takes(S)),
    *shots(Scene("sort", keys("o")), PLAIN),
    *shots(Scene("views", keys("f")), WORDY),
    *shots(Scene("save-view", keys("slash", "'#vip'", "enter", "F")), WORDY),
    *shots(Scene("task", keys("T")), PLAIN),
    *shots(Scene("task-understood", keys("T", "'call back'", "tab", "'fri 15:30'")), WORDY),
    *shots(Scene("task-fault", keys("T", "'call back'", "tab", "'soon'", "ctrl+s")), PLAIN),
    *shots(Scene("delete", keys("X")), PLAIN),
    *shots(Scene("leave-typed", keys("N", "'Barn'", "tab", "'Ivan'", "escape")), PLAIN),
    *shots(Scene("copy", keys("right", "down", "down", "y")), PLAIN),
    *shots(Scene("spam-marked", keys(*SPAM)), [*WORDY, *takes(NARROW)]),
    *shots(Scene("spam-signs", keys(*SPAM, "right", "end", "enter")), PLAIN),
    *shots(Scene("spam-signs-ascii", keys(*SPAM, "right", "end"), config={"ascii": True}), takes(S)),
    *shots(Scene("write-by", keys(*SAVED, "w")), [*WORDY, *takes(L, NARROW)]),
    *shots(Scene("call-whom", keys(*SAVED, "c")), takes(S)),
    *shots(Scene("link", keys(*SAVED, "w", "w")), [*WORDY, *takes(M, L, NARROW)]),
    *shots(Scene("link-text", keys(*SAVED, "w", "i", "'Добрый день!'", "enter", "v")), WORDY),
    *shots(Scene("link-ascii", keys(*SAVED, "w", "w"), config={"ascii": True}), takes(S, L)),
    *shots(Scene("pipelines", keys("P")), takes(S)),
    *shots(Scene("form-narrow", keys("N")), takes(NARROW)),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_dialogs(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
