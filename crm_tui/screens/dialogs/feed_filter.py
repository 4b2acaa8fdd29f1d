"""What a feed shows: kinds, author, channel, period, words (F7)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual import on
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.operations.values import User
from crm_tui.screens.card.feed_choice import KINDS, PERIODS, FeedChoice
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.activity_feed.words import CHANNELS
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField


class FeedFilterDialog(Dialog[FeedChoice]):
    """Choices below each other; ``at_text`` begins with the words."""

    keys: tuple[tuple[str, str], ...] = (("ctrl+s", N_("show")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(self, choice: FeedChoice, users: Sequence[User], *, at_text: bool = False) -> None:
        super().__init__()
        self.title_text = _("Show in the feed")
        self._choice = choice
        self._users = users
        self._at_text = at_text

    def body(self) -> Iterable[Widget]:
        """The form, with the words first where they were asked for."""
        anybody, any_channel = Choice("", _("anybody")), Choice("", _("any"))
        text = FormField("text", _("Words"), self._choice.text)
        fields = [
            FormField("kinds", _("What"), self._choice.kinds, FieldKind.CHOICE, _named(KINDS)),
            FormField(
                "author",
                _("Whose"),
                self._choice.author,
                FieldKind.CHOICE,
                (anybody, *(Choice(user.id, user.name) for user in self._users)),
            ),
            FormField(
                "channel", _("Channel"), self._choice.channel, FieldKind.CHOICE, (any_channel, *_named(CHANNELS))
            ),
            FormField("period", _("When"), self._choice.period, FieldKind.CHOICE, _named(PERIODS)),
        ]
        yield FieldForm([text, *fields] if self._at_text else [*fields, text])

    def answer(self) -> FeedChoice:
        """What is chosen."""
        return FeedChoice(**self.query_one(FieldForm).values)

    @property
    def unsent(self) -> bool:
        """A choice is made in a moment; nobody is asked about it."""
        return False

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()


def _named(names: Mapping[Any, str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(key), _(name)) for key, name in names.items())
