"""The board through a real server: a token that is revoked is told without a key being pressed."""

from pathlib import Path

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.team import RevokeTokens
from crm_tui.server.app import create_app
from crm_tui.storage.remote import RemoteStore
from crm_tui.storage.sqlite import SqliteBackend
from tests.conftest import OWNER
from tests.journeys.conftest import Desk
from tests.server.serving import listening, token_for
from tests.storage.acts import user_named


async def test_a_revoked_token_is_told_by_itself(
    morning: Store, desk: Desk, store_path: Path, clock: FixedClock
) -> None:
    backend = SqliteBackend(store_path, clock)
    token = await token_for(backend, "")
    async with listening(create_app(backend)) as url:
        doors: list[Store] = []

        def through_the_server(beside: Store) -> Store:
            doors.append(beside)
            return RemoteStore(url, token)

        async with desk(over=through_the_server) as manager:
            await manager.sees("● live", "Call from the site")
            await morning.do(RevokeTokens((await user_named(morning, OWNER)).id))
            await manager.sees(
                "! your token is not valid any more: crm-tui login", f"“{url}” does not know you", within=3
            )
            assert "no connection" not in manager.screen
        await doors[0].close()
    await backend.close()
