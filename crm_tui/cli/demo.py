"""``crm-tui demo``: a store full of believable people and deals, to try things on."""

from typing import Annotated

import typer

from crm_tui.cli.output import Reply, progress
from crm_tui.cli.session import Opens, Session, command
from crm_tui.cli.stopping import check, stop_on_cancel
from crm_tui.i18n import _, ngettext

DealsOption = Annotated[int, typer.Option(min=1, max=1_000_000, metavar="N", help=_("How many deals to make."))]
SeedOption = Annotated[int, typer.Option(metavar="S", help=_("The same seed makes the same data."))]


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    command(app, "demo", _("Fill the store with sample data."), opens=Opens.CREATING)(demo)


async def demo(session: Session, deals: DealsOption = 500, seed: SeedOption = 1) -> Reply:
    """Fill the store; the same seed gives the same data."""
    from crm_tui.demo import fill

    with progress(_("Sample data"), deals) as advance, stop_on_cancel() as stop:

        def reached(done: int) -> None:
            check(stop)
            if advance is not None:
                advance(done)

        await fill(session.store, deals=deals, seed=seed, progress=reached)
    told = ngettext("Made %(n)d sample deal in %(store)s.", "Made %(n)d sample deals in %(store)s.", deals)
    data = {"store": session.place, "deals": deals, "seed": seed}
    return Reply(data, [told % {"n": deals, "store": session.place}])
