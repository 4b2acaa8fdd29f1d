"""What taking in contacts and taking in deals have in common: known records, new ones, and what differs."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from crm_tui.domain.fields import Entity
from crm_tui.i18n import N_
from crm_tui.operations.import_rows import Choice, Likeness, RowReport, Verdict
from crm_tui.operations.imports import Draft
from crm_tui.operations.remarks import Remark
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import database, journal, json_columns, match_index, search, value_indexes
from crm_tui.storage.context import Context
from crm_tui.storage.database import ConnectionRows
from crm_tui.storage.intake_changes import Changes
from crm_tui.storage.intake_fields import FieldCells
from crm_tui.storage.intake_names import plain
from crm_tui.storage.intake_people import People, address_of
from crm_tui.storage.intake_tags import Tagger
from crm_tui.storage.loader import Loader

_COMPANIES_REMEMBERED = 100_000
_OUR_ID = 32


class Intake(ABC):
    """Takes drafts in one by one. ``entity`` is the table that a draft's record stands in.

    ``people`` says who its people may be. ``notes``, ``changes``, ``likenesses`` and ``choice`` are what there is to
    say of the row just taken (see ``RowReport``), ``strangers`` how many rows named a responsible who is no colleague
    here. While ``trying`` nothing of a known record is written, and ``changes`` says what would be.
    """

    entity: str

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        self.loader = Loader(context, prompt=people.matched)
        self.connection = context.session.connection()
        self.rows = ConnectionRows(self.connection)
        self.fields = FieldCells(context, Entity(self.entity))
        self.tags = Tagger(self.loader, self.connection, self.rows)
        self._companies: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._changed: list[str] = []
        self.notes: list[Remark] = []
        self.changes = Changes(self.rows)
        self.likenesses: tuple[Likeness, ...] = ()
        self.choice: Choice | None = None
        self.trying = False
        self.strangers = 0
        sql = "SELECT name, id FROM member WHERE deleted_at IS NULL"
        self._members: dict[str, str] = {plain(name): member for name, member in self.rows(sql, {})}

    def prepare(self, batch: Sequence[Draft]) -> None:
        """Look up, in one go, which of these drafts are known by their external id, or by ours if it is one."""
        self.loader.flush()
        wanted = list({draft.external_id for draft in batch if draft.external_id})
        self._known = self._by("id", [one for one in wanted if len(one) == _OUR_ID])
        self._known |= self._by("external_id", wanted)
        self.people.prepare([draft for draft in batch if draft.external_id not in self._known])

    def _by(self, column: str, wanted: Sequence[str]) -> dict[str, str]:
        asked = {f"k{place}": one for place, one in enumerate(wanted)}
        marks = ", ".join(f":{name}" for name in asked)
        known = f"SELECT {column}, id FROM {self.entity} WHERE {column} IN ({marks})"
        sql = f"{known} AND {column} <> '' AND deleted_at IS NULL"
        return dict(self.rows(sql, asked)) if wanted else {}

    def take(self, draft: Draft) -> RowReport:
        """Take a draft in; what became of it. Raises Refused with the reason where it cannot be."""
        self.notes.clear()
        self.changes.clear()
        self.likenesses, self.choice = (), None
        verdict = self._judged(draft)
        remarks, changes = tuple(self.notes), tuple(self.changes.found)
        return RowReport(draft.number, verdict, remarks, draft.called, changes, self.likenesses, self.choice)

    def _judged(self, draft: Draft) -> Verdict:
        present = self._known.get(draft.external_id) if draft.external_id else None
        if present is None:
            verdict, record_id = self.take_unknown(draft)
            if draft.external_id and record_id:
                self._known[draft.external_id] = record_id
            return verdict
        self.loader.flush()
        if not self.update(draft, present):
            return Verdict.UNCHANGED
        self.touched(present)
        return Verdict.UPDATED

    def touched(self, record_id: str) -> None:
        """A record that was there has changed: it is found by its new words."""
        self._changed.append(record_id)

    def take_unknown(self, draft: Draft) -> tuple[Verdict, str]:
        """Take in a draft that no external id ties to a record: its verdict, and the record that it is now, if any."""
        return Verdict.NEW, self.make(draft)

    def finish(self) -> None:
        """Write the rest, and find what was updated by its new words."""
        seq = self.loader.finish()
        search.refresh(self.connection, self._changed)
        match_index.refresh(self.connection, self._changed)
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
            "address": address_of(email),
        }
        self.loader.make("email", subject_id, values)

    def add_reach(self, owner_id: str, subject_id: str, phones: Iterable[Phone], emails: Iterable[Email]) -> bool:
        """Write the phones and e-mails that someone does not have yet; whether there are any."""
        owned, owner = "WHERE owner_id = :owner AND deleted_at IS NULL", {"owner": owner_id}
        had_phones = set(self.rows(f"SELECT coalesce(e164, typed) FROM phone {owned}", owner))
        had_emails = set(self.rows(f"SELECT address FROM email {owned}", owner))
        new_phones = [phone for phone in phones if ((phone.e164 or phone.typed),) not in had_phones]
        new_emails = [email for email in emails if (address_of(email),) not in had_emails]
        for phone in new_phones:
            self.changes.gained("phone", phone.typed)
        for email in new_emails:
            self.changes.gained("email", email.typed)
        if not self.trying:
            for place, phone in enumerate(new_phones, len(had_phones)):
                self._phone(owner_id, subject_id, place, phone)
            for place, email in enumerate(new_emails, len(had_emails)):
                self._email(owner_id, subject_id, place, email)
        return bool(new_phones or new_emails)

    def tag(self, record_id: str, names: Iterable[str]) -> bool:
        """Put tags on a record, made where they are new; whether any was not on it yet."""
        missing = self.tags.missing(record_id, names)
        for name in missing:
            self.changes.gained("tags", name)
        if not self.trying:
            self.tags.put(record_id, missing)
        return bool(missing)

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
        self,
        record_id: str,
        present: dict[str, Any],
        wanted: dict[str, Any],
        *,
        company: str = "",
        emptied: frozenset[str] = frozenset(),
    ) -> bool:
        """Write the fields that a draft holds and that differ from the record's; whether there are any.

        Nothing is emptied but the fields named in ``emptied``. ``company`` is what the company is called.
        """
        changed = {
            field: value
            for field, value in wanted.items()
            if (value not in (None, "", "{}") or field in emptied) and present[field] != value
        }
        self.changes.columns(present, wanted, changed, company)
        if self.trying:
            return bool(changed)
        if "company_id" in changed:
            self.loader.flush()
        for field, value in changed.items():
            sql = f"UPDATE {self.entity} SET {field} = :value WHERE id = :id"
            database.write(self.connection, sql, {"value": value, "id": record_id})
            before, after = journal.as_json(present[field]), journal.as_json(value)
            self.loader.note(self.entity, record_id, record_id, field, before, after)
        return bool(changed)

    def overwrite_fields(self, draft: Draft, record_id: str, *, lacking: bool = False) -> bool:
        """Write the values of card fields that a draft holds and that differ; whether there are any.

        ``lacking`` leaves alone what is filled.
        """
        before = self.present(record_id, ("custom",))["custom"]
        after = self.fields.take(draft, before, self.notes, record_id, lacking=lacking)
        changed = list(json_columns.differences("custom", before, after))
        for key, old, new in changed:
            self.changes.field(self.fields.label(key), old, new)
        if changed and not self.trying:
            sql = f"UPDATE {self.entity} SET custom = :value WHERE id = :id"
            database.write(self.connection, sql, {"value": after, "id": record_id})
            for key, old, new in changed:
                self.loader.note(self.entity, record_id, record_id, key, journal.as_json(old), journal.as_json(new))
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
