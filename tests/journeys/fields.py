"""Getting to a field of a card as a person does: down until its line is the one with the cursor."""

import re

from tests.journeys.driving import Manager


async def go_to(manager: Manager, words: str) -> None:
    """Down to the field whose line begins with these words."""
    for _step in range(20):
        if any(re.match(rf"\W*▌\W*{words}", line) for line in manager.screen.splitlines()):
            return
        await manager.press("j")
    raise AssertionError(f"no field {words!r} on\n{manager.screen}")
