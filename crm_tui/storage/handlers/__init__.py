"""What carries each operation out: one file a room of ``operations``, found through ``context.HANDLERS``."""

from crm_tui.storage.handlers import (
    analytics,
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
    tasks,
    team,
    views,
    vouchers,
)

__all__ = [
    "analytics",
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
    "tasks",
    "team",
    "views",
    "vouchers",
]
