"""Who counts as similar: learning from the own base how much each sign weighs, and how far it was looked through."""

from collections.abc import Sequence
from typing import Any, Final

from textual.content import Content

from crm_tui.i18n import _, language, ngettext
from crm_tui.operations.matching import GetScan, Learnt, LearnWeights, ScanState
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, content
from crm_tui.widgets.shown import count

_LEARN: Final = "learn"


class MatchingSettings(SettingsList):
    """One act, with what it gave; the weights that came with the program hold until then."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._learnt: Learnt | None = None
        self._learning = False

    @property
    def path(self) -> tuple[str, ...]:
        """Settings, similar buyers."""
        return _("Settings"), _("Similar buyers")

    async def read(self) -> Sequence[CardBlock]:
        """What can be learnt, and how far the base was looked through."""
        scan = await self._store.ask(GetScan())
        lines = [_read_only("scan", _scan_words(scan)), _read_only("review", _("g d reviews them"))]
        return (
            CardBlock(_("How much a phone, a name, an e-mail weighs"), tuple(self._weights())),
            CardBlock(_("Duplicates"), tuple(lines)),
        )

    async def opened(self, line: CardField) -> str | None:
        """Learn from the base."""
        if not self._may:
            self.say(self.refusal)
            return None
        if line.name != _LEARN or self._learning:
            return None
        self._learning = True
        await self._reading(_LEARN)
        try:
            self._learnt = await self._store.do(LearnWeights())
        finally:
            self._learning = False
            await self._reading(_LEARN)
        return _LEARN

    def _weights(self) -> Sequence[CardField]:
        words = _("learning from your contacts…") if self._learning else _("enter: weigh them anew by your contacts")
        shown = Content.assemble(_("Learn from your own base"), (f"   {words}", MUTED))
        act = CardField(_LEARN, "", shown, way=Way.OPEN, cut=True)
        return [act, *(_read_only(f"told{at}", told) for at, told in enumerate(_told(self._learnt)))]


def _told(learnt: Learnt | None) -> Sequence[str]:
    """What learning gave, in words."""
    if learnt is None:
        return ()
    pairs, rounds = learnt.pairs, learnt.rounds
    return (
        ngettext("%(n)s pair looked at", "%(n)s pairs looked at", pairs) % {"n": count(pairs, language())},
        ngettext("settled after %(n)d round", "settled after %(n)d rounds", rounds) % {"n": rounds},
        _("the weight that moved farthest moved by %(bits)s bits") % {"bits": f"{learnt.moved:.1f}"},
    )


def _scan_words(scan: ScanState) -> str:
    words = {"done": count(scan.done, language()), "total": count(scan.total, language())}
    pairs = ngettext("%(n)s pair found", "%(n)s pairs found", scan.found) % {"n": count(scan.found, language())}
    return f"{_('Looked through %(done)s of %(total)s') % words}, {pairs}"


def _read_only(name: str, words: str) -> CardField:
    return CardField(name, "", content(words, MUTED), way=Way.NONE, cut=True)
