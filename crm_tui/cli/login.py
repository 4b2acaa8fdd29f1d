"""``crm-tui login``: keep the token for a server, once the server has said whose it is."""

import sys
from typing import Annotated

import typer

from crm_tui.cli.output import Reply
from crm_tui.cli.session import Opens, Session, command
from crm_tui.i18n import _
from crm_tui.operations.errors import LoginNeeded
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import User

UrlArgument = Annotated[
    str, typer.Argument(metavar="URL", help=_("The server's address, such as https://crm.example."))
]


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    command(app, "login", _("Keep the token for a server; it is asked for, or read from stdin."), opens=Opens.NOTHING)(
        login
    )


async def login(session: Session, url: UrlArgument) -> Reply:
    """Ask for a token, let the server say whose it is, and keep it."""
    from crm_tui.storage.addresses import server_url
    from crm_tui.storage.credentials import keep_token

    where = server_url(url, insecure=session.config.insecure)
    token = _token()
    user = await _whose(where, token)
    file = keep_token(where, token)
    told = _("You are %(name)s at %(url)s. The token is kept in %(place)s.")
    place = str(file) if file is not None else _("the system's keyring")
    return Reply({"url": where, "user": user}, [told % {"name": user.name, "url": where, "place": place}])


async def _whose(where: str, token: str) -> User:
    from crm_tui.storage.remote import RemoteStore

    if not (token.isascii() and token.isprintable() and token):
        raise LoginNeeded(where)
    store = RemoteStore(where, token)
    try:
        return await store.ask(WhoAmI())
    finally:
        await store.close()


def _token() -> str:
    """What is typed without an echo, or the first line of stdin where that is no terminal."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(_("Token: ")).strip()
    return sys.stdin.readline().strip()
