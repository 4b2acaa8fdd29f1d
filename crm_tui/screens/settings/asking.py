"""Asking for something until the store takes it: what was typed stays, with what was wrong beside it."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.app import App

from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, InvalidValue
from crm_tui.screens.dialogs.name import NameDialog

Answer = TypeVar("Answer")


def reason(error: CrmError) -> str:
    """What is wrong, in the words that fit beside a field."""
    return error.reason if isinstance(error, InvalidValue) else str(error)


async def ask_name(app: App[Any], title: str, do: Callable[[str], Awaitable[Answer]], value: str = "") -> Answer | None:
    """Ask for a name and do something with it; None where the person went back."""
    dialog = NameDialog(title, value)
    while (name := await app.push_screen_wait(dialog)) is not None:
        try:
            return await do(name)
        except CrmError as error:
            dialog = NameDialog(title, value, typed=dialog.typed, fault=reason(error))
    return None


async def sure(app: App[Any], question: str, yes: str) -> bool:
    """Whether the person means it."""
    from crm_tui.screens.dialogs.confirm import ConfirmDialog

    answer = await app.push_screen_wait(ConfirmDialog(question, yes, _("Keep")))
    return answer is True
