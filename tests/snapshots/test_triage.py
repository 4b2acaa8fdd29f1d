"""Pictures of triage: a deal with its similar buyers, a linked one, nothing left, loading, failed, cut off."""

import pytest

from crm_tui.operations.triage import ListTriage
from tests.journeys.driving import Manager
from tests.snapshots.camera import MAIN, NARROW, PLAIN, L, M, S, Scene, hasty, keys, shots, takes
from tests.snapshots.conftest import Photograph
from tests.snapshots.test_team import cut_off

FORM = ("g", "t", "right")
WORDS = takes(S, langs=("ru", "uk"))


async def without_a_connection(manager: Manager) -> None:
    """The connection goes while a deal is in front."""
    await manager.press(*FORM)
    await cut_off(manager)


PICTURES = [
    *shots(Scene("triage", keys(*FORM)), [*MAIN, *takes(NARROW), *WORDS, *takes(M, langs=("ru", "uk"))]),
    *shots(Scene("triage-linked", keys(*FORM, "b")), takes(S, M)),
    *shots(Scene("triage-overdue", keys("g", "t", *["right"] * 5)), takes(S, M)),
    *shots(Scene("triage-everybody", keys(*FORM, "M")), takes(M)),
    *shots(Scene("triage-snooze", keys(*FORM, "s")), [*takes(S, NARROW), *WORDS]),
    *shots(Scene("triage-done", keys("g", "t", *["s", "s"] * 7)), [*MAIN, *takes(NARROW), *WORDS]),
    *shots(Scene("triage-empty", keys("g", "t"), empty=True), takes(S, NARROW)),
    *shots(Scene("triage-loading", hasty("g", "t"), silent=(ListTriage,)), takes(S, M)),
    *shots(Scene("triage-failed", keys("g", "t"), failing=(ListTriage,)), [*PLAIN, *WORDS]),
    *shots(Scene("triage-cut-off", without_a_connection), [*PLAIN, *takes(NARROW), *WORDS]),
    *shots(Scene("triage-ascii", keys(*FORM), config={"ascii": True}), takes(S)),
    *shots(Scene("triage-wide", keys(*FORM)), takes(L, themes=("light",))),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_triage(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
