"""Contacts out of a file."""

import json
from typing import Any

from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.imports import Draft
from crm_tui.storage.intake import Intake, created_ms, extra_json

_FIELDS = ("position", "city", "address", "birthday", "source", "comment")
_OF_DEALS = (
    "title",
    "amount",
    "currency",
    "pipeline",
    "stage",
    "description",
    "lost_reason",
    "lost_note",
    "closed_at",
)


class ContactIntake(Intake):
    """Takes contacts in."""

    entity = "contact"

    def make(self, draft: Draft) -> str:
        """A new contact. Raises InvalidValue where there is nothing to know it by."""
        name = _name(draft)
        contact_id = next(self.loader.ids)
        values: dict[str, Any] = {
            "id": contact_id,
            "name": name,
            "company_id": self.company_id(draft.company) if draft.company else None,
            "position": draft.position,
            "city": draft.city,
            "address": draft.address,
            "birthday": draft.birthday,
            "source": draft.source,
            "comment": draft.comment,
            "responsible_id": self.responsible(draft) or self.context.actor.id,
            "external_id": draft.external_id,
            "custom": self.fields.take(draft, self.fields.defaults, self.notes),
            "extra": extra_json(self._extra(draft)),
            "created_at": created_ms(draft, self.context.now),
        }
        words: list[str | None] = [name, draft.city, draft.external_id, draft.company]
        for phone in draft.phones:
            words += (phone.typed, phone.e164)
        words += [email.typed.strip().lower() for email in draft.emails]
        words += [f"#{tag}" for tag in draft.tags]
        self.loader.make("contact", contact_id, values, tuple(words))
        if draft.phones or draft.emails:
            self.reach(contact_id, contact_id, draft.phones, draft.emails)
        if draft.tags:
            self.tag(contact_id, draft.tags, fresh=True)
        return contact_id

    def update(self, draft: Draft, record_id: str) -> bool:
        """What the file adds to a known contact."""
        filled = self.overwrite_fields(draft, record_id)
        present = self.present(record_id, ("name", "company_id", "responsible_id", "extra", *_FIELDS))
        wanted: dict[str, Any] = {field: getattr(draft, field) for field in _FIELDS}
        wanted["name"] = " ".join(draft.name.split())
        wanted["company_id"] = self.company_id(draft.company)
        wanted["responsible_id"] = self.responsible(draft, known=True)
        wanted["extra"] = extra_json({**json.loads(present["extra"]), **self._extra(draft)})
        changed = self.overwrite(record_id, present, wanted)
        reached = self.add_reach(record_id, record_id, draft.phones, draft.emails)
        tagged = self.tag(record_id, draft.tags)
        return filled or changed or reached or tagged

    def _extra(self, draft: Draft) -> dict[str, str]:
        """What the file says beyond a contact's own fields."""
        beyond = {name: getattr(draft, name) for name in _OF_DEALS}
        beyond["responsible"] = "" if self.member(draft.responsible) else draft.responsible
        return {**draft.extra, **{name: value for name, value in beyond.items() if value}}


def _name(draft: Draft) -> str:
    """What a contact is called: its name, else its first e-mail or phone, else its company."""
    name = " ".join(draft.name.split())
    if name:
        return name
    typed = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
    if any(typed):
        return next(filter(None, typed))
    if draft.company:
        return " ".join(draft.company.split())
    raise InvalidValue("name", N_("neither a name nor a phone nor an e-mail; add one to the row"))
