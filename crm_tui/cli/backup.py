"""``crm-tui backup`` and ``crm-tui restore``: a whole copy of the store, and the way back from it."""

from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli.output import Reply
from crm_tui.cli.session import Opens, Session, command
from crm_tui.i18n import _, ngettext

TargetArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("Where the copy goes; a new file."))]
SourceArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup to put in the store's place."))]


def attach(app: typer.Typer) -> None:
    """Put the commands under the program."""
    command(app, "backup", _("Copy the whole store into a file, while it is in use."), opens=Opens.NOTHING)(backup)
    command(app, "restore", _("Put a backup in the store's place."), opens=Opens.NOTHING)(restore)


async def backup(session: Session, target: TargetArgument) -> Reply:
    """Copy the store."""
    from crm_tui.storage.backup import backup as copy

    size = copy(session.path, target)
    told = ngettext("Copied %(n)d byte to %(file)s.", "Copied %(n)d bytes to %(file)s.", size)
    return Reply({"file": str(target), "bytes": size}, [told % {"n": size, "file": target}])


async def restore(session: Session, source: SourceArgument) -> Reply:
    """Put a backup in the store's place."""
    from crm_tui.storage.backup import restore as put_back

    put_back(source, session.path)
    told = _("%(store)s now holds what %(file)s holds; what was there before is kept beside it.")
    return Reply({"file": str(source), "store": session.where}, [told % {"store": session.where, "file": source}])
