"""Who may do what: one table, asked by every store before anything is written."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is in the company."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    READ_ONLY = "read-only"


class Right(StrEnum):
    """What an operation needs its caller to be allowed."""

    READ = "read"
    EDIT_DEALS = "edit deals"
    EDIT_CONTACTS = "edit contacts"
    EDIT_OWN_VIEWS = "edit own views"
    IMPORT = "import"
    EXPORT = "export"
    EDIT_PIPELINES = "edit pipelines"
    EDIT_USERS = "edit users"
    EDIT_FIELDS = "edit fields"


_READ = frozenset({Right.READ, Right.EDIT_OWN_VIEWS})
_MANAGE = _READ | {Right.EDIT_DEALS, Right.EDIT_CONTACTS, Right.IMPORT, Right.EXPORT}
_ADMIN = _MANAGE | {Right.EDIT_PIPELINES, Right.EDIT_USERS, Right.EDIT_FIELDS}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _ADMIN,
    Role.ADMIN: _ADMIN,
    Role.MANAGER: _MANAGE,
    Role.READ_ONLY: _READ,
}


def allowed(role: Role, right: Right) -> bool:
    """Whether a role carries a right."""
    return right in RIGHTS[role]
