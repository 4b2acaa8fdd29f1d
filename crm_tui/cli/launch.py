"""Which store, which settings, and the board on top of them: the one place that names a concrete store."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui import config as configuration
from crm_tui import paths
from crm_tui.cli.arguments import Wishes
from crm_tui.cli.beginnings import Beginnings
from crm_tui.config import Config
from crm_tui.domain.clock import Clock, SystemClock
from crm_tui.domain.places import is_address, is_database, is_server
from crm_tui.operations.base import Store
from crm_tui.operations.errors import NoSuchStore

if TYPE_CHECKING:
    from crm_tui.app import CrmApp
    from crm_tui.storage.backend import Backend
    from crm_tui.storage.local import LocalStore
    from crm_tui.storage.remote import RemoteStore


def settings(wishes: Wishes) -> Config:
    """The settings that hold for this run. Raises ConfigError."""
    config = configuration.load(Path(wishes.config) if wishes.config else None, lang=wishes.lang)
    return replace(config, insecure=config.insecure or wishes.insecure)


def place(asked: str | None, config: Config) -> str:
    """Where the store is: by ``--store``, then CRM_TUI_STORE and the config, then the user's data folder.

    Raises NoSuchStore for an address that is neither a database's nor a server's.
    """
    where = asked or config.store or str(paths.default_store())
    if is_database(where) or is_server(where):
        return where
    if is_address(where):
        raise NoSuchStore(where)
    return str(Path(where).expanduser())


def is_there(where: str) -> bool:
    """Whether there may be a store; an address is taken to be one. Raises StoreError where the disk will not tell."""
    from crm_tui.storage import sqlite_file

    return is_address(where) or sqlite_file.is_there(Path(where))


async def open_at(where: str, *, config: Config, clock: Clock, create: bool = True) -> "LocalStore | RemoteStore":
    """The store at a place, made there if there is none and ``create`` is set. Raises StoreError."""
    from crm_tui.storage.opening import open_remote, open_store

    if is_server(where):
        return open_remote(where, insecure=config.insecure)
    return await open_store(
        where,
        clock=clock,
        create=create,
        user=config.user,
        region=config.region,
        currency=config.currency,
        document_limit=config.document_limit,
    )


async def backend_at(where: str, *, config: Config, clock: Clock) -> "Backend":
    """The base at a place, for serving it to many, made there if there is none. Raises StoreError."""
    from crm_tui.storage.opening import open_backend

    return await open_backend(
        where,
        clock=clock,
        user=config.user,
        region=config.region,
        currency=config.currency,
        document_limit=config.document_limit,
    )


def build_app(where: str, *, config: Config, clock: Clock) -> "CrmApp":
    """The board on a store that it opens itself, once its first frame is drawn."""
    from crm_tui.app import CrmApp

    opened: list[LocalStore | RemoteStore] = []

    async def open_store() -> Store:
        opened[:] = [await open_at(where, config=config, clock=clock)]
        return opened[0]

    def later() -> None:
        load_the_rest()
        for store in opened:
            store.warm_up()

    beginnings = Beginnings(config)
    return CrmApp(
        open_store,
        config=config,
        clock=clock,
        first_run=not (is_address(where) or os.access(where, os.F_OK)),
        later=later,
        fill_sample=beginnings.fill_sample,
        files=beginnings.files,
    )


def run_board(wishes: Wishes) -> int:
    """Open the board and stay until it is left; the answer is the exit code."""
    config = settings(wishes)
    app = build_app(place(wishes.store, config), config=config, clock=SystemClock())
    app.run()
    return app.return_code or 0


def load_the_rest() -> None:
    """Import what the first cards do without, so that no key has to wait for it; meant for a thread."""
    import phonenumbers  # noqa: F401

    import crm_tui.screens.board_actions
    import crm_tui.screens.deal
    import crm_tui.screens.dialogs.quick_add
    import crm_tui.screens.dialogs.stage_form
    import crm_tui.storage.working  # noqa: F401
