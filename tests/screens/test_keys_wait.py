"""An act of a screen whose keys wait: what fails in it is told once, and the keys go on."""

from textual import work
from textual.screen import Screen

from crm_tui.screens.keys_wait import KeysWait
from tests.screens.settled import Host, settle


class Desk(KeysWait, Screen[None]):
    """A screen with an act that fails."""

    @work(group="act", exit_on_error=False)
    async def fail(self) -> None:
        raise LookupError("gone")


async def test_what_fails_is_told_once() -> None:
    host = Host()
    async with host.run_test() as pilot:
        desk = Desk()
        await host.push_screen(desk)
        desk.fail()
        await settle(pilot)
        assert [str(one) for one in host.failures] == ["gone"]
