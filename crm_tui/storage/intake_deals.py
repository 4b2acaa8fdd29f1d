"""Deals out of a file."""

import json
from typing import Any

from sqlmodel import col, select

from crm_tui.domain import money, ranks
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.imports import Draft
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.intake import Intake, created_ms, extra_json
from crm_tui.storage.tables import Stage


class DealIntake(Intake):
    """Takes deals in, at the end of their stages: the unsorted one where the file names none."""

    entity = "deal"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        first = records.unsorted_stage(context.session)
        self._pipeline = records.pipeline(context.session, first.pipeline_id)
        self._stages = {stage.name.casefold(): stage for stage in _stages(context, first.pipeline_id)}
        self._unsorted = first
        self._last_rank: dict[str, str | None] = {}
        sql = "SELECT name, id FROM member WHERE deleted_at IS NULL"
        self._members = {name.casefold(): member for name, member in self.rows(sql, {})}

    def make(self, draft: Draft) -> str:
        """A new deal. Raises InvalidValue, NotFound (its stage)."""
        stage, amount, title = self._stage(draft), self._amount(draft), _title(draft)
        deal_id, now = next(self.loader.ids), self.context.now
        made_at = created_ms(draft, now)
        person = _person(draft)
        closed = StageKind(stage.kind).closed
        values: dict[str, Any] = {
            "id": deal_id,
            "title": title,
            "pipeline_id": stage.pipeline_id,
            "stage_id": stage.id,
            "rank": self._next_rank(stage.id),
            "amount": amount,
            "currency": self._pipeline.currency,
            "contact_name": person,
            "has_contact": bool(person),
            "responsible_id": self._members.get(draft.responsible.casefold(), self.context.actor.id),
            "description": draft.description,
            "comment": draft.comment,
            "created_at": made_at,
            "touched_at": now,
            "stage_since": now,
            "closed_at": now if closed else None,
            "external_id": draft.external_id,
            "extra": extra_json(self._extra(draft)),
        }
        self.loader.make("deal", deal_id, values, _words(draft, title, person))
        if person:
            self._add_person(deal_id, person, draft)
        if draft.tags:
            self.tag(deal_id, draft.tags, fresh=True)
        return deal_id

    def update(self, draft: Draft, record_id: str) -> bool:
        """What the file adds to a known deal; a stage that it names moves the deal there."""
        fields = ("title", "amount", "description", "comment", "extra", "contact_name")
        present = self.present(record_id, (*fields, "stage_id"))
        wanted: dict[str, Any] = {
            "title": " ".join(draft.title.split()),
            "amount": self._amount(draft),
            "description": draft.description,
            "comment": draft.comment,
            "extra": extra_json({**json.loads(present["extra"]), **self._extra(draft)}),
        }
        stage = self._stage(draft) if draft.stage else None
        changed = self.overwrite(record_id, present, wanted)
        moved = stage is not None and self._move(stage, record_id, present["stage_id"])
        reached = self._update_person(draft, record_id, present["contact_name"])
        tagged = self.tag(record_id, draft.tags)
        return changed or moved or reached or tagged

    def _move(self, stage: Stage, record_id: str, stage_id: str) -> bool:
        if stage.id == stage_id:
            return False
        kind, now = StageKind(stage.kind), self.context.now
        wanted: dict[str, Any] = {"stage_id": stage.id, "rank": self._next_rank(stage.id), "stage_since": now}
        wanted["closed_at"] = now if kind.closed else None
        if kind is not StageKind.LOST:
            wanted |= {"lost_reason_id": None, "lost_note": ""}
        return self.overwrite(record_id, self.present(record_id, wanted), wanted, emptied=frozenset(wanted))

    def _update_person(self, draft: Draft, deal_id: str, name: str) -> bool:
        sql = "SELECT id FROM person WHERE deal_id = :deal AND deleted_at IS NULL ORDER BY position LIMIT 1"
        found = self.rows(sql, {"deal": deal_id})
        if found:
            return self.add_reach(found[0][0], deal_id, draft)
        person = _person(draft)
        if not person:
            return False
        self._add_person(deal_id, person, draft)
        wanted = {"contact_name": person, "has_contact": True}
        return self.overwrite(deal_id, self.present(deal_id, wanted), wanted)

    def _add_person(self, deal_id: str, name: str, draft: Draft) -> None:
        person_id = next(self.loader.ids)
        values = {"id": person_id, "deal_id": deal_id, "position": 0, "name": name, "role": draft.position}
        self.loader.make("person", deal_id, values)
        self.reach(person_id, deal_id, draft.phones, draft.emails)

    def _stage(self, draft: Draft) -> Stage:
        if not draft.stage:
            return self._unsorted
        stage = self._stages.get(" ".join(draft.stage.split()).casefold())
        if stage is None:
            raise NotFound(N_("stage"), draft.stage)
        return stage

    def _amount(self, draft: Draft) -> int | None:
        if not draft.amount.strip():
            return None
        try:
            return money.parse(draft.amount, self._pipeline.currency).minor
        except money.BadAmount:
            raise InvalidValue(
                "amount", N_("takes digits, spaces and one decimal comma or point; type it again")
            ) from None

    def _next_rank(self, stage_id: str) -> str:
        if stage_id not in self._last_rank:
            self._last_rank[stage_id] = self.last_rank(stage_id)
        rank = ranks.between(self._last_rank[stage_id], None)
        self._last_rank[stage_id] = rank
        return rank

    def _extra(self, draft: Draft) -> dict[str, str]:
        """What the file says beyond a deal's own fields."""
        beyond = {name: getattr(draft, name) for name in ("company", "city", "address", "birthday", "source")}
        if draft.responsible.casefold() not in self._members:
            beyond["responsible"] = draft.responsible
        return {**draft.extra, **{name: value for name, value in beyond.items() if value}}


def _stages(context: Context, pipeline_id: str) -> list[Stage]:
    query = select(Stage).where(Stage.pipeline_id == pipeline_id, col(Stage.deleted_at).is_(None))
    return list(context.session.exec(query))


def _title(draft: Draft) -> str:
    title = " ".join((draft.title or draft.name or draft.company).split()) or _person(draft)
    if not title:
        raise InvalidValue("title", N_("neither a title nor a contact; add one to the row"))
    return title


def _person(draft: Draft) -> str:
    """Who the deal is with: the name, else the first e-mail or phone; "" where the file says nothing."""
    name = " ".join(draft.name.split())
    typed = [email.typed for email in draft.emails] + [phone.typed for phone in draft.phones]
    return name or next(filter(None, typed), "")


def _words(draft: Draft, title: str, person: str) -> tuple[str | None, ...]:
    words: list[str | None] = [title, person, draft.external_id]
    for phone in draft.phones:
        words += (phone.typed, phone.e164)
    words += [email.typed.strip().lower() for email in draft.emails]
    words += [f"#{tag}" for tag in draft.tags]
    return tuple(words)
