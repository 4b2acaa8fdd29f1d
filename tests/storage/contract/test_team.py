"""Roles, and tokens that speak for somebody."""

import pytest

from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Role
from crm_tui.operations.base import Store
from crm_tui.operations.directory import CreateUser, ListUsers
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound, NothingToUndo
from crm_tui.operations.history import Undo
from crm_tui.operations.team import IssueToken, RevokeTokens, SetRole, WhoAmI
from tests.conftest import OWNER
from tests.storage.acts import deal, user_named


async def test_everybody_knows_who_they_are(store: Store, reader: Store) -> None:
    assert (await store.ask(WhoAmI())).name == OWNER
    assert (await reader.ask(WhoAmI())).role is Role.READ_ONLY


async def test_a_role_holds_from_the_next_command_on(store: Store, manager: Store) -> None:
    ivan = await manager.ask(WhoAmI())
    assert (await store.do(SetRole(ivan.id, "read-only"))).role is Role.READ_ONLY

    with pytest.raises(NotAllowed):
        await deal(manager)

    await store.do(SetRole(ivan.id, "admin"))
    assert (await manager.do(CreateUser("Olha"))).role is Role.MANAGER


async def test_a_role_is_no_step_of_undo(store: Store, manager: Store) -> None:
    await store.do(SetRole((await manager.ask(WhoAmI())).id, "admin"))
    await manager.do(SetRole((await manager.ask(WhoAmI())).id, "read-only"))

    with pytest.raises(NothingToUndo):
        await manager.do(Undo())


async def test_roles_that_are_refused(store: Store, manager: Store) -> None:
    owner, ivan = await user_named(store, OWNER), await manager.ask(WhoAmI())

    with pytest.raises(InvalidValue):
        await store.do(SetRole(ivan.id, "king"))
    with pytest.raises(InvalidValue, match="only owner"):
        await store.do(SetRole(owner.id, "admin"))
    with pytest.raises(NotFound):
        await store.do(SetRole(UserId("f" * 32), "admin"))
    with pytest.raises(NotAllowed):
        await manager.do(SetRole(ivan.id, "owner"))

    assert {user.name: user.role for user in await store.ask(ListUsers())} == {
        OWNER: Role.OWNER,
        "Ivan Petrenko": Role.MANAGER,
    }


async def test_an_owner_may_step_back_where_there_is_another(store: Store, manager: Store) -> None:
    owner, ivan = await user_named(store, OWNER), await manager.ask(WhoAmI())
    await store.do(SetRole(ivan.id, "owner"))

    assert (await store.do(SetRole(owner.id, "manager"))).role is Role.MANAGER


async def test_tokens_are_told_once_and_revoked_together(store: Store, manager: Store) -> None:
    ivan = await manager.ask(WhoAmI())
    issued = [await store.do(IssueToken(ivan.id)) for _ in range(2)]

    assert issued[0].token != issued[1].token
    assert {one.user.name for one in issued} == {"Ivan Petrenko"}
    assert (await store.do(RevokeTokens(ivan.id)), await store.do(RevokeTokens(ivan.id)))[1] == 0


async def test_tokens_that_are_refused(store: Store, manager: Store) -> None:
    owner = await user_named(store, OWNER)

    with pytest.raises(NotAllowed):
        await manager.do(IssueToken(owner.id))
    with pytest.raises(NotAllowed):
        await manager.do(RevokeTokens(owner.id))
    with pytest.raises(NotFound):
        await store.do(IssueToken(UserId("f" * 32)))
    with pytest.raises(NotFound):
        await store.do(RevokeTokens(UserId("f" * 32)))


async def test_an_admin_neither_becomes_an_owner_nor_speaks_for_one(store: Store, manager: Store) -> None:
    owner, ivan = await user_named(store, OWNER), await manager.ask(WhoAmI())
    await store.do(SetRole(ivan.id, "admin"))
    issued = await store.do(IssueToken(owner.id))

    for command in (
        SetRole(ivan.id, "owner"),
        SetRole(owner.id, "read-only"),
        CreateUser("Second self", "owner"),
        IssueToken(owner.id),
        RevokeTokens(owner.id),
    ):
        with pytest.raises(NotAllowed, match=OWNER):
            await manager.do(command)

    assert [user.role for user in await store.ask(ListUsers()) if user.id == ivan.id] == [Role.ADMIN]
    assert issued.user.id == owner.id
    assert await store.do(RevokeTokens(owner.id)) >= 1
