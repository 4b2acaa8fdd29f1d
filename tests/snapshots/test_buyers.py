"""Pictures of saving buyers and of the review of duplicates."""

import pytest

from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.matching import FindSimilar, ListDuplicates
from crm_tui.operations.values import Email
from tests.journeys.driving import Manager
from tests.snapshots.camera import NARROW, PLAIN, WORDY, L, M, S, Scene, keys, shots, takes
from tests.snapshots.conftest import Photograph
from tests.snapshots.office import HOME_PHONE, WORK_PHONE

BUYER = Email("buyer@example.com")

FORM = ("down", "down", "b")


async def twice_there(manager: Manager) -> None:
    """Somebody is in the base twice, and the review is open."""
    await manager.app.store.do(CreateContact("Олена Ткач", (WORK_PHONE,), (BUYER,), city="Київ", position="директор"))
    await manager.app.store.do(CreateContact("Ткач О.", (HOME_PHONE,), (BUYER,)))
    await manager.press("g", "d")


PICTURES = [
    *shots(Scene("save-buyer", keys(*FORM)), [*WORDY, *takes(L, NARROW)]),
    *shots(Scene("save-buyer-ascii", keys(*FORM), config={"ascii": True}), takes(S)),
    *shots(Scene("save-buyer-typed", keys(*FORM, "e", "home", "'Ткач '")), takes(S, NARROW)),
    *shots(Scene("save-buyer-not-read", keys(*FORM), failing=(FindSimilar,)), takes(S, langs=("en", "ru"))),
    *shots(Scene("choose-buyer", keys("down", "down", "down", "b")), PLAIN),
    *shots(Scene("replace-buyer", keys("down", "down", "B")), takes(S)),
    *shots(Scene("duplicates", twice_there), [*WORDY, *takes(M, L, NARROW)]),
    *shots(Scene("duplicates-none", keys("g", "d"), empty=True), [*takes(S, langs=("en", "uk")), *takes(NARROW)]),
    *shots(Scene("duplicates-not-read", keys("g", "d"), failing=(ListDuplicates,)), takes(S)),
    *shots(Scene("similar-settings", keys("g", "s", "end", "up", "up", "up", "enter")), takes(S, langs=("en", "ru"))),
]


@pytest.mark.parametrize(("scene", "size", "theme", "lang"), PICTURES)
def test_buyers(photograph: Photograph, scene: Scene, size: tuple[int, int], theme: str, lang: str) -> None:
    assert photograph(scene, size, theme, lang)
