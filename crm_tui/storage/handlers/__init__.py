"""What carries each operation out: one file a room of ``operations``, found through ``context.HANDLERS``."""

from crm_tui.storage.handlers import (
    board,
    bulk,
    companies,
    contacts,
    deal_reads,
    deals,
    directory,
    history,
    imports,
    people,
    pipelines,
    presence,
    samples,
    tasks,
    team,
    views,
)

__all__ = [
    "board",
    "bulk",
    "companies",
    "contacts",
    "deal_reads",
    "deals",
    "directory",
    "history",
    "imports",
    "people",
    "pipelines",
    "presence",
    "samples",
    "tasks",
    "team",
    "views",
]
