"""Admins' fields that are chosen rather than typed: one answer, several, a colleague (S1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from textual.app import App

from crm_tui.domain.fields import Entity, FieldKind, FieldValue
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.values import User
from crm_tui.screens.card import custom_values
from crm_tui.screens.card.custom import PREFIX, chosen
from crm_tui.screens.settling import insisting
from crm_tui.widgets.card.data import CardField
from crm_tui.widgets.tick_list import Tick


def is_added(field: CardField) -> bool:
    """Whether an admin added the field."""
    return field.name.startswith(PREFIX)


async def ask(
    app: App[Any],
    store: Store,
    entity: Entity,
    card: custom_values.AnyRecord,
    field: CardField,
    users: Sequence[User],
    now: datetime,
) -> bool:
    """Let the person choose and keep it, asking where a colleague came between; whether anything came of it."""
    field_id = field.name.removeprefix(PREFIX)
    present = card.custom.get(field_id, "")
    answer = await _answer(app, field, present, users)
    if answer is None or chosen(answer) == chosen(present):
        return False
    values = {field_id: answer}
    saved = await insisting(
        app, now, card.seq, lambda seen: store.do(custom_values.written(entity, card.id, values, seen))
    )
    return saved is not None


async def _answer(app: App[Any], field: CardField, present: FieldValue, users: Sequence[User]) -> FieldValue | None:
    """What is chosen; "" for nothing, None where the person leaves it as it is."""
    from crm_tui.screens.dialogs.choose import ChoiceDialog
    from crm_tui.screens.dialogs.ticks import TicksDialog

    if field.kind is FieldKind.CHOICES:
        ticked: tuple[str, ...] | None = await app.push_screen_wait(
            TicksDialog(field.label, [Tick(one, one) for one in field.options], chosen(present))
        )
        return ticked
    rows = [(option, option, "") for option in field.options]
    if field.kind is FieldKind.USER:
        rows = [(user.id, user.name, user.initials) for user in users]
    one: str | None = await app.push_screen_wait(
        ChoiceDialog(field.label, [*rows, ("", _("Nothing"), "")], current="".join(chosen(present)) or None)
    )
    return one
