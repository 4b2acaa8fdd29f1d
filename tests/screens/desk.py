"""Somebody at a screen of the settings: keys go in, the lines of the list come out."""

from textual import events
from textual.pilot import Pilot

from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.field_form import FieldForm
from tests.screens.settled import Host, settle


class SettingsDesk:
    """The screen and what stands on it."""

    def __init__(self, pilot: Pilot[None], screen: SettingsList) -> None:
        self.pilot, self.screen = pilot, screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def paste(self, text: str) -> None:
        """Put a text in as one piece, as a path comes from elsewhere."""
        self.host.post_message(events.Paste(text).set_sender(self.host))
        await settle(self.pilot)

    async def go_to(self, line: str) -> None:
        assert self.screen.query_one(CardView).focus_field(line), self.lines
        await settle(self.pilot)

    @property
    def host(self) -> Host:
        assert isinstance(self.pilot.app, Host)
        return self.pilot.app

    @property
    def lines(self) -> list[str]:
        return [" ".join(line.shown.plain.split()) for line in self.screen.query_one(CardView).fields]

    @property
    def cursor(self) -> str:
        line = self.screen.query_one(CardView).cursor
        return " ".join(line.shown.plain.split()) if line else ""

    @property
    def faults(self) -> dict[str, str]:
        form = self.pilot.app.screen.query_one(FieldForm)
        return {row.field.name: row.fault for row in form.rows if row.fault}

    @property
    def values(self) -> dict[str, str]:
        return self.pilot.app.screen.query_one(FieldForm).values
