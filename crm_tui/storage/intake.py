"""What taking in contacts and taking in deals have in common: known records, new ones, and what differs."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from crm_tui.domain import tags
from crm_tui.i18n import N_
from crm_tui.operations.imports import Draft, Verdict
from crm_tui.operations.remarks import Remark
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import database, journal, search, tagging, value_indexes
from crm_tui.storage.context import Context
from crm_tui.storage.database import ConnectionRows
from crm_tui.storage.intake_names import plain
from crm_tui.storage.loader import Loader

_COMPANIES_REMEMBERED = 100_000
_OUR_ID = 32


class Intake(ABC):
    """Takes drafts in one by one. ``entity`` is the table that a draft's record stands in.

    ``notes`` are what there is to say of the row just taken, ``strangers`` how many rows named a responsible who is
    no colleague here.
    """

    entity: str

    def __init__(self, context: Context) -> None:
        self.context = context
        self.loader = Loader(context)
        self.connection = context.session.connection()
        self.rows = ConnectionRows(self.connection)
        self._tags: dict[str, str] = {}
        self._companies: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._changed: list[str] = []
        self.notes: list[Remark] = []
        self.strangers = 0
        sql = "SELECT name, id FROM member WHERE deleted_at IS NULL"
        self._members: dict[str, str] = {plain(name): member for name, member in self.rows(sql, {})}

    def prepare(self, batch: Sequence[Draft]) -> None:
        """Look up, in one go, which of these drafts are known by their external id, or by ours if it is one."""
        self.loader.flush()
        wanted = list({draft.external_id for draft in batch if draft.external_id})
        self._known = self._by("id", [one for one in wanted if len(one) == _OUR_ID])
        self._known |= self._by("external_id", wanted)

    def _by(self, column: str, wanted: Sequence[str]) -> dict[str, str]:
        asked = {f"k{place}": one for place, one in enumerate(wanted)}
        marks = ", ".join(f":{name}" for name in asked)
        known = f"SELECT {column}, id FROM {self.entity} WHERE {column} IN ({marks})"
        sql = f"{known} AND {column} <> '' AND deleted_at IS NULL"
        return dict(self.rows(sql, asked)) if wanted else {}

    def take(self, draft: Draft) -> Verdict:
        """Take a draft in. Raises Refused with the reason where it cannot be."""
        self.notes.clear()
        present = self._known.get(draft.external_id) if draft.external_id else None
        if present is None:
            record_id = self.make(draft)
            if draft.external_id:
                self._known[draft.external_id] = record_id
            return Verdict.NEW
        self.loader.flush()
        if not self.update(draft, present):
            return Verdict.UNCHANGED
        self._changed.append(present)
        return Verdict.UPDATED

    def finish(self) -> None:
        """Write the rest, and find what was updated by its new words."""
        seq = self.loader.finish()
        search.refresh(self.connection, self._changed)
        if seq is not None:
            value_indexes.keep(self.connection, seq)

    @abstractmethod
    def make(self, draft: Draft) -> str:
        """Write a new record; its id."""

    @abstractmethod
    def update(self, draft: Draft, record_id: str) -> bool:
        """Write what the draft adds to a known record; whether it added anything. It never empties a field."""

    def member(self, name: str) -> str | None:
        """The colleague of that name."""
        return self._members.get(plain(name)) if name else None

    def responsible(self, draft: Draft, *, known: bool = False) -> str | None:
        """The colleague that the file makes responsible; a stranger's name gets a note and gives None."""
        found = self.member(draft.responsible)
        if draft.responsible and found is None:
            note = (
                N_("there is no colleague “%(name)s”; the responsible stays as before")
                if known
                else N_("there is no colleague “%(name)s”; you are responsible")
            )
            self.notes.append(Remark(note, {"name": draft.responsible}))
            self.strangers += 1
        return found

    def reach(self, owner_id: str, subject_id: str, phones: Iterable[Phone], emails: Iterable[Email]) -> None:
        """Write someone's phones and e-mails."""
        for place, phone in enumerate(phones):
            self._phone(owner_id, subject_id, place, phone)
        for place, email in enumerate(emails):
            self._email(owner_id, subject_id, place, email)

    def _phone(self, owner_id: str, subject_id: str, place: int, phone: Phone) -> None:
        values = {
            "id": next(self.loader.ids),
            "owner_id": owner_id,
            "subject_id": subject_id,
            "position": place,
            "label": phone.label,
            "typed": phone.typed,
            "e164": phone.e164,
            "problem": phone.problem,
        }
        self.loader.make("phone", subject_id, values)

    def _email(self, owner_id: str, subject_id: str, place: int, email: Email) -> None:
        values = {
            "id": next(self.loader.ids),
            "owner_id": owner_id,
            "subject_id": subject_id,
            "position": place,
            "label": email.label,
            "typed": email.typed,
            "address": email.typed.strip().lower(),
        }
        self.loader.make("email", subject_id, values)

    def add_reach(self, owner_id: str, subject_id: str, phones: Iterable[Phone], emails: Iterable[Email]) -> bool:
        """Write the phones and e-mails that someone does not have yet; whether there were any."""
        owned, owner = "WHERE owner_id = :owner AND deleted_at IS NULL", {"owner": owner_id}
        had_phones = set(self.rows(f"SELECT coalesce(e164, typed) FROM phone {owned}", owner))
        had_emails = set(self.rows(f"SELECT address FROM email {owned}", owner))
        new_phones = [phone for phone in phones if ((phone.e164 or phone.typed),) not in had_phones]
        new_emails = [email for email in emails if (email.typed.strip().lower(),) not in had_emails]
        for place, phone in enumerate(new_phones, len(had_phones)):
            self._phone(owner_id, subject_id, place, phone)
        for place, email in enumerate(new_emails, len(had_emails)):
            self._email(owner_id, subject_id, place, email)
        return bool(new_phones or new_emails)

    def tag(self, record_id: str, names: Iterable[str], *, fresh: bool = False) -> bool:
        """Put tags on a record, made where they are new; whether any was not on it yet. A ``fresh`` one has none."""
        added = False
        for name in {tagging.key(name): name for name in names if tagging.key(name)}.values():
            worn = record_id + self._tag_id(name)
            found = None if fresh else self._state("tagging", "id", worn)
            if found is None:
                values = {"id": worn, "record_id": record_id, "tag_id": self._tag_id(name)}
                self.loader.make("tagging", record_id, values)
                added = True
            elif found[1] is not None:
                self._revive("tagging", worn, record_id, found[1])
                added = True
        return added

    def _state(self, entity: str, column: str, value: str) -> tuple[str, int | None] | None:
        """The id of a row and when it was hidden, if it was."""
        found = self.rows(f"SELECT id, deleted_at FROM {entity} WHERE {column} = :value", {"value": value})
        return found[0] if found else None

    def _revive(self, entity: str, row_id: str, subject_id: str, deleted_at: int) -> None:
        """Show a row again that was taken off, or undone."""
        database.write(self.connection, f"UPDATE {entity} SET deleted_at = NULL WHERE id = :id", {"id": row_id})
        self.loader.note(entity, row_id, subject_id, "deleted_at", str(deleted_at), None)

    def _tag_id(self, name: str) -> str:
        key = tagging.key(name)
        if key not in self._tags:
            found = self._state("tag", "name_key", key)
            if found is not None and found[1] is not None:
                self._revive("tag", found[0], found[0], found[1])
            self._tags[key] = found[0] if found else self._make_tag(name, key)
        return self._tags[key]

    def _make_tag(self, name: str, key: str) -> str:
        tag_id = next(self.loader.ids)
        made = {"id": tag_id, "name": tags.shown(name), "name_key": key, "colour": tags.colour_of(name)}
        self.loader.make("tag", tag_id, made)
        return tag_id

    def company_id(self, name: str) -> str | None:
        """The company of that name, made where it is new; None for no name."""
        shown = " ".join(name.split())
        if not shown:
            return None
        key = shown.casefold()
        if key not in self._companies:
            if len(self._companies) >= _COMPANIES_REMEMBERED:
                self.loader.flush()
                self._companies.clear()
            sql = "SELECT id FROM company WHERE name_key = :key AND deleted_at IS NULL LIMIT 1"
            found = self.rows(sql, {"key": key})
            self._companies[key] = found[0][0] if found else self._make_company(shown, key)
        return self._companies[key]

    def _make_company(self, shown: str, key: str) -> str:
        company_id = next(self.loader.ids)
        values = {"id": company_id, "name": shown, "name_key": key, "created_at": self.context.now}
        self.loader.make("company", company_id, values, (shown,))
        return company_id

    def overwrite(
        self, record_id: str, present: dict[str, Any], wanted: dict[str, Any], *, emptied: frozenset[str] = frozenset()
    ) -> bool:
        """Write the fields that a draft holds and that differ from the record's; whether there were any.

        Nothing is emptied but the fields named in ``emptied``.
        """
        changed = {
            field: value
            for field, value in wanted.items()
            if (value not in (None, "", "{}") or field in emptied) and present[field] != value
        }
        for field, value in changed.items():
            sql = f"UPDATE {self.entity} SET {field} = :value WHERE id = :id"
            database.write(self.connection, sql, {"value": value, "id": record_id})
            before, after = journal.as_json(present[field]), journal.as_json(value)
            self.loader.note(self.entity, record_id, record_id, field, before, after)
        return bool(changed)

    def present(self, record_id: str, fields: Iterable[str]) -> dict[str, Any]:
        """Fields of a record as they stand."""
        names = list(fields)
        (row,) = self.rows(f"SELECT {', '.join(names)} FROM {self.entity} WHERE id = :id", {"id": record_id})
        return dict(zip(names, row, strict=True))

    def last_rank(self, stage_id: str) -> str | None:
        """The rank of the last deal of a stage."""
        sql = "SELECT max(rank) FROM deal WHERE stage_id = :stage AND deleted_at IS NULL"
        ((rank,),) = self.rows(sql, {"stage": stage_id})
        return None if rank is None else str(rank)


def extra_json(extra: dict[str, str]) -> str:
    """Columns without a field of their own, as their row keeps them."""
    return json.dumps(extra, ensure_ascii=False) if extra else "{}"


def created_ms(draft: Draft, now: int) -> int:
    """When a record was made, by the file where it says so readably, else now."""
    found = ms_or_none(draft.created_at)
    return now if found is None else found


def ms_or_none(moment: str) -> int | None:
    """A moment in ISO form as UTC milliseconds; None where it is none."""
    if not moment:
        return None
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return round((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)
