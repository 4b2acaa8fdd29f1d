"""``crm-tui store``: a store made, brought up to date, or moved between a file and a database."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import Annotated

import typer

from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.output import Reply, progress
from crm_tui.cli.session import Opens, Session, command
from crm_tui.cli.stopping import check, stop_on_cancel
from crm_tui.domain.places import masked
from crm_tui.i18n import _, ngettext

app = typer.Typer(
    name="store", cls=GroupPage, help=_("Make a store, bring it up to date, move it elsewhere."), no_args_is_help=True
)

FromArgument = Annotated[str, typer.Argument(metavar="FROM", help=_("The store to copy: a file or postgresql://."))]
ToArgument = Annotated[
    str, typer.Argument(metavar="TO", help=_("Where the copy goes: a new file or an empty database."))
]


@command(app, "init", _("Make a store in a new file or an empty database."), opens=Opens.NOTHING)
async def init(session: Session) -> Reply:
    """Make the store."""
    from crm_tui.storage import upkeep
    from crm_tui.storage.opening import seed

    config = session.config
    await asyncio.to_thread(upkeep.init, session.where, seed(config.user, config.region, config.currency))
    return Reply({"store": session.place}, [_("Made a store in %(store)s.") % {"store": session.place}])


@command(app, "upgrade", _("Bring the store up to this version's schema."), opens=Opens.NOTHING)
async def upgrade(session: Session) -> Reply:
    """Bring the store up to date."""
    from crm_tui.storage import upkeep

    changed = await asyncio.to_thread(upkeep.upgrade, session.where)
    told = _("%(store)s is up to date now.") if changed else _("%(store)s was up to date already.")
    return Reply({"store": session.place, "changed": changed}, [told % {"store": session.place}])


@command(app, "copy", _("Copy a store, with its whole journal, between files and databases."), opens=Opens.NOTHING)
async def copy(session: Session, source: FromArgument, target: ToArgument) -> Reply:
    """Copy a store into an empty place."""
    from crm_tui.storage import upkeep

    advance: Callable[[int], None] | None = None
    with ExitStack() as stack, stop_on_cancel() as stop:

        def reached(done: int, total: int) -> None:
            nonlocal advance
            check(stop)
            if not done:
                advance = stack.enter_context(progress(_("Copying"), total))
            elif advance is not None:
                advance(done)

        held = await asyncio.to_thread(upkeep.copy, source, target, reached)
    rows = sum(held.tables.values())
    told = ngettext(
        "Copied %(n)d row to %(store)s, counted again there.",
        "Copied %(n)d rows to %(store)s, counted again there.",
        rows,
    )
    files = ngettext("Copied %(n)d file.", "Copied %(n)d files.", held.files) % {"n": held.files}
    data = {"from": masked(source), "to": masked(target), "rows": rows, "tables": held.tables, "files": held.files}
    return Reply(data, [told % {"n": rows, "store": masked(target)}, *([files] if held.files else [])])
