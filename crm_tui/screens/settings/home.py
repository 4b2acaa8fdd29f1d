"""All settings in one list; enter opens one."""

from collections.abc import Callable, Sequence

from textual.content import Content

from crm_tui.domain.fields import Entity
from crm_tui.i18n import _
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.screens.settings.words import FIELDS_OF
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED

_NAME = 24
_TAGS = "tags"
_TEMPLATES = "templates"
_MATCHING = "matching"
_SPAM = "spam"


class SettingsScreen(SettingsList):
    """What can be set, and where."""

    @property
    def path(self) -> tuple[str, ...]:
        """The settings."""
        return (_("Settings"),)

    async def read(self) -> Sequence[CardBlock]:
        """The places, those about cards first."""
        of_cards = {
            Entity.DEAL: _("what a deal's card asks, in groups and on tabs"),
            Entity.CONTACT: _("what is known of a person"),
            Entity.COMPANY: _("what is known of a company"),
        }
        fields = tuple(_line(entity.value, _(FIELDS_OF[entity]), words) for entity, words in of_cards.items())
        company = (
            _line(_MATCHING, _("Similar buyers"), _("what tells that two are one person")),
            _line(_TAGS, _("Tags"), _("names, colours, two that mean the same")),
            _line(_TEMPLATES, _("Templates"), _("what offers and invoices are made from")),
            _line(_SPAM, _("Spam"), _("numbers and addresses from which nobody wants to hear")),
        )
        return CardBlock(_("Cards"), fields), CardBlock(_("Company"), company)

    async def opened(self, line: CardField) -> str | None:
        """Show a setting, and come back."""
        screen = self._places()[line.name]()
        if self.freshness is not None:
            screen.show_connection(self.freshness)
        await self.app.push_screen_wait(screen)
        return line.name

    def _places(self) -> dict[str, Callable[[], SettingsList]]:
        from crm_tui.screens.settings.fields import FieldSettings

        def fields(entity: Entity) -> Callable[[], SettingsList]:
            return lambda: FieldSettings(entity, self._store, self._actions, glyphs=self._glyphs)

        return {**{entity.value: fields(entity) for entity in Entity}, **self._of_company()}

    def _of_company(self) -> dict[str, Callable[[], SettingsList]]:
        from crm_tui.screens.settings.matching import MatchingSettings
        from crm_tui.screens.settings.spam import SpamSettings
        from crm_tui.screens.settings.tags import TagSettings
        from crm_tui.screens.settings.templates import TemplateSettings

        return {
            _TAGS: lambda: TagSettings(self._store, self._actions, glyphs=self._glyphs),
            _MATCHING: lambda: MatchingSettings(self._store, self._actions, glyphs=self._glyphs),
            _SPAM: lambda: SpamSettings(self._store, self._actions, glyphs=self._glyphs),
            _TEMPLATES: lambda: TemplateSettings(self._store, self._actions, glyphs=self._glyphs),
        }


def _line(name: str, title: str, words: str) -> CardField:
    shown = Content.assemble(title + " " * max(0, _NAME - Content(title).cell_length), (f"  {words}", MUTED))
    return CardField(name, "", shown, way=Way.OPEN, cut=True)
