"""``crm-tui serve``: the store over HTTP, for programs and colleagues elsewhere."""

from typing import Annotated

import typer

from crm_tui.cli import launch
from crm_tui.cli.output import Reply
from crm_tui.cli.session import Opens, Session, command
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import CrmError

HostOption = Annotated[str, typer.Option(metavar="HOST", help=_("The address to listen at."))]
PortOption = Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help=_("The port to listen at; 0: any."))]
DocsOption = Annotated[bool, typer.Option("--docs", help=_("Offer pages at /docs to read and try the API."))]


class AddressTaken(CrmError):
    """Nobody can listen there."""

    code = "address"
    sentence = N_("Cannot listen at %(host)s, port %(port)s; choose another --host or --port.")

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host=host, port=str(port))


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    command(app, "serve", _("Serve the store over HTTP."), opens=Opens.NOTHING)(serve)


async def serve(
    session: Session, host: HostOption = "127.0.0.1", port: PortOption = 8765, docs: DocsOption = False
) -> Reply:
    """Serve until ctrl+C."""
    from crm_tui.server.app import create_app
    from crm_tui.server.logs import log_to_stderr
    from crm_tui.server.running import Server, listen

    try:
        listening = listen(host, port)
    except OSError as error:
        raise AddressTaken(host, port) from error
    with listening:
        backend = await launch.backend_at(session.where, config=session.config, clock=session.clock)
        try:
            backend.warm_up()
            log_to_stderr()
            address = _url(*listening.getsockname()[:2])
            said = _("Serving %(store)s at %(url)s; ctrl+C ends it.") % {"store": session.where, "url": address}
            await Server(create_app(backend, docs=docs), lambda: print(said, flush=True)).serve([listening])
        finally:
            await backend.close()
    return Reply({"url": address}, [])


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
