"""Who may do what."""

from itertools import pairwise

import pytest

from crm_tui.domain.rights import RIGHTS, Right, Role, allowed


@pytest.mark.parametrize("right", list(Right))
def test_the_owner_may_do_everything(right: Right) -> None:
    assert allowed(Role.OWNER, right)


def test_a_manager_works_with_deals_but_does_not_rebuild_the_company() -> None:
    refused = {right for right in Right if not allowed(Role.MANAGER, right)}
    assert refused == {Right.EDIT_PIPELINES, Right.EDIT_USERS, Right.EDIT_FIELDS}


def test_who_only_reads_changes_nothing_but_own_views() -> None:
    assert {right for right in Right if allowed(Role.READ_ONLY, right)} == {Right.READ, Right.EDIT_OWN_VIEWS}


def test_every_role_has_a_row_and_each_may_what_the_next_may() -> None:
    ladder = [RIGHTS[role] for role in (Role.READ_ONLY, Role.MANAGER, Role.ADMIN, Role.OWNER)]
    assert set(RIGHTS) == set(Role)
    assert all(lower <= higher for lower, higher in pairwise(ladder))
