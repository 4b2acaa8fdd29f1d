"""``crm-tui users``: colleagues, what each may do, and the tokens that speak for them."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from crm_tui.cli import resolve
from crm_tui.cli.output import Reply, short, table
from crm_tui.cli.session import Session, command
from crm_tui.domain.rights import Role
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.directory import CreateUser, ListUsers
from crm_tui.operations.team import IssueToken, RevokeTokens, SetRole
from crm_tui.operations.values import User

app = typer.Typer(name="users", help=_("Colleagues: roles and tokens."), no_args_is_help=True)

ROLE_WORDS = {
    Role.OWNER: N_("owner"),
    Role.ADMIN: N_("admin"),
    Role.MANAGER: N_("manager"),
    Role.READ_ONLY: N_("read-only"),
}

UserArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("The colleague's name or id."))]
NewArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("The new colleague's name."))]
RoleArgument = Annotated[Role, typer.Argument(metavar="ROLE", help=_("owner, admin, manager or read-only."))]
RoleOption = Annotated[Role, typer.Option(metavar="ROLE", help=_("owner, admin, manager or read-only."))]


@command(app, "list", _("List colleagues with their roles."))
async def list_users(session: Session) -> Reply:
    """Colleagues by name."""
    users = await session.ask(ListUsers())
    return Reply(users, _lines(users))


@command(app, "add", _("Add a colleague."))
async def add_user(session: Session, name: NewArgument, role: RoleOption = Role.MANAGER) -> Reply:
    """A new colleague."""
    user = await session.do(CreateUser(name, role))
    return Reply(user, [f"{_('Made')}: {_said(user)}"])


@command(app, "role", _("Give a colleague another role."))
async def set_role(session: Session, name: UserArgument, role: RoleArgument) -> Reply:
    """What a colleague may do from now on."""
    user = await session.do(SetRole((await _named(session, name)).id, role))
    return Reply(user, [_said(user)])


@command(app, "token", _("Issue a token that speaks for a colleague; it is shown this once."))
async def issue_token(session: Session, name: UserArgument) -> Reply:
    """A token, alone on stdout, so that a script can take it from there."""
    issued = await session.do(IssueToken((await _named(session, name)).id))
    told = _("This token speaks for %(name)s; it is shown this once, and whoever has it acts in that name.")
    return Reply(issued, [issued.token], told % {"name": issued.user.name})


@command(app, "revoke", _("Make all tokens of a colleague worthless."))
async def revoke_tokens(session: Session, name: UserArgument) -> Reply:
    """No program gets in with the old tokens."""
    user = await _named(session, name)
    count = await session.do(RevokeTokens(user.id))
    told = ngettext("%(name)s: %(n)d token revoked.", "%(name)s: %(n)d tokens revoked.", count)
    return Reply({"user": user, "revoked": count}, [told % {"name": user.name, "n": count}])


async def _named(session: Session, name: str) -> User:
    return resolve.by_name(await session.ask(ListUsers()), name, N_("colleague"))


def _said(user: User) -> str:
    return f"{short(user.id)}  {user.name}  {_(ROLE_WORDS[user.role])}"


def _lines(users: Sequence[User]) -> Iterator[str]:
    rows = [(short(user.id), user.name, _(ROLE_WORDS[user.role])) for user in users]
    yield from table((_("ID"), _("Name"), _("Role")), rows)
