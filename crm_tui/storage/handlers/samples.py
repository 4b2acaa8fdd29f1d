"""Filling a store with sample deals."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import col, select

from crm_tui.domain import ids, ranks
from crm_tui.domain.rights import Role
from crm_tui.domain.stages import StageKind
from crm_tui.domain.text import initials
from crm_tui.operations.imports import ImportRecords, RecordKind
from crm_tui.operations.samples import LoadSample, SampleBuyer, SampleDeal, SampleTalk
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import records
from crm_tui.storage.context import Context, handles, to_ms
from crm_tui.storage.intake_contacts import ContactIntake
from crm_tui.storage.intake_people import People
from crm_tui.storage.match_source import Source
from crm_tui.storage.tables import LostReason, Member, Stage

_PROGRESS_EVERY = 1_000


@handles(LoadSample)
def load_sample(context: Context, command: LoadSample) -> int:
    """Load all deals."""
    loading = _Loading(context, command)
    done = 0
    for done, deal in enumerate(command.deals, 1):
        loading.take(deal)
        if command.progress is not None and done % _PROGRESS_EVERY == 0:
            command.progress(done)
    loading.intake.loader.finish()
    if command.progress is not None:
        command.progress(done)
    return done


class _Loading:
    """Writes sample deals with everything that belongs to them."""

    def __init__(self, context: Context, command: LoadSample) -> None:
        self.intake = ContactIntake(context, People(context, ImportRecords(RecordKind.CONTACTS, ())))
        self.loader = self.intake.loader
        self.loader.quiet()
        self.loader.ids = ids.series(context.now, command.seed + self.loader.numbered("deal"))
        first = records.unsorted_stage(context.session)
        self.pipeline_id = first.pipeline_id
        query = select(Stage).where(Stage.pipeline_id == first.pipeline_id, col(Stage.deleted_at).is_(None))
        self.stages = list(context.session.exec(query.order_by(col(Stage.position))))
        self.reasons = list(context.session.exec(select(LostReason.id).where(col(LostReason.wants_note).is_(False))))
        self.colleagues = _colleagues(context, command.colleagues, self.loader.ids)
        self.buyers: dict[int, str] = {}
        self.last_rank: dict[str, str | None] = {}

    def take(self, deal: SampleDeal) -> None:
        """Write one deal."""
        deal_id = next(self.loader.ids)
        buyer_id = self._buyer(deal.buyer) if deal.buyer else None
        self.loader.make("deal", deal_id, self._values(deal, deal_id, buyer_id), _words(deal))
        if deal.person:
            person_id = next(self.loader.ids)
            person = {"id": person_id, "deal_id": deal_id, "position": 0, "name": deal.person, "contact_id": buyer_id}
            self.loader.make("person", deal_id, person)
            self.intake.reach(person_id, deal_id, _phones(deal.phone), _emails(deal.email))
        if deal.tags:
            self.intake.tags.put(deal_id, deal.tags, fresh=True)
        self._add_task(deal, deal_id)
        self._add_past(deal, deal_id)
        for talk in deal.talks:
            self._add_talk(talk, deal_id)
        if deal.memo:
            author = self._colleague(deal.responsible) or self.colleagues[0][0]
            memo = {"id": deal_id, "text": deal.memo, "author_id": author, "at": to_ms(deal.touched_at)}
            self.loader.make("memo", deal_id, memo)

    def _values(self, deal: SampleDeal, deal_id: str, buyer_id: str | None) -> dict[str, Any]:
        stage = self.stages[min(deal.stage, len(self.stages) - 1)]
        kind = StageKind(stage.kind)
        lost = kind is StageKind.LOST and self.reasons
        return {
            "id": deal_id,
            "title": deal.title,
            "pipeline_id": self.pipeline_id,
            "stage_id": stage.id,
            "rank": self._rank(stage.id),
            "amount": deal.amount,
            "currency": deal.currency,
            "contact_name": deal.person,
            "buyer_id": buyer_id,
            "has_contact": bool(deal.person),
            "responsible_id": self._colleague(deal.responsible),
            "description": deal.description,
            "unread": deal.unread,
            "lost_reason_id": self.reasons[len(deal.title) % len(self.reasons)] if lost else None,
            "created_at": to_ms(deal.created_at),
            "touched_at": to_ms(deal.touched_at),
            "stage_since": to_ms(deal.stage_since),
            "closed_at": to_ms(deal.stage_since) if kind.closed else None,
        }

    def _rank(self, stage_id: str) -> str:
        if stage_id not in self.last_rank:
            self.last_rank[stage_id] = self.intake.last_rank(stage_id)
        rank = ranks.between(self.last_rank[stage_id], None)
        self.last_rank[stage_id] = rank
        return rank

    def _buyer(self, buyer: SampleBuyer) -> str:
        if buyer.key not in self.buyers:
            contact_id = next(self.loader.ids)
            values = {
                "id": contact_id,
                "name": buyer.name,
                "company_id": self.intake.company_id(buyer.company),
                "city": buyer.city,
                "created_at": self.intake.context.now,
            }
            words = (buyer.name, buyer.city, buyer.company, buyer.phone, buyer.email)
            self.loader.make("contact", contact_id, values, words)
            self.intake.reach(contact_id, contact_id, _phones(buyer.phone), _emails(buyer.email))
            source = Source(buyer.name, phones=(buyer.phone,), emails=(buyer.email.lower(),), city=buyer.city)
            self.loader.known_by(values, source)
            self.buyers[buyer.key] = contact_id
        return self.buyers[buyer.key]

    def _add_task(self, deal: SampleDeal, deal_id: str) -> None:
        if deal.task is None:
            return
        values = {
            "id": next(self.loader.ids),
            "subject_id": deal_id,
            "deal_id": deal_id,
            "kind": deal.task.kind,
            "text": deal.task.text,
            "due_at": to_ms(deal.task.due_at),
            "assignee_id": self._colleague(deal.responsible),
            "created_at": to_ms(deal.created_at),
        }
        self.loader.make("task", deal_id, values)

    def _add_talk(self, talk: SampleTalk, deal_id: str) -> None:
        values = {
            "id": next(self.loader.ids),
            "subject_id": deal_id,
            "text": talk.text,
            "author_id": self._colleague(talk.by),
            "at": to_ms(talk.at),
        }
        if not talk.channel:
            self.loader.make("note", deal_id, values)
        else:
            more = {"channel": talk.channel, "incoming": talk.incoming, "seconds": talk.seconds}
            self.loader.make("communication", deal_id, values | more)

    def _add_past(self, deal: SampleDeal, deal_id: str) -> None:
        if deal.moved_by is None or deal.stage == 0:
            return
        before, after = self.stages[deal.stage - 1].id, self.stages[min(deal.stage, len(self.stages) - 1)].id
        mover = self.colleagues[deal.moved_by % len(self.colleagues)]
        self.loader.past_event(to_ms(deal.stage_since), mover, deal_id, ("stage_id", before, after))

    def _colleague(self, place: int | None) -> str | None:
        return None if place is None else self.colleagues[place % len(self.colleagues)][0]


def _colleagues(context: Context, names: tuple[str, ...], made: Iterator[str]) -> list[tuple[str, str]]:
    """Ids and names of colleagues, made where they are new; the one who acts stands first."""
    found = [(str(context.actor.id), context.actor.name)]
    for name in names:
        query = select(Member).where(Member.name == name, col(Member.deleted_at).is_(None))
        member = context.session.exec(query).first()
        if member is None:
            member = Member(id=next(made), name=name, initials=initials(name), role=Role.MANAGER)
            context.session.add(member)
        found.append((member.id, member.name))
    context.session.flush()
    return found


def _phones(e164: str) -> list[Phone]:
    return [Phone(typed=e164, e164=e164)] if e164 else []


def _emails(address: str) -> list[Email]:
    return [Email(typed=address)] if address else []


def _words(deal: SampleDeal) -> tuple[str | None, ...]:
    return (deal.title, deal.person, deal.phone, deal.email, *(f"#{tag}" for tag in deal.tags))
