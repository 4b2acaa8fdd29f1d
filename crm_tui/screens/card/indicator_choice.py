"""Which indicators a user has on the cards of clients, kept for them (C10)."""

from dataclasses import replace
from typing import Any

from textual.app import App

from crm_tui.domain.fields import Entity
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.fields import GetPreference, SetPreference
from crm_tui.widgets.indicators import Panel, ticks


async def read_panel(store: Store, entity: Entity) -> Panel:
    """What the user has chosen for cards of a kind."""
    return Panel.from_json(await store.ask(GetPreference(_name(entity))))


async def turn_panel(store: Store, entity: Entity, panel: Panel) -> Panel:
    """Hide the line, or show it again."""
    return await _keep(store, entity, replace(panel, shown=not panel.shown))


async def choose_indicators(app: App[Any], store: Store, entity: Entity, panel: Panel) -> Panel:
    """Ask which figures stand on the line; choosing some shows it."""
    from crm_tui.screens.dialogs.ticks import TicksDialog

    ticked = panel.chosen if panel.shown else ()
    answer = await app.push_screen_wait(TicksDialog(_("Indicators that you see"), ticks(), ticked))
    if answer is None or answer == ticked:
        return panel
    return await _keep(store, entity, Panel(shown=bool(answer), chosen=answer or panel.chosen))


async def _keep(store: Store, entity: Entity, panel: Panel) -> Panel:
    await store.do(SetPreference(_name(entity), panel.to_json()))
    return panel


def _name(entity: Entity) -> str:
    return f"indicators.{entity}"
