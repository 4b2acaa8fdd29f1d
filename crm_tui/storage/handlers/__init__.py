"""What carries each operation out: one file a room of ``operations``, found through ``context.HANDLERS``."""

from crm_tui.storage.handlers import (
    board,
    bulk,
    contacts,
    deal_reads,
    deals,
    directory,
    history,
    imports,
    pipelines,
    presence,
    samples,
    tags,
    tasks,
    team,
    views,
)

__all__ = [
    "board",
    "bulk",
    "contacts",
    "deal_reads",
    "deals",
    "directory",
    "history",
    "imports",
    "pipelines",
    "presence",
    "samples",
    "tags",
    "tasks",
    "team",
    "views",
]
